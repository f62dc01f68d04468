"""The reconstructed amounts as files to import: entries, budget authority, last year's figures, facts.

Amounts are cut into vouchers the way such money is usually paid (pay monthly, bills some months, projects in stages).
The cut is drawn from a fixed seed and each part sums to its amount exactly. No supplier is invented: where the
published document names nobody, the counterparty says so.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from mingzheng.accounts.data import economic, text
from mingzheng.accounts.reconstruction.published import (
    MAIN_ITEM,
    SELF_EVALUATED,
    YEAR,
    Reconstructed,
    wan,
)
from mingzheng.accounts.rules.ledger import Line
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import Money

MARK = (
    "# 本文件系依据公开决算数据重构，并非原始账簿：金额合计与公开各表逐位一致，",
    "# 凭证、日期、收款方和项目与科目的对应关系为推定。",
    "# RECONSTRUCTED FROM PUBLISHED TOTALS; not the original books. Sums equal every published table to the digit;",
    "# vouchers, dates, payees and the assignment of projects to functional items are assumed.",
)
UNNAMED = "收款单位（公开文件未载明）"
ENTRY_FIELDS = [
    "date",
    "voucher",
    "line",
    "account",
    "fund",
    "functional",
    "economic",
    "basic_or_project",
    "category",
    "project",
    "counterparty",
    "money_year",
    "amount",
    "summary",
]
BUDGET_FIELDS = ["stage", "document", "date", "fund", "functional", "economic", "project", "amount", "summary"]
OPENING = {"2010301": "5634.71", "2080505": "20.86", "2101101": "9.52"}  # 万元, as the narrative states them by item
THREE_PUBLIC_BUDGET = {"30231": "2.00", "30217": "1.00"}  # 万元, table 09
UNSPENT_PROJECTS = tuple(
    (name, item, wan(budget) - wan(spent)) for name, (item, spent, budget) in SELF_EVALUATED.items()
)


def entries_csv(found: Reconstructed) -> str:
    """Income and expenditure entries, in order of date."""
    random = Random(YEAR)  # noqa: S311 - reproducible, not secret
    rows: list[dict[str, str]] = []
    income: dict[str, int] = {}
    for line in found.lines:
        income[line.functional] = income.get(line.functional, 0) + line.amount.fen
        for when, fen in _cut(line, random):
            rows.append(_entry(when, line, fen))
    for item, fen in income.items():
        line = Line("6001", Money(fen), functional=item)
        for month, part in zip(range(1, 13), _parts(fen, 12, random), strict=True):
            rows.append(_entry(date(YEAR, month, 3), line, part))
    rows.sort(key=lambda row: (row["date"], row["account"], row["functional"], row["economic"], row["project"]))
    _number(rows)
    return _csv(ENTRY_FIELDS, rows)


def budget_csv(found: Reconstructed) -> str:
    """Opening approvals as stated, transfers to the items that were spent from, and what was taken back."""
    rows: list[dict[str, str]] = []

    def line(
        stage: str, document: str, when: str, item: str, fen: int, economic_code: str = "", project: str = ""
    ) -> None:
        if fen:
            row = dict.fromkeys(BUDGET_FIELDS, "")
            row |= {"stage": stage, "document": document, "date": when, "fund": "general", "functional": item}
            rows.append(row | {"economic": economic_code, "project": project, "amount": str(Money(fen).yuan())})

    approval, moves, taken = "重构-批复-01", "重构-调剂-01", "重构-追减-01"
    projects = sum(wan(budget) for _item, _spent, budget in SELF_EVALUATED.values())
    three_public = sum(wan(amount) for amount in THREE_PUBLIC_BUDGET.values())
    for item, amount in OPENING.items():
        inside = projects + three_public if item == MAIN_ITEM else 0
        line("opening", approval, f"{YEAR}-01-20", item, wan(amount) - inside)
    for code, amount in THREE_PUBLIC_BUDGET.items():
        line("opening", approval, f"{YEAR}-01-20", MAIN_ITEM, wan(amount), economic_code=code)
    for project, (_item, _spent, budget) in SELF_EVALUATED.items():
        line("opening", approval, f"{YEAR}-01-20", MAIN_ITEM, wan(budget), project=project)
    moved = 0
    for item, fen, project in _moved_away(found):
        line("transfer", moves, f"{YEAR}-10-31", item, fen, project=project)
        if project:
            line("transfer", moves, f"{YEAR}-10-31", MAIN_ITEM, -fen, project=project)
        else:
            moved += fen
    line("transfer", moves, f"{YEAR}-10-31", MAIN_ITEM, -moved)
    for item, fen in _left_over(found):
        line("reduction", taken, f"{YEAR}-12-20", item, -fen)
    return _csv(BUDGET_FIELDS, rows)


def prior_csv(found: Reconstructed) -> str:
    """Last year's figures that the narrative's changes imply."""
    general, total, basic = found.prior["general"], found.prior["total"], found.prior["basic"]
    figures = {
        FactKey("01", "income.grand_total", "amount"): total,
        FactKey("01", "expenditure.grand_total", "amount"): total,
        FactKey("04", "income.grand_total", "amount"): total,
        FactKey("04", "expenditure.grand_total", "total"): total,
        FactKey("05", "total", "total"): general,
        FactKey("05", "total", "basic"): basic,
        FactKey("06", "personnel", "amount"): found.prior["personnel"],
        FactKey("06", "public", "amount"): found.prior["public"],
    }
    rows = [
        {"source": key.source, "row": key.row, "column": key.column, "amount": str(amount.yuan())}
        for key, amount in figures.items()
    ]
    return _csv(["source", "row", "column", "amount"], rows)


def facts_csv() -> str:
    """Reasons, counts, amounts and passages that the document states; what it leaves open stays open here."""
    facts = json.loads(text("sample/anyang-2022-facts.json"))
    rows = [
        {"kind": kind, "topic": topic, "value": str(value)}
        for kind, topics in facts.items()
        if kind != "source"
        for topic, value in topics.items()
    ]
    return _csv(["kind", "topic", "value"], rows)


def _moved_away(found: Reconstructed) -> Iterable[tuple[str, int, str]]:
    """What items without an opening budget were given: (item, fen, project)."""
    spent: dict[tuple[str, str], int] = {}
    for line in found.lines:
        project = line.project if line.project in SELF_EVALUATED else ""
        spent[line.functional, project] = spent.get((line.functional, project), 0) + line.amount.fen
    for (item, project), fen in spent.items():
        if item not in OPENING:
            yield item, fen, project


def _left_over(found: Reconstructed) -> Iterable[tuple[str, int]]:
    """What was taken back at the end of the year: the budget less spending and what projects left unspent."""
    given = {item: wan(amount) for item, amount in OPENING.items()}
    given[MAIN_ITEM] -= sum(fen for _item, fen, _project in _moved_away(found))
    for line in found.lines:
        if line.functional in given:
            given[line.functional] -= line.amount.fen
    given[MAIN_ITEM] -= sum(fen for _name, item, fen in UNSPENT_PROJECTS if item == MAIN_ITEM)
    # Three-public money stays in the year's budget: table 09 states it as the full-year budget.
    given[MAIN_ITEM] -= sum(
        wan(budget) - sum(line.amount.fen for line in found.lines if line.economic == code)
        for code, budget in THREE_PUBLIC_BUDGET.items()
    )
    return [(item, fen) for item, fen in given.items() if fen > 0]


def _cut(line: Line, random: Random) -> list[tuple[date, int]]:
    if line.category == "personnel":
        months: Sequence[int] = (12,) if line.economic == "30103" else range(1, 13)
    elif line.project:
        months = sorted(random.sample(range(3, 13), random.randint(1, 4)))
    else:
        count = min(12, max(1, line.amount.fen // 30_000))
        months = sorted(random.sample(range(1, 13), count))
    return [
        (date(YEAR, month, random.randint(5, 27)), fen)
        for month, fen in zip(months, _parts(line.amount.fen, len(months), random), strict=True)
    ]


def _parts(fen: int, count: int, random: Random) -> list[int]:
    """`count` positive amounts that sum to `fen`, near each other."""
    if count == 1 or fen < count * 100:
        return [fen] if count == 1 else [fen // count + (1 if n < fen % count else 0) for n in range(count)]
    weights = [random.uniform(0.7, 1.3) for _ in range(count)]
    cuts = [int(fen * weight / sum(weights)) for weight in weights]
    cuts[-1] += fen - sum(cuts)
    return cuts


def _entry(when: date, line: Line, fen: int) -> dict[str, str]:
    what = line.project or (economic(YEAR).name(line.economic) if line.economic else "财政拨款收入")
    payee = "" if line.account == "6001" else ("职工个人（汇总）" if line.category == "personnel" else UNNAMED)
    return {
        "date": when.isoformat(),
        "voucher": "",
        "line": "",
        "account": line.account,
        "fund": line.fund.value,
        "functional": line.functional,
        "economic": line.economic,
        "basic_or_project": line.basic_or_project,
        "category": line.category,
        "project": line.project,
        "counterparty": payee,
        "money_year": "current",
        "amount": str(Money(fen).yuan()),
        "summary": f"{when.month}月{what}",
    }


def _number(rows: list[dict[str, str]]) -> None:
    """Vouchers number on within a month; entries of one day and account share a voucher."""
    voucher, month, before = 0, "", ("", "")
    line = 0
    for row in rows:
        if row["date"][:7] != month:
            month, voucher = row["date"][:7], 0
        if (row["date"], row["account"]) != before:
            before, voucher, line = (row["date"], row["account"]), voucher + 1, 0
        line += 1
        row["voucher"], row["line"] = f"{month.replace('-', '')}-{voucher:03}", str(line)


def _csv(fields: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    out = io.StringIO()
    out.write("".join(f"{line}\n" for line in MARK))
    writer = csv.DictWriter(out, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()

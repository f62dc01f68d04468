"""The roll-up: ledger lines → every figure of the nine tables, in exact fen.

A line is posted to the facts that it belongs to, and nothing is ever computed from a rounded figure. `postings` is the
single statement of where a line goes; the drill-down from a figure to its entries asks it too, so both always agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mingzheng.accounts.rules.codes import CodeTable
from mingzheng.accounts.rules.ledger import FISCAL_FUNDS, Authority, Chart, Line, misplaced
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey, Fund
from mingzheng.kernel.money import ZERO, Money

PERSONNEL = frozenset({"301", "303"})
PUBLIC = frozenset({"302", "307", "309", "310", "311", "312", "313", "399"})
THREE_PUBLIC = {  # economic 款 → column of table 09
    "30212": "abroad",
    "31013": "vehicle_purchase",
    "30913": "vehicle_purchase",
    "30231": "vehicle_running",
    "30217": "reception",
}
_INCOME_ROWS = {
    "institutional": "income.institutional",
    "superior_subsidy": "income.superior_subsidy",
    "subsidiary_remittance": "income.subsidiary_remittance",
    "operating": "income.operating",
    "other": "income.other",
}


class UnplacedLine(ValueError):
    """A line that misses a dimension its account needs; `reason` names it."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True)
class Figures:
    """Exact amounts by the meaning of the figure."""

    year: int
    amounts: Mapping[FactKey, Money]

    def amount(self, key: FactKey) -> Money:
        """The amount; zero when nothing was posted to it."""
        return self.amounts.get(key, ZERO)

    def get(self, key: FactKey) -> Money | None:
        """The amount, or None when nothing was posted to it: blank is not zero."""
        return self.amounts.get(key)

    def keys(self) -> Iterator[FactKey]:
        """Every figure that something was posted to."""
        return iter(self.amounts)

    def codes(self, source: str) -> tuple[str, ...]:
        """The classification codes that table `source` prints, in order of code.

        Those with a figure other than zero and the codes above them: a 款 whose items cancel out is still printed.
        """
        found = {k.row for k, amount in self.amounts.items() if k.source == source and k.row[:1].isdigit() and amount}
        return tuple(sorted({above for code in found for above in (code[:3], code[:5], code)}))

    def economic_codes(self) -> tuple[str, ...]:
        """The economic codes of table 06."""
        return self.codes("06")


def roll_up(
    lines: Iterable[Line],
    *,
    chart: Chart,
    functional: CodeTable,
    economic: CodeTable,
    budgets: Iterable[Authority] = (),
) -> Figures:
    """All figures of tables 01–09 from ledger lines and budget authority. Linear in the lines.

    Raises RefusedAccount, UnknownCode or UnplacedLine for a line that cannot be placed: nothing is dropped.
    """
    sums: dict[FactKey, int] = defaultdict(int)
    for line in lines:
        check(line, chart, functional, economic)
        for key, sign in postings(line, chart):
            sums[key] += sign * line.amount.fen
    for budget in budgets:
        for key in budget_postings(budget):
            sums[key] += budget.amount.fen
    return Figures(chart.year, {key: Money(fen) for key, fen in sums.items()})


def check(line: Line, chart: Chart, functional: CodeTable, economic: CodeTable) -> None:
    """Raise for a line that cannot be placed: a refused account, an unknown code, a dimension that is missing."""
    account = chart.account(line.account)
    fault = misplaced(account, line.fund, line.functional)
    if fault:
        raise UnplacedLine(fault[1])
    if account.kind == "balance" and not line.functional:
        return
    functional.name(line.functional)
    if len(line.functional) != 7:
        raise UnplacedLine(
            Bilingual(
                f"功能科目“{line.functional}”应为7位项级代码",
                f"functional code “{line.functional}” must be an item of 7 digits",
            )
        )
    if account.kind != "expenditure":
        return
    if account.treatment == "by_kind" and line.basic_or_project not in ("basic", "project"):
        raise UnplacedLine(Bilingual("支出须注明基本支出或项目支出", "an expenditure must say basic or project"))
    if line.economic or line.basic_or_project == "basic":
        economic.name(line.economic)
    if line.basic_or_project == "basic" and line.economic[:3] not in PERSONNEL | PUBLIC:
        raise UnplacedLine(
            Bilingual(
                f"基本支出不能使用经济科目“{line.economic}”",
                f"basic expenditure cannot use economic code “{line.economic}”",
            )
        )


def postings(line: Line, chart: Chart) -> Iterator[tuple[FactKey, int]]:
    """Every figure that a ledger line belongs to, with the sign it counts by."""
    account = chart.account(line.account)
    if account.kind == "income":
        for key in _income(line, account.treatment):
            yield key, 1
    elif account.kind == "expenditure":
        column = line.basic_or_project if account.treatment == "by_kind" else account.treatment
        for key in _expenditure(line, column):
            yield key, 1
    elif account.treatment in ("fiscal_opening", "other_opening"):
        for key in _opening(line, fiscal=account.treatment == "fiscal_opening"):
            yield key, 1
    elif account.treatment == "use_of_surplus":
        yield FactKey("01", "use_of_surplus", "amount"), 1
        yield FactKey("01", "income.grand_total", "amount"), 1
        yield FactKey("01", "closing_balance", "amount"), 1
        yield FactKey("01", "expenditure.grand_total", "amount"), 1
    # Expenditure takes from what is left at the end of the year, income adds to it.
    if account.kind in ("income", "expenditure"):
        yield from _closing(line, 1 if account.kind == "income" else -1)


def budget_postings(budget: Authority) -> Iterator[FactKey]:
    """The figures of table 09 that a line of budget authority belongs to (全年预算 = 年初 + 调整)."""
    column = THREE_PUBLIC.get(budget.economic)
    if column and budget.fund in FISCAL_FUNDS:
        yield from _three_public("budget", column)


def _chain(code: str) -> tuple[str, ...]:
    """The rows that a functional item adds to: total, 类, 款, 项."""
    return ("total", code[:3], code[:5], code)


def _income(line: Line, treatment: str) -> Iterator[FactKey]:
    fund = line.fund.value
    yield FactKey("01", f"income.{fund}" if treatment == "fiscal" else _INCOME_ROWS[treatment], "amount")
    yield FactKey("01", "income.total", "amount")
    yield FactKey("01", "income.grand_total", "amount")
    for row in _chain(line.functional):
        yield FactKey("02", row, "total")
        yield FactKey("02", row, treatment)
    if treatment != "fiscal":
        return
    for row in (f"income.{fund}", "income.total", "income.grand_total"):
        yield FactKey("04", row, "amount")
    if line.fund is Fund.GOVERNMENT_FUND:
        for row in _chain(line.functional):
            yield FactKey("07", row, "income")


def _expenditure(line: Line, column: str) -> Iterator[FactKey]:
    rows = _chain(line.functional)
    for row in (f"expenditure.{line.functional[:3]}", "expenditure.total", "expenditure.grand_total"):
        yield FactKey("01", row, "amount")
    for row in rows:
        yield FactKey("03", row, "total")
        yield FactKey("03", row, column)
    if line.fund not in FISCAL_FUNDS:
        return
    for row in (f"expenditure.{line.functional[:3]}", "expenditure.total", "expenditure.grand_total"):
        yield FactKey("04", row, "total")
        yield FactKey("04", row, line.fund.value)
    source = {Fund.GENERAL: "05", Fund.GOVERNMENT_FUND: "07", Fund.STATE_CAPITAL: "08"}[line.fund]
    for row in rows:
        yield FactKey(source, row, "total")
        yield FactKey(source, row, column)
    if line.fund is Fund.GENERAL and column == "basic":
        for row in (line.economic, line.economic[:3], "personnel" if line.economic[:3] in PERSONNEL else "public"):
            yield FactKey("06", row, "amount")
    if three_public := THREE_PUBLIC.get(line.economic):
        yield from _three_public("final", three_public)


def _three_public(row: str, column: str) -> Iterator[FactKey]:
    yield FactKey("09", row, "total")
    yield FactKey("09", row, column)
    if column.startswith("vehicle_"):
        yield FactKey("09", row, "vehicles")


def _opening(line: Line, *, fiscal: bool) -> Iterator[FactKey]:
    for row in ("opening_balance", "income.grand_total", "closing_balance", "expenditure.grand_total"):
        yield FactKey("01", row, "amount")
    if not fiscal or line.fund not in FISCAL_FUNDS:
        return
    fund = line.fund.value
    for row in ("opening_balance", f"opening_balance.{fund}", "income.grand_total"):
        yield FactKey("04", row, "amount")
    for row in ("closing_balance", "expenditure.grand_total"):
        yield FactKey("04", row, "total")
        yield FactKey("04", row, fund)
    if line.fund is Fund.GOVERNMENT_FUND:
        for row in _chain(line.functional):
            yield FactKey("07", row, "opening_balance")
            yield FactKey("07", row, "closing_balance")


def _closing(line: Line, sign: int) -> Iterator[tuple[FactKey, int]]:
    """What is left at the end of the year; it also fills the expenditure side up to the grand total."""
    yield FactKey("01", "closing_balance", "amount"), sign
    yield FactKey("01", "expenditure.grand_total", "amount"), sign
    if line.fund not in FISCAL_FUNDS:
        return
    for row in ("closing_balance", "expenditure.grand_total"):
        yield FactKey("04", row, "total"), sign
        yield FactKey("04", row, line.fund.value), sign
    if line.fund is Fund.GOVERNMENT_FUND:
        for row in _chain(line.functional):
            yield FactKey("07", row, "closing_balance"), sign

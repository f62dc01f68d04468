"""C11, C12: several documents together: a department and its units, this year and last year."""

from __future__ import annotations

import re

from mingzheng.disclosure.rules.audit.catalogue import rule_of_function
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome, not_applicable
from mingzheng.disclosure.rules.audit.model import fen_range
from mingzheng.disclosure.rules.audit.system import UNBOUNDED
from mingzheng.disclosure.rules.audit.wording import amount, name_of, printed, span
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Fact, FactKey, Place
from mingzheng.kernel.findings import RuleClass, Severity

_TOTALS = (
    FactKey("01", "income.total", "amount"),
    FactKey("01", "expenditure.total", "amount"),
    FactKey("01", "income.grand_total", "amount"),
)
_CARRIED = (
    (FactKey("01", "opening_balance", "amount"), FactKey("01", "closing_balance", "amount")),
    (FactKey("04", "opening_balance", "amount"), FactKey("04", "closing_balance", "total")),
)
_BEFORE = (
    ("1/grand_total", FactKey("01", "income.grand_total", "amount")),
    ("4/fiscal_grand_total", FactKey("04", "income.grand_total", "amount")),
    ("5.1/general_expenditure", FactKey("05", "total", "total")),
    ("6/basic", FactKey("05", "total", "basic")),
    ("6/personnel", FactKey("06", "personnel", "amount")),
    ("6/public", FactKey("06", "public", "amount")),
)


def _core(name: str) -> str:
    return re.sub(r"[\s（）()]|本级|机关|部门$|汇总", "", name)


def _hidden(fact: Fact | None) -> tuple[int, int] | None:
    span_of = None if fact is None else fen_range(fact)
    return None if span_of is None or span_of[1] >= UNBOUNDED else span_of


@rule_of_function(
    "C11",
    RuleClass.VERIFY,
    title=Bilingual("部门决算与所属单位之和不符", "A department differs from the sum of its units"),
    norm=Bilingual(
        "财政部《部门决算管理办法》（财库〔2021〕36号）：部门决算由本部门及所属单位决算汇总。",
        "Ministry of Finance 财库〔2021〕36号: a department's accounts consolidate those of its units.",
    ),
    expected=Bilingual("Σ 所属单位 ≥ 部门（内部往来抵销后）", "Σ units ≥ department, transfers being eliminated"),
    remedy=Bilingual("核对汇总范围；涉密不公开的单位请注明", "Check which units are consolidated"),
    across=True,
)
def departments_consolidate(context: AuditContext) -> Outcome:
    """The department's totals are at most the sum of its units' (本级 and 所属 given beside it)."""
    own = context.document
    group = [other for other in context.others if other.year == own.year and other.unit_name != own.unit_name]
    itself = [other for other in group if "本级" in other.unit_name and _core(other.unit_name) == _core(own.unit_name)]
    if "本级" in own.unit_name or not itself:
        return not_applicable("没有同时给出部门及其本级、所属单位的决算", "no department was given with its units")
    drafts, checked = [], 0
    for key in _TOTALS:
        whole, parts = _hidden(own.fact(key)), [_hidden(unit.fact(key)) for unit in group]
        if whole is None or any(part is None for part in parts):
            continue
        checked += 1
        high = sum(part[1] for part in parts if part is not None)
        low = sum(part[0] for part in parts if part is not None)
        fact = own.by_key[key]
        if high < whole[0]:
            places = tuple(unit.by_key[key].place for unit in group)
            drafts.append(_short(fact, low, high, whole[0] - high, (fact.place, *places)))
    return Outcome(tuple(drafts), checked)


def _short(fact: Fact, low: int, high: int, gap: int, places: tuple[Place, ...]) -> Draft:
    unit = fact.measured_in
    return Draft(
        Bilingual(
            f"{name_of(fact, fact.key)}：部门为 {printed(fact)}，所给单位合计至多 {amount(high, unit)} {unit}",
            f"{name_of(fact, fact.key)}: {printed(fact)} for the "
            f"department, its units give {amount(high, unit)} at most",
        ),
        severity=Severity.WARNING,
        stated=printed(fact),
        expected=f"≤ {amount(high, unit)} {unit}",
        difference=f"{amount(gap, unit)} {unit}",
        interval=span(low, high, unit),
        places=places,
    )


@rule_of_function(
    "C12",
    RuleClass.VERIFY,
    title=Bilingual("年初数与上年决算不衔接", "The opening figures do not continue last year's accounts"),
    norm=Bilingual(
        "财政部《部门决算管理办法》（财库〔2021〕36号）：年初结转结余应当与上年年末数衔接。",
        "Ministry of Finance 财库〔2021〕36号: opening balances continue last year's closing balances.",
    ),
    expected=Bilingual(
        "年初结转结余 = 上年年末数；推算的上年数 = 上年公开数", "Opening = last year's closing; implied = published"
    ),
    remedy=Bilingual(
        "说明年初余额调整、收回存量、划转或机构改革",
        "Explain adjustments, recovered balances, transfers, reorganisation",
    ),
    across=True,
)
def last_year_is_continued(context: AuditContext) -> Outcome:
    """Opening balances, and last year's amounts that this year's changes imply, against last year's document."""
    own = context.document
    before = next((d for d in context.others if own.year and d.year == own.year - 1 and _same_unit(d, own)), None)
    if before is None:
        return not_applicable("没有给出上年决算", "last year's accounts were not given")
    drafts, checked = [], 0
    for key, closing in _CARRIED:
        one, other = own.fact(key), before.fact(closing)
        drafted = _apart(one, _hidden(one), other)
        checked += drafted is not None
        drafts += [drafted] if isinstance(drafted, Draft) else []
    for row, key in _BEFORE:
        final, change = own.fact(FactKey("text", row, "final")), own.fact(FactKey("text", row, "change"))
        now, moved = _hidden(final), _hidden(change)
        implied = None if now is None or moved is None else (now[0] - moved[1], now[1] - moved[0])
        drafted = _apart(change, implied, before.fact(key))
        checked += drafted is not None
        drafts += [drafted] if isinstance(drafted, Draft) else []
    return Outcome(tuple(drafts), checked)


def _same_unit(one: ReadDocument, other: ReadDocument) -> bool:
    return _core(one.unit_name) == _core(other.unit_name) and ("本级" in one.unit_name) is ("本级" in other.unit_name)


def _apart(fact: Fact | None, implied: tuple[int, int] | None, published: Fact | None) -> Draft | bool | None:
    """A draft when two ranges do not meet, True when they do, None when either is missing."""
    there = _hidden(published)
    if fact is None or published is None or implied is None or there is None:
        return None
    gap = max(implied[0] - there[1], there[0] - implied[1])
    if gap <= 0:
        return True
    unit = published.measured_in
    return Draft(
        Bilingual(
            f"由{name_of(fact, fact.key)} {printed(fact)} 得上年数 "
            f"{span(*implied, unit)}，上年公开数为 {printed(published)}",
            f"{name_of(fact, fact.key)} {printed(fact)} implies "
            f"{span(*implied, unit)}, last year published {printed(published)}",
        ),
        severity=Severity.WARNING,
        stated=printed(fact),
        expected=printed(published),
        difference=f"{amount(gap, unit)} {unit}",
        interval=span(*implied, unit),
        places=(fact.place, published.place),
    )

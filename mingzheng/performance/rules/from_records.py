"""A form as the records give it: money from the ledger, results measured where a measure exists, marks recomputed.

Targets, weights and texts are the unit's own and stay. A result that nothing measures is kept and marked as declared.
Nothing is adjusted towards what was published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from mingzheng.kernel.cell import BLANK, Cell, CellState
from mingzheng.kernel.money import Money
from mingzheng.kernel.rounding import half_up
from mingzheng.performance.rules.forms import Actual, Basis, Form, FormIndicator, FundRow
from mingzheng.performance.rules.rule_sets import RuleSet
from mingzheng.performance.rules.scoring import Score, score_form
from mingzheng.performance.rules.targets import parse_actual

EXECUTED, BUDGET, EXECUTION, ADJUSTMENT = (
    "accounts.project_executed",
    "accounts.project_budget",
    "accounts.project_execution",
    "accounts.project_adjustment",
)
# Indicators that the money block itself decides, by the words of their names (rule E8 uses the same table).
MONEY_INDICATORS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"预算调整率"), ADJUSTMENT),
    (re.compile(r"预算执行率|资金(使用|执行|支出)率|预算完成率"), EXECUTION),
    (re.compile(r"^(资金投入|项目投入资金|投入资金|资金总投入)$"), EXECUTED),
)


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """A project's year: opening budget, full-year budget and spending, exact."""

    opening: Money
    full_year: Money
    executed: Money


def money_measure(name: str) -> str:
    """The measure that decides an indicator of that name, or an empty text."""
    plain = "".join(name.split())
    return next((measure for pattern, measure in MONEY_INDICATORS if pattern.search(plain)), "")


def from_records(form: Form, money: ProjectMoney | None, rules: RuleSet) -> Form:
    """The form with the ledger's money (None: the ledger knows no such project) and marks by `rules`."""
    measured = {"total", *_sole_fund(form)}
    funds = tuple(_fund(row, money if row.kind in measured else None) for row in form.funds)
    indicators = tuple(_indicator(row, money) for row in form.indicators)
    draft = replace(form, funds=funds, indicators=indicators, rule_set=rules.code)
    scored = score_form(draft, rules)
    marked = tuple(_marked(row, score) for row, score in zip(draft.indicators, scored.indicators, strict=True))
    with_marks = tuple(
        replace(row, score=_cell(scored.execution.final)) if row.kind == "total" else row for row in draft.funds
    )
    return replace(draft, funds=with_marks, indicators=marked, total_score=_cell(scored.total))


def percent(part: Money, whole: Money) -> Decimal | None:
    """`100 × part ÷ whole` with two decimals, None on a base of zero."""
    return half_up(Fraction(100 * part.fen, whole.fen), 2) if whole else None


def _fund(row: FundRow, money: ProjectMoney | None) -> FundRow:
    """A row with the ledger's money; without any its own amounts stay and are marked as declared."""
    if money is None:
        return replace(row, rate=_own_rate(row), basis=Basis.DECLARED)
    rate = percent(money.executed, money.full_year)
    return replace(
        row,
        opening=Cell.of_money(money.opening),
        full_year=Cell.of_money(money.full_year),
        executed=Cell.of_money(money.executed),
        rate=BLANK if rate is None else Cell.read(f"{rate}%"),
        basis=Basis.MEASURED,
    )


def _sole_fund(form: Form) -> frozenset[str]:
    """The one fund that carries all the money of a form: measures give a project's money in all funds together.

    Where several funds carry money their rows stay declared, since a sum does not say how it is divided.
    """
    parts = [row for row in form.funds if row.kind != "total"]
    carrying = [row.kind for row in parts if any(cell.value for cell in (row.opening, row.full_year, row.executed))]
    return frozenset(carrying) if len(carrying) == 1 else frozenset()


def _own_rate(row: FundRow) -> Cell:
    """The rate of a declared row from its own amounts; blank on a base of zero."""
    if not row.full_year.value or row.executed.value is None:
        return BLANK
    return Cell.read(f"{half_up(100 * Fraction(row.executed.value) / Fraction(row.full_year.value), 2)}%")


def _indicator(row: FormIndicator, money: ProjectMoney | None) -> FormIndicator:
    measure = money_measure(row.name)
    actual = _measured(row, measure, money) if measure and money else None
    if actual is None:
        return replace(row, basis=Basis.DECLARED)
    return replace(row, actual=actual, basis=Basis.MEASURED, measure=measure)


def _measured(row: FormIndicator, measure: str, money: ProjectMoney) -> Actual | None:
    if measure == EXECUTED:
        unit = row.target.unit or "万元"
        return parse_actual(f"{money.executed.wan()}{unit}") if unit in ("万元", "万") else None
    moved = Money(abs((money.full_year - money.opening).fen))
    rate = percent(money.executed, money.full_year) if measure == EXECUTION else percent(moved, money.opening)
    return None if rate is None else parse_actual(f"{rate}%")


def _marked(row: FormIndicator, score: Score) -> FormIndicator:
    deviation = BLANK if score.deviation is None else _cell(score.deviation)
    return replace(row, score=_cell(score.final), deviation=deviation)


def _cell(value: Decimal | None) -> Cell:
    if value is None:
        return BLANK
    places = max(0, -int(value.as_tuple().exponent))
    return Cell(CellState.NUMBER if value else CellState.ZERO, str(value), value, places)


def differences(one: Form, other: Form) -> Sequence[str]:
    """The rows in which two versions of a form differ: `funds.total`, `indicator.3`, `total`."""
    found = [f"funds.{a.kind}" for a, b in zip(one.funds, other.funds, strict=False) if _values(a) != _values(b)]
    for number, (a, b) in enumerate(zip(one.indicators, other.indicators, strict=False), start=1):
        if (a.actual.number, a.actual.text if a.actual.number is None else "", a.score.value) != (
            b.actual.number,
            b.actual.text if b.actual.number is None else "",
            b.score.value,
        ):
            found.append(f"indicator.{number}")
    if one.total_score.value != other.total_score.value:
        found.append("total")
    return found


def _values(row: FundRow) -> tuple[Decimal | None, ...]:
    return tuple(cell.value for cell in (row.opening, row.full_year, row.executed, row.rate, row.score))


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure in both data sets, as text; `measured` says whether the recorded one was measured."""

    label: str
    column: str  # rate, executed, actual, score, total
    published: str
    recorded: str
    measured: bool


def compare(published: Form, recorded: Form) -> tuple[Compared, ...]:
    """Every figure in which the two versions differ, money first, the total last."""
    found: list[Compared] = []
    for a, b in zip(published.funds, recorded.funds, strict=False):
        for column in ("opening", "full_year", "executed", "rate", "score"):
            one, other = getattr(a, column), getattr(b, column)
            if one.value != other.value:
                found.append(Compared(a.label, column, one.text, other.text, b.basis is Basis.MEASURED))
    for row, own in zip(published.indicators, recorded.indicators, strict=False):
        measured = own.basis is Basis.MEASURED
        if row.actual != own.actual and (row.actual.number, row.actual.unit) != (own.actual.number, own.actual.unit):
            found.append(Compared(row.name, "actual", row.actual.text, own.actual.text, measured))
        if row.score.value != own.score.value:
            found.append(Compared(row.name, "score", row.score.text, own.score.text, measured))
    if published.total_score.value != recorded.total_score.value:
        found.append(Compared("总分", "total", published.total_score.text, recorded.total_score.text, False))
    return tuple(found)

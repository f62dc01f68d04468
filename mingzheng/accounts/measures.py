"""Figures this room publishes, for a unit and year; of a project, `subject` is its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

from mingzheng.accounts import reads
from mingzheng.accounts.models import Book
from mingzheng.evidence.measures import Behind, Reading, ReadingStatus, Scope, measure
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import ZERO, Money, total
from mingzheng.kernel.rounding import half_up

NO_BUDGET = Bilingual("没有预算，执行率无从计算", "no budget, so there is no rate")


@measure("accounts.expenditure_total", title=Bilingual("本年支出合计", "Total expenditure of the year"), unit="元")
def expenditure_total(scope: Scope) -> Reading:
    """Table 03's total, in yuan."""
    return _figure(scope, FactKey("03", "total", "total"))


@measure("accounts.income_total", title=Bilingual("本年收入合计", "Total income of the year"), unit="元")
def income_total(scope: Scope) -> Reading:
    """Table 02's total, in yuan."""
    return _figure(scope, FactKey("02", "total", "total"))


@measure("accounts.project_total", title=Bilingual("项目支出合计", "Project expenditure of the year"), unit="元")
def project_total(scope: Scope) -> Reading:
    """Table 03's project column, in yuan."""
    return _figure(scope, FactKey("03", "total", "project"))


def _each(amount: Callable[[reads.ProjectExecution], Money]) -> Callable[[Scope], dict[str, Reading]]:
    """A reader of one amount of every project, from one pass over the books."""

    def read(scope: Scope) -> dict[str, Reading]:
        sums: dict[str, Money] = defaultdict(lambda: ZERO)
        for part in _projects(scope):
            sums[part.project] += amount(part)
        return {name: Reading(money.yuan(), "元", ReadingStatus.MEASURED) for name, money in sums.items()}

    return read


_executed, _opening, _budget = (
    _each(amount) for amount in (lambda p: p.executed, lambda p: p.opening, lambda p: p.full_year)
)
NOTHING = Reading(None, "元", ReadingStatus.NO_DATA)


@measure("accounts.project_executed", title=Bilingual("项目执行数", "Spent on a project"), unit="元", each=_executed)
def project_executed(scope: Scope) -> Reading:
    """What a project spent in all funds, in yuan."""
    found = _executed(scope).get(scope.subject)
    return NOTHING if found is None else replace(found, behind=_behind(scope))


@measure(
    "accounts.project_opening",
    title=Bilingual("项目年初预算数", "Opening budget of a project"),
    unit="元",
    each=_opening,
)
def project_opening(scope: Scope) -> Reading:
    """A project's budget as approved at the start of the year in all funds, in yuan."""
    return _opening(scope).get(scope.subject, NOTHING)


@measure(
    "accounts.project_budget",
    title=Bilingual("项目全年预算数", "Full-year budget of a project"),
    unit="元",
    each=_budget,
)
def project_budget(scope: Scope) -> Reading:
    """A project's budget after all adjustments in all funds, in yuan."""
    return _budget(scope).get(scope.subject, NOTHING)


@measure("accounts.project_execution", title=Bilingual("项目预算执行率", "Budget execution of a project"), unit="%")
def project_execution(scope: Scope) -> Reading:
    """Executed as a share of the full-year budget, in percent with two decimals; the budget is the denominator."""
    parts = _project(scope)
    budget = total(p.full_year for p in parts)
    if not parts or budget == ZERO:
        return Reading(None, "%", ReadingStatus.NO_DATA, note=NO_BUDGET if parts else None)
    rate = half_up(Fraction(100 * total(p.executed for p in parts).fen, budget.fen), 2)
    return Reading(rate, "%", ReadingStatus.MEASURED, denominator=budget.yuan(), behind=_behind(scope))


def _figure(scope: Scope, key: FactKey) -> Reading:
    try:
        amount = reads.figures(scope.unit, scope.year).get(key)
    except Book.DoesNotExist:
        amount = None
    if amount is None:
        return Reading(None, "元", ReadingStatus.NO_DATA)
    behind = reads.fingerprint(scope.unit, scope.year, key)
    query = urlencode({"unit": scope.unit, "year": scope.year, "key": str(key)})
    source = Behind("accounts.entries", query, behind.count, behind.digest)
    return Reading(Decimal(amount.yuan()), "元", ReadingStatus.MEASURED, n=behind.count, behind=(source,))


def _project(scope: Scope) -> tuple[reads.ProjectExecution, ...]:
    return tuple(part for part in _projects(scope) if part.project == scope.subject)


def _projects(scope: Scope) -> tuple[reads.ProjectExecution, ...]:
    try:
        return reads.project_execution(scope.unit, scope.year)
    except Book.DoesNotExist:
        return ()


def _behind(scope: Scope) -> tuple[Behind, ...]:
    entries = reads.project_entries(reads.book_of(scope.unit, scope.year), scope.subject)
    found = reads.fingerprint_of(entries)
    query = urlencode({"unit": scope.unit, "year": scope.year, "project": scope.subject})
    return (Behind("accounts.entries", query, found.count, found.digest),)

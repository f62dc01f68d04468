"""A year's self-evaluation as a whole: the summary beside the forms (自评汇总) and the department's own result.

Everything is computed from the forms: counts, sums and shares are never typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.rounding import half_up
from mingzheng.performance.rules.forms import Basis, Form
from mingzheng.performance.rules.rule_sets import RuleSet
from mingzheng.performance.rules.scoring import FormScore, conclusion, score_form
from mingzheng.performance.rules.units import convert


@dataclass(frozen=True, slots=True)
class Summary:
    """Amounts in 万元. `share` is None without project spending to compare with, `rate` without a budget.

    `weighted` is the mean of the totals weighted by full-year budgets, None while a form is undecided: a large
    project counts more than a small one. `declared` of `indicators` results rest on nobody's measurement.
    """

    projects: int
    opening: Decimal
    full_year: Decimal
    executed: Decimal
    rate: Decimal | None
    share: Decimal | None
    weighted: Decimal | None
    conclusion: Bilingual | None
    conclusions: tuple[tuple[Bilingual, int], ...]
    indicators: int
    declared: int
    doubtful: tuple[str, ...]  # projects whose marks exceed their execution or that left much unspent


def summarise(forms: Sequence[Form], rules: RuleSet, project_total: Decimal | None = None) -> Summary:
    """Sum up the forms of a year by a rule set. `project_total` is all project spending of the year in 万元."""
    scores = [score_form(form, rules) for form in forms]
    opening, full_year, executed = (
        sum((_amount(form, column) for form in forms), Decimal(0)) for column in ("opening", "full_year", "executed")
    )
    weighted = _weighted(forms, scores, rules)
    rows = [row for form in forms for row in form.indicators]
    counted = Counter(score.conclusion.zh for score in scores if score.conclusion)
    return Summary(
        projects=len(forms),
        opening=opening,
        full_year=full_year,
        executed=executed,
        rate=_percent(executed, full_year),
        share=None if project_total is None else _percent(executed, project_total),
        weighted=weighted,
        conclusion=None if weighted is None else conclusion(weighted, rules),
        conclusions=tuple((band.title, counted[band.title.zh]) for band in rules.bands if counted[band.title.zh]),
        indicators=len(rows),
        declared=sum(row.basis is not Basis.MEASURED for row in rows),
        doubtful=tuple(form.name for form, score in zip(forms, scores, strict=True) if score.warnings),
    )


def _weighted(forms: Sequence[Form], scores: Sequence[FormScore], rules: RuleSet) -> Decimal | None:
    totals = [score.total for score in scores]
    weights = [Fraction(_amount(form, "full_year")) for form in forms]
    if not totals or any(total is None for total in totals) or sum(weights) == 0:
        return None
    summed = sum((Fraction(total or 0) * weight for total, weight in zip(totals, weights, strict=True)), Fraction(0))
    return half_up(summed / sum(weights), rules.places)


def _amount(form: Form, column: str) -> Decimal:
    """An amount of the total row in 万元; zero where the form states none."""
    row = form.fund("total")
    if row is None:
        return Decimal(0)
    cell = {"opening": row.opening, "full_year": row.full_year, "executed": row.executed}[column]
    exact = convert(cell.value or Decimal(0), form.money_unit, "万元") or Fraction(0)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    return half_up(100 * Fraction(part) / Fraction(whole), 2) if whole else None

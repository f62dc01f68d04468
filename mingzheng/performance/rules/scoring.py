"""Marks by rule set: execution, indicators, deviation, conclusion, warnings; exact until the last rounding.

Every score says how it came about: rule set, inputs and formula as text, and who set it aside and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.rounding import half_up
from mingzheng.performance.rules.forms import Actual, Form, FormIndicator, Operator, Target
from mingzheng.performance.rules.rule_sets import RuleSet
from mingzheng.performance.rules.units import convert

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Override:
    """A score that a person set instead of the computed one: by whom and why."""

    score: Decimal
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Score:
    """One score. `value` is None when the rule set cannot decide, and then `formula` says what is missing.

    `share` is the part of the weight earned (0 … 1), `fulfilment` the result in percent of the target, `met` whether
    the operator is satisfied, `deviation` in points.
    """

    value: Decimal | None
    weight: Decimal
    formula: Bilingual
    rule_set: str
    inputs: tuple[tuple[str, str], ...] = ()
    share: Fraction | None = None
    fulfilment: Fraction | None = None
    met: bool | None = None
    deviation: Decimal | None = None
    needs_reason: bool = False
    override: Override | None = None

    @property
    def final(self) -> Decimal | None:
        """What counts: the overriding score where there is one."""
        return self.override.score if self.override else self.value


@dataclass(frozen=True, slots=True)
class FormScore:
    """All scores of a form, in its own order; `total` is None while one of them is undecided."""

    rule_set: str
    execution: Score
    management: tuple[Decimal, ...]
    indicators: tuple[Score, ...]
    total: Decimal | None
    conclusion: Bilingual | None
    warnings: tuple[Bilingual, ...]


def execution_score(executed: Decimal, full_year: Decimal, weight: Decimal, rules: RuleSet) -> Score:
    """`weight × executed ÷ full-year budget`, half up, between 0 and the weight; undecided when no budget was given."""
    inputs = (("executed", str(executed)), ("full_year", str(full_year)), ("weight", str(weight)))
    if full_year <= 0:
        why = Bilingual("全年预算数为0，执行率不可计算", "there is no full-year budget, so no execution rate")
        return Score(None, weight, why, rules.code, inputs)
    share = _clamped(Fraction(executed) / Fraction(full_year))
    value = half_up(Fraction(weight) * share, rules.places)
    text = f"{weight} × {executed} ÷ {full_year} = {value}"
    return Score(value, weight, Bilingual(text, text), rules.code, inputs, share, share * 100)


def score_indicator(
    target: Target, actual: Actual, weight: Decimal, rules: RuleSet, override: Override | None = None
) -> Score:
    """The score of one indicator: `weight × share earned`, half up."""
    inputs = (("target", target.text), ("actual", actual.text), ("weight", str(weight)))
    judged = _judge(target, actual, rules)
    if judged.share is None:
        return Score(None, weight, judged.why, rules.code, inputs, met=judged.met, override=override)
    value = half_up(Fraction(weight) * judged.share, rules.places)
    tail = f"{weight} × {_percent(judged.share)} = {value}"
    formula = Bilingual(f"{judged.why.zh}：{tail}", f"{judged.why.en}: {tail}")
    deviation = deviation_of(target, actual, rules)
    reason = deviation != 0 or (
        judged.fulfilment is not None and target.operator.rewards_more and judged.fulfilment >= rules.reason_at
    )
    return Score(
        value,
        weight,
        formula,
        rules.code,
        inputs,
        judged.share,
        judged.fulfilment,
        judged.met,
        deviation,
        reason or judged.met is False,
        override,
    )


def deviation_of(target: Target, actual: Actual, rules: RuleSet) -> Decimal:
    """`max(0, 100 × (actual ÷ target - 1) - threshold)` in points, for the operators the rule set names; else zero."""
    number = comparable_number(target, actual)
    if target.operator not in rules.deviation_operators or not target.number or number is None or target.number < 0:
        return half_up(0, rules.places)
    over = 100 * (number / Fraction(target.number) - 1) - rules.deviation_threshold
    return half_up(max(over, Fraction(0)), rules.places)


def comparable_number(target: Target, actual: Actual) -> Fraction | None:
    """The result in the unit of the target; None for words and for units that do not compare."""
    return None if actual.number is None else convert(actual.number, actual.unit, target.unit)


def is_met(target: Target, number: Fraction) -> bool:
    """Whether a number satisfies a target that is a number. Raises ValueError for a qualitative one."""
    if target.number is None:
        raise ValueError("a qualitative target is not met by a number")
    bound = Fraction(target.number)
    match target.operator:
        case Operator.AT_LEAST:
            return number >= bound
        case Operator.AT_MOST:
            return number <= bound
        case Operator.MORE:
            return number > bound
        case Operator.LESS:
            return number < bound
        case Operator.RANGE:
            return bound <= number <= Fraction(target.upper or 0)
        case _:
            return number == bound


def score_form(form: Form, rules: RuleSet, overrides: Mapping[int, Override] | None = None) -> FormScore:
    """Score a form. `overrides` by indicator position from 0; management items keep their judged marks."""
    given = overrides or {}
    money = form.fund("total")
    weight = (money.weight.value if money else None) or _decimal(rules.execution_weight)
    execution = execution_score(
        (money.executed.value if money else None) or Decimal(0),
        (money.full_year.value if money else None) or Decimal(0),
        weight,
        rules,
    )
    management = tuple(item.score.value or Decimal(0) for item in form.management)
    scores = tuple(_scored(row, rules, given.get(position)) for position, row in enumerate(form.indicators))
    parts = (execution.final, *management, *(score.final for score in scores))
    decided = [part for part in parts if part is not None]
    total = sum(decided, Decimal(0)) if len(decided) == len(parts) else None
    return FormScore(
        rules.code,
        execution,
        management,
        scores,
        total,
        None if total is None else conclusion(total, rules),
        warnings_of(total, execution, rules),
    )


def conclusion(total: Decimal, rules: RuleSet) -> Bilingual:
    """优, 良, 中 or 差 of a total."""
    reached = [band for band in rules.bands if Fraction(total) >= band.starts_at]
    return max(reached, key=lambda band: band.starts_at).title


def light(progress: Fraction, rules: RuleSet) -> str:
    """The colour that an in-year progress (percent of where it should be by now) shows."""
    return max((at, colour) for colour, at in rules.lights if progress >= at or at == 0)[1]


def warnings_of(total: Decimal | None, execution: Score, rules: RuleSet) -> tuple[Bilingual, ...]:
    """Doubts about a self-evaluation: marks far above execution, and much money not spent."""
    found: list[Bilingual] = []
    rate = execution.share
    if rate is None:
        return ()
    rest = 100 - Fraction(execution.weight)
    if total is not None and execution.final is not None and rest > 0:
        others = Fraction(total - execution.final) / rest
        gap = 100 * (others - rate) / others if others > 0 else Fraction(0)
        if gap > rules.warn_gap:
            shown = f"{half_up(gap, 2)}%"
            found.append(
                Bilingual(
                    f"自评得分率高于预算执行率{shown}（超过{_plain(rules.warn_gap)}%），请核实自评质量",
                    f"marks exceed execution by {shown} (more than {_plain(rules.warn_gap)} %): check the evaluation",
                )
            )
    unspent = 100 * (1 - rate)
    if unspent > rules.warn_unspent:
        shown = f"{half_up(unspent, 2)}%"
        found.append(Bilingual(f"未执行预算占{shown}", f"{shown} of the budget was not spent"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Judged:
    share: Fraction | None
    why: Bilingual
    met: bool | None = None
    fulfilment: Fraction | None = None


def _scored(row: FormIndicator, rules: RuleSet, override: Override | None) -> Score:
    weight = row.weight.value
    if weight is None:
        why = Bilingual("分值缺失", "the weight is missing")
        return Score(None, Decimal(0), why, rules.code, override=override)
    return score_indicator(row.target, row.actual, weight, rules, override)


def _judge(target: Target, actual: Actual, rules: RuleSet) -> _Judged:
    if target.operator is Operator.QUALITATIVE or target.number is None:
        return _judge_words(target, actual, rules)
    if actual.number is None:
        return _Judged(None, Bilingual("实际完成值不是数值", "the result is no number"))
    number = comparable_number(target, actual)
    if number is None:
        units = f"{target.unit or '—'} / {actual.unit or '—'}"
        return _Judged(None, Bilingual(f"计量单位不一致（{units}）", f"the units differ ({units})"))
    bound = Fraction(target.number)
    met = is_met(target, number)
    fulfilment = 100 * number / bound if bound > 0 else None
    if met:
        return _judge_met(target, fulfilment, rules)
    if bound <= 0:
        return _Judged(rules.missed_zero, Bilingual("目标值为0且未达成", "the target is 0 and was missed"), met)
    return _Judged(_shortfall(target, number, rules), _missed(target, number), met, fulfilment)


def _judge_met(target: Target, fulfilment: Fraction | None, rules: RuleSet) -> _Judged:
    """Met: all marks, less what a result far above its target loses."""
    if target.operator.rewards_more and fulfilment is not None:
        lost = rules.over.deducted(fulfilment) / 100
        if lost:
            shown = f"{half_up(fulfilment, 2)}%"
            why = Bilingual(f"完成率{shown}，超额扣减{_percent(lost)}", f"{shown} of target, {_percent(lost)} deducted")
            return _Judged(ONE - lost, why, True, fulfilment)
    return _Judged(ONE, Bilingual("达到目标，记满分", "target met, full marks"), True, fulfilment)


def _judge_words(target: Target, actual: Actual, rules: RuleSet) -> _Judged:
    """A qualitative result: a degree in percent, or the target's own words."""
    if actual.number is not None and actual.unit == "%":
        if not 0 <= actual.number <= 100:
            return _Judged(None, Bilingual("达成程度应在0—100%之间", "the degree must lie within 0-100 %"))
        share = Fraction(actual.number) / 100
        return _Judged(share, Bilingual(f"达成程度{_percent(share)}", f"degree {_percent(share)}"), share == 1)
    if actual.text.strip() and actual.text.strip() == target.text.strip():
        return _Judged(ONE, Bilingual("达成目标，记满分", "as the target says, full marks"), True)
    spans = "、".join(f"{_plain(tier.low)}—{_plain(tier.high)}%" for tier in rules.tiers)
    en = f"choose a degree within its tier ({spans})"
    return _Judged(None, Bilingual(f"请在相应档次内填写达成程度（{spans}）", en))


def _shortfall(target: Target, number: Fraction, rules: RuleSet) -> Fraction:
    """The share earned by a missed target above zero: in proportion, or falling with the distance from it."""
    bound = Fraction(target.number or 0)
    if target.operator.rewards_less:
        return _clamped(bound / number if rules.reverse == "ratio" else 2 - number / bound)
    if target.operator is Operator.RANGE and number > bound:
        top = Fraction(target.upper or 0)
        return _clamped(1 - (number - top) / top)
    if target.operator is Operator.EQUAL and number > bound:
        return _clamped(2 - number / bound)
    return _clamped(number / bound)


def _missed(target: Target, number: Fraction) -> Bilingual:
    """`目标≥90%，实际81%` for a missed target; a strict bound that was just reached says so."""
    if target.number is not None and number == Fraction(target.number):
        return Bilingual("刚好等于界限，未严格达到", "exactly at a strict bound")
    shown = f"{_plain(number)}{target.unit}"
    return Bilingual(f"目标{target.text}，实际{shown}，未达成", f"target {target.text}, result {shown}, missed")


def _clamped(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), ONE)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _plain(value: Fraction) -> str:
    """A rational with as many digits as it needs, at most four decimals."""
    text = str(half_up(value, 4))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(share: Fraction) -> str:
    return f"{_plain(share * 100)}%"

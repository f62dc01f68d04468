"""E6 … E8: weights and marks add up, the operator decides marks, money indicators repeat the money block."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.findings import RuleClass, Severity
from mingzheng.kernel.interval import Interval, interval_sum
from mingzheng.performance.rules.form_rules.base import (
    Checked,
    FormContext,
    FormRule,
    about,
    about_row,
    finest,
    money_places,
    shown,
)
from mingzheng.performance.rules.forms import Form, FormIndicator, ManagementItem, place_of
from mingzheng.performance.rules.from_records import ADJUSTMENT, EXECUTED, EXECUTION, money_measure
from mingzheng.performance.rules.rule_sets import RuleSet, RuleSetState, choose
from mingzheng.performance.rules.scoring import comparable_number, deviation_of, is_met, score_indicator
from mingzheng.performance.rules.units import convert

USUAL_REASON_AT = 130  # percent of the target from which a reason is asked for everywhere we know of

E6 = FormRule(
    "E6",
    RuleClass.LOGICAL,
    Bilingual("分值合计100，得分合计等于总分", "Weights sum to 100, marks to the total"),
    Bilingual(
        "各项分值合计100；得分不超过分值；总分等于各项得分之和", "Weights sum to 100; marks within weight; total = Σ"
    ),
    Bilingual("重新汇总分值和得分", "Add up weights and marks again"),
)
E7 = FormRule(
    "E7",
    RuleClass.LOGICAL,
    Bilingual("得分和偏差度由指标值与完成值决定", "Marks and deviation follow from target and result"),
    Bilingual(
        "未达到年度指标值的不得满分；偏差较大的应说明原因",
        "A missed target earns no full marks; a deviation has a reason",
    ),
    Bilingual("按评分规则重新计分，并补充偏差原因", "Mark again by the rule set and give the reason"),
)
E8 = FormRule(
    "E8",
    RuleClass.LOGICAL,
    Bilingual("资金类指标与资金栏一致", "Money indicators agree with the money block"),
    Bilingual(
        "预算执行率、资金使用率、预算调整率等应等于按资金栏计算的结果", "Rates of execution follow from the money block"
    ),
    Bilingual("按资金栏数据更正完成值并重新计分", "Correct the result by the money block and mark again"),
)


def check_sums(forms: tuple[Form, ...], context: FormContext) -> Checked:
    """E6. Whatever has no readable figure is left out of a comparison, and the comparison with it."""
    result = Checked()
    for form in forms:
        rules = choose(form, context.rule_sets)
        if rules is not None:
            _check_blocks(form, rules, result)
        money = form.fund("total")
        parts: list[ManagementItem | FormIndicator] = [*form.management, *form.indicators]
        weights = [part.weight for part in parts] + ([money.weight] if money else [])
        scores = [part.score for part in parts] + ([money.score] if money else [])
        if weights and all(cell.has_value for cell in weights):
            _compare(form, "total_weight", weights, Cell.read("100"), "各项分值合计", "the weights", result)
        if scores and form.total_score.has_value and all(cell.has_value for cell in scores):
            _compare(form, "total_score", scores, form.total_score, "各项得分合计", "the marks", result)
        for part in parts:
            if not (part.weight.has_value and part.score.has_value):
                continue
            result.checked += 1
            if part.score.interval().low > part.weight.interval().high:
                message = about(
                    form,
                    f"“{part.name}”得分{part.score.text}超过分值{part.weight.text}",
                    f"“{part.name}”: marks {part.score.text} exceed the weight {part.weight.text}",
                )
                subject = f"{form.number}/{part.name}"
                result.findings.append(E6.finding(message, place_of(part, "score"), subject=subject))
    return result


def _check_blocks(form: Form, rules: RuleSet, result: Checked) -> None:
    """The points of each block, where the form declares the rule set that fixes them."""
    for block, points in rules.blocks:
        name = "资金管理情况" if block == "management" else block
        members: list[ManagementItem | FormIndicator] = (
            list(form.management) if block == "management" else [row for row in form.indicators if row.level1 == block]
        )
        if not members or not all(member.weight.has_value for member in members):
            continue
        result.checked += 1
        summed = sum((Fraction(member.weight.value or 0) for member in members), Fraction(0))
        if summed != points:
            message = about(
                form,
                f"“{name}”分值合计{shown(summed)}，评分规则规定{shown(points)}",
                f"the weights of “{name}” sum to {shown(summed)}; the rule set fixes {shown(points)}",
            )
            result.findings.append(
                E6.finding(
                    message,
                    *(place_of(member, "weight") for member in members),
                    stated=shown(summed),
                    expected=shown(points),
                    subject=f"{form.number}/{block}",
                    confirmed=rules.state is RuleSetState.CONFIRMED,
                )
            )


def _compare(form: Form, column: str, cells: list[Cell], whole: Cell, zh: str, en: str, result: Checked) -> None:
    """Marks are printed without their trailing zeros, so a whole number stands for itself."""
    result.checked += 1
    exact = interval_sum(_mark(cell) for cell in cells)
    if exact.meets(_mark(whole)):
        return
    value = sum((Fraction(cell.value or 0) for cell in cells), Fraction(0))
    message = about(form, f"{zh}为{shown(value)}，应为{whole.text}", f"{en} sum to {shown(value)}, not {whole.text}")
    difference = shown(Fraction(whole.value or 0) - value)
    finding = E6.finding(
        message,
        place_of(form, column),
        stated=whole.text,
        expected=shown(value),
        difference=difference,
        subject=f"{form.number}/{column}",
    )
    result.findings.append(finding)


def _mark(cell: Cell) -> Interval:
    return Interval.point(cell.value or 0) if cell.places < 2 else cell.interval()


def check_marks(forms: tuple[Form, ...], context: FormContext) -> Checked:
    """E7. Without a declared rule set only what holds under every one is an error."""
    result = Checked()
    for form in forms:
        rules = choose(form, context.rule_sets)
        for row in form.indicators:
            if row.weight.value is None or row.score.value is None:
                continue
            _check_full_marks(form, row, result)
            _check_reason(form, row, rules, result)
            if rules is not None:
                _check_by_rule_set(form, row, rules, result)
    _check_one_threshold([form for form in forms if choose(form, context.rule_sets) is None], result)
    return result


def _check_one_threshold(forms: list[Form], result: Checked) -> None:
    """Forms that declare no rule set still imply one: a deviation is what exceeds the same threshold everywhere."""
    implied: list[tuple[Form, FormIndicator, Interval]] = []
    for form in forms:
        for row in form.indicators:
            number = comparable_number(row.target, row.actual)
            if number is None or not row.target.number or row.target.number < 0 or not row.deviation.value:
                continue
            over = 100 * (number / Fraction(row.target.number) - 1)
            implied.append((form, row, Interval.point(over) - row.deviation.interval()))
    for (form, row, one), (_form, other_row, other) in pairwise(implied):
        result.checked += 1
        if one.meets(other):
            continue
        message = about(
            form,
            f"“{row.name}”偏差度{row.deviation.text}与“{other_row.name}”偏差度{other_row.deviation.text}扣除标准不同",
            f"deviations {row.deviation.text} (“{row.name}”) and {other_row.deviation.text} (“{other_row.name}”) "
            "do not follow from one threshold",
        )
        places = (place_of(row, "deviation"), place_of(other_row, "deviation"))
        result.findings.append(
            E7.finding(message, *places, severity=Severity.WARNING, confirmed=False, subject=f"threshold/{row.name}")
        )


def _check_full_marks(form: Form, row: FormIndicator, result: Checked) -> None:
    number = comparable_number(row.target, row.actual)
    if row.target.number is None or number is None:
        return
    result.checked += 1
    if not is_met(row.target, number) and row.score.value == row.weight.value:
        message = about_row(
            form,
            row,
            f"指标值{row.target.text}、完成值{row.actual.text}，未达到却得满分{row.score.text}",
            f"target {row.target.text}, result {row.actual.text}: missed, yet full marks {row.score.text}",
        )
        places = [place_of(row, column) for column in ("target", "actual", "score")]
        result.findings.append(
            E7.finding(
                message, *places, stated=row.score.text, expected=f"< {row.weight.text}", subject=_subject(form, row)
            )
        )


def _check_reason(form: Form, row: FormIndicator, rules: RuleSet | None, result: Checked) -> None:
    number = comparable_number(row.target, row.actual)
    far = False
    if row.target.operator.rewards_more and row.target.number and row.target.number > 0 and number is not None:
        limit = rules.reason_at if rules else USUAL_REASON_AT
        result.checked += 1
        far = 100 * number >= limit * Fraction(row.target.number)
    deviates = bool(row.deviation.value)
    if (far or deviates) and not row.reason.strip():
        message = about_row(
            form,
            row,
            f"完成值{row.actual.text}远高于指标值{row.target.text}，未说明偏差原因",
            f"result {row.actual.text} is far above target {row.target.text} and no reason is given",
        )
        result.findings.append(
            E7.finding(message, place_of(row, "reason"), severity=Severity.WARNING, subject=_subject(form, row))
        )


def _check_by_rule_set(form: Form, row: FormIndicator, rules: RuleSet, result: Checked) -> None:
    weight = row.weight.value
    if weight is None:
        return
    expected = score_indicator(row.target, row.actual, weight, rules).value
    if expected is not None:
        result.checked += 1
        if row.score.value != expected:
            message = about_row(
                form,
                row,
                f"得分{row.score.text}，按评分规则“{rules.title.zh}”应为{expected}",
                f"marks {row.score.text}; by rule set “{rules.title.en}” they are {expected}",
            )
            confirmed = rules.state.value == "confirmed"
            result.findings.append(
                E7.finding(
                    message,
                    place_of(row, "score"),
                    stated=row.score.text,
                    expected=str(expected),
                    subject=_subject(form, row),
                    confirmed=confirmed,
                )
            )
    deviation = deviation_of(row.target, row.actual, rules)
    if row.deviation.has_value and row.deviation.value != deviation:
        message = about_row(
            form,
            row,
            f"偏差度{row.deviation.text}，应为{deviation}",
            f"deviation {row.deviation.text} should be {deviation}",
        )
        result.findings.append(
            E7.finding(
                message,
                place_of(row, "deviation"),
                stated=row.deviation.text,
                expected=str(deviation),
                subject=f"{_subject(form, row)}/deviation",
                confirmed=rules.state.value == "confirmed",
            )
        )


def check_money_indicators(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E8. Compared as intervals; 资金投入 may mean the budget as well as the spending, so either will do."""
    result = Checked()
    places = money_places(forms)
    for form in forms:
        for row in form.indicators:
            span, said = _by_money_block(form, row, places)
            if span is None or row.actual.number is None:
                continue
            result.checked += 1
            stated = _printed(row, form)
            if stated is None or any(one.meets(stated) for one in span):
                continue
            message = about_row(
                form,
                row,
                f"完成值{row.actual.text}，按资金栏应为{said}",
                f"result {row.actual.text}; the money block gives {said}",
            )
            money = form.fund("total")
            where = [place_of(row, "actual")] + ([place_of(money, "executed")] if money else [])
            result.findings.append(
                E8.finding(message, *where, stated=row.actual.text, expected=said, subject=_subject(form, row))
            )
    return result


def _by_money_block(form: Form, row: FormIndicator, decimals: int) -> tuple[list[Interval] | None, str]:
    """What the money block says of an indicator: the spans it may lie in, and the first of them in words."""
    measure, money = money_measure(row.name), form.fund("total")
    if not measure or money is None or not money.full_year.value:
        return None, ""
    if measure == EXECUTION and money.executed.has_value:
        quotient = finest(money.executed, decimals) / finest(money.full_year, decimals)
        value = 100 * Fraction(money.executed.value or 0) / Fraction(money.full_year.value)
        return ([quotient.scaled(100)], f"{shown(value, 2)}%") if quotient is not None else (None, "")
    if measure == ADJUSTMENT and money.opening.value:
        moved = abs(money.full_year.value - money.opening.value)
        value = 100 * Fraction(moved) / Fraction(money.opening.value)
        return [Interval.point(value)], f"{shown(value, 2)}%"
    if measure == EXECUTED and money.executed.has_value:
        return [
            finest(money.executed, decimals),
            finest(money.full_year, decimals),
        ], f"{money.executed.text}{form.money_unit}"
    return None, ""


def _printed(row: FormIndicator, form: Form) -> Interval | None:
    """The interval of a result in percent, or in the money unit of the form."""
    cell = Cell.read(str(row.actual.number))
    if row.actual.unit == "%":
        return cell.interval()
    value = convert(row.actual.number, row.actual.unit, form.money_unit) if row.actual.number is not None else None
    return None if value is None else Interval(value - Fraction(1, 2), value + Fraction(1, 2), high_open=True)


def _subject(form: Form, row: FormIndicator) -> str:
    return f"{form.number}/{row.name}"

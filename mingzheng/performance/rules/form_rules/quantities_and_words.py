"""E9, E10, E15, E16, E18: units that fit, goal numbers that agree, one direction and one score a quantity, one name."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import RuleClass
from mingzheng.performance.rules.form_rules.base import Checked, FormContext, FormRule, about
from mingzheng.performance.rules.form_rules.words import CLASSIFIERS, Counted, likeness, quantities, squeezed, telling
from mingzheng.performance.rules.forms import Form, FormIndicator, Operator, place_of
from mingzheng.performance.rules.units import comparable, dimension

E9 = FormRule(
    "E9",
    RuleClass.VERIFY,
    Bilingual("计量单位与指标相称", "Units fit the indicator"),
    Bilingual("目标值与完成值单位一致，并与指标名称相称", "Target and result share a unit that fits the name"),
    Bilingual("核对计量单位", "Check the unit"),
)
E10 = FormRule(
    "E10",
    RuleClass.VERIFY,
    Bilingual("目标文字中的数字与指标一致", "Numbers in the goal agree with the indicators"),
    Bilingual("年度目标中的数量应与绩效指标一致", "Quantities of the goal equal those of the indicators"),
    Bilingual("统一目标与指标中的数量", "Make the goal and the indicators agree"),
)
E15 = FormRule(
    "E15",
    RuleClass.VERIFY,
    Bilingual("指标方向合理且不相反", "Directions are sensible and not opposite"),
    Bilingual(
        "同一数量不应同时设上限和下限；效益类指标不应越少越好",
        "One quantity has one direction; benefits are not capped",
    ),
    Bilingual("核对指标方向", "Check the direction of the target"),
)
E16 = FormRule(
    "E16",
    RuleClass.VERIFY,
    Bilingual("同一数量不重复计分", "A quantity is scored once"),
    Bilingual("同一绩效内容只设一个指标", "One indicator for one result"),
    Bilingual("合并或区分重复的指标", "Merge the indicators or tell them apart"),
)
E18 = FormRule(
    "E18",
    RuleClass.HINT,
    Bilingual("名称一致、文字完整", "Names agree, texts are complete"),
    Bilingual("同一系统名称前后一致，目标文字完整", "A system keeps its name; a text ends"),
    Bilingual("统一名称，补全文字", "Use one name; complete the text"),
)
_RATE, _PARTS, _COST = (
    re.compile(r"(率|满意度)$"),
    re.compile(r"备品|备件|设备|线路"),
    re.compile(r"成本|资金|经费|工资"),
)
_BENEFIT = re.compile(r"受益|覆盖|满意|节约|节省|增收|就业")
_QUOTED = re.compile(r"[“‘\"《]([^”’\"》]{2,14})[”’\"》]")
_STOPS_SHORT = re.compile(r"[，、：:；,和与及并或的对将把在从向由]$")
_ANNOUNCED = re.compile(r"包括([^。；;:：]{6,200}?)等")
_COUNTED = frozenset("家个")
SAME_QUANTITY, SAME_RATE = Decimal("0.4"), Decimal("0.6")


def check_units(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E9."""
    result = Checked()
    for form in forms:
        for row in form.indicators:
            unit = row.target.unit
            if row.target.number is None or not unit:
                continue
            result.checked += 1
            said = _misfit(row, unit)
            if said:
                zh, en = said
                message = about(form, f"“{row.name}”{zh}", f"“{row.name}” {en}")
                subject = f"{form.number}/{row.name}"
                result.findings.append(
                    E9.finding(
                        message,
                        place_of(row, "target"),
                        place_of(row, "actual"),
                        stated=row.target.text,
                        subject=subject,
                    )
                )
    return result


def _misfit(row: FormIndicator, unit: str) -> tuple[str, str] | None:
    if row.actual.number is not None and row.actual.unit and not comparable(unit, row.actual.unit):
        return (
            f"目标单位“{unit}”与完成值单位“{row.actual.unit}”不一致",
            f"is targeted in {unit} and reported in {row.actual.unit}",
        )
    name, kind = squeezed(row.name), dimension(unit)
    if _RATE.search(name) and kind != "ratio":
        return f"是比率，却以“{unit}”计量", f"is a rate and is counted in {unit}"
    if kind == "persons" and (_PARTS.search(name) or _COST.search(name)):
        return f"不应以“{unit}”计量", f"is counted in persons ({unit})"
    return None


def check_goal_numbers(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E10. A quantity of the goal is compared with an indicator that counts the same things in a like unit."""
    result = Checked()
    for form in forms:
        counted = quantities(form.goal_expected)
        for row in form.indicators:
            if row.target.number is None or not row.target.unit:
                continue
            alike = _counting_the_same(counted, row)
            if not alike:
                continue
            result.checked += 1
            if any(q.number == row.target.number for q in alike):
                continue
            said = "、".join(dict.fromkeys(q.quote for q in alike))
            message = about(
                form,
                f"目标写有“{said}”，指标“{row.name}”为{row.target.text}",
                f"the goal says “{said}”, the indicator “{row.name}” says {row.target.text}",
            )
            places = (place_of(form, "goal_expected"), place_of(row, "target"))
            subject = f"{form.number}/{row.name}"
            result.findings.append(
                E10.finding(message, *places, stated=row.target.text, expected=said, subject=subject)
            )
    return result


def _counting_the_same(counted: tuple[Counted, ...], row: FormIndicator) -> list[Counted]:
    """Quantities of the same things: by a like counting word, else by any (42 lines of units beside 86 units)."""
    if row.target.unit not in CLASSIFIERS:
        return []
    things = [q for q in counted if telling(q.context) & telling(row.name)]
    return [q for q in things if _same_counting(q.unit, row.target.unit)] or things


def _same_counting(one: str, other: str) -> bool:
    return one == other or (one in _COUNTED and other in _COUNTED)


def check_directions(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E15."""
    result = Checked()
    for form in forms:
        for row in form.indicators:
            if row.target.number is None:
                continue
            result.checked += 1
            if row.target.operator is Operator.AT_MOST and _BENEFIT.search(squeezed(row.name)):
                message = about(
                    form,
                    f"“{row.name}”是效益类指标，目标却为{row.target.text}（越少越好）",
                    f"“{row.name}” is a benefit, yet its target is {row.target.text}",
                )
                subject = f"{form.number}/{row.name}"
                result.findings.append(
                    E15.finding(message, place_of(row, "target"), stated=row.target.text, subject=subject)
                )
        for one, other in combinations(form.indicators, 2):
            if _opposite(one, other):
                message = about(
                    form,
                    f"“{one.name}”{one.target.text}与“{other.name}”{other.target.text}方向相反",
                    f"“{one.name}” {one.target.text} and “{other.name}” {other.target.text} are opposite",
                )
                subject = f"{form.number}/{one.name}/{other.name}"
                result.findings.append(
                    E15.finding(message, place_of(one, "target"), place_of(other, "target"), subject=subject)
                )
    return result


def _opposite(one: FormIndicator, other: FormIndicator) -> bool:
    a, b = one.target, other.target
    if a.number is None or a.number != b.number or not comparable(a.unit, b.unit):
        return False
    against = (a.operator.rewards_more and b.operator.rewards_less) or (
        a.operator.rewards_less and b.operator.rewards_more
    )
    return against and likeness(one.name, other.name) >= SAME_QUANTITY


def check_twice(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E16. Rates often share a target, so their names have to be more alike than those of other quantities."""
    result = Checked()
    for form in forms:
        for one, other in combinations(form.indicators, 2):
            if one.target.number is None or one.target.number != other.target.number:
                continue
            if not comparable(one.target.unit, other.target.unit) or _opposite(one, other):
                continue
            result.checked += 1
            limit = SAME_RATE if dimension(one.target.unit) == "ratio" else SAME_QUANTITY
            if likeness(one.name, other.name) < limit:
                continue
            same = one.actual.number == other.actual.number
            zh = (
                "疑为同一内容重复计分"
                if same
                else f"疑为同一内容，完成值却不同（{one.actual.text}、{other.actual.text}）"
            )
            en = "are one result scored twice" if same else "are one result with two values"
            message = about(
                form,
                f"“{one.name}”与“{other.name}”{zh}",
                f"“{one.name}” and “{other.name}” {en}",
            )
            places = (place_of(one, "actual"), place_of(other, "actual"))
            result.findings.append(E16.finding(message, *places, subject=f"{form.number}/{one.name}/{other.name}"))
    return result


def check_names(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E18. Quoted names in goal and result that differ in one character; a goal that stops before it ends."""
    result = Checked()
    for form in forms:
        for column, text in (("goal_expected", form.goal_expected), ("goal_actual", form.goal_actual)):
            plain = squeezed(text)
            if not plain:
                continue
            result.checked += 1
            if _STOPS_SHORT.search(plain):
                message = about(form, f"文字在“…{plain[-12:]}”处中断", f"the text stops at “…{plain[-12:]}”")
                result.findings.append(E18.finding(message, place_of(form, column), subject=f"{form.number}/{column}"))
        _check_announced(form, result)
        for name in _QUOTED.findall(form.goal_expected):
            for other in _QUOTED.findall(form.goal_actual):
                if len(name) == len(other) > 2 and sum(a != b for a, b in zip(name, other, strict=True)) == 1:
                    message = about(form, f"名称前后不一：“{name}”与“{other}”", f"two names: “{name}” and “{other}”")
                    places = (place_of(form, "goal_expected"), place_of(form, "goal_actual"))
                    result.findings.append(E18.finding(message, *places, stated=other, subject=f"{form.number}/{name}"))
    return result


def _check_announced(form: Form, result: Checked) -> None:
    """A goal that announces several groups (包括甲、乙等) and treats the first ones only (针对甲，…)."""
    plain = squeezed(form.goal_expected)
    for announced in _ANNOUNCED.findall(plain):
        groups = [group for group in re.split(r"、(?![^(]*\))", announced) if group]
        treated = [group for group in groups if re.search(f"(?:针对|对于|面向){re.escape(group)}[,，]", plain)]
        if len(groups) < 3 or not treated or len(treated) == len(groups) or treated != groups[: len(treated)]:
            continue
        missing = groups[len(treated) :]
        message = about(
            form,
            f"预期目标列出{len(groups)}类对象，只写到“{treated[-1]}”，缺“{missing[0]}”等{len(missing)}类，疑似中断",
            f"the goal announces {len(groups)} groups and stops after “{treated[-1]}”; {len(missing)} never follow",
        )
        subject = f"{form.number}/announced"
        result.findings.append(E18.finding(message, place_of(form, "goal_expected"), subject=subject))

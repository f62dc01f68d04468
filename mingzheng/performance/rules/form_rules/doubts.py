"""E11 … E14, E17: late milestones, little money spent, typed percentages, missing sample sizes, granularity."""

from __future__ import annotations

import re
from fractions import Fraction

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.findings import RuleClass
from mingzheng.kernel.interval import Interval
from mingzheng.performance.rules.form_rules.base import Checked, FormContext, FormRule, about, shown
from mingzheng.performance.rules.form_rules.words import squeezed
from mingzheng.performance.rules.forms import Form, FormIndicator, Operator, place_of

E11 = FormRule(
    "E11",
    RuleClass.VERIFY,
    Bilingual("实际进度晚于计划时，时效指标不应满分", "Late milestones beside full marks for time"),
    Bilingual("时效指标应反映实际进度", "Timeliness follows the milestones reached"),
    Bilingual("按实际进度调整时效指标得分或说明原因", "Mark timeliness by the milestones or explain"),
)
E12 = FormRule(
    "E12",
    RuleClass.VERIFY,
    Bilingual("执行率低于90%而结果全部完成", "Below 90 % spent, everything achieved"),
    Bilingual("预算执行率偏低时应说明目标如何全部完成", "A low execution rate beside full results is explained"),
    Bilingual("说明资金未执行的原因，核实各项完成值", "Explain the unspent money and check the results"),
)
E13 = FormRule(
    "E13",
    RuleClass.HINT,
    Bilingual("定性指标只填“100%”", "A typed 100 % for a qualitative target"),
    Bilingual("定性指标应写明完成情况和依据", "A qualitative result says what was achieved"),
    Bilingual("补充完成情况的说明", "Describe what was achieved"),
)
E14 = FormRule(
    "E14",
    RuleClass.HINT,
    Bilingual("满意度未注明样本量", "Satisfaction without its sample size"),
    Bilingual("满意度应注明调查人数", "Satisfaction states how many were asked"),
    Bilingual("注明有效调查人数", "State the number of valid answers"),
)
E17 = FormRule(
    "E17",
    RuleClass.HINT,
    Bilingual("百分比需要的样本数很大", "A percentage that needs a large count"),
    Bilingual("百分比应能由k/n得到", "A percentage is k of n"),
    Bilingual("注明分子和分母", "State numerator and denominator"),
)
LOW_EXECUTION = 90
LARGE_COUNT = 500
_MILESTONE = re.compile(
    r"(?:\d+[、.．])?([\u4e00-\u9fff]{2,12})[(（](\d{4})年(\d{1,2})月(?:[-—至~](?:(\d{4})年)?(\d{1,2})月)?[)）]"
)


def check_milestones(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E11. Milestones are paired by name; the month in which each was to end is compared with the month it ended."""
    result = Checked()
    for form in forms:
        planned, reached = _milestones(form.goal_expected), _milestones(form.goal_actual)
        common = [name for name in planned if name in reached]
        if not common:
            continue
        result.checked += len(common)
        late = [name for name in common if reached[name] > planned[name]]
        timely = [row for row in form.indicators if "时效" in row.level2]
        full = bool(timely) and all(
            row.score.value is not None and row.score.value == row.weight.value for row in timely
        )
        if late and full:
            first = late[0]
            message = about(
                form,
                f"{len(late)}个节点晚于计划（如“{first}”计划{_month(planned[first])}，"
                f"实际{_month(reached[first])}），时效指标却为满分",
                f"{len(late)} milestones were late (“{first}”: planned {_month(planned[first])}, reached "
                f"{_month(reached[first])}), yet timeliness has full marks",
            )
            places = (place_of(form, "goal_actual"), *(place_of(row, "score") for row in timely))
            result.findings.append(E11.finding(message, *places, subject=str(form.number)))
    return result


def _milestones(text: str) -> dict[str, tuple[int, int]]:
    """Name → (year, month) of its end."""
    found: dict[str, tuple[int, int]] = {}
    for name, year, month, end_year, end_month in _MILESTONE.findall(squeezed(text)):
        found[name] = (int(end_year or year), int(end_month or month))
    return found


def _month(when: tuple[int, int]) -> str:
    return f"{when[0]}-{when[1]:02}"


def check_low_execution(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E12."""
    result = Checked()
    for form in forms:
        money = form.fund("total")
        if money is None or not money.full_year.value or money.executed.value is None or not form.indicators:
            continue
        result.checked += 1
        rate = 100 * Fraction(money.executed.value) / Fraction(money.full_year.value)
        full = all(row.score.value is not None and row.score.value == row.weight.value for row in form.indicators)
        if rate < LOW_EXECUTION and full:
            message = about(
                form,
                f"执行率仅{shown(rate, 2)}%，{len(form.indicators)}个指标却全部满分",
                f"only {shown(rate, 2)} % was spent, yet all {len(form.indicators)} indicators have full marks",
            )
            result.findings.append(
                E12.finding(message, place_of(money, "rate"), stated=f"{shown(rate, 2)}%", subject=str(form.number))
            )
    return result


def check_typed_percent(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E13: a habit of the document, so one finding however often it occurs."""
    result = Checked()
    qualitative = [row for form in forms for row in form.indicators if row.target.operator is Operator.QUALITATIVE]
    typed = [row for row in qualitative if row.actual.number == 100 and row.actual.unit == "%"]
    result.checked = len(qualitative)
    if typed:
        message = Bilingual(
            f"{len(typed)}个定性指标的完成值只填“100%”，如“{typed[0].name}”",
            f"{len(typed)} qualitative results are a typed 100 %, such as “{typed[0].name}”",
        )
        result.findings.append(E13.finding(message, *(place_of(row, "actual") for row in typed[:3])))
    return result


def check_sample_size(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E14: one finding a document."""
    result = Checked()
    rows = [row for form in forms for row in form.indicators if "满意" in row.name and row.actual.number is not None]
    result.checked = len(rows)
    silent = [row for row in rows if not re.search(r"\d+\s*(?:人|份|/)", f"{row.reason}{row.actual.text}")]
    if silent:
        message = Bilingual(
            f"{len(silent)}个满意度指标未注明样本量，如“{silent[0].name}”{silent[0].actual.text}",
            f"{len(silent)} satisfaction results state no sample size, "
            f"such as “{silent[0].name}” {silent[0].actual.text}",
        )
        result.findings.append(E14.finding(message, *(place_of(row, "actual") for row in silent[:3])))
    return result


def check_granularity(forms: tuple[Form, ...], _context: FormContext) -> Checked:
    """E17: the fewest trials that can print a percentage; one finding for all that need many."""
    result = Checked()
    needy: list[tuple[FormIndicator, Form, int]] = []
    for form in forms:
        for row in form.indicators:
            if row.actual.unit != "%" or row.actual.number is None or not 0 <= row.actual.number <= 100:
                continue
            result.checked += 1
            fewest = fewest_trials(Cell.read(str(row.actual.number)).interval())
            if fewest is None or fewest > LARGE_COUNT:
                needy.append((row, form, fewest or 0))
    if needy:
        row, form, fewest = needy[0]
        message = Bilingual(
            f"{len(needy)}个百分比至少需要{LARGE_COUNT}次以上的计数才能得到，"
            f"如第{form.number}张“{row.name}”{row.actual.text}（n≥{fewest}）",
            f"{len(needy)} percentages need more than {LARGE_COUNT} trials, such as “{row.name}” "
            f"{row.actual.text} of form {form.number} (n ≥ {fewest})",
        )
        result.findings.append(E17.finding(message, *(place_of(one, "actual") for one, _f, _n in needy[:3])))
    return result


def fewest_trials(percent: Interval, most: int = 20_000) -> int | None:
    """The smallest n for which some k of n prints as the percentage; None above `most`."""
    low, low_whole = percent.low.numerator, 100 * percent.low.denominator
    high, high_whole = percent.high.numerator, 100 * percent.high.denominator
    for n in range(1, most + 1):
        k = -(-low * n // low_whole)
        if percent.low_open and k * low_whole == low * n:
            k += 1
        room = high * n - k * high_whole
        if 0 <= k <= n and (room > 0 or (room == 0 and not percent.high_open)):
            return n
    return None

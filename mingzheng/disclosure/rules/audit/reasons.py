"""D7: words of comparison and reasons: they stand where a difference does, agree with it and explain it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzheng.disclosure.rules.audit.catalogue import rule_of_function
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome
from mingzheng.disclosure.rules.audit.text_figures import text
from mingzheng.disclosure.rules.audit.wording import name_of, printed
from mingzheng.disclosure.rules.document import Reason
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Fact, Place
from mingzheng.kernel.findings import RuleClass, Severity

_V = Severity.WARNING
_NOTHING = re.compile(r"^(无|无差异|不存在差异|没有差异|持平|基本持平|无变化|未提供原因)?[。，；]?$")
_UP, _DOWN = ("增加", "增长", "上升", "提高", "大于", "高于"), ("减少", "下降", "降低", "小于", "低于")
_SAME = ("持平", "相同", "一致", "等于")


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference that wants a reason: its topic, the facts that show it, its sign."""

    topic: str
    facts: tuple[Fact, ...]
    sign: int


@rule_of_function(
    "D7",
    RuleClass.LOGICAL,
    title=Bilingual("增减用语或原因说明不当", "A word of comparison or a reason does not fit"),
    norm=Bilingual(
        "财预〔2016〕143号：公开的文字说明应当对增减变化的原因作出解释。",
        "财预〔2016〕143号: the text explains why figures changed.",
    ),
    expected=Bilingual(
        "有差异才说明原因；原因与方向、口径相符，不同义反复，同一差异只有一个原因",
        "A reason stands exactly where a difference does; it fits direction and scope and says something",
    ),
    remedy=Bilingual(
        "按实际情况改写原因；无差异的删除", "Rewrite the reason from the facts, or delete it where nothing differs"
    ),
)
def reasons_fit(context: AuditContext) -> Outcome:
    """Direction words (errors), then reasons: missing, needless, of another scope, empty of content, in conflict."""
    differences = {one.topic: one for one in _differences(context)}
    reasons = {reason.topic: reason for reason in reversed(context.document.reasons)}
    drafts = [
        *_directions(context),
        *_missing(differences, reasons),
        *_needless(context, differences, reasons),
        *_wrong_scope(reasons),
        *_empty_words(differences, reasons),
        *_two_reasons(context, differences, reasons),
        *_one_for_all(reasons),
    ]
    return Outcome(tuple(drafts), len(differences) + len(context.document.directions) + len(reasons))


def _differences(context: AuditContext) -> Iterator[Difference]:
    for key in context.rows.get(("text", "change"), ()):
        fact = context.facts[key]
        if fact.cell.value is not None:
            yield Difference(key.row, (fact,), _sign(fact.cell.value))
    for key in context.rows.get(("text", "final"), ()):
        section, _, subject = key.row.partition("/")
        if section not in ("5.3", "9.1", "9.2") or (section == "5.3" and not subject.isdigit()):
            continue
        budget = context.facts.get(text(key.row, "opening")) or context.facts.get(text(key.row, "full_year"))
        final = context.facts[key]
        if budget is not None and budget.cell.value is not None and final.cell.value is not None:
            yield Difference(key.row, (final, budget), _sign(final.cell.value - budget.cell.value))


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _directions(context: AuditContext) -> Iterator[Draft]:
    """A word against the sign of its own comparison: amount against rate, 大于/小于/持平 against both figures."""
    for direction in context.document.directions:
        fact = context.facts.get(direction.key)
        if fact is None or fact.cell.value is None:
            continue
        if direction.key.column in ("final", "opening", "full_year"):
            yield from _compared(context, direction.word, direction.key.row, direction.place)
        elif direction.word.startswith(_SAME) and fact.cell.value and direction.key.column.startswith("change"):
            said = Bilingual(
                f"称“{direction.word}”，却列示变动 {printed(fact)}",
                f"“{direction.word}”, yet a change of {printed(fact)}",
            )
            yield Draft(said, severity=_V, stated=direction.word, expected=printed(fact), places=(fact.place,))
    for rate in context.rows.get(("text", "change_rate"), ()):
        change, fact = context.facts.get(text(rate.row, "change")), context.facts[rate]
        if change is None or change.cell.value is None or fact.cell.value is None:
            continue
        if change.cell.value * fact.cell.value < 0:
            words = Bilingual(
                f"{name_of(change, change.key)}与{name_of(fact, fact.key)}方向相反：一个增加，一个减少",
                f"{name_of(change, change.key)} and {name_of(fact, fact.key)} move in opposite directions",
            )
            yield Draft(words, stated=printed(fact), expected=printed(change), places=(fact.place, change.place))


def _compared(context: AuditContext, word: str, row: str, place: Place) -> Iterator[Draft]:
    final = context.facts.get(text(row, "final"))
    budget = context.facts.get(text(row, "opening")) or context.facts.get(text(row, "full_year"))
    if final is None or budget is None or final.cell.value is None or budget.cell.value is None:
        return
    sign = _sign(final.cell.value - budget.cell.value)
    said = 1 if word.startswith(_UP) else -1 if word.startswith(_DOWN) else 0 if word.startswith(_SAME) else sign
    if said != sign and not (said == 0 and "基本" in word):
        words = Bilingual(
            f"称决算“{word}”预算，而决算 {printed(final)}、预算 {printed(budget)}",
            f"“{word}”, but the actual is {printed(final)} and the budget {printed(budget)}",
        )
        yield Draft(words, stated=word, expected="大于" if sign > 0 else "小于" if sign else "持平", places=(place,))


def _missing(differences: dict[str, Difference], reasons: dict[str, Reason]) -> Iterator[Draft]:
    wanted = ("9.2/vehicle_purchase", "9.2/vehicle_running", "9.2/reception_foreign", "9.2/reception_domestic")
    lacking = [d for t, d in differences.items() if d.sign and t not in wanted and _empty(reasons.get(t))]
    if lacking:
        names = "、".join(name_of(d.facts[0], d.facts[0].key) for d in lacking)
        said = Bilingual(
            f"有差异而未说明原因（{len(lacking)} 处）：{names}",
            f"{len(lacking)} difference(s) without a reason: {names}",
        )
        places = tuple(fact.place for d in lacking for fact in d.facts)
        remedy = Bilingual("补充说明原因（追加、调剂、上年结转等）", "State the reason")
        yield Draft(said, severity=_V, stated="—", places=places, remedy=remedy)


def _empty(reason: Reason | None) -> bool:
    return reason is None or bool(_NOTHING.match(reason.text.strip()))


def _needless(context: AuditContext, differences: dict[str, Difference], reasons: dict[str, Reason]) -> Iterator[Draft]:
    needless = [
        reasons[t]
        for t, d in differences.items()
        if not d.sign and t in reasons and reasons[t].text.strip(" 。") != "持平"
    ]
    if needless:
        quotes = "、".join(dict.fromkeys(f"“{reason.text.strip()}”" for reason in needless))
        said = Bilingual(
            f"没有差异，却说明了差异原因（{len(needless)} 处）：{quotes}", f"reasons where nothing differs: {quotes}"
        )
        yield Draft(said, severity=_V, stated=quotes, places=tuple(reason.place for reason in needless))


def _wrong_scope(reasons: dict[str, Reason]) -> Iterator[Draft]:
    for topic in ("6/basic", "6/personnel", "6/public"):
        reason = reasons.get(topic)
        if reason is not None and "项目支出" in reason.text:
            said = Bilingual(
                f"以“{reason.text.strip()}”解释基本支出（{topic}）的变动，口径不符：项目支出不在基本支出内",
                f"“{reason.text.strip()}” cannot explain basic spending ({topic}): project spending is no part of it",
            )
            yield Draft(said, severity=_V, stated=reason.text.strip(), places=(reason.place,))


def _empty_words(differences: dict[str, Difference], reasons: dict[str, Reason]) -> Iterator[Draft]:
    """Reasons that only repeat the difference, and reasons against its direction."""
    for topic, reason in reasons.items():
        plain = re.sub(r"[\s。，；]|本年度?|相关|有所|金额|数额|经费|支出|收入|预算|决算|收支|总额", "", reason.text)
        difference = differences.get(topic)
        if plain in (*_UP, *_DOWN) and "项目" not in reason.text:
            said = Bilingual(
                f"原因“{reason.text.strip()}”同义反复", f"the reason “{reason.text.strip()}” only repeats the fact"
            )
            yield Draft(said, severity=_V, stated=reason.text.strip(), places=(reason.place,))
        clash = difference is not None and (
            (difference.sign > 0 and plain in _DOWN) or (difference.sign < 0 and plain in _UP)
        )
        if clash:
            said = Bilingual(
                f"原因“{reason.text.strip()}”与变动方向相反", f"the reason “{reason.text.strip()}” goes the other way"
            )
            yield Draft(said, severity=_V, stated=reason.text.strip(), places=(reason.place,))


def _two_reasons(
    context: AuditContext, differences: dict[str, Difference], reasons: dict[str, Reason]
) -> Iterator[Draft]:
    one, other = reasons.get("6/public"), reasons.get("10/running_cost")
    first, second = differences.get("6/public"), differences.get("10/running_cost")
    if one is None or other is None or first is None or second is None:
        return
    same = first.facts[0].cell.value == second.facts[0].cell.value
    if same and _bare(one.text) != _bare(other.text):
        said = Bilingual(
            f"同一变动（公用经费、机关运行经费 {printed(first.facts[0])}）"
            f"有两个原因：“{_bare(one.text)}”与“{_bare(other.text)}”",
            f"one difference has two reasons: “{_bare(one.text)}” and “{_bare(other.text)}”",
        )
        yield Draft(
            said, severity=_V, stated=_bare(one.text), expected=_bare(other.text), places=(one.place, other.place)
        )


def _bare(words: str) -> str:
    return words.strip(" 。，；")


def _one_for_all(reasons: dict[str, Reason]) -> Iterator[Draft]:
    """One sentence for three or more differences: a habit, one finding a document."""
    same: dict[str, list[Reason]] = {}
    for topic, reason in reasons.items():
        if topic.startswith(("5.3/", "9.")) and not _empty(reason):
            same.setdefault(_bare(reason.text), []).append(reason)
    habits = {sentence: given for sentence, given in same.items() if len(given) >= 3}
    if habits:
        listed = "；".join(f"{len(given)} 处“{sentence}”" for sentence, given in habits.items())
        said = Bilingual(f"多处差异使用同一原因：{listed}", f"several differences share one reason: {listed}")
        remedy = Bilingual("逐项说明具体原因", "Explain each difference by itself")
        places = tuple(reason.place for given in habits.values() for reason in given)
        yield Draft(said, severity=_V, stated="；".join(habits), places=places, remedy=remedy)

"""From verdicts to findings: both values, the difference, the reachable interval, the places, one line that helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from mingzheng.disclosure.rules.audit.catalogue import CATALOGUE, Rule
from mingzheng.disclosure.rules.audit.decide import Verdict
from mingzheng.disclosure.rules.audit.model import Model, printed_ratio
from mingzheng.disclosure.rules.audit.relations import Relationship
from mingzheng.disclosure.rules.audit.system import UNBOUNDED
from mingzheng.disclosure.rules.audit.wording import (
    amount,
    name_of,
    percent_span,
    printed,
    printed_total,
    scale_of_unit,
    span,
)
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.digests import digest_bytes
from mingzheng.kernel.equations import Equation, Ratio, Relation, Term
from mingzheng.kernel.facts import Fact, FactKey, Place
from mingzheng.kernel.findings import Finding, Severity
from mingzheng.kernel.rounding import half_up

_MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a comparison as text."""

    stated: str
    expected: str
    difference: str
    interval: str


def explain(model: Model, verdict: Verdict, document: str) -> tuple[Finding, ...]:
    """The root finding of a verdict, and its consequences when one figure breaks several relationships."""
    ordered = sorted(verdict.broken, key=lambda owner: (_severity(model, owner).rank, len(_keys(model, owner)), owner))
    root = ordered[0]
    subject = str(verdict.blamed) if verdict.blamed else "+".join(str(key) for key in _keys(model, root))
    cluster = digest_bytes(f"{document}|{model.relationships[root][0]}|{subject}".encode())[:12]
    if verdict.together:
        return (_of_chain(model, verdict, root, cluster),)
    found = _of_single(model, verdict, ordered, cluster)
    return tuple(_milder(finding) for finding in found) if verdict.tail else found


def _of_single(model: Model, verdict: Verdict, ordered: list[int], cluster: str) -> tuple[Finding, ...]:
    root = ordered[0]
    if verdict.blamed is None:
        others = [_of_relationship(model, owner, cluster, consequence=True) for owner in ordered[1:]]
        return (_of_relationship(model, root, cluster, suspects=verdict.suspects), *others)
    if len(ordered) == 1 and verdict.should_be is None:
        return (_of_relationship(model, root, cluster),)
    consequences = [_of_relationship(model, owner, cluster, consequence=True) for owner in ordered]
    return (_of_figure(model, verdict, root, cluster, ordered), *(consequences if len(ordered) > 1 else ()))


def _milder(finding: Finding) -> Finding:
    """Half a last digit beyond rounding: an explanation is wanted, nobody is accused."""
    severity = max(finding.severity, Severity.WARNING, key=lambda one: one.rank)
    zh = f"{finding.message.zh}。仅差一个末位，可能由已四舍五入的分项相加"
    en = f"{finding.message.en}. One last digit only: rounded figures were perhaps added up"
    return replace(finding, severity=severity, message=Bilingual(zh, en))


def _rule(model: Model, owner: int) -> Rule:
    return CATALOGUE[model.relationships[owner][0]]


def _severity(model: Model, owner: int) -> Severity:
    return _rule(model, owner).severity(model.relationships[owner][1].severity)


def _keys(model: Model, owner: int) -> tuple[FactKey, ...]:
    return model.relationships[owner][1].statement.keys()


def _places(model: Model, keys: tuple[FactKey, ...]) -> tuple[Place, ...]:
    """Places of figures that matter: the first always, explicit zeros only while there is room."""
    facts = [model.facts[key] for key in keys if key in model.facts]
    telling = [fact for index, fact in enumerate(facts) if index == 0 or fact.cell.value]
    return tuple(dict.fromkeys(fact.place for fact in (telling if len(telling) > 1 else facts)))[:_MOST_PLACES]


def _finding(
    rule: Rule,
    severity: Severity,
    message: Bilingual,
    remedy: Bilingual,
    sides: Sides,
    places: tuple[Place, ...],
    cluster: str,
    *,
    title: Bilingual | None = None,
    consequence: bool = False,
) -> Finding:
    return Finding(
        code=rule.code,
        version=rule.version,
        rule_class=rule.rule_class,
        severity=severity,
        title=title or rule.title,
        message=message,
        remedy=remedy,
        stated=sides.stated,
        expected=sides.expected,
        difference=sides.difference,
        interval=sides.interval,
        places=places,
        cluster=cluster,
        consequence=consequence,
        confirmed=rule.confirmed,
    )


def _of_relationship(
    model: Model,
    owner: int,
    cluster: str,
    *,
    consequence: bool = False,
    suspects: tuple[FactKey, ...] = (),
) -> Finding:
    rule, relationship = _rule(model, owner), model.relationships[owner][1]
    sides = _sides(relationship, model)
    whose = _whose(relationship, model)
    zh = (
        f"{whose}{relationship.statement.title.zh}：列示 {sides.stated}，"
        f"按其他数字应为 {sides.expected}，相差 {sides.difference}"
    )
    en = (
        f"{whose}{relationship.statement.title.en}: stated {sides.stated}, the other figures give {sides.expected}, "
        f"a difference of {sides.difference}"
    )
    if 1 < len(suspects) <= 4:
        names = [name_of(model.facts.get(key), key) for key in suspects]
        zh += f"；改动其中任何一个都能使各处相符：{'、'.join(names)}"
        en += f"; changing any one of these would make all agree: {', '.join(names)}"
    if relationship.note is not None:
        zh, en = f"{zh}。{relationship.note.zh}", f"{en}. {relationship.note.en}"
    return _finding(
        rule,
        _severity(model, owner),
        Bilingual(zh, en),
        relationship.remedy or rule.remedy,
        sides,
        _places(model, _keys(model, owner)),
        cluster,
        consequence=consequence,
    )


def _of_figure(model: Model, verdict: Verdict, root: int, cluster: str, owners: list[int]) -> Finding:
    """One misprinted figure that explains everything broken around it."""
    assert verdict.blamed is not None
    fact = model.facts[verdict.blamed]
    rule, name = _rule(model, root), name_of(fact, verdict.blamed)
    if verdict.should_be is None:
        expected, interval, difference = "", "", ""
        sides = _sides(model.relationships[root][1], model)
        expected, interval, difference = sides.expected, sides.interval, sides.difference
    else:
        expected = _as_printed(verdict.should_be, fact)
        interval = span(*verdict.should_be, fact.measured_in)
        difference = _apart(fact, verdict.should_be)
    stated = printed(fact)
    zh = f"“{name}”列示 {stated}，与之有关的 {len(owners)} 处关系不成立；改为 {expected} 即全部成立"
    en = (
        f"“{name}” is stated as {stated}, which breaks {len(owners)} relationship(s) around it; "
        f"{expected} would satisfy all of them"
    )
    others = tuple(key for owner in owners for key in _keys(model, owner) if key != verdict.blamed)
    return _finding(
        rule,
        _severity(model, root),
        Bilingual(zh, en),
        Bilingual(f"核对原始数据，将“{name}”更正为 {expected}", f"Check the source and correct “{name}” to {expected}"),
        Sides(stated, expected, difference, interval),
        _places(model, (verdict.blamed, *dict.fromkeys(others))),
        cluster,
    )


def _of_chain(model: Model, verdict: Verdict, root: int, cluster: str) -> Finding:
    """Relationships that hold one by one and cannot hold together."""
    owner = verdict.chain[0] if verdict.chain else root
    gravest = min((_severity(model, one) for one in verdict.chain), key=lambda severity: severity.rank)
    mildest = max((_severity(model, one) for one in verdict.chain), key=lambda severity: severity.rank)
    severity = Severity.INFO if verdict.tail else max(gravest, mildest, key=lambda one: one.rank)
    titles = [model.relationships[one][1].statement.title for one in verdict.chain]
    listed = Bilingual("；".join(dict.fromkeys(t.zh for t in titles)), "; ".join(dict.fromkeys(t.en for t in titles)))
    zh = f"下列关系逐条看都在四舍五入范围内，但不存在使它们同时成立的金额：{listed.zh}"
    en = f"each of these holds within rounding, yet no amounts satisfy all of them at once: {listed.en}"
    if verdict.tail:
        zh += "。若合计数由已四舍五入的分项相加，则可以成立（尾差）"
        en += ". Adding up rounded figures would explain it (a rounding tail)"
    sides = Sides("", "", "", "")
    if verdict.blamed is not None and verdict.should_be is not None:
        fact = model.facts[verdict.blamed]
        expected = _as_printed(verdict.should_be, fact)
        sides = Sides(
            printed(fact), expected, _apart(fact, verdict.should_be), span(*verdict.should_be, fact.measured_in)
        )
        name = name_of(fact, verdict.blamed)
        zh, en = f"{zh}。“{name}”改为 {expected} 即可成立", f"{en}. “{name}” as {expected} would satisfy them"
    keys = tuple(dict.fromkeys(key for one in verdict.chain for key in _keys(model, one)))
    remedy = Bilingual(
        "以元为单位的原始金额重新计算，四舍五入只做一次", "Recompute from the amounts in yuan and round only once"
    )
    rule = _rule(model, owner)
    return _finding(rule, severity, Bilingual(zh, en), remedy, sides, _places(model, keys), cluster)


def _whose(relationship: Relationship, model: Model) -> str:
    """The name of the figure on the left of a sum whose title is terse; nothing where the title names it already."""
    statement = relationship.statement
    if isinstance(statement, Ratio) or len(statement.left) != 1:
        return ""
    name = name_of(model.facts.get(statement.left[0].key), statement.left[0].key)
    return "" if name in statement.title.zh else f"{name} "


def _sides(relationship: Relationship, model: Model) -> Sides:
    statement = relationship.statement
    return _sides_of_ratio(statement, model) if isinstance(statement, Ratio) else _sides_of_sum(statement, model)


def _sides_of_sum(equation: Equation, model: Model) -> Sides:
    left, right = printed_total(equation.left, model.facts), printed_total(equation.right, model.facts)
    unit = left[1] if left else (right[1] if right else "")
    low, high = _hull(equation.right, model)
    low_left, high_left = _hull(equation.left, model)
    gap = max(low - high_left, low_left - high, 0) if equation.relation is Relation.EQUAL else max(low_left - high, 0)
    apart = "" if left is None or right is None else f"{abs(left[0] - right[0]):f} {unit}".strip()
    sign = "≤ " if equation.relation is Relation.AT_MOST else ""
    beyond = f" (≥ {amount(gap, unit)})" if gap and scale_of_unit(unit) > 1 else ""
    return Sides(
        _side(left, unit),
        sign + _side(right, unit),
        apart + (beyond if beyond and f"{amount(gap, unit)} {unit}" != apart else ""),
        span(low, high, unit) if max(abs(low), abs(high)) < UNBOUNDED else "",
    )


def _side(total: tuple[Decimal, str] | None, unit: str) -> str:
    return "—" if total is None else f"{total[0]:f} {unit}".strip()


def _hull(terms: tuple[Term, ...], model: Model) -> tuple[int, int]:
    low = high = 0
    for term in terms:
        variable = model.variables[term.key]
        ends = sorted((term.factor * model.printed_lows[variable], term.factor * model.printed_highs[variable]))
        low, high = low + ends[0], high + ends[1]
    return low, high


def _sides_of_ratio(ratio: Ratio, model: Model) -> Sides:
    rate = model.facts[ratio.rate]
    places = rate.cell.places
    value = printed_ratio(ratio, model.facts)
    low, high = ratio_hull(ratio, model, model.printed_lows, model.printed_highs)
    middle = half_up(value if value is not None else (low + high) / 2, max(places, 2))
    stated = Decimal(0) if rate.cell.value is None else rate.cell.value
    return Sides(
        printed(rate),
        f"{middle}%",
        f"{abs(stated - middle)}%",
        percent_span(low, high, places),
    )


def ratio_hull(ratio: Ratio, model: Model, lows: Sequence[int], highs: Sequence[int]) -> tuple[Fraction, Fraction]:
    """The rates that the hidden amounts can give: the extremes lie at corners, since the rate is monotone in each."""
    factors: dict[int, tuple[int, int]] = {}
    for terms, position in ((ratio.numerator, 0), (ratio.denominator, 1)):
        for term in terms:
            variable = model.variables[term.key]
            above, below = factors.get(variable, (0, 0))
            factors[variable] = (above + term.factor, below) if position == 0 else (above, below + term.factor)
    corners = [(Fraction(0), Fraction(0))]
    for variable, (above, below) in factors.items():
        ends = {lows[variable], highs[variable]}
        corners = [(n + above * end, d + below * end) for n, d in corners for end in ends]
    rates = [100 * n / d for n, d in corners if d]
    return min(rates), max(rates)


def _as_printed(hidden: tuple[int, int], fact: Fact) -> str:
    """A range as the document would print it: one figure when only one prints, else the range of figures."""
    scale = scale_of_unit(fact.measured_in)
    places = max(fact.cell.places, 2) if scale > 1 else fact.cell.places
    if hidden[0] <= 0 <= hidden[1]:
        return f"{half_up(0, places)} {fact.measured_in}".strip()
    low, high = (half_up(Fraction(end, scale), places) for end in hidden)
    unit = fact.measured_in
    return f"{low} {unit}".strip() if low == high else f"{low}—{high} {unit}".strip()


def _apart(fact: Fact, hidden: tuple[int, int]) -> str:
    scale, value = scale_of_unit(fact.measured_in), fact.cell.value
    if value is None:
        return ""
    ends = [half_up(Fraction(end, scale), fact.cell.places) for end in hidden]
    return f"{min(abs(value - end) for end in ends)} {fact.measured_in}".strip()

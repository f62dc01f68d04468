"""From facts and relationships to one system of whole numbers.

A figure in 万元 or 元 hides a range of whole fen; a count is itself. A blank or unreadable figure hides anything:
it is never zero unless the sums around it prove it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from mingzheng.disclosure.rules.audit.relations import Relationship
from mingzheng.disclosure.rules.audit.system import UNBOUNDED, System
from mingzheng.kernel.equations import Equation, Ratio, Relation, Term
from mingzheng.kernel.facts import Fact, FactKey
from mingzheng.kernel.rounding import half_up

MONEY_UNITS = ("万元", "元")


class Standing(Enum):
    """What became of a relationship when it met the facts."""

    CHECKED = "checked"
    MISSING = "missing"  # a figure it speaks of is absent, or too little of it is printed
    NO_BASE = "no base"  # a ratio whose denominator may be zero or negative
    ANOTHER_READING = "another reading"  # some other reading of the ratio holds


@dataclass(slots=True)
class Model:
    """The system, with the way back: variable → key, owner → (rule code, relationship)."""

    facts: Mapping[FactKey, Fact]
    system: System = field(default_factory=System)
    variables: dict[FactKey, int] = field(default_factory=dict)
    keys: list[FactKey] = field(default_factory=list)
    relationships: list[tuple[str, Relationship]] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    bounds_of: list[tuple[int, ...]] = field(default_factory=list)
    printed_lows: tuple[int, ...] = ()  # ranges as printed; the system's own change when a figure is corrected
    printed_highs: tuple[int, ...] = ()
    stating: dict[FactKey, set[int]] = field(default_factory=dict)  # rate -> relationships that state it

    def key_of(self, variable: int) -> FactKey:
        return self.keys[variable]

    def rate_of(self, owner: int) -> FactKey | None:
        """The rate a relationship states, when it is a ratio."""
        statement = self.relationships[owner][1].statement
        return statement.rate if isinstance(statement, Ratio) else None


def build(stated: Iterable[tuple[str, Relationship]], facts: Mapping[FactKey, Fact]) -> Model:
    """The model of one document. Relationships that cannot be checked keep their standing and add no bound."""
    model = Model(facts)
    for code, relationship in stated:
        owner = len(model.relationships)
        model.relationships.append((code, relationship))
        if isinstance(relationship.statement, Ratio):
            model.stating.setdefault(relationship.statement.rate, set()).add(owner)
        before = len(model.system.bounds)
        model.standings.append(_add(model, owner, relationship))
        model.bounds_of.append(tuple(range(before, len(model.system.bounds))))
    model.printed_lows, model.printed_highs = tuple(model.system.lows), tuple(model.system.highs)
    return model


def fen_range(fact: Fact) -> tuple[int, int] | None:
    """The closed whole range a fact hides: fen for money, itself for a count; None for what is no whole number."""
    cell = fact.cell
    if cell.value is None:
        return -UNBOUNDED, UNBOUNDED
    if fact.measured_in in MONEY_UNITS:
        return cell.fen(fact.measured_in)
    if fact.measured_in == "%" or cell.value != cell.value.to_integral_value():
        return None
    return int(cell.value), int(cell.value)


def _add(model: Model, owner: int, relationship: Relationship) -> Standing:
    statement = relationship.statement
    if isinstance(statement, Equation):
        return _add_equation(model, owner, statement)
    readings = (statement, *relationship.readings)
    results = [ratio_holds(reading, model.facts) for reading in readings]
    if any(results[1:]) and not results[0]:
        return Standing.ANOTHER_READING
    return _add_ratio(model, owner, statement)


def _variable(model: Model, key: FactKey) -> int | None:
    known = model.variables.get(key)
    if known is not None:
        return known
    fact = model.facts.get(key)
    span = None if fact is None else fen_range(fact)
    if span is None:
        return None
    model.keys.append(key)
    model.variables[key] = model.system.variable(*span)
    return model.variables[key]


def _terms(model: Model, terms: Iterable[Term], sign: int = 1) -> list[tuple[int, int]] | None:
    found = []
    for term in terms:
        variable = _variable(model, term.key)
        if variable is None:
            return None
        found.append((variable, sign * term.factor))
    return found


def _add_equation(model: Model, owner: int, equation: Equation) -> Standing:
    left, right = _terms(model, equation.left), _terms(model, equation.right, -1)
    if left is None or right is None:
        return Standing.MISSING
    spoken = equation.keys()
    printed = [model.facts[key].cell.has_value for key in spoken]
    low = 0 if equation.relation is Relation.EQUAL else -UNBOUNDED
    model.system.bound(left + right, low, 0, owner)
    return Standing.CHECKED if all(printed) else Standing.MISSING


def _add_ratio(model: Model, owner: int, ratio: Ratio) -> Standing:
    rate = model.facts.get(ratio.rate)
    above, below = _terms(model, ratio.numerator), _terms(model, ratio.denominator)
    if rate is None or rate.cell.value is None or above is None or below is None:
        return Standing.MISSING
    spoken = ratio.keys()
    if not all(model.facts[key].cell.has_value for key in spoken):
        return Standing.MISSING
    least = sum(min(f * model.system.lows[v], f * model.system.highs[v]) for v, f in below)
    if least <= 0:
        return Standing.NO_BASE
    scale, step = 100 * 10**rate.cell.places, int(rate.cell.value.scaleb(rate.cell.places))
    span = rate.cell.interval()
    for edge, is_open, upper in ((2 * step - 1, span.low_open, False), (2 * step + 1, span.high_open, True)):
        terms = [(v, 2 * scale * f) for v, f in above] + [(v, -edge * f) for v, f in below]
        if upper:
            model.system.bound(terms, -UNBOUNDED, -1 if is_open else 0, owner)
        else:
            model.system.bound(terms, 1 if is_open else 0, UNBOUNDED, owner)
    return Standing.CHECKED


def printed_ratio(ratio: Ratio, facts: Mapping[FactKey, Fact]) -> Fraction | None:
    """The rate in per cent that the printed figures themselves give, or None without a base."""
    above, below = _printed_sum(ratio.numerator, facts), _printed_sum(ratio.denominator, facts)
    return None if above is None or not below else 100 * above / below


def computed_from_print(ratio: Ratio, facts: Mapping[FactKey, Fact]) -> bool:
    """True when the rate is what the printed, already rounded figures give: a legitimate way to compute it."""
    value, rate = printed_ratio(ratio, facts), facts.get(ratio.rate)
    if value is None or rate is None or rate.cell.value is None:
        return False
    return half_up(value, rate.cell.places) == rate.cell.value


def ratio_holds(ratio: Ratio, facts: Mapping[FactKey, Fact]) -> bool:
    """The interval test of one ratio by itself; False when it cannot be tested."""
    model = Model(facts)
    if _add_ratio(model, 0, ratio) is not Standing.CHECKED:
        return False
    return all(model.system.holds_alone(index) for index in range(len(model.system.bounds)))


def _printed_sum(terms: Iterable[Term], facts: Mapping[FactKey, Fact]) -> Fraction | None:
    total = Fraction(0)
    for term in terms:
        fact = facts.get(term.key)
        if fact is None or fact.cell.value is None:
            return None
        total += term.factor * Fraction(fact.cell.value) * (10_000 if fact.measured_in == "万元" else 1)
    return total

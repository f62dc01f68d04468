"""Which relationships are broken, and which single figure explains them.

1. Interval test of every relationship by itself.
2. Broken ones that share figures form a cluster. For every figure of the cluster: would the whole document be
   consistent if this one figure stood for something else? One such figure is blamed, with the value it should have.
   Several that explain equally: the one whose misprint is a single digit, else nobody is blamed.
3. What is left is decided together: narrowing to a fixed point, then a witness or a linear programme (`reach.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain as chain_of

from mingzheng.disclosure.rules.audit.model import MONEY_UNITS, Model, Standing, computed_from_print
from mingzheng.disclosure.rules.audit.reach import Prover, find_witness, unreachable
from mingzheng.disclosure.rules.audit.system import UNBOUNDED, Narrowed, begin, hull, narrow, solved
from mingzheng.kernel.equations import Ratio
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import FEN_PER_WAN, FEN_PER_YUAN
from mingzheng.kernel.rounding import half_up

_MOST_SUSPECTS = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """One root cause: the relationships it breaks, and the figure that explains all of them, when there is one."""

    broken: tuple[int, ...]
    blamed: FactKey | None = None
    should_be: tuple[int, int] | None = None  # closed range of the hidden value of the blamed figure
    suspects: tuple[FactKey, ...] = ()  # figures that explain it equally well
    together: bool = False  # every relationship holds alone, but not all of them at once
    tail: bool = False  # gone when sums were made of rounded figures
    chain: tuple[int, ...] = ()  # relationships that are needed for the contradiction


@dataclass(slots=True)
class Decision:
    """All verdicts of a document and whether the rest is proven consistent."""

    verdicts: list[Verdict] = field(default_factory=list)
    proven: bool = False
    freed: set[int] = field(default_factory=set)  # figures that are blamed and could be anything
    dropped: set[int] = field(default_factory=set)  # relationships that are broken or say nothing more
    of_print: set[int] = field(default_factory=set)  # among those: rates computed from rounded figures
    printed: Narrowed | None = None  # where every test begins; made anew when a figure is corrected


def decide(model: Model, prover: Prover | None = None) -> Decision:
    """Decide a document. Without a `prover` the last step is a witness search only, and `proven` may stay False."""
    decision = Decision()
    decision.dropped = {o for o, standing in enumerate(model.standings) if standing is Standing.ANOTHER_READING}
    for _ in range(len(model.relationships) + 1):
        failing = _failing(model, decision)
        clusters = _clusters(model, failing)
        if not clusters:
            break
        for cluster in clusters:
            _explain(model, cluster, frozenset(failing), decision)
    _drop_ratios_of_print(model, decision)
    _decide_together(model, decision, prover)
    return decision


def _failing(model: Model, decision: Decision) -> list[int]:
    freed = frozenset(decision.freed)
    return [
        owner
        for owner, bounds in enumerate(model.bounds_of)
        if owner not in decision.dropped and not all(model.system.holds_alone(index, freed) for index in bounds)
    ]


def _members(model: Model, owner: int) -> set[int]:
    return {v for index in model.bounds_of[owner] for v, _ in model.system.bounds[index].terms}


def _clusters(model: Model, failing: list[int]) -> list[list[int]]:
    """Broken relationships that share a figure, transitively."""
    groups: list[tuple[set[int], list[int]]] = []
    for owner in failing:
        members, owners = _members(model, owner), [owner]
        apart = []
        for group in groups:
            if group[0] & members:
                members |= group[0]
                owners = group[1] + owners
            else:
                apart.append(group)
        groups = [*apart, (members, owners)]
    return [owners for _, owners in groups]


def _explain(model: Model, cluster: list[int], failing: frozenset[int], decision: Decision) -> None:
    """Blame one figure for as much of a cluster as it explains; otherwise let each relationship stand for itself."""
    touching: dict[FactKey, set[int]] = {}
    for owner in cluster:
        for variable in _members(model, owner) - decision.freed:
            touching.setdefault(model.key_of(variable), set()).add(owner)
        rate = model.rate_of(owner)
        if rate is not None:
            touching.setdefault(rate, set()).add(owner)
    for level in sorted({len(owners) for owners in touching.values()}, reverse=True):
        able: list[tuple[FactKey, Narrowed]] = []
        for key in [key for key, owners in touching.items() if len(owners) == level][:_MOST_SUSPECTS]:
            if not _plausible(model, key, touching[key], failing, decision):
                continue
            result = _without_figure(model, key, failing - touching[key], decision)
            if result.broken is None:
                able.append((key, result))
        chosen = _the_one(model, able)
        if chosen is not None:
            key, result = chosen
            owners = tuple(sorted(touching[key]))
            tail = all(_is_tail(model, owner) for owner in owners)
            decision.verdicts.append(Verdict(owners, key, _range(model, key, result), tail=tail))
            _correct(model, key, owners, decision)
            return
        if able and level == len(cluster):
            tail = all(_is_tail(model, owner) for owner in cluster)
            decision.verdicts.append(Verdict(tuple(cluster), suspects=tuple(key for key, _ in able), tail=tail))
            decision.dropped.update(cluster)
            return
    for owner in cluster:
        decision.verdicts.append(Verdict((owner,), tail=_is_tail(model, owner)))
    decision.dropped.update(cluster)


def _plausible(model: Model, key: FactKey, owners: set[int], failing: frozenset[int], decision: Decision) -> bool:
    """A cheap look before the whole document is narrowed: one value has to suit every relationship of the figure."""
    variable = model.variables.get(key)
    if variable is None:
        return True
    low, high = -UNBOUNDED, UNBOUNDED
    for index, factor in model.system.uses[variable]:
        bound = model.system.bounds[index]
        unknown = decision.freed and any(other in decision.freed for other, _ in bound.terms)
        if unknown or bound.owner in decision.dropped or (bound.owner in failing and bound.owner not in owners):
            continue
        one, other = solved(model.system, index, variable, factor)
        low, high = max(low, one), min(high, other)
    return low <= high


def _without_figure(model: Model, key: FactKey, others: Iterable[int], decision: Decision) -> Narrowed:
    """Narrow everything but the printed value of one figure, and but the broken relationships it has no part in."""
    without = frozenset(decision.dropped.union(others))
    variable = model.variables.get(key)
    freed = decision.freed if variable is None else decision.freed | {variable}
    if decision.printed is None:
        decision.printed = begin(model.system, model.system.lows, model.system.highs)
    return narrow(
        model.system, freed=freed, without=without | model.stating.get(key, set()), start=decision.printed.copy()
    )


def _the_one(model: Model, able: list[tuple[FactKey, Narrowed]]) -> tuple[FactKey, Narrowed] | None:
    if len(able) == 1:
        return able[0]
    misprints = [(key, result) for key, result in able if _one_digit_away(model, key, result)]
    return misprints[0] if len(misprints) == 1 else None


def _one_digit_away(model: Model, key: FactKey, result: Narrowed) -> bool:
    """True when one wrong digit, or two neighbours exchanged, turns the value it should have into the printed one."""
    span = _range(model, key, result)
    cell = model.facts[key].cell
    if span is None or cell.value is None:
        return False
    scale = scale_of(model, key)
    if (span[1] - span[0]) * 10**cell.places > 4 * scale:
        return False
    lowest = half_up(Decimal(span[0]) / scale, cell.places)
    highest = half_up(Decimal(span[1]) / scale, cell.places)
    step = Decimal(1).scaleb(-cell.places)
    wanted = [lowest + step * n for n in range(int((highest - lowest) / step) + 1)]
    return any(misprint(f"{value:.{cell.places}f}", f"{cell.value:.{cell.places}f}") for value in wanted)


def misprint(one: str, other: str) -> bool:
    """True when two numerals differ in one digit, or in two neighbouring digits exchanged."""
    if len(one) != len(other):
        return False
    apart = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 1:
        return True
    return len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def scale_of(model: Model, key: FactKey) -> int:
    """How many hidden whole numbers make one printed unit."""
    unit = model.facts[key].measured_in
    if unit not in MONEY_UNITS:
        return 1
    return FEN_PER_WAN if unit == "万元" else FEN_PER_YUAN


def _range(model: Model, key: FactKey, result: Narrowed) -> tuple[int, int] | None:
    variable = model.variables.get(key)
    if variable is None:
        return None
    low, high = result.lows[variable], result.highs[variable]
    return None if low <= -UNBOUNDED or high >= UNBOUNDED else (low, high)


def _is_tail(model: Model, owner: int) -> bool:
    """True when a sum misses its range by half a last digit at most: what adding up rounded figures can do."""
    system = model.system
    if model.rate_of(owner) is not None:
        return False
    for bound in (system.bounds[index] for index in model.bounds_of[owner]):
        least, most = hull(bound, system.lows, system.highs)
        half = max((_half_digit(model, model.key_of(v)) for v, _ in bound.terms), default=0)
        if max(least - bound.high, bound.low - most) > half:
            return False
    return True


def _half_digit(model: Model, key: FactKey) -> int:
    """Half a last printed digit of an amount, in fen; nothing for a count."""
    fact = model.facts[key]
    return scale_of(model, key) // (2 * 10**fact.cell.places) if fact.measured_in in MONEY_UNITS else 0


def _correct(model: Model, key: FactKey, owners: Iterable[int], decision: Decision) -> None:
    """Go on as if the blamed figure stood for what it should: what depends on it stays under test."""
    variable, should_be = model.variables.get(key), decision.verdicts[-1].should_be
    if variable is None:
        decision.dropped.update(owners)
    elif should_be is None:
        decision.freed.add(variable)
    else:
        model.system.lows[variable], model.system.highs[variable] = should_be
        decision.printed = None


def _drop_ratios_of_print(model: Model, decision: Decision) -> None:
    """A rate computed from rounded figures says nothing about hidden ones: it passed alone and narrows no further."""
    for owner, (_, relationship) in enumerate(model.relationships):
        statement = relationship.statement
        if isinstance(statement, Ratio) and computed_from_print(statement, model.facts):
            decision.dropped.add(owner)
            decision.of_print.add(owner)


def _decide_together(model: Model, decision: Decision, prover: Prover | None) -> None:
    for _ in range(len(model.relationships) + 1):
        result = narrow(model.system, freed=decision.freed, without=frozenset(decision.dropped))
        chain = None if result.broken is None else _chain(model, result)
        if chain is None:
            if find_witness(model.system, result, frozenset(decision.dropped)) is not None:
                decision.proven = True
                return
            if prover is None:
                return
            proof = unreachable(model.system, result, frozenset(decision.dropped), prover)
            decision.proven = proof is not None
            if not proof:
                return
            chain = proof
        decision.verdicts.append(_verdict_of_chain(model, chain, decision))
        decision.dropped.update(decision.verdicts[-1].broken)


def _chain(model: Model, result: Narrowed) -> tuple[int, ...]:
    """The relationships that narrowed the way to a contradiction, the contradicting one first."""
    bounds, seen, owners = [result.broken or 0], set[int](), dict[int, None]()
    while bounds:
        bound = model.system.bounds[bounds.pop()]
        owners[bound.owner] = None
        for variable, _ in bound.terms:
            if variable not in seen:
                seen.add(variable)
                if variable in result.reasons:
                    bounds.append(result.reasons[variable])
    return tuple(owners)


def _verdict_of_chain(model: Model, chain: tuple[int, ...], decision: Decision) -> Verdict:
    """A contradiction of several relationships: whom to blame, and whether sums of rounded figures explain it."""
    needed = _needed(model, chain, decision)
    statements = (model.relationships[owner][1].statement for owner in needed)
    spoken = dict.fromkeys(chain_of.from_iterable(statement.keys() for statement in statements))
    results = ((key, _without_figure(model, key, set(), decision)) for key in list(spoken)[:_MOST_SUSPECTS])
    able = [(key, result) for key, result in results if result.broken is None]
    chosen = _the_one(model, able)
    return Verdict(
        (needed[0],),
        blamed=chosen[0] if chosen else None,
        should_be=_range(model, *chosen) if chosen else None,
        suspects=tuple(key for key, _ in able),
        together=True,
        tail=_only_a_tail(model, needed, decision),
        chain=tuple(needed),
    )


def _needed(model: Model, chain: tuple[int, ...], decision: Decision) -> list[int]:
    """A smallest part of a chain that is still contradictory (deletion, one after the other)."""
    everything = set(range(len(model.relationships)))
    needed = list(chain)
    for owner in reversed(chain):
        fewer = [other for other in needed if other != owner]
        without = frozenset(everything - set(fewer) | decision.dropped)
        if fewer and narrow(model.system, freed=decision.freed, without=without).broken is not None:
            needed = fewer
    return needed


def _only_a_tail(model: Model, needed: list[int], decision: Decision) -> bool:
    """True when the contradiction disappears if every figure may be off by one more rounding."""
    system = model.system
    slacks = [_half_digit(model, key) for key in model.keys]
    lows = [low - slack for low, slack in zip(system.lows, slacks, strict=True)]
    highs = [high + slack for high, slack in zip(system.highs, slacks, strict=True)]
    start = begin(system, lows, highs)
    without = frozenset(set(range(len(model.relationships))) - set(needed))
    return narrow(system, freed=decision.freed, without=without, start=start).broken is None

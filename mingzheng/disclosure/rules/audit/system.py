"""A system of linear bounds over whole numbers, and the bounds that follow from it.

Every printed figure hides a whole number of fen in a closed range; every equation, bound and ratio is
`low ≤ Σ factor × hidden ≤ high` with whole factors. Narrowing is exact: a range that becomes empty proves that no
ledger can print these figures. The converse needs a witness (`reach.py`).
Source: bounds propagation as in Apt, Principles of Constraint Programming (2003), chapter 6.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

UNBOUNDED = 10**30
_REACH = 10**29  # a bound beyond this came out of an unbounded neighbour and says nothing
_ROUNDS = 60  # ratio chains may narrow for ever by ever less; stopping early is sound


@dataclass(frozen=True, slots=True)
class Bound:
    """`low ≤ Σ factor × variable ≤ high`; `owner` is the number of the relationship it belongs to."""

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int
    owner: int


@dataclass(slots=True)
class System:
    """Variables with closed whole ranges, and bounds between them."""

    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    by_variable: list[list[int]] = field(default_factory=list)

    def variable(self, low: int, high: int) -> int:
        """Add a hidden whole number in [low, high] and give its index."""
        self.lows.append(low)
        self.highs.append(high)
        self.by_variable.append([])
        return len(self.lows) - 1

    def bound(self, terms: Sequence[tuple[int, int]], low: int, high: int, owner: int) -> None:
        """Add one bound; a variable named twice is added up."""
        factors: dict[int, int] = {}
        for variable, factor in terms:
            factors[variable] = factors.get(variable, 0) + factor
        kept = tuple((variable, factor) for variable, factor in factors.items() if factor)
        for variable, _ in kept:
            self.by_variable[variable].append(len(self.bounds))
        self.bounds.append(Bound(kept, low, high, owner))

    def holds_alone(self, index: int, freed: frozenset[int] = frozenset()) -> bool:
        """The interval test: can this bound hold when nothing else is known?"""
        bound = self.bounds[index]
        least = most = 0
        for variable, factor in bound.terms:
            if variable in freed:
                return True
            one, other = factor * self.lows[variable], factor * self.highs[variable]
            least += min(one, other)
            most += max(one, other)
        return least <= bound.high and most >= bound.low


@dataclass(slots=True)
class Narrowed:
    """What is left of every range. `broken` is the bound that emptied one, or None."""

    lows: list[int]
    highs: list[int]
    broken: int | None
    reasons: dict[int, int]  # variable -> bound that narrowed it last


def narrow(
    system: System,
    *,
    freed: Iterable[int] = (),
    without: frozenset[int] = frozenset(),
    start: Narrowed | None = None,
    touched: Iterable[int] | None = None,
) -> Narrowed:
    """Narrow all ranges to a fixed point.

    `freed` variables lose their printed range; bounds owned by `without` are left out. `start` continues from an
    earlier result, with the bounds of the `touched` variables only.
    """
    state = Narrowed(list(system.lows), list(system.highs), None, {}) if start is None else start
    for variable in freed:
        state.lows[variable], state.highs[variable] = -UNBOUNDED, UNBOUNDED
    if touched is None:
        waiting = deque(range(len(system.bounds)))
    else:
        waiting = deque(index for variable in touched for index in system.by_variable[variable])
    queued = set(waiting)
    allowance = _ROUNDS * (len(system.bounds) + 1)
    while waiting and allowance:
        allowance -= 1
        index = waiting.popleft()
        queued.discard(index)
        bound = system.bounds[index]
        if bound.owner in without:
            continue
        changed = _tighten(bound, state, index)
        if state.broken is not None:
            return state
        for variable in changed:
            for neighbour in system.by_variable[variable]:
                if neighbour != index and neighbour not in queued:
                    waiting.append(neighbour)
                    queued.add(neighbour)
    return state


def _tighten(bound: Bound, state: Narrowed, index: int) -> list[int]:
    """Narrow the variables of one bound; gives those that changed."""
    lows, highs = state.lows, state.highs
    least = most = 0
    for variable, factor in bound.terms:
        if factor > 0:
            least += factor * lows[variable]
            most += factor * highs[variable]
        else:
            least += factor * highs[variable]
            most += factor * lows[variable]
    if least > bound.high or most < bound.low:
        state.broken = index
        return []
    if least >= bound.low and most <= bound.high:
        return []
    changed = []
    for variable, factor in bound.terms:
        low, high = lows[variable], highs[variable]
        if low == high:
            continue
        if factor > 0:
            top = (bound.high - least + factor * low) // factor
            bottom = -((most - factor * high - bound.low) // factor)
        else:
            top = (bound.low - most + factor * low) // factor
            bottom = -((bound.high - least + factor * high) // -factor)
        moved = False
        if bottom > low and bottom > -_REACH:
            lows[variable], moved = bottom, True
        if top < high and top < _REACH:
            highs[variable], moved = top, True
        if moved:
            state.reasons[variable] = index
            changed.append(variable)
            if lows[variable] > highs[variable]:
                state.broken = index
                return changed
    return changed

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
    uses: list[list[tuple[int, int]]] = field(default_factory=list)  # variable -> (bound, factor)

    def variable(self, low: int, high: int) -> int:
        """Add a hidden whole number in [low, high] and give its index."""
        self.lows.append(low)
        self.highs.append(high)
        self.uses.append([])
        return len(self.lows) - 1

    def bound(self, terms: Sequence[tuple[int, int]], low: int, high: int, owner: int) -> None:
        """Add one bound; a variable named twice is added up."""
        factors: dict[int, int] = {}
        for variable, factor in terms:
            factors[variable] = factors.get(variable, 0) + factor
        kept = tuple((variable, factor) for variable, factor in factors.items() if factor)
        for variable, factor in kept:
            self.uses[variable].append((len(self.bounds), factor))
        self.bounds.append(Bound(kept, low, high, owner))

    def holds_alone(self, index: int, freed: frozenset[int] = frozenset()) -> bool:
        """The interval test: can this bound hold when nothing else is known?"""
        bound = self.bounds[index]
        if freed and any(variable in freed for variable, _ in bound.terms):
            return True
        least, most = hull(bound, self.lows, self.highs)
        return least <= bound.high and most >= bound.low


def hull(bound: Bound, lows: Sequence[int], highs: Sequence[int]) -> tuple[int, int]:
    """The least and the most that `Σ factor × variable` can be."""
    least = most = 0
    for variable, factor in bound.terms:
        if factor > 0:
            least += factor * lows[variable]
            most += factor * highs[variable]
        else:
            least += factor * highs[variable]
            most += factor * lows[variable]
    return least, most


def solved(system: System, index: int, variable: int, factor: int) -> tuple[int, int]:
    """The range that one bound leaves to one of its variables when the others have their ranges as printed."""
    bound = system.bounds[index]
    least, most = hull(bound, system.lows, system.highs)
    low, high = system.lows[variable], system.highs[variable]
    above, below = bound.high - least, most - bound.low
    if factor > 0:
        return high - below // factor, low + above // factor
    return high - above // -factor, low + below // -factor


@dataclass(slots=True)
class Narrowed:
    """What is left of every range. `broken` is the bound that emptied one, or None.

    The least and most of every bound are kept up to date, so a wide sum costs a look and not a walk.
    """

    lows: list[int]
    highs: list[int]
    broken: int | None
    reasons: dict[int, int]  # variable -> bound that narrowed it last
    least: list[int]
    most: list[int]
    widest: list[int]  # bound -> the largest part that one variable can move it by

    def set_low(self, system: System, variable: int, low: int) -> None:
        step = low - self.lows[variable]
        self.lows[variable] = low
        for index, factor in system.uses[variable]:
            if factor > 0:
                self.least[index] += factor * step
            else:
                self.most[index] += factor * step

    def set_high(self, system: System, variable: int, high: int) -> None:
        step = high - self.highs[variable]
        self.highs[variable] = high
        for index, factor in system.uses[variable]:
            if factor > 0:
                self.most[index] += factor * step
            else:
                self.least[index] += factor * step

    def has_room(self, system: System, index: int) -> bool:
        """True when no single variable can break the bound, so that it narrows nothing."""
        bound, widest = system.bounds[index], self.widest[index]
        return bound.high - self.least[index] >= widest and self.most[index] - bound.low >= widest

    def copy(self) -> Narrowed:
        """A state of its own to go on from."""
        return Narrowed(
            list(self.lows), list(self.highs), self.broken, {}, list(self.least), list(self.most), list(self.widest)
        )

    def free(self, system: System, variable: int) -> None:
        """Forget the range of a variable."""
        self.set_low(system, variable, -UNBOUNDED)
        self.set_high(system, variable, UNBOUNDED)
        for index, factor in system.uses[variable]:
            self.widest[index] = 2 * UNBOUNDED * abs(factor)


def begin(system: System, lows: Sequence[int], highs: Sequence[int]) -> Narrowed:
    """The state before any narrowing, from ranges of one's own."""
    hulls = [hull(bound, lows, highs) for bound in system.bounds]
    widest = [max((abs(f) * (highs[v] - lows[v]) for v, f in bound.terms), default=0) for bound in system.bounds]
    return Narrowed(list(lows), list(highs), None, {}, [low for low, _ in hulls], [high for _, high in hulls], widest)


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
    state = start
    if state is None:
        state = begin(system, system.lows, system.highs)
    for variable in freed:
        state.free(system, variable)
    if touched is None:
        waiting = deque(range(len(system.bounds)))
    else:
        waiting = deque(index for variable in touched for index, _ in system.uses[variable])
    queued = set(waiting)
    allowance = _ROUNDS * (len(system.bounds) + 1)
    while waiting and allowance:
        allowance -= 1
        index = waiting.popleft()
        queued.discard(index)
        bound = system.bounds[index]
        if bound.owner in without:
            continue
        changed = _tighten(system, bound, state, index)
        if state.broken is not None:
            return state
        for variable in changed:
            for neighbour, _ in system.uses[variable]:
                if neighbour != index and neighbour not in queued:
                    waiting.append(neighbour)
                    queued.add(neighbour)
    return state


def _tighten(system: System, bound: Bound, state: Narrowed, index: int) -> list[int]:
    """Narrow the variables of one bound; gives those that changed."""
    least, most = state.least[index], state.most[index]
    if least > bound.high or most < bound.low:
        state.broken = index
        return []
    above, below, widest = bound.high - least, most - bound.low, state.widest[index]
    if above >= widest and below >= widest:
        return []
    changed = []
    for variable, factor in bound.terms:
        low, high = state.lows[variable], state.highs[variable]
        if low == high:
            continue
        if factor > 0:
            top, bottom = low + above // factor, high - below // factor
        else:
            top, bottom = low + below // -factor, high - above // -factor
        moved = False
        if bottom > low and bottom > -_REACH:
            state.set_low(system, variable, bottom)
            moved = True
        if top < high and top < _REACH:
            state.set_high(system, variable, top)
            moved = True
        if moved:
            state.reasons[variable] = index
            changed.append(variable)
            if state.lows[variable] > state.highs[variable]:
                state.broken = index
                return changed
    return changed

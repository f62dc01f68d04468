"""Can all figures of a document come from one ledger? A witness says yes; a certificate says no.

Narrowing alone proves contradictions only. A witness is a whole number of fen for every figure, found by fixing one
figure after the other next to its printed value and narrowing after each; it is checked in exact arithmetic. When
that search fails, a linear programme decides (`disclosure.certify`, outside the rules); its "no" counts only with
multipliers that are verified here in exact arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzheng.disclosure.rules.audit.system import Bound, Narrowed, System, narrow


@dataclass(frozen=True, slots=True)
class Programme:
    """Rational feasibility: variables in closed ranges, bounds between them."""

    lows: tuple[int, ...]
    highs: tuple[int, ...]
    bounds: tuple[Bound, ...]


Multipliers = Mapping[int, Fraction]  # number of a bound -> factor; positive for its upper end, negative for its lower
Prover = Callable[[Programme], Multipliers | None]


def find_witness(system: System, narrowed: Narrowed, without: frozenset[int]) -> tuple[int, ...] | None:
    """Whole numbers that satisfy every bound, or None when the search did not find any."""
    state = narrowed.copy()
    for variable in _fewest_choices_first(system, state):
        low, high = state.lows[variable], state.highs[variable]
        if low == high:
            continue
        value = _nearest(system, variable, low, high)
        state.set_low(system, variable, value)
        state.set_high(system, variable, value)
        if all(state.has_room(system, index) for index, _ in system.uses[variable]):
            continue
        state = narrow(system, without=without, start=state, touched=(variable,))
        if state.broken is not None:
            return None
    return tuple(state.lows) if _satisfied(system, state.lows, without) else None


def _fewest_choices_first(system: System, state: Narrowed) -> list[int]:
    return sorted(range(len(state.lows)), key=lambda v: (state.highs[v] - state.lows[v], -len(system.uses[v])))


def _nearest(system: System, variable: int, low: int, high: int) -> int:
    """The middle of what is left, or the printed middle where it is still possible."""
    printed = (system.lows[variable] + system.highs[variable]) // 2
    return min(max(printed, low), high) if low > printed or high < printed else printed


def _satisfied(system: System, values: Sequence[int], without: frozenset[int]) -> bool:
    return all(
        bound.low <= sum(factor * values[variable] for variable, factor in bound.terms) <= bound.high
        for bound in system.bounds
        if bound.owner not in without
    )


def unreachable(system: System, narrowed: Narrowed, without: frozenset[int], prover: Prover) -> tuple[int, ...] | None:
    """The owners of bounds that cannot hold at once, with an exact proof; () when reachable; None when undecided."""
    kept = tuple(bound for bound in system.bounds if bound.owner not in without)
    programme = Programme(tuple(narrowed.lows), tuple(narrowed.highs), kept)
    multipliers = prover(programme)
    if multipliers is None:
        return None
    if not multipliers:
        return ()
    if not proves_empty(programme, multipliers):
        return None
    return tuple(dict.fromkeys(kept[index].owner for index in multipliers))


def proves_empty(programme: Programme, multipliers: Multipliers) -> bool:
    """Farkas: Σ multiplier × bound needs more than the ranges of the variables can give. Exact."""
    coefficients: dict[int, Fraction] = {}
    limit = Fraction(0)
    for index, factor in multipliers.items():
        bound = programme.bounds[index]
        limit += factor * (bound.high if factor > 0 else bound.low)
        for variable, coefficient in bound.terms:
            coefficients[variable] = coefficients.get(variable, Fraction(0)) + factor * coefficient
    least = sum(
        (value * (programme.lows[v] if value > 0 else programme.highs[v]) for v, value in coefficients.items()),
        Fraction(0),
    )
    return least > limit

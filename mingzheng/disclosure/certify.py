"""The linear programme behind the joint test: HiGHS finds, exact arithmetic decides.

HiGHS works in floats with a tolerance, so neither of its answers counts by itself. A "no" is a set of multipliers
which `rules.audit.reach.proves_empty` checks in Fractions; a "yes" is a point of whole fen which is checked here in
integers. Anything else is undecided, and an undecided document is never accused.
scipy is imported on first use: most documents are decided without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Any

from mingzheng.disclosure.rules.audit.reach import Multipliers, Programme, proves_empty
from mingzheng.disclosure.rules.audit.system import UNBOUNDED

_DENOMINATORS = (1, 12, 10_000, 10_000_000)
_NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True)
class _Row:
    """One inequality `Σ factor × variable ≤ limit`, divided by its largest factor; `sign` names its end."""

    bound: int
    sign: int
    terms: tuple[tuple[int, Fraction], ...]
    limit: Fraction
    divisor: int


def prove(programme: Programme) -> Multipliers | None:
    """Multipliers that prove emptiness; an empty mapping for a programme with a whole-number point; None: undecided."""
    rows = _rows(programme)
    solution = _solve(programme, rows)
    if solution is None:
        return None
    point, duals = solution
    if _satisfies(programme, [round(value) for value in point]):
        return {}
    for denominator in _DENOMINATORS:
        multipliers: dict[int, Fraction] = {}
        for row, dual in zip(rows, duals, strict=True):
            if dual > _NEGLIGIBLE:
                factor = row.sign * Fraction(dual).limit_denominator(denominator) / row.divisor
                multipliers[row.bound] = multipliers.get(row.bound, Fraction(0)) + factor
        kept = {index: factor for index, factor in multipliers.items() if factor}
        if kept and proves_empty(programme, kept):
            return kept
    return None


def _rows(programme: Programme) -> list[_Row]:
    """Both ends of every bound, over variables counted from the lower end of their range."""
    rows = []
    for index, bound in enumerate(programme.bounds):
        divisor = max((abs(factor) for _, factor in bound.terms), default=1)
        base = sum(factor * _origin(programme, variable) for variable, factor in bound.terms)
        for sign, end in ((1, bound.high), (-1, bound.low)):
            if abs(end) < UNBOUNDED:
                terms = tuple((variable, Fraction(sign * factor, divisor)) for variable, factor in bound.terms)
                rows.append(_Row(index, sign, terms, Fraction(sign * (end - base), divisor), divisor))
    return rows


def _origin(programme: Programme, variable: int) -> int:
    low = programme.lows[variable]
    return low if low > -UNBOUNDED // 2 else 0


def _solve(programme: Programme, rows: Sequence[_Row]) -> tuple[list[float], list[float]] | None:
    """The point that violates the rows least, and their duals; None when the solver gives up."""
    optimize, sparse = import_module("scipy.optimize"), import_module("scipy.sparse")
    count = len(programme.lows)
    data, across, down = list[float](), list[int](), list[int]()
    for number, row in enumerate(rows):
        for variable, factor in (*row.terms, (count + number, Fraction(-1))):
            data.append(float(factor))
            across.append(variable)
            down.append(number)
    matrix = sparse.csr_matrix((data, (down, across)), shape=(len(rows), count + len(rows)))
    bounds: list[tuple[float | None, float | None]] = [_range(programme, variable) for variable in range(count)]
    bounds += [(0.0, None)] * len(rows)
    cost = [0.0] * count + [1.0] * len(rows)
    result: Any = optimize.linprog(cost, A_ub=matrix, b_ub=[float(row.limit) for row in rows], bounds=bounds)
    if result.status != 0:
        return None
    point = [float(value) + _origin(programme, variable) for variable, value in enumerate(result.x[:count])]
    return point, [-float(value) for value in result.ineqlin.marginals]


def _range(programme: Programme, variable: int) -> tuple[float | None, float | None]:
    low, high, origin = programme.lows[variable], programme.highs[variable], _origin(programme, variable)
    return (
        float(low - origin) if low > -UNBOUNDED // 2 else None,
        float(high - origin) if high < UNBOUNDED // 2 else None,
    )


def _satisfies(programme: Programme, values: Sequence[int]) -> bool:
    inside = all(low <= value <= high for low, value, high in zip(programme.lows, values, programme.highs, strict=True))
    return inside and all(
        bound.low <= sum(factor * values[variable] for variable, factor in bound.terms) <= bound.high
        for bound in programme.bounds
    )

"""Finding whole fen for which many printed figures hold together.

Each printed figure bounds a weighted sum of unknown amounts. A linear programme (HiGHS through scipy) looks for the
point that is furthest from every bound; it is rounded to whole fen, and the result is accepted only when every bound
holds in exact arithmetic. The programme's own tolerance therefore never decides anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.optimize import linprog

from mingzheng.kernel.interval import Interval


@dataclass(frozen=True)
class Bound:
    """`Σ weight × unknown` lies in `within`; `label` names the printed figure."""

    label: str
    weights: Mapping[str, Fraction]
    within: Interval


class NoLedger(ValueError):
    """No amounts make all printed figures true; `labels` are those that the best attempt breaks."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__("no ledger makes these printed figures true together: " + ", ".join(labels))
        self.labels = tuple(labels)


def ratio(label: str, over: Mapping[str, int], under: Mapping[str, int], printed: Interval) -> tuple[Bound, Bound]:
    """Bounds for `100 × over / under` printed as a percentage; `under` must be positive."""
    names = {*over, *under}
    low = {n: 100 * over.get(n, 0) - printed.low * under.get(n, 0) for n in names}
    high = {n: 100 * over.get(n, 0) - printed.high * under.get(n, 0) for n in names}
    far = Fraction(10**16)
    return (
        Bound(label, low, Interval(Fraction(0), far)),
        Bound(label, high, Interval(-far, Fraction(0), high_open=True)),
    )


def solve(
    start: Mapping[str, int], bounds: Sequence[Bound], *, fixed: Collection[str] = (), reach: int = 40_000
) -> dict[str, int]:
    """Whole fen within `reach` of `start` (exactly there for `fixed`) for which every bound holds. Raises NoLedger."""
    names = sorted(start)
    position = {name: number for number, name in enumerate(names)}
    rows: list[list[float]] = []
    limits: list[float] = []
    for bound in bounds:
        at_start = sum((weight * start[name] for name, weight in bound.weights.items()), Fraction(0))
        # The margin of a bound is measured in fen of the figure: a percentage's bounds are scaled by its weights.
        scale = max((abs(weight) for weight in bound.weights.values()), default=Fraction(1)) or Fraction(1)
        for sign, limit in ((1, bound.within.high - at_start), (-1, at_start - bound.within.low)):
            row = [0.0] * (len(names) + 1)
            for name, weight in bound.weights.items():
                row[position[name]] = float(sign * weight / scale)
            row[-1] = 1.0
            rows.append(row)
            limits.append(float(min(limit / scale, Fraction(10**9))))
    objective = np.zeros(len(names) + 1)
    objective[-1] = -1.0
    box = [(0, 0) if name in fixed else (-reach, reach) for name in names] + [(None, 5_000)]
    answer = linprog(objective, A_ub=np.array(rows), b_ub=np.array(limits), bounds=box, method="highs")
    if answer.x is None:
        raise NoLedger([bound.label for bound in bounds])
    found = {name: start[name] + round(answer.x[position[name]]) for name in names}
    broken = [bound.label for bound in bounds if _value(bound, found) not in bound.within]
    if broken:
        raise NoLedger(sorted(set(broken)))
    return found


def _value(bound: Bound, amounts: Mapping[str, int]) -> Fraction:
    return sum((weight * amounts[name] for name, weight in bound.weights.items()), Fraction(0))

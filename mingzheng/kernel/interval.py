"""Intervals of exact rationals: what a printed figure can stand for, and arithmetic on that.

A printed 4285.05 was rounded half up, so it stands for [4285.045, 4285.055). Open ends are kept, since
`0.005` printed with two decimals is 0.01 and never 0.00.
Source: interval arithmetic as in Moore, Kearfott & Cloud, Introduction to Interval Analysis (2009), on Fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All rationals between `low` and `high`; an end belongs to it unless it is marked open."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            raise ValueError("an interval needs low <= high, and a single point cannot be open")

    @classmethod
    def point(cls, value: Fraction | Decimal | int) -> Interval:
        """The interval that holds one exact value."""
        exact = Fraction(value)
        return cls(exact, exact)

    @classmethod
    def printed(cls, value: Decimal, places: int) -> Interval:
        """All values that print as `value` with `places` decimals under half-up rounding away from zero."""
        half, centre = Fraction(1, 2 * 10**places), Fraction(value)
        low, high = centre - half, centre + half
        return cls(low, high, low_open=value <= 0, high_open=value >= 0)

    def __contains__(self, value: Fraction | Decimal | int) -> bool:
        exact = Fraction(value)
        above = self.low < exact or (self.low == exact and not self.low_open)
        return above and (exact < self.high or (exact == self.high and not self.high_open))

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return _hull(
            (a * b, _product_open(a, a_open, b, b_open)) for a, a_open in self._ends() for b, b_open in other._ends()
        )

    def reciprocal(self) -> Interval | None:
        """1 / self, or None when zero lies in or on the edge of the interval and the quotient is unbounded."""
        if self.low <= 0 <= self.high:
            return None
        return Interval(1 / self.high, 1 / self.low, self.high_open, self.low_open)

    def __truediv__(self, other: Interval) -> Interval | None:
        inverse = other.reciprocal()
        return None if inverse is None else self * inverse

    def scaled(self, factor: Fraction | int) -> Interval:
        """self × an exact factor."""
        return self * Interval.point(factor)

    def intersection(self, other: Interval) -> Interval | None:
        """What both hold, or None when they share nothing."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_shut = min((self.high, not self.high_open), (other.high, not other.high_open))
        if low > high or (low == high and (low_open or not high_shut)):
            return None
        return Interval(low, high, low_open, not high_shut)

    def meets(self, other: Interval) -> bool:
        """True when some value belongs to both."""
        return self.intersection(other) is not None

    def gap(self, other: Interval) -> Fraction:
        """The distance between two intervals; zero when they touch or overlap."""
        return max(self.low - other.high, other.low - self.high, Fraction(0))

    def _ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        return (self.low, self.low_open), (self.high, self.high_open)


def _product_open(a: Fraction, a_open: bool, b: Fraction, b_open: bool) -> bool:
    """Whether a product of two ends is only approached; a zero that is attained makes zero of anything."""
    if a and b:
        return a_open or b_open
    if not a and not b:
        return a_open and b_open
    return b_open if a else a_open


def _hull(products: Iterable[tuple[Fraction, bool]]) -> Interval:
    ends = list(products)
    low, high = min(value for value, _ in ends), max(value for value, _ in ends)
    return Interval(
        low,
        high,
        low < high and all(is_open for value, is_open in ends if value == low),
        low < high and all(is_open for value, is_open in ends if value == high),
    )


def interval_sum(parts: Iterable[Interval]) -> Interval:
    """The sum of intervals; the point zero for none."""
    result = Interval.point(0)
    for part in parts:
        result = result + part
    return result

"""Rounding half up, away from zero, in exact arithmetic: the one rounding rule of published accounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def divide_half_up(numerator: int, denominator: int) -> int:
    """The integer nearest to numerator / denominator; halves go away from zero. Raises ZeroDivisionError."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    quotient, remainder = divmod(abs(numerator), denominator)
    if 2 * remainder >= denominator:
        quotient += 1
    return quotient if numerator >= 0 else -quotient


def half_up(value: Fraction | Decimal | int, places: int) -> Decimal:
    """`value` with exactly `places` decimals, rounded half up away from zero. -0.00 is never produced."""
    exact = Fraction(value)
    scaled = divide_half_up(exact.numerator * 10**places, exact.denominator)
    return Decimal(scaled).scaleb(-places)

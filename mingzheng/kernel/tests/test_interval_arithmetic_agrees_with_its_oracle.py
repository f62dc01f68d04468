"""Interval arithmetic against an oracle that knows nothing of it: products of members, and attained extremes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.kernel.cell import Cell
from mingzheng.kernel.interval import Interval, interval_sum
from mingzheng.kernel.rounding import half_up

TINY = Fraction(1, 10**9)
WHOLE = st.integers(-4, 4).map(Fraction)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    one, other = draw(WHOLE), draw(WHOLE)
    if one == other:
        return Interval.point(one)
    return Interval(min(one, other), max(one, other), draw(st.booleans()), draw(st.booleans()))


def members(span: Interval) -> list[Fraction]:
    """Points of an interval: its ends, or points next to open ends, its middle, and zero when it holds zero."""
    low = span.low + TINY if span.low_open else span.low
    high = span.high - TINY if span.high_open else span.high
    return [low, high, (span.low + span.high) / 2, *([Fraction(0)] if low <= 0 <= high else [])]


def agrees(result: Interval, values: list[Fraction]) -> None:
    """The hull holds all values; a closed end is attained; an open end is approached and never attained."""
    assert all(value in result for value in values)
    for end, is_open, nearest in (
        (result.low, result.low_open, min(values)),
        (result.high, result.high_open, max(values)),
    ):
        assert (nearest == end) is not is_open
        assert abs(nearest - end) <= 20 * TINY


@pytest.mark.parametrize(
    ("operate", "plain"),
    [
        (Interval.__add__, lambda a, b: a + b),
        (Interval.__sub__, lambda a, b: a - b),
        (Interval.__mul__, lambda a, b: a * b),
    ],
)
@settings(max_examples=300, deadline=None)
@given(one=intervals(), other=intervals())
def test_sums_differences_and_products_are_the_exact_hull(
    operate: Callable[[Interval, Interval], Interval],
    plain: Callable[[Fraction, Fraction], Fraction],
    one: Interval,
    other: Interval,
) -> None:
    agrees(operate(one, other), [plain(a, b) for a in members(one) for b in members(other)])


@settings(max_examples=300, deadline=None)
@given(one=intervals(), other=intervals())
def test_a_quotient_is_the_exact_hull_or_refused_when_zero_is_in_reach(one: Interval, other: Interval) -> None:
    result = one / other
    if other.low <= 0 <= other.high:
        assert result is None
    else:
        assert result is not None
        agrees(result, [a / b for a in members(one) for b in members(other)])


@settings(max_examples=300, deadline=None)
@given(one=intervals(), other=intervals())
def test_intersections_hold_exactly_the_common_members(one: Interval, other: Interval) -> None:
    common = one.intersection(other)
    probes = {x for span in (one, other) for end in (span.low, span.high) for x in (end - TINY, end, end + TINY)}
    for probe in probes:
        assert (probe in one and probe in other) == (common is not None and probe in common)
    assert one.meets(other) == any(probe in one and probe in other for probe in probes)
    assert (one.gap(other) > 0) == (one.high < other.low or other.high < one.low)


@settings(max_examples=300, deadline=None)
@given(fen=st.integers(-(10**9), 10**9), places=st.integers(0, 4))
def test_a_printed_figure_stands_for_exactly_the_amounts_that_print_as_it(fen: int, places: int) -> None:
    exact = Fraction(fen, 10**6)
    printed = half_up(exact, places)
    span = Interval.printed(printed, places)
    assert exact in span
    for end in (span.low, span.high):
        assert (end in span) == (half_up(end, places) == printed)


@settings(max_examples=300, deadline=None)
@given(fen=st.integers(-(10**9), 10**9), places=st.integers(0, 7), unit=st.sampled_from(["万元", "元"]))
def test_the_range_of_fen_holds_exactly_the_whole_fen_of_the_interval(fen: int, places: int, unit: str) -> None:
    scale = 10**6 if unit == "万元" else 100
    cell = Cell.read(f"{half_up(Fraction(fen, scale), places):f}")
    span, (low, high) = cell.interval(), cell.fen(unit)
    for probe in (low - 1, low, high, high + 1):
        assert (low <= probe <= high) == (Fraction(probe, scale) in span)


def test_a_half_prints_away_from_zero() -> None:
    assert Fraction(5, 1000) not in Interval.printed(Decimal("0.00"), 2)
    assert Fraction(5, 1000) in Interval.printed(Decimal("0.01"), 2)
    assert Fraction(-5, 1000) in Interval.printed(Decimal("-0.01"), 2)


@settings(max_examples=100, deadline=None)
@given(st.lists(intervals(), max_size=5))
def test_a_sum_of_many_is_the_sum_in_any_order(parts: list[Interval]) -> None:
    assert interval_sum(parts) == interval_sum(reversed(parts))


@pytest.mark.parametrize(("low", "high", "low_open"), [(1, 0, False), (1, 1, True)])
def test_an_empty_interval_cannot_be_made(low: int, high: int, low_open: bool) -> None:
    with pytest.raises(ValueError, match="interval"):
        Interval(Fraction(low), Fraction(high), low_open)

"""Money is whole fen: read exactly, added exactly, rounded once, half away from zero."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kernel.money import LARGEST_FEN, AmountError, Money, total
from mingzheng.kernel.rounding import divide_half_up, half_up

fen = st.integers(-(10**15), 10**15)


@given(fen, st.integers(0, 6))
def test_wan_is_rounded_half_up_away_from_zero(amount, places):
    oracle = (Decimal(amount) / 1_000_000).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert Money(amount).wan(places) == oracle


def test_half_a_unit_goes_away_from_zero_on_both_sides():
    assert [str(Money(n).wan()) for n in (5000, -5000, 4999, -4999)] == ["0.01", "-0.01", "0.00", "0.00"]


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_division_half_up_agrees_with_decimal(numerator, denominator):
    exact = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    if (2 * numerator) % denominator == 0:  # Decimal division is exact or repeating here; ties are what matters
        assert divide_half_up(numerator, denominator) == exact
    assert abs(divide_half_up(numerator, denominator) * denominator - numerator) * 2 <= denominator


@given(st.lists(fen, max_size=30))
def test_sums_lose_nothing_and_do_not_depend_on_order(amounts):
    assert total(Money(n) for n in amounts) == total(Money(n) for n in reversed(amounts)) == Money(sum(amounts))


@given(fen)
def test_yuan_printed_reads_back_as_the_same_money(amount):
    assert Money.from_yuan(f"{Money(amount).yuan():,}") == Money(amount)


@pytest.mark.parametrize("text", ["", "abc", "1,23.00", "1.234", "１２x", "1e5", "--1", "NaN", "Infinity", "9" * 50])
def test_what_is_not_an_exact_amount_is_refused_with_a_reason(text):
    with pytest.raises(AmountError) as refused:
        Money.from_yuan(text)
    assert refused.value.reason.zh
    assert refused.value.reason.en


def test_amounts_beyond_the_databases_are_refused():
    Money(LARGEST_FEN)
    with pytest.raises(AmountError, match="larger"):
        Money(LARGEST_FEN) + Money(1)


def test_minus_zero_is_never_printed():
    assert str(half_up(Decimal("-0.004"), 2)) == "0.00"

"""Blank, zero, number and unreadable are four different things, and a printed figure stands for an interval."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kernel.cell import Cell, CellState
from mingzheng.kernel.money import Money


@pytest.mark.parametrize(
    ("text", "state", "value"),
    [
        ("4,285.05", CellState.NUMBER, "4285.05"),
        ("４２８５．０５", CellState.NUMBER, "4285.05"),
        ("(3.20)", CellState.NUMBER, "-3.20"),
        ("−1.5", CellState.NUMBER, "-1.5"),
        ("74.98%", CellState.NUMBER, "74.98"),
        ("0.00", CellState.ZERO, "0.00"),
        ("", CellState.BLANK, None),
        ("——", CellState.BLANK, None),
        ("见附表", CellState.UNREADABLE, None),
        ("1,23", CellState.UNREADABLE, None),
    ],
)
def test_a_cell_is_read_into_its_state(text, state, value):
    cell = Cell.read(text)
    assert cell.state == state
    assert cell.value == (None if value is None else Decimal(value))


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_the_interval_of_a_printed_amount_holds_the_exact_amount(fen, places):
    cell = Cell.of_money(Money(fen), places)
    assert Fraction(fen, 1_000_000) in cell.interval()
    low, high = cell.fen()
    assert low <= fen <= high


@given(st.integers(-(10**10), 10**10))
def test_the_fen_range_is_exactly_what_prints_the_same(fen):
    cell = Cell.of_money(Money(fen))
    low, high = cell.fen()
    assert Money(low).wan() == Money(high).wan() == cell.value
    assert Money(low - 1).wan() != cell.value
    assert Money(high + 1).wan() != cell.value


def test_a_blank_stands_for_no_interval():
    with pytest.raises(ValueError, match="blank"):
        Cell.read("").interval()

"""A reconstructed ledger makes every printed figure true, or says which cannot be."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mingzheng.accounts.reconstruction.entries import entries_csv
from mingzheng.accounts.reconstruction.published import reconstruct
from mingzheng.accounts.reconstruction.solve import Bound, NoLedger, ratio, solve
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.interval import Interval
from mingzheng.kernel.money import FEN_PER_WAN, Money


def printed(fen):
    return Cell.of_money(Money(fen)).interval().scaled(FEN_PER_WAN)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(20_000, 10**10), min_size=2, max_size=6))
def test_amounts_are_found_whatever_the_tails(amounts):
    names = [f"x{n}" for n in range(len(amounts))]
    truth = dict(zip(names, amounts, strict=True))
    bounds = [Bound(name, {name: Fraction(1)}, printed(fen)) for name, fen in truth.items()]
    bounds.append(Bound("sum", dict.fromkeys(names, Fraction(1)), printed(sum(amounts))))
    start = {name: int(Cell.of_money(Money(fen)).value * FEN_PER_WAN) for name, fen in truth.items()}
    try:
        found = solve(start, bounds)
    except NoLedger:
        assume(False)  # the tails leave less than one fen of room, which rounding may miss
    assert sum(found.values()) in printed(sum(amounts))
    for name, fen in found.items():
        assert fen in printed(truth[name])


def test_figures_that_contradict_each_other_are_named():
    bounds = [Bound("a", {"a": Fraction(1)}, printed(10**8)), Bound("b", {"a": Fraction(1)}, printed(2 * 10**8))]
    with pytest.raises(NoLedger, match="a"):
        solve({"a": 10**8}, bounds)


def test_a_percentage_bounds_its_parts():
    bounds = [*ratio("share", {"a": 1}, {"b": 1}, Interval.printed(Cell.read("33.33").value, 2))]
    found = solve({"a": 333_000_00, "b": 1_000_000_00}, bounds, fixed={"b"})
    assert 100 * Fraction(found["a"], found["b"]) in Interval.printed(Cell.read("33.33").value, 2)


def test_the_shipped_entries_sum_to_what_the_solver_finds_today():
    found = reconstruct()
    text = entries_csv(found)
    rows = [line.split(",") for line in text.splitlines() if line[:4] == "2022"]
    spent = sum(Money.from_yuan(row[12]).fen for row in rows if row[3] == "7101")
    assert spent == sum(line.amount.fen for line in found.lines)
    assert Money(spent).wan() == Cell.read("4285.05").value

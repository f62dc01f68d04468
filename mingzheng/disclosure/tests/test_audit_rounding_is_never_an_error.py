"""Interval verdicts against independent oracles: what was rounded from one ledger is never accused."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mingzheng.disclosure.certify import prove
from mingzheng.disclosure.rules.audit.decide import decide
from mingzheng.disclosure.rules.audit.model import build
from mingzheng.disclosure.rules.audit.reach import Programme, find_witness, proves_empty, unreachable
from mingzheng.disclosure.rules.audit.relations import Relationship
from mingzheng.disclosure.rules.audit.system import Bound, System, narrow
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.equations import Equation, Term, growth, share, sum_of
from mingzheng.kernel.facts import Fact, FactKey
from mingzheng.kernel.money import Money
from mingzheng.kernel.rounding import half_up

SAID = Bilingual("", "")
FEN = st.integers(0, 3 * 10**8)


def figure(name: str, printed: str, unit: str = "万元") -> Fact:
    return Fact(FactKey("x", name, "v"), Cell.read(printed), unit, label=name)


def key(name: str) -> FactKey:
    return FactKey("x", name, "v")


def judge(facts: list[Fact], *statements):
    model = build([("D1", Relationship(s)) for s in statements], {fact.key: fact for fact in facts})
    return model, decide(model, prove)


def wan(fen: int) -> str:
    return str(Money(fen).wan())


def rate(part: int, whole: int) -> str:
    return f"{half_up(Fraction(100 * part, whole), 2)}%"


def test_302_may_miss_its_eighteen_parts_by_two_hundredths():
    parts = [
        "53.65",
        "4.50",
        "0.04",
        "0.01",
        "0.83",
        "3.93",
        "8.01",
        "0.06",
        "2.86",
        "1.68",
        "0.23",
        "1.46",
        "61.00",
        "2.04",
        "1.44",
        "1.87",
        "14.26",
        "4.29",
    ]
    facts = [figure("302", "162.14"), *(figure(f"p{i}", part) for i, part in enumerate(parts))]
    _, decision = judge(facts, sum_of("B6", key("302"), tuple(key(f"p{i}") for i in range(18)), SAID))
    assert decision.verdicts == []
    assert decision.proven


def three_public(share_of_cars: str):
    facts = [
        figure("budget", "3.00"),
        figure("cars budget", "2.00"),
        figure("guests budget", "1.00"),
        figure("all", "2.09"),
        figure("cars", "1.87"),
        figure("guests", "0.23"),
        figure("done", "69.77%", "%"),
        figure("cars done", "93.26%", "%"),
        figure("guests done", "22.80%", "%"),
        figure("cars share", share_of_cars, "%"),
        figure("guests share", "10.89%", "%"),
    ]
    return judge(
        facts,
        sum_of("B9", key("budget"), (key("cars budget"), key("guests budget")), SAID),
        sum_of("B9", key("all"), (key("cars"), key("guests")), SAID),
        share("D6", key("done"), key("all"), key("budget"), SAID),
        share("D6", key("cars done"), key("cars"), key("cars budget"), SAID),
        share("D6", key("guests done"), key("guests"), key("guests budget"), SAID),
        share("D4", key("cars share"), key("cars"), key("all"), SAID),
        share("D4", key("guests share"), key("guests"), key("all"), SAID),
    )


def test_a_share_of_hidden_amounts_is_true_although_the_printed_ones_give_another():
    _, decision = three_public("89.11%")
    assert decision.verdicts == []
    assert decision.proven


def test_a_share_that_holds_alone_but_not_with_the_others_is_named():
    _, decision = three_public("89.50%")
    assert [verdict.together for verdict in decision.verdicts] == [True]


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(st.tuples(FEN, FEN), min_size=1, max_size=6), before=st.integers(10**6, 10**9))
def test_figures_of_one_ledger_are_never_accused(parts, before):
    """A two-column table, its totals, shares and change: rounded once from fen, everything must hold together."""
    first, second = sum(a for a, _ in parts), sum(b for _, b in parts)
    total = first + second
    assume(total > 20_000)
    facts = [figure("t", wan(total)), figure("a", wan(first)), figure("b", wan(second))]
    facts += [figure("change", wan(total - before)), figure("rate", rate(total - before, before), "%")]
    facts += [figure("share", rate(first, total), "%")]
    statements = [
        sum_of("B3", key("t"), (key("a"), key("b")), SAID),
        growth("D5", key("rate"), key("change"), key("t"), SAID),
        share("D4", key("share"), key("a"), key("t"), SAID),
    ]
    for index, (one, other) in enumerate(parts):
        facts += [figure(f"a{index}", wan(one)), figure(f"b{index}", wan(other)), figure(f"t{index}", wan(one + other))]
        statements.append(sum_of("B3", key(f"t{index}"), (key(f"a{index}"), key(f"b{index}")), SAID))
    for column in "abt":
        statements.append(sum_of("B3", key(column), tuple(key(f"{column}{i}") for i in range(len(parts))), SAID))
    _, decision = judge(facts, *statements)
    assert decision.verdicts == []


@st.composite
def small_systems(draw):
    """Up to four variables in tiny ranges and up to four bounds: small enough to try every point."""
    system = System()
    for _ in range(draw(st.integers(1, 4))):
        low = draw(st.integers(-3, 3))
        system.variable(low, low + draw(st.integers(0, 3)))
    for owner in range(draw(st.integers(1, 4))):
        terms = [(v, draw(st.integers(-3, 3))) for v in range(len(system.lows))]
        low = draw(st.integers(-8, 8))
        system.bound(terms, low, low + draw(st.integers(0, 3)), owner)
    return system


def points(system: System):
    for values in product(*(range(a, b + 1) for a, b in zip(system.lows, system.highs, strict=True))):
        if all(b.low <= sum(f * values[v] for v, f in b.terms) <= b.high for b in system.bounds):
            yield values


@settings(max_examples=400, deadline=None)
@given(system=small_systems())
def test_verdicts_agree_with_trying_every_point(system):
    possible = list(points(system))
    result = narrow(system)
    if result.broken is not None:
        assert possible == []
        return
    for values in possible:
        assert all(low <= x <= high for low, x, high in zip(result.lows, values, result.highs, strict=True))
    witness = find_witness(system, result, frozenset())
    if witness is not None:
        assert witness in possible
    proof = unreachable(system, result, frozenset(), prove)
    if proof:
        assert possible == []
    elif proof == ():
        assert possible


def test_multipliers_that_prove_nothing_are_refused():
    programme = Programme((0, 0), (5, 5), (Bound(((0, 1), (1, 1)), 3, 10, 0),))
    assert not proves_empty(programme, {0: Fraction(1)})
    assert prove(programme) == {}


def test_a_contradiction_of_sums_is_certified_by_exact_multipliers():
    """x+y = 10, y+z = 10, x+z = 10 and x+y+z = 14: no single sum shows it, and narrowing alone does not."""
    system = System()
    for _ in range(3):
        system.variable(0, 10)
    for owner, (terms, value) in enumerate(
        [(((0, 1), (1, 1)), 10), (((1, 1), (2, 1)), 10), (((0, 1), (2, 1)), 10), (((0, 1), (1, 1), (2, 1)), 14)]
    ):
        system.bound(terms, value, value, owner)
    result = narrow(system)
    owners = unreachable(system, result, frozenset(), prove) if result.broken is None else (0,)
    assert owners


def misprinted(value: str):
    facts = [
        figure("t", "30.00"),
        figure("a", "10.00"),
        figure("b", value),
        figure("t2", "30.00"),
        figure("b2", "20.00"),
    ]
    return judge(
        facts,
        sum_of("B3", key("t"), (key("a"), key("b")), SAID),
        Equation("C3", (Term(key("t")),), (Term(key("t2")),), SAID),
        Equation("C3", (Term(key("b")),), (Term(key("b2")),), SAID),
    )


def test_one_misprint_is_one_verdict_with_the_value_it_should_have():
    model, decision = misprinted("26.00")
    assert len(decision.verdicts) == 1
    verdict = decision.verdicts[0]
    assert verdict.blamed == key("b")
    assert len(verdict.broken) == 2
    assert verdict.should_be is not None
    assert verdict.should_be[0] <= 20_000_000 <= verdict.should_be[1]
    assert misprinted("20.00")[1].verdicts == []
    assert model.key_of(0) == key("t")


def test_a_blank_is_unknown_and_never_zero():
    facts = [figure("t", "30.00"), figure("a", "10.00"), figure("b", "")]
    model, decision = judge(facts, sum_of("B3", key("t"), (key("a"), key("b")), SAID))
    assert decision.verdicts == []
    assert [standing.value for standing in model.standings] == ["missing"]


@settings(max_examples=40, deadline=None)
@given(
    grid=st.lists(st.tuples(FEN, FEN), min_size=2, max_size=5),
    row=st.integers(0, 4),
    column=st.sampled_from("ab"),
    factor=st.integers(2, 9),
)
def test_any_single_misprint_of_a_table_is_blamed_on_its_own_cell(grid, row, column, factor):
    facts = {}
    totals = {"a": sum(a for a, _ in grid), "b": sum(b for _, b in grid)}
    statements = []
    for index, (one, other) in enumerate(grid):
        for name, amount in (("a", one), ("b", other), ("t", one + other)):
            facts[f"{name}{index}"] = amount
        statements.append(sum_of("B3", key(f"t{index}"), (key(f"a{index}"), key(f"b{index}")), SAID))
    facts |= {"a": totals["a"], "b": totals["b"], "t": totals["a"] + totals["b"]}
    statements.append(sum_of("B3", key("t"), (key("a"), key("b")), SAID))
    for name in "abt":
        statements.append(sum_of("B3", key(name), tuple(key(f"{name}{i}") for i in range(len(grid))), SAID))
    wrong = f"{column}{row % len(grid)}"
    printed = {name: wan(amount) for name, amount in facts.items()}
    printed[wrong] = wan(facts[wrong] + factor * 10**6)
    model, decision = judge([figure(name, text) for name, text in printed.items()], *statements)
    assert [verdict.blamed for verdict in decision.verdicts] == [key(wrong)]
    should_be = decision.verdicts[0].should_be
    assert should_be is not None
    assert should_be[0] <= facts[wrong] <= should_be[1]
    assert len(decision.verdicts[0].broken) == 2
    assert decision.proven
    assert model.facts[key(wrong)].cell.text == printed[wrong]

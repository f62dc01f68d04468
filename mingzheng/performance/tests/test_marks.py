"""Marks follow from the rule set; the published sample comes out as it was published, under every preset."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.performance.data import rule_set, rule_sets, sample_forms
from mingzheng.performance.rules.scoring import conclusion, score_form, score_indicator
from mingzheng.performance.rules.targets import parse_actual, parse_target

PRESETS = ["anyang-2022-a", "anyang-2022-b", "anyang-2022-c", "anyang-2022-d"]
numbers = st.decimals(Decimal("0.01"), Decimal(10_000), places=2)
weights = st.integers(1, 40).map(Decimal)


def marks(target, actual, weight, preset):
    return score_indicator(parse_target(target), parse_actual(actual), Decimal(weight), rule_set(preset))


@pytest.mark.parametrize("preset", PRESETS)
def test_all_129_marks_9_totals_and_both_deviations_of_the_sample_come_out(preset):
    scored = [(form, score_form(form, rule_set(preset))) for form in sample_forms().forms]
    rows = [(row, score) for form, one in scored for row, score in zip(form.indicators, one.indicators, strict=True)]
    assert len(rows) == 129
    assert [score.final for _, score in rows] == [row.score.value for row, _ in rows]
    assert [one.total for _, one in scored] == [form.total_score.value for form, _ in scored]
    assert [score.deviation for _, score in rows if score.deviation] == [Decimal("36.67")] * 2


@pytest.mark.parametrize("preset", PRESETS)
def test_the_one_known_over_fulfilment_earns_79_percent(preset):
    assert marks("≥60万元", "100万元", 3, preset).value == Decimal("2.37")
    assert marks("≥60万元", "100万元", 8, preset).value == Decimal("6.32")


@pytest.mark.parametrize("preset", PRESETS)
@settings(max_examples=60, deadline=None)
@given(bound=numbers, part=st.integers(100, 130), weight=weights)
def test_up_to_130_percent_full_marks_are_kept(preset, bound, part, weight):
    actual = bound * part / 100
    assert marks(f"≥{bound}", f"{actual:f}", weight, preset).value == weight


@pytest.mark.parametrize("preset", [rules.code for rules in rule_sets()])
@settings(max_examples=80, deadline=None)
@given(sign=st.sampled_from("≥≤=><"), bound=numbers, actual=numbers, weight=weights)
def test_marks_stay_between_zero_and_the_weight(preset, sign, bound, actual, weight):
    value = marks(f"{sign}{bound}", str(actual), weight, preset).value
    assert 0 <= value <= weight


@settings(max_examples=80, deadline=None)
@given(bound=numbers, low=numbers, high=numbers, weight=weights)
def test_nearer_to_a_missed_target_never_earns_less(bound, low, high, weight):
    low, high = sorted((low, high))
    if high < bound:
        assert (
            marks(f"≥{bound}", str(low), weight, PRESETS[0]).value
            <= marks(f"≥{bound}", str(high), weight, PRESETS[0]).value
        )


def test_a_reverse_indicator_falls_to_zero_at_twice_its_target():
    assert marks("≤30分钟", "30分钟", 8, PRESETS[0]).value == 8
    assert marks("≤30分钟", "45分钟", 8, PRESETS[0]).value == 4
    assert marks("≤30分钟", "60分钟", 8, PRESETS[0]).value == 0


def test_units_are_converted_and_incomparable_ones_leave_the_mark_undecided():
    assert marks("≤1小时", "30分钟", 5, PRESETS[0]).value == 5
    undecided = marks("≥3套", "3人", 5, PRESETS[0])
    assert undecided.value is None
    assert "单位" in undecided.formula.zh


def test_a_score_says_how_it_came_about():
    score = marks("≥60万元", "100万元", 3, PRESETS[0])
    assert score.rule_set == PRESETS[0]
    assert "166.67%" in score.formula.zh
    assert score.needs_reason


@pytest.mark.parametrize(
    ("total", "band"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("60", "中"), ("59.99", "差")]
)
def test_conclusions_begin_at_their_bands(total, band):
    assert conclusion(Decimal(total), rule_set(PRESETS[0])).zh == band


def test_every_rule_set_names_its_source_and_says_whether_it_is_assumed():
    for rules in rule_sets():
        assert rules.source.zh
        assert rules.source.en
    assert all(rule_set(code).state.value == "assumed" for code in PRESETS)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_execution_marks_are_half_up(executed, full_year):
    form = sample_forms().forms[0]
    rules = rule_set(PRESETS[0])
    from mingzheng.performance.rules.scoring import execution_score

    value = execution_score(Decimal(executed), Decimal(full_year), Decimal(10), rules).value
    exact = min(Fraction(10 * executed, full_year), Fraction(10))
    assert abs(Fraction(value) - exact) <= Fraction(1, 200)
    assert form.fund("total")

"""Marks: the published ones under every preset, and laws that any rule set has to keep."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.performance.data import rule_set, rule_sets, sample_forms
from mingzheng.performance.rules.forms import Operator
from mingzheng.performance.rules.rule_sets import RuleSetState, read_rule_set
from mingzheng.performance.rules.scoring import (
    Override,
    conclusion,
    deviation_of,
    execution_score,
    light,
    score_form,
    score_indicator,
)
from mingzheng.performance.rules.targets import parse_actual, parse_target

PRESETS = [rules.code for rules in rule_sets() if rules.code.startswith("anyang-2022")]
EVERY = [rules.code for rules in rule_sets()]
WEIGHTS = st.decimals("0.5", 30, places=1, allow_nan=False)


@pytest.mark.parametrize("code", PRESETS)
def test_every_published_mark_total_and_deviation_comes_out(code):
    marks = deviations = totals = 0
    for form in sample_forms().forms:
        scored = score_form(form, rule_set(code))
        assert scored.execution.value == form.funds[0].score.value
        for row, score in zip(form.indicators, scored.indicators, strict=True):
            assert (score.value, score.deviation) == (row.score.value, row.deviation.value), row.name
            marks += 1
            deviations += score.deviation == Decimal("36.67")
        assert scored.total == form.total_score.value
        totals += 1
    assert (marks, totals, deviations) == (129, 9, 2)
    assert len(PRESETS) == 4


@pytest.mark.parametrize("code", PRESETS)
@pytest.mark.parametrize(("weight", "marks"), [("3", "2.37"), ("8", "6.32")])
def test_five_thirds_of_a_target_earn_the_published_marks(code, weight, marks):
    score = score_indicator(parse_target("≥60万元"), parse_actual("100万元"), Decimal(weight), rule_set(code))
    assert score.value == Decimal(marks)
    assert score.needs_reason


@pytest.mark.parametrize("code", EVERY)
@given(target=st.integers(1, 10_000), permille=st.integers(1000, 1300), weight=WEIGHTS)
@settings(max_examples=30, deadline=None)
def test_up_to_130_percent_all_marks_are_kept(code, target, permille, weight):
    actual = Decimal(target) * permille / 1000
    score = score_indicator(parse_target(f"≥{target}个"), parse_actual(f"{actual:f}个"), weight, rule_set(code))
    assert score.value == weight
    assert score.deviation == 0


@pytest.mark.parametrize("code", EVERY)
@given(
    operator=st.sampled_from([o for o in Operator if o not in (Operator.RANGE, Operator.QUALITATIVE)]),
    target=st.integers(0, 500),
    actual=st.decimals(0, 2_000, places=1, allow_nan=False),
    weight=WEIGHTS,
)
@settings(max_examples=60, deadline=None)
def test_marks_lie_between_nothing_and_the_weight(code, operator, target, actual, weight):
    score = score_indicator(parse_target(f"{operator}{target}个"), parse_actual(f"{actual}个"), weight, rule_set(code))
    assert score.value is not None
    assert 0 <= score.value <= weight
    assert score.deviation >= 0


@pytest.mark.parametrize("code", EVERY)
@given(
    sign=st.sampled_from(["≥", "≤", "=", ">", "<"]),
    target=st.integers(1, 200),
    one=st.integers(0, 1000),
    other=st.integers(0, 1000),
)
@settings(max_examples=60, deadline=None)
def test_nearer_to_the_target_never_earns_less(code, sign, target, one, other):
    """Below the target more is better; above it more is never better than it was at the target."""

    def marks(actual: int) -> Decimal:
        return score_indicator(
            parse_target(f"{sign}{target}个"), parse_actual(f"{actual}个"), Decimal(20), rule_set(code)
        ).value

    near, far = sorted((one, other), key=lambda actual: abs(actual - target))
    if (near - target) * (far - target) >= 0:
        if sign in "≤<" and far <= target:
            assert marks(near) == marks(far) == 20
        else:
            assert marks(near) >= marks(far)


@given(executed=st.integers(0, 10**9), budget=st.integers(1, 10**9))
@settings(max_examples=80, deadline=None)
def test_execution_marks_agree_with_decimal_arithmetic(executed, budget):
    """The oracle divides with 60 digits and rounds with `decimal`, not with our own rounding."""
    score = execution_score(Decimal(executed), Decimal(budget), Decimal(10), rule_set("anyang-2022-a"))
    with localcontext() as context:
        context.prec = 60
        share = min(Decimal(executed) / Decimal(budget), Decimal(1))
        assert score.value == (10 * share).quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(target=st.integers(1, 1000), actual=st.integers(0, 5000))
@settings(max_examples=80, deadline=None)
def test_deviation_is_what_exceeds_thirty_points_and_only_where_more_is_wanted(target, actual):
    rules = rule_set("anyang-2022-a")
    shown = deviation_of(parse_target(f"≥{target}家"), parse_actual(f"{actual}家"), rules)
    exact = max(Fraction(0), Fraction(100 * actual, target) - 130)
    assert abs(Fraction(shown) - exact) <= Fraction(1, 200)
    for sign in "≤=<":
        assert deviation_of(parse_target(f"{sign}{target}家"), parse_actual(f"{actual}家"), rules) == 0


def test_without_a_budget_there_is_no_execution_rate():
    score = execution_score(Decimal(0), Decimal(0), Decimal(10), rule_set("anyang-2022-a"))
    assert score.value is None
    assert "0" in score.formula.zh


def test_a_reverse_indicator_loses_all_at_twice_its_target():
    rules = rule_set("anyang-2022-a")
    marks = [
        score_indicator(parse_target("≤30分钟"), parse_actual(f"{minutes}分钟"), Decimal(8), rules).value
        for minutes in (25, 30, 45, 60, 90)
    ]
    assert marks == [8, 8, 4, 0, 0]
    other = replace(rules, reverse="ratio")
    assert score_indicator(parse_target("≤30分钟"), parse_actual("60分钟"), Decimal(8), other).value == 4


def test_a_target_of_zero_is_reached_or_missed():
    rules = rule_set("anyang-2022-a")
    assert score_indicator(parse_target("=0个"), parse_actual("0个"), Decimal(5), rules).value == 5
    assert score_indicator(parse_target("≤0个"), parse_actual("1个"), Decimal(5), rules).value == 0


def test_other_units_of_one_kind_are_converted_and_foreign_ones_are_not_marked():
    rules = rule_set("anyang-2022-a")
    assert score_indicator(parse_target("≤1小时"), parse_actual("45分钟"), Decimal(5), rules).value == 5
    undecided = score_indicator(parse_target("≥20套"), parse_actual("20人"), Decimal(5), rules)
    assert undecided.value is None
    assert "套" in undecided.formula.zh


def test_words_need_a_degree_and_the_tiers_are_named():
    rules = rule_set("anyang-2022-a")
    assert score_indicator(parse_target("完整"), parse_actual("85%"), Decimal(4), rules).value == Decimal("3.40")
    assert score_indicator(parse_target("完整"), parse_actual("完整"), Decimal(4), rules).value == 4
    undecided = score_indicator(parse_target("完整"), parse_actual("较好"), Decimal(4), rules)
    assert undecided.value is None
    assert "80—100%" in undecided.formula.zh


def test_a_score_remembers_rule_set_inputs_formula_and_who_set_it_aside():
    override = Override(Decimal(2), "张三", "目标值偏低")
    score = score_indicator(
        parse_target("≥60万元"), parse_actual("100万元"), Decimal(3), rule_set("anyang-2022-b"), override
    )
    assert (score.value, score.final) == (Decimal("2.37"), Decimal(2))
    assert score.rule_set == "anyang-2022-b"
    assert dict(score.inputs) == {"target": "≥60万元", "actual": "100万元", "weight": "3"}
    assert "2.37" in score.formula.zh
    assert "2.37" in score.formula.en
    assert score.override.why == "目标值偏低"


@pytest.mark.parametrize(
    ("total", "word"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("79.99", "中"), ("59.99", "差")]
)
def test_conclusions_begin_at_their_bands(total, word):
    assert conclusion(Decimal(total), rule_set("anyang-2022-a")).zh == word


@pytest.mark.parametrize(
    ("progress", "colour"), [(0, "red"), (59, "red"), (60, "yellow"), (80, "green"), (119, "green"), (120, "blue")]
)
def test_lights_show_progress(progress, colour):
    assert light(Fraction(progress), rule_set("anyang-2022-a")) == colour


def test_marks_far_above_execution_raise_a_doubt():
    scores = [score_form(form, rule_set("anyang-2022-a")) for form in sample_forms().forms]
    assert [bool(score.warnings) for score in scores] == [form.number in (5, 6) for form in sample_forms().forms]


def test_every_rule_set_names_its_source_and_a_doubtful_one_says_so():
    assert all(rules.source.zh and rules.source.en for rules in rule_sets())
    assert all(rule_set(code).state is RuleSetState.ASSUMED for code in PRESETS)


def test_a_rule_set_whose_figures_are_not_text_is_refused():
    with pytest.raises((KeyError, TypeError)):
        read_rule_set({"code": "x", "deviation": {"threshold": 30.5, "operators": []}})

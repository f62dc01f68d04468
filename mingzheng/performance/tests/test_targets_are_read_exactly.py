"""Printed targets and results become operator, exact number and unit; nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.performance.data import sample_forms
from mingzheng.performance.rules.forms import Operator
from mingzheng.performance.rules.targets import parse_actual, parse_target
from mingzheng.performance.rules.units import comparable, convert


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        ("≥60万元", Operator.AT_LEAST, "60", "万元"),
        (r"$\leq 1\%$", Operator.AT_MOST, "1", "%"),
        (r"$\geq 7$ 人", Operator.AT_LEAST, "7", "人"),
        ("≤12月", Operator.AT_MOST, "12", "月"),
        ("=365日", Operator.EQUAL, "365", "日"),
        ("＞90％", Operator.MORE, "90", "%"),
        ("<0.05%", Operator.LESS, "0.05", "%"),
        ("不少于3次", Operator.AT_LEAST, "3", "次"),
        ("100%", Operator.EQUAL, "100", "%"),
        ("1,200.50元", Operator.EQUAL, "1200.50", "元"),
    ],
)
def test_a_comparison_with_a_number_is_typed(text, operator, number, unit):
    target = parse_target(text)
    assert (target.operator, target.number, target.unit, target.text) == (operator, Decimal(number), unit, text)
    assert str(target.number) == number, "digits stay as they were printed"


@pytest.mark.parametrize("text", ["完整", "高于省评18个一级指标", "小于等于预算金额", "服务费用，未有软硬件配置", ""])
def test_words_stay_words(text):
    assert parse_target(text).operator is Operator.QUALITATIVE
    assert parse_target(text).number is None


@pytest.mark.parametrize("text", ["90%-95%", "≥90%且≤95%", "90~95%"])
def test_a_range_has_two_ends(text):
    target = parse_target(text)
    assert (target.operator, target.number, target.upper, target.unit) == (Operator.RANGE, 90, 95, "%")


def test_a_range_written_backwards_is_no_range():
    assert parse_target("95%-90%").operator is Operator.QUALITATIVE


@given(
    sign=st.sampled_from("≥≤=><"),
    number=st.decimals(0, 10**6, places=2, allow_nan=False),
    unit=st.sampled_from(["%", "万元", "人", "分钟", "套", "s"]),
    blank=st.sampled_from(["", " ", "\u3000"]),
)
@settings(max_examples=80, deadline=None)
def test_what_was_written_is_what_is_read(sign, number, unit, blank):
    target = parse_target(f"{sign}{blank}{number}{blank}{unit}")
    assert (target.operator.value, target.number, target.unit) == (sign, number, unit)


def test_every_target_of_the_published_forms_keeps_its_text():
    rows = [row for form in sample_forms().forms for row in form.indicators]
    assert len(rows) == 129
    typed = [row for row in rows if row.target.operator is not Operator.QUALITATIVE]
    assert all(row.target.number is not None and row.target.unit for row in typed)
    assert {row.target.operator.value for row in typed} == {"≥", "≤", "=", ">", "<"}


def test_results_are_quantities_or_words():
    assert parse_actual("20 万 元").number == 20
    assert parse_actual("0.5s").unit == "s"
    assert parse_actual("≥5个").number is None
    assert parse_actual("已完成").number is None


def test_units_convert_exactly_or_not_at_all():
    assert convert(Decimal("0.5"), "小时", "分钟") == 30
    assert convert(Decimal("1.5"), "万元", "元") == 15_000
    assert convert(Decimal(3), "套", "个") is None
    assert not comparable("%", "")

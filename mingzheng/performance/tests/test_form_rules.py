"""The rules of forms find what the published sample gets wrong, and nothing in it that is right."""

from dataclasses import replace

import pytest

from mingzheng.kernel.cell import Cell
from mingzheng.kernel.findings import ObligationState, Severity
from mingzheng.performance.data import rule_sets, sample_forms
from mingzheng.performance.rules.checks import FormContext, Stated, check_forms
from mingzheng.performance.rules.form_rules.doubts import fewest_trials
from mingzheng.performance.rules.targets import parse_actual, parse_target


def around(amount="1782.23", share="46.69%", count="9"):
    def stated(text):
        return Stated(Cell.read(text))

    return FormContext(stated(count), stated(amount), stated(share), stated("3816.81"), stated("3816.81"))


@pytest.fixture
def forms():
    return tuple(replace(form, rule_set="") for form in sample_forms().forms)


def said(findings, severity=None):
    return {(f.code, f.message.zh.split("《")[0]) for f in findings if severity in (None, f.severity)}


def test_the_errors_of_the_sample_are_named_and_no_other(forms):
    findings, _ = check_forms(forms, around())
    assert said(findings, Severity.ERROR) == {
        ("E2", "文字称自评项目决算资金共1782.23万元，9张自评表全年执行数合计2123.35万元"),
        ("E4", "第8张"),
        ("E8", "第3张"),
        ("E8", "第4张"),
        ("E8", "第5张"),
        ("E8", "第7张"),
    }


def test_every_rule_says_what_became_of_it(forms):
    _, obligations = check_forms(forms, around())
    assert [o.code for o in obligations] == [f"E{n}" for n in range(1, 19)]
    assert all(o.state is ObligationState.COMPLETED and o.checked for o in obligations)


def test_without_forms_nothing_is_called_clean():
    _, obligations = check_forms((), FormContext())
    assert {o.state for o in obligations} == {ObligationState.NOT_ENOUGH_DATA}


def spoiled(forms, number, **changes):
    return tuple(replace(form, **changes) if form.number == number else form for form in forms)


def changed_row(forms, number, row, **changes):
    form = forms[number - 1]
    rows = tuple(replace(one, **changes) if n == row else one for n, one in enumerate(form.indicators))
    return spoiled(forms, number, indicators=rows)


def new(forms, other, context=None):
    before = said(check_forms(forms, context or around())[0])
    return {code for code, _ in said(check_forms(other, context or around())[0]) - before}


def test_a_missing_form_breaks_the_count(forms):
    assert "E1" in new(forms, forms[:8])


def test_a_wrong_share_is_found(forms):
    assert "E2" in {f.code for f in check_forms(forms, around(share="50.00%"))[0] if "比重" in f.message.zh}


def test_a_fund_that_does_not_add_up_is_found(forms):
    funds = tuple(replace(row, executed=Cell.read("1200")) if row.kind == "fiscal" else row for row in forms[0].funds)
    assert {"E3"} <= new(forms, spoiled(forms, 1, funds=funds))


def test_a_wrong_rate_and_wrong_marks_for_execution_are_found(forms):
    funds = tuple(
        replace(row, rate=Cell.read("80.00%"), score=Cell.read("9.10")) if row.kind == "total" else row
        for row in forms[3].funds
    )
    codes = {f.code for f in check_forms(spoiled(forms, 4, funds=funds), around())[0] if "第4张" in f.message.zh}
    assert {"E4", "E5", "E6"} <= codes


def test_a_total_that_is_not_the_sum_is_found(forms):
    assert "E6" in new(forms, spoiled(forms, 1, total_score=Cell.read("99")))


def test_full_marks_for_a_missed_target_are_an_error(forms):
    worse = changed_row(forms, 1, 5, actual=parse_actual("45分钟"))
    found = [f for f in check_forms(worse, around())[0] if f.code == "E7"]
    assert found[0].severity is Severity.ERROR
    assert "未达到" in found[0].message.zh


def test_a_far_overshoot_without_a_reason_is_a_warning(forms):
    silent = changed_row(forms, 9, 0, reason="")
    found = [f for f in check_forms(silent, around())[0] if f.code == "E7"]
    assert [f.severity for f in found] == [Severity.WARNING]


def test_marks_that_a_merely_assumed_rule_set_disputes_are_never_an_error(forms):
    odd = tuple(replace(form, rule_set="anyang-2022-a") for form in changed_row(forms, 9, 0, score=Cell.read("2.00")))
    context = replace(around(), rule_sets=rule_sets())
    found = [f for f in check_forms(odd, context)[0] if f.code == "E7"]
    assert found
    assert all(f.severity is not Severity.ERROR for f in found)


def test_a_rate_counted_in_pieces_does_not_fit(forms):
    odd = changed_row(forms, 2, 8, target=parse_target("≥99个"), actual=parse_actual("99个"))
    assert any(f.code == "E9" and "服务及时率" in f.message.zh for f in check_forms(odd, around())[0])


@pytest.mark.parametrize(
    ("percent", "fewest"), [("50", 2), ("33.33", 3), ("100", 1), ("0", 1), ("66.7", 3), ("99.9", 667)]
)
def test_the_fewest_trials_that_print_a_percentage(percent, fewest):
    assert fewest_trials(Cell.read(percent).interval()) == fewest

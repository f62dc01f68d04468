"""Every rule of the catalogue is silent on the sound document and speaks on a document spoiled for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzheng.disclosure.rules.audit import CATALOGUE, audit
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.tests import spoiled_forms
from mingzheng.disclosure.tests.sound import key, sound, with_fact, with_table
from mingzheng.disclosure.tests.spoiled import (
    SPOILED,
    last_year,
    whole_department,
    word_against_figures,
    wrong_direction,
)
from mingzheng.kernel.findings import ObligationState, RuleClass, Severity

ONE_DOCUMENT = [rule.code for rule in CATALOGUE if not rule.across]


def codes(document: ReadDocument) -> set[str]:
    return {finding.code for finding in audit((document,)).findings}


def spoil(code: str) -> ReadDocument:
    spoils = SPOILED | spoiled_forms.SPOILED
    assert code in spoils, f"{code} has no failing document"
    return spoils[code](sound())


@pytest.fixture(scope="module")
def sound_result():
    return audit((sound(),))


def test_the_sound_document_has_no_finding(sound_result):
    assert [(finding.code, finding.message.zh) for finding in sound_result.findings] == []


@pytest.mark.parametrize("code", ONE_DOCUMENT)
def test_a_rule_is_really_checked_on_the_sound_document(code, sound_result):
    obligation = next(one.obligation for one in sound_result.obligations if one.obligation.code == code)
    assert obligation.state is ObligationState.COMPLETED
    assert obligation.checked > 0


@pytest.mark.parametrize("code", ONE_DOCUMENT)
def test_a_rule_speaks_on_the_document_spoiled_for_it(code):
    assert code in codes(spoil(code))


@pytest.mark.parametrize("code", ONE_DOCUMENT)
def test_only_logical_confirmed_rules_raise_errors(code):
    for finding in audit((spoil(code),)).findings:
        if finding.severity is Severity.ERROR:
            assert finding.rule_class is RuleClass.LOGICAL
            assert finding.confirmed
        if finding.rule_class is RuleClass.HINT:
            assert finding.severity is Severity.INFO


@pytest.mark.parametrize("spoiling", [wrong_direction, word_against_figures])
def test_a_direction_word_against_its_own_sign_is_an_error(spoiling):
    found = [f for f in audit((spoiling(sound()),)).findings if f.severity is Severity.ERROR]
    assert [finding.code for finding in found] == ["D7"]


def test_a_department_is_compared_with_its_units():
    department = whole_department()
    sound_pair = audit((department, sound()))
    assert not [f for f in sound_pair.findings if f.code == "C11"]
    state = next(
        o.obligation for o in sound_pair.obligations if o.obligation.code == "C11" and o.document == "department"
    )
    assert (state.state, state.checked) == (ObligationState.COMPLETED, 3)
    larger = with_fact(department, key("01", "income.total", "amount"), "9999.00")
    found = [f for f in audit((larger, sound())).findings if f.code == "C11"]
    assert [finding.severity for finding in found] == [Severity.WARNING]


def test_opening_figures_continue_last_year():
    good = audit((sound(), last_year()))
    state = next(o.obligation for o in good.obligations if o.obligation.code == "C12" and o.document == "sound")
    assert state.state is ObligationState.COMPLETED
    assert state.checked > 0
    before = {finding.message.zh for finding in good.findings if finding.code == "C12"}
    other = with_fact(last_year(), key("01", "closing_balance", "amount"), "5.00")
    after = {finding.message.zh for finding in audit((sound(), other)).findings if finding.code == "C12"}
    assert len(after - before) == 1


def test_rules_of_several_documents_say_so_when_one_is_given(sound_result):
    states = {o.obligation.code: o.obligation.state for o in sound_result.obligations}
    assert {states[rule.code] for rule in CATALOGUE if rule.across} == {ObligationState.NOT_APPLICABLE}


def test_a_rule_that_crashes_is_an_obligation_that_failed_and_never_a_pass():
    broken = replace(sound(), headings=(None,))  # type: ignore[arg-type]
    result = audit((broken,))
    failed = {o.obligation.code for o in result.obligations if o.obligation.state is ObligationState.FAILED}
    assert "A6" in failed
    assert not result.readable
    assert len(result.obligations) == len(CATALOGUE)


def test_trips_of_a_university_may_stand_outside_the_three_public_expenses():
    trips = with_fact(sound(), key("06", "30217", "amount"), "2.30")
    university = replace(trips, unit_name="临江大学")
    result = audit((university,))
    state = next(o.obligation for o in result.obligations if o.obligation.code == "C8")
    assert state.state is ObligationState.NOT_APPLICABLE
    assert "C8" not in codes(university)
    assert "C8" in codes(trips)


def test_a_table_in_the_wrong_unit_is_one_finding():
    found = [f for f in audit((spoil("A3"),)).findings if f.severity is Severity.ERROR]
    assert [finding.code for finding in found] == ["A3"]


def test_one_wrong_cell_is_one_finding_with_its_consequences_below():
    result = audit((spoil("C3"),))
    roots = [finding for finding in result.findings if not finding.consequence]
    assert len(roots) == 1
    assert "1706.05" in roots[0].expected
    assert {finding.cluster for finding in result.findings} == {roots[0].cluster}


def test_a_code_that_a_table_lists_twice_is_named():
    document = sound()
    table = next(table for table in document.tables if table.source == "06")
    first = next(fact for fact in table.facts if fact.key.row == "30306")
    twin = replace(first.key, column="amount#2")
    facts = tuple(replace(fact, key=twin) if fact.key.row == "30307" else fact for fact in table.facts)
    result = audit((with_table(document, "06", facts=facts),))
    assert [f.stated for f in result.findings if f.code == "C10"] == ["30306"]

"""The audit of the real published document names its real errors, forgives its tails, and accuses nothing else."""

from __future__ import annotations

from importlib.resources import files

import pytest

from mingzheng.disclosure.auditing import read_document
from mingzheng.disclosure.certify import prove
from mingzheng.disclosure.rules.audit import CATALOGUE, audit
from mingzheng.disclosure.tests.labels_anyang_2022 import REAL, TAILS, Label
from mingzheng.kernel.findings import Finding, ObligationState, Severity


@pytest.fixture(scope="module")
def document():
    content = files("mingzheng.disclosure").joinpath("data/sample/anyang-2022.md").read_bytes()
    return read_document(content, "anyang-2022.md")


@pytest.fixture(scope="module")
def result(document):
    return audit((document,), prover=prove)


def names(finding: Finding, label: Label) -> bool:
    said = f"{finding.message.zh} {finding.stated} {finding.expected} {finding.difference}".replace(" ", "")
    return finding.code == label.code and all(quote.replace(" ", "") in said for quote in label.quotes)


@pytest.mark.parametrize("label", REAL, ids=lambda label: f"{label.code} {label.quotes[0]}")
def test_each_real_error_is_named_at_its_weight(label, result):
    found = [finding for finding in result.findings if names(finding, label)]
    assert found, label.why
    assert found[0].severity is label.severity


def test_every_error_is_a_real_one(result):
    labelled = [label for label in REAL if label.severity is Severity.ERROR]
    for finding in result.findings:
        if finding.severity is Severity.ERROR and finding.code[0] in "ABCDT":
            assert any(names(finding, label) for label in labelled), finding.message.zh


def test_every_warning_about_tables_and_text_is_a_real_one(result):
    for finding in result.findings:
        if finding.severity is Severity.WARNING and finding.code[0] in "ABCDT":
            known = any(names(finding, label) for label in REAL)
            assert known, finding.message.zh


@pytest.mark.parametrize(("key", "why"), TAILS)
def test_a_rounding_tail_is_information_at_most(key, why, document, result):
    fact = next(fact for fact in document.facts if str(fact.key) == key)
    accused = [
        finding
        for finding in result.findings
        if (finding.severity is not Severity.INFO and finding.code[0] in "BC")
        or (finding.code in ("D1", "D4", "D5", "D6") and fact.place in finding.places and finding.difference)
    ]
    assert accused == [], why


def test_nothing_is_left_undecided_and_every_rule_says_what_became_of_it(result):
    assert len(result.obligations) == len(CATALOGUE)
    states = {one.obligation.code: one.obligation for one in result.obligations}
    assert not [code for code, one in states.items() if one.state is ObligationState.FAILED]
    assert all(states[code].note is None for code in ("B1", "B6", "C3", "D4", "D6"))
    assert states["B7"].state is ObligationState.NOT_APPLICABLE

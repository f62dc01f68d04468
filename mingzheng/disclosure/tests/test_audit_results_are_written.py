"""One result in four formats: text for people, JSON by schema, SARIF for editors, a workbook for the office."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from io import BytesIO

import pytest
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from mingzheng.disclosure.output import json as json_output
from mingzheng.disclosure.output import sarif, text, xlsx
from mingzheng.disclosure.output.rules import as_json, as_markdown, as_text
from mingzheng.disclosure.rules.audit import CATALOGUE, Exemption, audit
from mingzheng.disclosure.statuses import CLEAN, FOUND, UNREADABLE, exit_status
from mingzheng.disclosure.tests.sound import NAME, key, sound, with_fact
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import ObligationState, Severity


@pytest.fixture(scope="module")
def result():
    document = with_fact(sound(), key("05", "20805", "basic"), "19.96")
    return audit((with_fact(document, key("text", "9.2/reception_domestic", "persons"), "0"),))


def test_json_follows_the_committed_schema(result):
    schema = json.loads(files("mingzheng.disclosure").joinpath("data/schemas/audit.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    record = json.loads(json_output.write(result))
    Draft202012Validator(schema).validate(record)
    assert len(record["obligations"]) == len(CATALOGUE)
    broken = {**record, "findings": [{**record["findings"][0], "class": "I", "severity": "error"}]}
    assert not Draft202012Validator(schema).is_valid(broken)


def test_no_figure_of_the_json_is_a_float(result):
    def floats(value):
        if isinstance(value, dict):
            return any(floats(one) for one in value.values())
        return any(floats(one) for one in value) if isinstance(value, list) else isinstance(value, float)

    assert not floats(json.loads(json_output.write(result)))


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("错误 (1)", "需核实 (1)", "应为")), ("en", ("errors (1)", "expected"))]
)
def test_text_is_grouped_by_severity_and_names_both_values(result, language, words):
    written = text.write(result, language)
    for word in (*words, "19.96", "19.69", "[19.685, 19.694999] 万元"):
        assert word in written
    assert written.index("B5") < written.index("D12")


def test_consequences_stand_below_their_root_cause(result):
    roots = [finding for finding in result.findings if not finding.consequence]
    followers = [finding for finding in result.findings if finding.consequence]
    assert {finding.cluster for finding in followers} <= {finding.cluster for finding in roots}
    assert len([finding for finding in roots if finding.severity is Severity.ERROR]) == 1
    assert "由此引起: C7" in text.write(result, "zh")


def test_sarif_names_rules_levels_and_places(result):
    run = json.loads(sarif.write(result))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.code for rule in CATALOGUE]
    levels = {one["ruleId"]: one["level"] for one in run["results"]}
    assert (levels["C7"], levels["D12"]) == ("error", "warning")
    for one in run["results"]:
        assert run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "sound"


def test_the_workbook_lists_findings_and_every_obligation(result):
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx.write(result)))
    assert book.sheet_names == ["疑点", "检查台账", "文件"]
    assert len(book.get_sheet_by_name("疑点").to_python()) == len(result.findings) + 1
    assert len(book.get_sheet_by_name("检查台账").to_python()) == len(CATALOGUE) + 1


def test_exit_status_says_clean_found_or_unreadable(result):
    clean = audit((sound(),))
    assert exit_status(result, Severity.ERROR) == FOUND
    warned = replace(result, findings=tuple(f for f in result.findings if f.severity is Severity.WARNING))
    assert exit_status(warned, Severity.ERROR) == CLEAN
    assert exit_status(warned, Severity.WARNING) == FOUND
    unread = replace(result.documents[0], unread=(Bilingual("扫描页", "a scanned page"),))
    assert exit_status(replace(result, documents=(unread,)), Severity.ERROR) == UNREADABLE
    assert exit_status(replace(clean, documents=(unread,)), Severity.ERROR) == UNREADABLE


@pytest.mark.parametrize("code", ["D12", "D", "*"])
def test_an_exempted_rule_is_not_applicable_with_its_basis(code):
    basis = Bilingual("涉密不公开", "classified")
    spoiled = with_fact(sound(), key("text", "9.2/reception_domestic", "persons"), "0")
    result = audit((spoiled,), (Exemption(code, NAME, basis),))
    state = next(one.obligation for one in result.obligations if one.obligation.code == "D12")
    assert (state.state, state.note) == (ObligationState.NOT_APPLICABLE, basis)
    assert not [finding for finding in result.findings if finding.code == "D12"]
    other = audit((spoiled,), (Exemption(code, "别的单位", basis),))
    assert [finding.code for finding in other.findings] == ["D12"]


def test_the_catalogue_can_be_listed_in_three_formats():
    rules = list(CATALOGUE)
    assert len(as_text(rules, "en").splitlines()) == len(json.loads(as_json(rules))) == len(rules)
    page = as_markdown(rules)
    assert all(f"| {rule.code} v{rule.version}" in page for rule in rules)


def test_the_catalogue_page_of_the_documentation_is_up_to_date():
    page = files("mingzheng").joinpath("../docs/rules.md")
    assert page.read_text("utf-8") == as_markdown(CATALOGUE)

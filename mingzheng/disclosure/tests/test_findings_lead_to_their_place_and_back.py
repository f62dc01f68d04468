"""Beside a document: every finding leads to the cell or sentence it speaks of, and that place leads back."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from django.urls import reverse

from mingzheng.accounts.data import economic, functional, layout
from mingzheng.disclosure.auditing import read_document
from mingzheng.disclosure.beside import Beside, BesideBlock, lay_out
from mingzheng.disclosure.publishing import DOCUMENT_FORMATS, profile
from mingzheng.disclosure.rules.audit import audit
from mingzheng.disclosure.rules.report import assemble
from mingzheng.disclosure.tests.our_books import sample_facts
from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Severity


def sample() -> bytes:
    return files("mingzheng.disclosure").joinpath("data/sample/anyang-2022.md").read_bytes()


@pytest.fixture(scope="module")
def document():
    return read_document(sample(), "anyang-2022.md")


@pytest.fixture(scope="module")
def findings(document):
    return audit((document,)).findings


@pytest.fixture(scope="module")
def beside(document, findings) -> Beside:
    return lay_out(document, findings, "zh")


def shown_at(beside: Beside) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Anchor → what stands there, and the numbers of the findings marked there."""
    places: dict[str, tuple[str, tuple[int, ...]]] = {}
    for block in beside.blocks:
        places[block.anchor] = (block.text, tuple(mark.number for mark in block.marks))
        for cell in (cell for row in block.rows for cell in row):
            places[cell.anchor] = (cell.text, tuple(mark.number for mark in cell.marks))
    return places


def test_every_place_of_every_finding_is_shown_and_marked_with_its_number(beside, findings):
    places = shown_at(beside)
    assert len(beside.findings) == len(findings) > 40
    for item in beside.findings:
        assert len(item.links) == len({(link.text, link.anchor) for link in item.links}) > 0, item.title
        for link in item.links:
            assert item.number in places[link.anchor][1], (item.title, link)


def test_no_place_is_marked_with_a_finding_that_does_not_speak_of_it(beside):
    linked = {(link.anchor, item.number) for item in beside.findings for link in item.links}
    marked = {(anchor, number) for anchor, (_, numbers) in shown_at(beside).items() for number in numbers}
    assert marked == linked


def test_a_finding_about_a_form_leads_to_the_very_cell(beside):
    """“财政专户管理资金”: budget 0, executed 0, rate printed as 100.0%."""
    (item,) = (item for item in beside.findings if item.finding.code == "E4" and item.finding.severity == "error")
    places = shown_at(beside)
    assert [places[link.anchor][0] for link in item.links] == ["100.0%", "0"]


def test_all_nine_forms_and_nine_tables_are_shown_in_their_order(beside, document):
    with_rows = [block.text for block in beside.blocks if block.rows]
    assert len(with_rows) == 18
    assert [text for text in with_rows if text.startswith("自评表")] == [f"自评表 {number}" for number in range(1, 10)]
    assert max(len(row) for block in beside.blocks for row in block.rows) >= 9
    form = next(block for block in beside.blocks if block.text == "自评表 1")
    words = {cell.text for row in form.rows for cell in row}
    assert {indicator.name for indicator in document.forms[0].indicators} <= words
    assert {sum(cell.span for cell in row) for row in form.rows} == {9}


def test_what_follows_from_a_finding_stands_right_behind_it_and_the_gravest_comes_first(document, findings):
    root = replace(findings[0], severity=Severity.WARNING, cluster="a", consequence=False)
    follows = replace(findings[1], severity=Severity.INFO, cluster="a", consequence=True)
    other = replace(findings[2], severity=Severity.WARNING, cluster="", consequence=False)
    gravest = replace(findings[3], severity=Severity.ERROR, cluster="", consequence=False)
    shown = lay_out(document, [follows, other, root, gravest], "zh").findings
    assert [item.finding for item in shown] == [gravest, root, follows, other]
    assert [item.number for item in shown] == [1, 2, 3, 4]


def test_a_place_that_a_finding_does_not_give_has_no_link(document, findings):
    nowhere = replace(findings[0], places=(Place(document="anyang-2022.md"),))
    (item,) = lay_out(document, [nowhere], "zh").findings
    assert [link.anchor for link in item.links] == [""]


@pytest.fixture(scope="module", params=["md", "html", "docx", "xlsx", "pdf"])
def ours(request) -> tuple[BesideBlock, ...]:
    facts = sample_facts()
    report = assemble(
        facts,
        layout=layout(facts.province, facts.year),
        functional=functional(facts.year),
        economic=economic(facts.year),
        profile=profile(facts.province),
    )
    read = read_document(DOCUMENT_FORMATS[request.param](report.document), f"report.{request.param}")
    return lay_out(read, (), "zh").blocks


def test_a_report_reads_downwards_whatever_its_format(ours):
    """Boxes of a PDF are measured from the foot of a page, and sheets have names: neither may turn the order."""
    texts = [block.text.replace(" ", "") for block in ours]
    order = ("(一)贯彻", "(二)统筹", "(十四)负责", "2022年度收、支总计", "2022年度支出合计", "2022年度机关运行经费")
    found = [next(n for n, text in enumerate(texts) if text.startswith(start)) for start in order]
    assert found == sorted(found)
    titles = [n for n, block in enumerate(ours) if block.rows]
    assert len(titles) == 9
    names = [texts[number] for number in titles]
    assert [name for name in names if "收入支出决算总表" in name] == [names[0], names[3]]


def test_anchors_are_the_same_every_time(document, findings):
    first, again = (lay_out(document, findings, "zh") for _ in range(2))
    assert first == again
    anchors = [block.anchor for block in first.blocks]
    anchors += [cell.anchor for block in first.blocks for row in block.rows for cell in row]
    assert len(anchors) == len(set(anchors))


def test_the_page_can_hide_a_severity_and_hands_out_json_and_sarif(client, db):
    page = client.get(reverse("disclosure:audit_sample")).content.decode()
    for severity in Severity:
        assert f'<input type="checkbox" id="show-{severity}" checked><label for="show-{severity}">' in page
    style = files("mingzheng.disclosure").joinpath("static/disclosure/audit.css").read_text("utf-8")
    assert {f"#show-{severity}:not(:checked) ~ .audit-columns .{severity}" in style for severity in Severity} == {True}
    made = dict(re.findall(r'download="[^"]*\.findings\.(\w+)" href="data:application/json;base64,([^"]+)"', page))
    decoded = {ending: json.loads(base64.b64decode(content)) for ending, content in made.items()}
    assert set(decoded) == {"json", "sarif"}
    assert len(decoded["json"]["findings"]) == len(decoded["sarif"]["runs"][0]["results"]) == page.count("<article")

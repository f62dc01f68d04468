"""The report has the parts, names and glossary that its province's profile gives; the data package its vocabulary."""

from __future__ import annotations

import re
from dataclasses import replace
from json import loads
from zipfile import ZipFile

import pytest

from mingzheng.accounts.data import chart, economic, functional, layout
from mingzheng.disclosure.publishing import profile
from mingzheng.disclosure.rules import datapackage
from mingzheng.disclosure.rules.profile import Profile, profile_from
from mingzheng.disclosure.rules.report import Report, assemble
from mingzheng.disclosure.tests.our_books import another_facts, sample_facts
from mingzheng.documents.model import Contents, Cover, Document, Heading, Paragraph, Table
from mingzheng.kernel.bilingual import Bilingual

# Column types of https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json that a package of ours may use
BUDGET_TAXONOMY = {
    "value", "value-kind:code", "value-kind:label", "value-currency:code", "value-currency:label", "date:fiscal-year",
    "direction", "phase:id", "phase:label", "expenditure-type:code", "expenditure-type:label",
    *(f"{kind}:generic:{end}" for kind in (
        "functional-classification", "economic-classification", "administrative-classification", "fin-source",
    ) for end in ("code", "label")),
}  # fmt: skip


def made(facts, chosen: Profile, forms: tuple[Table, ...] = ()) -> Report:
    codes = {"functional": functional(facts.year), "economic": economic(facts.year)}
    return assemble(facts, layout=layout(facts.province, facts.year), profile=chosen, forms=forms, **codes)


def parts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def test_the_parts_stand_in_the_order_of_the_profile_whatever_it_is():
    usual = profile("henan")
    turned = Profile("elsewhere", tuple(usual.parts[n] for n in (0, 2, 1, 3)), usual.glossary)
    facts = sample_facts()
    first, second = made(facts, usual).document, made(facts, turned).document
    assert [title.split(" ")[0] for title in parts(first)] == ["第一部分", "第二部分", "第三部分", "第四部分"]
    assert parts(first)[1:3] == ["第二部分 2022年度部门决算表", "第三部分 2022年度部门决算情况说明"]
    assert parts(second)[1:3] == ["第二部分 2022年度部门决算情况说明", "第三部分 2022年度部门决算表"]
    tables = [n for n, block in enumerate(second.blocks) if isinstance(block, Table)]
    sections = [n for n, block in enumerate(second.blocks) if getattr(block, "anchor", "").startswith("section-")]
    assert len(tables) == 9
    assert max(sections) < min(tables)
    plain = [[block for block in one.blocks if not isinstance(block, Heading)] for one in (first, second)]
    assert sorted(map(repr, plain[0])) == sorted(map(repr, plain[1]))


def test_a_profile_that_leaves_out_or_repeats_a_part_is_refused():
    good = [["overview", "概况"], ["tables", "表"], ["narrative", "说明"], ["glossary", "词"]]
    assert profile_from({"province": "x", "parts": good, "glossary": []}).parts[1] == ("tables", "表")
    for wrong in (good[:3], [*good, good[0]], [good[0], good[0], *good[2:]], [["cover", "封面"], *good[1:]]):
        with pytest.raises(ValueError, match="each once"):
            profile_from({"province": "x", "parts": wrong, "glossary": []})


@pytest.mark.parametrize("facts", [sample_facts(), another_facts()], ids=["sample", "another"])
def test_cover_contents_and_glossary_are_there_and_the_ledgers_note_is_on_every_page(facts):
    note = Bilingual("本账簿为演示数据。", "These books are a demonstration.")
    document = made(facts, profile(facts.province)).document
    cover, contents = document.blocks[:2]
    assert isinstance(cover, Cover)
    assert isinstance(contents, Contents)
    assert cover.title == (f"{facts.year}年度", facts.unit_name, "部门决算")
    assert document.title == "".join(cover.title)
    terms = [block for block in document.blocks[-16:] if isinstance(block, Paragraph)]
    assert [term.text.split("、")[0] for term in (terms[0], terms[9], terms[15])] == ["一", "十", "十六"]
    assert all(term.text.endswith("。") for term in terms)
    assert document.notice == (facts.ledger_note.zh if facts.ledger_note else "")
    assert made(replace(facts, ledger_note=note), profile(facts.province)).document.notice == note.zh


def test_passages_that_nobody_wrote_are_said_to_be_missing_and_owed():
    silent = made(replace(sample_facts(), texts={}), profile("henan"))
    topics = [one.topic for one in silent.open]
    assert {"duties", "institutions", "units_included", "performance_work"} <= set(topics)
    assert len(topics) == len(set(topics))
    text = "\n".join(block.text for block in silent.document.blocks if isinstance(block, Paragraph))
    assert "部门职责未提供。" in text


def test_what_is_owed_is_asked_in_words_of_both_languages():
    bare = replace(sample_facts(), texts={}, counts={}, reasons={}, prior={}, procurement={})
    for one in made(bare, profile("henan")).open:
        assert re.search(r"[\u4e00-\u9fff]", one.question.zh), one
        assert not re.search(r"[a-z]+\.[a-z]", one.question.zh), one  # no key of ours instead of a name
        assert re.search(r"[a-z]{4}", one.question.en), one


def test_every_column_of_the_data_package_has_a_type_of_the_fiscal_vocabulary():
    assert {kind for _name, _type, kind, _title in datapackage.FIELDS} <= BUDGET_TAXONOMY
    assert {"functional-classification:generic:code", "economic-classification:generic:code", "phase:id"} <= {
        kind for _name, _type, kind, _title in datapackage.FIELDS
    }


def test_a_data_package_without_amounts_is_still_whole(tmp_path):
    content = datapackage.data_package(
        name="x-2022", title="甲", unit_code="x", unit="某局", year=2022, lines=(), budgets=(),
        chart=chart(2022), functional=functional(2022), economic=economic(2022), note="演示",
    )  # fmt: skip
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with ZipFile(path) as archive:
        descriptor = loads(archive.read("datapackage.json"))
        header = archive.read("data/amounts.csv").decode().splitlines()
    fields = [field["name"] for field in descriptor["resources"][0]["schema"]["fields"]]
    assert header == [",".join(fields)]
    assert (descriptor["name"], descriptor["description"]) == ("x-2022", "演示")

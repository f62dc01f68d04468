"""The whole published report as a document: cover, contents, four parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingzheng.accounts.rules.codes import CodeTable
from mingzheng.accounts.rules.layouts import Layout
from mingzheng.accounts.rules.render import as_document_table
from mingzheng.accounts.rules.tables import nine_tables
from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.rules.narrative import Open, SelfEvaluation, compose
from mingzheng.disclosure.rules.profile import Profile
from mingzheng.documents.model import Block, Contents, Cover, Document, Heading, Paragraph, Run, Table
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.numerals import ordinal


@dataclass(frozen=True, slots=True)
class Report:
    """The document, and what a person still owes before it is complete."""

    document: Document
    open: tuple[Open, ...]


def assemble(
    facts: YearFacts,
    *,
    layout: Layout,
    functional: CodeTable,
    economic: CodeTable,
    profile: Profile,
    forms: Iterable[Table] = (),
    summary: SelfEvaluation | None = None,
) -> Report:
    """The report of a unit's year. `forms` are the self-evaluation forms, already as tables, in order.

    Raises UnknownCode for a code that the year's tables do not hold.
    """
    tables = nine_tables(facts.figures, layout, facts.unit_name, facts.year, functional=functional, economic=economic)
    narrative = compose(facts, summary or SelfEvaluation(), functional=functional, economic=economic)
    first, owed = _overview(facts)
    content: dict[str, tuple[Block, ...]] = {
        "overview": first,
        "tables": tuple(as_document_table(table) for table in tables),
        "narrative": (*narrative.blocks, *forms),
        "glossary": tuple(_glossary(profile)),
    }
    blocks: list[Block] = [
        Cover((f"{facts.year}年度", facts.unit_name, "部门决算"), facts.texts.get("published_on", "")),
        Contents(),
    ]
    for number, (kind, name) in enumerate(profile.parts, start=1):
        blocks += [_part(number, name.format(unit=facts.unit_name, year=facts.year)), *content[kind]]
    note = facts.ledger_note.zh if facts.ledger_note else ""
    title = f"{facts.year}年度{facts.unit_name}部门决算"
    document = Document(title, facts.unit_name, tuple(blocks), subject="部门决算公开", notice=note)
    return Report(document, owed + narrative.open)


def _part(number: int, title: str) -> Heading:
    return Heading(1, f"第{ordinal(number)}部分 {title}", anchor=f"part-{number}", new_page=True)


def _overview(facts: YearFacts) -> tuple[tuple[Block, ...], tuple[Open, ...]]:
    """Part one: duties and institutions are authored; where they are missing the report says so and it is owed."""
    owed: list[Open] = []

    def passage(topic: str, what: str) -> Iterator[Paragraph]:
        text = facts.texts.get(topic, "")
        if not text:
            owed.append(Open(topic, Bilingual(f"请填写{what}", f"give the passage: {topic}")))
            text = f"{what}未提供。"
        for line in text.splitlines():
            if line.strip():
                yield Paragraph((Run(line.strip()),))

    blocks: list[Block] = [Heading(2, "一、部门职责", anchor="duties"), *passage("duties", "部门职责")]
    blocks += [Heading(2, "二、机构设置", anchor="institutions"), *passage("institutions", "机构设置")]
    blocks += passage("units_included", "纳入决算范围的单位")
    return tuple(blocks), tuple(owed)


def _glossary(profile: Profile) -> Iterator[Block]:
    for number, (term, meaning) in enumerate(profile.glossary, start=1):
        yield Paragraph((Run(f"{ordinal(number)}、"), Run(f"{term}：", bold=True), Run(meaning)))

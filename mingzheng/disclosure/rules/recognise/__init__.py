"""Recognising: a RawDocument becomes a ReadDocument. Start with `outline.py`, then `tables.py` and `engine.py`.

Everything is told by titles, headers, labels and words; nothing by number or order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from mingzheng.accounts.data import functional
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.rules.raw import RawDocument
from mingzheng.disclosure.rules.recognise.clean import plain
from mingzheng.disclosure.rules.recognise.cover import kind_of, read_cover, settled
from mingzheng.disclosure.rules.recognise.forms import read_forms
from mingzheng.disclosure.rules.recognise.names import Names
from mingzheng.disclosure.rules.recognise.narrative import glossary_terms, paragraphs, project_names, read_sections
from mingzheng.disclosure.rules.recognise.outline import OpenTable, Outline, Walker
from mingzheng.disclosure.rules.recognise.repairs import Repairs
from mingzheng.disclosure.rules.recognise.tables import read_table
from mingzheng.kernel.facts import FactKey

_YEAR = re.compile(r"(20\d{2})\s*年")
_NEWEST_CODES = 2022


def _national(year: int | None) -> Mapping[str, str]:
    return {entry.code: entry.name for entry in functional(year or _NEWEST_CODES).entries}


def _year_hint(outline: Outline) -> int | None:
    lines = [text.text for text in outline.cover] + [heading.title for heading in outline.headings]
    lines += [caption.text for table in outline.tables for caption in table.captions]
    return next((int(found[1]) for line in lines if (found := _YEAR.search(line))), None)


def _unit_hint(tables: list[OpenTable]) -> str:
    for table in tables:
        for caption in table.captions:
            found = re.fullmatch(r"(?:公开|编制|填报)?(?:部门|单位)(?:名称)?[:：]\s*(.+)", plain(caption.text))
            if found and not re.fullmatch(r"(?:人民币)?(?:万|亿|千)?元", found[1]):
                return found[1].strip()
    return ""


def recognise(raw: RawDocument) -> ReadDocument:
    """Understand a document. Pure and linear in its size; never raises for what a document says or lacks."""
    outline = Walker().walk(raw.blocks)
    cover = read_cover(outline.cover, outline.headings)
    year = cover.year or _year_hint(outline)
    unit = cover.unit_name or _unit_hint(outline.tables)
    repairs, taken = Repairs(), dict[FactKey, int]()
    names = Names(national=_national(year))
    tables = tuple(read_table(table, unit, year, taken, names, repairs) for table in outline.tables)
    unit, year = settled(replace(cover, unit_name=unit, year=year), tables, outline.headings)
    kind = kind_of(cover, outline.headings)
    sections, found = read_sections(outline.sections, names, unit, year, planned=kind == "budget")
    forms, form_facts = read_forms(outline.forms, unit, year, repairs)
    return ReadDocument(
        name=raw.name,
        digest=raw.digest,
        file_format=raw.file_format,
        unit_name=unit,
        year=year,
        facts=(*(fact for table in tables for fact in table.facts), *found.facts, *form_facts),
        tables=tables,
        sections=sections,
        forms=forms,
        unread=raw.unread,
        cover=cover,
        headings=tuple(outline.headings),
        contents_entries=tuple(outline.contents),
        glossary_terms=glossary_terms(outline.glossary),
        reasons=tuple(found.reasons),
        item_lists=tuple(found.lists),
        directions=tuple(found.directions),
        project_names=project_names(sections),
        text_blocks=tuple(block for group in outline.texts for block in paragraphs(group)),
        repairs=tuple(repairs.made),
        kind=kind,
        pages=raw.pages,
    )


__all__ = ["recognise"]

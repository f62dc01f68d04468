"""Collected tables become read tables: surroundings, kind by title, then the reader of that kind."""

from __future__ import annotations

import re

from mingzheng.disclosure.rules.document import ReadTable, TextBlock
from mingzheng.disclosure.rules.recognise.clean import label, plain, squeezed
from mingzheng.disclosure.rules.recognise.coded import read_coded
from mingzheng.disclosure.rules.recognise.economic import read_economic
from mingzheng.disclosure.rules.recognise.figures import Binder
from mingzheng.disclosure.rules.recognise.grid import Grid, Row, coded_grid, joined_rows
from mingzheng.disclosure.rules.recognise.names import Names
from mingzheng.disclosure.rules.recognise.outline import ENTITY_LINE, NUMBER_LINE, UNIT_LINE, YEAR_LINE, OpenTable
from mingzheng.disclosure.rules.recognise.repairs import Repairs
from mingzheng.disclosure.rules.recognise.sided import read_sided
from mingzheng.disclosure.rules.recognise.three_public import read_three_public
from mingzheng.disclosure.rules.recognise.titles import table_source
from mingzheng.kernel.facts import FactKey

_LINES = (("number", NUMBER_LINE), ("unit", UNIT_LINE), ("year", YEAR_LINE), ("entity", ENTITY_LINE))
_STATEMENT = re.compile(r"说明[:：]|.*(?:故本表无数据|本表为空|此表无数据|本表无数据|无此项|没有.*(?:收入|支出))")


def _source_of(title: str, rows: list[Row]) -> str:
    """By title; a table that lost its title is told by what its header says, when that leaves no doubt."""
    if title:
        return table_source(title)
    words = {label(cell.text) for row in rows[:5] for cell in row if cell.text}
    if {"因公出国（境）费", "公务接待费"} <= words and any("决算" in word for word in words):
        return "09"
    if any("上级补助收入" in word for word in words) and any("附属单位上缴收入" in word for word in words):
        return "02" if not {"收入", "支出"} <= words else "01"
    if any("上缴上级支出" in word for word in words) and "基本支出" in words:
        return "03"
    return ""


def _lines(table: OpenTable) -> dict[str, str]:
    """The surrounding lines by kind: number, unit, entity, year."""
    found: dict[str, str] = {}
    for caption in table.captions:
        name = squeezed(caption.text)
        for kind, pattern in _LINES:
            if pattern.fullmatch(name):
                found.setdefault(kind, plain(caption.text))
                break
    return found


def _below(table: OpenTable) -> tuple[tuple[TextBlock, ...], TextBlock | None]:
    notes: list[TextBlock] = []
    statement: TextBlock | None = None
    for text in table.below:
        block = TextBlock(plain(text.text), text.place)
        if statement is None and _STATEMENT.match(squeezed(text.text)):
            statement = block
        else:
            notes.append(block)
    return tuple(notes), statement


def _bind(source: str, rows: list[Row], binder: Binder, names: Names, repairs: Repairs) -> Grid:
    if source in ("01", "04"):
        return read_sided(source, rows, binder)
    if source == "06":
        return read_economic(rows, binder)
    if source == "09":
        return read_three_public(rows, binder)
    return read_coded(source, rows, binder, names, repairs)


def read_table(
    table: OpenTable, unit_name: str, year: int | None, taken: dict[FactKey, int], names: Names, repairs: Repairs
) -> ReadTable:
    """One table with its facts. `taken` grows by the keys that it states, `names` by the codes that it prints."""
    lines = _lines(table)
    title = table.title
    rows = joined_rows(table.fragments, repairs)
    source = _source_of(title.text if title else "", rows)
    money = UNIT_LINE.fullmatch(squeezed(lines.get("unit", "")))
    binder = Binder(source or "01", money[1] if money else "", unit_name, year, taken)
    grid = _bind(source, rows, binder, names, repairs) if source else coded_grid(rows)
    notes, statement = _below(table)
    return ReadTable(
        source=source,
        title=plain(title.text) if title else "",
        place=title.place if title else table.fragments[0].place,
        header=binder.cells(grid.header),
        rows=binder.cells(grid.body),
        facts=tuple(binder.facts),
        number=lines.get("number", ""),
        unit_line=lines.get("unit", ""),
        money_unit=money[1] if money else "",
        year_line=lines.get("year", ""),
        entity_line=lines.get("entity", ""),
        notes=notes,
        statement=statement,
        row_names=binder.row_names,
    )

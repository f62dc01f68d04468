"""A table's fragments as one grid: cells cleaned, header split from data, repeated headers dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mingzheng.disclosure.rules.raw import RawTable
from mingzheng.disclosure.rules.recognise.clean import cell_text, label, plain
from mingzheng.disclosure.rules.recognise.repairs import Repairs
from mingzheng.kernel.cell import BLANK, Cell
from mingzheng.kernel.facts import Place

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_DIGITS = re.compile(r"\d{1,2}")
_HEADER_WORDS = frozenset({"类", "款", "项", "栏次", "合计", "总计", "小计"})
_TOTALS = frozenset({"合计", "总计", "支出合计", "收入合计", "本年支出合计", "本年收入合计"})
CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(slots=True)
class GridCell:
    """A cleaned cell: its text, its place, and whether it only continues a merged one."""

    text: str
    place: Place
    covered: bool = False

    @property
    def is_number(self) -> bool:
        return bool(self.text) and Cell.read(self.text).has_value

    @property
    def cell(self) -> Cell:
        return Cell.read(self.text) if self.text else BLANK


Row = list[GridCell]


@dataclass(slots=True)
class Grid:
    """A rectangular table: `header` rows, `body` rows."""

    header: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.header + self.body), default=0)

    def leaf(self, column: int) -> str:
        """The lowest label of a column; empty when it has none."""
        for row in reversed(self.header):
            if column < len(row) and row[column].text and not is_count_row(row):
                return label(row[column].text)
        return ""

    def path(self, column: int) -> tuple[str, ...]:
        """The labels above a column from the top, a merged group's label included."""
        found: list[str] = []
        for number, row in enumerate(self.header):
            if is_count_row(row):
                continue
            if column < len(row) and row[column].covered:
                place = row[column].place
                left = next((cell for cell in row[:column] if cell.text and _same_spot(cell.place, place)), None)
                if left is not None:
                    found.append(label(left.text))
                continue
            own = column
            while own >= 0 and (own >= len(row) or not row[own].text):
                if own == column and not self._has_text_below(number, column):
                    break
                own -= 1
            if 0 <= own < len(row) and row[own].text:
                found.append(label(row[own].text))
        return tuple(found)

    def _has_text_below(self, number: int, column: int) -> bool:
        return any(column < len(row) and row[column].text for row in self.header[number + 1 :] if not is_count_row(row))

    def columns(self) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
        """Every column as (index, lowest label, labels from the top)."""
        return tuple((column, self.leaf(column), self.path(column)) for column in range(self.width))


def _same_spot(one: Place, other: Place) -> bool:
    """True for two places of one cell, whatever they quote."""
    return replace(one, quote="") == replace(other, quote="")


def is_count_row(row: Row) -> bool:
    """The row that counts columns: 栏次 1 2 3, or at least three whole numbers that only go up by one."""
    texts = [cell.text for cell in row if cell.text]
    if any(label(text) == "栏次" for text in texts):
        return True
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 4]
    return len(numbers) == len(texts) >= 3 and all(b - a == 1 for a, b in pairwise(numbers))


def is_total_row(row: Row) -> bool:
    """A row 合计 with figures or blanks, also when header cells 类 款 项 stand beside it."""
    texts = [cell for cell in row if cell.text]
    names = [label(cell.text) for cell in texts if not cell.cell.has_value]
    return any(name in _TOTALS for name in names) and all(name in _TOTALS | {"类", "款", "项"} for name in names)


def code_and_name(row: Row) -> tuple[str, int, int]:
    """(code, its first column, column of the name) of a row that starts with a code; ("", -1, -1) for any other.

    Codes printed in three columns (类 款 项) or with spaces are put together.
    """
    code, start = "", -1
    for column, cell in enumerate(row):
        text = cell.text
        if not text:
            continue
        if text.isascii() and text.isdigit() and len(text) <= 7:
            if not code and len(text) < 3:
                return "", -1, -1
            code += text
            start = column if start < 0 else start
            continue
        glued = re.fullmatch(r"(\d{3}(?:\d{2}){0,2})[-—_\s]?([^\d\s].*)", text) if not code else None
        if glued and CJK.search(glued[2]):
            return glued[1], column, column
        break
    else:
        return "", -1, -1
    named = next((column for column in range(start, len(row)) if start >= 0 and CJK.search(row[column].text)), -1)
    if not _CODE.fullmatch(code) or named < 0:
        return "", -1, -1
    return code, start, named


def _cleaned(fragment: RawTable, repairs: Repairs) -> list[Row]:
    rows: list[Row] = []
    for raw in fragment.rows:
        row: Row = []
        for cell in raw:
            text = cell_text(cell.text)
            if text != cell.text:
                _note(cell.text, text, cell.place, repairs)
            row.append(GridCell(text, cell.place, cell.covered))
        if any(cell.text for cell in row):
            rows.append(row)
    return rows


def _note(before: str, after: str, place: Place, repairs: Repairs) -> None:
    if "$" in before:
        repairs.note("formula", place, before, after)
    elif plain(before) != after:
        repairs.note("spaced", place, before, after)


def _signature(row: Row) -> tuple[str, ...]:
    return tuple(label(cell.text) for cell in row if cell.text)


def joined_rows(fragments: list[RawTable], repairs: Repairs) -> list[Row]:
    """The rows of all fragments as one; headers that a new page repeats are dropped."""
    first = _cleaned(fragments[0], repairs)
    seen = {_signature(row) for row in first[:4]}
    rows = list(first)
    for fragment in fragments[1:]:
        more = _cleaned(fragment, repairs)
        if not more:
            continue
        while more and _signature(more[0]) in seen and not any("." in cell.text for cell in more[0]):
            repairs.note("repeated_header", more[0][0].place, " ".join(_signature(more[0])), "")
            more = more[1:]
        repairs.note("row_joined", fragment.place, "", " ".join(_signature(more[0]))[:80] if more else "")
        rows.extend(more)
    return rows


def coded_grid(rows: list[Row]) -> Grid:
    """Split at the first row that has a code or is a total."""
    start = next(
        (
            number
            for number, row in enumerate(rows)
            if (code_and_name(row)[0] or is_total_row(row)) and not is_count_row(row)
        ),
        len(rows),
    )
    return Grid(rows[:start], rows[start:])

"""A read document laid out for the page: its text and tables in reading order, each place with an anchor.

A finding points at places (page, line, column, sheet, cell); here each is matched with the block that shows it, so a
reader can go from a finding to the very cell and back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mingzheng.disclosure.output.places import where
from mingzheng.disclosure.rules.document import ReadCell, ReadDocument, ReadTable
from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Finding, Severity

Order = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as it shows at a place of the document."""

    number: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class BesideCell:
    text: str
    marks: tuple[Mark, ...] = ()
    number: bool = False


@dataclass(frozen=True, slots=True)
class BesideBlock:
    """One block of the document: a paragraph, or a table with its rows."""

    anchor: str
    text: str = ""
    heading: bool = False
    title: str = ""
    rows: tuple[tuple[BesideCell, ...], ...] = ()
    marks: tuple[Mark, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class BesideFinding:
    """A finding for the page: its number, the anchor of its first place, all places in words."""

    number: int
    finding: Finding
    message: str
    title: str
    remedy: str
    anchor: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Both columns of the audit page."""

    blocks: tuple[BesideBlock, ...]
    findings: tuple[BesideFinding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


def lay_out(document: ReadDocument, findings: Sequence[Finding], language: str) -> Beside:
    """Number the findings, gravest first, mark their places, and order the blocks as they were read."""
    numbered = list(enumerate(sorted(findings, key=lambda finding: finding.severity.rank), start=1))
    marks: dict[Place, list[Mark]] = defaultdict(list)
    for number, finding in numbered:
        for place in finding.places:
            marks[_spot(place)].append(Mark(number, finding.severity))
    blocks = tuple(_blocks(document, marks, language))
    anchors = _anchors(document)
    shown = tuple(
        BesideFinding(
            number,
            finding,
            finding.message.in_language(language),
            finding.title.in_language(language),
            finding.remedy.in_language(language),
            next((anchors[_block_spot(place)] for place in finding.places if _block_spot(place) in anchors), ""),
            tuple(dict.fromkeys(where(place, language) for place in finding.places)),
        )
        for number, finding in numbered
    )
    counts = {str(severity): sum(f.severity is severity for f in findings) for severity in Severity}
    return Beside(blocks, shown, counts)


def _spot(place: Place) -> Place:
    """A place without its quote and document, so that the same spot is equal however it was quoted."""
    return Place(page=place.page, line=place.line, column=place.column, sheet=place.sheet, cell=place.cell)


def _block_spot(place: Place) -> Order:
    return (place.sheet, place.page or 0, _row_of(place))


def _row_of(place: Place) -> int:
    if place.line is not None:
        return place.line
    if place.cell:
        return int("".join(ch for ch in place.cell if ch.isdigit()) or 0)
    return int(place.box[1]) if place.box else 0


def _anchors(document: ReadDocument) -> dict[Order, str]:
    """Every row and paragraph by its spot; a table's rows all lead to the table's own anchor when they have none."""
    found: dict[Order, str] = {}
    for block in document.text_blocks:
        found.setdefault(_block_spot(block.place), _anchor(block.place))
    for table in document.tables:
        for row in (*table.header, *table.rows):
            for cell in row:
                found.setdefault(_block_spot(cell.place), _anchor(table.place))
        found.setdefault(_block_spot(table.place), _anchor(table.place))
    return found


def _anchor(place: Place) -> str:
    sheet, page, row = _block_spot(place)
    return f"at-{abs(hash(sheet)) % 10_000 if sheet else 0}-{page}-{row}"


def _blocks(document: ReadDocument, marks: Mapping[Place, list[Mark]], language: str) -> Iterator[BesideBlock]:
    headings = {_block_spot(heading.place) for heading in document.headings}
    made: list[tuple[Order, BesideBlock]] = []
    for block in document.text_blocks:
        spot = _block_spot(block.place)
        seen = _marks_in_row(marks, spot)
        shown = BesideBlock(
            _anchor(block.place), block.text, spot in headings, marks=seen, where=where(block.place, language)
        )
        made.append((spot, shown))
    for table in document.tables:
        made.append((_block_spot(table.place), _table(table, marks, language)))
    made.sort(key=lambda pair: pair[0])
    return (block for _, block in made)


def _table(table: ReadTable, marks: Mapping[Place, list[Mark]], language: str) -> BesideBlock:
    rows = tuple(tuple(_cell(cell, marks) for cell in row) for row in (*table.header, *table.rows))
    title = " ".join(text for text in (table.number, table.title) if text)
    return BesideBlock(_anchor(table.place), title=title, rows=rows, where=where(table.place, language))


def _cell(cell: ReadCell, marks: Mapping[Place, list[Mark]]) -> BesideCell:
    return BesideCell(cell.text, tuple(_once(marks.get(_spot(cell.place), ()))), cell.cell.has_value)


def _marks_in_row(marks: Mapping[Place, list[Mark]], spot: Order) -> tuple[Mark, ...]:
    return tuple(_once(mark for place, found in marks.items() if _block_spot(place) == spot for mark in found))


def _once(marks: Iterable[Mark]) -> Iterator[Mark]:
    yield from dict.fromkeys(marks)

"""A read document laid out for the page: text, tables and forms in reading order, findings linked with their places.

A finding points at places (page, box, line, column, sheet, cell). Each place is matched with the cell that stands
there, or else with the block that holds it, and that one is marked: so every link from a finding has its way back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingzheng.disclosure.beside.forms import form_rows
from mingzheng.disclosure.beside.shown import Beside, BesideBlock, BesideCell, BesideFinding, Link, Mark
from mingzheng.disclosure.output.places import where
from mingzheng.disclosure.rules.document import ReadDocument, ReadTable
from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Finding, Severity

__all__ = ["Beside", "BesideBlock", "BesideCell", "BesideFinding", "Link", "Mark", "lay_out"]

NUMBERED = {1: "{} ", 2: "{}、", 3: "（{}）"}  # how a heading of that level prints its number
Spot = tuple[int, int, int]  # sheet by its first appearance, page, row; sorted they are the reading order


def lay_out(document: ReadDocument, findings: Sequence[Finding], language: str) -> Beside:
    """Order the blocks as they were read, number the findings, gravest first, and link them both ways."""
    sheets = _Sheets(document)
    blocks = [_anchored(number, block) for number, block in enumerate(sorted(_blocks(document, language), key=sheets))]
    atlas = _Atlas.of(blocks, sheets)
    numbered = list(enumerate(_ordered(findings), start=1))
    marks: dict[str, list[Mark]] = defaultdict(list)
    shown = []
    for number, finding in numbered:
        links = tuple(dict.fromkeys(Link(where(p, language), atlas.anchor_of(p)) for p in finding.places))
        for anchor in dict.fromkeys(link.anchor for link in links):
            marks[anchor].append(Mark(number, finding.severity))
        title, message, remedy = (t.in_language(language) for t in (finding.title, finding.message, finding.remedy))
        shown.append(BesideFinding(number, finding, title, message, remedy, links))
    counts = {str(severity): sum(f.severity is severity for f in findings) for severity in Severity}
    return Beside(tuple(_marked(block, marks) for block in blocks), tuple(shown), counts)


def _ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Gravest first, and what follows from a finding right behind it."""
    clusters: dict[tuple[str, str | int], list[Finding]] = defaultdict(list)
    for number, finding in enumerate(findings):
        clusters[finding.document, finding.cluster or number].append(finding)
    groups = [sorted(group, key=lambda one: (one.consequence, one.severity.rank)) for group in clusters.values()]
    return [one for group in sorted(groups, key=lambda group: group[0].severity.rank) for one in group]


class _Sheets:
    """Sorts by place: sheets as they come in the document, lines and rows downwards, boxes from the top of a page."""

    def __init__(self, document: ReadDocument) -> None:
        parts = (document.tables, document.headings, document.text_blocks, document.forms)
        names = dict.fromkeys(item.place.sheet for part in parts for item in part)
        self.number = {name: number for number, name in enumerate(names)}

    def __call__(self, block: BesideBlock) -> Spot:
        return self.spot(block.place)

    def spot(self, place: Place) -> Spot:
        return (self.number.get(place.sheet, len(self.number)), place.page or 0, _row_of(place))


def _row_of(place: Place) -> int:
    if place.line is not None:
        return place.line
    if place.cell:
        return int("".join(ch for ch in place.cell if ch.isdigit()) or 0)
    return -round(place.box[3]) if place.box else 0  # a box is measured from the foot of the page


@dataclass(frozen=True, slots=True)
class _Atlas:
    """Finds the anchor of a place: its very cell, or what is shown last at or before it, or first on its sheet."""

    cells: Mapping[Place, str]
    spots: Sequence[Spot]
    anchors: Sequence[str]
    sheets: _Sheets

    @classmethod
    def of(cls, blocks: Iterable[BesideBlock], sheets: _Sheets) -> _Atlas:
        cells: dict[Place, str] = {}
        stops: dict[Spot, str] = {}
        for block in blocks:
            stops.setdefault(sheets.spot(block.place), block.anchor)
            for cell in (cell for row in block.rows for cell in row if cell.place != Place()):
                cells.setdefault(_point(cell.place), cell.anchor)
                stops.setdefault(sheets.spot(cell.place), cell.anchor)
        spots = sorted(stops)
        return cls(cells, spots, [stops[spot] for spot in spots], sheets)

    def anchor_of(self, place: Place) -> str:
        exact = self.cells.get(_point(place))
        if exact is not None or not self.spots or _point(place) == Place():
            return exact or ""
        spot = self.sheets.spot(place)
        after = bisect_right(self.spots, spot)
        near = (number for number in (after - 1, after) if 0 <= number < len(self.spots))
        return next((self.anchors[number] for number in near if self.spots[number][0] == spot[0]), "")


def _point(place: Place) -> Place:
    """A place without its quote and document, so that the same spot is equal however it was quoted."""
    return replace(place, document="", quote="")


def _blocks(document: ReadDocument, language: str) -> Iterator[BesideBlock]:
    tables = {_point(table.place) for table in document.tables}
    headings = {_point(heading.place): heading for heading in document.headings}
    for point, heading in headings.items():
        if point not in tables:  # a table shows its own title
            text = NUMBERED[heading.level].format(heading.number) if heading.number else ""
            yield BesideBlock(heading.place, text + heading.title, heading.level, where=where(heading.place, language))
    for block in document.text_blocks:
        if _point(block.place) not in headings:
            yield BesideBlock(block.place, block.text, where=where(block.place, language))
    for table in document.tables:
        yield _table(table, language)
    for form in document.forms:
        title = f"自评表 {form.number}"
        yield BesideBlock(form.place, title, rows=form_rows(form), where=where(form.place, language))


def _table(table: ReadTable, language: str) -> BesideBlock:
    rows = tuple(
        tuple(BesideCell(cell.text, cell.place, cell.cell.has_value) for cell in row)
        for row in (*table.header, *table.rows)
    )
    title = " ".join(text for text in (table.number, table.title) if text)
    return BesideBlock(table.place, title, rows=rows, where=where(table.place, language))


def _anchored(number: int, block: BesideBlock) -> BesideBlock:
    rows = tuple(
        tuple(replace(cell, anchor=f"at-{number}-{r}-{c}") for c, cell in enumerate(row))
        for r, row in enumerate(block.rows)
    )
    return replace(block, anchor=f"at-{number}", rows=rows)


def _marked(block: BesideBlock, marks: Mapping[str, Sequence[Mark]]) -> BesideBlock:
    rows = tuple(
        tuple(replace(cell, marks=tuple(marks[cell.anchor])) if cell.anchor in marks else cell for cell in row)
        for row in block.rows
    )
    return replace(block, rows=rows, marks=tuple(marks.get(block.anchor, ())))

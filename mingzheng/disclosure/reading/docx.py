"""Word documents: paragraphs, headings, text boxes, tables with merged cells, in reading order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from mingzheng.disclosure.rules.raw import RawBlock, RawCell, RawTable, RawText, UnreadableFile
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Place

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BOX = f"{_W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_QUOTE = 160


class _Reader:
    """Counts paragraphs and table rows, since a Word file knows no lines: `line` is the paragraph's number."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.line = 0

    def blocks(self, parent: etree._Element) -> Iterator[RawBlock]:
        """The blocks below a body, a cell or a text box."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield self.table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag"):
                yield from self.blocks(child)

    def paragraph(self, element: etree._Element) -> Iterator[RawBlock]:
        """The paragraph's own text, then what stands in its text boxes."""
        for line in _text(element).split("\n"):
            self.line += 1
            if line.strip():
                place = Place(self.name, line=self.line, column=1, quote=line.strip()[:_QUOTE])
                yield RawText(line.strip(), place, level=_level(element), joined=True)
        for box in element.iter(_BOX):
            if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                yield from self.blocks(box)

    def table(self, element: etree._Element) -> RawTable:
        """The grid of a table; what a cell spans is covered."""
        rows: list[tuple[RawCell, ...]] = []
        start = self.line + 1
        above: tuple[RawCell, ...] = ()
        for row in element.iterfind(f"{_W}tr"):
            self.line += 1
            cells: list[RawCell] = []
            cells.extend(self._blank(len(cells)) for _ in range(_number(row.find(f"{_W}trPr/{_W}gridBefore"))))
            for cell in row.iter(f"{_W}tc"):
                if next(cell.iterancestors(f"{_W}tr")) is not row:
                    continue
                cells.extend(self._cells(cell, len(cells), above))
            above = tuple(cells)
            rows.append(above)
        return RawTable(tuple(rows), Place(self.name, line=start, column=1), ruled=True)

    def _blank(self, column: int) -> RawCell:
        return RawCell("", Place(self.name, line=self.line, column=column + 1), covered=True)

    def _cells(self, cell: etree._Element, column: int, above: tuple[RawCell, ...]) -> Iterator[RawCell]:
        properties = cell.find(f"{_W}tcPr")
        span, goes_on = 1, False
        if properties is not None:
            span = max(_number(properties.find(f"{_W}gridSpan")), 1)
            merge = properties.find(f"{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        inner = " ".join(_text(part) for part in cell.iter(f"{_W}p") if _owner(part) is cell).strip()
        text = "" if goes_on else inner
        place = Place(self.name, line=self.line, column=column + 1, quote=text[:_QUOTE])
        if goes_on and column < len(above):
            place = above[column].place
        yield RawCell(text, place, covered=goes_on)
        yield from (RawCell("", place, covered=True) for _ in range(1, min(span, 200)))


def _owner(part: etree._Element) -> etree._Element | None:
    return next(part.iterancestors(f"{_W}tc"), None)


def _number(element: etree._Element | None) -> int:
    value = "" if element is None else element.get(f"{_W}val", "")
    return min(int(value), 200) if value.isascii() and value.isdigit() else 0


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    for piece in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if any(parent.tag in (_BOX, f"{_W}del") for parent in _until(piece, paragraph)):
            continue
        if piece.tag == f"{_W}t":
            parts.append(piece.text or "")
        elif piece.tag == f"{_W}br":
            parts.append("\n")
        else:
            parts.append("-" if piece.tag == f"{_W}noBreakHyphen" else " ")
    return "".join(parts)


def _until(piece: etree._Element, end: etree._Element) -> Iterator[etree._Element]:
    for parent in piece.iterancestors():
        if parent is end:
            return
        yield parent


def _level(paragraph: etree._Element) -> int:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    if outline is not None and _number(outline) < 9:
        return _number(outline) + 1
    named = re.fullmatch(r"(?:Heading|heading|标题)?\s*([1-6])", style.get(f"{_W}val", "") if style is not None else "")
    return int(named[1]) if named else 0


def blocks_of_docx(content: bytes, name: str) -> Iterator[RawBlock]:
    """Everything in the body in reading order. Raises UnreadableFile for a damaged document."""
    try:
        document = Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, OSError) as error:
        raise UnreadableFile(Bilingual("Word 文件已损坏，无法读取", "the Word file is damaged")) from error
    yield from _Reader(name).blocks(document.element.body)

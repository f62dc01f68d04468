"""HTML, our own and foreign: block elements become texts, tables become grids with their spans laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from mingzheng.disclosure.rules.raw import RawBlock, RawCell, RawTable, RawText, UnreadableFile
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Place

_SKIPPED = frozenset({"script", "style", "head", "noscript", "template", "svg", "button", "select", "iframe"})
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """p div nav li h1 h2 h3 h4 h5 h6 section article main body header footer ul ol dl dt dd blockquote pre figure
        figcaption tr td th center form fieldset address aside details summary caption hr""",
    )
)
_CONTENTS = re.compile(r"目\s*录|目\s*次|第一部分")
_LARGEST_SPAN = 200
_DEEPEST = 200
_LARGEST_GRID = 2_000_000
_QUOTE = 160


def _text_of(element: etree._Element) -> str:
    parts: list[str] = []
    for piece in element.iter():
        if piece.tag == "br":
            parts.append("\n")
        if isinstance(piece.tag, str) and piece.tag not in _SKIPPED:
            parts.append(piece.text or "")
        if piece is not element:
            parts.append(piece.tail or "")
    return " ".join("".join(parts).split())


def _line(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 1


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _LARGEST_SPAN) if value.isascii() and value.isdigit() else 1


def _grid(table: etree._Element, name: str, offset: int) -> RawTable | None:
    grid: list[dict[int, RawCell]] = []
    top = 0
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for row in rows:
        while len(grid) <= top:
            grid.append({})
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while column in grid[top]:
                column += 1
            text = _text_of(cell)
            place = Place(name, line=offset + _line(cell), column=column + 1, quote=text[:_QUOTE])
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - top)
            if wide * high + sum(map(len, grid)) > _LARGEST_GRID:
                raise UnreadableFile(Bilingual("表格过大，超出可读范围", "a table is too large to be read"))
            for down in range(high):
                while len(grid) <= top + down:
                    grid.append({})
                for right in range(wide):
                    first = down == 0 and right == 0
                    filled = RawCell(text if first else "", place, covered=not first)
                    grid[top + down].setdefault(column + right, filled)
            column += wide
        top += 1
    if not any(grid):
        return None
    width = max(max(row, default=-1) for row in grid) + 1
    here = Place(name, line=offset + _line(table), column=1)
    whole = tuple(tuple(row.get(column) or RawCell("", here) for column in range(width)) for row in grid if row)
    caption = table.find("caption")
    return RawTable(whole, here, _text_of(caption) if caption is not None else "", ruled=True)


def _walk(element: etree._Element, name: str, offset: int, depth: int = 0) -> Iterator[RawBlock]:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    if depth > _DEEPEST:
        text = _text_of(element)
        if text:
            yield RawText(text, Place(name, line=offset + _line(element), column=1, quote=text[:_QUOTE]), joined=True)
        return
    if element.tag == "nav" and not _CONTENTS.search(_text_of(element)):
        return  # a site's menu; the document's own contents are read
    if element.tag == "table":
        table = _grid(element, name, offset)
        if table is not None:
            yield table
        return
    pending: list[str] = [element.text or ""]

    def flush() -> Iterator[RawText]:
        text = " ".join("".join(pending).split())
        pending.clear()
        if text:
            place = Place(name, line=offset + _line(element), column=1, quote=text[:_QUOTE])
            level = int(element.tag[1]) if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") else 0
            yield RawText(text, place, level=level, joined=True)

    for child in element:
        if child.tag == "br":
            yield from flush()
        elif isinstance(child.tag, str) and (
            child.tag in _BLOCKS or child.tag == "table" or any(inner.tag in ("table", "p") for inner in child.iter())
        ):
            yield from flush()
            yield from _walk(child, name, offset, depth + 1)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            pending.append(_text_of(child))
        pending.append(child.tail or "")
    yield from flush()


def _parser() -> html.HTMLParser:
    return html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True)


def blocks_of_html(text: str, name: str) -> Iterator[RawBlock]:
    """The texts and tables of a page in reading order. Raises UnreadableFile when there is no page in it."""
    try:
        root = html.document_fromstring(
            text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
        )
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile(Bilingual("不是可读的网页文件", f"not a readable HTML file: {error}")) from error
    body = root.find("body")
    yield from _walk(body if body is not None else root, name, 0)


def table_of(markup: str, name: str, line: int) -> Iterator[RawBlock]:
    """The blocks of a piece of HTML that stands inside a text from `line` on."""
    root = html.fragment_fromstring(markup, create_parent="div", parser=_parser())
    yield from _walk(root, name, line - 1)

"""Pieces of WordprocessingML that python-docx has no call for: tables with spans, fields, bookmarks, font names.

Source: ECMA-376 part 1, chapter 17. Element order inside a parent follows its schema, since Word refuses any other.
"""

from __future__ import annotations

import re
from typing import cast
from xml.sax.saxutils import quoteattr

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph

from mingzheng.documents.grid import Placed, Row, cover, regular, row_lines, subheads
from mingzheng.documents.model import Align, Table, TableCell

LATIN = "Times New Roman"
# What a reader's program takes when a font of official documents is missing.
OTHER_NAMES = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "黑体": "SimHei"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PIECES = re.compile(r"(^|[\n\t])([^\n\t]*)")
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
SIZES = (9.0, 8.5, 8.0, 7.5)  # points
LONG = 400  # characters from which a row may break across pages
TWIPS = 56.7  # one millimetre


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _CONTROL.sub("", text)


def make(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """An element of the w namespace: `make("jc", val="center")`."""
    element = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def run(text: str, family: str, size: float, *, bold: bool = False) -> BaseOxmlElement:
    """A run in one font; line breaks and tabs of `text` stay what they are."""
    look = make("rPr", make("rFonts", hint="eastAsia", ascii=LATIN, hAnsi=LATIN, eastAsia=family))
    if bold:
        look.append(make("b"))
    look.extend((make("sz", val=round(size * 2)), make("szCs", val=round(size * 2))))
    made = make("r", look)
    for mark, line in _PIECES.findall(clean(text)):
        if mark:
            made.append(make("br" if mark == "\n" else "tab"))
        words = make("t")
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = line
        made.append(words)
    return made


def field(code: str, shown: str, family: str, size: float) -> tuple[BaseOxmlElement, ...]:
    """A simple field with what it shows until it is brought up to date."""
    instruction = make("instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {code} "
    return (
        make("r", make("fldChar", fldCharType="begin")),
        make("r", instruction),
        make("r", make("fldChar", fldCharType="separate")),
        run(shown, family, size),
        make("r", make("fldChar", fldCharType="end")),
    )


def bookmark(paragraph: WordParagraph, number: int, name: str) -> None:
    """Puts a named bookmark around all of a paragraph."""
    at = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(at, make("bookmarkStart", id=number, name=name))
    paragraph._p.append(make("bookmarkEnd", id=number))


def font_table() -> bytes:
    """The part that says which other font may stand for a missing one."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in OTHER_NAMES.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()


def table_element(table: Table, family: str, room: float, height: float) -> BaseOxmlElement:
    """The whole `w:tbl`, `room` millimetres wide: the head repeats on each page, headings stay with their rows.

    Its letters are as large as lets it end on one page of `height` millimetres, as far as that can be estimated.
    """
    width = len(table.widths)
    head = regular(table.header, width)
    body = regular(table.body, width)
    rows = (*head, *body)
    columns = [round(room * TWIPS * share / (sum(table.widths) or 1)) for share in table.widths]
    sizes = SIZES if width <= 9 else SIZES[-1:]
    size = next((size for size in sizes if _tall(rows, columns, size) <= height * TWIPS), sizes[0])
    properties = parse_xml(
        f"<w:tblPr {nsdecls('w')}><w:tblW w:w='{sum(columns)}' w:type='dxa'/><w:jc w:val='center'/>"
        + "<w:tblBorders>"
        + "".join(f"<w:{side} w:val='single' w:sz='4' w:space='0' w:color='404040'/>"
                  for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        + "</w:tblBorders><w:tblLayout w:type='fixed'/>"
        "<w:tblCellMar><w:top w:w='17' w:type='dxa'/><w:left w:w='50' w:type='dxa'/>"
        "<w:bottom w:w='17' w:type='dxa'/><w:right w:w='50' w:type='dxa'/></w:tblCellMar>"
        f"<w:tblCaption w:val={quoteattr(clean(table.title))}/></w:tblPr>"
    )  # fmt: skip
    made = make("tbl", properties, make("tblGrid", *(make("gridCol", w=column) for column in columns)))
    heading = {len(head) + number for number in subheads(body, width)}
    for number, places in enumerate(cover(rows, width)):
        # A heading stays with what it heads, and a total does not stand alone on a page.
        keep = number in heading or len(rows) - 3 <= number < len(rows) - 1
        made.append(_row(places, number, columns, size, family, is_head=number < len(head), keep=keep))
    return made


def _tall(rows: tuple[Row, ...], columns: list[int], size: float) -> float:
    """About how tall a table becomes, in twips."""
    room = [(column - 100) / 20 / size for column in columns]
    return sum(lines * size * 25 + 44 for lines in row_lines(rows, room))


def _row(
    places: list[Placed | None],
    number: int,
    columns: list[int],
    size: float,
    family: str,
    *,
    is_head: bool,
    keep: bool,
) -> BaseOxmlElement:
    properties = make("trPr")
    if all(place is None or len(place.cell.text) < LONG for place in places):
        properties.append(make("cantSplit"))
    if is_head:
        properties.append(make("tblHeader"))
    made = make("tr", properties)
    for column, place in enumerate(places):
        if place is None or place.column != column:
            continue
        wide = sum(columns[column : column + place.cell.colspan])
        made.append(_cell(place.cell, wide, size, family, first=place.row == number, is_head=is_head, keep=keep))
    return made


def _cell(
    cell: TableCell, wide: int, size: float, family: str, *, first: bool, is_head: bool, keep: bool
) -> BaseOxmlElement:
    properties = make("tcPr", make("tcW", w=wide, type="dxa"))
    if cell.colspan > 1:
        properties.append(make("gridSpan", val=cell.colspan))
    if cell.rowspan > 1:
        properties.append(make("vMerge", val="restart") if first else make("vMerge"))
    if is_head:
        properties.append(make("shd", val="clear", color="auto", fill="F0F0F0"))
    properties.append(make("vAlign", val="center"))
    layout = make("pPr")
    if keep:
        layout.append(make("keepNext"))
    layout.extend(
        (
            make("spacing", line=round(size * 25), lineRule="exact", before=0, after=0),
            make("jc", val=_SIDES[cell.align]),
        )
    )
    paragraph = make("p", layout)
    if first and cell.text:
        paragraph.append(run(cell.text, family, size, bold=cell.bold))
    return make("tc", properties, paragraph)

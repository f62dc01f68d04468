"""A document as a workbook: each table with a sheet name on its own sheet, figures as numbers, never a formula."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mingzheng.documents.grid import Row, ems, regular, row_lines, spread
from mingzheng.documents.model import Align, Document, Heading, Paragraph, Table, TableCell

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_SHEET_NAME = 31
FONT = "宋体"
SHEET_WIDTH = {True: 124.0, False: 84.0}  # letters across a page that lies, and one that stands
LETTERS_PER_EM = 1.85  # how many of Excel's column units one Chinese letter takes at the size of cells
TALLEST = 409  # points, by Excel


def render(document: Document) -> bytes:
    """The workbook. Text goes on a first sheet; tables without a sheet name are left to the other formats."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": document.title, "author": document.author, "subject": document.subject})
        styles = _Styles(book)
        if any(isinstance(block, Paragraph) for block in document.blocks):
            _text_sheet(book, document, styles)
        taken: set[str] = set()
        for block in document.blocks:
            if isinstance(block, Table) and block.sheet:
                _table_sheet(book, block, _sheet_name(block.sheet, taken), styles, document.notice)
        if not book.worksheets():
            book.add_worksheet("空")
    return file.getvalue()


class _Styles:
    """Formats by what a cell is; made once, since a workbook may hold few."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}
        self.title = self._add({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.note = self._add({"text_wrap": True, "font_size": 9, "valign": "top"})
        self.left = self._add({"font_size": 10})
        self.right = self._add({"font_size": 10, "align": "right"})
        self.heading = self._add({"bold": True, "font_size": 13, "text_wrap": True})
        self.prose = self._add({"text_wrap": True, "valign": "top", "font_size": 11})

    def _add(self, look: dict[str, object]) -> Format:
        made: Format = self._book.add_format({"font_name": FONT, **look})
        return made

    def cell(self, cell: TableCell, *, head: bool) -> Format:
        pattern = _pattern(cell.number)
        key = (head, cell.bold, cell.align, pattern)
        if key not in self._made:
            align = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}[cell.align]
            look: dict[str, object] = {
                "border": 1,
                "align": align,
                "valign": "vcenter",
                "text_wrap": True,
                "font_size": 10,
            }
            if head:
                look |= {"bg_color": "#EEF2F7", "bold": True}
            if cell.bold:
                look["bold"] = True
            if pattern:
                look["num_format"] = pattern
            self._made[key] = self._add(look)
        return self._made[key]


def _pattern(number: str) -> str:
    """How Excel shows a number with as many decimals as it came with; empty for no number."""
    places = len(number.partition(".")[2])
    return f"#,##0.{'0' * places}" if places else "#,##0" if number else ""


def _sheet_name(wanted: str, taken: set[str]) -> str:
    base = _FORBIDDEN.sub("", wanted).strip("'")[:LONGEST_SHEET_NAME] or "表"
    name, number = base, 2
    while name.casefold() in taken:
        name = f"{base[: LONGEST_SHEET_NAME - 4]}({number})"
        number += 1
    taken.add(name.casefold())
    return name


def _text_sheet(book: Workbook, document: Document, styles: _Styles) -> None:
    sheet = book.add_worksheet("情况说明")
    sheet.set_column(0, 0, SHEET_WIDTH[False])
    lines = [(document.notice, styles.note)] if document.notice else []
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append((block.text, styles.heading))
        elif isinstance(block, Paragraph):
            lines.append((block.text, styles.prose))
    for row, (text, look) in enumerate(lines):
        sheet.write_string(row, 0, _clean(text), look)
        across = ceil(ems(text) * LETTERS_PER_EM * 1.2 / SHEET_WIDTH[False])  # a letter of prose is a fifth larger
        sheet.set_row(row, min(TALLEST, 17 * max(1, across) + 4))
    _print_setup(sheet, landscape=False)


def _table_sheet(book: Workbook, table: Table, name: str, styles: _Styles, notice: str) -> None:
    sheet = book.add_worksheet(name)
    width = len(table.widths)
    share = [part / (sum(table.widths) or 1) for part in table.widths]
    room = [max(5.0, part * SHEET_WIDTH[table.landscape]) for part in share]
    for column, wide in enumerate(room):
        sheet.set_column(column, column, wide)
    _wide(sheet, 0, width, table.title, styles.title)
    sheet.set_row(0, 28)
    _wide(sheet, 1, width, table.number, styles.right)
    _wide(sheet, 2, width, table.entity, styles.left)
    half = max(1, width // 2)
    _wide(sheet, 3, half, table.year_line, styles.left)
    _wide(sheet, 3, width - half, table.money_unit, styles.right, half)
    head, body = regular(table.header, width), regular(table.body, width)
    row = _rows(sheet, 4, head, room, styles, head=True)
    if head:
        sheet.repeat_rows(4, row - 1)
        sheet.freeze_panes(row, 0)
    row = _rows(sheet, row, body, room, styles, head=False)
    for text in (*table.notes, table.statement, notice):
        if text:
            _wide(sheet, row, width, text, styles.note)
            sheet.set_row(row, 14 * max(1, ceil(ems(text) * LETTERS_PER_EM / sum(room))))
            row += 1
    _print_setup(sheet, landscape=table.landscape)


def _print_setup(sheet: Worksheet, *, landscape: bool) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")


def _rows(
    sheet: Worksheet, start: int, rows: tuple[Row, ...], room: list[float], styles: _Styles, *, head: bool
) -> int:
    """Writes regular rows; Excel does not fit a row to a merged cell, so rows of long text get their height here."""
    for number, lines in enumerate(row_lines(rows, [(wide - 1) / LETTERS_PER_EM for wide in room])):
        if lines > 1:
            sheet.set_row(start + number, min(TALLEST, 13.5 * lines + 3))
    for line in spread(rows, len(room)):
        for place in line:
            if place is not None:
                _cell(sheet, start + place.row, place.column, place.cell, styles.cell(place.cell, head=head))
    return start + len(rows)


def _cell(sheet: Worksheet, top: int, left: int, cell: TableCell, look: Format) -> None:
    bottom, right = top + cell.rowspan - 1, left + cell.colspan - 1
    if (bottom, right) != (top, left):
        sheet.merge_range(top, left, bottom, right, "", look)
    if cell.number:
        sheet.write_number(top, left, Decimal(cell.number), look)
    elif cell.text:
        sheet.write_string(top, left, _clean(cell.text), look)
    elif (bottom, right) == (top, left):
        sheet.write_blank(top, left, None, look)


def _wide(sheet: Worksheet, row: int, width: int, text: str, look: Format, start: int = 0) -> None:
    if width > 1:
        sheet.merge_range(row, start, row, start + width - 1, "", look)
    if width > 0 and text:
        sheet.write_string(row, start, _clean(text), look)


def _clean(text: str) -> str:
    """XML holds no control characters, and a cell no more than 32,767 characters."""
    return _CONTROL.sub("", text)[:32_767]

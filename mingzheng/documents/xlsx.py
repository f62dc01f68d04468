"""A document as a workbook: each table with a sheet name on its own sheet, figures as numbers, never a formula."""

from __future__ import annotations

import io
import re
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mingzheng.documents.grid import spread
from mingzheng.documents.model import Align, Document, Heading, Paragraph, Table, TableCell

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_SHEET_NAME = 31


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
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.note = book.add_format({"text_wrap": True, "font_size": 9, "valign": "top"})
        self.left = book.add_format({"font_size": 10})
        self.right = book.add_format({"font_size": 10, "align": "right"})
        self.heading = book.add_format({"bold": True, "font_size": 13, "text_wrap": True})
        self.prose = book.add_format({"text_wrap": True, "valign": "top", "font_size": 11})

    def cell(self, cell: TableCell, *, head: bool) -> Format:
        key = (head, cell.bold, cell.align, bool(cell.number))
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
            if cell.number:
                look["num_format"] = "#,##0.00"
            self._made[key] = self._book.add_format(look)
        return self._made[key]


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
    sheet.set_column(0, 0, 110)
    row = 0
    for text, look in [(document.notice, styles.note)] if document.notice else []:
        sheet.write_string(row, 0, text, look)
        row += 1
    for block in document.blocks:
        if isinstance(block, Heading):
            sheet.write_string(row, 0, _clean(block.text), styles.heading)
        elif isinstance(block, Paragraph):
            sheet.write_string(row, 0, _clean(block.text), styles.prose)
            sheet.set_row(row, 16 * (1 + len(block.text) // 62))
        else:
            continue
        row += 1


def _table_sheet(book: Workbook, table: Table, name: str, styles: _Styles, notice: str) -> None:
    sheet = book.add_worksheet(name)
    width = len(table.widths)
    total = sum(table.widths)
    for column, share in enumerate(table.widths):
        sheet.set_column(column, column, max(6.0, share / total * 118))
    _wide(sheet, 0, width, table.title, styles.title)
    sheet.set_row(0, 28)
    _wide(sheet, 1, width, table.number, styles.right)
    _wide(sheet, 2, width, table.entity, styles.left)
    half = max(1, width // 2)
    _wide(sheet, 3, half, table.year_line, styles.left)
    _wide(sheet, 3, width - half, table.money_unit, styles.right, half)
    row = 4
    row = _rows(sheet, row, table.header, width, styles, head=True)
    sheet.repeat_rows(4, row - 1)
    sheet.freeze_panes(row, 0)
    row = _rows(sheet, row, table.body, width, styles, head=False)
    for text in (*table.notes, table.statement, notice):
        if text:
            _wide(sheet, row, width, text, styles.note)
            sheet.set_row(row, 14 * (1 + len(text) // 80))
            row += 1
    if table.landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _rows(
    sheet: Worksheet, start: int, rows: tuple[tuple[TableCell, ...], ...], width: int, styles: _Styles, *, head: bool
) -> int:
    for line in spread(rows, width):
        for place in line:
            if place is None:
                continue
            top, left, cell = start + place.row, place.column, place.cell
            look = styles.cell(cell, head=head)
            bottom = min(top + cell.rowspan, start + len(rows)) - 1
            right = min(left + cell.colspan, width) - 1
            if (bottom, right) != (top, left):
                sheet.merge_range(top, left, bottom, right, "", look)
            if cell.number:
                sheet.write_number(top, left, Decimal(cell.number), look)
            elif cell.text:
                sheet.write_string(top, left, _clean(cell.text), look)
            elif (bottom, right) == (top, left):
                sheet.write_blank(top, left, None, look)
    return start + len(rows)


def _wide(sheet: Worksheet, row: int, width: int, text: str, look: Format, start: int = 0) -> None:
    if width > 1:
        sheet.merge_range(row, start, row, start + width - 1, "", look)
    if width > 0:
        sheet.write_string(row, start, _clean(text), look)


def _clean(text: str) -> str:
    """XML holds no control characters, and a cell no more than 32,767 characters."""
    return _CONTROL.sub("", text)[:32_767]

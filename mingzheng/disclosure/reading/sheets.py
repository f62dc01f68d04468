"""Workbooks (XLSX, XLS, ODS): every sheet is a table; numbers come back with the digits that a person sees."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from mingzheng.disclosure.rules.raw import RawBlock, RawCell, RawTable, UnreadableFile
from mingzheng.documents.workbooks import Refused, check
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Place

_MOST_CELLS = 3_000_000
_LARGEST_MERGE = 20_000
_QUOTE = 160


def _column_name(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _as_text(value: object, amounts: bool) -> str:
    """A number with at least two decimals when it has a fraction, or stands in a column of `amounts`; else as it is.

    A workbook keeps 500.00 as 500; the other figures of its column tell how it was printed.
    """
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, float):
        exact = Decimal(str(value)).normalize()
        if exact == exact.to_integral_value():
            return str(exact.quantize(Decimal("0.01" if amounts else "1")))
        exponent = exact.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        # Spreadsheets compute in binary: 0.1 + 0.2 arrives as 0.30000000000000004 and means 0.30.
        rounded = exact.quantize(Decimal("0.0000000001")).normalize() if places > 10 else exact
        return str(rounded.quantize(Decimal("0.01"))) if places < 2 else f"{rounded:f}"
    return str(value).strip()


def blocks_of_workbook(content: bytes, name: str) -> Iterator[RawBlock]:
    """One table a sheet. Raises UnreadableFile for a damaged, encrypted or boundless workbook."""
    try:
        check(content, macros=True)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(sheet, workbook.get_sheet_by_name(sheet)) for sheet in workbook.sheet_names]
    except Refused as refused:
        raise UnreadableFile(refused.reason) from refused
    except PasswordError as error:
        raise UnreadableFile(Bilingual("工作簿已加密", "the workbook is encrypted")) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(Bilingual("工作簿已损坏，无法读取", "the workbook is damaged")) from error
    total = 0
    for title, sheet in sheets:
        total += sheet.total_height * sheet.total_width
        if total > _MOST_CELLS:
            raise UnreadableFile(Bilingual("工作簿单元格过多", "the workbook has too many cells"))
        table = _table(title, sheet.to_python(skip_empty_area=False), _merged(sheet.merged_cell_ranges), name)
        if table is not None:
            yield table


def _merged(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None,
) -> dict[tuple[int, int], tuple[int, int]]:
    """Which position is covered by which merged cell."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in ranges or []:
        if (bottom - top + 1) * (right - left + 1) <= _LARGEST_MERGE:
            for row in range(top, bottom + 1):
                covered.update({(row, column): (top, left) for column in range(left, right + 1)})
    return {position: owner for position, owner in covered.items() if position != owner}


def _amount_columns(values: Sequence[Sequence[object]]) -> set[int]:
    """The columns in which some number has a fraction."""
    return {
        column
        for row in values
        for column, value in enumerate(row)
        if isinstance(value, float) and not value.is_integer()
    }


def _table(
    title: str, values: Sequence[Sequence[object]], covered: dict[tuple[int, int], tuple[int, int]], name: str
) -> RawTable | None:
    rows: list[tuple[RawCell, ...]] = []
    amounts = _amount_columns(values)
    for number, row in enumerate(values):
        cells: list[RawCell] = []
        for column, value in enumerate(row):
            # An amount is nothing in a row counter or a code, so a plain 0 beside amounts is one too.
            text = _as_text(value, column in amounts or (bool(amounts) and value == 0))
            owner = covered.get((number, column), (number, column))
            place = Place(name, sheet=title, cell=f"{_column_name(column)}{number + 1}", quote=text[:_QUOTE])
            if owner != (number, column):
                place = rows[owner[0]][owner[1]].place if owner[0] < number else cells[owner[1]].place
                text = ""
            cells.append(RawCell(text, place, covered=owner != (number, column)))
        rows.append(tuple(cells))
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    if not rows:
        return None
    return RawTable(tuple(rows), Place(name, sheet=title, cell="A1"), caption=title, ruled=True)

"""Spans laid out on a grid, for the formats that need to know where each cell of a table really stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from mingzheng.documents.model import TableCell

Row = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its grid position (0-based)."""

    row: int
    column: int
    cell: TableCell


def regular(rows: Sequence[Sequence[TableCell]], width: int) -> tuple[Row, ...]:
    """The same rows filling a grid of `width` columns exactly, so that no format meets an overlap or a gap.

    A span is cut where it would leave the grid or run into a cell that reaches down from above; a short row is
    filled up with blank cells; cells beyond the last column are dropped.
    """
    made: list[Row] = []
    busy = [0] * width  # for each column, how many of the coming rows a cell above still takes
    for number, row in enumerate(rows):
        waiting, line, column = iter(row), [], 0
        after = [max(left - 1, 0) for left in busy]
        while column < width:
            if busy[column]:
                column += 1
                continue
            cell = next(waiting, None) or TableCell()
            across, wanted = 1, min(cell.colspan, width - column)
            while across < wanted and not busy[column + across]:
                across += 1
            down = max(1, min(cell.rowspan, len(rows) - number))
            line.append(cell if (across, down) == (cell.colspan, cell.rowspan) else _spanning(cell, across, down))
            after[column : column + across] = [down - 1] * across
            column += across
        made.append(tuple(line))
        busy = after
    return tuple(made)


def _spanning(cell: TableCell, across: int, down: int) -> TableCell:
    return replace(cell, colspan=across, rowspan=down)


def spread(rows: Sequence[Sequence[TableCell]], width: int) -> list[list[Placed | None]]:
    """Each grid place's cell where one begins, None where a span covers it or nothing stands.

    Cells that would stick out of the grid on the right are cut to its width; a row span may end below the last row.
    """
    return [[place if place and (place.row, place.column) == (row, column) else None
             for column, place in enumerate(line)] for row, line in enumerate(cover(rows, width))]  # fmt: skip


def cover(rows: Sequence[Sequence[TableCell]], width: int) -> list[list[Placed | None]]:
    """For each grid place the cell that covers it, None where nothing stands."""
    grid: list[list[Placed | None]] = [[None] * width for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < width and grid[number][column]:
                column += 1
            if column >= width:
                break
            place = Placed(number, column, cell)
            for line in grid[number : number + max(1, cell.rowspan)]:
                for at in range(column, min(column + max(1, cell.colspan), width)):
                    line[at] = line[at] or place
            column += max(1, cell.colspan)
    return grid


def subheads(rows: Sequence[Row], width: int) -> frozenset[int]:
    """The rows that head those below them: bold words alone, filling the row; formats keep them together.

    `rows` are regular. A row of totals is none, since it holds figures or blanks; neither is the last row.
    """
    return frozenset(
        number
        for number, row in enumerate(rows[:-1])
        if sum(cell.colspan for cell in row) == width
        and all(cell.bold and cell.text.strip() and not cell.number and cell.rowspan == 1 for cell in row)
    )


def row_lines(rows: Sequence[Row], room: Sequence[float]) -> list[int]:
    """How many lines each row needs where column n has `room[n]` ems; a cell that spans rows needs its share of each.

    Chinese letters are one em wide, Latin ones half of it: an estimate, for formats that cannot measure.
    """
    needed = [1] * len(rows)
    for number, line in enumerate(cover(rows, len(room))):
        for column, place in enumerate(line):
            if place is None or (place.row, place.column) != (number, column) or not place.cell.text:
                continue
            cell = place.cell
            wide = max(1.0, sum(room[column : column + cell.colspan]))
            lines = sum(max(1, ceil(ems(part) / wide)) for part in cell.text.split("\n"))
            needed[number] = max(needed[number], ceil(lines / cell.rowspan))
    return needed


def ems(text: str) -> float:
    """The width of a text in ems, roughly."""
    return sum(0.5 if letter < "\u2000" else 1.0 for letter in text)

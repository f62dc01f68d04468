"""Spans laid out on a grid, for the formats that need to know where each cell of a table really stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzheng.documents.model import TableCell


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its grid position (0-based)."""

    row: int
    column: int
    cell: TableCell


def spread(rows: Sequence[Sequence[TableCell]], width: int) -> list[list[Placed | None]]:
    """Each grid place's cell where one begins, None where a span covers it or nothing stands.

    Cells that would stick out of the grid on the right are cut to its width; a row span may end below the last row.
    """
    grid: list[list[Placed | None]] = [[None] * width for _ in rows]
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            if column >= width:
                break
            grid[number][column] = Placed(number, column, cell)
            across = min(cell.colspan, width - column)
            covered |= {(number + down, column + right) for down in range(cell.rowspan) for right in range(across)}
            column += across
    return grid

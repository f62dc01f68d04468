"""Tables without rules: lines whose words stand in columns, found by the gaps that all lines share."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.disclosure.reading.ruled import Box, Char

_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3
_GAP = 1.2  # in character heights


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Rows of (text, box), and the indexes of the lines they were made of."""

    rows: tuple[tuple[tuple[str, Box], ...], ...]
    lines: tuple[int, ...]
    top: float


@dataclass(slots=True)
class _Word:
    text: str
    box: Box


def _words(chars: list[Char]) -> list[_Word]:
    words: list[_Word] = []
    for char in sorted(chars, key=lambda item: item.left):
        if words and char.left - words[-1].box[2] <= max(char.height, 6.0) * _GAP:
            last = words[-1]
            box = (
                last.box[0],
                min(last.box[1], char.bottom),
                max(last.box[2], char.right),
                max(last.box[3], char.top),
            )
            words[-1] = _Word(last.text + char.text, box)
        else:
            words.append(_Word(char.text, (char.left, char.bottom, char.right, char.top)))
    return words


def _columns(rows: list[list[_Word]]) -> list[tuple[float, float]]:
    """Column bands: words of all rows whose extents overlap."""
    bands: list[tuple[float, float]] = []
    for left, right in sorted((word.box[0], word.box[2]) for row in rows if len(row) > 1 for word in row):
        if bands and left < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], right))
        else:
            bands.append((left, right))
    return bands


def aligned_tables(lines: list[tuple[str, Box, list[Char]]]) -> list[AlignedTable]:
    """Runs of at least three lines with at least three words apart from each other."""
    found: list[AlignedTable] = []
    run: list[tuple[int, list[_Word]]] = []

    def close() -> None:
        if len(run) >= _FEWEST_ROWS:
            bands = _columns([words for _, words in run])
            if len(bands) >= _FEWEST_COLUMNS:
                found.append(_table(run, bands))
        run.clear()

    for index, (_, _, chars) in enumerate(lines):
        words = _words(chars)
        if len(words) >= _FEWEST_COLUMNS:
            run.append((index, words))
        else:
            close()
    close()
    return found


def _table(run: list[tuple[int, list[_Word]]], bands: list[tuple[float, float]]) -> AlignedTable:
    rows = []
    for _, words in run:
        bottom, top = min(word.box[1] for word in words), max(word.box[3] for word in words)
        cells: list[tuple[str, Box]] = [("", (left, bottom, right, top)) for left, right in bands]
        for word in words:
            middle = (word.box[0] + word.box[2]) / 2
            column = next((n for n, (left, right) in enumerate(bands) if left <= middle <= right), len(bands) - 1)
            cells[column] = (cells[column][0] + word.text, word.box)
        rows.append(tuple(cells))
    return AlignedTable(tuple(rows), tuple(index for index, _ in run), max(word.box[3] for word in run[0][1]))

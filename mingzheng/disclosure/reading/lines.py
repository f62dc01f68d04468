"""Lines of a page from its characters, and the lines that every page repeats (running heads, notices, page numbers)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mingzheng.disclosure.reading.ruled import Box, Char
from mingzheng.disclosure.rules.raw import RawBlock, RawText

_SAME_LINE = 0.5  # of a character's height
_WORD_GAP, _COLUMN_GAP = 0.25, 1.0
_REPEATED, _SHARE = 3, 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text (two spaces where words stand far apart), its box, its characters."""

    text: str
    box: Box
    chars: tuple[Char, ...]


def lines_of(chars: list[Char]) -> list[Line]:
    """Characters by height, then from the left."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda item: -item.middle):
        if rows and abs(rows[-1][0].middle - char.middle) <= max(rows[-1][0].height, char.height, 4.0) * _SAME_LINE:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_line(sorted(row, key=lambda item: item.left)) for row in rows]


def _line(row: list[Char]) -> Line:
    parts: list[str] = []
    last: Char | None = None
    for char in row:
        if last is not None:
            gap = (char.left - last.right) / max(char.height, last.height, 4.0)
            both_latin = char.text.isascii() and last.text.isascii()
            parts.append("  " if gap > _COLUMN_GAP else " " if gap > _WORD_GAP and both_latin else "")
        parts.append(char.text)
        last = char
    box = (
        row[0].left,
        min(char.bottom for char in row),
        max(char.right for char in row),
        max(char.top for char in row),
    )
    return Line("".join(parts), box, tuple(row))


def furniture(blocks: list[RawBlock], pages: int) -> tuple[RawBlock, ...]:
    """The blocks without lines that stand at the same height with the same text on many pages."""

    def spot(text: RawText) -> tuple[str, int]:
        return text.text, round(text.place.box[1] / 4) if text.place.box else 0

    seen = Counter(spot(block) for block in blocks if isinstance(block, RawText))
    often = max(_REPEATED, round(pages * _SHARE))
    return tuple(block for block in blocks if not isinstance(block, RawText) or seen[spot(block)] < often)

"""A document as Markdown that people and our own reader understand: headings, paragraphs, pipe tables.

Markdown has no spans: a cell that spans columns or rows stands once, in its first place, and the places it covers are
blank, so that reading the file back gives every figure exactly once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from mingzheng.documents.grid import Placed, regular, spread
from mingzheng.documents.model import Block, Contents, Cover, Document, Heading, Paragraph, Table

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|\t")
# A backslash, code, emphasis, a tag, an entity, a link, a strike-through; an underscore inside a word is none of them.
_MARKUP = re.compile(r"[\\`*]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=[(\[:])|~(?=~)")
# A heading, a quotation, a list, a rule; a numbered list.
_BEGINNING = re.compile(r"(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[-=]{2,}\s*$)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def render(document: Document) -> str:
    """The document as CommonMark with pipe tables."""
    parts = [_block(block, document) for block in document.blocks]
    if document.notice:  # behind the cover, since what a cover says is the document's title
        parts.insert(
            1 if document.blocks and isinstance(document.blocks[0], Cover) else 0, f"> {escape(document.notice)}"
        )
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, document: Document) -> str:
    if isinstance(block, Heading):
        return f"{'#' * min(block.level, 6)} {escape(block.text)}"
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Cover):
        return "\n\n".join(_line(text) for text in (*block.title, block.date_line, block.note) if text)
    return _contents(block, document)


def escape(text: str) -> str:
    """Text that Markdown shows as it is: only what would be read as mark-up gets a backslash."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", _CONTROL.sub("", text))


def _line(text: str) -> str:
    """A line that begins no list, quotation, heading or block of code."""
    return _at_start(escape(text))


def _at_start(line: str) -> str:
    line = line.lstrip(" \t")
    if _BEGINNING.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def _contents(block: Contents, document: Document) -> str:
    lines = [f"**{escape(block.title)}**", ""]
    for other in document.blocks:
        if isinstance(other, Heading) and other.level <= 2:
            lines.append(f"{'- ' if other.level == 1 else '  - '}{_line(other.text)}")
        elif isinstance(other, Table) and other.number:
            lines.append(f"  - {_line(other.title)}")
    return "\n".join(lines)


def _paragraph(block: Paragraph) -> str:
    """The text with its bold runs; a line break inside is a hard one."""
    text = "".join(f"**{escape(part)}**" if bold else escape(part) for part, bold in _emphasis(block))
    return "  \n".join(_at_start(line) for line in text.split("\n") if line.strip())


def _emphasis(block: Paragraph) -> list[tuple[str, bool]]:
    """Stretches of plain and bold text, neighbours joined, bold only where CommonMark opens and closes it.

    `**…。**字` is not closed, so a full stop at the end of a bold stretch goes outside.
    """
    joined = _joined((run.text, run.bold) for run in block.runs)
    made: list[tuple[str, bool]] = []
    for number, (text, bold) in enumerate(joined):
        inner = text.rstrip(" 。，；：、！？,.;:!?") if bold else text
        before = joined[number - 1][0] if number else ""
        after = text[len(inner) :] + (joined[number + 1][0] if number + 1 < len(joined) else "")
        closes = not _punctuation(inner[-1:]) or not _letter(after[:1])
        opens = not _punctuation(inner[:1]) or not _letter(before[-1:])
        stands = bool(inner) and inner == inner.strip() and "\n" not in inner
        made += [(inner, bold and stands and opens and closes), (text[len(inner) :], False)]
    return _joined(made)


def _joined(parts: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    groups = groupby(((text, bold) for text, bold in parts if text), key=itemgetter(1))
    return [("".join(text for text, _ in group), bold) for bold, group in groups]


def _letter(letter: str) -> bool:
    return bool(letter) and not letter.isspace() and not _punctuation(letter)


def _punctuation(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter)[0] in "PS"


def _table(table: Table) -> str:
    above = [_line(text) for text in (table.number, table.entity, table.year_line, table.money_unit) if text]
    width = len(table.widths)
    rows = [*regular(table.header, width), *regular(table.body, width)]
    lines = [_row(row) for row in spread(rows, width)]
    if lines:
        lines.insert(1, "|" + "---|" * width)
    title = f"**{escape(table.title)}**" if table.title else ""
    below = [_line(text) for text in (*table.notes, table.statement)]
    pieces = [title, *above, "\n".join(lines), *below]
    return "\n\n".join(piece for piece in pieces if piece)


def _row(row: list[Placed | None]) -> str:
    cells = ["" if place is None else escape(place.cell.text) for place in row]
    return "| " + " | ".join(text.replace("|", "\\|").replace("\n", "<br>") for text in cells) + " |"

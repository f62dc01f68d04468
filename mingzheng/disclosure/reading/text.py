"""Markdown and plain text: tables of tabs, of pipes, of HTML inside; every line keeps its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.disclosure.reading.html import table_of
from mingzheng.disclosure.rules.raw import RawBlock, RawCell, RawTable, RawText
from mingzheng.kernel.facts import Place

_RULE = re.compile(r"[\s|:+\-=_]*-{2,}[\s|:+\-=_]*")
_HEADING = re.compile(r"(#{1,6})\s*(.*?)\s*#*")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>~|#+\-.)&])")
_QUOTE = 160


def _cells(parts: list[str], line: int, name: str) -> tuple[RawCell, ...]:
    return tuple(
        RawCell(part.strip(), Place(name, line=line, column=number, quote=part.strip()[:_QUOTE]))
        for number, part in enumerate(parts, 1)
    )


def _pipe_row(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [_unescaped(_BREAK.sub(" ", part)) for part in parts]


def _unescaped(text: str) -> str:
    """What Markdown shows for a backslash before punctuation: the punctuation."""
    return _ESCAPED.sub(r"\1", text)


def _row(line: str) -> list[str] | None:
    """The cells of a line that is a row of a table, or None."""
    if "\t" in line:
        return line.rstrip("\r").split("\t")
    stripped = line.strip()
    if len(stripped) > 2 and stripped.startswith("|") and stripped.endswith("|"):
        return _pipe_row(stripped)
    return None


def _text(line: str, number: int, name: str) -> RawText:
    place = Place(name, line=number, column=1, quote=line.strip()[:_QUOTE])
    heading = _HEADING.fullmatch(line.strip())
    if heading and heading[2]:
        return RawText(_unescaped(heading[2]), place, level=len(heading[1]))
    return RawText(_unescaped(line.strip()), place)


def blocks_of_text(text: str, name: str) -> Iterator[RawBlock]:
    """Lines become texts and tables; a blank line ends a table, since a page break may have left it there."""
    rows: list[tuple[RawCell, ...]] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number].rstrip("\r")
        number += 1
        is_rule = bool(_RULE.fullmatch(line))
        parts = None if is_rule else _row(line)
        if parts is not None:
            rows.append(_cells(parts, number, name))
            continue
        if is_rule and rows:
            continue
        if rows:
            yield RawTable(tuple(rows), rows[0][0].place)
            rows = []
        if "<table" in line.lower():
            start = number
            markup = [line]
            while "</table" not in markup[-1].lower() and number < len(lines):
                markup.append(lines[number])
                number += 1
            yield from table_of("\n".join(markup), name, start)
        elif line.strip() and not is_rule:
            yield _text(line, number, name)
    if rows:
        yield RawTable(tuple(rows), rows[0][0].place)

"""A document as PDF/A, set by typst with fonts from Python packages: no system font, no network.

The template is fixed; the document goes in as JSON and is only ever data to it, so nothing that is typed into a report
can become code. PDF/A refuses a character that no font can show, and the error names it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import cast

import typst

from mingzheng.documents.grid import Row, regular, subheads
from mingzheng.documents.model import Block, Contents, Cover, Document, Heading, Table
from mingzheng.kernel.bilingual import Bilingual

# The binding is typed by overloads that do not admit a list of paths.
_compile = cast(Callable[..., bytes], typst.compile)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MISSING = re.compile(r"the text `\"(.+)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
FONT_PACKAGES = ("pylopdf_fonts_zh_cn", "manimgx_fonts_cjk")


class CannotSet(ValueError):
    """The document cannot be set; `reason` says what stands in the way."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


def render(document: Document, *, fonts: tuple[Path, ...] = ()) -> bytes:
    """The document as PDF/A-2b. `fonts` are folders searched before the packaged fonts. Raises CannotSet."""
    content = {
        "title": document.title,
        "author": document.author,
        "keywords": [document.subject] if document.subject else [],
        "notice": document.notice,
        "blocks": [_block(block) for block in document.blocks],
    }
    printable = _printable(content)
    try:
        made = _compile(
            files(__package__).joinpath("data/report.typ").read_bytes(),
            font_paths=[*fonts, *font_folders()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(printable, ensure_ascii=False)},
            pdf_standards="a-2b",
        )
    except typst.TypstError as error:
        raise CannotSet(_reason(str(error), printable)) from error
    return made


@cache
def font_folders() -> tuple[Path, ...]:
    """The folders of the packaged fonts. Raises CannotSet when a package is missing."""
    folders = []
    for name in FONT_PACKAGES:
        spec = find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise CannotSet(Bilingual(f"缺少字体包{name}", f"the font package {name} is not installed"))
        folders.append(Path(spec.submodule_search_locations[0]))
    return tuple(folders)


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Table):
        return _table(block)
    kinds = {Cover: "cover", Contents: "contents", Heading: "heading"}
    return asdict(block) | {"kind": kinds.get(type(block), "paragraph")}


def _table(table: Table) -> dict[str, object]:
    """A table with its rows in groups: level 1 the head, level 2 headings inside the body, 0 what they head."""
    width = len(table.widths)
    body = regular(table.body, width)
    heading = subheads(body, width)
    groups: list[dict[str, object]] = (
        [{"level": 1, "rows": _rows(regular(table.header, width))}] if table.header else []
    )
    for level, numbers in groupby(range(len(body)), key=lambda number: 2 if number in heading else 0):
        groups.append({"level": level, "rows": _rows(body[number] for number in numbers)})
    return asdict(replace(table, header=(), body=())) | {"kind": "table", "groups": groups, "rows": len(body)}


def _rows(rows: Iterable[Row]) -> list[list[dict[str, object]]]:
    return [[asdict(cell) for cell in row] for row in rows]


def _printable(value: object) -> object:
    """The same content without control characters, which no font shows."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list | tuple) else value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _reason(error: str, content: object) -> Bilingual:
    """What typst says, in words for the person who wrote the text: which character, and where it stands."""
    missing = _MISSING.search(error)
    if missing is None:
        first = error.strip().splitlines()[0][:300]
        return Bilingual(f"无法排版为PDF：{first}", f"this cannot be set as PDF: {first}")
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), missing[1])
    around = next((whole for whole in _texts(content) if text in whole), "")
    at = around.find(text)
    near = around[max(0, at - 12) : at + len(text) + 12]
    codes = " ".join(f"U+{ord(letter):04X}" for letter in text)
    return Bilingual(
        f"无法排版为PDF：字体中没有字符“{text}”（{codes}），见“{near}”；请改用其他字符，或提供含该字符的字体",
        f"this cannot be set as PDF: no font shows “{text}” ({codes}), near “{near}”; "
        "use another character or give a font that has it",
    )

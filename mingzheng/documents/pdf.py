"""A document as PDF/A, set by typst with fonts from Python packages: no system font, no network.

The template is fixed; the document goes in as JSON and is only ever data to it, so nothing that is typed into a report
can become code. PDF/A refuses a character that no font can show, and the error names it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import typst

from mingzheng.documents.model import Block, Contents, Cover, Document, Heading, Paragraph
from mingzheng.kernel.bilingual import Bilingual

# The binding is typed by overloads that do not admit a list of paths.
_compile = cast(Callable[..., bytes], typst.compile)
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
    try:
        made = _compile(
            files(__package__).joinpath("data/report.typ").read_bytes(),
            font_paths=[*fonts, *font_folders()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
            pdf_standards="a-2b",
        )
    except typst.TypstError as error:
        raise CannotSet(
            Bilingual(f"无法排版为PDF：{_first_line(error)}", f"this cannot be set as PDF: {_first_line(error)}")
        ) from error
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
    kinds = {Cover: "cover", Contents: "contents", Heading: "heading", Paragraph: "paragraph"}
    return asdict(block) | {"kind": kinds.get(type(block), "table")}


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:300]

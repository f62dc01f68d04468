"""What a reader of files hands over: text and tables in reading order with their places, before any understanding.

Every format becomes this one shape, so that recognising knows nothing of PDF, Word or spreadsheets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Place

FileFormat = Literal["text", "html", "docx", "xlsx", "pdf"]


class UnreadableFile(ValueError):
    """A file that cannot be read at all; `reason` says why, in both languages."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that was not read, and why: never to be taken for a part without findings."""

    place: Place
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class RawText:
    """One line or paragraph; `level` is the heading level that the file's own mark-up gives (0: running text).

    `joined` is True when the format knows paragraphs (DOCX, HTML), False when a line may be half a sentence.
    """

    text: str
    place: Place
    level: int = 0
    joined: bool = False


@dataclass(frozen=True, slots=True)
class RawCell:
    """One position of a table's grid. `covered` marks the rest of a merged cell: its place is that cell's place."""

    text: str
    place: Place
    covered: bool = False


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as a grid. Rows may differ in length where the file itself is damaged.

    `ruled` is True when the file draws the grid (HTML, DOCX, sheets, ruled PDF), so columns can be trusted.
    """

    rows: tuple[tuple[RawCell, ...], ...]
    place: Place
    caption: str = ""
    ruled: bool = False


RawBlock = RawText | RawTable


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file's text and tables in reading order; `digest` is the SHA-256 of its bytes."""

    name: str
    digest: str
    file_format: FileFormat
    blocks: tuple[RawBlock, ...]
    unread: tuple[Unread, ...] = ()
    pages: int | None = None
    notes: tuple[Bilingual, ...] = field(default=())  # what the reader had to assume, such as the encoding

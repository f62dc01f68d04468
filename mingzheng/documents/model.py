"""A document as a tree of blocks, independent of any file format.

Rooms build it, renderers translate it. A figure in a run or a cell carries `ref`, the address of what stands
behind it (a fact key such as `03/2010301/basic`), so that every format which can link does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `ref` says which fact a figure states."""

    text: str
    bold: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part (第一部分), 2 a section (一、), 3 a sub-section (（一）)."""

    level: int
    text: str
    anchor: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; indented by two characters unless it is a note or centred."""

    runs: tuple[Run, ...]
    align: Align = Align.LEFT
    indent: bool = True
    small: bool = False  # notes below tables

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; spans as in HTML. `number` asks for tabular figures and right alignment."""

    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False
    align: Align = Align.LEFT
    ref: str = ""
    number: str = ""  # the exact decimal behind a formatted figure, for xlsx: "4285.05"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its official surroundings: title, number line (公开01表), unit line, notes."""

    title: str
    header: tuple[tuple[TableCell, ...], ...]
    body: tuple[tuple[TableCell, ...], ...]
    widths: tuple[float, ...]  # relative column widths, one a grid column
    number: str = ""  # 公开01表
    entity: str = ""  # 部门：…
    year_line: str = ""  # 2022年度
    money_unit: str = ""  # 单位：万元
    notes: tuple[str, ...] = ()
    statement: str = ""  # 说明：… of an empty table
    anchor: str = ""
    landscape: bool = False
    sheet: str = ""  # name of its sheet in xlsx; empty: not a sheet of its own


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page: lines of the title, the date line in Chinese digits, an optional provenance note."""

    title: tuple[str, ...]
    date_line: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents goes; it is made from the headings of level 1 and 2 and the titles of tables."""

    title: str = "目 录"


Block = Heading | Paragraph | Table | Cover | Contents


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in reading order."""

    title: str
    author: str
    blocks: tuple[Block, ...]
    language: str = "zh-Hans"
    subject: str = ""
    notice: str = ""  # that the ledger is reconstructed or demo: on each page, or behind the cover where there are none
    properties: tuple[tuple[str, str], ...] = field(default=())

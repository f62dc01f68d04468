"""A published document as it was understood: facts with their places, and the text around them.

Every key of a fact follows the vocabulary of `kernel/docs.md`. A section has a number by *meaning* (`1` … `13`, `9.2`),
whatever number the document prints: 政府采购 is section `11` also where it is printed as 十二.
Places of a fact: `line`/`column` (text; column counts cells of a table row from 1), `page`/`box` (PDF),
`sheet`/`cell` (spreadsheets).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from mingzheng.disclosure.rules.raw import FileFormat, Unread
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.cell import Cell
from mingzheng.kernel.facts import Fact, FactKey, Place
from mingzheng.performance.rules.forms import Form

# 决算 or 预算, by the title page; empty when the document says neither. The figures of a budget are `opening`.
DocumentKind = Literal["final_accounts", "budget", ""]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph or line, joined over hard line breaks, with the place of its first character."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is a part (第一部分), 2 a section (一、), 3 a sub-section (（一）); `number` as printed."""

    level: int
    number: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the table of contents; `number` as printed, `page` when it prints one."""

    level: int
    number: str
    title: str
    place: Place
    page: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One explained term of the glossary."""

    term: str
    definition: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reason:
    """A stated reason. `topic` is section/subject: `1/grand_total`, `5.3/2010301`, `6/personnel`, `9.2/reception`."""

    topic: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ItemList:
    """The economic items a paragraph says a sum consists of. `topic`: `6/personnel`, `6/public`, `6/basic`."""

    topic: str
    items: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Direction:
    """The direction word of a change (增加, 减少, 增长, 下降, 持平 …), as it stands, beside the fact it signs."""

    key: FactKey
    word: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the narrative. `number` by meaning (`5.3`; empty when the section is of no known kind)."""

    number: str
    printed: str
    title: str
    place: Place
    paragraphs: tuple[TextBlock, ...] = ()

    @property
    def text(self) -> str:
        return "".join(block.text for block in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One position of a table: the text as understood, the figure when it is one, the key when it is a fact."""

    text: str
    place: Place
    cell: Cell
    key: FactKey | None = None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table. `source` is `01` … `09` by meaning, or empty for a table of no known kind.

    `money_unit` is 万元 or 元, empty when none is printed; the `*_line` are as printed. `header` and `rows` are the
    grid; `total_row`… are found through the keys of `facts`.
    """

    source: str
    title: str
    place: Place
    header: tuple[tuple[ReadCell, ...], ...] = ()
    rows: tuple[tuple[ReadCell, ...], ...] = ()
    facts: tuple[Fact, ...] = ()
    number: str = ""  # 公开01表
    unit_line: str = ""  # 单位：万元
    money_unit: str = ""
    year_line: str = ""  # 2022年度
    entity_line: str = ""  # 部门：…
    notes: tuple[TextBlock, ...] = ()
    statement: TextBlock | None = None  # 说明：… 故本表无数据
    row_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # row key → printed label


@dataclass(frozen=True, slots=True)
class Repair:
    """Conversion damage that was mended: what stood there and what it was read as."""

    kind: str  # row_joined, cell_joined, overlap, shifted, spaced, formula, escaped_text, label_joined, repeated_header
    place: Place
    before: str
    after: str
    message: Bilingual


@dataclass(frozen=True, slots=True)
class CoverPage:
    """What the title page states; empty text and None where it states nothing."""

    title: str = ""
    unit_name: str = ""
    year: int | None = None
    date_line: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class ReadDocument:
    """One published document, read. Facts are in reading order; each key stands once (`final#2` for a repeat)."""

    name: str
    digest: str
    file_format: FileFormat
    unit_name: str = ""
    year: int | None = None
    facts: tuple[Fact, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    sections: tuple[Section, ...] = ()
    forms: tuple[Form, ...] = ()
    unread: tuple[Unread, ...] = ()
    cover: CoverPage = field(default_factory=CoverPage)
    headings: tuple[Heading, ...] = ()
    contents_entries: tuple[ContentsEntry, ...] = ()
    glossary_terms: tuple[GlossaryTerm, ...] = ()
    reasons: tuple[Reason, ...] = ()
    item_lists: tuple[ItemList, ...] = ()
    directions: tuple[Direction, ...] = ()
    project_names: TextBlock | None = None  # 分别是：… the projects the narrative names
    text_blocks: tuple[TextBlock, ...] = ()  # all running text outside tables, in reading order
    repairs: tuple[Repair, ...] = ()
    kind: DocumentKind = ""
    pages: int | None = None

    @cached_property
    def by_key(self) -> Mapping[FactKey, Fact]:
        """Every fact by its key."""
        return MappingProxyType({fact.key: fact for fact in self.facts})

    def fact(self, key: FactKey) -> Fact | None:
        """The fact of a key, or None."""
        return self.by_key.get(key)

    def table(self, source: str) -> ReadTable | None:
        """The first table of a kind (`01` … `09`), or None."""
        return next((table for table in self.tables if table.source == source), None)

    def section(self, number: str) -> Section | None:
        """The first section of a kind (`1`, `5.3`), or None."""
        return next((section for section in self.sections if section.number == number), None)

    def reason(self, topic: str) -> Reason | None:
        """The first reason given for a topic, or None."""
        return next((reason for reason in self.reasons if reason.topic == topic), None)

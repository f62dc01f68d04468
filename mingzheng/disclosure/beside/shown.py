"""What the audit page shows: blocks of the document, their cells, and findings with links into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as it shows at a place of the document."""

    number: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class BesideCell:
    """A cell of a table or form; `anchor` is where a finding's link leads to."""

    text: str
    place: Place = field(default_factory=Place)
    number: bool = False
    span: int = 1
    anchor: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class BesideBlock:
    """One block of the document: a heading (`level` 1 to 3), a paragraph (0), or a table or form with its rows."""

    place: Place
    text: str = ""
    level: int = 0
    rows: tuple[tuple[BesideCell, ...], ...] = ()
    where: str = ""
    anchor: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A place in words and the anchor of what shows it; no anchor when the document shows nothing there."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class BesideFinding:
    """A finding for the page: its number, its words in the reader's language, links to all its places."""

    number: int
    finding: Finding
    title: str
    message: str
    remedy: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Both columns of the audit page; `counts` by severity."""

    blocks: tuple[BesideBlock, ...]
    findings: tuple[BesideFinding, ...]
    counts: Mapping[str, int]

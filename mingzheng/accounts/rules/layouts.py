"""Layouts of the nine tables as data: titles, labels, row numbers, column heads, notes. Never an amount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

Kind = Literal["two_sided", "by_code", "blocks", "one_row"]


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a table's head."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class SidedRow:
    """A row of a two-sided table: label, 行次 and row key of income and of expenditure; a key may be empty."""

    income: tuple[str, str, str]
    expenditure: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How one table is printed in a province and year."""

    source: str  # 01 … 09 by meaning
    number: str  # 公开01表
    kind: Kind
    title: str
    header: tuple[tuple[Head, ...], ...]
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...] = ()
    statement: str = ""
    landscape: bool = False
    rows: tuple[SidedRow, ...] = ()
    bold: frozenset[str] = frozenset()
    blocks: tuple[tuple[tuple[str, str], ...], ...] = ()  # (economic code, printed name) a block
    totals: tuple[tuple[str, str], ...] = ()  # (label, row key)


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of a province, in printed order, for the years it is valid in."""

    province: str
    valid_from: int
    valid_to: int | None
    tables: tuple[TableLayout, ...]

    def covers(self, year: int) -> bool:
        """True when the layout is in force in `year`."""
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    def table(self, source: str) -> TableLayout:
        """The table of that meaning. Raises LookupError."""
        for table in self.tables:
            if table.source == source:
                return table
        raise LookupError(f"the layout of {self.province} has no table {source}")


def newest_first(layouts: Iterable[Layout]) -> list[Layout]:
    """Layouts with the youngest first, so that the first that covers a year is the right one."""
    return sorted(layouts, key=lambda layout: -layout.valid_from)


def layout_from(data: Mapping[str, object]) -> Layout:
    """A layout from its JSON form (see `data/layouts/`)."""
    tables = cast(Sequence[Mapping[str, object]], data["tables"])
    valid_to = data["valid_to"]
    return Layout(
        str(data["province"]),
        int(str(data["valid_from"])),
        None if valid_to is None else int(str(valid_to)),
        tuple(_table(table) for table in tables),
    )


def _table(data: Mapping[str, object]) -> TableLayout:
    header = cast(list[list[tuple[str, int, int]]], data["header"])
    rows = cast(list[list[str]], data.get("rows", []))
    blocks = cast(list[list[list[str]]], data.get("blocks", []))
    totals = cast(list[list[str]], data.get("totals", []))
    return TableLayout(
        source=str(data["source"]),
        number=str(data["number"]),
        kind=cast(Kind, data["kind"]),
        title=str(data["title"]),
        header=tuple(tuple(Head(*head) for head in row) for row in header),
        columns=tuple(cast(list[str], data["columns"])),
        widths=tuple(cast(list[float], data["widths"])),
        notes=tuple(cast(list[str], data.get("notes", []))),
        statement=str(data.get("statement", "")),
        landscape=bool(data.get("landscape", False)),
        rows=tuple(SidedRow((r[0], r[1], r[2]), (r[3], r[4], r[5])) for r in rows),
        bold=frozenset(cast(list[str], data.get("bold", []))),
        blocks=tuple(tuple((code, name) for code, name in block) for block in blocks),
        totals=tuple((label, key) for label, key in totals),
    )

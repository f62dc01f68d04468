"""What people call a figure: its table, its row and its column, as the layout prints them; and how it is made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzheng.accounts.rules.equations import table_equations
from mingzheng.accounts.rules.render import as_document_table
from mingzheng.accounts.rules.rollup import Figures
from mingzheng.accounts.rules.tables import AccountsTable
from mingzheng.documents.grid import Placed, spread
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.equations import Relation
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Label:
    """Where a figure is printed: number and title of the table, the row's label, the column's heading."""

    number: str
    title: str
    row: str
    column: str

    def __str__(self) -> str:
        return " · ".join(part for part in (self.title, self.row, self.column) if part)


@dataclass(frozen=True, slots=True)
class Part:
    """One addend of a formula, with its amount today."""

    key: FactKey
    label: str
    amount: Money
    sign: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A relation the figure takes part in: what it says, and its other side."""

    code: str
    title: Bilingual
    parts: tuple[Part, ...]


def labels(tables: Iterable[AccountsTable]) -> dict[FactKey, Label]:
    """The label of every printed figure."""
    return {key: label for table in tables for key, label in _table_labels(table)}


def formulas(key: FactKey, figures: Figures, names: dict[FactKey, Label]) -> list[Formula]:
    """The equations whose left side is this figure alone: what it must be equal to."""
    found = []
    for equation in table_equations(list(names)):
        if equation.relation is Relation.EQUAL and [term.key for term in equation.left] == [key]:
            parts = tuple(
                Part(term.key, str(names[term.key]), figures.amount(term.key), "−" if term.factor < 0 else "+")
                for term in equation.right
                if figures.amount(term.key) or len(equation.right) == 1
            )
            found.append(Formula(equation.code, equation.title, parts))
    return found


def _table_labels(table: AccountsTable) -> Iterable[tuple[FactKey, Label]]:
    printed = as_document_table(table)
    width = len(printed.widths)
    heads = [_heading(column) for column in zip(*_filled(spread(printed.header, width)), strict=True)]
    for slots, places in zip(table.body, spread(printed.body, width), strict=True):
        text = ""
        cells = [place for place in places if place]
        for slot, place in zip(slots, cells, strict=False):
            if slot.key is None:
                text = slot.text if slot.text and not slot.text.isdigit() else text
                continue
            yield slot.key, Label(table.number, table.title, text, heads[place.column])


def _filled(grid: Sequence[Sequence[Placed | None]]) -> list[list[str]]:
    """The text over every column of the head: a cell counts for all the columns and rows that it spans."""
    texts = [["" for _ in row] for row in grid]
    for row in grid:
        for place in row:
            if place:
                for down in range(min(place.cell.rowspan, len(texts) - place.row)):
                    for right in range(min(place.cell.colspan, len(texts[0]) - place.column)):
                        texts[place.row + down][place.column + right] = place.cell.text
    return texts


def _heading(column: Sequence[str]) -> str:
    """The heading of a column, highest first, without the line of column numbers and without repeats."""
    said: list[str] = []
    for text in column:
        plain = "".join(text.split())
        if plain and not plain.isdigit() and plain not in ("栏次", *said):
            said.append(plain)
    return " / ".join(said)

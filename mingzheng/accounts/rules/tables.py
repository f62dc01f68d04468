"""The nine tables as values: figures placed into a layout. Each cell is rounded once, from exact fen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingzheng.accounts.rules.codes import CodeTable
from mingzheng.accounts.rules.layouts import Head, Layout, TableLayout
from mingzheng.accounts.rules.rollup import Figures
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a table's body: a label, or a figure (`amount` None prints blank, which is not zero)."""

    text: str = ""
    key: FactKey | None = None
    amount: Money | None = None
    bold: bool = False
    colspan: int = 1
    centred: bool = False


@dataclass(frozen=True, slots=True)
class AccountsTable:
    """One of the nine tables with its surroundings, ready to be rendered or compared."""

    source: str
    number: str
    title: str
    entity: str
    year: int
    header: tuple[tuple[Head, ...], ...]
    body: tuple[tuple[Slot, ...], ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...]
    statement: str
    landscape: bool

    def figures(self) -> Iterator[Slot]:
        """Every place that stands for a figure."""
        return (slot for row in self.body for slot in row if slot.key is not None)


def nine_tables(
    figures: Figures,
    layout: Layout,
    entity: str,
    year: int,
    *,
    functional: CodeTable,
    economic: CodeTable | None = None,
) -> tuple[AccountsTable, ...]:
    """The tables of `layout` in printed order, filled from `figures`.

    `functional` names the rows by code, `economic` the items that the form of table 06 does not list.
    """
    return tuple(_table(figures, table, entity, year, functional, economic) for table in layout.tables)


def _table(
    figures: Figures, layout: TableLayout, entity: str, year: int, functional: CodeTable, economic: CodeTable | None
) -> AccountsTable:
    if layout.kind == "two_sided":
        body = _two_sided(figures, layout)
    elif layout.kind == "by_code":
        body = _by_code(figures, layout, functional)
    elif layout.kind == "blocks":
        body = _blocks(figures, layout, economic)
    else:
        body = (
            tuple(_figure(figures, layout, row, column) for row in ("budget", "final") for column in layout.columns),
        )
    empty = layout.kind == "by_code" and not figures.codes(layout.source)
    return AccountsTable(
        layout.source,
        layout.number,
        layout.title,
        entity,
        year,
        layout.header,
        body,
        layout.widths,
        layout.notes,
        layout.statement if empty else "",
        layout.landscape,
    )


def _figure(figures: Figures, layout: TableLayout, row: str, column: str, bold: bool = False) -> Slot:
    key = FactKey(layout.source, row, column)
    return Slot(key=key, amount=figures.amount(key), bold=bold)


def _two_sided(figures: Figures, layout: TableLayout) -> tuple[tuple[Slot, ...], ...]:
    """Rows of income and expenditure side by side; the income side has one amount column, called `amount`."""
    body = []
    for row in layout.rows:
        left, right = row.income, row.expenditure
        income_bold, expenditure_bold = left[2] in layout.bold, right[2] in layout.bold
        slots = [Slot(left[0], bold=income_bold), Slot(left[1], centred=True)]
        slots.append(_side(figures, layout.source, left[2], "amount", income_bold))
        slots += [Slot(right[0], bold=expenditure_bold), Slot(right[1], centred=True)]
        slots += [_side(figures, layout.source, right[2], column, expenditure_bold) for column in layout.columns]
        body.append(tuple(slots))
    return tuple(body)


def _side(figures: Figures, source: str, row: str, column: str, bold: bool) -> Slot:
    if not row:
        return Slot()
    key = FactKey(source, row, column)
    return Slot(key=key, amount=figures.amount(key), bold=bold)


def _by_code(figures: Figures, layout: TableLayout, functional: CodeTable) -> tuple[tuple[Slot, ...], ...]:
    """合计, then 类, 款 and 项 in order of code. Without any figure the total row is blank and a statement explains."""
    codes = figures.codes(layout.source)
    total = (Slot("合计", bold=True, colspan=2, centred=True),)
    if not codes:
        blanks = (Slot(key=FactKey(layout.source, "total", column)) for column in layout.columns)
        return ((*total, *blanks),)
    body = [(*total, *(_figure(figures, layout, "total", column, bold=True) for column in layout.columns))]
    for code in codes:
        labels = (Slot(code), Slot(functional.name(code)))
        body.append((*labels, *(_figure(figures, layout, code, column) for column in layout.columns)))
    return tuple(body)


def _blocks(figures: Figures, layout: TableLayout, economic: CodeTable | None) -> tuple[tuple[Slot, ...], ...]:
    """Economic codes in three blocks side by side, and 人员/公用经费合计 in the last row.

    A code with money that the printed layout does not list is added at the end of its side (人员, 公用), so that a
    figure never vanishes behind a form.
    """
    blocks = [list(block) for block in layout.blocks]
    listed = {code for block in blocks for code, _ in block}
    for code in figures.economic_codes():
        if code not in listed:
            blocks[0 if code[:3] in ("301", "303") else 2].append((code, economic.name(code) if economic else ""))
    body = []
    for number in range(max(len(block) for block in blocks)):
        row: list[Slot] = []
        for block in blocks:
            if number < len(block):
                code, name = block[number]
                row += [Slot(code), Slot(name), _figure(figures, layout, code, "amount")]
            else:
                row += [Slot(), Slot(), Slot()]
        body.append(tuple(row))
    (one, one_key), (other, other_key) = layout.totals
    body.append(
        (
            Slot(one, bold=True, colspan=2, centred=True),
            _figure(figures, layout, one_key, "amount", bold=True),
            Slot(other, bold=True, colspan=5, centred=True),
            _figure(figures, layout, other_key, "amount", bold=True),
        )
    )
    return tuple(body)

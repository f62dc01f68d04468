"""A table of the accounts as a table of a document: text, alignment, and the reference behind each figure."""

from __future__ import annotations

from mingzheng.accounts.rules.layouts import Head
from mingzheng.accounts.rules.tables import AccountsTable, Slot
from mingzheng.documents.model import Align, Table, TableCell


def as_document_table(table: AccountsTable) -> Table:
    """The table in its official layout; figures in 万元 with two decimals, rounded half up once."""
    return Table(
        title=table.title,
        header=tuple(tuple(_head(head) for head in row) for row in table.header),
        body=tuple(tuple(_cell(slot) for slot in row) for row in table.body),
        widths=table.widths,
        number=table.number,
        entity=f"部门：{table.entity}",
        year_line=f"{table.year}年度",
        money_unit="单位：万元",
        notes=table.notes,
        statement=table.statement,
        anchor=f"table-{table.source}",
        landscape=table.landscape,
        sheet=table.number,
    )


def _head(head: Head) -> TableCell:
    return TableCell(head.text, head.colspan, head.rowspan, bold=True, align=Align.CENTRE)


def _cell(slot: Slot) -> TableCell:
    if slot.key is None:
        align = Align.CENTRE if slot.centred else Align.LEFT
        return TableCell(slot.text, slot.colspan, bold=slot.bold, align=align)
    if slot.amount is None:
        return TableCell(align=Align.RIGHT, ref=str(slot.key))
    value = slot.amount.wan()
    return TableCell(f"{value:,}", align=Align.RIGHT, bold=slot.bold, ref=str(slot.key), number=str(value))

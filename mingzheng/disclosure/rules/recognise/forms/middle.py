"""The middle of a form: how the money was managed, and the goals, expected and reached."""

from __future__ import annotations

import re
from types import MappingProxyType

from mingzheng.disclosure.rules.recognise.forms.rows import FormRow, is_strict_number, joined
from mingzheng.disclosure.rules.recognise.grid import GridCell
from mingzheng.disclosure.rules.recognise.repairs import Repairs
from mingzheng.kernel.cell import BLANK, Cell
from mingzheng.performance.rules.forms import ManagementItem

_ENDED = re.compile(r"[。；！？…;]$")
_STARTS_ANEW = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．)）]|[（(]\d{1,2}[)）]|目标\s*\d)")
_CUT_LENGTH = 60  # a shorter text without a full stop is a remark, not a cut sentence


def starts_management(row: FormRow) -> bool:
    """The header of the block 资金管理情况."""
    return row.has("情况说明") and row.has("分值", "得分")


def starts_goals(row: FormRow) -> bool:
    """The header of the goals."""
    return row.has("预期目标", "年度目标") and row.has("实际完成", "完成情况")


def read_management(rows: list[FormRow], repairs: Repairs) -> tuple[ManagementItem, ...]:
    """The rows below the header: name, description, weight, score, problems."""
    items: list[tuple[dict[str, GridCell], dict[str, int]]] = []
    for row in rows[1:]:
        ordered = sorted(row.cells.items())
        numbers = [column for column, cell in ordered if is_strict_number(cell.text)]
        if not numbers:
            if items and not row.escaped:
                _go_on(items[-1], row, repairs)
            continue
        words = [(column, cell) for column, cell in ordered if column < numbers[0]]
        after = [cell for column, cell in ordered if column > numbers[-1]]
        parts: dict[str, GridCell] = {}
        columns: dict[str, int] = {}
        for (column, cell), name in zip(words[-2:], ("name", "description"), strict=False):
            parts[name], columns[name] = cell, column
        for column, name in zip(numbers, ("weight", "score"), strict=False):
            parts[name] = row.cells[column]
        if after:
            parts["problems"] = GridCell("".join(cell.text for cell in after), after[0].place)
        items.append((parts, columns))
    return tuple(_item(parts) for parts, _ in items)


def _go_on(item: tuple[dict[str, GridCell], dict[str, int]], row: FormRow, repairs: Repairs) -> None:
    parts, columns = item
    for column, cell in row.cells.items():
        name = "name" if columns.get("name") == column else "description"
        parts[name] = joined(parts[name], cell, repairs, overlap=name == "name") if name in parts else cell


def _item(parts: dict[str, GridCell]) -> ManagementItem:
    def text(name: str) -> str:
        return parts[name].text if name in parts else ""

    def figure(name: str) -> Cell:
        return Cell.read(text(name)) if name in parts else BLANK

    return ManagementItem(
        text("name"),
        text("description"),
        figure("weight"),
        figure("score"),
        text("problems"),
        place=next(iter(parts.values())).place,
        places=MappingProxyType({name: cell.place for name, cell in parts.items()}),
    )


class _Growing:
    """The text of one cell while its pieces come in."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.first: GridCell | None = None
        self.length = 0

    @property
    def ended(self) -> bool:
        return bool(self.pieces) and _ENDED.search(self.pieces[-1][-2:]) is not None

    @property
    def was_cut(self) -> bool:
        return self.length >= _CUT_LENGTH and not self.ended

    def add(self, cell: GridCell, row: FormRow, repairs: Repairs) -> None:
        """One more piece; a numbered one is a new sentence."""
        if self.first is None:
            self.first = cell
        else:
            between = "" if self.ended or not _STARTS_ANEW.match(cell.text) else "；"
            repairs.note("escaped_text" if row.escaped else "cell_joined", cell.place, cell.text, cell.text)
            self.pieces.append(between)
        self.pieces.append(cell.text)
        self.length += len(cell.text)

    def whole(self) -> GridCell | None:
        """The cell with all of its text, or None when nothing came."""
        return None if self.first is None else GridCell("".join(self.pieces), self.first.place)


def read_goals(rows: list[FormRow], repairs: Repairs) -> tuple[GridCell | None, GridCell | None]:
    """(expected, reached). A cell cut by page breaks is put together, with what fell out of the table."""
    header = rows[0]
    reached_at = max((column for column, cell in header.cells.items() if "完成" in cell.text), default=1)
    expected, reached = _Growing(), _Growing()
    for row in rows[1:]:
        for column, cell in sorted(row.cells.items()):
            if column == min(row.cells) and "目标" in cell.text and len(cell.text) <= 6 and len(row.cells) > 1:
                continue  # the block's own label
            in_reached = column >= reached_at and not row.escaped
            fell_out_of_reached = row.escaped and reached.was_cut and expected.ended
            (reached if in_reached or fell_out_of_reached else expected).add(cell, row, repairs)
    return expected.whole(), reached.whole()

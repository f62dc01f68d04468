"""The head of a form: project, department, unit; and the block of money."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType

from mingzheng.disclosure.rules.recognise.clean import label, squeezed
from mingzheng.disclosure.rules.recognise.forms.rows import FormRow, joined
from mingzheng.disclosure.rules.recognise.grid import CJK, GridCell
from mingzheng.disclosure.rules.recognise.repairs import Repairs
from mingzheng.kernel.cell import BLANK, Cell
from mingzheng.performance.rules.forms import FundRow, fund_kind

_HEAD_LABELS = {
    "项目名称": "name",
    "主管部门": "department",
    "主管单位": "department",
    "实施单位": "unit_name",
    "项目单位": "unit_name",
    "项目编码": "project_code",
    "项目代码": "project_code",
}
_COLUMNS = (
    ("opening", re.compile(r"年初预算")),
    ("rate", re.compile(r"执行率")),
    ("executed", re.compile(r"执行数")),
    ("full_year", re.compile(r"全年预算|调整后预算|调整预算|预算数")),
    ("weight", re.compile(r"分值|权重")),
    ("score", re.compile(r"得分")),
)
_AMOUNTS = ("opening", "full_year", "executed")
_FUND = re.compile(
    r"(?:其中[:：]?)?(?:年度)?(?:资金)?总额[:：]?|(?:其中[:：]?)?(?:当年)?财政(?:拨款|资金)|财政专户管理资金|上年结转资金"
    r"|单位资金|其他资金"
)
_VALUE = re.compile(r"[-—/]+|[-\d.,]+%?|%")
_BLOCK_LABEL = re.compile(r"项目资金.*|（(?:万元|元)）|资金.*（万元）|预算执行情况.*|年度预算.*")


@dataclass(slots=True)
class Head:
    """What the head of a form says, each with the cell it stands in."""

    fields: dict[str, GridCell] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text of a field; empty when it is not there."""
        return self.fields[name].text if name in self.fields else ""


def starts_funds(row: FormRow) -> bool:
    """The header of the money block."""
    return row.has("年初预算", "预算数") and row.has("执行数", "执行 数")


def read_head(rows: list[FormRow], repairs: Repairs) -> Head:
    """Label and value pairs; a row that no label starts is the rest of the row above."""
    whole: list[dict[int, GridCell]] = []
    for row in rows:
        labels = {label(cell.text) for cell in row.cells.values()} & set(_HEAD_LABELS)
        begins = label(row.first.text) in _HEAD_LABELS
        if whole and not begins and not labels and not row.escaped:
            above = whole[-1]
            for column, cell in row.cells.items():
                above[column] = joined(above[column], cell, repairs) if column in above else cell
        else:
            whole.append(dict(row.cells))
    head = Head()
    for cells in whole:
        name = ""
        for _, cell in sorted(cells.items()):
            known = _HEAD_LABELS.get(label(cell.text))
            if known:
                name = known
            elif name and name not in head.fields:
                head.fields[name] = cell
    return head


@dataclass(slots=True)
class _Fund:
    label: GridCell
    values: list[GridCell]


def _gathered(rows: list[FormRow], repairs: Repairs) -> list[_Fund]:
    """Rows of money; the rest of a cut label goes back to it, glued labels are separated."""
    funds: list[_Fund] = []
    for row in rows:
        named = [c for c in row.ordered if CJK.search(c.text) and not _BLOCK_LABEL.fullmatch(label(c.text))]
        values = [cell for cell in row.ordered if _VALUE.fullmatch(cell.text)]
        if not named:
            continue
        figures = [cell for cell in values if cell.text != "%"]
        if not figures and funds and not _FUND.fullmatch(squeezed(named[0].text)):
            funds[-1].label = joined(funds[-1].label, named[0], repairs, overlap=False)
            continue
        funds.append(_Fund(named[0], figures))
    separated: list[_Fund] = []
    for fund in funds:
        parts = _FUND.findall(squeezed(fund.label.text))
        if len(parts) < 2:
            separated.append(fund)
            continue
        repairs.note("label_split", fund.label.place, fund.label.text, " | ".join(parts))
        for number, part in enumerate(parts):
            separated.append(_Fund(GridCell(part, fund.label.place), fund.values if number == 0 else []))
    return separated


def read_funds(rows: list[FormRow], repairs: Repairs) -> tuple[tuple[FundRow, ...], str]:
    """The rows of the money block by the order of its header, and the money unit that the block names."""
    header = rows[0]
    order = [found for cell in header.ordered if (found := _column(cell.text))]
    unit = next((m[1] for row in rows for t in row.texts if (m := re.search(r"（(万元|元)）", label(t)))), "万元")
    read = []
    for fund in _gathered(rows[1:], repairs):
        cells = _placed(fund, order, repairs)
        figures = {name: Cell.read(cell.text) for name, cell in cells.items()}
        read.append(
            FundRow(
                fund_kind(fund.label.text),
                squeezed(fund.label.text).rstrip("：:"),
                opening=figures.get("opening", BLANK),
                full_year=figures.get("full_year", BLANK),
                executed=figures.get("executed", BLANK),
                weight=figures.get("weight", BLANK),
                rate=figures.get("rate", BLANK),
                score=figures.get("score", BLANK),
                place=fund.label.place,
                places=MappingProxyType({name: cell.place for name, cell in cells.items()}),
            )
        )
    return tuple(read), unit


def _column(text: str) -> str:
    return next((name for name, pattern in _COLUMNS if pattern.search(squeezed(text))), "")


def _placed(fund: _Fund, order: list[str], repairs: Repairs) -> dict[str, GridCell]:
    """Values to columns: by order, or from the right when a cell is missing.

    A missing amount is filled only when the others are equal and the printed rate is 100 %: then it can be no other.
    """
    values = fund.values
    if len(values) >= len(order):
        return dict(zip(order, values, strict=False))
    if not values:
        return {}
    placed = dict(zip(reversed(order), reversed(values), strict=False))
    amounts = [name for name in order if name in _AMOUNTS]
    present = [placed[name] for name in amounts if name in placed]
    rate = placed.get("rate")
    full = rate is not None and Cell.read(rate.text).value == 100
    if len(order) - len(values) == 1 and full and len({cell.text for cell in present}) == 1:
        before = " ".join(cell.text for cell in values)
        for name in amounts:
            placed.setdefault(name, GridCell(present[0].text, fund.label.place))
        repairs.note("cell_missing", fund.label.place, before, f"{before} + {present[0].text}")
    return placed

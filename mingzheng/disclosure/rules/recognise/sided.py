"""Two-sided tables: 01 income and expenditure, 04 the same for fiscal money by fund."""

from __future__ import annotations

import re

from mingzheng.disclosure.rules.recognise.clean import label
from mingzheng.disclosure.rules.recognise.figures import Binder
from mingzheng.disclosure.rules.recognise.grid import Grid, Row, is_count_row
from mingzheng.disclosure.rules.recognise.names import class_code

_INCOME_01 = (
    ("income.general", r"一般公共预算财政拨款(?:收入)?"),
    ("income.government_fund", r"政府性基金预算财政拨款(?:收入)?|政府性基金(?:收入)?"),
    ("income.state_capital", r"国有资本经营预算财政拨款(?:收入)?|国有资本经营预算(?:收入)?"),
    ("income.fiscal", r"财政拨款收入"),
    ("income.superior_subsidy", r"上级补助收入"),
    ("income.institutional", r"事业收入"),
    ("income.operating", r"经营收入"),
    ("income.subsidiary_remittance", r"附属单位上缴收入"),
    ("income.other", r"其他收入"),
    ("income.total", r"本年收入合计|本年收入"),
    ("use_of_surplus", r"使用非财政拨款结余(?:（.*）)?|用事业基金弥补收支差额|使用专用结余"),
    ("opening_balance", r"(?:上年|年初)(?:财政拨款)?结转和结余|上年结转"),
    ("income.grand_total", r"总计|收入总计|合计"),
)
_EXPENDITURE = (
    ("expenditure.total", r"本年支出合计|本年支出"),
    ("surplus_distribution", r"结余分配"),
    ("closing_balance", r"年末(?:财政拨款)?结转和结余|结转下年"),
    ("expenditure.grand_total", r"总计|支出总计|合计"),
)
_FUNDS = (
    ("government_fund", r"政府性基金"),
    ("state_capital", r"国有资本"),
    ("general", r"一般公共预算"),
    ("total", r"合计|小计|金额|决算数"),
)


def _split(rows: list[Row]) -> tuple[Grid, list[int]]:
    """Header and body, and the columns of the item labels (项目)."""
    for number, row in enumerate(rows[:8]):
        items = [column for column, cell in enumerate(row) if re.match(r"项目|^(?:收入|支出)项目", label(cell.text))]
        if len(items) >= 2:
            start = number + 1
            while start < len(rows) and (is_count_row(rows[start]) or _only_labels(rows[start], items)):
                start += 1
            return Grid(rows[:start], rows[start:]), items[:2]
    return Grid([], rows), []


def _only_labels(row: Row, items: list[int]) -> bool:
    """A further header row: it says nothing in the item columns."""
    return all(column >= len(row) or not row[column].text or row[column].covered for column in items) and not any(
        cell.is_number for cell in row
    )


def _key(name: str, keys: tuple[tuple[str, str], ...]) -> str:
    return next((key for key, pattern in keys if re.fullmatch(pattern, name)), "")


def _amounts(grid: Grid, first: int, last: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for column in range(first + 1, last):
        leaf = grid.leaf(column)
        if leaf and "行次" not in leaf:
            meaning = next((name for name, pattern in _FUNDS if re.search(pattern, leaf)), "")
            if meaning and meaning not in found.values():
                found[column] = meaning
    return found


def read_sided(source: str, rows: list[Row], binder: Binder) -> Grid:
    """Bind both sides row by row. A fund's name below the opening balance speaks of its share of that balance."""
    grid, items = _split(rows)
    if len(items) < 2:
        return grid
    left, right = items
    income, spending = _amounts(grid, left, right), _amounts(grid, right, grid.width)
    opened = False
    for row in grid.body:
        if is_count_row(row):
            continue
        name = label(row[left].text) if left < len(row) else ""
        key = _key(name, _INCOME_01)
        if opened and key.startswith("income.") and source == "04" and key != "income.grand_total":
            key = key.replace("income.", "opening_balance.")
        opened = opened or key == "opening_balance"
        for column in list(income)[:1]:
            if key and column < len(row):
                binder.bind(row[column], key, "amount", name, "")
        name = label(row[right].text) if right < len(row) else ""
        code = class_code(name)
        key = f"expenditure.{code}" if code else _key(name, _EXPENDITURE)
        for column, meaning in spending.items():
            if key and column < len(row):
                wanted = "amount" if source == "01" else meaning
                binder.bind(row[column], key, wanted, name, grid.leaf(column) if source == "04" else "")
            if source == "01":
                break
    return grid

"""Table 09: budget and final of the 三公 expenses, across (12 columns) or down (one row an expense)."""

from __future__ import annotations

import re

from mingzheng.disclosure.rules.recognise.clean import label
from mingzheng.disclosure.rules.recognise.figures import Binder
from mingzheng.disclosure.rules.recognise.grid import Grid, Row, is_count_row

_EXPENSES = (
    ("abroad", r"因公出国"),
    ("reception", r"公务接待"),
    ("vehicle_purchase", r"购置(?:费|支出)?$"),
    ("vehicles", r"购置(?:及|和)运行|^公务用车费|^小计$"),
    ("vehicle_running", r"运行"),
    ("total", r"合计|总计"),
)
_PHASES = (("budget", re.compile(r"预算")), ("final", re.compile(r"决算|支出数|实际")))
_NAMES = {
    "abroad": "因公出国（境）费",
    "reception": "公务接待费",
    "vehicle_purchase": "公务用车购置费",
    "vehicles": "公务用车购置及运行维护费",
    "vehicle_running": "公务用车运行维护费",
    "total": "合计",
}


def _expense(name: str) -> str:
    return next((key for key, pattern in _EXPENSES if re.search(pattern, name)), "")


def _expense_of(path: tuple[str, ...]) -> str:
    """The most special label that names an expense: layouts put 预算数 and 决算数 above or below the expenses."""
    return next((expense for expense in map(_expense, reversed(path)) if expense), "")


def _phase(names: tuple[str, ...]) -> str:
    return next((key for name in names for key, pattern in _PHASES if pattern.search(name)), "")


def _body_start(rows: list[Row]) -> int:
    for number, row in enumerate(rows):
        texts = [cell.text for cell in row if cell.text]
        if texts and not is_count_row(row) and any(cell.is_number for cell in row):
            return number
    return len(rows)


def read_three_public(rows: list[Row], binder: Binder) -> Grid:
    """Bind the figures by the labels above them, or beside them when the expenses are rows."""
    down = sum(1 for row in rows if row and _expense(label(row[0].text)) in ("abroad", "reception", "vehicles")) >= 2
    start = next((number for number, row in enumerate(rows) if down and _expense(label(row[0].text)) == "total"), None)
    start = _body_start(rows) if start is None else start
    grid = Grid(rows[:start], rows[start:])
    for row in grid.body:
        if is_count_row(row):
            continue
        for column, _, path in grid.columns():
            if column >= len(row):
                continue
            expense = _expense(label(row[0].text)) if down else _expense_of(path)
            phase = _phase(path)
            if expense and phase and (not down or column):
                name = "预算" if phase == "budget" else "决算"
                binder.bind(row[column], phase, expense, name, _NAMES[expense])
        if not down:
            break
    return grid

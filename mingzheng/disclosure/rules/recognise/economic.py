"""Table 06: economic codes in one, two or three blocks side by side, with the totals of personnel and public money."""

from __future__ import annotations

import re

from mingzheng.disclosure.rules.recognise.clean import label
from mingzheng.disclosure.rules.recognise.figures import Binder
from mingzheng.disclosure.rules.recognise.grid import CJK, Grid, Row

_GLUED = re.compile(r"(\d{3}(?:\d{2})?)[-—_\s]*([^\d\s].*)")
_TOTALS = (("personnel", re.compile(r"人员经费(?:合计|小计)?")), ("public", re.compile(r"公用经费(?:合计|小计)?")))


def _entries(row: Row) -> list[tuple[str, str, int]]:
    """(code, name, column of the amount) of every block of a row."""
    found: list[tuple[str, str, int]] = []
    column = 0
    while column < len(row):
        text = row[column].text
        glued = _GLUED.fullmatch(text)
        code, name_at = "", column
        if re.fullmatch(r"\d{3}|\d{5}", text):
            code, name_at = text, column + 1
            following = row[column + 1].text if column + 1 < len(row) else ""
            if len(code) == 3 and re.fullmatch(r"\d{2}", following):
                code, name_at = code + following, column + 2
        elif glued:
            code = glued[1]
        while name_at < len(row) and not row[name_at].text:
            name_at += 1
        if not code or name_at >= len(row) or not CJK.search(row[name_at].text):
            column += 1
            continue
        amount = name_at + 1
        while amount < len(row) and row[amount].covered:
            amount += 1
        found.append((code, glued[2] if glued else row[name_at].text, amount))
        column = amount + 1
    return found


def _totals(row: Row) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for column, cell in enumerate(row):
        key = next((key for key, pattern in _TOTALS if pattern.fullmatch(label(cell.text))), "")
        figure = next(
            (
                other
                for other in range(column + 1, len(row))
                if row[other].is_number or (row[other].text and not row[other].covered)
            ),
            None,
        )
        if key and figure is not None and row[figure].is_number:
            found.append((key, figure))
    return found


def read_economic(rows: list[Row], binder: Binder) -> Grid:
    """Bind every block of every row."""
    start = next((number for number, row in enumerate(rows) if _entries(row)), len(rows))
    grid = Grid(rows[:start], rows[start:])
    for row in grid.body:
        for code, name, amount in _entries(row):
            if amount < len(row):
                binder.bind(row[amount], code, "amount", name, "")
        for key, amount in _totals(row):
            binder.bind(row[amount], key, "amount", "人员经费合计" if key == "personnel" else "公用经费合计", "")
    return grid

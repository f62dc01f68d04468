"""Tables whose rows carry functional codes: 02 income, 03 expenditure, 05 general budget, 07 fund, 08 state capital."""

from __future__ import annotations

import re
from dataclasses import replace

from mingzheng.disclosure.rules.recognise.figures import Binder
from mingzheng.disclosure.rules.recognise.grid import (
    CJK,
    Grid,
    GridCell,
    Row,
    code_and_name,
    coded_grid,
    is_count_row,
    is_total_row,
)
from mingzheng.disclosure.rules.recognise.names import Names
from mingzheng.disclosure.rules.recognise.repairs import Repairs

_PARTS = (("basic", r"基本支出"), ("project", r"项目支出"))
_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "02": (
        ("fiscal", r"财政拨款收入|^财政拨款$"),
        ("superior_subsidy", r"上级补助"),
        ("institutional", r"事业收入"),
        ("subsidiary_remittance", r"附属单位"),
        ("operating", r"经营收入"),
        ("other", r"其他收入"),
        ("total", r"本年收入合计|^合计$|收入合计"),
    ),
    "03": (
        ("to_superior", r"上缴上级"),
        ("operating", r"经营支出"),
        ("to_subsidiary", r"附属单位"),
        *_PARTS,
        ("total", r"本年支出合计|^合计$|支出合计"),
    ),
    "05": (*_PARTS, ("total", r"^小计$|^合计$|支出合计")),
    "07": (
        ("opening_balance", r"年初结转"),
        ("income", r"本年收入"),
        *_PARTS,
        ("closing_balance", r"年末结转"),
        ("total", r"^小计$|^合计$|支出合计"),
    ),
    "08": (*_PARTS, ("total", r"^小计$|^合计$|支出合计")),
}
_OUTSIDE = re.compile(r"年初|年末|本年收入|其中|人员经费|公用经费")


def columns_of(source: str, grid: Grid) -> dict[int, str]:
    """Which column says what, by its own label first and by the label of its group where that is needed."""
    found: dict[int, str] = {}
    for column, leaf, path in grid.columns():
        if not leaf:
            continue
        name = next((name for name, pattern in _COLUMNS[source] if re.search(pattern, leaf)), "")
        outside = source in ("05", "08") and any(_OUTSIDE.search(part) for part in path)
        if name == "total" and source == "07" and any(re.search("年初|年末|本年收入", part) for part in path):
            name = next((n for n, pattern in _COLUMNS["07"] if n != "total" and re.search(pattern, path[0])), "")
        if name in ("basic", "project") and source == "07" and any(re.search("年初|年末", part) for part in path):
            name = ""
        if name and not outside and name not in found.values():
            found[column] = name
    if "total" not in found.values():
        whole = next((column for column, leaf, _ in grid.columns() if leaf in ("本年支出", "本年收入")), None)
        if whole is not None:
            found.setdefault(whole, "total")
    return found


def _wrapped(rows: list[Row], repairs: Repairs) -> list[Row]:
    """Rows that hold only the rest of the name above are put back into it."""
    whole: list[Row] = []
    for row in rows:
        texts = [cell for cell in row if cell.text]
        code, _, named = code_and_name(whole[-1]) if whole else ("", -1, -1)
        if code and len(texts) == 1 and CJK.search(texts[0].text) and row.index(texts[0]) in (named, named - 1):
            name = whole[-1][named]
            joined = name.text + texts[0].text
            repairs.note("label_joined", name.place, f"{name.text}|{texts[0].text}", joined)
            name.text = joined
            continue
        whole.append(row)
    return whole


def _name_column(grid: Grid) -> int:
    """Where most rows have their name."""
    named = [code_and_name(row)[2] for row in grid.body]
    found = [column for column in named if column >= 0]
    return max(set(found), key=found.count) if found else -1


def _unshifted(row: Row, named: int, usual: int, repairs: Repairs) -> Row:
    """A row whose name stands one column from where all others have it is moved back as a whole."""
    offset = usual - named
    if usual < 0 or offset not in (-1, 1):
        return row
    blank = GridCell("", row[0].place)
    moved = [blank, *row] if offset == 1 else row[1:]
    if offset == -1 and row[0].text:
        return row
    texts = " ".join(cell.text for cell in row)
    repairs.note("shifted", replace(row[0].place, quote=texts[:160]), texts, " ".join(cell.text for cell in moved))
    return moved


def read_coded(source: str, rows: list[Row], binder: Binder, names: Names, repairs: Repairs) -> Grid:
    """Bind every figure of a table of codes."""
    grid = coded_grid(rows)
    columns = columns_of(source, grid)
    grid.body = _wrapped([row for row in grid.body if not is_count_row(row)], repairs)
    usual = _name_column(grid)
    for number, row in enumerate(grid.body):
        code, _, named = code_and_name(row)
        key, name = code, row[named].text if named >= 0 else ""
        if code:
            if row[named].text.startswith(code):
                name = row[named].text.removeprefix(code).lstrip("-—_ ")
            row = grid.body[number] = _unshifted(row, named, usual, repairs)
            names.learn(code, name)
        elif is_total_row(row):
            key, name = "total", "合计"
        else:
            continue
        for column, meaning in columns.items():
            if column < len(row):
                binder.bind(row[column], key, meaning, name, grid.leaf(column))
    return grid

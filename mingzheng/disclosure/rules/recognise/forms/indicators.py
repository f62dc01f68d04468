"""The indicators of a form: rows anchored by what they hold, since page breaks shift columns and cut names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType

from mingzheng.disclosure.rules.recognise.clean import squeezed
from mingzheng.disclosure.rules.recognise.forms.rows import FormRow, is_strict_number, joined
from mingzheng.disclosure.rules.recognise.grid import CJK, GridCell
from mingzheng.disclosure.rules.recognise.repairs import Repairs
from mingzheng.kernel.cell import BLANK, Cell
from mingzheng.performance.rules.forms import FormIndicator
from mingzheng.performance.rules.targets import parse_actual, parse_target

_COLUMNS = (
    ("level1", re.compile(r"一级指标")),
    ("level2", re.compile(r"二级指标")),
    ("name", re.compile(r"三级指标|指标名称")),
    ("operator", re.compile(r"指标性质")),
    ("measured_in", re.compile(r"度量单位|计量单位")),
    ("actual", re.compile(r"实际|完成值|完成情况")),
    ("target", re.compile(r"指标值|目标值")),
    ("weight", re.compile(r"分值|权重")),
    ("score", re.compile(r"得分")),
    ("deviation", re.compile(r"偏差度|偏差率")),
    ("reason", re.compile(r"原因|措施")),
)
_USUAL = ("level1", "level2", "name", "target", "actual", "weight", "score", "deviation", "reason")
_FIGURES = ("weight", "score", "deviation")
_OFFSETS = (0, -1, 1, -2, 2)
_TOTAL = frozenset({"总分", "合计", "总计", "总分数"})
_LEVEL1 = re.compile(r"(?:项目)?(?:成本|产出|效益|满意度|绩效|决策|过程|管理)(?:指标)?(?:（\d+分?）)?")


@dataclass(slots=True)
class _Row:
    parts: dict[str, GridCell] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    start: GridCell | None = None
    shifted: bool = False


def starts_indicators(row: FormRow) -> bool:
    """The header of the indicators."""
    return row.has("一级指标", "二级指标", "三级指标")


def is_total(row: FormRow) -> bool:
    """The last row: 总分."""
    return squeezed(row.first.text) in _TOTAL


def _columns(header: list[FormRow]) -> dict[str, int]:
    """Columns by header; the halves of a header cut by a page break are put together first."""
    texts: dict[int, str] = {}
    for row in header:
        for column, cell in row.cells.items():
            texts[column] = texts.get(column, "") + squeezed(cell.text)
    found: dict[str, int] = {}
    for column, text in sorted(texts.items()):
        name = next((name for name, pattern in _COLUMNS if name not in found and pattern.search(text)), "")
        if name:
            found[name] = column
    return found if len(found) >= 5 else dict(zip(_USUAL, range(len(_USUAL)), strict=True))


def _fit(row: FormRow, columns: dict[str, int], offset: int) -> int:
    fit = 0
    for name, column in columns.items():
        cell = row.cells.get(column + offset)
        if name in _FIGURES:
            fit += 2 if cell is not None and is_strict_number(cell.text) else 0
        elif name == "name":
            fit += 1 if cell is not None and CJK.search(cell.text) and not is_strict_number(cell.text) else 0
        elif name in ("target", "actual"):
            fit += 1 if cell is not None else 0
    return fit


def _is_row(row: FormRow) -> bool:
    return not row.escaped and sum(is_strict_number(cell.text) for cell in row.cells.values()) >= 2


def _read_row(row: FormRow, columns: dict[str, int], repairs: Repairs) -> _Row:
    offset = max(_OFFSETS, key=lambda move: (_fit(row, columns, move), -abs(move)))
    if offset:
        texts = " | ".join(row.texts)
        repairs.note("shifted", row.first.place, texts, texts)
    read = _Row(start=row.first, shifted=offset != 0)
    for name, column in columns.items():
        cell = row.cells.get(column + offset)
        if cell is not None and name not in ("level1", "level2"):
            read.parts[name], read.columns[name] = cell, column + offset
    name_at = columns.get("name", 2) + offset
    levels = [(column, cell) for column, cell in sorted(row.cells.items()) if column < name_at]
    if len(levels) >= 2:
        chosen = zip(("level1", "level2"), levels[-2:], strict=True)
    else:
        chosen = zip((_level_of(levels, columns, offset),), levels, strict=False)
    for name, (column, cell) in chosen:
        read.parts[name], read.columns[name] = cell, column
    return read


def _level_of(levels: list[tuple[int, GridCell]], columns: dict[str, int], offset: int) -> str:
    """Which level the only label before the name is: by its own name, else by its column."""
    if not levels:
        return "level2"
    column, cell = levels[0]
    if _LEVEL1.fullmatch(squeezed(cell.text)):
        return "level1"
    return "level1" if offset == 0 and column == columns.get("level1") and not cell.text.endswith("指标") else "level2"


def _go_on(above: _Row, row: FormRow, columns: dict[str, int], repairs: Repairs) -> None:
    """Put the second half of a cut row back: to the cells that stand above, or to those that are not finished.

    Below a shifted row the columns are the header's again, since the shift came with the page before the cut.
    """
    pieces = sorted(row.cells.items())
    unfinished = [n for n in ("level1", "level2") if n in above.parts and not above.parts[n].text.endswith("指标")]
    waiting = [*unfinished, "name"]
    usual = columns if above.shifted else above.columns
    by_column = {column: name for name, column in usual.items()}
    in_place = all(by_column.get(column) for column, _ in pieces) and not (
        unfinished and len(pieces) == len(waiting) and any(by_column[column] not in waiting for column, _ in pieces)
    )
    if in_place:
        names = [by_column[column] for column, _ in pieces]
    elif len(pieces) <= len(waiting):
        names = waiting[-len(pieces) :]
    else:
        names = [by_column.get(column, "name") for column, _ in pieces]
    for name, (_, cell) in zip(names, pieces, strict=True):
        above.parts[name] = joined(above.parts[name], cell, repairs) if name in above.parts else cell


def read_indicators(rows: list[FormRow], repairs: Repairs) -> tuple[tuple[FormIndicator, ...], dict[str, GridCell]]:
    """Every indicator, and the cells of the total row by `total_weight`, `total_score`."""
    start = next((number for number, row in enumerate(rows) if _is_row(row)), len(rows))
    columns = _columns([row for row in rows[:start] if not row.escaped])
    found: list[_Row] = []
    totals: dict[str, GridCell] = {}
    for row in rows[start:]:
        if is_total(row):
            figures = [cell for cell in row.ordered if is_strict_number(cell.text)]
            names = ("total_weight", "total_score") if len(figures) > 1 else ("total_score",)
            totals = dict(zip(names, figures, strict=False))
        elif _is_row(row):
            found.append(_read_row(row, columns, repairs))
        elif found and len(row.cells) <= 4:
            _go_on(found[-1], row, columns, repairs)
    indicators: list[FormIndicator] = []
    level1 = level2 = ""
    for read in found:
        if "level1" in read.parts:
            level1, level2 = read.parts["level1"].text, ""
        if "level2" in read.parts:
            level2 = read.parts["level2"].text
        indicators.append(_indicator(read, level1, level2))
    return tuple(indicators), totals


def _indicator(read: _Row, level1: str, level2: str) -> FormIndicator:
    def text(name: str) -> str:
        return read.parts[name].text if name in read.parts else ""

    def figure(name: str) -> Cell:
        return Cell.read(text(name)) if name in read.parts else BLANK

    operator = text("operator") if re.fullmatch(r"[≥≤=＝><]|定性", text("operator")) else ""
    target = text("target") if operator == "定性" else operator + text("target") + text("measured_in")
    actual = text("actual")
    if text("measured_in") and is_strict_number(actual):
        actual += text("measured_in")
    assert read.start is not None
    return FormIndicator(
        level1,
        level2,
        text("name"),
        parse_target(target),
        parse_actual(actual),
        figure("weight"),
        figure("score"),
        figure("deviation"),
        text("reason"),
        place=read.start.place,
        places=MappingProxyType({name: cell.place for name, cell in read.parts.items()}),
    )

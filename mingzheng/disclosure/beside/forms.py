"""A self-evaluation form as rows of cells, each with the place where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mingzheng.disclosure.beside.shown import BesideCell
from mingzheng.kernel.cell import Cell
from mingzheng.performance.rules.forms import Form, FormIndicator, FundRow, ManagementItem, place_of

Part = Form | FundRow | ManagementItem | FormIndicator
Row = tuple[BesideCell, ...]
FUNDS = ("项目资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
MANAGEMENT = ("资金管理情况", "情况说明", "分值", "得分", "存在问题和改进措施")
INDICATORS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差度",
    "偏差原因分析及改进措施",
)


WIDTHS = {2: (1, 8), 3: (5, 2, 2), 5: (2, 3, 1, 1, 2), 7: (3, 1, 1, 1, 1, 1, 1)}  # cells in a row → their columns


def form_rows(form: Form) -> tuple[Row, ...]:
    """The form on nine columns in the order of its printed layout; blocks that it does not have are left out."""
    return tuple(_spread(row) for row in _rows(form))


def _spread(row: Row) -> Row:
    spans = WIDTHS.get(len(row), (1,) * len(row))
    return tuple(replace(cell, span=span) for cell, span in zip(row, spans, strict=True))


def _rows(form: Form) -> tuple[Row, ...]:
    rows = [(BesideCell("项目名称"), _text(form, "name", form.name))]
    heads = (("主管部门", "department", form.department), ("实施单位", "unit_name", form.unit_name))
    rows += [(BesideCell(label), _text(form, column, text)) for label, column, text in heads]
    return (*rows, *_funds(form), *_management(form), *_goals(form), *_indicators(form), _total(form))


def _text(part: Part, column: str, text: str) -> BesideCell:
    return BesideCell(text, place_of(part, column))


def _figure(part: Part, column: str, cell: Cell) -> BesideCell:
    return BesideCell(cell.text, place_of(part, column), number=cell.has_value)


def _labels(labels: tuple[str, ...]) -> Row:
    return tuple(BesideCell(label) for label in labels)


def _funds(form: Form) -> Iterator[Row]:
    if form.funds:
        yield _labels(FUNDS)
    for row in form.funds:
        figures = (
            ("opening", row.opening),
            ("full_year", row.full_year),
            ("executed", row.executed),
            ("weight", row.weight),
            ("rate", row.rate),
            ("score", row.score),
        )
        yield (_text(row, "label", row.label), *(_figure(row, column, cell) for column, cell in figures))


def _management(form: Form) -> Iterator[Row]:
    if form.management:
        yield _labels(MANAGEMENT)
    for item in form.management:
        marks = (_figure(item, "weight", item.weight), _figure(item, "score", item.score))
        said = _text(item, "description", item.description)
        yield (_text(item, "name", item.name), said, *marks, _text(item, "problems", item.problems))


def _goals(form: Form) -> Iterator[Row]:
    for label, column, text in (
        ("预期目标", "goal_expected", form.goal_expected),
        ("实际完成情况", "goal_actual", form.goal_actual),
    ):
        if text:
            yield (BesideCell(label), _text(form, column, text))


def _indicators(form: Form) -> Iterator[Row]:
    if form.indicators:
        yield _labels(INDICATORS)
    for row in form.indicators:
        words = (("level1", row.level1), ("level2", row.level2), ("name", row.name))
        marks = (("weight", row.weight), ("score", row.score), ("deviation", row.deviation))
        yield (
            *(_text(row, column, text) for column, text in words),
            _text(row, "target", row.target.text),
            _text(row, "actual", row.actual.text),
            *(_figure(row, column, cell) for column, cell in marks),
            _text(row, "reason", row.reason),
        )


def _total(form: Form) -> Row:
    marks = (_figure(form, "total_weight", form.total_weight), _figure(form, "total_score", form.total_score))
    return (BesideCell("总分"), *marks)

"""A self-evaluation form as a table of a document, in the layout it is published in (项目支出绩效自评情况表)."""

from __future__ import annotations

from itertools import groupby

from mingzheng.documents.model import Align, Table, TableCell
from mingzheng.kernel.cell import Cell
from mingzheng.performance.rules.forms import Basis, Form, FormIndicator

WIDTHS = (8.5, 12.0, 17.0, 14.0, 14.0, 9.0, 8.0, 8.0, 14.0)
DECLARED, MEASURED = "（申报）", "（实测）"
TITLE = "项目支出绩效自评情况表"
Row = tuple[TableCell, ...]


def as_document_table(form: Form) -> Table:
    """The form on nine columns; what was declared and what was measured is marked beside the result."""
    body = (*_head(form), *_funds(form), *_management(form), *_goals(form), *_indicators(form), _total(form))
    return Table(
        title=TITLE,
        header=(),
        body=body,
        widths=WIDTHS,
        year_line=f"{form.year}年度" if form.year else "",
        money_unit=f"单位：{form.money_unit}",
        anchor=f"form-{form.number}",
        sheet=f"自评{form.number}",
    )


def _label(text: str, colspan: int = 1, rowspan: int = 1) -> TableCell:
    return TableCell(text, colspan, rowspan, bold=True, align=Align.CENTRE)


def _text(text: str, colspan: int = 1, rowspan: int = 1, *, centred: bool = True) -> TableCell:
    return TableCell(text, colspan, rowspan, align=Align.CENTRE if centred else Align.LEFT)


def _figure(form: Form, row: str, column: str, cell: Cell, colspan: int = 1) -> TableCell:
    number = str(cell.value) if cell.value is not None and not cell.text.endswith("%") else ""
    ref = f"form/{form.number}/{row}/{column}"
    return TableCell(cell.text, colspan, align=Align.CENTRE, ref=ref, number=number)


def _head(form: Form) -> tuple[Row, ...]:
    return (
        (_label("项目名称", 2), _text(form.name, 7)),
        (_label("主管部门", 2), _text(form.department, 3), _label("实施单位"), _text(form.unit_name, 3)),
    )


def _funds(form: Form) -> tuple[Row, ...]:
    names = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    label = _label(f"项目资金（{form.money_unit}）", 2, len(form.funds) + 1)
    rows: list[Row] = [(label, _label(""), *(_label(name) for name in names[:3]), *(_label(n) for n in names[3:]))]
    for row in form.funds:
        key = f"funds.{row.kind}"
        cells = (("opening", row.opening), ("full_year", row.full_year), ("executed", row.executed))
        marks = (("weight", row.weight), ("rate", row.rate), ("score", row.score))
        figures = [_figure(form, key, column, cell) for column, cell in (*cells, *marks)]
        rows.append((_text(row.label, centred=False), *figures))
    return tuple(rows)


def _management(form: Form) -> tuple[Row, ...]:
    if not form.management:
        return ()
    label = _label("资金管理情况", 2, len(form.management) + 1)
    rows: list[Row] = [
        (label, _label(""), _label("情况说明", 2), _label("分值"), _label("得分"), _label("存在问题和改进措施", 2))
    ]
    for number, item in enumerate(form.management, start=1):
        key = f"management.{number}"
        rows.append(
            (
                _text(item.name),
                _text(item.description, 2, centred=False),
                _figure(form, key, "weight", item.weight),
                _figure(form, key, "score", item.score),
                _text(item.problems, 2, centred=False),
            )
        )
    return tuple(rows)


def _goals(form: Form) -> tuple[Row, ...]:
    label = _label("年度总体目标", 2, 2)
    return (
        (label, _label("预期目标", 3), _label("实际完成情况", 4)),
        (_text(form.goal_expected, 3, centred=False), _text(form.goal_actual, 4, centred=False)),
    )


def _indicators(form: Form) -> tuple[Row, ...]:
    heads = (
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
    rows: list[Row] = [(_label("绩效指标", 9),), tuple(_label(head) for head in heads)]
    numbered = list(enumerate(form.indicators, start=1))
    for level1, block in groupby(numbered, key=lambda pair: pair[1].level1):
        inside = list(block)
        for place, (_level2, group) in enumerate(groupby(inside, key=lambda pair: pair[1].level2)):
            members = list(group)
            for position, (number, row) in enumerate(members):
                start: list[TableCell] = []
                if place == 0 and position == 0:
                    start.append(_text(level1, 1, len(inside)))
                if position == 0:
                    start.append(_text(row.level2, 1, len(members)))
                rows.append((*start, *_indicator(form, number, row)))
    return tuple(rows)


def _indicator(form: Form, number: int, row: FormIndicator) -> Row:
    key = f"indicator.{number}"
    mark = {Basis.DECLARED: DECLARED, Basis.MEASURED: MEASURED}.get(row.basis, "")
    return (
        _text(row.name),
        _text(row.target.text),
        TableCell(f"{row.actual.text}{mark}", align=Align.CENTRE, ref=f"form/{form.number}/{key}/actual"),
        _figure(form, key, "weight", row.weight),
        _figure(form, key, "score", row.score),
        _figure(form, key, "deviation", row.deviation),
        _text(row.reason, centred=False),
    )


def _total(form: Form) -> Row:
    weight = _figure(form, "total", "weight", form.total_weight)
    return (_label("总分", 5), weight, _figure(form, "total", "score", form.total_score), _label("", 2))

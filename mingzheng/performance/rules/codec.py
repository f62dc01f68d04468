"""A form as plain JSON and back: what is stored, shipped and frozen. Figures travel as their printed text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzheng.kernel.cell import Cell
from mingzheng.performance.rules.forms import Basis, Form, FormIndicator, FundRow, ManagementItem
from mingzheng.performance.rules.targets import parse_actual, parse_target

Json = Mapping[str, object]
FUND_FIGURES = ("opening", "full_year", "executed", "weight", "rate", "score")


def as_record(form: Form) -> dict[str, object]:
    """A form as JSON values: text, whole numbers, None, lists and mappings of those."""
    return {
        "number": form.number,
        "project_code": form.project_code,
        "name": form.name,
        "department": form.department,
        "unit_name": form.unit_name,
        "year": form.year,
        "money_unit": form.money_unit,
        "rule_set": form.rule_set,
        "funds": [_fund_record(row) for row in form.funds],
        "management": [_item_record(item) for item in form.management],
        "goal_expected": form.goal_expected,
        "goal_actual": form.goal_actual,
        "indicators": [_indicator_record(row) for row in form.indicators],
        "total_weight": form.total_weight.text,
        "total_score": form.total_score.text,
    }


def from_record(data: Json) -> Form:
    """A form from its JSON. Raises KeyError for a missing name or number, TypeError for a list that is none."""
    year = data.get("year")
    return Form(
        number=int(str(data["number"])),
        name=str(data["name"]),
        department=_text(data, "department"),
        unit_name=_text(data, "unit_name"),
        year=None if year is None else int(str(year)),
        money_unit=_text(data, "money_unit") or "万元",
        funds=tuple(_fund(row) for row in _rows(data, "funds")),
        management=tuple(_item(row) for row in _rows(data, "management")),
        goal_expected=_text(data, "goal_expected"),
        goal_actual=_text(data, "goal_actual"),
        indicators=tuple(_indicator(row) for row in _rows(data, "indicators")),
        total_weight=_cell(data, "total_weight"),
        total_score=_cell(data, "total_score"),
        rule_set=_text(data, "rule_set"),
        project_code=_text(data, "project_code"),
    )


def _fund_record(row: FundRow) -> dict[str, object]:
    cells = (row.opening, row.full_year, row.executed, row.weight, row.rate, row.score)
    figures = dict(zip(FUND_FIGURES, (cell.text for cell in cells), strict=True))
    return {"kind": row.kind, "label": row.label, "basis": row.basis.value, **figures}


def _item_record(item: ManagementItem) -> dict[str, object]:
    return {
        "name": item.name,
        "description": item.description,
        "weight": item.weight.text,
        "score": item.score.text,
        "problems": item.problems,
    }


def _indicator_record(row: FormIndicator) -> dict[str, object]:
    return {
        "level1": row.level1,
        "level2": row.level2,
        "name": row.name,
        "target": row.target.text,
        "actual": row.actual.text,
        "weight": row.weight.text,
        "score": row.score.text,
        "deviation": row.deviation.text,
        "reason": row.reason,
        "basis": row.basis.value,
        "measure": row.measure,
    }


def _fund(data: Json) -> FundRow:
    opening, full_year, executed, weight, rate, score = (_cell(data, name) for name in FUND_FIGURES)
    kind, label = _text(data, "kind"), _text(data, "label")
    return FundRow(kind, label, opening, full_year, executed, weight, rate, score, _basis(data))


def _item(data: Json) -> ManagementItem:
    return ManagementItem(
        _text(data, "name"),
        _text(data, "description"),
        _cell(data, "weight"),
        _cell(data, "score"),
        _text(data, "problems"),
    )


def _indicator(data: Json) -> FormIndicator:
    return FormIndicator(
        _text(data, "level1"),
        _text(data, "level2"),
        _text(data, "name"),
        parse_target(_text(data, "target")),
        parse_actual(_text(data, "actual")),
        _cell(data, "weight"),
        _cell(data, "score"),
        _cell(data, "deviation"),
        _text(data, "reason"),
        _basis(data),
        _text(data, "measure"),
    )


def _basis(data: Json) -> Basis:
    return Basis(_text(data, "basis") or Basis.PRINTED)


def _cell(data: Json, name: str) -> Cell:
    return Cell.read(_text(data, name))


def _text(data: Json, name: str) -> str:
    value = data.get(name)
    return "" if value is None else str(value)


def _rows(data: Json, name: str) -> Sequence[Json]:
    rows = data.get(name, ())
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise TypeError(f"{name} is no list")
    return rows

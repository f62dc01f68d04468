"""What was typed on the page of a form: read field by field, with a message for each field that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from mingzheng.kernel.cell import BLANK, Cell, CellState
from mingzheng.performance.rules.forms import (
    Basis,
    Form,
    FormIndicator,
    FundRow,
    ManagementItem,
    Operator,
    Target,
)
from mingzheng.performance.rules.targets import parse_actual, parse_target

LONGEST, SPARE_ROWS = 5_000, 3
LEVELS = ("成本指标", "产出指标", "效益指标", "满意度指标")
MANAGEMENT = ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")
FUNDS = (
    ("total", "年度资金总额"),
    ("fiscal", "财政拨款"),
    ("special_account", "财政专户管理资金"),
    ("unit", "单位资金"),
)
AMOUNTS = ("opening", "full_year", "executed")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as typed and what is wrong, by the name of the field (`weight-3`)."""

    form: Form
    errors: dict[str, str]


def empty_form(number: int, name: str, unit_name: str, year: int, rule_set: str) -> Form:
    """A form of the common head without figures: four fund rows, four management items of five points."""
    five = Cell.read("5")
    total, *others = (FundRow(kind, label, basis=Basis.DECLARED) for kind, label in FUNDS)
    return Form(
        number,
        name,
        unit_name,
        unit_name,
        year,
        funds=(replace(total, weight=Cell.read("10")), *others),
        management=tuple(ManagementItem(item, "", five, five) for item in MANAGEMENT),
        total_weight=Cell.read("100"),
        rule_set=rule_set,
    )


def spare_rows() -> tuple[FormIndicator, ...]:
    """Empty rows below the indicators, so that a form can be written without JavaScript."""
    return tuple(
        FormIndicator("", "", "", Target(Operator.QUALITATIVE, ""), parse_actual(""), basis=Basis.DECLARED)
        for _row in range(SPARE_ROWS)
    )


def read_typed(form: Form, posted: QueryDict) -> Typed:
    """The form with what was typed; a field that was not sent stays as it is, a row without a name is dropped."""
    errors: dict[str, str] = {}

    def typed(name: str, before: str) -> str:
        return str(posted.get(name, before)).strip()[:LONGEST]

    def figure(name: str, before: Cell) -> Cell:
        cell = Cell.read(typed(name, before.text))
        if cell.state is CellState.UNREADABLE or (cell.value is not None and cell.value < 0):
            errors[name] = _("This is not a number of zero or more.")
        return cell

    def indicator(n: int, row: FormIndicator) -> FormIndicator | None:
        name = typed(f"name-{n}", row.name)
        if not name:
            return None
        target = typed(f"target-{n}", row.target.text)
        if not target:
            errors[f"target-{n}"] = _("A target is needed.")
        weight = figure(f"weight-{n}", row.weight)
        if weight == BLANK or weight.state is CellState.BLANK:
            errors.setdefault(f"weight-{n}", _("A weight is needed."))
        return replace(
            row,
            level1=typed(f"level1-{n}", row.level1),
            level2=typed(f"level2-{n}", row.level2),
            name=name,
            target=parse_target(target),
            actual=parse_actual(typed(f"actual-{n}", row.actual.text)),
            weight=weight,
            reason=typed(f"reason-{n}", row.reason),
        )

    def fund(n: int, row: FundRow) -> FundRow:
        if row.basis is Basis.MEASURED:
            return row
        opening, full_year, executed = (figure(f"{column}-{n}", getattr(row, column)) for column in AMOUNTS)
        return replace(row, opening=opening, full_year=full_year, executed=executed)

    rows = (indicator(n, row) for n, row in enumerate((*form.indicators, *spare_rows()), start=1))
    changed = replace(
        form,
        funds=tuple(fund(n, row) for n, row in enumerate(form.funds, start=1)),
        indicators=tuple(row for row in rows if row is not None),
        management=tuple(
            replace(
                item,
                description=typed(f"description-{n}", item.description),
                score=figure(f"item_score-{n}", item.score),
                problems=typed(f"problems-{n}", item.problems),
            )
            for n, item in enumerate(form.management, start=1)
        ),
        goal_expected=typed("goal_expected", form.goal_expected),
        goal_actual=typed("goal_actual", form.goal_actual),
    )
    return Typed(changed, errors)

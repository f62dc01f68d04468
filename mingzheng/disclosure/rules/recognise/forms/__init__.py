"""Self-evaluation forms (项目支出绩效自评表): head, money, management, goals, indicators, told by their own headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from mingzheng.disclosure.rules.recognise.clean import squeezed
from mingzheng.disclosure.rules.recognise.forms.head import read_funds, read_head, starts_funds
from mingzheng.disclosure.rules.recognise.forms.indicators import read_indicators, starts_indicators
from mingzheng.disclosure.rules.recognise.forms.middle import (
    read_goals,
    read_management,
    starts_goals,
    starts_management,
)
from mingzheng.disclosure.rules.recognise.forms.rows import FormRow, rows_of
from mingzheng.disclosure.rules.recognise.grid import GridCell
from mingzheng.disclosure.rules.recognise.outline import OpenForm
from mingzheng.disclosure.rules.recognise.repairs import Repairs
from mingzheng.kernel.cell import BLANK, Cell
from mingzheng.kernel.facts import Fact, FactKey, Phase
from mingzheng.performance.rules.forms import Form, FormIndicator, FundRow, ManagementItem, place_of

_STARTS = (
    ("funds", starts_funds),
    ("management", starts_management),
    ("goals", starts_goals),
    ("indicators", starts_indicators),
)
_FUND_COLUMNS = ("opening", "full_year", "executed", "weight", "rate", "score")
_PHASES = {"opening": Phase.OPENING, "full_year": Phase.FULL_YEAR}
_INDICATORS_TITLE = frozenset({"绩效指标", "年度绩效指标"})


def _blocks(rows: list[FormRow]) -> dict[str, list[FormRow]]:
    """The rows of a form by block; a block goes on until the header of the next."""
    blocks: dict[str, list[FormRow]] = {"head": []}
    now = "head"
    for row in rows:
        started = next((name for name, starts in _STARTS if name not in blocks and starts(row)), "")
        if started:
            now = started
            blocks[now] = []
        elif now in ("goals", "management") and len(row.cells) == 1 and squeezed(row.first.text) in _INDICATORS_TITLE:
            now = "between"
        if now != "between":
            blocks[now].append(row)
    return blocks


def _year(form: OpenForm, year: int | None) -> int | None:
    for caption in form.captions:
        found = re.search(r"(20\d{2})\s*年", caption.text)
        if found:
            return int(found[1])
    return year


def _read_form(number: int, opened: OpenForm, unit: str, year: int | None, repairs: Repairs) -> Form:
    blocks = _blocks(rows_of(opened.blocks, repairs))
    head = read_head(blocks["head"], repairs)
    funds, money_unit = read_funds(blocks["funds"], repairs) if "funds" in blocks else ((), "万元")
    management = read_management(blocks["management"], repairs) if "management" in blocks else ()
    expected, reached = read_goals(blocks["goals"], repairs) if "goals" in blocks else (None, None)
    indicators, totals = read_indicators(blocks["indicators"], repairs) if "indicators" in blocks else ((), {})
    cells: dict[str, GridCell | None] = {**head.fields, **totals, "goal_expected": expected, "goal_actual": reached}
    return Form(
        number=number,
        name=head.text("name"),
        department=head.text("department"),
        unit_name=head.text("unit_name"),
        year=_year(opened, year),
        money_unit=money_unit,
        funds=funds,
        management=management,
        goal_expected=expected.text if expected else "",
        goal_actual=reached.text if reached else "",
        indicators=indicators,
        total_weight=_figure(totals, "total_weight"),
        total_score=_figure(totals, "total_score"),
        project_code=head.text("project_code"),
        place=opened.blocks[0].place,
        places=MappingProxyType({name: cell.place for name, cell in cells.items() if cell is not None}),
    )


def _figure(cells: dict[str, GridCell], name: str) -> Cell:
    return Cell.read(cells[name].text) if name in cells else BLANK


def _facts(form: Form, unit: str) -> Iterator[Fact]:
    def fact(
        row: str, column: str, cell: Cell, measured_in: str, label: str, part: FundRow | ManagementItem | FormIndicator
    ) -> Fact:
        place = place_of(part, column)
        key = FactKey("form", f"{form.number}/{row}", column)
        name = f"{form.name}·{label}"
        return Fact(
            key, cell, measured_in, place, name, _PHASES.get(column, Phase.FINAL), unit_name=unit, year=form.year
        )

    for fund in form.funds:
        for column in _FUND_COLUMNS:
            measured = form.money_unit if column in ("opening", "full_year", "executed") else "分"
            measured = "%" if column == "rate" else measured
            if fund.kind:
                yield fact(f"funds.{fund.kind}", column, getattr(fund, column), measured, fund.label, fund)
    for number, item in enumerate(form.management, 1):
        for column, cell in (("weight", item.weight), ("score", item.score)):
            yield fact(f"management.{number}", column, cell, "分", item.name, item)
    for number, row in enumerate(form.indicators, 1):
        for column, cell in (("weight", row.weight), ("score", row.score), ("deviation", row.deviation)):
            yield fact(f"indicator.{number}", column, cell, "%" if column == "deviation" else "分", row.name, row)
    for column, cell in (("weight", form.total_weight), ("score", form.total_score)):
        key = FactKey("form", f"{form.number}/total", column)
        place = place_of(form, f"total_{column}")
        yield Fact(key, cell, "分", place, f"{form.name}·总分", unit_name=unit, year=form.year)


def read_forms(
    opened: list[OpenForm], unit: str, year: int | None, repairs: Repairs
) -> tuple[tuple[Form, ...], tuple[Fact, ...]]:
    """Every form of a document and its facts."""
    forms = tuple(_read_form(number, form, unit, year, repairs) for number, form in enumerate(opened, 1))
    return forms, tuple(fact for form in forms for fact in _facts(form, unit))

"""For every rule of forms, the sound document with its form spoiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.tests.sound import key, with_fact, with_form
from mingzheng.kernel.cell import Cell
from mingzheng.performance.rules.targets import parse_actual, parse_target

Spoil = Callable[[ReadDocument], ReadDocument]


def fund(kind: str, **figures: str) -> Spoil:
    """Print other figures in one row of the money block."""

    def spoil(document: ReadDocument) -> ReadDocument:
        cells = {name: Cell.read(printed) for name, printed in figures.items()}
        rows = tuple(replace(row, **cells) if row.kind == kind else row for row in document.forms[0].funds)
        return with_form(document, funds=rows)

    return spoil


def indicator(which: str, /, *, target: str = "", actual: str = "", **changes: str) -> Spoil:
    """Print another target, result, mark or name for one indicator."""

    def spoil(document: ReadDocument) -> ReadDocument:
        new: dict[str, object] = {k: v if k in ("reason", "name") else Cell.read(v) for k, v in changes.items()}
        if target:
            new["target"] = parse_target(target)
        if actual:
            new["actual"] = parse_actual(actual)
        rows = document.forms[0].indicators
        return with_form(document, indicators=tuple(replace(r, **new) if r.name == which else r for r in rows))  # type: ignore[arg-type]

    return spoil


def _opposite(document: ReadDocument) -> ReadDocument:
    spent = indicator("接入单位数量", target="≥5万元", actual="5万元", name="资金投入")(document)
    return indicator("办件平均时长", target="≤5万元", actual="5万元", name="投入资金")(spent)


def _twice(document: ReadDocument) -> ReadDocument:
    return indicator("办件平均时长", target="=42家", actual="42家", name="接入单位数")(document)


SPOILED: dict[str, Spoil] = {
    "E1": lambda d: with_fact(d, key("text", "13.2/self_evaluation", "projects"), "2"),
    "E2": lambda d: with_fact(d, key("text", "13.2/self_evaluation", "final"), "998.21"),
    "E3": fund("fiscal", executed="900.00"),
    "E4": fund("total", rate="95.00%"),
    "E5": fund("total", score="9.00"),
    "E6": lambda d: with_form(d, total_score=Cell.read("99")),
    "E7": indicator("故障修复及时率", actual="80%"),
    "E8": indicator("预算执行率", actual="95%"),
    "E9": indicator("接入单位数量", target="=20人", actual="20人", name="备品备件数量"),
    "E10": indicator("接入单位数量", target="=36家", actual="36家"),
    "E11": lambda d: with_form(
        indicator("项目验收", target="≤12月", actual="12月")(d),
        goal_actual="1、项目招标（2022年6月-7月）2、已服务42家接入单位。",
    ),
    "E12": fund("total", executed="226.80", rate="23.09%", score="2.31"),
    "E13": indicator("项目验收", actual="100%"),
    "E14": indicator("群众满意度", reason=""),
    "E15": _opposite,
    "E16": _twice,
    "E17": indicator("故障修复及时率", actual="99.87%"),
    "E18": lambda d: with_form(d, goal_expected="接入单位42家，保障系统稳定运行，"),
}

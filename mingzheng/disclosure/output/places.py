"""A place as a person reads it."""

from __future__ import annotations

from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Severity

SEVERITIES = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "需核实", Severity.INFO: "提示"},
    "en": {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "information"},
}


def where(place: Place, language: str) -> str:
    """`第 3 页，第 12 行` or `sheet 公开03, C5`; empty when nothing is known."""
    zh = not language.startswith("en")
    parts = []
    if place.page is not None:
        parts.append(f"第 {place.page} 页" if zh else f"page {place.page}")
    if place.sheet:
        parts.append(f"工作表 {place.sheet}" if zh else f"sheet {place.sheet}")
    if place.cell:
        parts.append(f"单元格 {place.cell}" if zh else f"cell {place.cell}")
    if place.line is not None:
        parts.append(f"第 {place.line} 行" if zh else f"line {place.line}")
    if place.column is not None:
        parts.append(f"第 {place.column} 列" if zh else f"column {place.column}")
    return ("，" if zh else ", ").join(parts)

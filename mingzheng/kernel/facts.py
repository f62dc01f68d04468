"""One fact model for every document, whoever wrote it and in whatever format.

A fact says: *this figure*, of *this unit and year*, stands at *this place*. Its key is the meaning, never the
position: tables are recognised by title and header, so a key survives renumbering and reordering.
The vocabulary of keys is in `docs.md` of this folder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mingzheng.kernel.cell import Cell


class Phase(StrEnum):
    """The point of the budget year that a figure speaks of."""

    OPENING = "opening"  # 年初预算
    FULL_YEAR = "full_year"  # 全年预算（调整后）
    FINAL = "final"  # 决算
    PRIOR = "prior"  # 上年决算
    CHANGE = "change"  # 比上年增减


class Fund(StrEnum):
    """Which purse the money came from."""

    GENERAL = "general"  # 一般公共预算财政拨款
    GOVERNMENT_FUND = "government_fund"  # 政府性基金预算财政拨款
    STATE_CAPITAL = "state_capital"  # 国有资本经营预算财政拨款
    SPECIAL_ACCOUNT = "special_account"  # 财政专户管理资金
    UNIT = "unit"  # 单位资金
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: page and box, or line and column, or sheet and cell; `quote` is the text there."""

    document: str = ""
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    line: int | None = None
    column: int | None = None
    sheet: str = ""
    cell: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, order=True)
class FactKey:
    """The meaning of a figure: `source` (01…09, text, form, meta), `row` and `column` of its vocabulary."""

    source: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.source}/{self.row}/{self.column}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure read from a document, with everything that is needed to compare and to point at it."""

    key: FactKey
    cell: Cell
    measured_in: str  # 万元, 元, %, 个, 人次, 辆, …
    place: Place = field(default_factory=Place)
    label: str = ""  # what a person calls it: 支出决算表·行政运行·基本支出
    phase: Phase = Phase.FINAL
    fund: Fund = Fund.ALL
    unit_name: str = ""
    year: int | None = None

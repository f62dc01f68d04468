"""A self-evaluation form (项目支出绩效自评情况表) as it was printed or as the records give it.

Printed figures are `kernel.cell.Cell`: a blank stays a blank. Every part can say where it stands: `place` is the
whole row, `places` the single fields by their names (`full_year`, `score`, `target`, …).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from mingzheng.kernel.cell import BLANK, Cell
from mingzheng.kernel.facts import Place

DataSet = Literal["as_published", "from_records"]


def _nowhere() -> Mapping[str, Place]:
    return MappingProxyType({})


class Operator(StrEnum):
    """How a target is compared; the operator decides what earns full marks."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    MORE = ">"
    LESS = "<"
    RANGE = "range"
    QUALITATIVE = "qualitative"

    @property
    def rewards_more(self) -> bool:
        """True when more than the target is better, so that over-fulfilment can be told."""
        return self in (Operator.AT_LEAST, Operator.MORE)

    @property
    def rewards_less(self) -> bool:
        """True when less than the target is better (a reverse indicator)."""
        return self in (Operator.AT_MOST, Operator.LESS)


@dataclass(frozen=True, slots=True)
class Target:
    """A typed target. `number` is the bound (the lower one of a range), exact; a qualitative one has only `text`."""

    operator: Operator
    text: str  # as printed
    number: Decimal | None = None
    upper: Decimal | None = None  # of a range
    unit: str = ""  # %, 万元, 人, 分钟, 月 …


@dataclass(frozen=True, slots=True)
class Actual:
    """A result as printed; `number` is None when it is words."""

    text: str
    number: Decimal | None = None
    unit: str = ""


class Basis(StrEnum):
    """What an actual value rests on."""

    PRINTED = "printed"  # read from a document
    MEASURED = "measured"  # a reading of a measure
    DECLARED = "declared"  # somebody says so; shown as declared wherever it appears


@dataclass(frozen=True, slots=True)
class FundRow:
    """One row of the money block. `kind`: `total` `fiscal` `special_account` `unit`, or of other heads
    `current_fiscal` `carried_over` `other`; empty when the label is of no known kind. Amounts: in the form's unit.
    """

    kind: str
    label: str
    opening: Cell = BLANK  # 年初预算数
    full_year: Cell = BLANK  # 全年预算数
    executed: Cell = BLANK  # 全年执行数
    weight: Cell = BLANK
    rate: Cell = BLANK  # 执行率, the number before the percent sign
    score: Cell = BLANK
    basis: Basis = Basis.PRINTED
    place: Place = field(default_factory=Place)
    places: Mapping[str, Place] = field(default_factory=_nowhere)


@dataclass(frozen=True, slots=True)
class ManagementItem:
    """One row of 资金管理情况: what is judged, what is said about it, marks, problems and measures."""

    name: str
    description: str = ""
    weight: Cell = BLANK
    score: Cell = BLANK
    problems: str = ""
    place: Place = field(default_factory=Place)
    places: Mapping[str, Place] = field(default_factory=_nowhere)


@dataclass(frozen=True, slots=True)
class FormIndicator:
    """One indicator row. `deviation` is in percentage points; `reason` is 偏差原因分析及改进措施.

    `measure` is a code of the evidence registry, empty when nothing measures it.
    """

    level1: str
    level2: str
    name: str
    target: Target
    actual: Actual
    weight: Cell = BLANK
    score: Cell = BLANK
    deviation: Cell = BLANK
    reason: str = ""
    basis: Basis = Basis.PRINTED
    measure: str = ""
    place: Place = field(default_factory=Place)
    places: Mapping[str, Place] = field(default_factory=_nowhere)


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `number` counts the forms of a document from 1; `rule_set` is empty when none is declared."""

    number: int
    name: str
    department: str = ""  # 主管部门
    unit_name: str = ""  # 实施单位
    year: int | None = None
    money_unit: str = "万元"
    funds: tuple[FundRow, ...] = ()
    management: tuple[ManagementItem, ...] = ()
    goal_expected: str = ""
    goal_actual: str = ""
    indicators: tuple[FormIndicator, ...] = ()
    total_weight: Cell = BLANK
    total_score: Cell = BLANK
    rule_set: str = ""
    project_code: str = ""
    place: Place = field(default_factory=Place)
    places: Mapping[str, Place] = field(
        default_factory=_nowhere
    )  # name, department, unit_name, goal_expected, goal_actual, total_score …

    def fund(self, kind: str) -> FundRow | None:
        """The row of that kind, or None."""
        return next((row for row in self.funds if row.kind == kind), None)


def place_of(part: FundRow | ManagementItem | FormIndicator | Form, column: str) -> Place:
    """Where a field stands: its own place, else the place of its row."""
    return part.places.get(column, part.place)


FUND_LABELS: tuple[tuple[str, str], ...] = (
    # the first part that a label contains decides; spaces and colons are taken out before
    ("总额", "total"),
    ("当年财政拨款", "current_fiscal"),
    ("上年结转", "carried_over"),
    ("其他资金", "other"),
    ("专户", "special_account"),
    ("单位资金", "unit"),
    ("财政拨款", "fiscal"),
)


def fund_kind(label: str) -> str:
    """The kind of a fund row by its printed label (`其中：当年财政拨款` → `current_fiscal`); empty when unknown."""
    plain = "".join(label.split())
    return next((kind for part, kind in FUND_LABELS if part in plain), "")

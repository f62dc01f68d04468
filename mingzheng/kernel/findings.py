"""What an audit says: findings and obligations, as values that are collected and never raised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Place


class RuleClass(StrEnum):
    """How binding a rule is: the only class that may be an error is the logical one."""

    LOGICAL = "L"  # 逻辑性
    VERIFY = "V"  # 核实性
    HINT = "I"  # 提示


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class ObligationState(StrEnum):
    """What became of a check that had to be made; there is no silent pass."""

    COMPLETED = "completed"
    NOT_APPLICABLE = "not_applicable"
    NOT_ENOUGH_DATA = "not_enough_data"
    NOT_IMPLEMENTED = "not_implemented"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, doubtful or worth knowing, with both sides of the comparison.

    `stated`, `expected`, `difference` and `interval` are text with as many digits as the difference needs.
    `cluster` is the id of the root cause; consequences carry the id of the finding they follow from.
    """

    code: str
    version: int
    rule_class: RuleClass
    severity: Severity
    title: Bilingual
    message: Bilingual
    remedy: Bilingual
    stated: str = ""
    expected: str = ""
    difference: str = ""
    interval: str = ""
    places: tuple[Place, ...] = ()
    cluster: str = ""
    consequence: bool = False
    confirmed: bool = True  # False: the rule's norm is 待确认, so it cannot be an error
    document: str = ""  # the name of the document it belongs to


@dataclass(frozen=True, slots=True)
class Obligation:
    """One rule on one document and what became of it."""

    code: str
    state: ObligationState
    checked: int = 0  # how many comparisons were really made
    note: Bilingual | None = None

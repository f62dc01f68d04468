"""What a rule of equations hands to the checker: a statement, and how it may be broken."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.equations import Equation, Ratio
from mingzheng.kernel.findings import Severity


@dataclass(frozen=True, slots=True)
class Relationship:
    """A statement that must hold.

    `severity` is milder than the rule's own where a legitimate case exists. `readings` are other ways to read the
    same figure (a share of which whole?): the statement is broken only when every reading is.
    `remedy` and `note` replace and extend what the rule says.
    """

    statement: Equation | Ratio
    severity: Severity | None = None
    readings: tuple[Ratio, ...] = ()
    remedy: Bilingual | None = None
    note: Bilingual | None = None

"""Everything the narrative of a year is composed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field

from mingzheng.accounts.rules.rollup import Figures
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import ZERO, Money


@dataclass(frozen=True)
class YearFacts:
    """A unit's year: exact figures, last year's, budgets, and what no ledger knows.

    `reasons` and `texts` are by topic (`1/grand_total`, `5.3/2010301`, `duties`), `counts` by what is counted
    (`vehicles.kept`, `assets.vehicles.other`), `procurement` by kind (`goods works services sme micro`).
    """

    unit_name: str
    unit_type: str
    year: int
    figures: Figures
    _: KW_ONLY  # many mappings of one shape: a name says which, an order would not
    prior: Mapping[FactKey, Money] = field(default_factory=dict)
    opening_budget: Mapping[str, Money] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    procurement: Mapping[str, Money] = field(default_factory=dict)
    reception_foreign: Money = ZERO
    texts: Mapping[str, str] = field(default_factory=dict)
    ledger_note: Bilingual | None = None
    province: str = "henan"

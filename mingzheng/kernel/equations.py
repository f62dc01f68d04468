"""Equations and ratios between facts, as data: Σ left (relation) Σ right, decided on intervals.

One checker runs them all (`disclosure`), so a rule that is a sum, an equality or a bound is never code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey


class Relation(StrEnum):
    EQUAL = "="
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Term:
    """One addend: a whole-number factor times a fact."""

    key: FactKey
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Equation:
    """`Σ left relation Σ right`, belonging to the rule `code` (B1 … E18)."""

    code: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    title: Bilingual
    relation: Relation = Relation.EQUAL

    def keys(self) -> tuple[FactKey, ...]:
        """Every fact the equation speaks of, left side first."""
        return tuple(term.key for term in self.left + self.right)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`rate % = 100 × Σ numerator ÷ Σ denominator`: a share, a completion, a change against last year."""

    code: str
    rate: FactKey
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    title: Bilingual

    def keys(self) -> tuple[FactKey, ...]:
        """Every fact the ratio speaks of, the rate first; each once."""
        return tuple(dict.fromkeys((self.rate, *(term.key for term in self.numerator + self.denominator))))


def sum_of(code: str, whole: FactKey, parts: tuple[FactKey, ...], title: Bilingual) -> Equation:
    """`whole = Σ parts`."""
    return Equation(code, (Term(whole),), tuple(Term(part) for part in parts), title)


def equal(code: str, one: FactKey, other: FactKey, title: Bilingual) -> Equation:
    """`one = other`."""
    return Equation(code, (Term(one),), (Term(other),), title)


def share(code: str, rate: FactKey, part: FactKey, whole: FactKey, title: Bilingual) -> Ratio:
    """`rate % = part ÷ whole`: also how a completion rate is stated (final ÷ budget)."""
    return Ratio(code, rate, (Term(part),), (Term(whole),), title)


def growth(code: str, rate: FactKey, change: FactKey, current: FactKey, title: Bilingual) -> Ratio:
    """`rate % = change ÷ (current - change)`: the change against last year, whose amount is current - change."""
    return Ratio(code, rate, (Term(change),), (Term(current), Term(change, -1)), title)

"""How figures are written in findings: with as many digits as a difference needs, never rounded to agreement."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from mingzheng.kernel.equations import Term
from mingzheng.kernel.facts import Fact, FactKey, Place
from mingzheng.kernel.money import FEN_PER_WAN, FEN_PER_YUAN
from mingzheng.kernel.rounding import half_up

_SCALES = {"万元": FEN_PER_WAN, "元": FEN_PER_YUAN}


def scale_of_unit(unit: str) -> int:
    """How many hidden whole numbers make one printed unit: fen for money, itself for anything else."""
    return _SCALES.get(unit, 1)


def amount(hidden: int, unit: str) -> str:
    """A hidden whole number in its printed unit, exactly, with two decimals at least for money: `4285.045001`."""
    scale = scale_of_unit(unit)
    if scale == 1:
        return str(hidden)
    text = f"{Decimal(hidden) / scale:f}"
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def span(low: int, high: int, unit: str) -> str:
    """A closed range of hidden whole numbers: `[4285.045, 4285.054999] 万元`."""
    return f"[{amount(low, unit)}, {amount(high, unit)}] {unit}"


def percent_span(low: Fraction, high: Fraction, places: int) -> str:
    """A range of rates with enough decimals to tell its ends apart."""
    digits = places + 2
    while digits < 12 and half_up(low, digits) == half_up(high, digits) and low != high:
        digits += 1
    return f"[{half_up(low, digits)}%, {half_up(high, digits)}%]"


def printed(fact: Fact) -> str:
    """A figure as it stands, with its unit."""
    text = fact.cell.text.strip() or "（空）"
    return (
        text
        if text.endswith(fact.measured_in) or (fact.measured_in in ("", "%") and "%" in text)
        else (f"{text}{'' if fact.measured_in == '%' else ' '}{fact.measured_in}")
    )


def name_of(fact: Fact | None, key: FactKey) -> str:
    """What a person calls a figure."""
    return fact.label if fact is not None and fact.label else str(key)


def place_of(fact: Fact) -> Place:
    return fact.place


def printed_total(terms: tuple[Term, ...], facts: Mapping[FactKey, Fact]) -> tuple[Decimal, str] | None:
    """Σ of the printed values of one side, and its unit; None when a value is missing."""
    total, unit = Decimal(0), ""
    for term in terms:
        fact = facts.get(term.key)
        if fact is None or fact.cell.value is None:
            return None
        unit = unit or fact.measured_in
        if fact.measured_in != unit:
            factor = Decimal(scale_of_unit(fact.measured_in)) / scale_of_unit(unit)
        else:
            factor = Decimal(1)
        total += term.factor * fact.cell.value * factor
    return total, unit

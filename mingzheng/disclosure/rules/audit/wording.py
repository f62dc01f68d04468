"""How figures are written in findings: with as many digits as a difference needs, never rounded to agreement."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from mingzheng.kernel.equations import Term
from mingzheng.kernel.facts import Fact, FactKey, Place
from mingzheng.kernel.money import FEN_PER_WAN, FEN_PER_YUAN
from mingzheng.kernel.numerals import ordinal
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


_SUBJECTS = {
    "grand_total": "收、支总计",
    "income.total": "收入合计",
    "income.fiscal": "财政拨款收入",
    "expenditure.total": "支出合计",
    "expenditure.basic": "基本支出",
    "expenditure.project": "项目支出",
    "fiscal_grand_total": "财政拨款收、支总计",
    "general_expenditure": "一般公共预算财政拨款支出",
    "basic": "基本支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "government_fund": "政府性基金支出",
    "state_capital": "国有资本经营支出",
    "three_public": "“三公”经费",
    "abroad": "因公出国（境）费",
    "vehicles": "公务用车",
    "vehicle_purchase": "公务用车购置",
    "vehicle_running": "公务用车运行",
    "reception": "公务接待费",
    "reception_foreign": "外宾接待",
    "reception_domestic": "国内公务接待",
    "running_cost": "机关运行经费",
    "procurement": "政府采购支出总额",
    "goods": "政府采购货物",
    "works": "政府采购工程",
    "services": "政府采购服务",
    "sme": "授予中小企业合同",
    "micro": "授予小微企业合同",
    "self_evaluation": "绩效自评项目",
}
_COLUMNS = {
    "final": "决算数",
    "opening": "年初预算",
    "full_year": "全年预算",
    "completion": "完成率",
    "share": "占比",
    "change": "增减额",
    "change_rate": "增减率",
    "groups": "批次",
    "persons": "人次",
    "vehicles_bought": "购置数",
    "vehicles_kept": "保有量",
    "projects": "项目数",
    "count": "数量",
}


def name_of(fact: Fact | None, key: FactKey) -> str:
    """What a person calls a figure: `五（二）卫生健康支出占比`."""
    label = fact.label if fact is not None and fact.label else str(key)
    if key.source != "text":
        return label
    section, _, subject = key.row.partition("/")
    whole, _, part = section.partition(".")
    number = (
        ordinal(int(whole)) + (f"（{ordinal(int(part))}）" if part.isdigit() else "") if whole.isdigit() else section
    )
    called = label.rpartition("·")[2]
    known = _SUBJECTS.get(subject, subject if not called or called == str(key) else called)
    column, _, again = key.column.partition("#")
    return f"{number}{'' if part else '、'}{known}{_COLUMNS.get(column, column)}{f'（第 {again} 处）' if again else ''}"


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

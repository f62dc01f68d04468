"""Sections one to four: totals, income, expenditure, fiscal appropriation."""

from __future__ import annotations

from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.rules.narrative.words import (
    Open,
    Passage,
    Piece,
    because,
    change,
    paragraph,
    percent,
    section,
    text_key,
    wan,
)
from mingzheng.documents.model import Heading, Paragraph
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey

INCOME = (
    ("fiscal", "财政拨款收入"),
    ("superior_subsidy", "上级补助收入"),
    ("institutional", "事业收入"),
    ("operating", "经营收入"),
    ("subsidiary_remittance", "附属单位上缴收入"),
    ("other", "其他收入"),
)
EXPENDITURE = (
    ("basic", "基本支出"),
    ("project", "项目支出"),
    ("to_superior", "上缴上级支出"),
    ("operating", "经营支出"),
    ("to_subsidiary", "对附属单位补助支出"),
)
REASON = "主要原因是"


def grand_total(facts: YearFacts) -> Passage:
    """一、收入支出决算总体情况说明."""
    key = FactKey("01", "income.grand_total", "amount")
    return _total(facts, section("1", "一、收入支出决算总体情况说明"), "1", "grand_total", "收、支总计", key)


def fiscal_total(facts: YearFacts) -> Passage:
    """四、财政拨款收入支出决算总体情况说明."""
    key = FactKey("04", "income.grand_total", "amount")
    heading = section("4", "四、财政拨款收入支出决算总体情况说明")
    return _total(facts, heading, "4", "fiscal_grand_total", "财政拨款收、支总计", key)


def _total(facts: YearFacts, heading: Heading, number: str, subject: str, name: str, key: FactKey) -> Passage:
    amount = facts.figures.amount(key)
    pieces: list[Piece] = [f"{facts.year}年度{name}均为", wan(amount, key), "。"]
    more, owed = year_on_year(facts, number, subject, f"{name}各", key, f"{number}/{subject}")
    return Passage((heading, paragraph(*pieces, *more)), owed)


def year_on_year(
    facts: YearFacts, number: str, subject: str, name: str, key: FactKey, topic: str
) -> tuple[list[Piece], tuple[Open, ...]]:
    """`与上年度相比，…。主要原因是…。`; without last year's figure nothing is said and the figure is owed."""
    before = facts.prior.get(key)
    if before is None:
        about = name.removesuffix("各")
        question = Bilingual(f"请导入上年数：{about}", f"import last year's figure of {subject.replace('_', ' ')}")
        return [], (Open(f"{topic}/prior", question),)
    words, differs = change(number, subject, name, facts.figures.amount(key), before)
    pieces: list[Piece] = ["与上年度相比，", *words, "。"]
    if not differs:
        return pieces, ()
    sentence, owed = because(topic, facts.reasons.get(topic, ""), REASON, words)
    return [*pieces, sentence], owed


def income(facts: YearFacts) -> Passage:
    """二、收入决算情况说明: the kinds that there are, each with its share."""
    blocks = (section("2", "二、收入决算情况说明"), _shares(facts, "2", "02", "收入合计", "income", INCOME))
    return Passage(blocks)


def expenditure(facts: YearFacts) -> Passage:
    """三、支出决算情况说明."""
    blocks = (section("3", "三、支出决算情况说明"), _shares(facts, "3", "03", "支出合计", "expenditure", EXPENDITURE))
    return Passage(blocks)


def _shares(
    facts: YearFacts, number: str, source: str, name: str, subject: str, kinds: tuple[tuple[str, str], ...]
) -> Paragraph:
    key = FactKey(source, "total", "total")
    whole = facts.figures.amount(key)
    pieces: list[Piece] = [f"{facts.year}年度{name}", wan(whole, key)]
    separator = "，其中："
    for column, title in kinds:
        part_key = FactKey(source, "total", column)
        part = facts.figures.amount(part_key)
        if part:
            share = percent(part, whole, text_key(number, f"{subject}.{column}", "share"))
            pieces += [separator, title, wan(part, part_key), "，占", share]
            separator = "；"
    return paragraph(*pieces, "。")

"""Sections five and six: expenditure from the general public budget in whole, class and item; basic expenditure."""

from __future__ import annotations

from mingzheng.accounts.rules.codes import CodeTable
from mingzheng.accounts.rules.rollup import PERSONNEL, PUBLIC
from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.rules.narrative.totals import year_on_year
from mingzheng.disclosure.rules.narrative.words import (
    Passage,
    Piece,
    because,
    paragraph,
    percent,
    same_printed,
    section,
    text_key,
    wan,
)
from mingzheng.documents.model import Run
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import ZERO, total

NAME = "一般公共预算财政拨款支出"
WHOLE = FactKey("05", "total", "total")


def general(facts: YearFacts, functional: CodeTable) -> Passage:
    """五、一般公共预算财政拨款支出决算情况说明."""
    head = Passage((section("5", f"五、{NAME}决算情况说明"),))
    return head + _overall(facts) + _structure(facts, functional) + _items(facts, functional)


def _overall(facts: YearFacts) -> Passage:
    amount = facts.figures.amount(WHOLE)
    share = percent(
        amount, facts.figures.amount(FactKey("03", "total", "total")), text_key("5.1", "general_expenditure", "share")
    )
    more, owed = year_on_year(facts, "5.1", "general_expenditure", NAME, WHOLE, "5.1/general_expenditure")
    pieces: list[Piece] = [f"{facts.year}年度{NAME}", wan(amount, WHOLE), "，占支出合计的", share, "。", *more]
    return Passage((section("5.1", "（一）总体情况", level=3), paragraph(*pieces)), owed)


def _structure(facts: YearFacts, functional: CodeTable) -> Passage:
    amount = facts.figures.amount(WHOLE)
    pieces: list[Piece] = [f"{facts.year}年度{NAME}", wan(amount, WHOLE)]
    separator = "，主要用于以下方面："
    for code in (code for code in facts.figures.codes("05") if len(code) == 3):
        key = FactKey("05", code, "total")
        part = facts.figures.amount(key)
        share = percent(part, amount, text_key("5.2", code, "share"))
        pieces += [separator, functional.name(code), wan(part, key), "，占", share]
        separator = "；"
    return Passage((section("5.2", "（二）结构情况", level=3), paragraph(*pieces, "。")))


def _items(facts: YearFacts, functional: CodeTable) -> Passage:
    """Each item that was budgeted or spent, the opening total being the sum of the parts stated."""
    spent = {code for code in facts.figures.codes("05") if len(code) == 7}
    items = sorted(spent | {code for code, amount in facts.opening_budget.items() if amount})
    budget = total(facts.opening_budget.values())
    amount = facts.figures.amount(WHOLE)
    done = percent(amount, budget, text_key("5.3", "general_expenditure", "completion"))
    budget_run = Run(f"{budget.wan()}万元", ref=str(text_key("5.3", "general_expenditure", "opening")))
    lead: list[Piece] = [f"{facts.year}年度{NAME}年初预算为", budget_run, "，支出决算为", wan(amount, WHOLE)]
    lead += ["，完成年初预算的", done, "。其中：" if items else "。"]
    result = Passage((section("5.3", "（三）具体情况", level=3), paragraph(*lead)))
    for code in items:
        result = result + _item(facts, functional, code)
    return result


def _item(facts: YearFacts, functional: CodeTable, code: str) -> Passage:
    budget = facts.opening_budget.get(code, ZERO)
    key = FactKey("05", code, "total")
    amount = facts.figures.amount(key)
    names = [functional.name(part) for part in (code[:3], code[:5], code)]
    title = Run(f"{names[0]}（类）{names[1]}（款）{names[2]}（项）。", bold=True)
    figures: list[Piece] = ["年初预算数为", Run(f"{budget.wan()}万元", ref=str(text_key("5.3", code, "opening")))]
    figures += [
        "，决算数",
        wan(amount, key),
        "，完成年初预算的",
        percent(amount, budget, text_key("5.3", code, "completion")),
    ]
    if same_printed(amount, budget):
        return Passage((paragraph(title, *figures, "，决算数与年初预算数持平。"),))
    topic = f"5.3/{code}"
    lead = "决算数与年初预算数存在差异的主要原因是"
    sentence, owed = because(topic, facts.reasons.get(topic, ""), lead, [*names, *figures])
    return Passage((paragraph(title, *figures, "，", sentence),), owed)


def basic(facts: YearFacts, economic: CodeTable) -> Passage:
    """六、一般公共预算财政拨款基本支出决算情况说明."""
    name = "一般公共预算财政拨款基本支出"
    key = FactKey("05", "total", "basic")
    more, owed = year_on_year(facts, "6", "basic", name, key, "6/basic")
    first = paragraph(f"{facts.year}年度{name}", wan(facts.figures.amount(key), key), "。", *more)
    head = Passage((section("6", f"六、{name}决算情况说明"), first), owed)
    personnel = _part(facts, economic, "其中：", "人员经费", "personnel", PERSONNEL)
    return head + personnel + _part(facts, economic, "", "公用经费", "public", PUBLIC)


def _part(
    facts: YearFacts, economic: CodeTable, lead: str, name: str, subject: str, classes: frozenset[str]
) -> Passage:
    key = FactKey("06", subject, "amount")
    amount = facts.figures.amount(key)
    more, owed = year_on_year(facts, "6", subject, f"{name}支出", key, f"6/{subject}")
    codes = [c for c in facts.figures.economic_codes() if len(c) == 5 and c[:3] in classes]
    items = f"主要包括：{'、'.join(economic.name(code) for code in codes)}。" if codes else ""
    comparison: list[Piece] = ["，", *more] if more else ["。"]
    return Passage((paragraph(f"{lead}{name}", wan(amount, key), *comparison, items),), owed)

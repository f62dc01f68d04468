"""The narrative of a year (情况说明): thirteen sections, every figure computed from the accounts."""

from __future__ import annotations

from mingzheng.accounts.rules.codes import CodeTable
from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.rules.narrative import funds_and_cars, general_budget, means, totals
from mingzheng.disclosure.rules.narrative.means import SelfEvaluation
from mingzheng.disclosure.rules.narrative.words import Open, Passage

__all__ = ["Open", "Passage", "SelfEvaluation", "compose", "section_of", "self_name"]

SECTIONS = {  # what is owed by the name of a count or a passage, and where the report would state it
    "abroad": "9.2",
    "vehicles": "9.2",
    "reception_foreign": "9.2",
    "reception_domestic": "9.2",
    "assets": "12",
    "performance_work": "13.1",
}


def section_of(topic: str) -> str:
    """The number of the section that a topic belongs to (`6/public` → `6`); empty for a topic of part one."""
    head, slash, _rest = topic.partition("/")
    return head if slash else SECTIONS.get(topic.partition(".")[0], "")


def self_name(facts: YearFacts) -> str:
    """How the publishing body speaks of itself, the same in every section."""
    return "我部门" if facts.unit_type == "department" else "我单位"


def compose(facts: YearFacts, summary: SelfEvaluation, *, functional: CodeTable, economic: CodeTable) -> Passage:
    """The thirteen sections in order, and everything that a person still owes. Raises UnknownCode."""
    name = self_name(facts)
    sections = (
        totals.grand_total(facts),
        totals.income(facts),
        totals.expenditure(facts),
        totals.fiscal_total(facts),
        general_budget.general(facts, functional),
        general_budget.basic(facts, economic),
        funds_and_cars.government_fund(facts, name),
        funds_and_cars.state_capital(facts, name),
        funds_and_cars.three_public(facts),
        means.running_cost(facts, name),
        means.procurement(facts),
        means.assets(facts, name),
        means.performance(facts, summary, name),
    )
    whole = Passage()
    for one in sections:
        whole = whole + one
    return whole

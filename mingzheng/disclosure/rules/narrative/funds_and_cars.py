"""Sections seven to nine: government funds, state capital, and the three public expenses."""

from __future__ import annotations

from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.rules.narrative.words import (
    Open,
    Passage,
    Piece,
    because,
    count,
    paragraph,
    percent,
    same_printed,
    section,
    text_key,
    wan,
)
from mingzheng.documents.model import Run
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import Money

THREE = "“三公”经费"
NOTHING_OWED: tuple[Open, ...] = ()


def government_fund(facts: YearFacts, self_name: str) -> Passage:
    """七、政府性基金预算财政拨款支出决算情况说明: its four figures, or the statement that there is none."""
    heading = section("7", "七、政府性基金预算财政拨款支出决算情况说明")
    if not facts.figures.codes("07"):
        return Passage((heading, paragraph(_none(self_name, facts.year, "政府性基金"))))
    pieces: list[Piece] = [f"{facts.year}年度政府性基金预算财政拨款"]
    names = {
        "opening_balance": "年初结转和结余",
        "income": "本年收入",
        "total": "本年支出",
        "closing_balance": "年末结转和结余",
    }
    for number, (column, name) in enumerate(names.items()):
        key = FactKey("07", "total", column)
        pieces += ["，" if number else "", name, wan(facts.figures.amount(key), key)]
    return Passage((heading, paragraph(*pieces, "。")))


def state_capital(facts: YearFacts, self_name: str) -> Passage:
    """八、国有资本经营预算财政拨款支出决算情况说明."""
    heading = section("8", "八、国有资本经营预算财政拨款支出决算情况说明")
    if not facts.figures.codes("08"):
        return Passage((heading, paragraph(_none(self_name, facts.year, "国有资本经营"))))
    key = FactKey("08", "total", "total")
    amount = wan(facts.figures.amount(key), key)
    return Passage((heading, paragraph(f"{facts.year}年度国有资本经营预算财政拨款支出", amount, "。")))


def _none(self_name: str, year: int, money: str) -> str:
    return f"{self_name}{year}年度没有{money}收入，也没有使用{money}安排的支出。"


def three_public(facts: YearFacts) -> Passage:
    """九、财政拨款“三公”经费支出决算情况说明."""
    head = Passage((section("9", f"九、财政拨款{THREE}支出决算情况说明"),))
    return head + _overall(facts) + _shares(facts) + _abroad(facts) + _vehicles(facts) + _reception(facts)


def _amounts(facts: YearFacts, column: str) -> tuple[Money, Money]:
    figures = facts.figures
    return figures.amount(FactKey("09", "budget", column)), figures.amount(FactKey("09", "final", column))


def _against_budget(facts: YearFacts, number: str, subject: str, column: str) -> tuple[list[Piece], bool]:
    budget, final = _amounts(facts, column)
    pieces: list[Piece] = ["全年预算为", wan(budget, FactKey("09", "budget", column)), "，支出决算为"]
    pieces += [wan(final, FactKey("09", "final", column)), "，完成全年预算的"]
    pieces += [percent(final, budget, text_key(number, subject, "completion")), "。"]
    return pieces, not same_printed(budget, final)


def _overall(facts: YearFacts) -> Passage:
    pieces, differs = _against_budget(facts, "9.1", "three_public", "total")
    lead = f"{facts.year}年度{THREE}支出决算数与预算数"
    sentence, owed = f"{lead}持平。", NOTHING_OWED
    if differs:
        reason = facts.reasons.get("9.1/three_public", "")
        sentence, owed = because("9.1/three_public", reason, f"{lead}存在差异的主要原因是", pieces)
    title = section("9.1", f"（一）{THREE}财政拨款支出决算总体情况说明", level=3)
    return Passage((title, paragraph(f"{facts.year}年度{THREE}财政拨款支出", *pieces, sentence)), owed)


def _shares(facts: YearFacts) -> Passage:
    whole = _amounts(facts, "total")[1]
    pieces: list[Piece] = [f"{facts.year}年度{THREE}财政拨款支出决算中"]
    names = {"abroad": "因公出国（境）费", "vehicles": "公务用车购置及运行费", "reception": "公务接待费"}
    for number, (column, name) in enumerate(names.items()):
        budget, final = _amounts(facts, column)
        pieces += [
            "；" if number else "，",
            f"{name}支出决算",
            wan(final, FactKey("09", "final", column)),
            "，完成全年预算的",
        ]
        pieces += [percent(final, budget, text_key("9.2", column, "completion")), "，占"]
        pieces += [percent(final, whole, text_key("9.2", column, "share"))]
    title = section("9.2", f"（二）{THREE}财政拨款支出决算具体情况说明", level=3)
    return Passage((title, paragraph(*pieces, "。具体情况如下：")))


def _kind(facts: YearFacts, column: str, title: str, ending: list[Piece]) -> Passage:
    """One numbered kind of expense: against its budget, the reason where there is a difference, and `ending`."""
    pieces, differs = _against_budget(facts, "9.2", column, column)
    sentence, owed = "决算数与全年预算数持平。", NOTHING_OWED
    if differs:
        topic = f"9.2/{column}"
        lead = "决算数与全年预算数存在差异的主要原因是"
        sentence, owed = because(topic, facts.reasons.get(topic, ""), lead, [title, *pieces])
    return Passage((paragraph(Run(title, bold=True), "，", *pieces, sentence, *ending),), owed)


def _counted(facts: YearFacts, topic: str, name: str, measure: str, key: FactKey) -> tuple[Run, tuple[Open, ...]]:
    """A count, or that it is owed; `name` is what is counted."""
    number = facts.counts.get(topic)
    if number is None:
        question = Bilingual(f"请填写数量：{name}", f"give the count of {topic.replace('.', ' ').replace('_', ' ')}")
        return Run(f"（未提供）{measure}", ref=str(key)), (Open(topic, question),)
    return count(number, measure, key), ()


def _abroad(facts: YearFacts) -> Passage:
    groups, owed = _counted(facts, "abroad.groups", "因公出国（境）团组", "个", text_key("9.2", "abroad", "groups"))
    persons, more = _counted(
        facts, "abroad.persons", "因公出国（境）人次", "人次", text_key("9.2", "abroad", "persons")
    )
    ending: list[Piece] = ["全年因公出国（境）团组", groups, "，累计", persons, "。"]
    return _kind(facts, "abroad", "1.因公出国（境）费", ending) + Passage((), owed + more)


def _vehicles(facts: YearFacts) -> Passage:
    bought, owed = _counted(
        facts, "vehicles.bought", "购置公务用车", "台", text_key("9.2", "vehicle_purchase", "vehicles_bought")
    )
    kept, more = _counted(
        facts, "vehicles.kept", "公务用车保有量", "辆", text_key("9.2", "vehicle_running", "vehicles_kept")
    )
    purchase, running = FactKey("09", "final", "vehicle_purchase"), FactKey("09", "final", "vehicle_running")
    ending: list[Piece] = ["其中：", Run("公务用车购置支出", bold=True), wan(facts.figures.amount(purchase), purchase)]
    ending += ["，购置车辆", bought, "。"]
    spent = facts.figures.amount(running)
    use = facts.texts.get("vehicle_use", "")
    run: list[Piece] = [Run("公务用车运行支出", bold=True), wan(spent, running), "。"]
    run += [f"主要用于支付{use}。" if use and spent else ""]
    run += [f"{facts.year}年期末，单位开支财政拨款的公务用车保有量为", kept, "。"]
    return _kind(facts, "vehicles", "2.公务用车购置及运行费", ending) + Passage((paragraph(*run),), owed + more)


def _reception(facts: YearFacts) -> Passage:
    final = FactKey("09", "final", "reception")
    foreign = facts.reception_foreign
    domestic = facts.figures.amount(final) - foreign
    result = _kind(facts, "reception", "3.公务接待费", ["其中："])
    result += _guests(
        facts,
        "reception_foreign",
        "外宾接待支出",
        foreign,
        "国（境）外来访团组",
        "来访外宾",
        facts.texts.get("foreign_use", ""),
    )
    return result + _guests(
        facts,
        "reception_domestic",
        "其他国内公务接待支出",
        domestic,
        "国内来访团组",
        "来宾",
        facts.texts.get("reception_use", ""),
    )


def _guests(
    facts: YearFacts, subject: str, title: str, amount: Money, groups_name: str, guests_name: str, use: str
) -> Passage:
    groups, owed = _counted(facts, f"{subject}.groups", groups_name, "个", text_key("9.2", subject, "groups"))
    persons, more = _counted(facts, f"{subject}.persons", guests_name, "人次", text_key("9.2", subject, "persons"))
    if amount and facts.counts.get(f"{subject}.persons") == 0:
        question = Bilingual("有接待支出而接待人次为0，请核实", "money was spent and nobody was received; check this")
        more += (Open(f"{subject}.persons", question, (f"{amount.wan()}万元",)),)
    money = Run(f"{amount.wan()}万元", ref=str(text_key("9.2", subject, "final")))
    pieces: list[Piece] = [Run(title, bold=True), money, "。", f"主要用于{use}。" if use and amount else ""]
    pieces += [f"{facts.year}年共接待{groups_name}", groups, f"、{guests_name}", persons, "（不包括陪同人员）。"]
    return Passage((paragraph(*pieces),), owed + more)

"""Years of books without a database: the shipped sample, and a made-up department with every kind of money."""

from __future__ import annotations

import csv
import json

from mingzheng.accounts.data import chart, economic, functional, text
from mingzheng.accounts.rules.ledger import Authority, Line
from mingzheng.accounts.rules.rollup import Figures, roll_up
from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.kernel.facts import FactKey, Fund
from mingzheng.kernel.money import ZERO, Money

YEAR = 2022
NAME = "安阳市政务服务和大数据管理局（本级）"


def shipped(name: str) -> list[dict[str, str]]:
    """The rows of a shipped sample file."""
    lines = text(f"sample/anyang-2022-{name}.csv").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def rolled(lines: list[Line], budgets: list[Authority]) -> Figures:
    """The figures of those lines."""
    return roll_up(lines, chart=chart(YEAR), functional=functional(YEAR), economic=economic(YEAR), budgets=budgets)


def sample_facts() -> YearFacts:
    """The shipped books of Anyang 2022, without a database."""
    dimensions = ("functional", "economic", "basic_or_project", "category", "project")
    lines = [
        Line(row["account"], Money.from_yuan(row["amount"]), Fund(row["fund"]), *(row[d] for d in dimensions))
        for row in shipped("entries")
    ]
    budgets = [
        Authority(row["stage"], Money.from_yuan(row["amount"]), Fund(row["fund"]), row["functional"], row["economic"])
        for row in shipped("budget")
    ]
    prior = {FactKey(r["source"], r["row"], r["column"]): Money.from_yuan(r["amount"]) for r in shipped("prior")}
    opening: dict[str, Money] = {}
    for budget in budgets:
        if budget.stage == "opening" and budget.fund is Fund.GENERAL and budget.functional:
            opening[budget.functional] = opening.get(budget.functional, ZERO) + budget.amount
    said = json.loads(text("sample/anyang-2022-facts.json"))
    amounts = {topic: Money.from_yuan(amount) for topic, amount in said["amount"].items()}
    return YearFacts(
        NAME,
        "administrative",
        YEAR,
        rolled(lines, budgets),
        prior=prior,
        opening_budget=opening,
        reasons=said["reason"],
        counts=said["count"],
        procurement={
            topic.removeprefix("procurement."): money
            for topic, money in amounts.items()
            if topic.startswith("procurement.")
        },
        reception_foreign=amounts["reception_foreign"],
        texts=said["text"],
    )


def another_facts() -> YearFacts:
    """A department with institutional income, carry-over, a government fund and state capital, and no car."""
    general, unit, fund, capital = Fund.GENERAL, Fund.UNIT, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL
    rows: list[tuple[str, str, Fund, tuple[str, ...]]] = [
        ("6001", "61234567.89", general, ("2050205",)), ("6001", "2345678.01", general, ("2080505",)),
        ("6101", "7654321.05", unit, ("2050205",)), ("6201", "111111.11", unit, ("2050205",)),
        ("6401", "50000.00", unit, ("2050205",)), ("6609", "99.99", unit, ("2050205",)),
        ("8101", "4200000.55", general, ("2050205",)), ("8201", "120000.00", unit, ("2050205",)),
        ("8101", "300000.00", fund, ("2120801",)),
        ("7201", "40000000.10", general, ("2050205", "30101", "basic", "personnel")),
        ("7201", "1200345.67", general, ("2050205", "30201", "basic", "public")),
        ("7201", "4999.99", general, ("2050205", "30217", "basic", "public")),
        ("7201", "2345678.01", general, ("2080505", "30108", "basic", "personnel")),
        ("7201", "9876543.21", general, ("2050205", "31003", "project", "", "实训楼")),
        ("7201", "6000000.07", unit, ("2050205", "30226", "basic", "public")),
        ("7301", "45000.00", unit, ("2050205", "30201")),
        ("6001", "5000000.00", fund, ("2120801",)),
        ("7201", "5123456.78", fund, ("2120801", "31005", "project", "", "周边道路")),
        ("6001", "800000.00", capital, ("2230105",)),
        ("7201", "800000.00", capital, ("2230105", "30299", "project", "", "校企改制")),
    ]  # fmt: skip
    lines = [Line(account, Money.from_yuan(amount), of, *rest) for account, amount, of, rest in rows]
    budgets = [
        Authority("opening", Money.from_yuan("58000000.00"), general, "2050205"),
        Authority("opening", Money.from_yuan("8000.00"), general, "2050205", "30217"),
        Authority("reduction", Money.from_yuan("-1000.00"), general, "2050205", "30217"),
    ]
    opening = {"2050205": Money.from_yuan("58008000.00"), "2060503": Money.from_yuan("30000.00")}
    prior = {
        FactKey("01", "income.grand_total", "amount"): Money.from_yuan("70000000.00"),
        FactKey("04", "income.grand_total", "amount"): Money.from_yuan("90000000.00"),
        FactKey("05", "total", "total"): ZERO,
    }
    return YearFacts(
        "某某市某某职业学院", "institution", YEAR, rolled(lines, budgets), prior=prior, opening_budget=opening
    )

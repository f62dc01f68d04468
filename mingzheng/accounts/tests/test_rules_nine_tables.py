"""From the shipped ledger, the nine tables come out as they were published, to the digit, with every rounding tail."""

import csv
import json

import pytest

from mingzheng.accounts.data import chart, economic, functional, layout, text
from mingzheng.accounts.rules.equations import table_equations
from mingzheng.accounts.rules.ledger import Authority, Line
from mingzheng.accounts.rules.rollup import roll_up
from mingzheng.accounts.rules.tables import nine_tables
from mingzheng.kernel.facts import Fund
from mingzheng.kernel.money import Money

ENTITY = "安阳市政务服务和大数据管理局（本级）"


def shipped(name):
    lines = text(f"sample/anyang-2022-{name}.csv").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module")
def figures():
    lines = [
        Line(
            row["account"],
            Money.from_yuan(row["amount"]),
            Fund(row["fund"]),
            row["functional"],
            row["economic"],
            row["basic_or_project"],
            row["category"],
            row["project"],
        )
        for row in shipped("entries")
    ]
    budgets = [
        Authority(row["stage"], Money.from_yuan(row["amount"]), Fund(row["fund"]), row["functional"], row["economic"])
        for row in shipped("budget")
    ]
    return roll_up(lines, chart=chart(2022), functional=functional(2022), economic=economic(2022), budgets=budgets)


@pytest.fixture(scope="module")
def tables(figures):
    made = nine_tables(figures, layout("henan", 2022), ENTITY, 2022, functional=functional(2022))
    return {table.source: table for table in made}


@pytest.fixture(scope="module")
def published():
    return json.loads(text("sample/published_tables.json"))["tables"]


def shown(table):
    return [
        ["" if s.key and s.amount is None else str(s.amount.wan()) if s.key else s.text for s in row]
        for row in table.body
    ]


@pytest.mark.parametrize("source", ["01", "04"])
def test_the_two_sided_tables_equal_the_published_ones(tables, published, source):
    rows = published[f"公开{source}"]["rows"]
    expected = []
    for row in rows:
        income, spent = row["income"], row["expense"]
        amounts = [value for key, value in spent.items() if key not in ("item", "row_no")]
        expected.append([income["item"], income["row_no"], income["amount"], spent["item"], spent["row_no"], *amounts])
    assert shown(tables[source]) == expected


@pytest.mark.parametrize("source", ["02", "03", "05"])
def test_the_tables_by_code_equal_the_published_ones(tables, published, source):
    expected = [
        [*([row["code"], row["name"]] if row["code"] else ["合计"]), *row["values"].values()]
        for row in published[f"公开{source}"]["rows"]
    ]
    assert shown(tables[source]) == expected


def test_the_economic_table_equals_the_published_one(tables, published):
    ours = {row[i]: (row[i + 1], row[i + 2]) for row in shown(tables["06"])[:-1] for i in (0, 3, 6) if row[i]}
    assert ours == {row["code"]: (row["name"], row["amount"]) for row in published["公开06"]["rows"]}
    assert shown(tables["06"])[-1] == ["人员经费合计", "252.87", "公用经费合计", "215.37"]


@pytest.mark.parametrize("source", ["07", "08"])
def test_a_table_without_money_is_blank_and_carries_its_statement(tables, published, source):
    columns = len(published[f"公开{source}"]["columns"])
    assert shown(tables[source]) == [["合计", *[""] * columns]]
    assert tables[source].statement in published[f"公开{source}"]["notes"]


def test_the_three_public_expenses_equal_the_published_ones(tables, published):
    row = published["公开09"]["rows"][0]
    assert shown(tables["09"]) == [[*row["budget"].values(), *row["final"].values()]]


def test_all_204_published_rows_were_compared(published):
    rows = sum(len(table["rows"]) for table in published.values())
    assert rows == 31 + 19 * 3 + 32 + 81 + 1 + 1 + 1 == 204


def test_titles_notes_and_labels_are_those_of_the_form(tables, published):
    for source, table in tables.items():
        official = published[f"公开{source}"]
        assert table.title == official["title"]
        assert [*table.notes, *([table.statement] if table.statement else [])] == official["notes"]


def test_rounding_tails_stay_as_they_fall(figures):
    def wan(code, column):
        return figures.amount(type(next(figures.keys()))("03", code, column)).wan()

    assert (wan("2010301", "basic"), wan("2010301", "project"), wan("2010301", "total")) == tuple(
        map(type(wan("total", "total")), ("417.38", "1782.23", "2199.60"))
    )


def test_every_equation_holds_exactly_on_what_was_rolled_up(tables, figures):
    keys = {slot.key for table in tables.values() for slot in table.figures() if slot.amount is not None}
    equations = table_equations(keys)
    assert len(equations) > 150
    for equation in equations:
        left = sum(term.factor * figures.amount(term.key).fen for term in equation.left)
        right = sum(term.factor * figures.amount(term.key).fen for term in equation.right)
        assert left == right if equation.relation == "=" else left <= right, equation


def test_the_shipped_ledger_says_that_it_is_reconstructed():
    head = text("sample/anyang-2022-entries.csv")[:300]
    assert "重构" in head
    assert "RECONSTRUCTED" in head

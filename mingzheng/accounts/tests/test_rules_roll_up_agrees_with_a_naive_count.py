"""Any ledger: the roll-up agrees with counting by hand, and every table equation holds to the fen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.accounts.data import chart, economic, functional, layout
from mingzheng.accounts.rules.codes import UnknownCode
from mingzheng.accounts.rules.equations import table_equations
from mingzheng.accounts.rules.ledger import FISCAL_FUNDS, Line, RefusedAccount
from mingzheng.accounts.rules.rollup import UnplacedLine, roll_up
from mingzheng.accounts.rules.tables import nine_tables
from mingzheng.accounts.tests.by_hand import budgets, count, fen, ledgers
from mingzheng.kernel.facts import FactKey, Fund
from mingzheng.kernel.money import Money

YEAR = 2022


def rolled(lines, authority=()):
    return roll_up(lines, chart=chart(YEAR), functional=functional(YEAR), economic=economic(YEAR), budgets=authority)


def tables_of(figures):
    form = layout("henan", YEAR)
    return nine_tables(figures, form, "某单位", YEAR, functional=functional(YEAR), economic=economic(YEAR))


@settings(max_examples=150, deadline=None)
@given(ledgers, budgets)
def test_every_cell_of_the_nine_tables_is_that_of_a_count_by_hand(lines, authority):
    figures, counted = rolled(lines, authority), count(lines, authority)
    for key in {*figures.keys(), *counted}:
        assert figures.amount(key).fen == counted[key], key


@settings(max_examples=150, deadline=None)
@given(ledgers)
def test_every_figure_other_than_zero_is_printed(lines):
    figures = rolled(lines)
    printed = {slot.key for table in tables_of(figures) for slot in table.figures() if slot.amount is not None}
    assert {key for key in figures.keys() if figures.amount(key)} <= printed  # noqa: SIM118 - Figures is no mapping


@settings(max_examples=150, deadline=None)
@given(ledgers, budgets)
def test_every_equation_of_the_tables_holds_to_the_fen(lines, authority):
    figures = rolled(lines, authority)
    keys = {slot.key for table in tables_of(figures) for slot in table.figures() if slot.amount is not None}
    equations = table_equations(keys)
    assert {equation.code for equation in equations} >= {"B1", "B4", "B9", "C9"}
    other = [line for line in lines if line.fund not in FISCAL_FUNDS]
    for equation in equations:
        if equation.relation == "≤" and _overdrawn(equation.code, other, lines):
            continue
        left = sum(term.factor * figures.amount(term.key).fen for term in equation.left)
        right = sum(term.factor * figures.amount(term.key).fen for term in equation.right)
        assert left == right if equation.relation == "=" else left <= right, equation.title.en


def _overdrawn(code, other, lines):
    """Bounds say that a part is at most the whole, so they presume that no other part is below zero."""
    if code != "C9":
        return any(line.amount.fen < 0 for line in lines)
    opening = fen([line for line in other if line.account in ("8201", "8401")])
    came = fen([line for line in other if line.account[0] == "6"]) + fen(other, account="820205")
    return opening < 0 or opening + came < fen([line for line in other if line.account[0] == "7"])


def test_a_book_with_every_kind_of_money_is_asked_every_equation():
    items = {Fund.GENERAL: "2010301", Fund.GOVERNMENT_FUND: "2120801", Fund.STATE_CAPITAL: "2230105"}
    lines = [Line("6001", Money(10), fund, item) for fund, item in items.items()]
    lines += [Line("7101", Money(9), fund, item, "30217", "basic") for fund, item in items.items()]
    figures = rolled([*lines, Line("6101", Money(3), Fund.UNIT, "2010350")])
    keys = {slot.key for table in tables_of(figures) for slot in table.figures() if slot.amount is not None}
    codes = {equation.code for equation in table_equations(keys)}
    assert codes == {*(f"B{number}" for number in range(1, 10)), *(f"C{number}" for number in range(1, 10))}


@settings(max_examples=30, deadline=None)
@given(ledgers, st.randoms())
def test_the_order_of_entries_does_not_matter(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)
    assert dict(rolled(lines).amounts) == dict(rolled(shuffled).amounts)


@pytest.mark.parametrize("account", ["6501", "7601", "7701", "8701"])
def test_an_account_without_a_confirmed_treatment_is_refused_with_its_reason(account):
    with pytest.raises(RefusedAccount) as refused:
        rolled([Line(account, Money(1), Fund.UNIT, "2010350")])
    assert account in refused.value.reason.zh
    assert "未确认" in refused.value.reason.zh


@pytest.mark.parametrize(
    ("account", "fund"),
    [
        ("6001", Fund.UNIT),
        ("8101", Fund.SPECIAL_ACCOUNT),
        ("6101", Fund.GENERAL),
        ("8201", Fund.GENERAL),
        ("7301", Fund.GENERAL),
        ("7401", Fund.GOVERNMENT_FUND),
        ("7501", Fund.STATE_CAPITAL),
        ("7101", Fund.ALL),
    ],
)
def test_money_that_the_tables_have_no_place_for_is_refused(account, fund):
    with pytest.raises(UnplacedLine) as refused:
        rolled([Line(account, Money(1), fund, "2010350", "30201", "basic")])
    assert "资金性质" in refused.value.reason.zh


def test_carry_over_of_a_government_fund_names_its_item():
    with pytest.raises(UnplacedLine, match="table 07"):
        rolled([Line("8101", Money(1), Fund.GOVERNMENT_FUND)])


def test_surplus_kept_for_later_counts_only_when_it_is_used():
    kept, used = Line("8202", Money(100), Fund.UNIT), Line("820205", Money(30), Fund.UNIT)
    earned = Line("6101", Money(50), Fund.UNIT, "2010350")
    spent = Line("7201", Money(80), Fund.UNIT, "2010350", "30201", "basic")
    figures = rolled([kept, used, earned, spent])
    rows = ("use_of_surplus", "opening_balance", "income.grand_total", "closing_balance")
    assert [figures.amount(FactKey("01", row, "amount")).fen for row in rows] == [30, 0, 80, 0]


def test_an_unknown_account_is_refused():
    with pytest.raises(RefusedAccount, match="9999"):
        rolled([Line("9999", Money(1))])


def test_a_sub_account_is_treated_like_its_parent():
    one = rolled([Line("7101", Money(5), functional="2010301", economic="30201", basic_or_project="basic")])
    other = rolled([Line("710103", Money(5), functional="2010301", economic="30201", basic_or_project="basic")])
    assert dict(one.amounts) == dict(other.amounts)


@pytest.mark.parametrize(
    "line",
    [
        Line("7101", Money(1), functional="20103", economic="30201", basic_or_project="basic"),
        Line("7101", Money(1), functional="2010301", economic="30201"),
        Line("7101", Money(1), functional="2010301", economic="31201", basic_or_project="basic", fund=Fund.GENERAL),
    ],
)
def test_a_line_that_cannot_be_placed_says_what_it_lacks(line):
    if line.economic == "31201":
        assert rolled([line]).amount(FactKey("06", "public", "amount")) == Money(1)
        return
    with pytest.raises(UnplacedLine) as refused:
        rolled([line])
    assert refused.value.reason.zh


def test_a_code_of_another_year_is_named_with_the_year():
    with pytest.raises(UnknownCode) as refused:
        rolled([Line("7101", Money(1), functional="2019999", economic="30201", basic_or_project="basic")])
    assert "2022" in refused.value.reason.zh
    assert "2019999" in refused.value.reason.en


def test_of_a_year_without_a_code_table_nothing_is_claimed():
    with pytest.raises(UnknownCode) as refused:
        functional(2015).name("2010301")
    assert "未收录2015年" in refused.value.reason.zh


def test_a_class_whose_items_cancel_out_still_stands_above_them():
    one = Line("7101", Money(5), functional="2010301", economic="30201", basic_or_project="basic")
    other = Line("7101", Money(-5), functional="2010399", economic="30201", basic_or_project="basic")
    table = next(table for table in tables_of(rolled([one, other])) if table.source == "03")
    assert [row[0].text for row in table.body] == ["合计", "201", "20103", "2010301", "2010399"]


def test_an_item_that_the_form_does_not_list_is_printed_with_its_name():
    figures = rolled([Line("7101", Money(7), functional="2010301", economic="30902", basic_or_project="basic")])
    table = next(table for table in tables_of(figures) if table.source == "06")
    texts = [slot.text for row in table.body for slot in row]
    assert texts[texts.index("30902") + 1] == economic(YEAR).name("30902")


def test_the_row_label_of_a_later_year_is_the_later_one():
    labels = {row.income[0] for row in layout("henan", 2024).table("01").rows}
    assert "使用非财政拨款结余（含专用结余）" in labels
    with pytest.raises(LookupError, match="2015"):
        layout("henan", 2015)

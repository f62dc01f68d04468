"""Any ledger: the roll-up agrees with counting by hand, and every table equation holds to the fen."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.accounts.data import chart, economic, functional, layout
from mingzheng.accounts.rules.codes import UnknownCode
from mingzheng.accounts.rules.equations import table_equations
from mingzheng.accounts.rules.ledger import FISCAL_FUNDS, Line, RefusedAccount
from mingzheng.accounts.rules.rollup import UnplacedLine, roll_up
from mingzheng.accounts.rules.tables import nine_tables
from mingzheng.kernel.facts import FactKey, Fund
from mingzheng.kernel.money import Money

YEAR = 2022
ITEMS = {
    Fund.GENERAL: ("2010301", "2010350", "2080505", "2069999"),
    Fund.GOVERNMENT_FUND: ("2120801",),
    Fund.STATE_CAPITAL: ("2230105",),
    Fund.UNIT: ("2010350", "2069999"),
    Fund.SPECIAL_ACCOUNT: ("2010350",),
}
ECONOMIC = ("30101", "30201", "30302", "30217", "30231", "31002", "31013", "39999", "30212")
INCOME = {"6101": "institutional", "6201": "superior_subsidy", "6401": "operating", "6609": "other", "6601": "other"}
amounts = st.integers(1, 10**12).map(Money)


@st.composite
def spending(draw):
    fund = draw(st.sampled_from(list(ITEMS)))
    kind = draw(st.sampled_from(["basic", "project"]))
    account = draw(st.sampled_from(["7101", "7201"]))
    return Line(account, draw(amounts), fund, draw(st.sampled_from(ITEMS[fund])), draw(st.sampled_from(ECONOMIC)), kind)


@st.composite
def receipts(draw):
    if draw(st.booleans()):
        fund = draw(st.sampled_from(FISCAL_FUNDS))
        return Line("6001", draw(amounts), fund, draw(st.sampled_from(ITEMS[fund])))
    return Line(draw(st.sampled_from(list(INCOME))), draw(amounts), Fund.UNIT, draw(st.sampled_from(ITEMS[Fund.UNIT])))


@st.composite
def openings(draw):
    fund = draw(st.sampled_from(list(ITEMS)))
    account = "8101" if fund in FISCAL_FUNDS else "8201"
    return Line(account, draw(amounts), fund, draw(st.sampled_from(ITEMS[fund])))


ledgers = st.lists(spending() | receipts() | openings(), min_size=1, max_size=25)


def rolled(lines):
    return roll_up(lines, chart=chart(YEAR), functional=functional(YEAR), economic=economic(YEAR))


@settings(max_examples=80, deadline=None)
@given(ledgers)
def test_totals_are_those_of_a_naive_count(lines):
    figures = rolled(lines)
    spent = Counter()
    for line in lines:
        if line.account.startswith("7"):
            spent["03", "total", "total"] += line.amount.fen
            spent["03", line.functional, line.basic_or_project] += line.amount.fen
            if line.fund is Fund.GENERAL and line.basic_or_project == "basic":
                spent["06", line.economic, "amount"] += line.amount.fen
            if line.fund in FISCAL_FUNDS and line.economic == "30217":
                spent["09", "final", "reception"] += line.amount.fen
    for (source, row, column), fen in spent.items():
        assert figures.amount(FactKey(source, row, column)).fen == fen
    came = sum(line.amount.fen for line in lines if line.account[0] == "6")
    held = sum(line.amount.fen for line in lines if line.account[0] == "8")
    assert figures.amount(FactKey("01", "income.grand_total", "amount")).fen == came + held
    left = came + held - spent["03", "total", "total"]
    assert figures.amount(FactKey("01", "closing_balance", "amount")).fen == left


@settings(max_examples=80, deadline=None)
@given(ledgers)
def test_every_equation_of_the_tables_holds_to_the_fen(lines):
    figures = rolled(lines)
    tables = nine_tables(figures, layout("henan", YEAR), "某单位", YEAR, functional=functional(YEAR))
    keys = {slot.key for table in tables for slot in table.figures() if slot.amount is not None}
    for equation in table_equations(keys):
        if equation.code == "C9":  # a bound for books that are not overdrawn, which generated ones often are
            continue
        left = sum(term.factor * figures.amount(term.key).fen for term in equation.left)
        right = sum(term.factor * figures.amount(term.key).fen for term in equation.right)
        assert left == right if equation.relation == "=" else left <= right, equation.title.en


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


def test_the_row_label_of_a_later_year_is_the_later_one():
    labels = {row.income[0] for row in layout("henan", 2024).table("01").rows}
    assert "使用非财政拨款结余（含专用结余）" in labels
    with pytest.raises(LookupError, match="2015"):
        layout("henan", 2015)

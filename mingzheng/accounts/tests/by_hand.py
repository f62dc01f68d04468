"""Ledgers drawn at random, and the nine tables counted from them by hand: cell by cell, as with filters in a sheet.

Nothing of the roll-up is used here. Where the forms balance (年末结转和结余), the hand balances too.
"""

from collections import Counter

from hypothesis import strategies as st

from mingzheng.accounts.rules.ledger import FISCAL_FUNDS, Authority, Line
from mingzheng.kernel.facts import FactKey, Fund
from mingzheng.kernel.money import Money

OTHER_FUNDS = (Fund.UNIT, Fund.SPECIAL_ACCOUNT)
ITEMS = {
    Fund.GENERAL: ("2010301", "2010350", "2010399", "2080505", "2069999"),
    Fund.GOVERNMENT_FUND: ("2120801",),
    Fund.STATE_CAPITAL: ("2230105",),
    Fund.UNIT: ("2010350", "2069999"),
    Fund.SPECIAL_ACCOUNT: ("2010350",),
}
ECONOMIC = ("30101", "30201", "30302", "30217", "30231", "31002", "31013", "30913", "31299", "39999", "30212")
PERSONNEL_CLASSES = ("301", "303")
OTHER_INCOME = {  # account → column of table 02, row of table 01
    "6101": "institutional",
    "6201": "superior_subsidy",
    "6301": "subsidiary_remittance",
    "6401": "operating",
    "6601": "other",
    "6602": "other",
    "660902": "other",
}
OWN_COLUMN = {"7301": "operating", "7401": "to_superior", "7501": "to_subsidiary"}
CARRIED = {"8101": FISCAL_FUNDS, "810102": FISCAL_FUNDS, "8102": FISCAL_FUNDS, "8201": OTHER_FUNDS, "8401": OTHER_FUNDS}
OUTSIDE = ("8202", "8301", "8001")  # stand in no table
MONEY_09 = {
    "abroad": ("30212",),
    "vehicle_purchase": ("31013", "30913"),
    "vehicle_running": ("30231",),
    "reception": ("30217",),
}
amounts = st.one_of(st.integers(1, 10**12), st.integers(-(10**9), -1)).map(Money)  # red entries too


@st.composite
def lines(draw):
    """One line of any kind that a book may hold."""
    kind = draw(st.sampled_from(["spent", "spent", "spent", "own", "fiscal", "income", "carried", "used", "outside"]))
    fund = draw(st.sampled_from(list(ITEMS) if kind == "spent" else FISCAL_FUNDS if kind == "fiscal" else OTHER_FUNDS))
    account = draw(
        st.sampled_from(
            {
                "spent": ("7101", "7201", "7901"),
                "own": tuple(OWN_COLUMN),
                "fiscal": ("6001",),
                "income": tuple(OTHER_INCOME),
                "carried": tuple(CARRIED),
                "used": ("820205",),
                "outside": OUTSIDE,
            }[kind]
        )
    )
    if kind == "carried":
        fund = draw(st.sampled_from(CARRIED[account]))
    item = "" if kind in ("used", "outside") else draw(st.sampled_from(ITEMS[fund]))
    amount = draw(amounts)
    if kind == "spent":
        basic_or_project = draw(st.sampled_from(["basic", "project"]))
        return Line(account, amount, fund, item, draw(st.sampled_from(ECONOMIC)), basic_or_project)
    return Line(account, amount, fund, item)


@st.composite
def authorities(draw):
    """One line of the budget-authority ledger."""
    fund = draw(st.sampled_from(list(ITEMS)))
    stage = draw(st.sampled_from(["opening", "addition", "transfer"]))
    return Authority(stage, draw(amounts), fund, draw(st.sampled_from(ITEMS[fund])), draw(st.sampled_from(ECONOMIC)))


ledgers = st.lists(lines(), min_size=1, max_size=25)
budgets = st.lists(authorities(), max_size=6)


def fen(of, **wanted):
    """The sum of lines whose dimensions are the wanted ones."""
    return sum(line.amount.fen for line in of if all(getattr(line, name) == value for name, value in wanted.items()))


def below(of, code):
    """The lines of a functional code or of the total."""
    return [line for line in of if code == "total" or line.functional.startswith(code)]


def rows_of(of):
    """The total, and every 类, 款 and 项 that the lines have."""
    return ["total", *sorted({line.functional[:length] for line in of for length in (3, 5, 7)})]


def count(of, budget=()):
    """All cells of the nine tables: FactKey → fen. A cell that is not there is zero."""
    came = [line for line in of if line.account[0] == "6"]
    spent = [line for line in of if line.account[0] == "7"]
    held = [line for line in of if line.account in CARRIED]
    used = fen(of, account="820205")
    cells = Counter()

    def put(source, row, column, value):
        cells[FactKey(source, row, column)] += value

    _table_01(put, came, spent, held, used)
    _tables_02_03(put, came, spent)
    _table_04(put, came, spent, held)
    _tables_05_to_08(put, came, spent, held)
    for row, source in (("budget", budget), ("final", spent)):
        fiscal = [line for line in source if line.fund in FISCAL_FUNDS]
        for column, codes in MONEY_09.items():
            value = sum(fen(fiscal, economic=code) for code in codes)
            put("09", row, column, value)
            put("09", row, "total", value)
            put("09", row, "vehicles", value if column.startswith("vehicle") else 0)
    return cells


def _table_01(put, came, spent, held, used):
    for fund in FISCAL_FUNDS:
        put("01", f"income.{fund}", "amount", fen(came, account="6001", fund=fund))
    for account, row in OTHER_INCOME.items():
        put("01", f"income.{row}", "amount", fen(came, account=account))
    for one in {line.functional[:3] for line in spent}:
        put("01", f"expenditure.{one}", "amount", fen(below(spent, one)))
    whole = fen(came) + used + fen(held)
    put("01", "income.total", "amount", fen(came))
    put("01", "use_of_surplus", "amount", used)
    put("01", "opening_balance", "amount", fen(held))
    put("01", "income.grand_total", "amount", whole)
    put("01", "expenditure.total", "amount", fen(spent))
    put("01", "closing_balance", "amount", whole - fen(spent))
    put("01", "expenditure.grand_total", "amount", whole)


def _tables_02_03(put, came, spent):
    for row in rows_of(came):
        put("02", row, "total", fen(below(came, row)))
        put("02", row, "fiscal", fen(below(came, row), account="6001"))
        for account, column in OTHER_INCOME.items():
            put("02", row, column, fen(below(came, row), account=account))
    for row in rows_of(spent):
        put("03", row, "total", fen(below(spent, row)))
        for kind in ("basic", "project"):
            put("03", row, kind, fen(below(spent, row), basic_or_project=kind))
        for account, column in OWN_COLUMN.items():
            put("03", row, column, fen(below(spent, row), account=account))


def _table_04(put, came, spent, held):
    for fund in FISCAL_FUNDS:
        income, opening, used = fen(came, fund=fund), fen(held, fund=fund), fen(spent, fund=fund)
        put("04", f"income.{fund}", "amount", income)
        put("04", f"opening_balance.{fund}", "amount", opening)
        put("04", "income.total", "amount", income)
        put("04", "opening_balance", "amount", opening)
        put("04", "income.grand_total", "amount", income + opening)
        for column in (fund.value, "total"):
            put("04", "expenditure.total", column, used)
            put("04", "closing_balance", column, income + opening - used)
            put("04", "expenditure.grand_total", column, income + opening)
            for one in {line.functional[:3] for line in spent}:
                put("04", f"expenditure.{one}", column, fen(below(spent, one), fund=fund))


def _tables_05_to_08(put, came, spent, held):
    for source, fund in (("05", Fund.GENERAL), ("07", Fund.GOVERNMENT_FUND), ("08", Fund.STATE_CAPITAL)):
        own = [line for line in spent if line.fund is fund]
        for row in rows_of(own):
            put(source, row, "total", fen(below(own, row)))
            for kind in ("basic", "project"):
                put(source, row, kind, fen(below(own, row), basic_or_project=kind))
    fund = Fund.GOVERNMENT_FUND
    every = [line for line in (*came, *spent, *held) if line.fund is fund]
    for row in rows_of(every):
        opening, income = fen(below(held, row), fund=fund), fen(below(came, row), fund=fund)
        put("07", row, "opening_balance", opening)
        put("07", row, "income", income)
        put("07", row, "closing_balance", opening + income - fen(below(spent, row), fund=fund))
    basic = [line for line in spent if line.fund is Fund.GENERAL and line.basic_or_project == "basic"]
    for line in basic:
        side = "personnel" if line.economic[:3] in PERSONNEL_CLASSES else "public"
        for row in (line.economic, line.economic[:3], side):
            put("06", row, "amount", line.amount.fen)

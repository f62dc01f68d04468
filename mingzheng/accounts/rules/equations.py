"""What must hold inside a table (B) and between tables (C), over whatever figures a document has.

Equations are built from the keys present, so a layout that prints less is asked less. The rules' texts, classes and
remedies are in the audit catalogue; here is only the arithmetic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from mingzheng.accounts.rules.rollup import PERSONNEL, PUBLIC
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.equations import Equation, Relation, Term, equal, sum_of
from mingzheng.kernel.facts import FactKey

_COLUMNS = {
    "02": ("fiscal", "superior_subsidy", "institutional", "operating", "subsidiary_remittance", "other"),
    "03": ("basic", "project", "to_superior", "operating", "to_subsidiary"),
    "05": ("basic", "project"),
    "07": ("basic", "project"),
    "08": ("basic", "project"),
}
_RULE = {"02": "B2", "03": "B3", "05": "B5", "07": "B7", "08": "B8"}
_FUNDS = ("general", "government_fund", "state_capital")
_INCOME_KINDS = ("superior_subsidy", "institutional", "operating", "subsidiary_remittance", "other")


def table_equations(keys: Collection[FactKey]) -> tuple[Equation, ...]:
    """All equations B1–B9 and C1–C9 whose figures are among `keys`.

    A whole is compared with its parts only when every level that the document prints is complete below it: parents
    without children are leaves, which is what layouts that stop at 款 look like.
    """
    present = frozenset(keys)
    makers = (_summary_01, _by_code, _summary_04, _table_06, _table_07, _table_09, _between, _bounds)
    return tuple(equation for maker in makers for equation in maker(present) if present.issuperset(equation.keys()))


def _key(source: str, row: str, column: str = "amount") -> FactKey:
    return FactKey(source, row, column)


def _classes(present: frozenset[FactKey], source: str, column: str) -> tuple[FactKey, ...]:
    """The functional classes that a summary table prints."""
    found = (k for k in present if k.source == source and k.column == column and k.row.startswith("expenditure.2"))
    return tuple(sorted(found))


def _total(code: str, source: str, whole: str, parts: tuple[FactKey, ...], column: str, zh: str, en: str) -> Equation:
    return sum_of(code, _key(source, whole, column), parts, Bilingual(zh, en))


def _summary_01(present: frozenset[FactKey]) -> Iterator[Equation]:
    kinds = ("general", "government_fund", "state_capital", "superior_subsidy", "institutional", "operating")
    rows = [_key("01", f"income.{kind}") for kind in (*kinds, "subsidiary_remittance", "other")]
    incomes = tuple(key for key in rows if key in present)
    if incomes:
        yield _total("B1", "01", "income.total", incomes, "amount", "收入合计=各项收入", "total income = its kinds")
    classes = _classes(present, "01", "amount")
    if classes:
        yield _total(
            "B1", "01", "expenditure.total", classes, "amount", "支出合计=各类支出", "total expenditure = its classes"
        )
    income = tuple(_key("01", row) for row in ("income.total", "use_of_surplus", "opening_balance"))
    spent = tuple(_key("01", row) for row in ("expenditure.total", "surplus_distribution", "closing_balance"))
    yield _total("B1", "01", "income.grand_total", income, "amount", "收入总计=本年+结余+年初", "grand total of income")
    yield _total(
        "B1", "01", "expenditure.grand_total", spent, "amount", "支出总计=本年+分配+年末", "grand total of expenditure"
    )
    yield equal(
        "B1",
        _key("01", "income.grand_total"),
        _key("01", "expenditure.grand_total"),
        Bilingual("收、支总计相等", "both grand totals are equal"),
    )


def _by_code(present: frozenset[FactKey]) -> Iterator[Equation]:
    """Hierarchy 合计 = Σ类, 类 = Σ款, 款 = Σ项 a column, and total = Σ columns a row, for tables 02, 03, 05, 07, 08."""
    for source, rule in _RULE.items():
        rows = sorted({key.row for key in present if key.source == source})
        children: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row[:1].isdigit():
                children["total" if len(row) == 3 else row[:-2]].append(row)
        columns = sorted({key.column for key in present if key.source == source})
        for parent, parts in children.items():
            for column in columns:
                title = Bilingual(f"{parent}=下级科目之和", f"{parent} = the sum of the codes below")
                yield _total(
                    rule, source, parent, tuple(_key(source, p, column) for p in parts), column, title.zh, title.en
                )
        for row in rows:
            parts_ = tuple(k for c in _COLUMNS[source] if (k := _key(source, row, c)) in present)
            if len(parts_) > 1:
                yield _total(rule, source, row, parts_, "total", "小计=各栏之和", "the total = its columns")


def _summary_04(present: frozenset[FactKey]) -> Iterator[Equation]:
    def fund_keys(prefix: str) -> tuple[FactKey, ...]:
        return tuple(_key("04", f"{prefix}.{fund}") for fund in _FUNDS)

    yield _total("B4", "04", "income.total", fund_keys("income"), "amount", "本年收入=三项拨款", "income = three funds")
    opening = fund_keys("opening_balance")
    yield _total("B4", "04", "opening_balance", opening, "amount", "年初结转=三项拨款", "opening = three funds")
    income = (_key("04", "income.total"), _key("04", "opening_balance"))
    yield _total("B4", "04", "income.grand_total", income, "amount", "总计=本年收入+年初", "grand total of income")
    yield equal(
        "B4",
        _key("04", "income.grand_total"),
        _key("04", "expenditure.grand_total", "total"),
        Bilingual("收、支总计相等", "both grand totals are equal"),
    )
    rows = sorted({key.row for key in present if key.source == "04" and key.column == "total"})
    for row in rows:
        parts = tuple(_key("04", row, fund) for fund in _FUNDS)
        yield _total("B4", "04", row, parts, "total", "合计=三项拨款", "the total = three funds")
    for column in ("total", *_FUNDS):
        classes = _classes(present, "04", column)
        if classes:
            yield _total("B4", "04", "expenditure.total", classes, column, "支出合计=各类支出", "expenditure = classes")
        spent = (_key("04", "expenditure.total", column), _key("04", "closing_balance", column))
        yield _total("B4", "04", "expenditure.grand_total", spent, column, "总计=本年支出+年末", "grand total")
    for fund in _FUNDS:
        yield Equation(
            "B4",
            (Term(_key("04", f"income.{fund}")), Term(_key("04", f"opening_balance.{fund}"))),
            (Term(_key("04", "expenditure.total", fund)), Term(_key("04", "closing_balance", fund))),
            Bilingual("分项拨款：收入+年初=支出+年末", "per fund: income + opening = expenditure + closing"),
        )


def _table_06(present: frozenset[FactKey]) -> Iterator[Equation]:
    codes = sorted({key.row for key in present if key.source == "06" and key.row[:1].isdigit()})
    for parent in (code for code in codes if len(code) == 3):
        parts = tuple(_key("06", code) for code in codes if len(code) == 5 and code.startswith(parent))
        if parts:
            yield _total("B6", "06", parent, parts, "amount", f"{parent}=各款之和", f"{parent} = the sum of its items")
    for row, classes, zh, en in (
        ("personnel", PERSONNEL, "人员经费=301+303", "personnel = 301 + 303"),
        ("public", PUBLIC, "公用经费=302+307+309+310+311+312+313+399", "public = 302 + 307 + 309 + …"),
    ):
        parts = tuple(_key("06", code) for code in codes if code in classes)
        if parts:
            yield _total("B6", "06", row, parts, "amount", zh, en)


def _table_07(present: frozenset[FactKey]) -> Iterator[Equation]:
    for row in sorted({key.row for key in present if key.source == "07"}):
        yield Equation(
            "B7",
            (Term(_key("07", row, "opening_balance")), Term(_key("07", row, "income"))),
            (Term(_key("07", row, "total")), Term(_key("07", row, "closing_balance"))),
            Bilingual("年初+收入=支出+年末", "opening + income = expenditure + closing"),
        )


def _table_09(present: frozenset[FactKey]) -> Iterator[Equation]:
    for row in ("budget", "final"):
        parts = tuple(_key("09", row, column) for column in ("abroad", "vehicles", "reception"))
        yield _total("B9", "09", row, parts, "total", "合计=出国+公车+接待", "total = abroad + vehicles + reception")
        cars = tuple(_key("09", row, column) for column in ("vehicle_purchase", "vehicle_running"))
        yield _total("B9", "09", row, cars, "vehicles", "小计=购置+运行", "vehicles = purchase + running")


def _between(present: frozenset[FactKey]) -> Iterator[Equation]:
    def same(code: str, one: FactKey, other: FactKey, zh: str, en: str) -> Equation:
        return equal(code, one, other, Bilingual(zh, en))

    yield same("C1", _key("01", "income.total"), _key("02", "total", "total"), "01表收入=02表合计", "01 income = 02")
    fiscal = tuple(_key("01", f"income.{fund}") for fund in _FUNDS)
    yield sum_of("C2", _key("02", "total", "fiscal"), fiscal, Bilingual("02表财政拨款=01表前三项", "02 fiscal = 01"))
    yield same("C2", _key("02", "total", "fiscal"), _key("04", "income.total"), "02表财政拨款=04表", "02 fiscal = 04")
    for kind in _INCOME_KINDS:
        yield same("C2", _key("01", f"income.{kind}"), _key("02", "total", kind), "01表收入项=02表栏", "01 kind = 02")
    for fund in _FUNDS:
        yield same("C2", _key("01", f"income.{fund}"), _key("04", f"income.{fund}"), "01表拨款=04表", "01 fund = 04")
    yield same("C3", _key("01", "expenditure.total"), _key("03", "total", "total"), "01表支出=03表合计", "01 = 03")
    for one in _classes(present, "01", "amount"):
        code = one.row.removeprefix("expenditure.")
        yield same("C3", one, _key("03", code, "total"), f"{code}：01表=03表", f"{code}: 01 = 03")
    for column, source, rule in (
        ("general", "05", "C4"),
        ("government_fund", "07", "C5"),
        ("state_capital", "08", "C5"),
    ):
        total = _key("04", "expenditure.total", column)
        yield same(rule, total, _key(source, "total", "total"), f"04表={source}表合计", f"04 = {source} total")
        for one in _classes(present, "04", column):
            code = one.row.removeprefix("expenditure.")
            yield same(rule, one, _key(source, code, "total"), f"{code}：04表={source}表", f"{code}: 04 = {source}")
    parts = (_key("06", "personnel"), _key("06", "public"))
    yield sum_of("C6", _key("05", "total", "basic"), parts, Bilingual("05表基本支出=06表两项合计", "05 basic = 06"))


def _bounds(present: frozenset[FactKey]) -> Iterator[Equation]:
    def at_most(code: str, small: FactKey, large: FactKey, zh: str, en: str) -> Equation:
        return Equation(code, (Term(small),), (Term(large),), Bilingual(zh, en), Relation.AT_MOST)

    for key in sorted(key for key in present if key.source == "05"):
        other = _key("03", key.row, key.column)
        yield at_most("C7", key, other, f"{key.row}：05表不大于03表", f"{key.row}: 05 is at most 03")
    columns = (("30212", "abroad"), ("31013", "vehicle_purchase"), ("30231", "vehicle_running"), ("30217", "reception"))
    for code, column in columns:
        whole = _key("09", "final", column)
        yield at_most("C8", _key("06", code), whole, f"{code}不大于09表", f"{code} is at most table 09")
    one, other = _key("04", "opening_balance"), _key("01", "opening_balance")
    yield at_most("C9", one, other, "财政拨款年初结转不大于总年初结转", "fiscal opening is at most the whole opening")
    one, other = _key("04", "closing_balance", "total"), _key("01", "closing_balance")
    yield at_most("C9", one, other, "财政拨款年末结转不大于总年末结转", "fiscal closing is at most the whole closing")

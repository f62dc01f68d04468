"""D1, D3, D9, D11–D14: what must hold between amounts of the text, and between text and tables, as data."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from mingzheng.disclosure.rules.audit.catalogue import rule_of_equations
from mingzheng.disclosure.rules.audit.context import AuditContext
from mingzheng.disclosure.rules.audit.relations import Relationship
from mingzheng.disclosure.rules.audit.spending_facts import kinds_of_purchase, repeated_rates, three_public_people
from mingzheng.disclosure.rules.audit.wording import name_of
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.equations import Equation, Relation, Term, equal, sum_of
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.findings import RuleClass, Severity

LOGICAL = RuleClass.LOGICAL
AGREE = Bilingual(
    "财政部《地方预决算公开操作规程》（财预〔2016〕143号）第三章：公开的文字说明与报表数据应当一致、口径可比。",
    "Ministry of Finance, rules for publishing local budgets and accounts (财预〔2016〕143号): text and tables agree.",
)
BY_THE_TABLE = Bilingual(
    "以报表为准更正文字，或更正报表后重新公开", "Correct the text to the table, or correct and republish the table"
)


def text(row: str, column: str) -> FactKey:
    return FactKey("text", row, column)


def table(source: str, row: str, column: str) -> FactKey:
    return FactKey(source, row, column)


_PAIRS: tuple[tuple[FactKey, FactKey], ...] = (
    (text("1/grand_total", "final"), table("01", "income.grand_total", "amount")),
    (text("1/grand_total", "final"), table("01", "expenditure.grand_total", "amount")),
    (text("4/fiscal_grand_total", "final"), table("04", "income.grand_total", "amount")),
    (text("4/fiscal_grand_total", "final"), table("04", "expenditure.grand_total", "total")),
    (text("5.1/general_expenditure", "final"), table("05", "total", "total")),
    (text("5.1/general_expenditure", "final"), table("04", "expenditure.total", "general")),
    (text("5.2/general_expenditure", "final"), table("05", "total", "total")),
    (text("5.3/general_expenditure", "final"), table("05", "total", "total")),
    (text("6/basic", "final"), table("05", "total", "basic")),
    (text("6/personnel", "final"), table("06", "personnel", "amount")),
    (text("6/public", "final"), table("06", "public", "amount")),
    (text("7/government_fund", "final"), table("07", "total", "total")),
    (text("8/state_capital", "final"), table("08", "total", "total")),
    (text("9.1/three_public", "full_year"), table("09", "budget", "total")),
    (text("9.1/three_public", "final"), table("09", "final", "total")),
)
_THREE_PUBLIC = ("abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception")


def _pairs(context: AuditContext) -> Iterable[tuple[FactKey, FactKey]]:
    """Every amount of the text with the table cell of the same meaning."""
    yield from _PAIRS
    for section, source, prefix in (("2", "02", "income."), ("3", "03", "expenditure.")):
        for key in context.text_rows(section, "final"):
            yield key, table(source, "total", key.row.removeprefix(f"{section}/{prefix}"))
    for section in ("5.2", "5.3"):
        for key in context.text_rows(section, "final"):
            code = key.row.partition("/")[2]
            if code.isdigit():
                yield key, table("05", code, "total")
    for subject in _THREE_PUBLIC:
        yield text(f"9.2/{subject}", "full_year"), table("09", "budget", subject)
        yield text(f"9.2/{subject}", "final"), table("09", "final", subject)


def named(context: AuditContext, *keys: FactKey) -> list[str]:
    return [name_of(context.facts.get(key), key) for key in keys]


def _equal(context: AuditContext, code: str, one: FactKey, other: FactKey) -> Equation:
    first, second = named(context, one, other)
    return equal(code, one, other, Bilingual(f"{first} = {second}", f"{first} = {second}"))


@rule_of_equations(
    "D1",
    LOGICAL,
    title=Bilingual("文字中的金额与报表不一致", "An amount in the text differs from its table"),
    norm=AGREE,
    expected=Bilingual(
        "文字中的每个金额等于同一口径的报表数", "Each amount of the text equals the cell of the same meaning"
    ),
    remedy=BY_THE_TABLE,
)
def amounts_equal_their_cells(context: AuditContext) -> tuple[Relationship, ...]:
    """Every amount in sections 1–9 equals the table cell it speaks of."""
    return tuple(
        Relationship(_equal(context, "D1", one, other)) for one, other in _pairs(context) if context.has(one, other)
    )


@rule_of_equations(
    "D3",
    LOGICAL,
    title=Bilingual("各项之和与文字中的合计不符", "The items do not add up to the total in the text"),
    norm=AGREE,
    expected=Bilingual(
        "合计 = 各项之和（年初预算、决算分别成立）", "Total = sum of the items, for budget and for accounts"
    ),
    remedy=Bilingual("核对合计，或补列漏写的项目", "Check the total, or add the item that was left out"),
)
def items_add_up(context: AuditContext) -> tuple[Relationship, ...]:
    """Opening budgets and actuals of all items add up to the stated totals."""
    stated = []
    for column, zh, en in (("opening", "年初预算", "opening budgets"), ("final", "支出决算", "actuals")):
        whole = text("5.3/general_expenditure", column)
        parts = tuple(key for key in context.text_rows("5.3", column) if key.row.partition("/")[2].isdigit())
        if context.has(whole) and parts:
            title = Bilingual(f"五（三）{zh}合计 = 各项{zh}之和", f"5(3) total of {en} = sum of the items")
            stated.append(Relationship(sum_of("D3", whole, parts, title), note=_two_readings(context, whole, parts)))
    whole, parts = (
        text("5.2/general_expenditure", "final"),
        tuple(key for key in context.text_rows("5.2", "final") if key.row.partition("/")[2].isdigit()),
    )
    if context.has(whole) and parts and _complete_list(context):
        title = Bilingual("五（二）支出合计 = 各类支出之和", "5(2) total = sum of the classes")
        stated.append(Relationship(sum_of("D3", whole, parts, title)))
    return tuple(stated)


def _complete_list(context: AuditContext) -> bool:
    """False when 5(2) names fewer classes than table 05 has spending on: 主要用于 may leave small ones out."""
    listed = {key.row.partition("/")[2] for key in context.text_rows("5.2", "final")}
    spent = {
        key.row
        for key in context.rows.get(("05", "total"), ())
        if len(key.row) == 3 and key.row.isdigit() and context.facts[key].cell.value
    }
    return spent <= listed


def _two_readings(context: AuditContext, whole: FactKey, parts: tuple[FactKey, ...]) -> Bilingual | None:
    values = [context.facts[key].cell.value for key in (whole, *parts)]
    if any(value is None for value in values):
        return None
    known = [value for value in values if value is not None]
    apart = known[0] - sum(known[1:], Decimal(0))
    unit = context.facts[whole].measured_in
    if apart > 0:
        return Bilingual(
            f"两种可能：合计有误，或文字漏列了恰好 {apart} {unit} 的项目（有预算无支出的项目也应列出）",
            f"Two readings: the total is wrong, or an item of exactly {apart} {unit} was left out of the text",
        )
    return Bilingual("两种可能：合计有误，或某一项多计", "Two readings: the total is wrong, or an item is overstated")


@rule_of_equations(
    "D9",
    LOGICAL,
    title=Bilingual("同一数字前后不一致", "One figure is stated twice with different values"),
    norm=AGREE,
    expected=Bilingual("同一数字在全文中只有一个值", "A figure has one value throughout the document"),
    check=repeated_rates,
    remedy=Bilingual("核对后统一", "Check and use one value"),
)
def repeated_figures_agree(context: AuditContext) -> tuple[Relationship, ...]:
    """A figure stated again (`final#2`) equals the first; amounts and rates of 机关运行经费 equal those of 公用经费."""
    stated = []
    for key, fact in context.facts.items():
        if "#" not in key.column:
            continue
        column, mark, _ = key.column.partition("#")
        first = FactKey(key.source, key.row, column)
        bases_differ = key.row.startswith("11/")  # reserved, awarded, paid: several amounts of one name
        if mark and context.has(first) and fact.measured_in != "%" and not bases_differ:
            stated.append(Relationship(_equal(context, "D9", key, first)))
    running, public = text("10/running_cost", "change"), text("6/public", "change")
    finals = text("10/running_cost", "final"), text("6/public", "final")
    if context.has(running, public, *finals) and _same_print(context, *finals):
        stated.append(Relationship(_equal(context, "D9", running, public), severity=Severity.WARNING))
    return tuple(stated)


def at_most_title(names: list[str]) -> Bilingual:
    """`one ≤ other` by the names of the figures."""
    return Bilingual(f"{names[0]} ≤ {names[1]}", f"{names[0]} ≤ {names[1]}")


def _same_print(context: AuditContext, one: FactKey, other: FactKey) -> bool:
    return context.facts[one].cell.value == context.facts[other].cell.value


@rule_of_equations(
    "D11",
    LOGICAL,
    title=Bilingual("机关运行经费与公用经费不符", "The running cost differs from the public-use spending"),
    norm=Bilingual(
        "《中华人民共和国预算法》第十四条：各部门应当对机关运行经费的安排、使用情况作出说明；口径为行政单位（含参公）公用经费。",
        "Budget Law, article 14: departments explain their running cost, the public-use spending of 行政/参公 units.",
    ),
    expected=Bilingual(
        "单一行政（参公）单位：机关运行经费 = 公用经费；其他：不大于", "One 行政/参公 unit: equal; otherwise at most"
    ),
    remedy=Bilingual("按一般公共预算基本支出中的公用经费更正", "Correct to the public-use part of basic spending"),
)
def running_cost_is_public_use(context: AuditContext) -> tuple[Relationship, ...]:
    """Equality for one administrative unit; at most the public-use total for mixed departments."""
    running, public = text("10/running_cost", "final"), table("06", "public", "amount")
    if not context.has(running, public):
        return ()
    names = named(context, running, public)
    if context.is_single_administrative:
        return (Relationship(_equal(context, "D11", running, public)),)
    title = at_most_title(names)
    at_most = Equation("D11", (Term(running),), (Term(public),), title, Relation.AT_MOST)
    return (Relationship(at_most, severity=Severity.WARNING),)


@rule_of_equations(
    "D13",
    LOGICAL,
    title=Bilingual("政府采购金额不平", "The procurement amounts do not balance"),
    norm=AGREE,
    expected=Bilingual(
        "总额 = 货物 + 工程 + 服务；小微 ≤ 中小企业 ≤ 总额", "Total = goods + works + services; micro ≤ SME ≤ total"
    ),
    check=kinds_of_purchase,
    remedy=Bilingual(
        "先统一合同口径与支付口径，再核对金额", "Use one basis (contract or payment), then check the amounts"
    ),
)
def procurement_adds_up(context: AuditContext) -> tuple[Relationship, ...]:
    """The kinds add up; contracts with small firms are at most the total (a warning: bases may differ)."""
    total = text("11/procurement", "final")
    kinds = tuple(
        key for name in ("goods", "works", "services") if (key := text(f"11/{name}", "final")) in context.facts
    )
    stated = []
    if context.has(total, *kinds):
        title = Bilingual("政府采购支出总额 = 货物 + 工程 + 服务", "Procurement = goods + works + services")
        stated.append(Relationship(sum_of("D13", total, kinds, title)))
    for part, whole, severity in (("sme", "procurement", Severity.WARNING), ("micro", "sme", None)):
        one, other = text(f"11/{part}", "final"), text(f"11/{whole}", "final")
        if context.has(one, other):
            names = named(context, one, other)
            title = at_most_title(names)
            at_most = Equation("D13", (Term(one),), (Term(other),), title, Relation.AT_MOST)
            stated.append(Relationship(at_most, severity=severity))
    return tuple(stated)


@rule_of_equations(
    "D14",
    LOGICAL,
    title=Bilingual("车辆总数与分类之和不符", "The vehicles do not add up to their kinds"),
    norm=AGREE,
    expected=Bilingual("车辆总数 = 各类车辆之和", "Vehicles = sum of all kinds"),
    remedy=Bilingual("核对车辆台账", "Check the register of vehicles"),
)
def vehicles_add_up(context: AuditContext) -> tuple[Relationship, ...]:
    """The number of vehicles is the sum of its kinds."""
    whole = text("12/vehicles", "count")
    kinds = tuple(key for key in context.text_rows("12", "count") if key.row.startswith("12/vehicles."))
    if not context.has(whole) or not kinds:
        return ()
    title = Bilingual("车辆总数 = 各类车辆之和", "Vehicles = sum of all kinds")
    return (Relationship(sum_of("D14", whole, kinds, title)),)


@rule_of_equations(
    "D12",
    LOGICAL,
    title=Bilingual("“三公”经费各项不符", "The three public expenses do not agree with each other"),
    norm=AGREE,
    expected=Bilingual(
        "合计 = 出国 + 车辆 + 接待；车辆 = 购置 + 运行；接待 = 外宾 + 国内",
        "Total = abroad + vehicles + reception, and each its parts",
    ),
    check=three_public_people,
    remedy=BY_THE_TABLE,
)
def three_public_adds_up(context: AuditContext) -> tuple[Relationship, ...]:
    """The parts of 三公 in the text add up, for the budget and for the actuals."""
    stated = []
    wholes = (
        ("9.1/three_public", ("abroad", "vehicles", "reception")),
        ("9.2/vehicles", ("vehicle_purchase", "vehicle_running")),
        ("9.2/reception", ("reception_foreign", "reception_domestic")),
    )
    for column in ("full_year", "final"):
        for row, subjects in wholes:
            whole, parts = text(row, column), tuple(text(f"9.2/{subject}", column) for subject in subjects)
            if context.has(whole, *parts):
                names = named(context, whole, *parts)
                line = f"{names[0]} = {' + '.join(names[1:])}"
                stated.append(Relationship(sum_of("D12", whole, parts, Bilingual(line, line))))
    return tuple(stated)

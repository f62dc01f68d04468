"""One sound document, made from a small ledger, and the means to spoil one thing in it at a time.

The department is invented: three classes of general spending, a government fund, state capital, and one form.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from mingzheng.accounts.data import chart, economic, functional, layout
from mingzheng.accounts.rules.ledger import Authority, Line
from mingzheng.accounts.rules.rollup import Figures, roll_up
from mingzheng.accounts.rules.tables import nine_tables
from mingzheng.disclosure.rules.document import (
    ContentsEntry,
    CoverPage,
    GlossaryTerm,
    Heading,
    ItemList,
    ReadDocument,
    ReadTable,
    Reason,
    Section,
    TextBlock,
)
from mingzheng.kernel.cell import BLANK, Cell
from mingzheng.kernel.facts import Fact, FactKey, Fund, Place
from mingzheng.kernel.money import Money
from mingzheng.kernel.rounding import half_up
from mingzheng.performance.rules.forms import Form, FormIndicator, FundRow, ManagementItem
from mingzheng.performance.rules.targets import parse_actual, parse_target

NAME, YEAR = "临江市数据管理局（本级）", 2022

# functional item, economic item, basic or project, yuan
_SPENT = (
    ("2010301", "30101", "basic", "1316312.34"),
    ("2010301", "30103", "basic", "527148.90"),
    ("2010301", "30201", "basic", "536487.77"),
    ("2010301", "30211", "basic", "39285.41"),
    ("2010301", "30217", "basic", "2280.00"),
    ("2010301", "30231", "basic", "18652.40"),
    ("2010301", "31002", "basic", "67310.55"),
    ("2010302", "30227", "project", "9821467.19"),
    ("2069999", "30227", "project", "17060533.86"),
    ("2080505", "30108", "basic", "196914.20"),
)
_FUNDS = (
    (Fund.GOVERNMENT_FUND, "2120801", "3104455.67"),
    (Fund.STATE_CAPITAL, "2230105", "771234.56"),
)
_OPENING = {"2010301": "2600000.00", "2010302": "9900000.00", "2069999": "17500000.00", "2080505": "200000.00"}
_THREE_PUBLIC = (("30217", "10000.00"), ("30231", "20000.00"))
_KINDS = ("provincial_leader", "principal_leader", "confidential", "emergency", "law_enforcement", "other")


@cache
def ledger() -> Figures:
    """The sound department's exact figures."""
    lines = []
    for code, economic_code, kind, yuan in _SPENT:
        amount = Money.from_yuan(yuan)
        category = "personnel" if economic_code.startswith("301") else "public"
        lines.append(Line("6001", amount, Fund.GENERAL, code))
        lines.append(Line("7101", amount, Fund.GENERAL, code, economic_code, kind, category if kind == "basic" else ""))
    for fund, code, yuan in _FUNDS:
        lines.append(Line("6001", Money.from_yuan(yuan), fund, code))
        lines.append(Line("7101", Money.from_yuan(yuan), fund, code, "30227", "project"))
    budgets = [
        Authority("opening", Money.from_yuan(yuan), Fund.GENERAL, "2010301", code) for code, yuan in _THREE_PUBLIC
    ]
    return roll_up(lines, chart=chart(YEAR), functional=functional(YEAR), economic=economic(YEAR), budgets=budgets)


def key(source: str, row: str, column: str) -> FactKey:
    return FactKey(source, row, column)


class _Book:
    """Collects facts; every fact stands on its own line."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(self, where: FactKey, printed: str, unit: str, label: str = "") -> Fact:
        line = len(self.facts) + 1
        place = Place(document="sound", line=line, quote=printed)
        fact = Fact(where, Cell.read(printed), unit, place, label or str(where), unit_name=NAME, year=YEAR)
        self.facts.append(fact)
        return fact

    def wan(self, row: str, column: str, amount: Money) -> None:
        self.add(FactKey("text", row, column), str(amount.wan()), "万元")

    def rate(self, row: str, column: str, part: Money, whole: Money) -> None:
        value = half_up(Fraction(100 * part.fen, whole.fen), 2) if whole.fen else Decimal("0.00")
        self.add(FactKey("text", row, column), f"{value}%", "%")

    def change(self, row: str, now: Money, before: Money) -> None:
        self.wan(row, "change", now - before)
        self.rate(row, "change_rate", now - before, before)


def _tables(book: _Book) -> list[ReadTable]:
    made = nine_tables(ledger(), layout("henan", YEAR), NAME, YEAR, functional=functional(YEAR))
    tables = []
    for table in made:
        facts, names = [], {}
        for row in table.body:
            label = next((slot.text for slot in row if slot.text and not slot.text.isdigit()), "")
            for slot in row:
                if slot.key is not None:
                    printed = "" if slot.amount is None else f"{slot.amount.wan():,}"
                    where = slot.key
                    facts.append(book.add(where, printed, "万元", f"{table.title}·{where.row}·{where.column}"))
                    names.setdefault(where.row, label)
        if table.source == "06":
            names = {code: economic(YEAR).name(code) if code.isdigit() else label for code, label in names.items()}
        tables.append(
            ReadTable(
                source=table.source,
                title=table.title,
                place=Place(document="sound", line=facts[0].place.line if facts else 1),
                facts=tuple(facts),
                number=f"公开{table.source}表",
                unit_line="单位：万元",
                money_unit="万元",
                year_line=f"{YEAR}年度",
                entity_line=f"部门：{NAME}",
                row_names=names,
            )
        )
    return tables


def _text_facts(book: _Book) -> None:
    money = ledger().amount
    total, basic = money(key("03", "total", "total")), money(key("03", "total", "basic"))
    general, project = money(key("05", "total", "total")), money(key("03", "total", "project"))
    personnel, public = money(key("06", "personnel", "amount")), money(key("06", "public", "amount"))
    before = {row: Money.from_yuan(yuan) for row, yuan in (("all", "35000000"), ("p", "2000000"), ("q", "600000"))}
    book.wan("1/grand_total", "final", total)
    book.change("1/grand_total", total, before["all"])
    book.wan("2/income.total", "final", total)
    book.wan("2/income.fiscal", "final", total)
    book.rate("2/income.fiscal", "share", total, total)
    book.wan("3/expenditure.total", "final", total)
    for row, part in (("basic", basic), ("project", project)):
        book.wan(f"3/expenditure.{row}", "final", part)
        book.rate(f"3/expenditure.{row}", "share", part, total)
    book.wan("4/fiscal_grand_total", "final", total)
    book.change("4/fiscal_grand_total", total, before["all"])
    book.wan("5.1/general_expenditure", "final", general)
    book.rate("5.1/general_expenditure", "share", general, total)
    book.change("5.1/general_expenditure", general, before["all"] - Money.from_yuan("4000000"))
    _structure(book, general)
    book.wan("6/basic", "final", basic)
    book.change("6/basic", basic, before["p"] + before["q"])
    for row, now, last in (("personnel", personnel, before["p"]), ("public", public, before["q"])):
        book.wan(f"6/{row}", "final", now)
        book.change(f"6/{row}", now, last)
    _three_public(book)
    book.wan("10/running_cost", "final", public)
    book.change("10/running_cost", public, before["q"])
    _procurement_and_assets(book)
    form_money = Money.from_yuan("9821400")
    book.add(key("text", "13.2/self_evaluation", "projects"), "1", "个")
    book.wan("13.2/self_evaluation", "final", form_money)
    book.rate("13.2/self_evaluation", "share", form_money, project)


def _structure(book: _Book, general: Money) -> None:
    money = ledger().amount
    book.wan("5.2/general_expenditure", "final", general)
    for code in ("201", "206", "208"):
        spent = money(key("05", code, "total"))
        book.wan(f"5.2/{code}", "final", spent)
        book.rate(f"5.2/{code}", "share", spent, general)
    opening = Money(sum(Money.from_yuan(yuan).fen for yuan in _OPENING.values()))
    book.wan("5.3/general_expenditure", "opening", opening)
    book.wan("5.3/general_expenditure", "final", general)
    book.rate("5.3/general_expenditure", "completion", general, opening)
    for code, yuan in _OPENING.items():
        budget, spent = Money.from_yuan(yuan), money(key("05", code, "total"))
        book.wan(f"5.3/{code}", "opening", budget)
        book.wan(f"5.3/{code}", "final", spent)
        book.rate(f"5.3/{code}", "completion", spent, budget)


def _three_public(book: _Book) -> None:
    budget, final = (
        (lambda c: ledger().amount(key("09", "budget", c))),
        (lambda c: ledger().amount(key("09", "final", c))),
    )
    book.wan("9.1/three_public", "full_year", budget("total"))
    book.wan("9.1/three_public", "final", final("total"))
    book.rate("9.1/three_public", "completion", final("total"), budget("total"))
    for column in ("vehicles", "reception"):
        book.wan(f"9.2/{column}", "full_year", budget(column))
        book.wan(f"9.2/{column}", "final", final(column))
        book.rate(f"9.2/{column}", "completion", final(column), budget(column))
        book.rate(f"9.2/{column}", "share", final(column), final("total"))
    book.wan("9.2/abroad", "final", Money(0))
    book.add(key("text", "9.2/abroad", "groups"), "0", "个")
    book.wan("9.2/vehicle_purchase", "final", Money(0))
    book.wan("9.2/vehicle_running", "final", final("vehicle_running"))
    book.add(key("text", "9.2/vehicle_running", "vehicles_kept"), "1", "辆")
    book.wan("9.2/reception_domestic", "final", final("reception"))
    book.wan("9.2/reception_foreign", "final", Money(0))
    for column, count in (("groups", "3"), ("persons", "21")):
        book.add(key("text", "9.2/reception_domestic", column), count, "个")


def _procurement_and_assets(book: _Book) -> None:
    amounts = {"goods": "673105.50", "works": "120000.00", "services": "26882000.00"}
    total = Money(sum(Money.from_yuan(yuan).fen for yuan in amounts.values()))
    book.wan("11/procurement", "final", total)
    for row, yuan in amounts.items():
        book.wan(f"11/{row}", "final", Money.from_yuan(yuan))
    for row, yuan in (("sme", "9000000"), ("micro", "3000000")):
        book.wan(f"11/{row}", "final", Money.from_yuan(yuan))
        book.rate(f"11/{row}", "share", Money.from_yuan(yuan), total)
    book.add(key("text", "12/vehicles", "count"), "2", "辆")
    for kind in _KINDS:
        book.add(key("text", f"12/vehicles.{kind}", "count"), "1" if kind in ("confidential", "other") else "0", "辆")


def _block(text: str, line: int) -> TextBlock:
    return TextBlock(text, Place(document="sound", line=line, quote=text))


def form() -> Form:
    """One sound self-evaluation form."""
    zero = Cell.read("0")
    amount = Cell.read("982.14")
    full, ten = Cell.read("100.00%"), Cell.read("10")
    funds = (
        FundRow("total", "年度资金总额", amount, amount, amount, ten, full, Cell.read("10.00")),
        FundRow("fiscal", "财政拨款", amount, amount, amount, BLANK, full, BLANK),
        FundRow("special_account", "财政专户管理资金", zero, zero, zero, BLANK, BLANK, BLANK),
        FundRow("unit", "单位资金", zero, zero, zero, BLANK, BLANK, BLANK),
    )
    five = Cell.read("5")
    items = ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")
    management = tuple(ManagementItem(name, "符合规定", five, five) for name in items)
    rows = (
        ("成本指标", "经济成本指标", "预算执行率", "≥90%", "100%", "10", ""),
        ("产出指标", "数量指标", "接入单位数量", "=42家", "42家", "20", ""),
        ("产出指标", "质量指标", "故障修复及时率", "≥98%", "99%", "10", ""),
        ("产出指标", "时效指标", "项目验收", "按期", "按期通过", "5", ""),
        ("效益指标", "社会效益指标", "办件平均时长", "≤30分钟", "25分钟", "20", ""),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", "5", "问卷200份"),
    )
    indicators = tuple(
        FormIndicator(a, b, name, parse_target(t), parse_actual(r), Cell.read(w), Cell.read(w), Cell.read("0.00"), why)
        for a, b, name, t, r, w, why in rows
    )
    return Form(
        number=1,
        name="数据平台运维服务",
        department="临江市数据管理局",
        unit_name="临江市数据管理局",
        year=YEAR,
        funds=funds,
        management=management,
        goal_expected="1、项目招标（2022年2月-3月）2、服务42家接入单位。",
        goal_actual="1、项目招标（2022年2月-3月）2、已服务42家接入单位。",
        indicators=indicators,
        total_weight=Cell.read("100"),
        total_score=Cell.read("100"),
        place=Place(document="sound", line=900),
    )


_TEXT = {
    "1": "2022年度收、支总计3366.61万元，与上年度相比减少。主要原因是平台建设项目完工。",
    "6": "2022年度基本支出如下。主要包括：基本工资、奖金。",
    "10": "2022年度机关运行经费支出如上，比2021年度增加。",
    "13.1": "2022年度本单位围绕绩效目标开展全过程绩效管理。机关运行经费、基本支出、项目支出均有目标。",
}
_REASONS = {
    "1/grand_total": "平台建设项目完工",
    "4/fiscal_grand_total": "平台建设项目完工，付款减少",
    "5.1/general_expenditure": "市级平台一期验收付款完毕",
    "5.3/2010301": "年中调入两人，追加人员经费",
    "5.3/2010302": "运维合同按季度结算，尾款在次年支付",
    "5.3/2069999": "招标节约",
    "5.3/2080505": "缴费基数调整",
    "6/basic": "调入两人，办公费上涨",
    "6/personnel": "调入两人",
    "6/public": "设备更新",
    "10/running_cost": "设备更新",
    "9.1/three_public": "压减接待批次，车辆集中维修",
    "9.2/vehicles": "车辆集中维修",
    "9.2/reception": "压减接待批次",
}


@cache
def sound() -> ReadDocument:
    """The sound document: every rule is checked on it and none has anything to say."""
    book = _Book()
    tables = _tables(book)
    _text_facts(book)
    blocks = {number: _block(text, 800 + index) for index, (number, text) in enumerate(_TEXT.items())}
    sections = tuple(Section(n, n, f"第{n}节情况说明", b.place, (b,)) for n, b in blocks.items())
    here = Place(document="sound", line=1)
    headings = tuple(Heading(2, section.printed, section.title, section.place) for section in sections)
    entries = tuple(ContentsEntry(2, heading.number, heading.title, here) for heading in headings)
    terms = ("基本支出", "项目支出", "机关运行经费", "财政拨款收入")
    return ReadDocument(
        name="sound",
        digest="0" * 64,
        file_format="text",
        unit_name=NAME,
        year=YEAR,
        facts=tuple(book.facts),
        tables=tuple(tables),
        sections=sections,
        forms=(form(),),
        cover=CoverPage("2022年度部门决算", NAME, YEAR, "二〇二三年九月", here),
        headings=headings,
        contents_entries=entries,
        glossary_terms=tuple(GlossaryTerm(term, "单位为完成任务而安排的资金。", here) for term in terms),
        reasons=tuple(Reason(topic, text, Place("sound", line=850)) for topic, text in _REASONS.items()),
        item_lists=(
            ItemList("6/personnel", ("基本工资", "奖金", "机关事业单位基本养老保险缴费"), here),
            ItemList("6/public", ("办公费", "差旅费", "公务接待费", "公务用车运行维护费", "办公设备购置"), here),
        ),
        project_names=_block("分别是：数据平台运维服务。", 860),
        text_blocks=tuple(blocks.values()),
    )


def with_fact(document: ReadDocument, where: FactKey, printed: str, unit: str = "") -> ReadDocument:
    """The document with one figure printed differently, in its table too; added when it is not there."""
    old = document.fact(where)
    new = (
        replace(old, cell=Cell.read(printed), place=replace(old.place, quote=printed))
        if old
        else Fact(where, Cell.read(printed), unit or "万元", Place("sound", line=999, quote=printed), str(where))
    )

    def put(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(new if fact.key == where else fact for fact in facts)

    facts = put(document.facts) if old else (*document.facts, new)
    tables = tuple(replace(table, facts=put(table.facts)) for table in document.tables)
    return replace(document, facts=facts, tables=tables)


def with_table(document: ReadDocument, source: str, **changes: object) -> ReadDocument:
    """The document with one table changed."""
    tables = tuple(replace(t, **changes) if t.source == source else t for t in document.tables)  # type: ignore[arg-type]
    facts = tuple(f for f in document.facts if f.key.source != source)
    facts += next((t.facts for t in tables if t.source == source), ())
    return replace(document, tables=tables, facts=facts)


def with_text(document: ReadDocument, section: str, text: str) -> ReadDocument:
    """The document with the text of one section replaced."""
    block = _block(text, 799)
    sections = tuple(replace(s, paragraphs=(block,)) if s.number == section else s for s in document.sections)
    old = next(s for s in document.sections if s.number == section).paragraphs[0]
    return replace(
        document, sections=sections, text_blocks=tuple(block if b == old else b for b in document.text_blocks)
    )


def with_reason(document: ReadDocument, topic: str, text: str | None) -> ReadDocument:
    """The document with another reason for a topic, or none."""
    others = tuple(reason for reason in document.reasons if reason.topic != topic)
    return replace(
        document, reasons=others if text is None else (*others, Reason(topic, text, Place("sound", line=851)))
    )


def with_form(document: ReadDocument, **changes: object) -> ReadDocument:
    """The document with its form changed."""
    return replace(document, forms=(replace(document.forms[0], **changes),))  # type: ignore[arg-type]

"""B1–B9 and C1–C9: the equations of `accounts` inside and between the tables become rules."""

from __future__ import annotations

from mingzheng.disclosure.rules.audit.catalogue import CATALOGUE, EquationRule, Rule
from mingzheng.disclosure.rules.audit.context import AuditContext
from mingzheng.disclosure.rules.audit.relations import Relationship
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.equations import Equation, Term
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.findings import RuleClass, Severity

_FORMS = Bilingual(
    "财政部《部门决算报表》编制说明：表内、表间勾稽关系应当成立；金额转换为万元时因四舍五入可能存在尾差。",
    "Ministry of Finance, notes on the tables of departmental accounts: sums within and between tables hold, "
    "apart from rounding tails.",
)
_FIX = Bilingual("核对原始决算数据，更正有误的单元格", "Check the source data and correct the cell")

# code, title and expected value in both languages
_INSIDE: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "B1",
        "收入支出决算总表不平",
        "Table 01 does not balance",
        "27 = Σ1..8；58 = Σ32..57；31 = 62",
        "27 = Σ1..8; 58 = Σ32..57; 31 = 62",
    ),
    (
        "B2",
        "收入决算表不平",
        "Table 02 does not add up",
        "合计 = 各类收入之和；类 = Σ款，款 = Σ项",
        "Columns and hierarchy add up",
    ),
    (
        "B3",
        "支出决算表不平",
        "Table 03 does not add up",
        "合计 = 各类支出之和；类 = Σ款，款 = Σ项",
        "Columns and hierarchy add up",
    ),
    (
        "B4",
        "财政拨款总表不平",
        "Table 04 does not balance",
        "收入 + 年初 = 支出 + 年末；合计 = 三类资金之和",
        "Income + opening = spending + closing, by fund",
    ),
    (
        "B5",
        "一般公共预算支出表不平",
        "Table 05 does not add up",
        "小计 = 基本 + 项目；类 = Σ款，款 = Σ项",
        "Total = basic + project, and the hierarchy",
    ),
    (
        "B6",
        "基本支出明细表不平",
        "Table 06 does not add up",
        "类 = Σ款；人员 = 301+303；公用 = 302+307+309+310+311+312+313+399",
        "Classes, personnel and public use add up",
    ),
    (
        "B7",
        "政府性基金表不平",
        "Table 07 does not balance",
        "年初 + 收入 = 支出 + 年末；小计 = 基本 + 项目",
        "Opening + income = spending + closing",
    ),
    ("B8", "国有资本经营表不平", "Table 08 does not add up", "合计 = 基本 + 项目", "Total = basic + project"),
    (
        "B9",
        "“三公”经费表不平",
        "Table 09 does not add up",
        "合计 = 出国 + 小计 + 接待；小计 = 购置 + 运行",
        "Total = abroad + vehicles + reception",
    ),
)
_BETWEEN: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "C1",
        "总表收入与收入表不符",
        "Income differs between tables 01 and 02",
        "01.本年收入 = 02.合计",
        "01 income = 02 total",
    ),
    (
        "C2",
        "财政拨款收入在各表不符",
        "Fiscal income differs between tables",
        "01.r1+r2+r3 = 02.财政拨款 = 04.本年收入",
        "01 = 02 = 04",
    ),
    (
        "C3",
        "总表支出与支出表不符",
        "Spending differs between tables 01 and 03",
        "01.本年支出 = 03.合计，各类相等",
        "01 = 03, class by class",
    ),
    (
        "C4",
        "财政拨款总表与一般公共预算表不符",
        "Tables 04 and 05 differ",
        "04.一般公共预算各类 = 05",
        "04 general = 05, class by class",
    ),
    (
        "C5",
        "财政拨款总表与基金、国资表不符",
        "Table 04 differs from 07 or 08",
        "04.基金 = 07；04.国资 = 08",
        "04 = 07 and 08",
    ),
    (
        "C6",
        "基本支出与明细表不符",
        "Basic spending differs from table 06",
        "05.基本 = 06.人员 + 公用",
        "05 basic = 06 personnel + public",
    ),
    (
        "C7",
        "一般公共预算支出大于支出表",
        "Table 05 exceeds table 03",
        "05 ≤ 03；没有其他资金时相等",
        "05 ≤ 03, equal without other money",
    ),
    (
        "C8",
        "基本支出中的三公费用大于三公表",
        "Items of table 06 exceed table 09",
        "06.30212/31013/30231/30217 ≤ 09 对应项",
        "06 items ≤ 09",
    ),
    ("C9", "财政拨款结转大于总表结转", "Carry-over in table 04 exceeds table 01", "04.年初/年末 ≤ 01", "04 ≤ 01"),
)
_MILDER = {"C8": Severity.WARNING}  # 事业单位 and universities have trips outside 三公


def _from_accounts(code: str) -> EquationRule:
    def equations(context: AuditContext) -> tuple[Relationship, ...]:
        if code == "C8" and context.travels_outside_three_public:
            return ()
        own = context.table_equations.get(code, ())
        more = _absent_classes(context, code)
        return tuple(Relationship(equation, severity=_MILDER.get(code)) for equation in (*own, *more))

    return equations


def _absent_classes(context: AuditContext, code: str) -> tuple[Equation, ...]:
    """A class that table 03 (05) does not list has no spending at all, so table 01 (04) prints exactly zero for it."""
    pairs = {"C3": ("03", "01", "amount"), "C4": ("05", "04", "general")}
    if code not in pairs:
        return ()
    detail, summary, column = pairs[code]
    listed = {key.row for key in context.rows.get((detail, "total"), ()) if len(key.row) == 3}
    if not listed or FactKey(detail, "total", "total") not in context.facts:
        return ()
    found = []
    for key in context.rows.get((summary, column), ()):
        functional = key.row.removeprefix("expenditure.")
        if functional.isdigit() and functional not in listed and context.facts[key].cell.has_value:
            label = context.facts[key].label or str(key)
            title = Bilingual(
                f"{label} = 0（{detail} 表没有该类）", f"{label} = 0 (table {detail} does not list the class)"
            )
            found.append(Equation(code, _one(key), (), title))
    return tuple(found)


def _one(key: FactKey) -> tuple[Term, ...]:
    return (Term(key),)


for _code, _zh, _en, _expected_zh, _expected_en in (*_INSIDE, *_BETWEEN):
    CATALOGUE.add(
        Rule(
            code=_code,
            version=1,
            rule_class=RuleClass.LOGICAL,
            title=Bilingual(_zh, _en),
            norm=_FORMS,
            expected=Bilingual(_expected_zh, _expected_en),
            remedy=_FIX,
            equations=_from_accounts(_code),
        )
    )

"""D2, D8: the items of the text against those of the tables; D17, D18: kinds of spending that do not fit."""

from __future__ import annotations

import re

from mingzheng.disclosure.rules.audit.catalogue import rule_of_function
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome, not_applicable, not_enough
from mingzheng.disclosure.rules.audit.text_figures import AGREE
from mingzheng.disclosure.rules.audit.wording import name_of, printed
from mingzheng.disclosure.rules.document import ItemList
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Fact, FactKey
from mingzheng.kernel.findings import RuleClass, Severity

_SCOPES = {
    "6/personnel": ("301", "303"),
    "6/public": ("302", "307", "309", "310", "311", "312", "313", "399"),
    "6/basic": ("30", "31", "39"),
}


@rule_of_function(
    "D2",
    RuleClass.VERIFY,
    title=Bilingual("文字列示的项与报表不符", "The items of the text are not those of the table"),
    norm=AGREE,
    expected=Bilingual(
        "文字逐项说明所有有预算或有支出的项", "The text explains every item with a budget or with spending"
    ),
    remedy=Bilingual("补充漏写的项，删除不存在的项", "Add the missing item, remove the one that does not exist"),
)
def items_are_those_of_the_table(context: AuditContext) -> Outcome:
    """Section 5(3) against table 05, at the level the narrative itself uses."""
    told = {key.row.partition("/")[2]: key for key in context.text_rows("5.3", "final")}
    told = {code: key for code, key in told.items() if code.isdigit()}
    spent = {key.row: key for key in context.rows.get(("05", "total"), ()) if key.row.isdigit()}
    if not told or not spent:
        return not_enough("缺少五（三）各项或 05 表", "section 5(3) or table 05 is missing")
    level = max(len(code) for code in told)
    wanted = {code: key for code, key in spent.items() if len(code) == level and context.facts[key].cell.value}
    drafts = []
    for code in (code for code in wanted if code not in told):
        fact = context.facts[wanted[code]]
        said = Bilingual(
            f"文字未说明 {name_of(fact, fact.key)}（{printed(fact)}）", f"the text leaves out {code}: {printed(fact)}"
        )
        drafts.append(Draft(said, stated="—", expected=printed(fact), places=(fact.place,)))
    for code in (code for code in told if code not in spent):
        fact = context.facts[told[code]]
        if fact.cell.value:
            said = Bilingual(
                f"文字列示 {printed(fact)}（{code}），05 表没有这一项",
                f"{code}: {printed(fact)} in the text, none in table 05",
            )
            drafts.append(Draft(said, stated=printed(fact), expected="—", places=(fact.place,)))
    return Outcome(tuple(drafts), len(wanted) + len(told))


def _plain(name: str) -> str:
    """An item's name without brackets, blanks and the word 支出 that texts add."""
    return re.sub(r"[\s（）()“”、]|支出$|费用?$", "", re.sub(r"支出$", "", name.strip()))


@rule_of_function(
    "D8",
    RuleClass.VERIFY,
    title=Bilingual("经济分类清单与明细表不符", "The list of economic items is not that of table 06"),
    norm=AGREE,
    expected=Bilingual(
        "“主要包括”所列款项在基本支出明细表中均有金额", "Every item named under 主要包括 has an amount in table 06"
    ),
    remedy=Bilingual("按明细表中有金额的款重写清单", "Rewrite the list from the items that have amounts"),
)
def lists_name_what_was_spent(context: AuditContext) -> Outcome:
    """Named zero items are a warning a list; spending that 主要包括 leaves out is information."""
    table = context.document.table("06")
    if table is None or not context.document.item_lists:
        return not_enough("缺少 06 表或款项清单", "table 06 or the lists are missing")
    drafts, checked = [], 0
    for listed in context.document.item_lists:
        checked += len(listed.items)
        drafts += _list_drafts(context, listed)
    return Outcome(tuple(drafts), checked)


def _list_drafts(context: AuditContext, listed: ItemList) -> list[Draft]:
    prefixes = _SCOPES.get(listed.topic)
    if prefixes is None:
        return []
    amounts: dict[str, list[Fact]] = {}
    names: dict[str, str] = {}
    table = context.document.table("06")
    for key in context.rows.get(("06", "amount"), ()):
        if key.row.isdigit() and len(key.row) == 5 and key.row.startswith(prefixes):
            label = (table.row_names.get(key.row, "") if table else "") or context.official_economic(key.row) or ""
            if label:
                names[key.row] = label
                amounts.setdefault(_plain(label), []).append(context.facts[key])
    told = {_plain(item): item for item in listed.items if item.strip()}
    drafts = []
    zero = [item for plain, item in told.items() if plain in amounts and _all_zero(amounts[plain])]
    unknown = [item for plain, item in told.items() if plain not in amounts]
    left_out = [facts[0] for plain, facts in amounts.items() if plain not in told and any(f.cell.value for f in facts)]
    if zero:
        drafts.append(
            _list_draft(listed, zero, Severity.WARNING, "列有金额为 0 的款项", "names items without any amount")
        )
    if unknown:
        drafts.append(
            _list_draft(
                listed, unknown, Severity.INFO, "列有明细表中没有的款项", "names items that table 06 does not have"
            )
        )
    if left_out:
        missing = [f"{names.get(fact.key.row, fact.key.row)} {printed(fact)}" for fact in left_out]
        drafts.append(_list_draft(listed, missing, Severity.INFO, "未列有支出的款项", "leaves out items with spending"))
    return drafts


def _all_zero(facts: list[Fact]) -> bool:
    return not any(fact.cell.value for fact in facts)


def _list_draft(listed: ItemList, items: list[str], severity: Severity, zh: str, en: str) -> Draft:
    scope = {"6/personnel": ("人员经费", "personnel"), "6/public": ("公用经费", "public use")}
    where = scope.get(listed.topic, ("基本支出", "basic spending"))
    names = "、".join(items)
    said = Bilingual(
        f"{where[0]}清单{zh}（{len(items)} 项）：{names}", f"the list of {where[1]} {en} ({len(items)}): {names}"
    )
    return Draft(said, severity=severity, stated=names, places=(listed.place,))


@rule_of_function(
    "D17",
    RuleClass.VERIFY,
    title=Bilingual("“行政运行”列有项目支出", "行政运行 carries project spending"),
    norm=Bilingual(
        "《政府收支分类科目》：“行政运行”反映行政单位（含参公）的基本支出。",
        "Classification of government revenue and expenditure: 行政运行 is the basic spending of administrative units.",
    ),
    expected=Bilingual("“行政运行”（项级 01）只列基本支出", "行政运行 (item 01) holds basic spending only"),
    remedy=Bilingual("核对科目；确有原因的予以说明", "Check the code, or explain"),
)
def running_is_basic(context: AuditContext) -> Outcome:
    """Items named 行政运行 with project spending, in table 05 or else 03."""
    source = "05" if ("05", "project") in context.rows else "03"
    table = context.document.table(source)
    keys = [key for key in context.rows.get((source, "project"), ()) if len(key.row) == 7]
    if not keys:
        return not_enough("缺少支出明细", "no spending by item")
    drafts = []
    for key in keys:
        fact = context.facts[key]
        label = (table.row_names.get(key.row, "") if table else "") or context.official_functional(key.row) or ""
        if fact.cell.value and label.strip() == "行政运行":
            said = Bilingual(
                f"{key.row} 行政运行列项目支出 {printed(fact)}",
                f"{key.row} carries {printed(fact)} of project spending",
            )
            drafts.append(Draft(said, stated=printed(fact), expected="0.00 万元", places=(fact.place,)))
    return Outcome(tuple(drafts), len(keys))


@rule_of_function(
    "D18",
    RuleClass.VERIFY,
    title=Bilingual(
        "行政单位列有绩效工资或事业收入", "An administrative unit has performance pay or institutional income"
    ),
    norm=Bilingual(
        "《政府收支分类科目》：“绩效工资”“事业收入”由事业单位使用。",
        "Classification of government revenue and expenditure: both belong to public institutions.",
    ),
    expected=Bilingual("行政单位本级两项均为 0", "Both are zero for an administrative unit itself"),
    remedy=Bilingual("核对单位性质和科目", "Check the type of the unit and the code"),
)
def administrative_units_have_neither(context: AuditContext) -> Outcome:
    """30107 and 02.institutional of a single administrative unit."""
    if not context.is_single_administrative:
        return not_applicable("不能确认为单一行政单位", "not known to be a single administrative unit")
    keys = (FactKey("06", "30107", "amount"), FactKey("02", "total", "institutional"))
    facts = [context.facts[key] for key in keys if key in context.facts]
    drafts = [
        Draft(
            Bilingual(
                f"行政单位列示{name_of(f, f.key)} {printed(f)}", f"an administrative unit states {printed(f)} ({f.key})"
            ),
            stated=printed(f),
            expected="0.00",
            places=(f.place,),
        )
        for f in facts
        if f.cell.value
    ]
    return Outcome(tuple(drafts), len(facts))

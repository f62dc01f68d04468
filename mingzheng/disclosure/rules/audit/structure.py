"""A1–A4, A6–A8: the document as a whole: who, which year, which tables, which unit of money, what is filled in."""

from __future__ import annotations

import re
from collections import Counter

from mingzheng.disclosure.rules.audit.catalogue import rule_of_function
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome, not_applicable, not_enough
from mingzheng.disclosure.rules.document import ReadTable
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey, Place
from mingzheng.kernel.findings import RuleClass, Severity
from mingzheng.kernel.numerals import year_digits

REQUIRED = {
    "01": "收入支出决算总表",
    "02": "收入决算表",
    "03": "支出决算表",
    "04": "财政拨款收入支出决算总表",
    "05": "一般公共预算财政拨款支出决算表",
    "06": "一般公共预算财政拨款基本支出决算明细表",
    "07": "政府性基金预算财政拨款收入支出决算表",
    "08": "国有资本经营预算财政拨款支出决算表",
    "09": "财政拨款“三公”经费支出决算表",
}
_PUBLISHING = Bilingual(
    "财政部《地方预决算公开操作规程》（财预〔2016〕143号）：部门决算公开应当内容完整、真实准确，表格与文字一致。",
    "Ministry of Finance 财预〔2016〕143号: published accounts are complete and true, tables and text agree.",
)
_YEAR = re.compile(r"(20\d\d)\s*年")


@rule_of_function(
    "A1",
    RuleClass.LOGICAL,
    title=Bilingual("题目、年度、单位前后不一致", "Title, year or unit differ within the document"),
    norm=_PUBLISHING,
    expected=Bilingual(
        "封面、各表、正文、自评表的年度和单位名称一致", "One year and one unit name on cover, tables, text and forms"
    ),
    remedy=Bilingual("统一为法定全称和本决算年度", "Use the official full name and the year of these accounts"),
)
def one_year_and_one_name(context: AuditContext) -> Outcome:
    """Years must be equal; names that differ by 和/与/及 only are reported once."""
    years = _years(context)
    if not years:
        return not_enough("未读到年度", "no year was read")
    usual = context.document.year or Counter(year for year, _, _ in years).most_common(1)[0][0]
    drafts = [
        Draft(
            Bilingual(
                f"{where.zh}的年度为 {year}，其他各处为 {usual}", f"{where.en} says {year}, the rest says {usual}"
            ),
            stated=str(year),
            expected=str(usual),
            places=(place,),
        )
        for year, where, place in years
        if year != usual
    ]
    names = _names(context)
    drafts += _name_drafts(context, names)
    return Outcome(tuple(drafts), len(years) + len(names))


def _years(context: AuditContext) -> list[tuple[int, Bilingual, Place]]:
    document = context.document
    found = []
    if document.cover.year is not None:
        found.append((document.cover.year, Bilingual("封面", "the cover"), document.cover.place))
    for table in document.tables:
        match = _YEAR.search(table.year_line)
        if match:
            found.append((int(match.group(1)), Bilingual(table.title, table.title), table.place))
    for form in document.forms:
        if form.year is not None:
            name = f"自评表 {form.number}"
            found.append((form.year, Bilingual(name, f"form {form.number}"), form.place))
    return found


def _names(context: AuditContext) -> list[tuple[str, Place]]:
    document = context.document
    found = [(document.cover.unit_name, document.cover.place)] if document.cover.unit_name else []
    for table in document.tables:
        name = re.sub(r"^.*?[：:]", "", table.entity_line).strip()
        if name:
            found.append((name, table.place))
    return found


def _core(name: str) -> str:
    """A name without what may legitimately vary: blanks, brackets of 本级, 部门."""
    return re.sub(r"[\s（）()]|本级|机关|部门$", "", name)


def _name_drafts(context: AuditContext, names: list[tuple[str, Place]]) -> list[Draft]:
    document = context.document
    own = document.unit_name or (Counter(name for name, _ in names).most_common(1)[0][0] if names else "")
    if not own:
        return []
    others = [(name, place) for name, place in names if _core(name) != _core(own)]
    forms = [(n, form.place) for form in document.forms for n in (form.department, form.unit_name) if n]
    loose = re.compile("[和与及]")
    variants = [
        (name, place)
        for name, place in others + forms
        if _core(name) != _core(own) and loose.sub("", _core(name)) == loose.sub("", _core(own))
    ]
    drafts = []
    if variants:
        listed = "、".join(dict.fromkeys(name for name, _ in variants))
        drafts.append(
            Draft(
                Bilingual(
                    f"单位名称写法不一：{own}；{listed}", f"the unit is written in different ways: {own}; {listed}"
                ),
                severity=Severity.WARNING,
                stated=listed,
                expected=own,
                places=tuple(dict.fromkeys(place for _, place in variants)),
            )
        )
    strangers = [one for one in others if one not in variants]
    drafts += [
        Draft(
            Bilingual(f"此处单位为“{name}”，其他各处为“{own}”", f"the unit here is “{name}”, elsewhere “{own}”"),
            severity=Severity.WARNING,
            stated=name,
            expected=own,
            places=(place,),
        )
        for name, place in strangers
    ]
    return drafts


@rule_of_function(
    "A2",
    RuleClass.VERIFY,
    title=Bilingual("公开报表不全", "Required tables are missing"),
    norm=_PUBLISHING,
    expected=Bilingual(
        "公开 01 至 09 表齐全，无数据的表也应公开空表并说明", "Tables 01–09, empty ones included with a statement"
    ),
    remedy=Bilingual(
        "补充缺少的报表；涉密不公开的登记依据", "Add the missing table, or record the basis for withholding it"
    ),
)
def all_tables_are_there(context: AuditContext) -> Outcome:
    """The nine tables, recognised by meaning."""
    present = {table.source for table in context.document.tables}
    if not present & set(REQUIRED):
        return not_enough("未识别到任何决算报表", "no table of final accounts was recognised")
    missing = [source for source in REQUIRED if source not in present]
    drafts = [
        Draft(
            Bilingual(f"未见“{REQUIRED[source]}”", f"table {source} ({REQUIRED[source]}) was not found"),
            stated="—",
            expected=REQUIRED[source],
            places=(Place(document=context.document.name),),
        )
        for source in missing
    ]
    return Outcome(tuple(drafts), len(REQUIRED))


@rule_of_function(
    "A3",
    RuleClass.LOGICAL,
    title=Bilingual("金额单位缺失或数量级不符", "The unit of money is missing or the magnitudes clash"),
    norm=_PUBLISHING,
    expected=Bilingual(
        "每张表标明金额单位，各表数量级相符", "Each table names its unit, and the tables agree in magnitude"
    ),
    remedy=Bilingual("补注“单位：万元”，或更正误标的单位", "Add “单位：万元”, or correct the unit"),
)
def money_has_a_unit(context: AuditContext) -> Outcome:
    """A unit on each table; totals that differ by a factor of ten thousand show a wrong unit."""
    tables = [table for table in context.document.tables if table.source]
    if not tables:
        return not_enough("未识别到决算报表", "no table was recognised")
    drafts = []
    bare = [table for table in tables if not table.money_unit]
    if bare:
        listed = "、".join(table.title for table in bare)
        drafts.append(
            Draft(
                Bilingual(
                    f"{len(bare)} 张表未标明金额单位：{listed}", f"{len(bare)} table(s) without a unit: {listed}"
                ),
                severity=Severity.WARNING,
                expected="单位：万元",
                places=tuple(table.place for table in bare),
            )
        )
    for source in context.clashing_tables:
        table = context.document.table(source)
        if table is not None:
            drafts.append(
                Draft(
                    Bilingual(
                        f"“{table.title}”标为{table.money_unit or '（无单位）'}，金额却与其他表相差约一万倍",
                        f"“{table.title}” says {table.money_unit or 'no unit'}, "
                        "but its amounts are about 10,000 times off",
                    ),
                    stated=table.unit_line or table.money_unit,
                    expected="万元" if table.money_unit == "元" else "元",
                    places=(table.place,),
                )
            )
    return Outcome(tuple(drafts), len(tables))


def _has_values(table: ReadTable) -> bool:
    return any(fact.cell.has_value for fact in table.facts)


def _silent(context: AuditContext, table: ReadTable) -> bool:
    said = [note.text for note in table.notes] + ([table.statement.text] if table.statement else [])
    section = context.document.section(str(int(table.source)))
    said += [block.text for block in section.paragraphs] if section and table.source in ("07", "08") else []
    return not any(re.search(r"没有|无数据|无此|未发生|未安排|无.{0,12}(收入|支出|预算)", one) for one in said)


@rule_of_function(
    "A4",
    RuleClass.LOGICAL,
    title=Bilingual("空表说明缺失或与数据矛盾", "An empty table lacks its statement, or the statement is untrue"),
    norm=Bilingual(
        "财预〔2016〕143号：没有数据的表格应当列出空表并说明。",
        "财预〔2016〕143号: a table without data is published empty, with a statement.",
    ),
    expected=Bilingual("空表附说明，且与财政拨款总表（04）一致", "An empty table says so and agrees with table 04"),
    remedy=Bilingual("补充“本表无数据”的说明，或补列数据", "Add the statement, or the data"),
)
def empty_tables_say_so(context: AuditContext) -> Outcome:
    """Tables 07 and 08 against their statements and against table 04."""
    drafts, checked = [], 0
    for source, fund in (("07", "government_fund"), ("08", "state_capital")):
        table = context.document.table(source)
        if table is None:
            continue
        checked += 1
        total = context.facts.get(FactKey("04", "expenditure.total", fund))
        denied = table.statement is not None and "无数据" in table.statement.text
        if not _has_values(table) and _silent(context, table):
            zh, en = f"“{table.title}”为空表，没有说明", f"“{table.title}” is empty and does not say why"
            drafts.append(Draft(Bilingual(zh, en), severity=Severity.WARNING, places=(table.place,)))
        if total is not None and total.cell.value and (denied or not _has_values(table)):
            drafts.append(
                Draft(
                    Bilingual(
                        f"“{table.title}”无数据，财政拨款总表（04）却有支出 {total.cell.text} 万元",
                        f"“{table.title}” has no data, but table 04 has {total.cell.text} 万元 of that fund",
                    ),
                    stated="无数据",
                    expected=f"{total.cell.text} 万元",
                    places=(table.place, total.place),
                )
            )
        elif denied and any(fact.cell.value for fact in table.facts):
            zh, en = f"“{table.title}”有数据，说明却称无数据", f"“{table.title}” has data, but its statement denies it"
            drafts.append(Draft(Bilingual(zh, en), places=(table.place,)))
    return Outcome(tuple(drafts), checked) if checked else not_applicable("没有 07、08 表", "no tables 07 and 08")


def _plain(title: str) -> str:
    return re.sub(r"[\s“”\"'、，。：:（）()·.]|^第.部分|20\d\d年?度?|的|情况|说明", "", title)


@rule_of_function(
    "A6",
    RuleClass.VERIFY,
    title=Bilingual("目录与标题不一致", "Contents and headings differ"),
    norm=_PUBLISHING,
    expected=Bilingual(
        "目录各项与正文、报表标题一一对应", "Every entry of the contents has its heading, and the other way round"
    ),
    remedy=Bilingual("更新目录", "Update the table of contents"),
)
def contents_match_headings(context: AuditContext) -> Outcome:
    """Entries without a heading or table; sections without an entry. One finding a direction."""
    document = context.document
    if not document.contents_entries:
        return not_applicable("没有目录", "the document has no table of contents")
    titles = {_plain(h.title) for h in document.headings} | {_plain(t.title) for t in document.tables}
    titles |= {_plain(section.title) for section in document.sections}
    entries = {_plain(entry.title) for entry in document.contents_entries}
    lost = [entry for entry in document.contents_entries if not _found(_plain(entry.title), titles)]
    numbered = [h for h in document.headings if h.level == 2 and h.number]
    unlisted = [h for h in numbered if not _found(_plain(h.title), entries)]
    drafts = []
    for one_sided, zh, en in (
        (lost, "目录有而正文没有", "listed without a heading"),
        (unlisted, "正文有而目录没有", "headings not listed"),
    ):
        if one_sided:
            listed = "、".join(one.title for one in one_sided)
            places = tuple(one.place for one in one_sided)
            drafts.append(Draft(Bilingual(f"{zh}：{listed}", f"{en}: {listed}"), stated=listed, places=places))
    return Outcome(tuple(drafts), len(entries))


def _found(title: str, titles: set[str]) -> bool:
    return not title or title in titles or any(title in other or (other and other in title) for other in titles)


_TERMS = ("财政拨款收入", "事业收入", "基本支出", "项目支出", "“三公”经费", "机关运行经费")


@rule_of_function(
    "A7",
    RuleClass.HINT,
    title=Bilingual("名词解释不全或循环定义", "A term is not explained, or explained by itself"),
    norm=_PUBLISHING,
    expected=Bilingual(
        "使用的专业名词均有解释，且不以自身解释自身", "Terms that are used are explained, and not by themselves"
    ),
    remedy=Bilingual("补充或改写名词解释", "Add or rewrite the explanation"),
)
def terms_are_explained(context: AuditContext) -> Outcome:
    """Technical terms of the narrative against the glossary; a selective glossary is information only."""
    terms = context.document.glossary_terms
    if not terms:
        return not_enough("未读到名词解释", "no glossary was read")
    explained = "".join(_plain(term.term) for term in terms)
    body = _plain("".join(block.text for _, block in context.narrative()))
    missing = [term for term in _TERMS if _plain(term) in body and _plain(term) not in explained]
    drafts = []
    if missing:
        listed = "、".join(missing)
        places = (terms[0].place,)
        drafts.append(
            Draft(Bilingual(f"未解释的名词：{listed}", f"not explained: {listed}"), stated=listed, places=places)
        )
    for term in terms:
        if _plain(term.definition).startswith(_plain(term.term)) or len(_plain(term.definition)) < 4:
            zh, en = f"“{term.term}”以自身作解释", f"“{term.term}” is explained by itself"
            drafts.append(Draft(Bilingual(zh, en), stated=term.definition[:60], places=(term.place,)))
    return Outcome(tuple(drafts), len(terms) + len(_TERMS))


_DATE_YEAR = re.compile(r"([〇○零一二三四五六七八九]{4}|20\d\d)\s*年")


@rule_of_function(
    "A8",
    RuleClass.VERIFY,
    title=Bilingual("公开时间未填或早于决算年度终了", "The date of publication is missing or too early"),
    norm=Bilingual(
        "《中华人民共和国预算法》第十四条：部门决算由各部门在批复后二十日内向社会公开。",
        "Budget Law, article 14: a department publishes its accounts within twenty days of approval.",
    ),
    expected=Bilingual("封面载明公开时间，且在决算年度之后", "The cover carries a date after the end of the year"),
    remedy=Bilingual("补填公开时间", "Fill in the date of publication"),
)
def date_is_filled(context: AuditContext) -> Outcome:
    """The date line of the cover."""
    cover, year = context.document.cover, context.document.year
    if not cover.title and not cover.date_line and not cover.unit_name:
        return not_applicable("没有封面", "the document has no cover")
    if not cover.date_line:
        said = Bilingual("封面没有公开时间", "the cover carries no date")
        return Outcome((Draft(said, severity=Severity.INFO, places=(cover.place,)),), 1)
    match = _DATE_YEAR.search(cover.date_line)
    printed = _western(match.group(1)) if match else None
    if printed is None or year is None or printed > year:
        return Outcome(checked=1)
    draft = Draft(
        Bilingual(
            f"封面时间“{cover.date_line}”不晚于决算年度 {year} 年",
            f"the cover is dated {printed}, the accounts are of {year}",
        ),
        stated=cover.date_line,
        expected=f"> {year}",
        places=(cover.place,),
    )
    return Outcome((draft,), 1)


def _western(digits: str) -> int | None:
    if digits.isascii():
        return int(digits)
    plain = digits.replace("○", "〇").replace("零", "〇")
    return next((year for year in range(2000, 2100) if year_digits(year) == plain), None)

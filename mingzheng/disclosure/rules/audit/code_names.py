"""C10: codes are known, carry official names, sit below their parents, and never mix classifications."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.disclosure.rules.audit.catalogue import rule_of_function
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome, not_enough
from mingzheng.disclosure.rules.document import ReadTable
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey, Place
from mingzheng.kernel.findings import RuleClass, Severity

_FUNCTIONAL = ("02", "03", "05", "07", "08")


@rule_of_function(
    "C10",
    RuleClass.LOGICAL,
    title=Bilingual("科目代码或名称不规范", "A code or its name is not official"),
    norm=Bilingual(
        "财政部当年《政府收支分类科目》：科目代码和名称应当使用当年规定。",
        "Ministry of Finance, classification of government revenue and expenditure of the year.",
    ),
    expected=Bilingual("代码当年有效，名称与规定一致，功能、经济科目不混用", "Valid codes, official names, no mixing"),
    remedy=Bilingual("按当年《政府收支分类科目》更正", "Correct by the classification of the year"),
)
def codes_are_official(context: AuditContext) -> Outcome:
    """Codes our table does not hold are information (it may be incomplete), names warnings, mixed codes errors."""
    tables = [table for table in context.document.tables if table.source in (*_FUNCTIONAL, "06")]
    rows = [(table, _codes(table)) for table in tables]
    if not any(codes for _, codes in rows):
        return not_enough("未读到科目代码", "no codes were read")
    drafts = [draft for table, codes in rows for code in codes for draft in _judge(context, table, code, codes)]
    drafts += list(_strangers(context))
    drafts += [draft for table in tables for draft in _twice(table)]
    return Outcome(tuple(_once(drafts)), sum(len(codes) for _, codes in rows))


def _codes(table: ReadTable) -> dict[str, Place]:
    """The codes of a table with the place of their first figure."""
    found: dict[str, Place] = {}
    for fact in table.facts:
        if fact.key.row.isdigit():
            found.setdefault(fact.key.row, fact.place)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\s（）()“”、，]", "", name)


def _judge(context: AuditContext, table: ReadTable, code: str, listed: dict[str, Place]) -> Iterator[Draft]:
    economic = table.source == "06"
    official = context.official_economic(code) if economic else context.official_functional(code)
    other = context.official_functional(code) if economic else context.official_economic(code)
    printed, place = table.row_names.get(code, ""), listed[code]
    if official is None:
        said = Bilingual(
            f"{table.source} 表的科目代码 {code} {printed} 当年无效", f"{code} {printed} is not valid in this year"
        )
        yield Draft(said, None if other else Severity.INFO, stated=code, expected=other or "", places=(place,))
        return
    if printed and _plain(printed) != _plain(official):
        said = Bilingual(
            f"科目 {code} 的名称为“{printed}”，应为“{official}”",
            f"{code} is called “{printed}”, officially “{official}”",
        )
        yield Draft(said, Severity.WARNING, stated=printed, expected=official, places=(place,))
    parents = [code[:3], code[:5]][: (len(code) - 3) // 2] if not economic else [code[:3]][: len(code) > 3]
    for parent in parents:
        if parent not in listed and any(len(one) == len(parent) for one in listed):
            said = Bilingual(
                f"{table.source} 表的 {code} 没有上级科目 {parent} 的行", f"{code} has no row {parent} above it"
            )
            yield Draft(said, Severity.WARNING, stated=code, expected=parent, places=(place,))


def _twice(table: ReadTable) -> Iterator[Draft]:
    """A code that a table lists twice."""
    again = {fact.key.row: fact for fact in table.facts if "#" in fact.key.column and fact.key.row.isdigit()}
    for code, fact in again.items():
        said = Bilingual(f"{table.source} 表的科目 {code} 出现两次", f"table {table.source} lists {code} twice")
        yield Draft(said, Severity.WARNING, stated=code, expected="", places=(fact.place,))


def _strangers(context: AuditContext) -> Iterator[Draft]:
    """Codes of table 05 that table 03 does not list: general-budget spending is part of all spending."""
    all_spending, general = context.document.table("03"), context.document.table("05")
    if all_spending is None or general is None:
        return
    known = set(_codes(all_spending))
    if not known:
        return
    for code in _codes(general):
        fact = context.facts.get(FactKey("05", code, "total"))
        level_known = any(len(code) == len(one) for one in known)
        if code not in known and level_known and fact is not None and fact.cell.value:
            said = Bilingual(f"05 表有科目 {code}，03 表没有", f"table 05 lists {code}, table 03 does not")
            yield Draft(said, None, stated=code, expected="—", places=(fact.place, all_spending.place))


def _once(drafts: list[Draft]) -> list[Draft]:
    """The same wrong code or name in several tables is one finding with all its places."""
    merged: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        first = merged.get((draft.stated, draft.expected))
        if first is None:
            merged[draft.stated, draft.expected] = draft
        else:
            graver = min(
                (first, draft), key=lambda one: Severity.ERROR.rank if one.severity is None else one.severity.rank
            )
            merged[draft.stated, draft.expected] = Draft(
                graver.message, graver.severity, draft.stated, draft.expected, places=first.places + draft.places
            )
    return list(merged.values())

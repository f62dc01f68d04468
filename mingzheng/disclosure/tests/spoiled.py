"""For every rule, the sound document with one thing spoiled: the document on which the rule must speak."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mingzheng.disclosure.rules.document import CoverPage, Direction, GlossaryTerm, ItemList, ReadDocument, TextBlock
from mingzheng.disclosure.tests.sound import NAME, key, sound, with_fact, with_reason, with_table, with_text
from mingzheng.kernel.facts import FactKey, Place

Spoil = Callable[[ReadDocument], ReadDocument]


def printed(where: FactKey, figure: str) -> Spoil:
    """Print another figure."""
    return lambda document: with_fact(document, where, figure)


def text(row: str, column: str, figure: str) -> Spoil:
    return printed(key("text", row, column), figure)


def _codes_moved(document: ReadDocument) -> ReadDocument:
    """Table 05 lists an item of an economic code."""
    table = document.table("05")
    assert table is not None
    facts = tuple(replace(f, key=replace(f.key, row="30101")) if f.key.row == "2010301" else f for f in table.facts)
    return with_table(document, "05", facts=facts)


def _empty_fund(document: ReadDocument) -> ReadDocument:
    statement = TextBlock("说明：我单位没有政府性基金收支，故本表无数据。", Place("sound", line=1))
    return with_table(document, "07", facts=(), statement=statement)


def _without_table(document: ReadDocument) -> ReadDocument:
    return replace(document, tables=tuple(table for table in document.tables if table.source != "08"))


def _in_yuan(document: ReadDocument) -> ReadDocument:
    table = document.table("03")
    assert table is not None
    facts = tuple(replace(fact, measured_in="元") for fact in table.facts)
    return with_table(document, "03", facts=facts, money_unit="元", unit_line="单位：元")


SPOILED: dict[str, Spoil] = {
    "A1": lambda d: with_table(d, "03", year_line="2021年度"),
    "A2": _without_table,
    "A3": _in_yuan,
    "A4": _empty_fund,
    "A5": lambda d: with_text(d, "1", "2022年度购置车辆0台，其中0车0辆。"),
    "A6": lambda d: replace(d, contents_entries=d.contents_entries[1:]),
    "A7": lambda d: replace(
        d, glossary_terms=(GlossaryTerm("基本支出", "基本支出是基本支出。", Place("sound", line=1)),)
    ),
    "A8": lambda d: replace(d, cover=CoverPage("部门决算", NAME, 2022, "", Place("sound", line=1))),
    "B1": printed(key("01", "closing_balance", "amount"), "3.00"),
    "B2": printed(key("02", "2010302", "other"), "44.00"),
    "B3": printed(key("03", "2010302", "to_superior"), "44.00"),
    "B4": printed(key("04", "closing_balance", "government_fund"), "44.00"),
    "B5": printed(key("05", "20805", "basic"), "19.96"),
    "B6": printed(key("06", "30201", "amount"), "35.65"),
    "B7": printed(key("07", "2120801", "income"), "301.45"),
    "B8": printed(key("08", "2230105", "project"), "77.21"),
    "B9": printed(key("09", "final", "abroad"), "1.87"),
    "C1": lambda d: with_fact(
        with_fact(d, key("02", "total", "total"), "9999.99"), key("02", "total", "fiscal"), "9999.99"
    ),
    "C2": printed(key("04", "income.state_capital", "amount"), "77.21"),
    "C3": printed(key("01", "expenditure.206", "amount"), "1706.50"),
    "C4": printed(key("04", "expenditure.206", "general"), "1706.50"),
    "C5": printed(key("04", "expenditure.212", "government_fund"), "310.54"),
    "C6": printed(key("06", "public", "amount"), "66.04"),
    "C7": printed(key("05", "2080505", "total"), "91.69"),
    "C8": printed(key("06", "30217", "amount"), "2.30"),
    "C9": printed(key("04", "opening_balance", "amount"), "8.00"),
    "C10": _codes_moved,
    "D1": text("5.2/206", "final", "1760.05"),
    "D2": lambda d: replace(d, facts=tuple(f for f in d.facts if "5.3/2069999" not in f.key.row)),
    "D3": text("5.3/general_expenditure", "opening", "3520.00"),
    "D4": text("5.2/208", "share", "0.69%"),
    "D5": text("1/grand_total", "change_rate", "-7.83%"),
    "D6": text("5.3/2069999", "completion", "79.49%"),
    "D7": lambda d: with_reason(d, "6/public", "项目支出增加"),
    "D8": lambda d: replace(d, item_lists=(ItemList("6/public", ("办公费", "印刷费"), Place("sound", line=1)),)),
    "D9": lambda d: with_fact(d, key("text", "1/grand_total", "final#2"), "3366.16"),
    "D10": lambda d: with_text(d, "1", "2022年度基本支出占8.04，项目支出占91.96%。"),
    "D11": text("10/running_cost", "final", "66.04"),
    "D12": text("9.2/reception_domestic", "persons", "0"),
    "D13": text("11/works", "final", "21.00"),
    "D14": text("12/vehicles", "count", "3"),
    "D15": lambda d: with_text(d, "1", "2021年度收、支总计如上。"),
    "D16": lambda d: with_text(d, "1", "2022年度我部门收、支总计如上。"),
    "D17": printed(key("05", "2010301", "project"), "9.00"),
    "D18": printed(key("06", "30107", "amount"), "9.00"),
    "T1": lambda d: with_text(d, "1", "2022年度收支反映反映了平台建设。"),
}


def wrong_direction(document: ReadDocument) -> ReadDocument:
    """The amount falls and the rate rises."""
    return text("1/grand_total", "change_rate", "3.78%")(document)


def word_against_figures(document: ReadDocument) -> ReadDocument:
    where = key("text", "5.3/2010301", "final")
    return replace(document, directions=(Direction(where, "大于", Place("sound", line=1)),))


def last_year() -> ReadDocument:
    """Last year's accounts that this year's figures continue."""
    document = replace(sound(), name="last year", year=2021)
    return replace(with_fact(document, key("01", "income.grand_total", "amount"), "3500.00"), tables=())


def whole_department() -> ReadDocument:
    """The department above the sound unit."""
    return replace(sound(), name="department", unit_name=NAME.replace("（本级）", ""))

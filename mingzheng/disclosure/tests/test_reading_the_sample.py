"""Every cell, sentence figure and form of a real document, against what people took down by hand."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from mingzheng.disclosure.tests.seed import by_hand, the_sample
from mingzheng.kernel.cell import CellState
from mingzheng.kernel.facts import FactKey

CODED = {
    "公开02": (
        "02",
        ["total", "fiscal", "superior_subsidy", "institutional", "operating", "subsidiary_remittance", "other"],
    ),
    "公开03": ("03", ["total", "basic", "project", "to_superior", "operating", "to_subsidiary"]),
    "公开05": ("05", ["total", "basic", "project"]),
    "公开07": ("07", ["opening_balance", "income", "total", "basic", "project", "closing_balance"]),
    "公开08": ("08", ["total", "basic", "project"]),
}
INCOME = {
    "一、一般公共预算财政拨款": "income.general",
    "二、政府性基金预算财政拨款": "income.government_fund",
    "三、国有资本经营预算财政拨款": "income.state_capital",
    "四、上级补助收入": "income.superior_subsidy",
    "五、事业收入": "income.institutional",
    "六、经营收入": "income.operating",
    "七、附属单位上缴收入": "income.subsidiary_remittance",
    "八、其他收入": "income.other",
    "本年收入合计": "income.total",
    "使用非财政拨款结余": "use_of_surplus",
    "年初结转和结余": "opening_balance",
    "年初财政拨款结转和结余": "opening_balance",
    "一般公共预算财政拨款": "opening_balance.general",
    "政府性基金预算财政拨款": "opening_balance.government_fund",
    "国有资本经营预算财政拨款": "opening_balance.state_capital",
    "总计": "income.grand_total",
}
SPENDING = {
    "本年支出合计": "expenditure.total",
    "结余分配": "surplus_distribution",
    "年末结转和结余": "closing_balance",
    "年末财政拨款结转和结余": "closing_balance",
    "总计": "expenditure.grand_total",
}
CLASSES = re.findall(
    r"\d+",
    "201 202 203 204 205 206 207 208 210 211 212 213 214 215 216 217 219 220 221 222 223 224 229 231 232 234",
)
FUNDS = {
    "合计": "total",
    "一般公共预算财政拨款": "general",
    "政府性基金预算财政拨款": "government_fund",
    "国有资本经营预算财政拨款": "state_capital",
}
EXPENSES = {
    "合计": "total", "因公出国": "abroad", "小计": "vehicles", "购置费": "vehicle_purchase",
    "运行": "vehicle_running", "接待": "reception",
}  # fmt: skip


def read(source: str, row: str, column: str, line: int, expected: str | None) -> None:
    fact = the_sample().fact(FactKey(source, row, column))
    assert fact is not None, (source, row, column)
    assert fact.place.line == line, (source, row, column)
    if expected:
        assert fact.cell.value == Decimal(expected), (source, row, column)
        assert fact.cell.places == len(expected.partition(".")[2])
    else:
        assert fact.cell.state is CellState.BLANK, (source, row, column)


@pytest.mark.parametrize("name", sorted(CODED))
def test_every_cell_of_a_table_of_codes_is_read(name):
    source, columns = CODED[name]
    rows = by_hand("tables")["tables"][name]["rows"]
    for row in rows:
        printed = list(row["values"].values()) or [""] * len(columns)  # the row 合计 of an empty table
        for column, value in zip(columns, printed, strict=True):
            read(source, row["code"] or "total", column, row["line"], value)
    assert len([fact for fact in the_sample().facts if fact.key.source == source]) == len(rows) * len(columns)


@pytest.mark.parametrize(("name", "source"), [("公开01", "01"), ("公开04", "04")])
def test_every_cell_of_a_two_sided_table_is_read(name, source):
    spending = iter(CLASSES)
    checked = 0
    for row in by_hand("tables")["tables"][name]["rows"]:
        income = (
            row["income"]["item"].removesuffix("收入") if row["income"]["item"].startswith(("一", "二", "三")) else ""
        )
        key = INCOME.get(row["income"]["item"]) or INCOME.get(income)
        if key:
            read(source, key, "amount", row["line"], row["income"]["amount"])
            checked += 1
        item = row["expense"]["item"]
        if not item:
            continue
        key = SPENDING.get(item) or f"expenditure.{next(spending)}"
        for column, printed in FUNDS.items() if source == "04" else (("amount", "amount"),):
            read(source, key, printed, row["line"], row["expense"][column])
            checked += 1
    assert next(spending, None) is None
    assert checked == len([fact for fact in the_sample().facts if fact.key.source == source])


def test_every_economic_item_is_read_out_of_three_blocks_side_by_side():
    table = by_hand("tables")["tables"]["公开06"]
    for row in table["rows"]:
        read("06", row["code"], "amount", row["line"], row["amount"])
    for row, key in zip(table["totals"], ("personnel", "public"), strict=True):
        read("06", key, "amount", row["line"], row["amount"])
    assert len([fact for fact in the_sample().facts if fact.key.source == "06"]) == len(table["rows"]) + 2


def test_budget_and_final_of_three_public_are_read_across():
    [row] = by_hand("tables")["tables"]["公开09"]["rows"]
    printed = [value for value in _flat(row) if re.fullmatch(r"\d+\.\d\d", value)]
    facts = [fact for fact in the_sample().facts if fact.key.source == "09"]
    assert [fact.cell.text for fact in facts] == printed
    assert [(fact.key.row, fact.key.column) for fact in facts] == [
        (phase, expense) for phase in ("budget", "final") for expense in EXPENSES.values()
    ]


def _flat(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _flat(inner)]
    return [str(value)]


def test_a_table_keeps_its_surroundings():
    tables = {table.source: table for table in the_sample().tables}
    hand = by_hand("tables")["tables"]
    for name, table in ((name, tables[name[-2:]]) for name in hand):
        assert table.title == hand[name]["title"]
        assert "".join(table.number.split()) == f"{name}表"
        assert table.money_unit == "万元"
        assert table.entity_line.endswith(hand[name]["dept"])
        printed = [note.text for note in table.notes] + ([table.statement.text] if table.statement else [])
        assert printed == [*hand[name]["notes"]]
    assert tables["07"].statement is not None
    assert tables["03"].row_names["2010301"] == "行政运行"


REFERS = (
    # what the figure was said to refer to, and its key; {n} is the class or item code
    (r"内设机构\.数", "0.2/institutions/count"),
    (r"收支总计", "1/grand_total/final"),
    (r"收支总计\.较上年\.减少", "1/grand_total/change"),
    (r"收支总计\.较上年\.%下降", "1/grand_total/change_rate"),
    (r"收入合计", "2/income.total/final"),
    (r"财政拨款收入", "2/income.fiscal/final"),
    (r"财政拨款收入\.占比", "2/income.fiscal/share"),
    (r"支出合计", "3/expenditure.total/final"),
    (r"项目支出", "3/expenditure.project/final"),
    (r"项目支出\.占比", "3/expenditure.project/share"),
    (r"基本支出\.占比", "3/expenditure.basic/share"),
    (r"财政拨款收支总计", "4/fiscal_grand_total/final"),
    (r"财政拨款收支总计\.较上年\.减少", "4/fiscal_grand_total/change"),
    (r"财政拨款收支总计\.较上年\.%下降", "4/fiscal_grand_total/change_rate"),
    (r"一般公共预算支出\.占支出合计%", "5.1/general_expenditure/share"),
    (r"一般公共预算支出\.较上年\.减少", "5.1/general_expenditure/change"),
    (r"一般公共预算支出\.较上年\.%下降", "5.1/general_expenditure/change_rate"),
    (r"(\d{3})", "5.2/{n}/final"),
    (r"(\d{3})\.占比", "5.2/{n}/share"),
    (r"一般公共预算支出\.年初预算", "5.3/general_expenditure/opening"),
    (r"一般公共预算支出\.决算", "5.3/general_expenditure/final"),
    (r"一般公共预算支出\.完成年初预算%", "5.3/general_expenditure/completion"),
    (r"(\d{7})\.年初预算", "5.3/{n}/opening"),
    (r"(\d{7})\.决算", "5.3/{n}/final"),
    (r"(\d{7})\.完成%", "5.3/{n}/completion"),
    (r"基本支出\.较上年\.增加", "6/basic/change"),
    (r"基本支出\.较上年\.%增长", "6/basic/change_rate"),
    (r"人员经费", "6/personnel/final"),
    (r"人员经费\.较上年\.增加", "6/personnel/change"),
    (r"人员经费\.较上年\.%增长", "6/personnel/change_rate"),
    (r"公用经费", "6/public/final"),
    (r"公用经费\.较上年\.增加", "6/public/change"),
    (r"公用经费\.较上年\.%增长", "6/public/change_rate"),
    (r"三公\.全年预算", "9.1/three_public/full_year"),
    (r"三公\.决算", "9.1/three_public/final"),
    (r"三公\.完成%", "9.1/three_public/completion"),
    (r"公车购置\.台数", "9.2/vehicles/vehicles_bought"),
    (r"公车购置\.占位符\"0 辆\"", "9.2/vehicle_purchase/of_kind"),
    (r"公车\.保有量", "9.2/vehicles/vehicles_kept"),
    (r"机关运行经费", "10/running_cost/final"),
    (r"机关运行经费\.较上年\.增加", "10/running_cost/change"),
    (r"机关运行经费\.较上年\.%增长", "10/running_cost/change_rate"),
    (r"车辆\.合计", "12/vehicles/count"),
    (r"设备\.单价门槛\(万元\)", "12/equipment/threshold"),
    (r"设备\.单价100万以上台套", "12/equipment/count"),
    (r"绩效自评\.项目数", "13.2/self_evaluation/projects"),
    (r"绩效自评\.决算资金", "13.2/self_evaluation/final"),
    (r"绩效自评\.占全部项目支出%", "13.2/self_evaluation/share"),
)
SUBJECTS_9 = {
    "因公出国": "abroad", "公车购置": "vehicle_purchase", "公车运行": "vehicle_running", "公车": "vehicles",
    "接待": "reception", "外宾": "reception_foreign", "外宾接待": "reception_foreign", "国内接待": "reception_domestic",
}  # fmt: skip
COLUMNS_9 = {
    "决算": "final", "完成%": "completion", "占比": "share", "全年预算": "full_year", "团组数": "groups",
    "人次": "persons",
}  # fmt: skip
PROCUREMENT = {
    "总额": "procurement",
    "货物": "goods",
    "工程": "works",
    "服务": "services",
    "中小企业": "sme",
    "小微": "micro",
}
VEHICLES = {
    "省级领导": "provincial_leader", "主要领导": "principal_leader", "机要通信": "confidential",
    "应急保障": "emergency",
    "执法执勤": "law_enforcement", "特种专业技术": "special_technical", "离退休": "retired", "其他": "other",
}  # fmt: skip


def key_of(figure: dict) -> str:
    """The key that a figure's own description asks for; empty where the vocabulary has none."""
    refers, section = figure["refers_to"], figure["section"]
    if refers == "基本支出":
        return "3/expenditure.basic/final" if section == "三" else "6/basic/final"
    if refers == "一般公共预算支出":
        return f"{'5.1' if section == '五(一)' else '5.2'}/general_expenditure/final"
    for pattern, key in REFERS:
        match = re.fullmatch(pattern, refers)
        if match:
            return key.replace("{n}", match[1] if match.groups() else "")
    subject, _, column = refers.partition(".")
    if section == "九(二)" and subject in SUBJECTS_9 and column in COLUMNS_9:
        return f"9.2/{SUBJECTS_9[subject]}/{COLUMNS_9[column]}"
    if subject == "采购":
        part, _, share = column.partition(".")
        return f"11/{PROCUREMENT[part]}/{'share' if share else 'final'}"
    if subject == "车辆":
        return f"12/vehicles.{VEHICLES[column]}/count"
    return ""


def test_every_sentence_figure_is_read_with_its_meaning_sign_and_line():
    figures = by_hand("narrative")["figures"]
    times: dict[str, int] = {}
    read_right, missed = 0, []
    for figure in figures:
        key = key_of(figure)
        times[key] = times.get(key, 0) + 1
        row, _, column = key.rpartition("/")
        column += f"#{times[key]}" if times[key] > 1 else ""
        fact = the_sample().fact(FactKey("text", row, column))
        value = Decimal(figure["value"]) * (-1 if "减少" in figure["refers_to"] or "下降" in figure["refers_to"] else 1)
        if fact and fact.cell.value == value and fact.place.line == figure["line"]:
            read_right += 1
        else:
            missed.append(figure["refers_to"])
    # the one that is left is the first 0 of 其中 0 车 0 辆, which is a blank for the kind of car and no figure
    assert missed == ['公车购置.占位符"其中 0 车"']
    assert read_right == 122
    assert len([fact for fact in the_sample().facts if fact.key.source == "text"]) == 122


def test_reasons_lists_terms_and_projects_are_read():
    hand = by_hand("narrative")
    assert [(reason.place.line, reason.text) for reason in the_sample().reasons] == [
        (reason["line"], reason["reason"]) for reason in hand["reasons"]
    ]
    assert [(found.place.line, list(found.items)) for found in the_sample().item_lists] == [
        (items["line"], items["items"]) for items in hand["item_lists"]
    ]
    names = the_sample().project_names
    assert names is not None
    assert names.text.rstrip("。").split("、") == hand["project_list"]
    assert len(the_sample().glossary_terms) == 16
    assert the_sample().glossary_terms[9].term == "“三公”经费"
    assert the_sample().glossary_terms[9].definition.endswith("（含外宾接待）支出。")


def test_cover_contents_and_headings_are_read():
    document = the_sample()
    assert (document.unit_name, document.year) == ("安阳市政务服务和大数据管理局（本级）", 2022)
    assert document.cover.date_line == "二〇二三年九月"
    assert len(document.contents_entries) == 28
    titles = {heading.title for heading in document.headings}
    assert all(entry.title in titles for entry in document.contents_entries)


FUND_ROWS = {"总额": "total", "财政拨款": "fiscal", "财政专户管理资金": "special_account", "单位资金": "unit"}
FUND_COLUMNS = {
    "年初预算数": "opening", "全年预算数": "full_year", "全年执行数": "executed", "分值": "weight", "执行率": "rate",
    "得分": "score",
}  # fmt: skip


def bare(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize("number", range(9))
def test_every_field_of_a_form_survives_what_page_breaks_did_to_it(number):
    hand, form = by_hand("projects")["projects"][number], the_sample().forms[number]
    assert (form.name, form.department, form.unit_name) == (hand["name"], hand["dept"], hand["unit"])
    assert (form.total_weight.text, form.total_score.text) == (hand["total"]["weight"], hand["total"]["score"])
    for label, row in hand["funds"].items():
        fund = form.fund(FUND_ROWS[label])
        assert fund is not None
        printed = {name: getattr(fund, column).text for name, column in FUND_COLUMNS.items()}
        assert printed == {name: row[name] or "" for name in FUND_COLUMNS}
    assert [(i.name, i.description, i.weight.text, i.score.text, i.problems) for i in form.management] == [
        (i["item"], i["description"], i["weight"], i["score"], i["issues"]) for i in hand["fund_management"]
    ]
    assert bare(form.goal_expected) == bare(hand["objective_expected"])
    assert bare(form.goal_actual) == bare(hand["objective_actual"])
    assert [
        (
            i.level1,
            i.level2,
            i.name,
            i.target.text,
            i.actual.text,
            i.weight.text,
            i.score.text,
            i.deviation.text,
            i.reason,
        )
        for i in form.indicators
    ] == [
        (i["l1"], i["l2"], i["l3"], i["target"], i["actual"], i["weight"], i["score"], i["deviation"], i["remark"])
        for i in hand["indicators"]
    ]
    assert [indicator.place.line for indicator in form.indicators] == [i["line"][0] for i in hand["indicators"]]


def test_all_indicators_are_there():
    assert sum(len(form.indicators) for form in the_sample().forms) == 129


def test_repairs_are_recorded_with_what_stood_there():
    repairs = the_sample().repairs
    overlaps = {(repair.before, repair.after) for repair in repairs if repair.kind == "overlap"}
    assert ("预算编制完|完整性", "预算编制完整性") in overlaps
    kinds = {repair.kind for repair in repairs}
    assert {"row_joined", "cell_joined", "escaped_text", "shifted", "spaced", "formula", "label_split"} <= kinds
    filled = [repair for repair in repairs if repair.kind == "cell_missing"]
    assert [repair.place.line for repair in filled] == [521]

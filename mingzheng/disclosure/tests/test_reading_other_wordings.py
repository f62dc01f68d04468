"""Other provinces write the same facts with other words, numbers and orders; meaning decides, never the template."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzheng.disclosure.reading import read_file
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.rules.recognise import recognise
from mingzheng.disclosure.rules.recognise.titles import section_number, table_source
from mingzheng.kernel.cell import CellState
from mingzheng.kernel.facts import FactKey


def read(text: str) -> ReadDocument:
    return recognise(read_file(text.encode(), "文件.txt"))


def values(document: ReadDocument, row: str) -> dict[str, str]:
    facts = [fact for fact in document.facts if fact.key.source == "text" and fact.key.row == row]
    return {fact.key.column: f"{fact.cell.value:f}" for fact in facts if fact.cell.value is not None}


def test_a_zero_base_is_a_rate_that_is_stated_to_be_none():
    document = read(
        "七、财政拨款“三公”经费支出决算情况说明\n"
        "某厅2023年度“三公”经费财政拨款支出决算为62.07万元,完成全年预算84.82万元的73.2%,比上年决算数增加38.97万元,增长168.7%。"
        "其中:因公出国(境)费支出决算为12.02万元,完成预算12.02万元的100%,比上年决算数增加12.02万元,增长--(基数为0,不可比);"
        "公务接待费支出决算为22.59万元,完成预算43.2万元的52.3%,比上年决算数增加20.63万元,增长1,055.4%。"
    )
    assert values(document, "9.1/three_public") == {
        "final": "62.07", "full_year": "84.82", "completion": "73.2", "change": "38.97", "change_rate": "168.7",
    }  # fmt: skip
    none = document.fact(FactKey("text", "9.2/abroad", "change_rate"))
    assert none is not None
    assert none.cell.state is CellState.BLANK
    assert values(document, "9.2/abroad") == {
        "final": "12.02", "full_year": "12.02", "completion": "100", "change": "12.02",
    }  # fmt: skip
    assert values(document, "9.2/reception")["change_rate"] == "1055.4"


def test_income_and_expenditure_may_be_stated_as_a_pair():
    document = read(
        "一、收入支出决算总体情况说明\n"
        "2022年度收、支总计各是4125.49,4143.91万元。与2021年相比,收、支总计各减少1267.86,2570.97万元,"
        "各下降23.51%、38.28%。主要变动原因是创建工作完成,项目收入减少。"
    )
    assert values(document, "1/grand_total") == {
        "final": "4125.49", "final#2": "4143.91", "change": "-1267.86", "change#2": "-2570.97",
        "change_rate": "-23.51", "change_rate#2": "-38.28",
    }  # fmt: skip
    assert [(reason.topic, reason.text) for reason in document.reasons] == [
        ("1/grand_total", "创建工作完成，项目收入减少")
    ]


def test_totals_may_be_built_up_from_their_parts():
    document = read(
        "一、收入支出决算总体情况说明\n"
        "2023年度收入总计434.72万元,其中:本年收入合计434.16万元,使用非财政拨款结余0.00万元,年初结转和结余0.55万元。\n"
        "2023年度支出总计434.72万元,其中:本年支出合计434.16万元,结余分配0.00万元,年末结转和结余0.55万元。\n"
        "收入支出总体与上年相比,增加58.21万元,增长15.46%"
    )
    assert values(document, "1/grand_total") == {
        "final": "434.72", "final#2": "434.72", "change": "58.21", "change_rate": "15.46",
    }  # fmt: skip
    assert values(document, "1/income.total") == {"final": "434.16"}
    assert values(document, "1/opening_balance") == {"final": "0.55"}
    assert values(document, "1/expenditure.total") == {"final": "434.16"}
    assert values(document, "1/closing_balance") == {"final": "0.55"}


def test_shares_of_other_money_and_of_funds_keep_their_subject():
    document = read(
        "二、收入决算情况说明\n2022年本年收入合计4125.49万元,其中:一般公共预算财政拨款收入3859.16万元,占93.54%;"
        "政府性基金预算财政拨款收入0万元,占0%;其他收入266.33万元,占6.46%。\n"
        "三、支出决算情况说明\n2022年本年支出合计4143.91万元,其中:基本支出1140.27万元,占27.52%;项目支出3003.64万元,占72.48%;"
        "上缴上级支出0万元,占0%;经营支出0万元,占0%;对附属单位补助支出0万元,占0%。"
    )
    assert values(document, "2/income.general") == {"final": "3859.16", "share": "93.54"}
    assert values(document, "2/income.government_fund") == {"final": "0", "share": "0"}
    assert values(document, "2/income.other") == {"final": "266.33", "share": "6.46"}
    assert values(document, "3/expenditure.to_subsidiary") == {"final": "0", "share": "0"}


def test_visits_are_counted_in_batches_too():
    document = read(
        "九、“三公”经费财政拨款支出决算情况说明\n（二）“三公”经费财政拨款支出决算具体情况说明\n"
        "3.公务接待费支出7.8万元,完成预算100%。公务接待费支出决算比2021年减少1.24万元,下降13.71%。"
        "国内公务接待16批次,800人次(不包括陪同人员),共计支出7.8万元。"
    )
    assert values(document, "9.2/reception") == {
        "final": "7.8", "completion": "100", "change": "-1.24", "change_rate": "-13.71",
    }  # fmt: skip
    assert values(document, "9.2/reception_domestic") == {"groups": "16", "persons": "800", "final": "7.8"}


def test_unchanged_is_a_direction_without_a_figure():
    document = read(
        "九、“三公”经费财政拨款支出决算情况说明\n1. 因公出国(境)费预算为0万元,支出决算为0万元,完成预算的0%;与上年持平。"
    )
    assert [(str(found.key), found.word) for found in document.directions] == [("text/9.2/abroad/change", "持平")]
    assert values(document, "9.2/abroad") == {"full_year": "0", "final": "0", "completion": "0"}


def test_a_difference_to_the_budget_is_no_change_against_last_year():
    document = read(
        "九、“三公”经费财政拨款支出决算情况说明\n"
        "使用财政拨款安排“三公”经费支出总额为8,237.23万元,比年初预算增加1317.14万元。"
        "其中:公务接待费602.47万元,比年初预算减少516.57万元。"
    )
    assert values(document, "9.1/three_public") == {"final": "8237.23"}
    assert values(document, "9.2/reception") == {"final": "602.47"}


def test_an_item_is_bound_by_its_names_or_by_its_code():
    document = read(
        "五、一般公共预算财政拨款支出决算情况说明\n（三）具体情况\n"
        "1、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。主要用于：缴费。"
        "年初预算为161.62万元，支出决算为160.75万元，完成年初预算的99.46%。\n"
        "2、20103-政府办公厅(室)及相关机构事务9185万元,"
        "较2021年决算数增加2686万元,增长41.33%。"
    )
    assert values(document, "5.3/2080505") == {"opening": "161.62", "final": "160.75", "completion": "99.46"}
    assert values(document, "5.3/20103") == {"final": "9185", "change": "2686", "change_rate": "41.33"}


def test_a_sentence_cut_by_a_line_or_page_break_is_one_sentence():
    document = read(
        "十、机关运行经费支出情况说明\n"
        "2022年度机关运行经\n费支出215.\n\n37万元，比2021年\n度增加 96.73 万元，增长\n81.52%。"
    )
    assert values(document, "10/running_cost") == {"final": "215.37", "change": "96.73", "change_rate": "81.52"}


def test_a_template_that_was_not_filled_in_gives_unreadable_figures_never_zero():
    document = read(
        "十、机关运行经费支出情况\n机关运行经费支出 XXX 万元，比 2023 年度增加（减少）XXX 万元，增长（下降）XX%。"
    )
    states = {fact.key.column: fact.cell.state for fact in document.facts}
    assert states == dict.fromkeys(("final", "change", "change_rate"), CellState.UNREADABLE)


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("公开02表 收入决算表", "02"),
        ("五、一般公共预算财政拨款收入支出决算表", "05"),
        ("七、一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表", "09"),
        ("基本支出决算明细表", "06"),
        ("一般公共预算财政拨款基本支出决算表", "06"),
        ("国有资本经营预算财政拨款支出决算表", "08"),
        ("（二）收入决算表（分单位）", ""),
        ("项目收入支出决算表", ""),
        ("2025年部门收入预算总表", ""),
        ("财政拨款收支决算总表", "04"),
        ("部门整体支出绩效自评表", ""),
    ],
)
def test_a_table_is_known_by_its_title_whatever_its_number(title, source):
    assert table_source(title) == source


@pytest.mark.parametrize(
    ("title", "parent", "number"),
    [
        ("财政拨款收支决算总体情况说明", "", "4"),
        ("政府采购支出情况", "", "11"),
        ("机关运行经费支出情况", "", "10"),
        ("总体情况", "5", "5.1"),
        ("“三公”经费财政拨款支出决算具体情况说明", "9", "9.2"),
        ("国有资产占有使用情况说明", "", "12"),
        ("国有资本经营预算财政拨款支出决算情况说明", "", "8"),
        ("一般公共预算财政拨款基本支出决算情况说明", "", "6"),
    ],
)
def test_a_section_is_known_by_its_title_whatever_its_number(title, parent, number):
    assert section_number(title, parent) == number


def test_codes_in_three_columns_and_amounts_in_yuan_are_read():
    document = read(
        "## 支出决算表\n\n金额单位：元\n\n"
        "| 类 | 款 | 项 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n|--|--|--|--|--|--|--|\n"
        "| 类 | 款 | 项 | 合计 | 21,126,600.00 | 15,035,200.00 | 6,091,400.00 |\n"
        "| 201 | 06 | 01 | 行政运行 | 15,118,900.00 | 15,035,200.00 | 83,700.00 |\n"
        "| 201 | 06 | 02 | 一般行政管理事务 | 6,007,700.00 |  | 6,007,700.00 |\n"
    )
    total = document.fact(FactKey("03", "total", "basic"))
    assert total is not None
    assert (total.cell.value, total.measured_in) == (Decimal("15035200.00"), "元")
    blank = document.fact(FactKey("03", "2010602", "basic"))
    assert blank is not None
    assert blank.cell.state is CellState.BLANK


def test_three_public_expenses_may_stand_as_rows():
    document = read(
        "## 财政拨款“三公”经费支出决算表\n\n单位：万元\n\n"
        "| 项目 | 预算数 | 决算数 |\n|--|--|--|\n| 合计 | 3.00 | 2.09 |\n"
        "| 1.因公出国（境）费 | 0.00 | 0.00 |\n| 2.公务用车购置及运行维护费 | 2.00 | 1.87 |\n"
        "| 其中：公务用车购置费 | 0.00 | 0.00 |\n"
        "| 公务用车运行维护费 | 2.00 | 1.87 |\n| 3.公务接待费 | 1.00 | 0.23 |\n"
    )
    found = {(fact.key.row, fact.key.column): fact.cell.text for fact in document.facts}
    assert found[("budget", "vehicles")] == "2.00"
    assert found[("final", "reception")] == "0.23"
    assert len(found) == 12


def test_a_shifted_row_of_a_table_is_put_back():
    document = read(
        "## 支出决算表\n\n单位：万元\n\n"
        "科目代码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t30.00\t10.00\t20.00\n"
        "201\t一般公共服务支出\t10.00\t10.00\t0.00\n\n\t206\t科学技术支出\t20.00\t0.00\t20.00\n"
    )
    fact = document.fact(FactKey("03", "206", "project"))
    assert fact is not None
    assert fact.cell.value == 20
    assert any(repair.kind == "shifted" for repair in document.repairs)

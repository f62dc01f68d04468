"""What becomes of an imported file: all or nothing, once, and undone as a whole."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from mingzheng.accounts import actions, reads
from mingzheng.accounts.models import Book, BudgetLine, Combination, Entry, ImportBatch, YearFact
from mingzheng.accounts.tests.conftest import csv_of, row
from mingzheng.documents.sheets import template
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import Money
from mingzheng.organisations.models import TrailEntry

TOTAL = FactKey("03", "total", "total")


def entries(person, unit, content, name="entries.csv", year=2022, partial=False):
    return actions.import_entries(person=person, unit=unit, year=year, content=content, name=name, partial=partial)


def spent(year=2022):
    return reads.figures("bureau", year).amount(TOTAL)


def test_right_rows_are_imported_with_one_line_in_the_trail(accountant, unit):
    done = entries(accountant, unit, csv_of(row(), row(line=2, amount="0.01")))
    assert (done.rows, done.error_count, done.partial) == (2, 0, False)
    assert spent() == Money(10001)
    trail = TrailEntry.objects.get()
    assert (trail.action, trail.subject) == ("accounts.import", f"accounts.batch:{done.batch.pk}")
    assert trail.detail["rows"] == 2


def test_one_bad_row_keeps_everything_out_and_says_where_and_why(accountant, unit):
    done = entries(accountant, unit, csv_of(row(), row(line=2, amount="12.345", date="2021-01-01")))
    assert done.batch is None
    assert not Entry.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not TrailEntry.objects.exists()
    assert not Book.objects.exists()
    assert not Combination.objects.exists()
    places = {(e.file, e.row, e.column) for e in done.errors}
    assert places == {("entries.csv", 3, "日期"), ("entries.csv", 3, "金额（元）")}
    assert all(e.reason.zh and e.reason.en for e in done.errors)


def test_a_partial_import_keeps_the_good_rows_and_says_how_many_it_left_out(accountant, unit):
    done = entries(accountant, unit, csv_of(row(), row(line=2, amount="x", date="y"), row(line=3)), partial=True)
    assert (done.rows, done.batch.refused, done.partial) == (2, 1, True)
    assert spent() == Money(20000)


def test_a_partial_import_without_one_good_row_imports_nothing(accountant, unit):
    assert entries(accountant, unit, csv_of(row(amount="x")), partial=True).batch is None
    assert not ImportBatch.objects.exists()


def test_the_same_file_twice_changes_nothing_and_says_so(accountant, unit):
    first = entries(accountant, unit, csv_of(row()))
    again = entries(accountant, unit, csv_of(row()), name="renamed.csv")
    assert again.already
    assert again.batch == first.batch
    assert Entry.objects.count() == 1
    assert TrailEntry.objects.count() == 1


def test_an_import_is_undone_as_a_whole_and_may_be_repeated(accountant, unit):
    entries(accountant, unit, csv_of(row("记-0", amount="5.00")))
    done = entries(accountant, unit, csv_of(row(), row(line=2)))
    actions.undo_batch(person=accountant, batch=done.batch, reason="wrong month")
    assert spent() == Money(500)
    assert Entry.objects.count() == 3, "rows are kept, they only stop counting"
    assert TrailEntry.objects.filter(action="accounts.undo_import", reason="wrong month").count() == 1
    actions.undo_batch(person=accountant, batch=done.batch)
    assert TrailEntry.objects.filter(action="accounts.undo_import").count() == 1
    assert not entries(accountant, unit, csv_of(row(), row(line=2))).already
    assert spent() == Money(20500)


def test_nobody_else_may_import_or_undo(accountant, stranger, unit):
    with pytest.raises(PermissionDenied):
        entries(stranger, unit, csv_of(row()))
    done = entries(accountant, unit, csv_of(row()))
    with pytest.raises(PermissionDenied):
        actions.undo_batch(person=stranger, batch=done.batch)


def test_locked_books_take_no_import_until_they_are_unlocked_with_a_reason(accountant, administrator, unit):
    done = entries(accountant, unit, csv_of(row()))
    actions.lock_book(person=accountant, unit=unit, year=2022)
    with pytest.raises(actions.BookLocked):
        entries(accountant, unit, csv_of(row("记-2")))
    with pytest.raises(actions.BookLocked):
        actions.undo_batch(person=accountant, batch=done.batch)
    with pytest.raises(ValueError, match="reason"):
        actions.unlock_book(person=administrator, unit=unit, year=2022, reason=" ")
    actions.unlock_book(person=administrator, unit=unit, year=2022, reason="a correction")
    assert entries(accountant, unit, csv_of(row("记-2"))).batch


@pytest.mark.parametrize(
    ("bad", "column", "said"),
    [
        (row(amount="-1.00"), "金额（元）", "冲销"),
        (row(amount="9" * 25), "金额（元）", "超出"),
        (row(amount="1000000000000.01"), "金额（元）", "一万亿"),
        (row(amount="0.00"), "金额（元）", "为零"),
        (row(amount="=1+1"), "金额（元）", "不是金额"),
        (row(functional="2019999999"), "功能分类", "没有科目"),
        (row(functional="201"), "功能分类", "7位"),
        (row(economic="39999999"), "经济分类", "没有科目"),
        (row(economic="302"), "经济分类", "5位"),
        (row(account="7601"), "预算会计科目", "未确认"),
        (row(account="9999"), "预算会计科目", "没有"),
        (row(kind=""), "支出类型", "可选值"),
        (row(kind="项目"), "项目", "未填项目"),
        (row(fund="人民币"), "资金性质", "可选值"),
        (row(account="6001", fund="单位资金", economic="", kind=""), "资金性质", "不符"),
        (row(account="7301", functional="2010350", kind=""), "资金性质", "不符"),
        (row(account="8101", fund="政府性基金", functional="", economic="", kind=""), "功能分类", "公开07表"),
        (row(account="6101", economic="", kind=""), "资金性质", "不符"),
        (row(voucher=""), "凭证号", "未填"),
        (row(line="-1"), "分录号", "整数"),
        (row(date="2022-02-30"), "日期", "不是日期"),
        (row(payee="长" * 121), "往来单位", "120"),
        (row(payee="张\x07三"), "往来单位", "控制字符"),
        (row(amount="-1.00", reverses="记-99"), "冲销凭证号", "不存在"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_column_and_reason(accountant, unit, bad, column, said):
    done = entries(accountant, unit, csv_of(bad))
    assert done.batch is None
    assert [(e.row, e.column) for e in done.errors] == [(2, column)]
    assert said in done.errors[0].reason.zh


def test_a_code_that_is_not_in_force_in_that_year_is_refused(accountant, unit):
    done = entries(accountant, unit, csv_of(row(date="2019-03-01")), year=2019)
    assert [e.column for e in done.errors] == ["功能分类"]
    assert "2019" in done.errors[0].reason.zh


def test_duplicate_voucher_lines_are_refused_within_a_file_and_against_the_books(accountant, unit):
    done = entries(accountant, unit, csv_of(row(), row(amount="2.00")))
    assert done.batch is None
    assert "重复" in done.errors[0].reason.zh
    assert done.errors[0].row == 3
    assert entries(accountant, unit, csv_of(row())).batch
    assert entries(accountant, unit, csv_of(row(amount="3.00"))).errors[0].column == "凭证号"


def test_duplicates_are_found_across_chunks(accountant, unit, monkeypatch):
    monkeypatch.setattr("mingzheng.accounts.actions.imports.CHUNK", 2)
    done = entries(accountant, unit, csv_of(row(line=1), row(line=2), row(line=3), row(line=1)))
    assert [e.row for e in done.errors] == [5]
    assert not Entry.objects.exists()


def test_a_correction_is_a_reversing_entry_and_blocks_the_undoing_of_what_it_reverses(accountant, unit):
    first = entries(accountant, unit, csv_of(row()))
    second = entries(accountant, unit, csv_of(row("记-2", amount="-100.00", reverses="记-1")))
    assert second.batch
    assert spent() == Money(0)
    with pytest.raises(actions.StillReversed):
        actions.undo_batch(person=accountant, batch=first.batch)
    actions.undo_batch(person=accountant, batch=second.batch)
    actions.undo_batch(person=accountant, batch=first.batch)


def test_gb18030_is_accepted_and_other_encodings_are_refused(accountant, unit):
    text = csv_of(row(payee="镕基〇")).decode()
    assert entries(accountant, unit, text.encode("gb18030")).batch
    assert Entry.objects.get().counterparty == "镕基〇"
    for wrong in (text.encode("utf-16"), b"\xff\x00\x81" * 50):
        done = entries(accountant, unit, wrong)
        assert done.batch is None
        assert done.errors[0].row == 0


@pytest.mark.parametrize("content", [b"", b"  \n", csv_of(), b"a,b\n1,2\n"])
def test_files_without_data_are_refused(accountant, unit, content):
    done = entries(accountant, unit, content)
    assert done.batch is None
    assert done.error_count == 1
    assert not Book.objects.exists()


def test_an_unparsable_cell_is_an_error_of_the_file(accountant, unit):
    done = entries(accountant, unit, csv_of(row(), row(line=2, payee="长" * 140_000)), partial=True)
    assert done.batch is None
    assert "过长" in done.errors[0].reason.zh
    assert not Entry.objects.exists()


def workbook(change):
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("分录")
    for number, line in enumerate(csv_of(row(), row(line=2)).decode().splitlines()):
        sheet.write_row(number, 0, [cell.strip('"') for cell in line.split(",")])
    change(sheet)
    book.close()
    return file.getvalue()


def test_a_workbook_is_read_like_a_text_file(accountant, unit):
    assert entries(accountant, unit, workbook(lambda sheet: None), "entries.xlsx").rows == 2


def test_a_formula_is_refused_by_its_cell(accountant, unit):
    done = entries(accountant, unit, workbook(lambda sheet: sheet.write_formula(2, 10, "=K2*2")), "entries.xlsx")
    assert done.batch is None
    assert "公式" in done.errors[0].reason.zh


def test_merged_cells_in_the_data_are_refused(accountant, unit):
    done = entries(
        accountant, unit, workbook(lambda sheet: sheet.merge_range(1, 0, 2, 0, "2022-03-01")), "entries.xlsx"
    )
    assert done.batch is None
    assert "合并" in done.errors[0].reason.zh
    assert not Entry.objects.exists()


@pytest.mark.parametrize("year", [1999, 2018, 99999])
def test_years_before_the_accounting_system_or_far_away_are_refused(accountant, unit, year):
    done = entries(accountant, unit, csv_of(row()), year=year)
    assert done.batch is None
    assert "2019" in done.errors[0].reason.en
    assert not Book.objects.exists()


def test_whoever_waits_for_a_large_file_is_told_how_far_it_is(accountant, unit, monkeypatch):
    monkeypatch.setattr("mingzheng.accounts.actions.imports.CHUNK", 2)
    seen = []
    content = csv_of(row(line=1), row(line=2), row(line=3))
    actions.import_entries(person=accountant, unit=unit, year=2022, content=content, name="e.csv", progress=seen.append)
    assert seen == [2, 3]


@pytest.mark.parametrize("kind", list(actions.INTAKES))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_templates_open_and_hold_the_headings(kind, language):
    columns = actions.INTAKES[kind].columns()
    sheet = openpyxl.load_workbook(io.BytesIO(template(columns, "xlsx", language))).active
    assert [cell.value for cell in sheet[1]] == [column.title.in_language(language) for column in columns]
    assert columns[0].title.in_language(language) in template(columns, "csv", language).decode("utf-8-sig")


def budget(person, unit, *rows, name="budget.csv", partial=False):
    head = "指标类型,文号,日期,资金性质,功能分类,经济分类,项目,金额（元）"
    content = "\n".join((head, *rows)).encode()
    return actions.import_budget(person=person, unit=unit, year=2022, content=content, name=name, partial=partial)


def test_a_transfer_that_does_not_sum_to_zero_is_refused_even_in_part(accountant, unit):
    line = "调剂,文1,2022-05-01,一般公共预算,2010301,,,{}"
    other = "调剂,文1,2022-05-01,一般公共预算,2010399,,,{}"
    done = budget(accountant, unit, line.format("-5.00"), other.format("4.99"), partial=True)
    assert done.batch is None
    assert "-0.01" in done.errors[0].reason.zh
    assert budget(accountant, unit, line.format("-5.00"), other.format("5.00")).batch


def test_budgets_have_the_sign_of_their_stage_and_are_recorded_once(accountant, unit):
    opening = "年初批复,文1,2022-02-01,一般公共预算,2010301,30217,,100.00"
    assert budget(accountant, unit, opening).batch
    assert (
        "重复" in budget(accountant, unit, opening, "追加,文2,2022-03-01,一般公共预算,2010301,,,1").errors[0].reason.zh
    )
    assert budget(accountant, unit, "追减,文3,2022-03-01,一般公共预算,2010301,,,1").errors[0].column == "金额（元）"
    assert budget(accountant, unit, "追加,文3,2022-03-01,一般公共预算,2010301,,,-1").errors[0].column == "金额（元）"
    assert BudgetLine.objects.count() == 1
    assert reads.figures("bureau", 2022).amount(FactKey("09", "budget", "reception")) == Money(10000)


def test_undoing_facts_brings_back_what_they_replaced(accountant, unit):
    def say(text):
        content = f"种类,主题,内容\n原因,1/grand_total,{text}\n".encode()
        return actions.import_facts(person=accountant, unit=unit, year=2022, content=content, name="facts.csv")

    say("项目减少")
    second = say("人员增加")
    assert reads.year_facts("bureau", 2022).reasons == {"1/grand_total": "人员增加"}
    actions.undo_batch(person=accountant, batch=second.batch)
    assert reads.year_facts("bureau", 2022).reasons == {"1/grand_total": "项目减少"}
    assert YearFact.objects.count() == 2


def test_last_years_figures_come_from_the_import_or_else_from_last_years_own_ledger(accountant, unit):
    entries(accountant, unit, csv_of(row()), year=2022)
    entries(accountant, unit, csv_of(row(date="2023-03-01")), year=2023)
    assert reads.year_facts("bureau", 2023).prior[TOTAL] == Money(10000)
    content = "表号,行,栏,金额（元）\n03,total,total,77.00\n".encode()
    actions.import_prior(person=accountant, unit=unit, year=2023, content=content, name="prior.csv")
    assert reads.year_facts("bureau", 2023).prior == {TOTAL: Money(7700)}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(
        st.tuples(st.integers(1, 10**12), st.sampled_from(["2010301", "2010399"]), st.sampled_from(["30101", "30201"])),
        min_size=1,
        max_size=25,
    )
)
def test_the_grouped_roll_up_equals_adding_every_entry_by_hand(accountant, unit, amounts):
    rows = [
        row("记-1", n, economic=economic, functional=item, amount=str(Money(fen).yuan()))
        for n, (fen, item, economic) in enumerate(amounts, start=1)
    ]
    done = entries(accountant, unit, csv_of(*rows))
    figures = reads.figures("bureau", 2022)
    assert figures.amount(TOTAL).fen == sum(fen for fen, _, _ in amounts)
    for item in ("2010301", "2010399"):
        assert figures.amount(FactKey("05", item, "basic")).fen == sum(f for f, i, _ in amounts if i == item)
    assert figures.amount(FactKey("06", "personnel", "amount")).fen == sum(f for f, _, e in amounts if e == "30101")
    actions.undo_batch(person=accountant, batch=done.batch)
    assert not reads.figures("bureau", 2022).amount(TOTAL)

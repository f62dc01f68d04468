"""A sheet that cannot be read says where and what to do; one that can gives exactly what was typed."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.documents.sheets import Column, read_rows, template
from mingzheng.kernel.bilingual import Bilingual

COLUMNS = (
    Column("code", Bilingual("科目代码", "Code"), required=True),
    Column("amount", Bilingual("金额（元）", "Amount"), required=True, aliases=("金额",)),
    Column("note", Bilingual("摘要", "Note")),
)


def workbook(fill, **options):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        fill(book.add_worksheet("数据"), book)
    return file.getvalue()


def values(sheet):
    return [row.values for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_usual_encodings_of_chinese_are_read(encoding):
    text = '# 说明\n科目代码,金额（元）,摘要\n2010301,"1,234.50",办公费\n'
    sheet = read_rows(text.encode(encoding), "a.csv", COLUMNS)
    assert values(sheet) == [{"code": "2010301", "amount": "1,234.50", "note": "办公费"}]
    assert sheet.comments == ("说明",)


def test_english_headings_aliases_and_any_order_are_understood():
    sheet = read_rows("Note\t金额\tCode\nx\t1\t201\n".encode(), "a.txt", COLUMNS)
    assert values(sheet) == [{"code": "201", "amount": "1", "note": "x"}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        (b"   \n", "空"),
        ("科目代码".encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是表格"),
        ("科目代码,摘要\n1,2\n".encode(), "金额"),
        (b"PK\x03\x04broken", "损坏"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_the_remedy(content, said):
    sheet = read_rows(content, "a.csv", COLUMNS)
    assert values(sheet) == []
    assert said in sheet.errors[0].reason.zh
    assert sheet.errors[0].file == "a.csv"
    assert sheet.errors[0].reason.en


def test_a_formula_is_refused_by_its_cell():
    def fill(sheet, book):
        sheet.write_row(0, 0, ["科目代码", "金额"])
        sheet.write_row(1, 0, ["201", ""])
        sheet.write_formula(1, 1, "=1+1")

    error = read_rows(workbook(fill), "a.xlsx", COLUMNS).errors[0]
    assert "B2" in error.reason.zh
    assert error.column == "B2"


def test_merged_cells_in_the_data_are_refused():
    def fill(sheet, book):
        sheet.write_row(0, 0, ["科目代码", "金额"])
        sheet.merge_range(1, 0, 2, 0, "201")

    assert "合并" in read_rows(workbook(fill), "a.xlsx", COLUMNS).errors[0].reason.zh


def test_numbers_of_a_workbook_keep_their_digits():
    def fill(sheet, book):
        sheet.write_row(0, 0, ["科目代码", "金额"])
        sheet.write_row(1, 0, [2010301, 4285.05])
        sheet.write_row(2, 0, [201, 0.1])

    sheet = read_rows(workbook(fill), "a.xlsx", COLUMNS)
    assert [row["amount"] for row in values(sheet)] == ["4285.05", "0.1"]


def test_a_bomb_is_refused_before_it_is_unpacked():
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/big.xml", "w", force_zip64=True) as out,
    ):
        for _ in range(1100):
            out.write(bytes(1024 * 1024))
    assert "过大" in read_rows(file.getvalue(), "a.xlsx", COLUMNS).errors[0].reason.zh


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_template_reads_back_as_a_sheet_without_rows(file_format):
    sheet = read_rows(template(COLUMNS, file_format), f"t.{file_format}", COLUMNS)
    assert not sheet.errors
    assert values(sheet) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.text("0123456789", min_size=1), st.text("0123456789.,-", max_size=12)), min_size=1, max_size=8
    )
)
def test_what_was_typed_is_what_is_read(rows):
    out = io.StringIO()
    out.write("code,amount\n")
    for code, amount in rows:
        out.write(f'{code},"{amount}"\n')
    sheet = read_rows(out.getvalue().encode(), "a.csv", COLUMNS)
    assert [(row["code"], row["amount"]) for row in values(sheet)] == rows

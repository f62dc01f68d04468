"""A sheet that cannot be read says where and what to do; one that can gives exactly what was typed."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.documents import workbooks
from mingzheng.documents.sheets import BrokenRow, Column, read_rows, template
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


def test_one_cell_far_away_is_refused_before_the_sheet_is_laid_out():
    def fill(sheet, book):
        sheet.write_row(0, 0, ["科目代码", "金额"])
        sheet.write(1048575, 16383, "x")

    [error] = read_rows(workbook(fill), "a.xlsx", COLUMNS).errors
    assert error.sheet == "数据"
    assert "范围过大" in error.reason.zh


def rewritten(content, change):
    """The same archive with some of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out


def right(sheet, book):
    sheet.write_row(0, 0, ["科目代码", "金额"])
    sheet.write_row(1, 0, ["201", 5])


def test_a_far_cell_is_found_under_any_name_of_its_sheet():
    def change(name, part):
        if name.endswith("workbook.xml.rels"):
            return part.replace(b"worksheets/sheet1.xml", b"worksheets/odd.dat")
        return part.replace(b'r="B2"', b"r = 'XFD1048576'")

    out = rewritten(workbook(right), change)
    with zipfile.ZipFile(out) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    moved = io.BytesIO()
    with zipfile.ZipFile(moved, "w") as new:
        for name, part in parts.items():
            new.writestr(name.replace("worksheets/sheet1.xml", "worksheets/odd.dat"), part)
    assert "范围过大" in read_rows(moved.getvalue(), "a.xlsx", COLUMNS).errors[0].reason.zh


def test_macros_are_refused():
    out = rewritten(workbook(right), lambda name, part: part)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert "宏" in read_rows(out.getvalue(), "a.xlsm", COLUMNS).errors[0].reason.zh


@pytest.mark.parametrize("kept", [10, 200, -100])
def test_a_torn_workbook_is_refused(kept):
    assert "损坏" in read_rows(workbook(right)[:kept], "a.xlsx", COLUMNS).errors[0].reason.zh


def test_an_old_binary_workbook_that_cannot_be_opened_says_what_to_do():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    assert "另存为XLSX" in read_rows(content, "a.xls", COLUMNS).errors[0].reason.zh


MANIFEST = """<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""
ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="表">
<table:table-row><table:table-cell office:value-type="string"><text:p>科目代码</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>金额</text:p></table:table-cell></table:table-row>
<table:table-row REPEAT><table:table-cell office:value-type="string"><text:p>201</text:p></table:table-cell>
<table:table-cell FORMULA office:value-type="float" office:value="4285.05"><text:p>4285.05</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""


def ods(repeat="", formula=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.replace(">\n<", "><").replace("REPEAT", repeat).replace("FORMULA", formula))
    return out.getvalue()


def test_an_open_document_sheet_is_read_and_its_blank_margin_left_out():
    assert [row["amount"] for row in values(read_rows(ods(), "a.ods", COLUMNS))] == ["4285.05"]


def test_rows_repeated_without_end_are_refused():
    error = read_rows(ods(repeat='table:number-rows-repeated="90000000"'), "a.ods", COLUMNS).errors[0]
    assert "范围过大" in error.reason.zh


def test_a_formula_of_an_open_document_sheet_is_refused_by_its_cell():
    [error] = read_rows(ods(formula='table:formula="of:=1+1"'), "a.ods", COLUMNS).errors
    assert (error.sheet, error.row, error.column) == ("表", 2, "B2")


def test_a_formula_above_the_head_or_on_another_sheet_is_nobodys_business():
    def fill(sheet, book):
        sheet.write_formula(0, 0, "=1+1", None, "标题")
        sheet.write_row(1, 0, ["科目代码", "金额"])
        sheet.write_row(2, 0, ["201", 5])
        book.add_worksheet("汇总").write_formula(5, 5, "=SUM(A1:A9)")

    assert len(values(read_rows(workbook(fill), "a.xlsx", COLUMNS))) == 1


def test_a_head_of_two_rows_with_merged_cells_is_read():
    def fill(sheet, book):
        sheet.merge_range(0, 0, 0, 1, "支出明细")
        sheet.merge_range(1, 0, 2, 0, "科目代码")
        sheet.merge_range(1, 1, 2, 1, "金额")
        sheet.write_row(3, 0, ["201", 5])

    sheet = read_rows(workbook(fill), "a.xlsx", COLUMNS)
    assert [(row.row, row.values["code"]) for row in sheet.rows] == [(4, "201")]


def test_a_table_that_begins_right_of_the_first_column_keeps_its_columns():
    def fill(sheet, book):
        sheet.write_row(4, 3, ["科目代码", "金额"])
        sheet.write_row(5, 3, ["201", 5])

    assert [(row.row, row.values["amount"]) for row in read_rows(workbook(fill), "a", COLUMNS).rows] == [(6, "5")]


def test_two_columns_of_one_name_are_refused():
    [error] = read_rows("科目代码,金额,金额\n1,2,3\n".encode(), "a.csv", COLUMNS).errors
    assert "出现多次" in error.reason.zh
    assert error.row == 1


def test_its_own_title_goes_before_another_name_of_a_column():
    sheet = read_rows("科目代码,金额,金额（元）\n1,2,3\n".encode(), "a.csv", COLUMNS)
    assert values(sheet)[0]["amount"] == "3"


@pytest.mark.parametrize("typed", ['201,1,"开着\n202,2,x\n203,3,y\n', f"201,{'9' * 200_000},x\n"])
def test_an_open_quote_swallows_no_rows_but_names_its_line(typed):
    sheet = read_rows(f"科目代码,金额,摘要\n200,1,好\n{typed}".encode(), "a.csv", COLUMNS)
    assert next(sheet.rows).values["code"] == "200"
    with pytest.raises(BrokenRow) as broken:
        list(sheet.rows)
    assert (broken.value.error.row, broken.value.error.file) == (3, "a.csv")
    assert "引号" in broken.value.error.reason.zh


def test_an_open_quote_in_the_head_is_an_error_of_the_file():
    assert read_rows('"科目代码,金额\n1,2\n'.encode(), "a.csv", COLUMNS).errors[0].row == 1


def test_a_row_is_named_by_the_line_it_begins_on():
    sheet = read_rows('科目代码,金额,摘要\n1,1,"两\n行"\n2,2,x\n'.encode(), "a.csv", COLUMNS)
    assert [row.row for row in sheet.rows] == [2, 4]


def test_the_line_that_no_encoding_explains_is_named():
    content = "科目代码,金额\n1,2\n".encode() + b"\xff\xff,3\n"
    assert read_rows(content, "a.csv", COLUMNS).errors[0].row == 3


def test_another_chinese_encoding_is_suspected_where_the_head_is_not_found():
    error = read_rows("科目代碼,金額\n支出,1\n".encode("big5"), "a.csv", COLUMNS).errors[0]
    assert "UTF-8" in error.reason.zh


@pytest.mark.parametrize("size", [1024 * 1024 - 2, 1024 * 1024 - 1, 1024 * 1024])
def test_letters_that_lie_across_the_pieces_of_decoding_are_whole(size):
    head = "科目代码,金额,摘要\n".encode("gb18030")
    content = head + b"1,2," + b"x" * (size - len(head) - 4) + "字\n".encode("gb18030")
    with pytest.raises(BrokenRow):  # decoded; only too long for a cell
        list(read_rows(content, "a.csv", COLUMNS).rows)


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


@pytest.mark.parametrize("far", ["A1048577", "AA1", "XFD1048576", "ZZZ4294967295", "A10000000"])
def test_a_large_sheet_is_measured_as_strictly_as_a_small_one(far, monkeypatch):
    monkeypatch.setattr(workbooks, "LARGE", 200)
    monkeypatch.setattr(workbooks, "MOST_CELLS", 26 * 999_999)
    usual = b'<sheetData><row r="1">' + b'<c r="A1"><v>1</v></c>' * 20
    odd = usual + f'<c s="1" r="{far}"><v>1</v></c>'.encode()
    assert workbooks._extent(usual, workbooks.MOST_CELLS) == 99_999 * 26
    assert workbooks._extent(usual, 5) == 1
    column, row = far.rstrip("0123456789"), far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert workbooks._extent(odd, workbooks.MOST_CELLS) == workbooks._column(column) * int(row)

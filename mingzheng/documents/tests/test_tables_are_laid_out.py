"""A table keeps its cells wherever it goes: on a grid, on pages, in a workbook, whatever its spans say."""

import io
import zipfile

import docx as word
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as markup

from mingzheng.documents import docx, html, markdown, pdf, xlsx
from mingzheng.documents.grid import cover, ems, regular, row_lines, subheads
from mingzheng.documents.model import Contents, Cover, Document, Heading, Paragraph, Run, Table, TableCell

CELLS = st.builds(TableCell, st.text("abc", min_size=1, max_size=2), st.integers(1, 5), st.integers(1, 5))
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=6)


def alone(table):
    return Document("某局决算", "某局", (table,))


def head_and_rows(count):
    return Table(
        "收入明细表",
        ((TableCell("科目名称"), TableCell("决算数")),),
        tuple((TableCell(f"第{n}项"), TableCell(f"{n}.00", number=f"{n}.00")) for n in range(1, count + 1)),
        (3, 1),
        number="公开99表",
        sheet="明细",
    )


def words_of(element):
    return "".join(piece.text for piece in element.iter(qn("w:t")))


def pages(content):
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(content)]


@given(ROWS, st.integers(1, 5))
@settings(max_examples=150, deadline=None)
def test_regular_rows_fill_their_grid_without_overlap(rows, width):
    made = regular(rows, width)
    taken = [[0] * width for _ in made]
    for number, line in enumerate(cover(made, width)):
        for column, place in enumerate(line):
            assert place is not None
            if (place.row, place.column) == (number, column):
                for down in range(place.cell.rowspan):
                    for right in range(place.cell.colspan):
                        taken[number + down][column + right] += 1
    assert all(count == 1 for line in taken for count in line)


def test_rows_that_are_regular_already_stay_as_they_are():
    rows = ((TableCell("a", 1, 2), TableCell("b", 2)), (TableCell("c"), TableCell("d")))
    assert regular(rows, 3) == rows


@pytest.mark.parametrize(
    ("body", "widths"),
    [
        (((TableCell("a"), TableCell("b", 1, 3)), (TableCell("c", 5, 2),), (TableCell("d", 9, 9),), ()), (1, 1, 1)),
        (((TableCell("a"), TableCell("b"), TableCell("c")),), (1, 1)),
        (((TableCell("a"),),), (0,)),
        ((), (1,)),
        ((), ()),
    ],
)
def test_a_table_of_odd_spans_renders_in_every_format(body, widths):
    for render in (html.render, markdown.render, docx.render, pdf.render, xlsx.render):
        assert render(alone(Table("怪表", (), body, widths, sheet="怪表")))


def test_bold_words_that_fill_a_row_head_the_rows_below_but_totals_do_not():
    bold = {"bold": True}
    rows = (
        (TableCell("绩效指标", 2, **bold),),
        (TableCell("指标", **bold), TableCell("得分", **bold)),
        (TableCell("合计", **bold), TableCell("5.00", number="5.00", **bold)),
        (TableCell("合计", **bold), TableCell("", **bold)),
        (TableCell("数量"), TableCell("5")),
        (TableCell("末行", 2, **bold),),
    )
    assert subheads(rows, 2) == {0, 1}
    page = markup.document_fromstring(html.render(alone(Table("t", (), rows, (1, 1)))))
    assert [cell.text for cell in page.xpath("//tbody//th")] == ["绩效指标", "指标", "得分"]


def test_a_row_is_as_tall_as_its_longest_cell_needs():
    rows = ((TableCell("字" * 25), TableCell("a\nb")), (TableCell("字"), TableCell("字" * 30, 1, 1)))
    assert row_lines(rows, (10.0, 30.0)) == [3, 1]
    assert ems("字a，1") == 3.0


def test_a_table_of_the_pdf_repeats_its_head_and_keeps_every_row():
    said = pages(pdf.render(alone(head_and_rows(300))))
    assert len(said) > 3
    assert all("科目名称决算数" in page for page in said)
    assert all(any(f"第{n}项{n}.00" in page for page in said) for n in range(1, 301))


def test_a_table_that_nearly_fits_its_page_is_set_to_end_on_it():
    roomy = (297 - 40) / 25.4 * 72 / 20  # rows of the roomiest setting on a page, generously
    assert len(pages(pdf.render(alone(head_and_rows(int(roomy)))))) == 1


def test_headings_inside_a_table_are_repeated_where_their_rows_go_on():
    bold = (TableCell("三级指标", bold=True), TableCell("完成值", bold=True))
    rows = (*(head_and_rows(60).body), bold, *(head_and_rows(80).body))
    said = pages(pdf.render(alone(Table("自评表", (), rows, (1, 1)))))
    assert sum("三级指标" in page for page in said) >= 2


def test_word_repeats_the_head_and_breaks_only_rows_of_long_text():
    long = Table("t", ((TableCell("头"),),), ((TableCell("短"),), (TableCell("长" * 900),), (TableCell("短"),)), (1,))
    [table] = word.Document(io.BytesIO(docx.render(alone(long)))).tables
    properties = [row._tr.trPr for row in table.rows]
    assert [p.find(qn("w:tblHeader")) is not None for p in properties] == [True, False, False, False]
    assert [p.find(qn("w:cantSplit")) is not None for p in properties] == [True, True, False, True]


def test_word_has_real_contents_that_lead_to_their_headings():
    blocks = (Cover(("某局决算",), "二〇二三年九月"), Contents(), Heading(1, "第一部分"), Heading(2, "一、职责"))
    document = Document("某局决算", "某局", (*blocks, Paragraph((Run("文"),)), head_and_rows(2)))
    body = word.Document(io.BytesIO(docx.render(document))).element.body
    assert any("TOC" in (code.text or "") for code in body.iter(qn("w:instrText")))
    links = {link.get(qn("w:anchor")): words_of(link) for link in body.iter(qn("w:hyperlink"))}
    assert list(links.values()) == ["第一部分", "一、职责", "收入明细表"]
    assert {m.get(qn("w:name")): words_of(m.getparent()) for m in body.iter(qn("w:bookmarkStart"))} == links


def test_the_cover_of_a_word_file_has_no_number_and_the_next_page_is_one():
    covered = word.Document(io.BytesIO(docx.render(Document("d", "a", (Cover(("题",), "日"), Contents())))))
    assert covered.sections[0].different_first_page_header_footer
    assert covered.sections[0]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "0"
    plain = word.Document(io.BytesIO(docx.render(alone(head_and_rows(1)))))
    assert not plain.sections[0].different_first_page_header_footer


def test_word_names_a_font_that_may_stand_for_each_official_one():
    with zipfile.ZipFile(io.BytesIO(docx.render(alone(head_and_rows(1))))) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋"' in fonts


def test_a_workbook_shows_each_number_with_the_decimals_it_came_with():
    row = tuple(TableCell(text, number=text) for text in ("4285.05", "12", "0.5", "-1.234"))
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(alone(Table("t", (), (row,), (1,) * 4, sheet="s")))))
    cells = [cell for line in book["s"].iter_rows() for cell in line if isinstance(cell.value, int | float)]
    assert [cell.number_format for cell in cells] == ["#,##0.00", "#,##0", "#,##0.0", "#,##0.000"]


def test_a_workbook_gives_long_text_in_a_merged_cell_its_height():
    table = Table("t", (), ((TableCell("长" * 400, 2),), (TableCell("短"), TableCell("短"))), (1, 1), sheet="s")
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.render(alone(table))))["s"]
    assert sheet.row_dimensions[5].height > 80
    assert sheet.row_dimensions[6].height is None
    assert sheet.page_setup.fitToHeight == 0

"""Whatever the format, the text and the figures of a document are there and read back."""

import io
import zipfile
from decimal import Decimal

import docx as word
import pypdfium2
import pytest
from lxml import html as markup
from python_calamine import CalamineWorkbook

from mingzheng.documents import codec, docx, html, markdown, pdf, xlsx
from mingzheng.documents.grid import spread
from mingzheng.documents.model import (
    Align,
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    TableCell,
)

NASTY = "=1+1 <b>&\"'|#[x] $y$ @cmd(“a”) \\ * _ `"


def cells(*texts, **options):
    return tuple(TableCell(text, **options) for text in texts)


@pytest.fixture
def document():
    table = Table(
        title="支出决算表",
        header=(
            (TableCell("项目", 2), TableCell("合计", 1, 2), TableCell("其中", 2)),
            cells("代码", "名称", "基本", "项目"),
        ),
        body=(
            (
                *cells("201", NASTY),
                TableCell("4,285.05", align=Align.RIGHT, ref="03/201/total", number="4285.05"),
                *cells("", "0.00"),
            ),
            (TableCell("合计", 2, bold=True), TableCell("1,706.05", number="1706.05"), TableCell("", 2)),
        ),
        widths=(1, 3, 2, 2, 2),
        number="公开03表",
        entity="部门：某局（本级）",
        year_line="2022年度",
        money_unit="单位：万元",
        notes=("注：本表金额转换为万元时，因四舍五入可能存在尾差。",),
        anchor="table-03",
        landscape=True,
        sheet="公开03表",
    )
    long_name = "某" * 120
    return Document(
        "2022年度某局部门决算",
        "某局",
        (
            Cover(("2022年度", long_name, "部门决算"), "二〇二三年九月"),
            Contents(),
            Heading(1, "第一部分 概况", new_page=True),
            Heading(2, "一、职责"),
            Paragraph((Run("支出", bold=True), Run("4285.05万元", ref="03/total/total"), Run(NASTY))),
            table,
        ),
        notice="演示数据",
    )


def flat(text):
    return "".join(text.split())


def test_html_keeps_text_figures_and_references(document):
    page = markup.document_fromstring(html.render(document, link=lambda ref: f"/f/{ref}"))
    assert flat(NASTY) in flat(page.text_content())
    linked = page.xpath('//a[@data-ref="03/201/total"]')[0]
    assert (linked.get("href"), linked.get("data-value"), linked.text) == ("/f/03/201/total", "4285.05", "4,285.05")
    assert page.xpath("//th[@scope='col' and @rowspan='2']")
    assert not page.xpath("//b | //script")


def test_html_without_a_link_still_says_the_reference(document):
    page = markup.document_fromstring(html.render(document))
    assert page.xpath('//data[@data-ref="03/total/total"]')[0].text == "4285.05万元"
    assert not page.xpath("//a[@data-ref]")


def test_markdown_shows_every_cell_once_and_escapes_pipes(document):
    text = markdown.render(document)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 5
    assert text.count("4,285.05") == 1
    assert "\\|" in text
    assert len({row.replace("\\|", "").count("|") for row in rows}) == 1


def test_a_workbook_holds_numbers_and_never_a_formula(document):
    content = xlsx.render(document)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    values = [value for row in book.get_sheet_by_name("公开03表").to_python() for value in row]
    assert 4285.05 in values
    assert NASTY in values
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/" in name)


def test_word_keeps_text_table_and_a_landscape_page(document):
    read = word.Document(io.BytesIO(docx.render(document)))
    said = "".join(paragraph.text for paragraph in read.paragraphs)
    assert flat(NASTY) in flat(said)
    texts = [cell.text for row in read.tables[0].rows for cell in row.cells]
    assert "4,285.05" in texts
    assert NASTY in texts
    assert {section.orientation for section in read.sections} == {0, 1}


def test_pdf_keeps_text_outline_and_metadata(document):
    read = pypdfium2.PdfDocument(pdf.render(document))
    said = "".join(page.get_textpage().get_text_bounded() for page in read)
    for text in ("4,285.05", "支出决算表", "演示数据", "@cmd(“a”)", "=1+1"):
        assert flat(text) in flat(said)
    assert [item.get_title() for item in read.get_toc()][:2] == ["第一部分 概况", "一、职责"]
    assert read.get_metadata_dict()["Title"] == "2022年度某局部门决算"


def test_pdf_is_archival(document):
    assert b"pdfaid:part" in pdf.render(document)


def test_a_character_that_no_font_shows_is_named_and_not_dropped(document):
    odd = Document("x", "y", (Paragraph((Run("\U000f0000"),)),))
    with pytest.raises(pdf.CannotSet) as refused:
        pdf.render(odd)
    assert refused.value.reason.zh.startswith("无法排版")


@pytest.mark.parametrize("render", [docx.render, xlsx.render])
def test_control_characters_do_not_break_office_files(render):
    dirty = Document("x", "y", (Paragraph((Run("a\x00b\x0bc"),)), Table("t", (), (cells("\x07d"),), (1,), sheet="s")))
    with zipfile.ZipFile(io.BytesIO(render(dirty))) as archive:
        assert archive.testzip() is None


def test_an_empty_document_renders_in_every_format():
    empty = Document("空", "某局", ())
    for render in (html.render, markdown.render, docx.render, xlsx.render, pdf.render):
        assert render(empty)


def test_a_document_survives_json(document):
    assert codec.from_json(codec.to_json(document)) == document


def test_spans_leave_their_places_free_for_nobody():
    grid = spread(((TableCell("a", 1, 2), TableCell("b", 2)), cells("c", "d", "too many")), 3)
    assert [[place.cell.text if place else None for place in row] for row in grid] == [
        ["a", "b", None],
        [None, "c", "d"],
    ]


def test_amounts_keep_their_decimals(document):
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(document)))
    numbers = [v for row in book.get_sheet_by_name("公开03表").to_python() for v in row if isinstance(v, float)]
    assert {Decimal(repr(number)) for number in numbers} == {Decimal("4285.05"), Decimal("1706.05")}

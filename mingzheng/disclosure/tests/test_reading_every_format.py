"""The same table reads back the same from every format, and a hostile file gets a clear error instead of a crash."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzheng.disclosure.reading import read_file
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.rules.raw import RawTable, RawText, UnreadableFile
from mingzheng.disclosure.rules.recognise import recognise
from mingzheng.documents import docx, html, markdown, pdf, xlsx
from mingzheng.documents.model import Document, Paragraph, Run, Table, TableCell
from mingzheng.kernel.facts import FactKey

COLUMNS = ("total", "basic", "project", "to_superior", "operating", "to_subsidiary")
CODES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "206": "科学技术支出",
}
AMOUNT = st.one_of(st.none(), st.integers(-9_999_999, 999_999_999).map(lambda fen: Decimal(fen).scaleb(-2)))
ROWS = st.fixed_dictionaries({code: st.lists(AMOUNT, min_size=6, max_size=6) for code in ("total", *CODES)})


def cell(text: str, **more: object) -> TableCell:
    return TableCell(text, **more)  # type: ignore[arg-type]


def table_of(rows: dict[str, list[Decimal | None]]) -> Table:
    head = (
        (
            cell("项目", colspan=2),
            *(cell(text, rowspan=2) for text in ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出")),
            cell("对附属单位补助支出", rowspan=2),
        ),
        (cell("科目代码"), cell("科目名称")),
        (cell("栏次", colspan=2), *(cell(str(number)) for number in range(1, 7))),
    )
    body = []
    for code, amounts in rows.items():
        named = (cell("合计", colspan=2),) if code == "total" else (cell(code), cell(CODES[code]))
        figures = (cell("" if a is None else f"{a:,}", number="" if a is None else f"{a}") for a in amounts)
        body.append((*named, *figures))
    return Table(
        "支出决算表", head, tuple(body), (1.0, 3.0, *(1.0,) * 6), "公开03表", "部门：某局", "2023年度", "单位：万元",
        ("注：本表反映部门本年度各项支出情况。",), sheet="公开03表",
    )  # fmt: skip


def document_of(table: Table) -> Document:
    return Document("某局2023年度部门决算", "某局", (table, Paragraph((Run("以上为支出决算情况。"),))))


def figures(document: ReadDocument) -> dict[tuple[str, str], Decimal | None]:
    return {(f.key.row, f.key.column): f.cell.value for f in document.facts if f.key.source == "03"}


WRITERS = {
    "html": lambda document: html.render(document).encode(),
    "markdown": lambda document: markdown.render(document).encode(),
    "xlsx": xlsx.render,
    "docx": docx.render,
}


@pytest.mark.parametrize("name", WRITERS)
@given(rows=ROWS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_table_reads_back_the_same_cells_from(name, rows):
    document = recognise(read_file(WRITERS[name](document_of(table_of(rows))), "any"))
    expected = {(code, column): a for code, amounts in rows.items() for column, a in zip(COLUMNS, amounts, strict=True)}
    assert figures(document) == expected
    [table] = [table for table in document.tables if table.source == "03"]
    assert (table.title, table.money_unit, table.entity_line) == ("支出决算表", "万元", "部门：某局")


def test_a_table_reads_back_the_same_cells_from_a_ruled_pdf_with_page_and_box():
    amounts = [Decimal("1234.50"), None, Decimal("0.00"), Decimal("1.01"), Decimal("-2.02"), Decimal("3.03")]
    rows = {code: list(amounts) for code in ("total", *CODES)}
    document = recognise(read_file(pdf.render(document_of(table_of(rows))), "any"))
    expected = {(code, column): a for code, amounts in rows.items() for column, a in zip(COLUMNS, amounts, strict=True)}
    assert figures(document) == expected
    fact = document.fact(FactKey("03", "206", "total"))
    assert fact is not None
    assert fact.place.page == 1
    assert fact.place.box is not None


def test_a_fact_of_a_workbook_names_sheet_and_cell():
    rows = {code: [Decimal("1.00")] * 6 for code in ("total", *CODES)}
    document = recognise(read_file(xlsx.render(document_of(table_of(rows))), "any"))
    fact = document.fact(FactKey("03", "206", "total"))
    assert fact is not None
    assert fact.place.sheet == "公开03表"
    assert fact.place.cell.startswith("C")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_usual_encoding_is_read(encoding):
    raw = read_file("部门决算公开，收入支出决算总体情况。\n2023 unit".encode(encoding), "x.txt")
    texts = [block.text for block in raw.blocks if isinstance(block, RawText)]
    assert texts == ["部门决算公开，收入支出决算总体情况。", "2023 unit"]


def test_what_is_no_text_says_so():
    with pytest.raises(UnreadableFile) as caught:
        read_file(bytes(range(1, 256)) * 3 + b"\x00\x01\xff\xff\xfe", "x.txt")
    assert "编码" in caught.value.reason.zh


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空"),
        (b"   \n", "空"),
        (b"%PDF-1.7\nnothing else", "损坏"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "旧版 Word"),
    ],
)
def test_a_broken_file_says_what_is_wrong(content, reason):
    with pytest.raises(UnreadableFile) as caught:
        read_file(content, "file.pdf")
    assert reason in caught.value.reason.zh
    assert caught.value.reason.en


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = packed({"word/document.xml": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableFile) as caught:
        read_file(bomb, "report.docx")
    assert "异常庞大" in caught.value.reason.zh


def test_a_package_of_another_kind_is_refused():
    with pytest.raises(UnreadableFile):
        read_file(packed({"readme.txt": b"hello"}), "report.docx")


def test_what_a_file_is_decides_its_content_not_its_name():
    assert (
        read_file("<!DOCTYPE html><html><body><p>决算</p></body></html>".encode(), "report.docx").file_format == "html"
    )
    assert read_file("# 决算\n\n<table><tr><td>甲</td></tr></table>\n".encode(), "report.html").file_format == "text"


def test_spans_of_html_are_laid_out_and_absurd_ones_bounded():
    raw = read_file(
        "<html><body><table><tr><td colspan=2>甲</td><td rowspan=3000>乙</td></tr><tr><td>1</td><td>2</td></tr>"
        "</table></body></html>".encode(),
        "x",
    )
    [table] = [block for block in raw.blocks if isinstance(block, RawTable)]
    assert [[cell.text for cell in row] for row in table.rows] == [["甲", "", "乙"], ["1", "2", ""]]
    assert [[cell.covered for cell in row] for row in table.rows] == [[False, True, False], [False, False, True]]


def test_an_html_table_inside_markdown_is_read_with_its_line():
    raw = read_file("第一行\n\n<table>\n<tr><td>甲</td><td>1.00</td></tr>\n</table>\n".encode(), "x")
    [table] = [block for block in raw.blocks if isinstance(block, RawTable)]
    assert [cell.text for cell in table.rows[0]] == ["甲", "1.00"]
    assert table.rows[0][0].place.line == 4


def pdf_of(pages: int, text: bool) -> bytes:
    """A PDF whose pages hold a filled rectangle, and a line of text when asked."""
    stream = b"0 0 100 100 re f" + (b" BT /F1 12 Tf 20 150 Td (2023) Tj ET" if text else b"")
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(pages))
    objects.append(b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages)
    objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 3 0 R /Resources " + font + b" >>"
    objects += [page] * pages
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def test_a_page_without_a_text_layer_is_not_read_and_says_so():
    document = recognise(read_file(pdf_of(2, text=False), "scan.pdf"))
    assert [part.place.page for part in document.unread] == [1, 2]
    assert "文字层" in document.unread[0].reason.zh
    assert recognise(read_file(pdf_of(1, text=True), "text.pdf")).unread == ()


def test_a_pdf_of_ten_thousand_pages_is_refused():
    with pytest.raises(UnreadableFile) as caught:
        read_file(pdf_of(10_000, text=True), "long.pdf")
    assert "10000" in caught.value.reason.zh


def test_a_long_text_of_nothing_is_read_as_no_facts():
    document = recognise(read_file(("没有内容的一行\n" * 60_000).encode(), "long.txt"))
    assert document.facts == ()


@given(content=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused_but_never_crash(content):
    for start in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", "项目名称\t某项目\n总分\t".encode()):
        with suppress(UnreadableFile):
            recognise(read_file(start + content, "any"))


TEXT = st.text(alphabet="一二三、（）：。收入支出决算表项目合计12.5%\t\n| -类款增加减少万元占完成预算", max_size=300)


@given(text=TEXT)
@settings(max_examples=80, deadline=None)
def test_any_text_is_understood_or_left_alone_but_never_crashes(text):
    document = recognise(read_file(("一、收入支出决算总体情况说明\n" + text).encode(), "any"))
    assert len(document.by_key) == len(document.facts)


def test_mark_up_nested_a_thousand_deep_is_still_read():
    page = "<html><body>" + "<div>" * 1000 + "深处的文字" + "</div>" * 1000 + "</body></html>"
    texts = [block.text for block in read_file(page.encode(), "x").blocks if isinstance(block, RawText)]
    assert texts == ["深处的文字"]


def test_a_page_without_any_content_is_refused():
    with pytest.raises(UnreadableFile):
        read_file(b"<!DOCTYPE html><html><body><script>1</script></body></html>", "x")


def repeated(times: int) -> bytes:
    rows = "".join(
        f"{2010000 + number}\t名称{number}\t1.00\t0.00\n201\t同一科目\t1.00\t1.00\n" for number in range(times)
    )
    text = "".join(
        f"甲支出（类）乙（款）名称{number}（项）。年初预算为1.00万元，完成预算的50%。" for number in range(times)
    )
    head = "## 支出决算表\n\n科目代码\t科目名称\t本年支出合计\t基本支出\n"
    goals = "项目名称\t甲\n年度总体目标\t预期目标\t实际完成情况\n" + "\t目标文字\t没有\n" * times
    return f"{head}{rows}\n五、一般公共预算财政拨款支出决算情况说明\n{text}\n{goals}".encode()


def test_cost_is_linear_in_the_size_of_the_document():
    def steps(times: int) -> float:
        best = float("inf")
        for _ in range(3):
            start = process_time()
            recognise(read_file(repeated(times), "x"))
            best = min(best, process_time() - start)
        return best

    small, large = steps(200), steps(1600)
    assert large < small * 8 * 3  # eight times the size; a quadratic cost would be sixty-four times


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_of(body: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    document = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return packed(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations.encode(),
            "word/document.xml": document.encode(),
        }
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_text_boxes_merged_cells_and_deleted_text_of_word_are_told_apart():
    box = f"<w:p><w:r><w:t>正文</w:t><w:pict><w:txbxContent>{paragraph('框中文字')}</w:txbxContent></w:pict></w:r>"
    box += "<w:del><w:r><w:t>已删除</w:t></w:r></w:del></w:p>"
    table = (
        "<w:tbl><w:tr>"
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("横")}</w:tc>'
        f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("竖")}</w:tc></w:tr><w:tr>'
        f"<w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('1.00')}</w:tc>"
        f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc></w:tr></w:tbl>"
    )
    raw = read_file(word_of(box + table), "x")
    assert raw.file_format == "docx"
    assert [block.text for block in raw.blocks if isinstance(block, RawText)] == ["正文", "框中文字"]
    [grid] = [block for block in raw.blocks if isinstance(block, RawTable)]
    assert [[(cell.text, cell.covered) for cell in row] for row in grid.rows] == [
        [("横", False), ("", True), ("竖", False)],
        [("甲", False), ("1.00", False), ("", True)],
    ]
    assert grid.rows[1][2].place == grid.rows[0][2].place


def test_an_open_document_spreadsheet_is_read_with_the_decimals_of_its_column():
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="float" office:value="{value}"/></table:table-row>'
        for name, value in (("甲", "500"), ("乙", "0.1"), ("丙", "0"))
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="数据">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    raw = read_file(
        packed(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": content.encode(),
                "META-INF/manifest.xml": manifest.encode(),
            }
        ),
        "x",
    )
    [table] = [block for block in raw.blocks if isinstance(block, RawTable)]
    assert [[cell.text for cell in row] for row in table.rows] == [["甲", "500.00"], ["乙", "0.10"], ["丙", "0.00"]]
    assert table.rows[1][1].place.cell == "B2"


def test_a_workbook_with_one_cell_in_its_last_corner_is_refused_before_it_is_laid_out():
    content = xlsx.render(document_of(table_of({"total": [Decimal("1.00")] * 6})))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).replace(b'r="C9"', b'r="XFD1048576"') for name in archive.namelist()}
    with pytest.raises(UnreadableFile) as caught:
        read_file(packed(parts), "x.xlsx")
    assert "范围过大" in caught.value.reason.zh


def test_markdown_shows_what_its_backslashes_keep_from_being_mark_up():
    typed = "1. 支出*5*万元 <b> a_b_ \\ [x](y) | 甲"
    table = Table("表", ((TableCell("头"),),), ((TableCell(f"{typed}\n乙"),),), (1.0,))
    raw = read_file(markdown.render(Document("d", "a", (Paragraph((Run(typed),)), table))).encode(), "x.md")
    assert [block.text for block in raw.blocks if isinstance(block, RawText)] == [typed, "**表**"]
    [read] = [block for block in raw.blocks if isinstance(block, RawTable)]
    assert read.rows[1][0].text == f"{typed} 乙"

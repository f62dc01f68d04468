"""What people type is text in every format: never mark-up, a formula, a command of the typesetter."""

import io

import openpyxl
import pypdfium2
import pytest

from mingzheng.documents import markdown, pdf, xlsx
from mingzheng.documents.model import Cover, Document, Heading, Paragraph, Run, Table, TableCell

CODE = [
    '#read("/etc/passwd")',
    "#panic(1)",
    "$x^2$",
    "*粗* _斜_ `码`",
    "= 标题",
    "<label> @cite",
    "\\u{41} \\u0007 \\",
    '"}],"blocks":[]',
    "//注释 /* */",
    "- 列表 + 1. 2)",
]


def flat(text):
    return "".join(text.split())


@pytest.mark.parametrize("code", CODE)
def test_the_typesetter_prints_code_as_it_stands(code):
    blocks = (
        Cover((code,), code),
        Heading(2, code),
        Paragraph((Run(code), Run(code, bold=True))),
        Table(code, (), ((TableCell(code),),), (1,), notes=(code,)),
    )
    read = pypdfium2.PdfDocument(pdf.render(Document(code, code, blocks, notice=code)))
    said = flat("".join(page.get_textpage().get_text_bounded() for page in read))
    assert said.count(flat(code)) >= 6
    assert read.get_metadata_dict()["Title"] == code


def test_control_characters_do_not_stop_the_typesetter():
    read = pypdfium2.PdfDocument(pdf.render(Document("d\x01", "a", (Paragraph((Run("甲\x00\x07\x1b乙"),)),))))
    assert "甲乙" in flat(read[0].get_textpage().get_text_bounded())


def test_a_missing_character_is_named_with_the_words_around_it():
    with pytest.raises(pdf.CannotSet) as refused:
        pdf.render(Document("d", "a", (Paragraph((Run("本局位于ไ处"),)),)))
    assert "“ไ”（U+0E44）" in refused.value.reason.zh
    assert "本局位于ไ处" in refused.value.reason.zh
    assert "U+0E44" in refused.value.reason.en


def test_rare_characters_of_names_and_places_are_shown():
    names = "㛃䶮𬭊𫖯𬍛𬀩䜣㙦㧐𫟹〇①㎡℃≥￥"
    read = pypdfium2.PdfDocument(pdf.render(Document("d", "a", (Paragraph((Run(names, bold=True), Run(names))),))))
    assert flat(read[0].get_textpage().get_text_bounded()).count("㛃䶮") == 2


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "http://x", "{=1}", "1"])
def test_a_workbook_keeps_typed_text_as_text(typed):
    table = Table(typed, (), ((TableCell(typed),),), (1,), sheet="s", notes=(typed,))
    content = xlsx.render(Document("d", "a", (table, Paragraph((Run(typed),)))))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.value for cell in cells} == {typed}
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("# 一", "\\# 一"),
        ("> 引", "\\> 引"),
        ("- 项", "\\- 项"),
        ("---", "\\---"),
        ("1. 项", "1\\. 项"),
        ("    码", "码"),
        ("2*3*4", "2\\*3\\*4"),
        ("a_b 与 _c_", "a_b 与 \\_c\\_"),
        ("<b> <5%", "\\<b> <5%"),
        ("&amp; A&B", "\\&amp; A&B"),
        ("[x](y) [1]", "[x\\](y) [1]"),
        ("`码` \\", "\\`码\\` \\\\"),
        ("5665.09万元，完成75.64%。", "5665.09万元，完成75.64%。"),
    ],
)
def test_markdown_escapes_what_would_be_mark_up_and_nothing_else(typed, written):
    assert markdown.render(Document("d", "a", (Paragraph((Run(typed),)),))) == f"{written}\n"


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ((("行政运行（项）。", True), ("年初预算", False)), "**行政运行（项）**。年初预算"),
        ((("基本支出：", True), ("保障", False)), "**基本支出**：保障"),
        ((("甲", True), ("乙", True), ("丙", False)), "**甲乙**丙"),
        ((("（一）", True), ("总体", False)), "（一）总体"),
        ((("占", False), ("“三公”", True), ("经费", False)), "占“三公”经费"),
        ((("。", True), ("", True)), "。"),
    ],
)
def test_markdown_writes_bold_only_where_it_can_be_closed(runs, written):
    document = Document("d", "a", (Paragraph(tuple(Run(text, bold=bold) for text, bold in runs)),))
    assert markdown.render(document) == f"{written}\n"

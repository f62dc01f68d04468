"""A document as DOCX in the manner of official documents: 方正小标宋 titles, 黑体 headings, 仿宋 text, real styles.

Fonts are named, not embedded: where 方正小标宋 or 仿宋_GB2312 is missing, the reader's program takes another.
Source of the measures: GB/T 9704-2012 党政机关公文格式 (margins 37/35/28/26 mm, 三号, 28.9 pt lines).
"""

from __future__ import annotations

import io
import re

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from mingzheng.documents.grid import spread
from mingzheng.documents.model import Align, Block, Contents, Cover, Document, Heading, Paragraph, Table, TableCell

TITLE, HEADING, SUBHEADING, BODY = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
PORTRAIT, LANDSCAPE = (Mm(210), Mm(297)), (Mm(297), Mm(210))


def render(document: Document) -> bytes:
    """The document as the bytes of a .docx file."""
    word = docx.Document()
    word.core_properties.title, word.core_properties.author = document.title[:255], document.author[:255]
    word.core_properties.subject, word.core_properties.language = document.subject[:255], document.language
    _styles(word)
    _page(word, landscape=False)
    _footer(word, document.notice)
    writer = _Writer(word, document)
    for block in document.blocks:
        writer.write(block)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


class _Writer:
    """Writes blocks in order; remembers which way the page lies and whether the next block starts a page.

    A new page is a property of its first paragraph: a paragraph that holds nothing but a break could itself fall on a
    page of its own.
    """

    def __init__(self, word: Word, document: Document) -> None:
        self._word, self._document = word, document
        self._landscape = False
        self._next_page = False
        self._turned = False

    def write(self, block: Block) -> None:
        self._turn(landscape=isinstance(block, Table) and block.landscape)
        starts_page = self._next_page or isinstance(block, Table) or (isinstance(block, Heading) and block.new_page)
        before = len(self._word.paragraphs)
        self._next_page = isinstance(block, Cover | Contents) or (isinstance(block, Heading) and block.new_page)
        if isinstance(block, Table):
            _table(self._word, block)
        elif isinstance(block, Heading):
            self._word.add_heading(_clean(block.text), level=min(block.level, 4))
        elif isinstance(block, Paragraph):
            _paragraph(self._word, block)
        elif isinstance(block, Cover):
            _cover(self._word, block)
        else:
            _contents(self._word, block, self._document)
        if starts_page and before and not self._turned:
            self._word.paragraphs[before].paragraph_format.page_break_before = True

    def _turn(self, *, landscape: bool) -> None:
        self._turned = landscape != self._landscape
        if self._turned:
            self._word.add_section(WD_SECTION.NEW_PAGE)
            _page(self._word, landscape=landscape)
            self._landscape = landscape


def _font(style: ParagraphStyle, family: str, size: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = "Times New Roman", Pt(size), bold
    style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), family)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        if fonts.get(qn(theme)) is not None:
            del fonts.attrib[qn(theme)]


def _styles(word: Word) -> None:
    normal = word.styles["Normal"]
    _font(normal, BODY, 16)
    normal.paragraph_format.line_spacing = Pt(28.9)
    normal.paragraph_format.space_after = Pt(0)
    for level, family, size in ((1, TITLE, 22), (2, HEADING, 16), (3, SUBHEADING, 16), (4, BODY, 16)):
        style = word.styles[f"Heading {level}"]
        _font(style, family, size, bold=level == 3)
        style.font.italic = False
        style.paragraph_format.space_before = Pt(240 if level == 1 else 8)
        style.paragraph_format.space_after = Pt(240 if level == 1 else 4)
        style.paragraph_format.keep_with_next = True
        if level == 1:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            style.paragraph_format.line_spacing = Pt(36)


def _page(word: Word, *, landscape: bool) -> None:
    section = word.sections[-1]
    section.page_width, section.page_height = LANDSCAPE if landscape else PORTRAIT
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    margins = (Mm(18), Mm(16), Mm(16), Mm(16)) if landscape else (Mm(37), Mm(35), Mm(28), Mm(26))
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
    section.footer_distance = Mm(8 if landscape else 20)


def _footer(word: Word, notice: str) -> None:
    """`— 1 —`, and the notice under it; sections that follow use the same footer."""
    footer = word.sections[0].footer
    line = footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run("— ").font.size = Pt(14)
    _field(line, "PAGE", "1", 14)
    line.add_run(" —").font.size = Pt(14)
    if notice:
        note = footer.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        note.paragraph_format.line_spacing = Pt(11)
        note.add_run(_clean(notice)).font.size = Pt(8)


def _field(paragraph: WordParagraph, code: str, shown: str, size: float) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        run.font.size = Pt(size)
        if kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = code
            run._r.append(instruction)
        elif kind != "shown":
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run._r.append(char)


def _cover(word: Word, block: Cover) -> None:
    for number, text in enumerate(block.title):
        line = word.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_before = Pt(150 if number == 0 else 12)
        line.paragraph_format.line_spacing = Pt(44)
        _styled(line, text, TITLE, 30 if len(text) < 16 else 24)
    date = word.add_paragraph()
    date.alignment = WD_ALIGN_PARAGRAPH.CENTER
    date.paragraph_format.space_before = Pt(180)
    _styled(date, block.date_line, SUBHEADING, 18)
    if block.note:
        note = word.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _styled(note, block.note, BODY, 11)


def _contents(word: Word, block: Contents, document: Document) -> None:
    """The entries are written out, so that they show without updating fields; levels as in the headings."""
    title = word.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(12)
    _styled(title, block.title, TITLE, 22)
    for other in document.blocks:
        heading = isinstance(other, Heading) and other.level <= 2
        if not heading and not (isinstance(other, Table) and other.number):
            continue
        level = other.level if isinstance(other, Heading) else 2
        line = word.add_paragraph()
        line.paragraph_format.left_indent = Pt(0 if level == 1 else 28)
        line.paragraph_format.line_spacing = Pt(20)
        text = other.text if isinstance(other, Heading) else other.title if isinstance(other, Table) else ""
        _styled(line, text, HEADING if level == 1 else BODY, 14)


def _styled(paragraph: WordParagraph, text: str, family: str, size: float, *, bold: bool = False) -> None:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.bold = Pt(size), bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)


def _paragraph(word: Word, block: Paragraph) -> None:
    line = word.add_paragraph()
    line.alignment = _ALIGN[block.align] if block.align is not Align.LEFT else WD_ALIGN_PARAGRAPH.JUSTIFY
    if block.indent and block.align is Align.LEFT:
        line.paragraph_format.first_line_indent = Pt(32)
    for run in block.runs:
        _styled(line, run.text, BODY, 10.5 if block.small else 16, bold=run.bold)


def _line(word: Word, text: str, size: float, align: Align = Align.LEFT, family: str = BODY) -> WordParagraph:
    line = word.add_paragraph()
    line.alignment = _ALIGN[align]
    line.paragraph_format.line_spacing = Pt(size * 1.5)
    _styled(line, text, family, size)
    return line


def _table(word: Word, table: Table) -> None:
    title = _line(word, table.title, 18, Align.CENTRE, TITLE)
    title.paragraph_format.keep_with_next = True
    if table.number:
        title.style = word.styles["Heading 2"]
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _line(word, table.number, 9, Align.RIGHT)
    for text, align in ((table.entity, Align.LEFT), (table.year_line, Align.CENTRE), (table.money_unit, Align.RIGHT)):
        if text:
            _line(word, text, 9, align).paragraph_format.line_spacing = Pt(11)
    rows = (*table.header, *table.body)
    grid = word.add_table(rows=len(rows), cols=len(table.widths))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    _fill(grid, table, rows, 254 if table.landscape else 156)
    for text in (*table.notes, table.statement):
        if text:
            _line(word, text, 9)


def _fill(grid: WordTable, table: Table, rows: tuple[tuple[TableCell, ...], ...], room: float) -> None:
    width = len(table.widths)
    total = sum(table.widths)
    size = 7.5 if len(rows) > 30 or width > 9 else 9
    cells = [list(row.cells) for row in grid.rows]
    for column, share in enumerate(table.widths):
        grid.columns[column].width = Mm(room * share / total)
    for number, row in enumerate(grid.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number < len(table.header):
            properties.append(OxmlElement("w:tblHeader"))
        for column, share in enumerate(table.widths):
            cells[number][column].width = Mm(room * share / total)
    for line in spread(rows, width):
        for place in line:
            if place is None:
                continue
            cell = place.cell
            bottom = min(place.row + cell.rowspan, len(rows)) - 1
            right = min(place.column + cell.colspan, width) - 1
            target = cells[place.row][place.column]
            if (bottom, right) != (place.row, place.column):
                target = target.merge(cells[bottom][right])
            target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            text = target.paragraphs[0]
            text.alignment = _ALIGN[cell.align]
            text.paragraph_format.line_spacing = Pt(size * 1.25)
            _styled(text, cell.text, BODY, size, bold=cell.bold)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)

"""A document as DOCX in the manner of official documents: 方正小标宋 titles, 黑体 headings, 仿宋 text, real styles.

Fonts are named, not embedded, each with another that may stand for it (方正小标宋 or 仿宋_GB2312 are often missing).
The contents are a field, marked as out of date: its entries and links are there, its page numbers only the program that
lays the document out can know.
Source of the measures: GB/T 9704-2012 党政机关公文格式 (margins 37/35/28/26 mm, 三号, 28.9 pt lines, 四号 numbers).
"""

from __future__ import annotations

import io
from enum import Enum

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from mingzheng.documents.docx_parts import LATIN, bookmark, clean, field, font_table, make, run, table_element
from mingzheng.documents.model import Align, Block, Contents, Cover, Document, Heading, Paragraph, Table

TITLE, HEADING, SUBHEADING, BODY = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
TEXT_WIDTH = 442  # points between the margins of a page of text


class _Page(Enum):
    """How a page lies: width, height; margins above, below, left, right; the footer's distance. All in mm."""

    TEXT = (210, 297, 37, 35, 28, 26, 20)
    TABLE = (210, 297, 20, 22, 20, 20, 11)
    WIDE = (297, 210, 17, 18, 16, 16, 8)

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.value[0] - self.value[4] - self.value[5]

    @property
    def height(self) -> float:
        """What is left for a table below its title and above its notes."""
        return self.value[1] - self.value[2] - self.value[3] - 30


def render(document: Document) -> bytes:
    """The document as the bytes of a .docx file."""
    word = docx.Document()
    facts = word.core_properties
    facts.title, facts.author, facts.subject = (
        clean(text)[:255] for text in (document.title, document.author, document.subject)
    )
    facts.language, facts.comments = document.language, ""
    _styles(word, document.language)
    _lay(word, _Page.TEXT)
    _footer(word, document.notice)
    if document.blocks and isinstance(document.blocks[0], Cover):
        _number_after_cover(word)
    writer = _Writer(word, document)
    for block in document.blocks:
        writer.write(block)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _listed(block: Block) -> int:
    """The level at which a block stands in the contents; 0 for none."""
    if isinstance(block, Heading):
        return block.level if block.level <= 2 else 0
    return 2 if isinstance(block, Table) and block.number else 0


class _Writer:
    """Writes blocks in order; remembers how the page lies and whether the next block starts a page.

    A new page is a property of its first paragraph: a paragraph that holds nothing but a break could itself fall on a
    page of its own.
    """

    def __init__(self, word: Word, document: Document) -> None:
        self._word, self._document = word, document
        self._page = _Page.TEXT
        self._started = self._next_page = False
        self._marks = 0

    def write(self, block: Block) -> None:
        """Adds one block to the end of the document."""
        turned = self._turn(block)
        alone = isinstance(block, Heading) and block.new_page
        starts_page = self._started and not turned and (self._next_page or alone or isinstance(block, Table))
        first = self._add(block)
        if starts_page:
            first.paragraph_format.page_break_before = True
        if _listed(block):
            self._marks += 1
            bookmark(first, self._marks, f"_Toc{self._marks:08d}")
        self._started, self._next_page = True, isinstance(block, Cover | Contents) or alone

    def _add(self, block: Block) -> WordParagraph:
        """Adds the block; gives its first paragraph."""
        if isinstance(block, Table):
            return _table(self._word, block, self._page)
        if isinstance(block, Heading):
            heading: WordParagraph = self._word.add_heading(clean(block.text), level=min(block.level, 4))
            return heading
        if isinstance(block, Paragraph):
            return _paragraph(self._word, block)
        if isinstance(block, Cover):
            return _cover(self._word, block)
        return _contents(self._word, block, self._document)

    def _turn(self, block: Block) -> bool:
        """Begins a section where the page has to lie otherwise than before."""
        wanted = _Page.TEXT
        if isinstance(block, Table):
            wanted = _Page.WIDE if block.landscape else _Page.TABLE
        if wanted is self._page:
            return False
        if self._started:
            section = self._word.add_section(WD_SECTION.NEW_PAGE)
            for tag in ("w:titlePg", "w:pgNumType"):  # copied from the first section, and meant for it alone
                for element in section._sectPr.findall(qn(tag)):
                    section._sectPr.remove(element)
        _lay(self._word, wanted)
        self._page = wanted
        return self._started


def _lay(word: Word, page: _Page) -> None:
    section = word.sections[-1]
    width, height, top, bottom, left, right, footer = page.value
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance, section.header_distance = Mm(footer), Mm(8)


def _number_after_cover(word: Word) -> None:
    """The cover carries no number, and the page behind it is number 1."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    numbers = make("pgNumType", start=0)
    section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")


def _font(style: ParagraphStyle, family: str, size: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), family)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        if fonts.get(qn(theme)) is not None:
            del fonts.attrib[qn(theme)]


def _styles(word: Word, language: str) -> None:
    tongue = LANGUAGES.get(language, language)
    for element in word.styles.element.iter(qn("w:lang")):  # decides which glyphs stand for a missing font
        element.set(qn("w:eastAsia"), tongue if tongue.startswith("zh") else "zh-CN")
    word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = font_table()
    normal = word.styles["Normal"]
    _font(normal, BODY, 16)
    normal.paragraph_format.line_spacing = Pt(28.9)
    normal.paragraph_format.space_after = Pt(0)
    for level, family, size in ((1, TITLE, 22), (2, HEADING, 16), (3, SUBHEADING, 16), (4, BODY, 16)):
        style = word.styles[f"Heading {level}"]
        _font(style, family, size, bold=level == 3)
        style.font.italic = False
        style.paragraph_format.space_before = Pt(220 if level == 1 else 8)
        style.paragraph_format.space_after = Pt(60 if level == 1 else 4)
        style.paragraph_format.keep_with_next = level != 1
        if level == 1:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            style.paragraph_format.line_spacing = Pt(36)
    for level, family in ((1, HEADING), (2, BODY)):
        style = word.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        _font(style, family, 14)
        style.base_style = normal
        style.paragraph_format.left_indent = Pt(0 if level == 1 else 28)
        style.paragraph_format.line_spacing = Pt(20)
        style.paragraph_format.space_before = Pt(4 if level == 1 else 0)
        style.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _footer(word: Word, notice: str) -> None:
    """`— 1 —`, and the notice under it; sections that follow use the same footer."""
    footer = word.sections[0].footer
    line = footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing = Pt(16)
    line._p.extend((run("— ", BODY, 14), *field("PAGE", "1", BODY, 14), run(" —", BODY, 14)))
    if notice:
        note = footer.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        note.paragraph_format.line_spacing = Pt(11)
        note._p.append(run(notice, BODY, 8))


def _cover(word: Word, block: Cover) -> WordParagraph:
    lines = []
    for number, text in enumerate(block.title):
        size = max(20.0, min(30.0, TEXT_WIDTH / max(1, len(text)) // 0.5 * 0.5))
        line = _line(word, text, size, Align.CENTRE, TITLE)
        line.paragraph_format.space_before = Pt(150 if number == 0 else 12)
        lines.append(line)
    date = _line(word, block.date_line, 18, Align.CENTRE, SUBHEADING)
    date.paragraph_format.space_before = Pt(180)
    if block.note:
        _line(word, block.note, 11, Align.CENTRE)
    return lines[0] if lines else date


def _contents(word: Word, block: Contents, document: Document) -> WordParagraph:
    """A real contents field. Its entries are written out with links, so that they show before it is updated."""
    title = _line(word, block.title, 22, Align.CENTRE, TITLE)
    title.paragraph_format.space_after = Pt(12)
    listed = [other for other in document.blocks if _listed(other)]
    begin, instruction, separate, _shown, end = field('TOC \\o "1-2" \\h \\z \\u', "", BODY, 14)
    begin[0].set(qn("w:dirty"), "true")
    for number, other in enumerate(listed, start=1):
        level = _listed(other)
        line = word.add_paragraph(style=f"toc {level}")
        if number == 1:
            line._p.extend((begin, instruction, separate))
        text = other.text if isinstance(other, Heading) else other.title if isinstance(other, Table) else ""
        entry = run(text, HEADING if level == 1 else BODY, 14)
        line._p.append(make("hyperlink", entry, anchor=f"_Toc{number:08d}", history=1))
        if number == len(listed):
            line._p.append(end)
    return title


def _paragraph(word: Word, block: Paragraph) -> WordParagraph:
    line = word.add_paragraph()
    line.alignment = _ALIGN[block.align] if block.align is not Align.LEFT else WD_ALIGN_PARAGRAPH.JUSTIFY
    size = 10.5 if block.small else 16.0
    if block.small:
        line.paragraph_format.line_spacing = Pt(16)
    if block.indent and block.align is Align.LEFT:
        line.paragraph_format.first_line_indent = Pt(2 * size)
    line._p.extend(run(part.text, BODY, size, bold=part.bold) for part in block.runs if part.text)
    return line


def _line(word: Word, text: str, size: float, align: Align = Align.LEFT, family: str = BODY) -> WordParagraph:
    line = word.add_paragraph()
    line.alignment = _ALIGN[align]
    line.paragraph_format.line_spacing = Pt(round(size * 1.4))
    line._p.append(run(text, family, size))
    return line


def _table(word: Word, table: Table, page: _Page) -> WordParagraph:
    title = _line(word, table.title, 18, Align.CENTRE, TITLE)
    if table.number:
        title.style = word.styles["Heading 2"]
    lines = [title, *([_line(word, table.number, 9, Align.RIGHT)] if table.number else [])]
    around = (table.entity, table.year_line, table.money_unit)
    if any(around):  # one line as on the printed form: left, in the middle, right
        line = _line(word, "\t".join(around), 9)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(page.room / 2), WD_TAB_ALIGNMENT.CENTER)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(page.room), WD_TAB_ALIGNMENT.RIGHT)
        lines.append(line)
    for line in lines:
        line.paragraph_format.keep_with_next = True
    word.element.body.insert_element_before(table_element(table, BODY, page.room, page.height), "w:sectPr")
    notes = [text for text in (*table.notes, table.statement) if text]
    if notes:
        for text in notes:
            _line(word, text, 9)
    else:  # Word needs a paragraph behind a table; this one takes no room of its own
        _line(word, "", 1)
    return title

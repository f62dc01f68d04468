"""PDF: characters become lines, drawn rules become tables. A page without text is Unread, never empty."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from mingzheng.disclosure.reading.aligned import aligned_tables
from mingzheng.disclosure.reading.lines import furniture, lines_of
from mingzheng.disclosure.reading.ruled import Char, Lattice, lattices
from mingzheng.disclosure.rules.raw import RawBlock, RawCell, RawTable, RawText, Unread, UnreadableFile
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Place

MOST_PAGES = 2_000
_MOST_CHARS = 100_000
_MOST_OBJECTS = 60_000
_QUOTE = 160
_NO_TEXT = Bilingual("本页没有文字层（可能是扫描件），未读取", "the page has no text layer (a scan?) and was not read")
_TOO_MUCH = Bilingual("本页内容异常多，未读取", "the page holds abnormally much and was not read")
_BROKEN = Bilingual("本页已损坏，未读取", "the page is damaged and was not read")


def read_pdf(content: bytes, name: str) -> tuple[tuple[RawBlock, ...], tuple[Unread, ...], int]:
    """Blocks in reading order, pages that were not read, number of pages. Raises UnreadableFile."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                Bilingual("PDF 已加密，请提供未加密的版本", "the PDF is encrypted; an open copy is needed")
            ) from error
        raise UnreadableFile(Bilingual("PDF 已损坏，无法打开", "the PDF is damaged and cannot be opened")) from error
    try:
        pages = len(document)
        if pages > MOST_PAGES:
            raise UnreadableFile(
                Bilingual(
                    f"PDF 有 {pages} 页，超过 {MOST_PAGES} 页的上限",
                    f"the PDF has {pages} pages, more than {MOST_PAGES}",
                )
            )
        blocks: list[RawBlock] = []
        unread: list[Unread] = []
        for number in range(pages):
            reason = _read_page(document, number, name, blocks)
            if reason is not None:
                unread.append(Unread(Place(name, page=number + 1), reason))
        return furniture(blocks, pages), tuple(unread), pages
    finally:
        document.close()


def _read_page(document: pdfium.PdfDocument, number: int, name: str, blocks: list[RawBlock]) -> Bilingual | None:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return _BROKEN
    try:
        text = page.get_textpage()
        count = text.count_chars()
        objects = pdfium_c.FPDFPage_CountObjects(page.raw)
        if count > _MOST_CHARS or objects > _MOST_OBJECTS:
            return _TOO_MUCH
        chars = list(_chars(text, count))
        if not any(char.text.strip() for char in chars):
            return _NO_TEXT if objects else None
        grids = lattices(_rules(page))
        found = [*_lines_and_tables(chars, grids, name, number + 1)]
        blocks.extend(block for _, block in sorted(found, key=lambda item: -item[0]))
    except pdfium.PdfiumError:
        return _BROKEN
    finally:
        page.close()
    return None


def _chars(text: pdfium.PdfTextPage, count: int) -> Iterator[Char]:
    """Every character: as high as its font, so that 、 stands on its line, and as wide as its ink, so that （ after a
    narrow sign stays behind it.
    """
    box = pdfium_c.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(count):
        code = pdfium_c.FPDFText_GetUnicode(text.raw, index)
        if code <= 32 or code == 0xA0 or not pdfium_c.FPDFText_GetLooseCharBox(text.raw, index, box):
            continue
        pdfium_c.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top)
        yield Char(chr(code), left.value, box.bottom, right.value, box.top)


def _rules(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    boxes = []
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=4):
        boxes.append(item.get_bounds())
    return boxes


def _lines_and_tables(
    chars: list[Char], grids: list[Lattice], name: str, page: int
) -> Iterator[tuple[float, RawBlock]]:
    outside: list[Char] = []
    inside: list[list[Char]] = [[] for _ in grids]
    for char in chars:
        home = next((index for index, grid in enumerate(grids) if grid.holds(char)), None)
        (outside if home is None else inside[home]).append(char)
    for grid, own in zip(grids, inside, strict=True):
        yield grid.box[3], _table(grid, own, name, page)
    lines = lines_of(outside)
    if not grids:
        found, lines = aligned_tables([(line.text, line.box, list(line.chars)) for line in lines]), lines
        taken = {index for table in found for index in table.lines}
        for table in found:
            rows = tuple(
                tuple(RawCell(text, Place(name, page=page, box=box, quote=text[:_QUOTE])) for text, box in row)
                for row in table.rows
            )
            yield table.top, RawTable(rows, Place(name, page=page, box=rows[0][0].place.box))
        lines = [line for index, line in enumerate(lines) if index not in taken]
    for line in lines:
        yield line.box[3], RawText(line.text, Place(name, page=page, box=_rounded(line.box), quote=line.text[:_QUOTE]))


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


def _table(grid: Lattice, chars: list[Char], name: str, page: int) -> RawTable:
    rows = []
    for row in grid.cells(chars):
        rows.append(
            tuple(
                RawCell(text, Place(name, page=page, box=_rounded(box), quote=text[:_QUOTE]), covered)
                for text, box, covered in row
            )
        )
    return RawTable(tuple(rows), Place(name, page=page, box=_rounded(grid.box)), ruled=True)

"""Bytes of any supported file become a RawDocument; what the file is decides its content, never its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mingzheng.disclosure.reading.docx import blocks_of_docx
from mingzheng.disclosure.reading.encoding import decode
from mingzheng.disclosure.reading.html import blocks_of_html
from mingzheng.disclosure.reading.package import OLE, ZIP, check_package, kind_of_package
from mingzheng.disclosure.reading.pdf import read_pdf
from mingzheng.disclosure.reading.sheets import blocks_of_workbook
from mingzheng.disclosure.reading.text import blocks_of_text
from mingzheng.disclosure.rules.raw import FileFormat, RawBlock, RawDocument, UnreadableFile
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.digests import digest_bytes

LARGEST_FILE = 200 * 1024 * 1024
_LARGEST_TEXT = 40 * 1024 * 1024
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |\|.+\|$|.*\t)", re.MULTILINE)
_Reader = Callable[[bytes, str], Iterator[RawBlock]]
_PACKAGES: dict[FileFormat, _Reader] = {"docx": blocks_of_docx, "xlsx": blocks_of_workbook}


def read_file(content: bytes, name: str) -> RawDocument:
    """Read a PDF, Word, spreadsheet, HTML, Markdown or text file. Raises UnreadableFile with the reason."""
    if not content.strip():
        raise UnreadableFile(Bilingual("文件是空的", "the file is empty"))
    if len(content) > LARGEST_FILE:
        size = len(content) // 1024 // 1024
        raise UnreadableFile(
            Bilingual(f"文件有 {size} MB，超过 200 MB 的上限", f"the file has {size} MB, more than the limit of 200 MB")
        )
    digest = digest_bytes(content)
    if b"%PDF-" in content[:1024]:
        blocks, unread, pages = read_pdf(content, name)
        return RawDocument(name, digest, "pdf", blocks, unread, pages)
    if content.startswith((ZIP, OLE)):
        kind = kind_of_package(content)
        if content.startswith(ZIP):
            check_package(content)
        return _with_content(RawDocument(name, digest, kind, tuple(_PACKAGES[kind](content, name))))
    return _with_content(_read_text(content, name, digest))


def _with_content(document: RawDocument) -> RawDocument:
    if not document.blocks:
        raise UnreadableFile(
            Bilingual("文件中没有可读的文字或表格", "the file holds no text or table that can be read")
        )
    return document


def _read_text(content: bytes, name: str, digest: str) -> RawDocument:
    if len(content) > _LARGEST_TEXT:
        raise UnreadableFile(
            Bilingual(
                "文本文件超过 40 MB，不是一份决算公开文件", "a text file of more than 40 MB is no published report"
            )
        )
    text, encoding = decode(content)
    note = (Bilingual(f"按 {encoding} 编码读取", f"read as {encoding}"),)
    if _is_html(text):
        return RawDocument(name, digest, "html", tuple(blocks_of_html(text, name)), notes=note)
    return RawDocument(name, digest, "text", tuple(blocks_of_text(text, name)), notes=note)


def _is_html(text: str) -> bool:
    """A page: it starts with mark-up, and is not Markdown that holds a table or two of HTML."""
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if re.match(r"<(?:!doctype\s+html|html|\?xml)", head, re.IGNORECASE):
        return True
    return head.startswith("<") and _HTML.search(head) is not None and not _MARKDOWN.search(head)


__all__ = ["LARGEST_FILE", "UnreadableFile", "read_file"]

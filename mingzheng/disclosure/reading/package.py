"""Zip and OLE packages: which kind a file is by what it holds, and bounds against bombs."""

from __future__ import annotations

import io
import zipfile

from mingzheng.disclosure.rules.raw import FileFormat, UnreadableFile
from mingzheng.kernel.bilingual import Bilingual

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_UNPACKED = 400 * 1024 * 1024
_LARGEST_PART = 120 * 1024 * 1024
_STEEPEST = 200  # a part that unpacks to more than 200 times its size is no document
_MOST_PARTS = 5_000


def _bad() -> UnreadableFile:
    return UnreadableFile(Bilingual("文件已损坏，无法打开", "the file is damaged and cannot be opened"))


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _bad() from error


def kind_of_package(content: bytes) -> FileFormat:
    """`docx` or `xlsx` (any workbook). Raises UnreadableFile for what is neither."""
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(
                Bilingual("文件已加密，请提供未加密的版本", "the file is encrypted; an open copy is needed")
            )
        if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
            return "xlsx"
        raise UnreadableFile(
            Bilingual(
                "旧版 Word（.doc）无法读取，请另存为 DOCX 或 PDF", "an old .doc cannot be read; save it as DOCX or PDF"
            )
        )
    with _archive(content) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx"
        if any(name.startswith("xl/workbook") for name in names):
            return "xlsx"
        if "mimetype" in names and b"spreadsheet" in archive.read("mimetype")[:100]:
            return "xlsx"
    raise UnreadableFile(Bilingual("压缩包不是 DOCX、XLSX 或 ODS 文件", "the package is no DOCX, XLSX or ODS file"))


def check_package(content: bytes) -> None:
    """Refuse a bomb before anything is unpacked. Raises UnreadableFile."""
    with _archive(content) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > 1024 * 1024 and part.file_size > _STEEPEST * max(part.compress_size, 1) for part in parts
    )
    if (
        len(parts) > _MOST_PARTS
        or total > _LARGEST_UNPACKED
        or steep
        or any(p.file_size > _LARGEST_PART for p in parts)
    ):
        raise UnreadableFile(
            Bilingual(
                "压缩内容展开后异常庞大，已拒绝打开", "the package would unpack to an abnormal size and was refused"
            )
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(
            Bilingual("文件已加密，请提供未加密的版本", "the file is encrypted; an open copy is needed")
        )

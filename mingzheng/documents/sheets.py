"""Reading sheets of rows that people fill in: CSV, XLSX, XLS and ODS, with the place and the remedy of every fault.

What a file is, its bytes say, never its name. Text files stream, so that a million rows need no more memory than the
file itself. Values come out as text, exactly as a person would read them; the caller gives them a meaning.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError
from xlsxwriter import Workbook

from mingzheng.kernel.bilingual import Bilingual

LARGEST_FILE = 400 * 1024 * 1024
LARGEST_UNPACKED = 1024 * 1024 * 1024
HEADER_WITHIN = 30  # rows in which the head of the table is looked for
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"(?:[^>]*)>\s*<f')
_SHEET_PART = re.compile(r"xl/worksheets/sheet\d+\.xml")
CsvFormat = Literal["csv", "xlsx"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: its key in code, its heading, other headings it is known by, an example for the template."""

    key: str
    title: Bilingual
    required: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""
    hint: Bilingual | None = None

    def headings(self) -> frozenset[str]:
        """Every heading this column answers to."""
        return frozenset(_plain(text) for text in (self.key, self.title.zh, self.title.en, *self.aliases))


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong, and where: file, sheet, row (1 is the first line of the file; 0 the file as a whole), column."""

    file: str
    sheet: str
    row: int
    column: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its values by column key, and where it stands."""

    sheet: str
    row: int
    values: dict[str, str]


@dataclass(frozen=True)
class SheetRows:
    """What was read. `rows` can be walked once; with `errors` there are none to walk."""

    rows: Iterator[SheetRow]
    errors: tuple[RowError, ...] = ()
    encoding: str = ""
    comments: tuple[str, ...] = field(default=())


class _Unreadable(Exception):
    def __init__(self, zh: str, en: str, sheet: str = "", row: int = 0, column: str = "") -> None:
        super().__init__(en)
        self.reason, self.sheet, self.row, self.column = Bilingual(zh, en), sheet, row, column


def read_rows(content: bytes, name: str, columns: Sequence[Column]) -> SheetRows:
    """The rows of a file under the headings of `columns`; faults of the whole file are errors, never exceptions."""
    try:
        if len(content) > LARGEST_FILE:
            raise _Unreadable("文件超过400 MB，请分批导入", "the file is larger than 400 MB; import it in parts")
        if not content.strip():
            raise _Unreadable("文件是空的，请下载模板填写", "the file is empty; download the template and fill it in")
        if content[:4] == b"PK\x03\x04" or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            sheets = _workbook(content)
            return _table(sheets, columns, "")
        text, encoding = _decode(content)
        # Decoded again line by line: the whole text would take four times the file for as long as rows are walked.
        codec = "utf-8-sig" if encoding == "utf-8" else encoding
        lines = io.TextIOWrapper(io.BytesIO(content), encoding=codec, newline="")
        return _table([("", csv.reader(lines, _dialect(text)))], columns, encoding)
    except _Unreadable as fault:
        return SheetRows(iter(()), (RowError(name, fault.sheet, fault.row, fault.column, fault.reason),))


def template(columns: Sequence[Column], file_format: CsvFormat = "csv", language: str = "zh") -> bytes:
    """An empty form with the headings of `columns` and one example row marked as a comment."""
    heads = [column.title.in_language(language) for column in columns]
    examples = [column.example for column in columns]
    examples[0] = f"# {examples[0]}"
    if file_format == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([heads, examples])
        return b"\xef\xbb\xbf" + out.getvalue().encode()
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("template")
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
    for number, column in enumerate(columns):
        sheet.write_string(0, number, heads[number], head)
        sheet.write_string(1, number, examples[number])
        if column.hint:
            sheet.write_comment(0, number, column.hint.in_language(language))
    sheet.set_column(0, len(columns) - 1, 18)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def _decode(content: bytes) -> tuple[str, str]:
    """UTF-8 (with or without mark) or GB18030. Raises _Unreadable for anything else, binary files included."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _Unreadable("文件是UTF-16编码，请另存为UTF-8", "the file is UTF-16; save it as UTF-8")
    if b"\x00" in content:
        raise _Unreadable("这不是表格文件，请使用CSV、XLSX、XLS或ODS", "this is no sheet; use CSV, XLSX, XLS or ODS")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding
        except UnicodeDecodeError:
            continue
    raise _Unreadable(
        "无法识别文件编码，请另存为UTF-8或GB18030", "the encoding is neither UTF-8 nor GB18030; save the file as UTF-8"
    )


def _dialect(text: str) -> type[csv.Dialect]:
    """Comma, tab or semicolon, whichever the first line with a heading uses most."""
    first = next((line for line in text[:20_000].splitlines() if line.strip() and not line.startswith("#")), "")
    best = max(",\t;", key=first.count)

    class Found(csv.excel):
        delimiter = best

    return Found


def _workbook(content: bytes) -> list[tuple[str, Iterable[Sequence[object]]]]:
    if content[:2] == b"PK":
        _check_archive(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets: list[tuple[str, Iterable[Sequence[object]]]] = []
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            merged = getattr(sheet, "merged_cell_ranges", None) or []
            for (top, left), (bottom, _right) in merged:
                if bottom >= HEADER_WITHIN or bottom > top:
                    raise _Unreadable(
                        "数据区有合并单元格，请取消合并", "merged cells; unmerge them", title, top + 1, _letters(left)
                    )
            sheets.append((title, sheet.to_python(skip_empty_area=False)))
        return sheets
    except PasswordError:
        raise _Unreadable("文件已加密，请去除密码后再试", "the file is encrypted; remove the password") from None
    except (CalamineError, OSError, ValueError, KeyError) as broken:
        raise _Unreadable("文件已损坏，无法打开", f"the file is broken: {str(broken)[:120]}") from None


def _check_archive(content: bytes) -> None:
    """Bombs are refused before anything is unpacked, formulas by their cell: only values are imported."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise _Unreadable("文件解压后过大，已拒绝", "the file unpacks to more than 1 GB and is refused")
            for item in archive.infolist():
                if _SHEET_PART.fullmatch(item.filename) and (found := _FORMULA.search(archive.read(item))):
                    cell = found.group(1).decode()
                    raise _Unreadable(
                        f"单元格{cell}是公式，请粘贴为数值后再导入",
                        f"cell {cell} is a formula; paste it as a value",
                        "",
                        0,
                        cell,
                    )
    except zipfile.BadZipFile:
        raise _Unreadable("文件已损坏，无法打开", "the file is broken and cannot be opened") from None


def _table(
    sheets: Iterable[tuple[str, Iterable[Sequence[object]]]], columns: Sequence[Column], encoding: str
) -> SheetRows:
    comments: list[str] = []
    best: set[str] = set()
    for title, raw in sheets:
        lines = enumerate(iter(raw), start=1)
        for number, cells in lines:
            texts = [_text(cell) for cell in cells]
            if texts and texts[0].startswith("#"):
                comments.append(",".join(text for text in texts if text).lstrip("# "))
                continue
            found = _header(texts, columns)
            if len(found) > len(best):
                best = set(found)
            if all(column.key in found for column in columns if column.required) and found:
                return SheetRows(_rows(title, lines, found), (), encoding, tuple(comments))
            if number >= HEADER_WITHIN + len(comments):
                break
    missing = [column.title for column in columns if column.required and column.key not in best]
    zh, en = "、".join(t.zh for t in missing), ", ".join(t.en for t in missing)
    raise _Unreadable(f"找不到表头，缺少列：{zh}", f"no heading row; these columns are missing: {en}")


def _header(texts: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Which column stands at which position, for a row that may be the head of the table."""
    places = {_plain(text): number for number, text in reversed(list(enumerate(texts))) if text.strip()}
    found: dict[str, int] = {}
    for column in columns:
        at = next((places[heading] for heading in column.headings() if heading in places), None)
        if at is not None:
            found[column.key] = at
    return found


def _rows(sheet: str, lines: Iterator[tuple[int, Sequence[object]]], places: dict[str, int]) -> Iterator[SheetRow]:
    for number, cells in lines:
        if not cells or _text(cells[0]).startswith("#"):
            continue
        values = {key: _text(cells[at]) if at < len(cells) else "" for key, at in places.items()}
        if any(values.values()):
            yield SheetRow(sheet, number, values)


def _text(value: object) -> str:
    """A cell as text: a float through its shortest decimal, so that 4285.05 stays 4285.05; a date as 2022-12-31."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def _plain(text: str) -> str:
    return "".join(text.split()).replace("（", "(").replace("）", ")").strip("*").casefold()


def _letters(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name

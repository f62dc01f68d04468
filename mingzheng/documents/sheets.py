"""Reading sheets of rows that people fill in: CSV, XLSX, XLS and ODS, with the place and the remedy of every fault.

What a file is, its bytes say, never its name. Text files stream, so that a million rows need no more memory than the
file itself. Values come out as text, exactly as a person would read them; the caller gives them a meaning.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from xlsxwriter import Workbook

from mingzheng.documents.workbooks import Refused, Sheet, is_workbook, sheets_of
from mingzheng.kernel.bilingual import Bilingual

LARGEST_FILE = 400 * 1024 * 1024
HEADER_WITHIN = 30  # rows in which the head of the table is looked for
PIECE = 1024 * 1024
LONGEST_ROW = 131_072  # letters; the module's own limit is one for the whole process, and other libraries lift it
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

    def headings(self) -> tuple[str, ...]:
        """Every heading this column answers to, its own title before other names."""
        return tuple(_plain(text) for text in (self.title.zh, self.title.en, self.key, *self.aliases))


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
    """What was read. `rows` can be walked once and may raise BrokenRow; with `errors` there are none to walk."""

    rows: Iterator[SheetRow]
    errors: tuple[RowError, ...] = ()
    encoding: str = ""
    comments: tuple[str, ...] = field(default=())


class BrokenRow(csv.Error):
    """Raised while rows are walked, where a text file cannot be followed any further; `error` says where and why."""

    def __init__(self, error: RowError) -> None:
        super().__init__(error.reason.en)
        self.error = error


def read_rows(content: bytes, name: str, columns: Sequence[Column]) -> SheetRows:
    """The rows of a file under the headings of `columns`; faults of the whole file are errors, never exceptions."""
    try:
        if len(content) > LARGEST_FILE:
            raise Refused("文件超过400 MB，请分批导入", "the file is larger than 400 MB; import it in parts")
        if not content.strip():
            raise Refused("文件是空的，请下载模板填写", "the file is empty; download the template and fill it in")
        if is_workbook(content):
            tables = (_Lines(sheet.title, enumerate(sheet.rows, start=1), sheet) for sheet in sheets_of(content))
            return _table(tables, columns, "")
        encoding = _encoding(content)
        # Decoded line by line: the whole text would take four times the file for as long as rows are walked.
        codec = "utf-8-sig" if encoding == "utf-8" else encoding
        lines = io.TextIOWrapper(io.BytesIO(content), encoding=codec, newline="")
        return _table([_Lines("", _csv_lines(lines, _dialect(content, codec), name))], columns, encoding)
    except Refused as fault:
        return SheetRows(iter(()), (RowError(name, fault.sheet, fault.row, fault.column, fault.reason),))
    except BrokenRow as broken:
        return SheetRows(iter(()), (broken.error,))


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


def _encoding(content: bytes) -> str:
    """UTF-8 (with or without mark) or GB18030. Raises Refused for anything else, binary files included."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("文件是UTF-16编码，请另存为UTF-8", "the file is UTF-16; save it as UTF-8")
    if b"\x00" in content:
        raise Refused("这不是表格文件，请使用CSV、XLSX、XLS或ODS", "this is no sheet; use CSV, XLSX, XLS or ODS")
    ends = {encoding: _decodable(content, encoding) for encoding in ("utf-8", "gb18030")}
    for encoding, end in ends.items():
        if end is None:
            return encoding
    row = content.count(b"\n", 0, max(end or 0 for end in ends.values())) + 1
    raise Refused(
        f"无法识别文件编码（第{row}行），请另存为UTF-8或GB18030",
        f"the encoding is neither UTF-8 nor GB18030 (line {row}); save the file as UTF-8",
        row=row,
    )


def _decodable(content: bytes, encoding: str) -> int | None:
    """Where decoding fails, or None when all of it decodes; piece by piece, so that no second copy is kept."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(content), PIECE):
        try:
            decoder.decode(content[start : start + PIECE], final=start + PIECE >= len(content))
        except UnicodeDecodeError as fault:
            return start + fault.start
    return None


def _dialect(content: bytes, codec: str) -> type[csv.Dialect]:
    """Comma, tab or semicolon, whichever the first line with a heading uses most."""
    text = content[:20_000].decode(codec, errors="ignore")
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    best = max(",\t;", key=first.count)

    class Found(csv.excel):
        delimiter = best
        strict = True  # a quote that never closes would swallow the rows behind it

    return Found


def _csv_lines(lines: Iterable[str], dialect: type[csv.Dialect], name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows with the line they begin on; a cell may go over several lines. Raises BrokenRow."""
    reader = csv.reader(lines, dialect)
    begins = 1
    try:
        for cells in reader:
            if sum(map(len, cells)) > LONGEST_ROW:
                raise csv.Error
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        reason = Bilingual(
            "有单元格过长或引号不配对，请检查本行起的双引号",
            "a cell is too long or its quotes are unbalanced; look at the quotes from this line on",
        )
        raise BrokenRow(RowError(name, "", begins, "", reason)) from None


@dataclass(frozen=True)
class _Lines:
    """The lines of one sheet with their numbers, and what a workbook says of its cells."""

    title: str
    lines: Iterator[tuple[int, Sequence[object]]]
    sheet: Sheet | None = None


def _table(sheets: Iterable[_Lines], columns: Sequence[Column], encoding: str) -> SheetRows:
    comments: list[str] = []
    best: set[str] = set()
    for table in sheets:
        for number, cells in table.lines:
            texts = [_text(cell) for cell in cells]
            if texts and texts[0].startswith("#"):
                comments.append(",".join(text for text in texts if text).lstrip("# "))
                continue
            found = _header(texts, columns)
            if len(found) > len(best):
                best = set(found)
            if all(column.key in found for column in columns if column.required) and found:
                _named_once(texts, found, table.title, number)
                if table.sheet:
                    _plain_below(table.sheet, number)
                return SheetRows(_rows(table.title, table.lines, found), (), encoding, tuple(comments))
            if number >= HEADER_WITHIN + len(comments):
                break
    missing = [column.title for column in columns if column.required and column.key not in best]
    zh, en = "、".join(t.zh for t in missing), ", ".join(t.en for t in missing)
    hint = Bilingual("", "")
    if encoding == "gb18030":  # nearly any bytes decode as GB18030, into other words
        hint = Bilingual(
            "（按GB18030读取；如编码不同请另存为UTF-8）", " (read as GB18030; if it is not, save it as UTF-8)"
        )
    raise Refused(f"找不到表头，缺少列：{zh}{hint.zh}", f"no heading row; these columns are missing: {en}{hint.en}")


def _named_once(texts: Sequence[str], found: dict[str, int], title: str, number: int) -> None:
    """Two columns of one name: which of them is meant, nobody can tell. Raises Refused."""
    names = [_plain(text) for text in texts]
    for at in found.values():
        if names.count(names[at]) > 1:
            zh, en = f"列“{texts[at]}”出现多次，请只保留一列", f"there is more than one column “{texts[at]}”; keep one"
            raise Refused(zh, en, title, number, texts[at])


def _plain_below(sheet: Sheet, head: int) -> None:
    """Only values are imported: a formula or a merged cell below the head is refused by its place. Raises Refused."""
    for place in sheet.formulas:
        row = int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        if row > head:
            raise Refused(
                f"单元格{place}是公式，请粘贴为数值后再导入",
                f"cell {place} is a formula; paste it as a value",
                sheet.title,
                row,
                place,
            )
    for first, place in sheet.merges:  # one that begins in the head belongs to it, also when it reaches further down
        if first > head:
            raise Refused("数据区有合并单元格，请取消合并", "merged cells; unmerge them", sheet.title, first, place)


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

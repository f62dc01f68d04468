"""Opening workbooks of strangers (XLSX, XLS, ODS): what could harm the machine is refused before anything is unpacked.

The reading library lays a sheet out as one dense block from its first to its last cell. A file of a few kilobytes with
one cell in the last corner would ask for half a terabyte and end the process, so extents are measured first.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from mingzheng.kernel.bilingual import Bilingual

LARGEST_UNPACKED = 1024 * 1024 * 1024
MOST_CELLS = 27_000_000  # of all sheets laid out: a million rows from A to Z
LARGE = 4 * 1024 * 1024  # bytes of a sheet from which on its extent is only bounded
NOTED_FORMULAS = 10_000
PROBE_MEMORY, PROBE_SECONDS = 2 * 1024 * 1024 * 1024, 60
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLACE = re.compile(rb"""r\s*=\s*["']([A-Za-z]{1,9})([0-9]{1,19})["']""")
_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{2,9}[0-9]|[A-Za-z]?[0-9]{7})""")  # beyond column Z or row 999,999
_LOW = re.compile(rb"""r\s*=\s*["'][A-Za-z]?[0-9]{6}""")  # below row 99,999
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["']([0-9]{1,19})["']""")
_FORMULA = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]+[0-9]+)["'][^>]*>\s*<(?:\w+:)?f[\s/>]""")
_MACROS = re.compile(r"vbaproject\.bin$|^basic/", re.IGNORECASE)
_TABLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# A process of its own may die of a hostile file; the server that asked may not.
_PROBE = f"""
import io, resource, sys
from python_calamine import CalamineWorkbook
resource.setrlimit(resource.RLIMIT_AS, ({PROBE_MEMORY}, {PROBE_MEMORY}))
book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
for title in book.sheet_names:
    book.get_sheet_by_name(title)
"""


class Refused(Exception):
    """A workbook that is not opened: why, in both languages, and where, as far as it is known."""

    def __init__(self, zh: str, en: str, sheet: str = "", row: int = 0, column: str = "") -> None:
        super().__init__(en)
        self.reason, self.sheet, self.row, self.column = Bilingual(zh, en), sheet, row, column


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows from line 1 on, walked once; merged cells by first row and place; cells with formulas."""

    title: str
    rows: Iterator[list[object]]
    merges: tuple[tuple[int, str], ...] = ()
    formulas: tuple[str, ...] = field(default=())


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin as a workbook does."""
    return content.startswith((ZIP, OLE))


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets in order. Raises Refused."""
    formulas = check(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        opened = [book.get_sheet_by_name(title) for title in book.sheet_names]
    except PasswordError:
        raise Refused("文件已加密，请去除密码后再试", "the file is encrypted; remove the password") from None
    except (CalamineError, OSError, ValueError, KeyError) as broken:
        raise Refused("文件已损坏，无法打开", f"the file is broken: {str(broken)[:120]}") from None
    return [Sheet(sheet.name, _rows(sheet), _merges(sheet), formulas.get(sheet.name, ())) for sheet in opened]


def check(content: bytes, *, macros: bool = False) -> dict[str, tuple[str, ...]]:
    """The cells with formulas of each sheet. Raises Refused for a bomb, a boundless sheet or a broken file.

    Macros are never run; with `macros` a file that holds some is read all the same.
    """
    if content.startswith(OLE):
        _probe(content)
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise Refused("文件解压后过大，已拒绝", "the file unpacks to more than 1 GB and is refused")
            if not macros and any(
                name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names
            ):
                raise Refused("文件含宏，请另存为不含宏的XLSX", "the file holds macros; save it as XLSX without macros")
            if any(name.lower().endswith("workbook.bin") for name in names):
                raise Refused("不支持XLSB，请另存为XLSX", "XLSB is not read; save it as XLSX")
            # A file may pretend to be both kinds, and which of them is read is the library's choice.
            return _check_xlsx(archive, names) | (_check_ods(archive) if "content.xml" in names else {})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, etree.XMLSyntaxError):
        raise Refused("文件已损坏，无法打开", "the file is broken and cannot be opened") from None


def _check_xlsx(archive: zipfile.ZipFile, names: set[str]) -> dict[str, tuple[str, ...]]:
    titles = _titles(archive, names)
    formulas: dict[str, tuple[str, ...]] = {}
    cells = 0
    for name in sorted(names):
        part = archive.read(name)  # whatever it is called: a workbook may give its sheets any name
        if b"sheetData" not in part:
            continue
        if b"\x00" in part[:200]:
            raise Refused("工作表编码不受支持", "a sheet is in an encoding that is not supported")
        cells += _extent(part, MOST_CELLS - cells)
        _bounded(cells, titles.get(name, ""))
        if b"<f" in part or b":f" in part:
            places = (found[1].decode() for found in _FORMULA.finditer(part))
            formulas[titles.get(name, name)] = tuple(islice(places, NOTED_FORMULAS))
    return formulas


def _extent(part: bytes, allowed: int) -> int:
    """How many cells a sheet takes when it is laid out: exactly, or a bound that is allowed, for large usual sheets."""
    if len(part) > LARGE and not _FAR.search(part):
        rows = 99_999 if not _LOW.search(part) else 999_999
        if rows * 26 <= allowed:
            return rows * 26
    rows = max((int(found[1]) for found in _ROW.finditer(part)), default=1)
    letters: set[bytes] = set()
    for found in _PLACE.finditer(part):
        column, row = found.groups()
        letters.add(column)
        if len(row) > 5 or int(row) > rows:
            rows = max(rows, int(row))
    return max(rows, 1) * max((_column(text.decode()) for text in letters), default=1)


def _titles(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """The title of the sheet in each part, as far as the usual parts say it."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    targets = {
        link.get("Id"): (link.get("Target") or "")
        for link in etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    }
    made: dict[str, str] = {}
    for element in etree.fromstring(archive.read("xl/workbook.xml"), parser).iter("{*}sheet"):
        identity = next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")
        target = targets.get(identity, "")
        made[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = element.get("name") or ""
    return made


def _check_ods(archive: zipfile.ZipFile) -> dict[str, tuple[str, ...]]:
    """Repeated cells and rows count as often as they are repeated, unless nothing stands in or behind them."""
    formulas: dict[str, list[str]] = {}
    title, cells, rows, widest, used, column, filled = "", 0, 0, 0, 0, 0, 0
    with archive.open("content.xml") as part:
        for event, element in etree.iterparse(part, ("start", "end"), resolve_entities=False, no_network=True):
            kind = element.tag.removeprefix(_TABLE_NS)
            if event == "start" and kind == "table":
                title, rows, widest, used = element.get(f"{_TABLE_NS}name") or "", 0, 0, 0
            elif event == "start" and kind == "table-row":
                column, filled = 0, 0
            elif event == "end" and kind in ("table-cell", "covered-table-cell"):
                column += _repeated(element, "columns")
                if len(element) or element.text:
                    filled = column
                if element.get(f"{_TABLE_NS}formula") and len(formulas.setdefault(title, [])) < NOTED_FORMULAS:
                    formulas[title].append(f"{letters_of(column - 1)}{rows + 1}")
            elif event == "end" and kind == "table-row":
                rows += _repeated(element, "rows")
                widest, used = max(widest, filled), rows if filled else used
                _bounded(cells + used * widest, title)
                element.clear()
            elif event == "end" and kind == "table":
                cells += used * widest
    return {name: tuple(places) for name, places in formulas.items()}


def _repeated(element: etree._Element, what: str) -> int:
    value = element.get(f"{_TABLE_NS}number-{what}-repeated") or "1"
    return int(value) if value.isascii() and value.isdigit() else 1


def _bounded(cells: int, title: str) -> None:
    if cells > MOST_CELLS:
        raise Refused(
            "工作表范围过大，请删除表格以外的行列后另存",
            "the sheet reaches too far; delete the rows and columns beyond the table and save it again",
            title,
        )


def _probe(content: bytes) -> None:
    """Opens an old binary workbook in a process with bounded memory and time. Raises Refused when that fails."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _PROBE],
            input=content,
            capture_output=True,
            timeout=PROBE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise Refused("文件无法在限定时间内打开", "the file cannot be opened in reasonable time") from None
    if b"PasswordError" in done.stderr:
        raise Refused("文件已加密，请去除密码后再试", "the file is encrypted; remove the password")
    if done.returncode:
        raise Refused("文件已损坏，无法打开；请另存为XLSX", "the file is broken; save it as XLSX")


def _rows(sheet: CalamineSheet) -> Iterator[list[object]]:
    """Rows from line 1 and column A on: the library leaves out empty columns on the left."""
    left: list[object] = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield [*left, *row]


def _merges(sheet: CalamineSheet) -> tuple[tuple[int, str], ...]:
    return tuple((top + 1, f"{letters_of(left)}{top + 1}") for (top, left), _end in sheet.merged_cell_ranges or [])


def _column(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name

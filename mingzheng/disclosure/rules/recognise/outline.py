"""The shape of a document: cover, contents, parts, sections, tables with their surroundings, forms, glossary.

One pass over the blocks. A block belongs to what is open when it comes: contents, a form, a table, else a section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mingzheng.disclosure.rules.document import ContentsEntry, Heading
from mingzheng.disclosure.rules.raw import RawBlock, RawCell, RawTable, RawText
from mingzheng.disclosure.rules.recognise.clean import plain, squeezed
from mingzheng.disclosure.rules.recognise.titles import is_table_title, section_number, table_source
from mingzheng.kernel.facts import Place

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_PART = re.compile(rf"第({_NUMERAL})部分[:：]?(.*)")
_SECTION = re.compile(rf"({_NUMERAL})[、.．](.{{2,50}})")
_SUBSECTION = re.compile(rf"[（(]({_NUMERAL})[)）](.{{2,46}}?)。?")
_NOT_A_TITLE = re.compile(r"[。；！？]|[，,：:]$")
_PART_ENDS = re.compile(r"(?:概况|表|说明|解释|附件|职责|情况|附录)$")
_CONTENTS = frozenset({"目录", "目次"})
_LEADER = re.compile(r"(?:[.…·．\s_-]{2,}|\s)[-—]?(\d{1,3})[-—]?$")
_BULLET = re.compile(r"^[-*+•]\s+")
_PAGE_NUMBER = re.compile(r"[-—–\s]*\d{1,4}[-—–\s]*|第\d+页(?:共\d+页)?")
NUMBER_LINE = re.compile(r"(?:公开|财决|附|决算公开)?\d{1,2}[-\d]*表|表\d{1,2}|附件\d{0,2}[:：]?|附表\d{0,2}[:：]?")
UNIT_LINE = re.compile(r"(?:金额)?单位[:：](?:人民币)?(万元|元|亿元|千元)(?:.{0,12})")
ENTITY_LINE = re.compile(r"(?:公开|编制|填报)?(?:部门|单位)(?:名称)?(?:（[^）]*）)?[:：].{0,60}")
YEAR_LINE = re.compile(r"[（(]?\d{4}年度?[)）]?")
_NOTE = re.compile(r"(?:备注|注)[:：]|说明[:：]|(?:本表|此表)")
_NOTE_GOES_ON = re.compile(r"\d{1,2}[.、．]")
_BETWEEN_CAPTIONS = re.compile(r"\s{2,}|\s+(?=(?:金额)?单位[:：])|\s+(?=\d{4}\s*年度)")
_FORM_NAME = "项目名称"
_FORM_TITLE = re.compile(r".{0,30}(?:绩效|自评).{0,20}表(?:（.{0,20}）)?")
_RUNNING = re.compile(r"[，。；]")  # running text, which no entry of a table of contents is
_LONGEST_COVER_LINE = 60
_LAST_FORM_ROW = frozenset({"总分", "合计", "总计", "总分数"})


@dataclass(slots=True)
class OpenTable:
    """A table while it is collected: what stands above it, its fragments, what stands below."""

    captions: list[RawText]
    fragments: list[RawTable] = field(default_factory=list)
    below: list[RawText] = field(default_factory=list)

    @property
    def title(self) -> RawText | None:
        """The caption that is the title: the last that says which table, else the last that looks like a title."""
        titles = [caption for caption in self.captions if is_table_title(caption.text)]
        known = [caption for caption in titles if table_source(caption.text)]
        found = known or titles
        return found[-1] if found else None


@dataclass(slots=True)
class OpenForm:
    """A self-evaluation form while it is collected: its caption lines and every block up to its last row."""

    captions: list[RawText]
    blocks: list[RawBlock] = field(default_factory=list)


@dataclass(slots=True)
class OpenSection:
    """A section while it is collected."""

    number: str
    printed: str
    title: str
    place: Place
    level: int
    texts: list[RawText] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """What one pass over the blocks found."""

    cover: list[RawText] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    sections: list[OpenSection] = field(default_factory=list)
    tables: list[OpenTable] = field(default_factory=list)
    forms: list[OpenForm] = field(default_factory=list)
    glossary: list[RawText] = field(default_factory=list)
    texts: list[list[RawText]] = field(default_factory=list)  # by section, so that no paragraph runs into the next


def distinct(row: tuple[RawCell, ...]) -> list[RawCell]:
    """The cells of a row that say something."""
    return [cell for cell in row if cell.text and not cell.covered]


def _is_caption(text: str) -> bool:
    name = squeezed(text)
    return len(name) <= 70 and (
        any(pattern.fullmatch(name) for pattern in (NUMBER_LINE, UNIT_LINE, ENTITY_LINE, YEAR_LINE))
        or is_table_title(name)
    )


def _caption_row(row: tuple[RawCell, ...]) -> bool:
    cells = distinct(row)
    return bool(cells) and len(cells) <= 4 and all(_is_caption(cell.text) for cell in cells)


def _note_row(row: tuple[RawCell, ...]) -> bool:
    cells = distinct(row)
    return len(cells) == 1 and bool(_NOTE.match(squeezed(cells[0].text))) and len(cells[0].text) > 6


def lifted(table: RawTable) -> list[RawBlock]:
    """A table without the title, unit and note lines that a sheet or page puts into its grid; split at each title."""
    if len(table.rows) > 1 and all(len(distinct(row)) <= 1 for row in table.rows):
        return [RawText(cell.text, cell.place, joined=True) for row in table.rows for cell in distinct(row)]
    pieces: list[RawBlock] = []
    rows: list[tuple[RawCell, ...]] = []

    def close() -> None:
        if rows:
            pieces.append(RawTable(tuple(rows), rows[0][0].place, table.caption, table.ruled))
            rows.clear()

    for row in table.rows:
        cells = distinct(row)
        if _caption_row(row) or _note_row(row):
            close()
            pieces.extend(RawText(cell.text, cell.place, joined=True) for cell in cells)
            continue
        if cells and squeezed(cells[0].text) == _FORM_NAME:
            close()
        if cells or rows:
            rows.append(row)
    close()
    return pieces


def _is_last_form_row(row: tuple[RawCell, ...]) -> bool:
    cells = [squeezed(cell.text) for cell in distinct(row)]
    return len(cells) >= 2 and cells[0] in _LAST_FORM_ROW and all(re.fullmatch(r"[\d.,%]+", cell) for cell in cells[1:])


def _starts_form(table: RawTable) -> bool:
    return any(cells and squeezed(cells[0].text) == _FORM_NAME for cells in map(distinct, table.rows[:6]))


class Walker:
    """Carries what is open from block to block."""

    def __init__(self) -> None:
        self.found = Outline()
        self.state = "cover"  # cover, contents, body, glossary
        self.seen_parts: set[str] = set()
        self.captions: list[RawText] = []
        self.table: OpenTable | None = None
        self.form: OpenForm | None = None
        self.unfinished_part: int | None = None
        self.section: OpenSection | None = None
        self.fresh = True  # the next text belongs to a new section

    def walk(self, blocks: tuple[RawBlock, ...]) -> Outline:
        """Take every block in reading order."""
        for block in blocks:
            if isinstance(block, RawText):
                self.take(block)
            else:
                for piece in lifted(block):
                    self.take(piece)
        return self.found

    def take(self, block: RawBlock) -> None:
        """One block, to whatever it belongs to."""
        self.fresh = self.fresh or isinstance(block, RawTable)
        if self.form is not None and not self._ends_form(block):
            self._into_form(block)
        elif isinstance(block, RawTable):
            self._take_table(block)
        elif not _PAGE_NUMBER.fullmatch(squeezed(block.text)):
            for text in _apart(block):
                self._take_text(text)

    # forms

    def _ends_form(self, block: RawBlock) -> bool:
        if isinstance(block, RawTable):
            ends = _starts_form(block)
        else:
            name = squeezed(block.text)
            ends = bool(_PART.fullmatch(name) or (_FORM_TITLE.fullmatch(name) and len(name) < 40))
        if ends:
            self.form = None
        return ends

    def _into_form(self, block: RawBlock) -> None:
        assert self.form is not None
        self.form.blocks.append(block)
        if isinstance(block, RawTable) and any(_is_last_form_row(row) for row in block.rows[-3:]):
            self.form = None

    # tables

    def _take_table(self, table: RawTable) -> None:
        if self.state in ("cover", "contents"):
            self.state = "body"
        if _starts_form(table):
            self.form = OpenForm(self.captions)
            self.found.forms.append(self.form)
            self.captions, self.table = [], None
            self._into_form(table)
            return
        titled = [caption for caption in self.captions if is_table_title(caption.text)]
        if self.table is not None and not self.table.below and not (titled and self._is_other(titled[-1])):
            self.table.fragments.append(table)
        elif len(table.rows) == 1 and len(distinct(table.rows[0])) <= 1:
            for cell in distinct(table.rows[0]):  # a text that a conversion took for a table
                self._take_text(RawText(cell.text, cell.place))
            return
        else:
            if not titled and table.caption:
                self.captions.append(RawText(table.caption, table.place))
            self.table = OpenTable(self.captions, [table])
            self.found.tables.append(self.table)
        self.captions = []

    def _is_other(self, title: RawText) -> bool:
        assert self.table is not None
        mine = self.table.title
        return mine is None or squeezed(mine.text) != squeezed(title.text)

    # texts

    def _take_text(self, text: RawText) -> None:
        name = squeezed(text.text)
        if not name:
            return
        if self.state == "contents" and self._into_contents(text, name):
            return
        if name in _CONTENTS:
            self.state = "contents"
            self.found.headings.append(Heading(1, "", name, text.place))
            return
        if self._take_heading(text, name):
            return
        if self.table is not None and not self.captions and _stands_below(self.table, name):
            self.table.below.append(text)
            return
        if _is_caption(text.text):
            if self.state == "cover":
                self.found.cover.append(text)
            self.captions.append(text)
            if is_table_title(name):
                self.state = "body" if self.state == "glossary" else self.state
                self.found.headings.append(Heading(2, "", plain(text.text), text.place))
            return
        self.captions, self.table = [], None
        self._into_section(text)

    def _into_section(self, text: RawText) -> None:
        if self.state == "cover" and len(text.text) <= _LONGEST_COVER_LINE:
            self.found.cover.append(text)
            return
        self.state = "body" if self.state == "cover" else self.state
        if self.fresh or not self.found.texts:
            self.found.texts.append([])
            self.fresh = False
        self.found.texts[-1].append(text)
        if self.state == "glossary":
            self.found.glossary.append(text)
        elif self.section is not None:
            self.section.texts.append(text)

    def _into_contents(self, text: RawText, name: str) -> bool:
        """Take an entry; False when the contents are over and the text belongs to the body."""
        part = _PART.fullmatch(_LEADER.sub("", _BULLET.sub("", plain(text.text))).replace(" ", ""))
        entries = self.found.contents
        name = squeezed(_LEADER.sub("", _BULLET.sub("", plain(text.text))))
        repeated = part is not None and part[1] in self.seen_parts
        again = not part and bool(entries) and squeezed(entries[0].title) == _numbered(name)[2]
        if repeated or again or len(name) > _LONGEST_COVER_LINE or _RUNNING.search(name):
            self.state = "body"
            return False
        line = _BULLET.sub("", plain(text.text))
        leader = _LEADER.search(line)
        page = leader[1] if leader else ""
        entry = squeezed(_LEADER.sub("", line) if leader else line)
        if part is not None:
            self.seen_parts.add(part[1])
        if re.fullmatch(r"[.…·\d-]+", entry):
            return True
        level, number, title = _numbered(entry)
        if not number and entries and not _PART_ENDS.search(entries[-1].title) and entries[-1].level == 1:
            last = entries.pop()
            entries.append(ContentsEntry(last.level, last.number, last.title + title, last.place, page or last.page))
        else:
            entries.append(ContentsEntry(level, number, title, text.place, page))
        return True

    def _take_heading(self, text: RawText, name: str) -> bool:
        part = _PART.fullmatch(name)
        if part is not None and len(name) <= 60:
            self._open_part(part[1], part[2], text.place)
            return True
        if self.unfinished_part is not None:
            if len(name) <= 40 and not _SECTION.fullmatch(name):
                self._finish_part(name)
                return True
            self.unfinished_part = None
        if name in ("名词解释", "专业名词解释"):
            self._open_part("", name, text.place)
            return True
        return self._take_section_heading(text, name)

    def _open_part(self, number: str, title: str, place: Place) -> None:
        self.captions, self.table, self.section, self.fresh = [], None, None, True
        self.found.headings.append(Heading(1, f"第{number}部分" if number else "", title, place))
        self.unfinished_part = None if _PART_ENDS.search(title) else len(self.found.headings) - 1
        self.state = "glossary" if "名词解释" in title else "body"

    def _finish_part(self, more: str) -> None:
        assert self.unfinished_part is not None
        heading = self.found.headings[self.unfinished_part]
        title = heading.title + more
        self.found.headings[self.unfinished_part] = Heading(1, heading.number, title, heading.place)
        if "名词解释" in title:
            self.state = "glossary"
        if _PART_ENDS.search(title):
            self.unfinished_part = None

    def _take_section_heading(self, text: RawText, name: str) -> bool:
        for level, pattern in ((2, _SECTION), (3, _SUBSECTION)):
            match = pattern.fullmatch(name)
            if match is None or _NOT_A_TITLE.search(match[2]) or (level == 3 and self._is_duty(name)):
                continue
            if self.state == "cover":
                if not section_number(match[2]):
                    continue
                self.state = "body"
            if self.state == "glossary":
                if "名词解释" not in match[2]:
                    continue
            elif is_table_title(match[2]):
                self.found.headings.append(Heading(level, match[1], match[2], text.place))
                self.captions, self.table = [RawText(match[2], text.place)], None
                return True
            if "名词解释" in match[2]:
                self._open_part("", match[2], text.place)
                return True
            self._open_section(level, match[1], match[2], text.place)
            return True
        return False

    def _is_duty(self, name: str) -> bool:
        """A numbered duty is running text: it stands among the duties, or it ends as a sentence."""
        in_duties = any(section.number == "0.1" for section in self.found.sections[-1:])
        return in_duties or (name.endswith("。") and not name.endswith(("情况。", "说明。")))

    def _open_section(self, level: int, printed: str, title: str, place: Place) -> None:
        parent = ""
        if level == 3:
            parent = next((section.number for section in reversed(self.found.sections) if section.level == 2), "")
        self.captions, self.table = [], None
        self.found.headings.append(Heading(level, printed, title, place))
        self.fresh = True
        self.section = OpenSection(section_number(title, parent), printed, title, place, level)
        self.found.sections.append(self.section)


def _apart(text: RawText) -> list[RawText]:
    """A line that holds several captions (部门：…  2022年度  单位：万元) as one text each."""
    pieces = [piece for piece in _BETWEEN_CAPTIONS.split(text.text) if piece.strip()]
    if len(pieces) < 2 or not all(_is_caption(piece) for piece in pieces):
        return [text]
    return [RawText(piece.strip(), text.place) for piece in pieces]


def _stands_below(table: OpenTable, name: str) -> bool:
    """A note, a statement, or a line that goes on with one."""
    if _NOTE.match(name):
        return True
    if not table.below:
        return False
    return bool(_NOTE_GOES_ON.match(name)) or not re.search(r"[。.]$", squeezed(table.below[-1].text))


def _numbered(entry: str) -> tuple[int, str, str]:
    """(level, printed number, title) of an entry of the contents."""
    for level, pattern in ((1, _PART), (2, _SECTION), (3, _SUBSECTION)):
        match = pattern.fullmatch(entry)
        if match is not None:
            return level, f"第{match[1]}部分" if level == 1 else match[1], match[2]
    return 2, "", entry

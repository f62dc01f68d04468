"""The title page: which unit, which year, which date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mingzheng.disclosure.rules.document import CoverPage, DocumentKind, Heading, ReadTable
from mingzheng.disclosure.rules.raw import RawText
from mingzheng.disclosure.rules.recognise.clean import squeezed

_YEAR = re.compile(r"(20\d{2})\s*年")
_DATE = re.compile(
    r"(?:二[〇○零]|20)[〇○零一二三四五六七八九\d]{2}年[一二三四五六七八九十\d]{1,3}月(?:[一二三四五六七八九十\d]{1,3}日)?"
)
_SUFFIX = re.compile(r"(?:20\d{2}年度?)?(?:部门|单位)?(?:决算|预算)(?:公开)?(?:说明|报告|情况)*(?:（.{1,8}）)?$|概况$")
_ENTITY = re.compile(r"(?:公开|编制|填报)?(?:部门|单位)(?:名称)?[:：]")


def unit_in(title: str) -> str:
    """The unit's name in a title such as 2022年度某局部门决算."""
    name = re.sub(r"^(?:20\d{2}年度?)", "", title)
    return _SUFFIX.sub("", name).removesuffix("的")


def read_cover(texts: list[RawText], headings: Iterable[Heading]) -> CoverPage:
    """What the lines before the contents say; the part 概况 helps with the unit's name when they say none."""
    lines = [squeezed(text.text) for text in texts]
    lines = [line for line in lines if not line.startswith((">", "》")) and not line.endswith("。")]
    dates = [line for line in lines if _DATE.fullmatch(line)]
    title = "".join(line for line in lines if line not in dates)[:200]
    title = re.sub(r"^(?:附件\d*[:：]?|索引号.{0,30}|监督索引号\d+)", "", title)
    year = _YEAR.search(title)
    unit = unit_in(title) if _SUFFIX.search(title) else ""
    if not unit:
        parts = [heading.title for heading in headings if heading.level == 1 and heading.title.endswith("概况")]
        unit = next((unit_in(part) for part in parts), "")
    return CoverPage(
        title,
        unit,
        int(year[1]) if year else None,
        dates[0] if dates else "",
        texts[0].place if texts else CoverPage().place,
    )


def kind_of(cover: CoverPage, headings: Iterable[Heading]) -> DocumentKind:
    """Final accounts or a budget, by the title page, else by the titles of the parts."""
    for title in (cover.title, *(heading.title for heading in headings if heading.level == 1)):
        if "决算" in title:
            return "final_accounts"
        if "预算" in title and "绩效" not in title:
            return "budget"
    return ""


def settled(cover: CoverPage, tables: Iterable[ReadTable], headings: Iterable[Heading]) -> tuple[str, int | None]:
    """The unit and the year of the document: from the cover, else from its tables, else from its part titles."""
    unit, year = cover.unit_name, cover.year
    for table in tables:
        if not unit and table.entity_line:
            unit = _ENTITY.sub("", squeezed(table.entity_line))
        found = _YEAR.search(squeezed(table.year_line) or squeezed(table.title))
        if year is None and found:
            year = int(found[1])
    for heading in headings:
        found = _YEAR.search(heading.title)
        if year is None and found:
            year = int(found[1])
    return unit, year

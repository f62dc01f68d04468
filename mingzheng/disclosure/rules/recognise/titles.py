"""What a title means: which of the nine tables, which section of the narrative. Numbers and order are never asked."""

from __future__ import annotations

import re

from mingzheng.disclosure.rules.recognise.clean import label

_BUDGET_ONLY = re.compile(r"预算(?:总|明细|情况)?表$")
_FIRST_MATCH_WINS = tuple(
    (source, re.compile(pattern))
    for source, pattern in (
        ("", r"绩效|自评|资产|采购|基本情况|分单位|项目支出决算|项目收入支出"),
        ("", r"(?<!基本)支出决算明细表$"),
        ("09", r"三公"),
        ("06", r"基本支出(?:决算)?(?:明细)?表"),
        ("07", r"政府性基金"),
        ("08", r"国有资本经营"),
        ("05", r"一般公共预算(?:财政拨款)?(?:收入)?支出(?:决算)?(?:总|明细)?表"),
        ("04", r"财政拨款收入支出(?:决算)?总?表|财政拨款收支(?:决算)?总?表"),
        ("01", r"收入支出(?:决算)?总表|收支(?:决算)?总表"),
        ("02", r"收入(?:决算)?总?表"),
        ("03", r"支出(?:决算)?总?表"),
    )
)  # fmt: skip
_TABLE_TITLE = re.compile(
    r"(?=.*(?:决算|预算|收入|支出|收支|三公|绩效|自评|资产|采购|基金|情况))[^。；，]{2,60}表(?:（[^）]{1,20}）)?"
)

_SECTIONS = tuple(
    (number, re.compile(pattern))
    for number, pattern in (
        ("12", r"国有资产(?:占用|占有|使用|情况)|资产占用|资产占有"),
        ("11", r"政府采购"),
        ("10", r"机关运行经费|机构运行经费"),
        ("13", r"绩效"),
        ("9", r"三公"),
        ("7", r"政府性基金"),
        ("8", r"国有资本经营"),
        ("6", r"基本支出(?:决算)?(?:情况|说明|$)"),
        ("5", r"一般公共预算(?:财政拨款)?支出(?:决算)?"),
        ("4", r"财政拨款收(?:入)?、?支(?:出)?(?:决算)?(?:总体|总)?"),
        ("1", r"收(?:入)?、?支(?:出)?(?:决算)?总(?:体|表)?"),
        ("2", r"收入决算"),
        ("3", r"支出决算"),
        ("0.1", r"职责|职能"),
        ("0.2", r"机构设置|单位构成|机构情况|机构及人员"),
    )
)  # fmt: skip
_SUBSECTIONS = {
    "5": (("5.1", r"总体"), ("5.2", r"结构"), ("5.3", r"具体")),
    "9": (("9.1", r"总体"), ("9.2", r"具体|分项")),
    "13": (("13.1", r"工作|管理|开展"), ("13.2", r"结果|自评")),
}


def is_table_title(text: str) -> bool:
    """True for a line that can only be a table's title."""
    return _TABLE_TITLE.fullmatch(label(text)) is not None


def table_source(title: str) -> str:
    """`01` … `09` for the title of one of the nine final-accounts tables, else empty.

    A budget table (…预算表) is none of them: its figures are plans, not accounts.
    """
    name = label(title)
    if _BUDGET_ONLY.search(name) or "表" not in name:
        return ""
    return next((source for source, pattern in _FIRST_MATCH_WINS if pattern.search(name)), "")


def section_number(title: str, parent: str = "") -> str:
    """The section's number by meaning: `5`, `5.3`; a sub-section that says nothing of its own has its parent's."""
    name = label(title)
    main = parent.partition(".")[0]
    for number, pattern in _SUBSECTIONS.get(main, ()):
        if re.search(pattern, name):
            return number
    found = next((number for number, pattern in _SECTIONS if pattern.search(name)), "")
    return main if main in _SUBSECTIONS or (main and not found) else found

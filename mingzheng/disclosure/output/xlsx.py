"""The result as a workbook: findings, obligations, documents. Amounts stay text, so nothing is rounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter

from mingzheng.disclosure.output.places import SEVERITIES, where
from mingzheng.disclosure.rules.audit.result import AuditResult

_TITLES = {
    "zh": {
        "findings": "疑点",
        "obligations": "检查台账",
        "documents": "文件",
        "finding": ("文件", "级别", "规则", "问题", "说明", "列示", "应为", "相差", "可达区间",
                    "建议", "位置", "根因编号", "由根因引起"),
        "obligation": ("文件", "规则", "结果", "比较次数", "备注"),
        "document": ("文件", "单位", "年度", "数字个数", "SHA-256", "未读取"),
    },
    "en": {
        "findings": "Findings",
        "obligations": "Obligations",
        "documents": "Documents",
        "finding": ("document", "severity", "rule", "title", "message", "stated", "expected", "difference", "interval",
                    "remedy", "where", "cluster", "consequence"),
        "obligation": ("document", "rule", "state", "compared", "note"),
        "document": ("document", "unit", "year", "figures", "SHA-256", "not read"),
    },
}  # fmt: skip


def write(result: AuditResult, language: str = "zh") -> bytes:
    """The workbook's bytes. Text that begins like a formula stays text."""
    tongue = "en" if language.startswith("en") else "zh"
    titles = _TITLES[tongue]
    buffer = BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        _sheet(book, str(titles["findings"]), titles["finding"], _findings(result, tongue))
        _sheet(book, str(titles["obligations"]), titles["obligation"], _obligations(result, tongue))
        _sheet(book, str(titles["documents"]), titles["document"], _documents(result, tongue))
    return buffer.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_row(0, 0, header, bold)
    number = 0
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value, wrapped)
            else:
                sheet.write_string(number, column, value, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, 22)
    sheet.autofilter(0, 0, max(number, 1), len(header) - 1)


def _findings(result: AuditResult, tongue: str) -> Iterable[Sequence[str]]:
    for finding in result.findings:
        spots = "; ".join(spot for place in finding.places if (spot := where(place, tongue)))
        yield (
            finding.document,
            SEVERITIES[tongue][finding.severity],
            finding.code,
            finding.title.in_language(tongue),
            finding.message.in_language(tongue),
            finding.stated,
            finding.expected,
            finding.difference,
            finding.interval,
            finding.remedy.in_language(tongue),
            spots,
            finding.cluster,
            "✓" if finding.consequence else "",
        )


def _obligations(result: AuditResult, tongue: str) -> Iterable[Sequence[str | int]]:
    for one in result.obligations:
        note = one.obligation.note.in_language(tongue) if one.obligation.note else ""
        yield one.document, one.obligation.code, str(one.obligation.state), one.obligation.checked, note


def _documents(result: AuditResult, tongue: str) -> Iterable[Sequence[str | int]]:
    for document in result.documents:
        unread = "; ".join(reason.in_language(tongue) for reason in document.unread)
        year = document.year if document.year is not None else ""
        yield document.name, document.unit_name, year, document.facts, document.digest, unread

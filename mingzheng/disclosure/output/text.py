"""The result as terminal text: by document, gravest first, each finding with both values and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from mingzheng.disclosure.output.places import SEVERITIES, where
from mingzheng.disclosure.rules.audit.result import AuditedDocument, AuditResult
from mingzheng.kernel.findings import Finding, ObligationState, Severity

_MOST_PLACES = 4
STATES = {
    "zh": ("已检查", "不适用", "数据不足", "未实现", "运行失败"),
    "en": ("completed", "not applicable", "not enough data", "not implemented", "failed"),
}
_WORDS = {
    "zh": {
        "stated": "列示",
        "expected": "应为",
        "difference": "相差",
        "interval": "可达区间",
        "remedy": "建议",
        "places": "位置",
        "more": "等 {n} 处",
        "unread": "未读取",
        "clean": "没有发现问题",
        "unconfirmed": "待确认",
        "rules": "规则",
        "consequence": "由此引起",
    },
    "en": {
        "stated": "stated",
        "expected": "expected",
        "difference": "difference",
        "interval": "interval",
        "remedy": "remedy",
        "places": "where",
        "more": "and {n} more",
        "unread": "not read",
        "clean": "nothing was found",
        "unconfirmed": "norm to be confirmed",
        "rules": "rules",
        "consequence": "follows from it",
    },
}


def write(result: AuditResult, language: str = "zh") -> str:
    """The whole result in `zh` or `en`."""
    tongue = "en" if language.startswith("en") else "zh"
    return "\n".join(line for document in result.documents for line in _document(document, result, tongue)) + "\n"


def _document(document: AuditedDocument, result: AuditResult, tongue: str) -> Iterator[str]:
    words = _WORDS[tongue]
    own = [finding for finding in result.findings if finding.document == document.name]
    year = f" · {document.year}" if document.year else ""
    yield f"{document.name} · {document.unit_name}{year}"
    for reason in document.unread:
        yield f"  ! {words['unread']}: {reason.in_language(tongue)}"
    for severity in Severity:
        roots = [finding for finding in own if finding.severity is severity and not finding.consequence]
        if roots:
            yield f"\n{SEVERITIES[tongue][severity]} ({len(roots)})"
        for finding in roots:
            yield from _finding(finding, tongue)
            for other in own:
                if other.consequence and other.cluster == finding.cluster:
                    yield f"      ↳ {words['consequence']}: {other.code} {other.message.in_language(tongue)}"
    if not own and not document.unread:  # what was not read is not clean
        yield f"  {words['clean']}"
    yield "\n" + _obligations(document, result, tongue) + "\n"


def _finding(finding: Finding, tongue: str) -> Iterator[str]:
    words = _WORDS[tongue]
    mark = "" if finding.confirmed else f" [{words['unconfirmed']}]"
    yield f"  {finding.code} {finding.title.in_language(tongue)}{mark}"
    yield f"      {finding.message.in_language(tongue)}"
    values = [
        f"{words[name]} {value}"
        for name, value in (
            ("stated", finding.stated),
            ("expected", finding.expected),
            ("difference", finding.difference),
            ("interval", finding.interval),
        )
        if value
    ]
    if values:
        yield "      " + " | ".join(values)
    spots = [spot for place in finding.places if (spot := where(place, tongue))]
    if spots:
        more = f" … {words['more'].format(n=len(spots) - _MOST_PLACES)}" if len(spots) > _MOST_PLACES else ""
        yield f"      {words['places']}: {'; '.join(spots[:_MOST_PLACES])}{more}"
    yield f"      {words['remedy']}: {finding.remedy.in_language(tongue)}"


def _obligations(document: AuditedDocument, result: AuditResult, tongue: str) -> str:
    own = [one.obligation for one in result.obligations if one.document == document.name]
    counts = Counter(obligation.state for obligation in own)
    names = dict(zip(ObligationState, STATES[tongue], strict=True))
    parts = [f"{names[state]} {counts[state]}" for state in ObligationState if counts[state]]
    failed = [f"{o.code}: {o.note.in_language(tongue)}" for o in own if o.state is ObligationState.FAILED and o.note]
    return "\n  ".join([f"{_WORDS[tongue]['rules']} {len(own)}: " + ", ".join(parts), *failed])


def summary(result: AuditResult, language: str) -> str:
    """One line a document: its name and how many findings of each severity stand, consequences left out."""
    names = SEVERITIES["en" if language == "en" else "zh"]
    lines = []
    for document in result.documents:
        own = [f for f in result.findings if f.document == document.name and not f.consequence]
        counted = Counter(finding.severity for finding in own)
        parts = [f"{names[severity]} {counted[severity]}" for severity in Severity]
        unread = [f"! {_WORDS['en' if language == 'en' else 'zh']['unread']}"] if document.unread else []
        lines.append("  ".join([PurePath(document.name).name, *parts, *unread]))
    return "\n".join(lines) + "\n"

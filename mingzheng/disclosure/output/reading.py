"""What was read from a document, as text for a terminal and as JSON by `data/schemas/read.schema.json`."""

from __future__ import annotations

from collections import Counter

from mingzheng.disclosure.output.json import both, place_record
from mingzheng.disclosure.output.places import where
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Fact

_WORDS = {
    "facts": Bilingual("数据", "facts"),
    "tables": Bilingual("报表", "tables"),
    "forms": Bilingual("绩效自评表", "forms"),
    "sections": Bilingual("说明", "sections"),
    "repairs": Bilingual("已修复的转换损伤", "repairs of conversion damage"),
    "unread": Bilingual("未读取", "not read"),
    "rows": Bilingual("行", "rows"),
    "no_year": Bilingual("年度不详", "year unknown"),
    "no_unit": Bilingual("单位不详", "unit unknown"),
    "untitled": Bilingual("（无标题表格）", "(table without a title)"),
    "indicators": Bilingual("项指标", "indicators"),
}


def _fact_record(fact: Fact) -> dict[str, object]:
    return {
        "key": str(fact.key),
        "label": fact.label,
        "state": str(fact.cell.state),
        "text": fact.cell.text,
        "value": None if fact.cell.value is None else f"{fact.cell.value:f}",
        "places": fact.cell.places,
        "measured_in": fact.measured_in,
        "phase": str(fact.phase),
        "fund": str(fact.fund),
        "place": place_record(fact.place),
    }


def as_json(document: ReadDocument) -> dict[str, object]:
    """The document as JSON values; decimals are text."""
    return {
        "name": document.name,
        "sha256": document.digest,
        "format": document.file_format,
        "kind": document.kind,
        "unit": document.unit_name,
        "year": document.year,
        "pages": document.pages,
        "facts": [_fact_record(fact) for fact in document.facts],
        "tables": [
            {
                "source": table.source,
                "title": table.title,
                "number": table.number,
                "money_unit": table.money_unit,
                "rows": len(table.rows),
                "facts": len(table.facts),
                "statement": table.statement.text if table.statement else "",
                "place": place_record(table.place),
            }
            for table in document.tables
        ],
        "sections": [
            {"number": section.number, "title": section.title, "paragraphs": [b.text for b in section.paragraphs]}
            for section in document.sections
        ],
        "forms": [
            {"number": form.number, "name": form.name, "indicators": len(form.indicators)} for form in document.forms
        ],
        "reasons": [
            {"topic": reason.topic, "text": reason.text, "place": place_record(reason.place)}
            for reason in document.reasons
        ],
        "repairs": [
            {"kind": repair.kind, "before": repair.before, "after": repair.after, "place": place_record(repair.place)}
            for repair in document.repairs
        ],
        "unread": [{"place": place_record(part.place), "reason": both(part.reason)} for part in document.unread],
    }


def as_text(document: ReadDocument, language: str) -> str:
    """The document for a person at a terminal."""

    def word(name: str) -> str:
        return _WORDS[name].in_language(language)

    year = str(document.year) if document.year else word("no_year")
    lines = [f"{document.name} · {document.unit_name or word('no_unit')} · {year} · {document.file_format}"]
    for part in document.unread:
        lines.append(f"  ! {word('unread')} {where(part.place, language)}: {part.reason.in_language(language)}")
    lines.append(f"\n{word('tables')} ({len(document.tables)})")
    for table in document.tables:
        title = table.title or word("untitled")
        place = where(table.place, language)
        lines.append(
            f"  {table.source or '--'} {title} {place}: "
            f"{len(table.rows)} {word('rows')}, {len(table.facts)} {word('facts')}"
        )
    lines.append(f"\n{word('sections')} ({len(document.sections)})")
    for section in document.sections:
        lines.append(f"  {section.number or '--':5} {section.title} {where(section.place, language)}")
    if document.forms:
        lines.append(f"\n{word('forms')} ({len(document.forms)})")
        for form in document.forms:
            lines.append(f"  {form.number} {form.name}: {len(form.indicators)} {word('indicators')}")
    lines.append(f"\n{word('facts')} ({len(document.facts)})")
    for fact in document.facts:
        figure = f"{fact.cell.text or '·':>14} {fact.measured_in:6}"
        lines.append(f"  {fact.key!s:48} {figure} {where(fact.place, language)}")
    if document.repairs:
        lines.append(f"\n{word('repairs')} ({len(document.repairs)})")
        kinds = Counter(repair.kind for repair in document.repairs)
        messages = {repair.kind: repair.message for repair in document.repairs}
        lines += [f"  {messages[kind].in_language(language)}: {count}" for kind, count in kinds.items()]
    return "\n".join(lines)

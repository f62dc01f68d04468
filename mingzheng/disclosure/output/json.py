"""The result as JSON: `{documents, findings, obligations}`, decimals as text; by `data/schemas/audit.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict

from mingzheng.disclosure.rules.audit.result import AuditResult
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Finding

Json = dict[str, object]


def record(result: AuditResult) -> Json:
    """The result as JSON values."""
    return {
        "documents": [
            {
                "name": document.name,
                "sha256": document.digest,
                "unit": document.unit_name,
                "year": document.year,
                "facts": document.facts,
                "unread": [both(reason) for reason in document.unread],
            }
            for document in result.documents
        ],
        "findings": [finding_record(finding) for finding in result.findings],
        "obligations": [
            {
                "document": one.document,
                "code": one.obligation.code,
                "state": str(one.obligation.state),
                "checked": one.obligation.checked,
                "note": None if one.obligation.note is None else both(one.obligation.note),
            }
            for one in result.obligations
        ],
    }


def write(result: AuditResult) -> str:
    """The result as JSON text, in UTF-8 characters, ending with a line break."""
    return json.dumps(record(result), ensure_ascii=False, indent=1) + "\n"


def finding_record(finding: Finding) -> Json:
    """One finding as JSON values; the document is that of its first place."""
    return {
        "document": finding.document,
        "code": finding.code,
        "version": finding.version,
        "class": str(finding.rule_class),
        "severity": str(finding.severity),
        "title": both(finding.title),
        "message": both(finding.message),
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
        "interval": finding.interval,
        "remedy": both(finding.remedy),
        "places": [place_record(place) for place in finding.places],
        "cluster": finding.cluster,
        "consequence": finding.consequence,
        "confirmed": finding.confirmed,
    }


def both(text: Bilingual) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def place_record(place: Place) -> Json:
    """A place without the fields that are empty; a box as decimal text."""
    fields = {name: value for name, value in asdict(place).items() if value not in (None, "")}
    if place.box is not None:
        fields["box"] = [f"{edge:.2f}" for edge in place.box]
    return fields

"""The result as SARIF 2.1.0, the format that code hosts and editors read findings in."""

from __future__ import annotations

import json
from urllib.parse import quote

from mingzheng import __version__
from mingzheng.disclosure.output.json import both
from mingzheng.disclosure.rules.audit import CATALOGUE
from mingzheng.disclosure.rules.audit.result import AuditResult
from mingzheng.kernel.facts import Place
from mingzheng.kernel.findings import Finding, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(result: AuditResult, language: str = "zh") -> str:
    """One run; every document an artifact, every finding a result with its cluster as fingerprint."""
    rules = [
        {
            "id": rule.code,
            "name": rule.title.in_language(language),
            "shortDescription": {"text": rule.title.in_language(language)},
            "fullDescription": {"text": rule.norm.in_language(language)},
            "help": {"text": rule.remedy.in_language(language)},
            "defaultConfiguration": {"level": _LEVELS[rule.gravest]},
            "properties": {"class": str(rule.rule_class), "version": rule.version, "confirmed": rule.confirmed},
        }
        for rule in CATALOGUE
    ]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "mingzheng", "version": __version__, "rules": rules}},
        "artifacts": [
            {"location": {"uri": quote(document.name)}, "hashes": {"sha-256": document.digest}}
            for document in result.documents
        ],
        "results": [_result(finding, index[finding.code], language) for finding in result.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(finding: Finding, rule_index: int, language: str) -> dict[str, object]:
    places = finding.places or (Place(document=finding.document),)
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message.in_language(language)},
        "locations": [_location(place, finding.document) for place in places[:1]],
        "relatedLocations": [_location(place, finding.document) for place in places[1:]],
        "partialFingerprints": {"cluster/v1": finding.cluster},
        "properties": {
            "stated": finding.stated,
            "expected": finding.expected,
            "difference": finding.difference,
            "interval": finding.interval,
            "remedy": both(finding.remedy),
            "consequence": finding.consequence,
        },
    }


def _location(place: Place, document: str) -> dict[str, object]:
    region: dict[str, object] = {}
    if place.line is not None:
        region["startLine"] = place.line
    if place.quote:
        region["snippet"] = {"text": place.quote}
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.document or document)}}
    if "startLine" in region:
        physical["region"] = region
    location: dict[str, object] = {"physicalLocation": physical}
    spot = "/".join(part for part in (f"p{place.page}" if place.page else "", place.sheet, place.cell) if part)
    if spot:
        location["logicalLocations"] = [{"fullyQualifiedName": spot}]
    return location

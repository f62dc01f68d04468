"""Package data of this room: rule sets and the sample forms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.performance.rules.codec import from_record
from mingzheng.performance.rules.forms import Form
from mingzheng.performance.rules.rule_sets import RuleSet, read_rule_set


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """All rule sets that ship, by code."""
    folder = resources.files(__name__) / "rule_sets"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return tuple(read_rule_set(json.loads(file.read_text(encoding="utf-8"))) for file in files)


def rule_set(code: str) -> RuleSet:
    """The rule set of that code. Raises KeyError."""
    return {rules.code: rules for rules in rule_sets()}[code]


@dataclass(frozen=True, slots=True)
class SampleForms:
    """Published forms that ship as an example, with the publication they were taken from."""

    unit_code: str
    year: int
    source: Bilingual
    forms: tuple[Form, ...]


@cache
def sample_forms() -> SampleForms:
    """The nine published forms of the sample unit, as printed."""
    file = resources.files(__name__) / "sample" / "anyang-2022-forms.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    return SampleForms(
        data["unit"],
        data["year"],
        Bilingual(data["source"], data["source_en"]),
        tuple(from_record(form) for form in data["forms"]),
    )

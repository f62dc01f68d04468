"""What a document says around its self-evaluation forms, handed to `performance` together with the forms."""

from __future__ import annotations

import re
from dataclasses import replace

from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.findings import Finding, Obligation
from mingzheng.performance.rules.checks import FormContext, Stated, check_forms


def _stated(document: ReadDocument, key: FactKey) -> Stated | None:
    fact = document.fact(key)
    return None if fact is None else Stated(fact.cell, fact.place)


def check(document: ReadDocument) -> tuple[tuple[Finding, ...], tuple[Obligation, ...]]:
    """The forms of a document, checked once for all eighteen rules."""
    names = document.project_names
    context = FormContext(
        project_count=_stated(document, FactKey("text", "13.2/self_evaluation", "projects")),
        amount=_stated(document, FactKey("text", "13.2/self_evaluation", "final")),
        share=_stated(document, FactKey("text", "13.2/self_evaluation", "share")),
        project_total=_stated(document, FactKey("03", "total", "project")),
        fiscal_project_total=_stated(document, FactKey("05", "total", "project")),
        project_names=project_names(names.text) if names is not None else (),
    )
    if names is not None:
        context = replace(context, names_place=names.place)
    findings, obligations = check_forms(document.forms, context)
    return tuple(findings), tuple(obligations)


def project_names(names: str) -> tuple[str, ...]:
    """Project names of a sentence, cut at 、 outside brackets."""
    body = re.sub(r"^.*?分别是[：:]", "", names).strip().rstrip("。")
    parts, depth, start = [], 0, 0
    for index, character in enumerate(body):
        depth += (character in "（(") - (character in "）)")
        if character == "、" and depth <= 0:
            parts.append(body[start:index])
            start = index + 1
    return tuple(part.strip() for part in (*parts, body[start:]) if part.strip())

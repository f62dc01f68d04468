"""T1: typos and official-phrase errors, as information, through a registry that rooms with a dictionary fill."""

from __future__ import annotations

import re
from collections.abc import Callable

from mingzheng.disclosure.rules.audit.catalogue import rule_of_function
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import RuleClass

TextCheck = Callable[[AuditContext], tuple[Draft, ...]]
_CHECKS: dict[str, TextCheck] = {}
_DOUBLED_WORD = re.compile(r"(反映|包括|主要|用于|以及|其中|进行|开展|根据|按照|相关|工作|支出)\1")


def text_check(name: str) -> Callable[[TextCheck], TextCheck]:
    """Register a checker of running text; its drafts become T1 findings, never above information."""

    def register(function: TextCheck) -> TextCheck:
        if name in _CHECKS:
            raise ValueError(f"{name} is registered twice")
        _CHECKS[name] = function
        return function

    return register


@text_check("doubled words")
def doubled_words(context: AuditContext) -> tuple[Draft, ...]:
    """A common word typed twice in a row: 反映反映."""
    found = []
    for text, place in [(b.text, b.place) for b in context.running_text] + [
        (term.definition, term.place) for term in context.document.glossary_terms
    ]:
        for match in _DOUBLED_WORD.finditer(text):
            quote = text[max(0, match.start() - 8) : match.end() + 8]
            said = Bilingual(f"词语重复：“{quote}”", f"a word is doubled: “{quote}”")
            found.append(Draft(said, stated=match.group(0), expected=match.group(1), places=(place,)))
    seen: dict[str, Draft] = {}
    for draft in found:
        seen.setdefault(draft.message.zh, draft)
    return tuple(seen.values())


@rule_of_function(
    "T1",
    RuleClass.HINT,
    title=Bilingual("疑似错别字或不规范表述", "A likely typo or unofficial phrase"),
    norm=Bilingual(
        "《党政机关公文处理工作条例》第十九条：文字精练、表述准确。", "Regulations on official documents, article 19."
    ),
    expected=Bilingual("没有错别字", "No typo"),
    remedy=Bilingual("核对后更正", "Check and correct"),
)
def text_is_clean(context: AuditContext) -> Outcome:
    """All registered checkers of running text."""
    drafts = [draft for check in _CHECKS.values() for draft in check(context)]
    return Outcome(tuple(drafts), len(context.running_text))

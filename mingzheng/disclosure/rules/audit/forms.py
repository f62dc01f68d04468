"""E1–E18: the rules of self-evaluation forms live in `performance`; here they get their place in the catalogue."""

from __future__ import annotations

from mingzheng.disclosure.rules.audit.catalogue import CATALOGUE, FunctionRule, Rule
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome, not_applicable
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import ObligationState
from mingzheng.performance.rules.form_rules import doubts, marks, money, quantities_and_words

_NORM = Bilingual(
    "财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：绩效自评应当客观公正，指标、分值、得分和结果相互一致。",
    "Ministry of Finance 财预〔2020〕10号: self-evaluation is objective; indicators, weights, marks and results agree.",
)
_FORM_RULES = (
    *(money.E1, money.E2, money.E3, money.E4, money.E5),
    *(marks.E6, marks.E7, marks.E8),
    *(quantities_and_words.E9, quantities_and_words.E10),
    *(doubts.E11, doubts.E12, doubts.E13, doubts.E14),
    *(quantities_and_words.E15, quantities_and_words.E16),
    *(doubts.E17, quantities_and_words.E18),
)


def _of_performance(code: str) -> FunctionRule:
    def check(context: AuditContext) -> Outcome:
        if not context.document.forms:
            return not_applicable("没有绩效自评表", "the document has no self-evaluation forms")
        findings, obligations = context.checked_forms
        own = next((one for one in obligations if one.code == code), None)
        drafts = tuple(
            Draft(
                f.message, f.severity, f.stated, f.expected, f.difference, f.interval, f.places, f.remedy, f.confirmed
            )
            for f in findings
            if f.code == code
        )
        if own is None:
            return Outcome(drafts, len(drafts), None if drafts else ObligationState.NOT_IMPLEMENTED)
        return Outcome(drafts, own.checked, own.state, own.note)

    return check


for _rule in _FORM_RULES:
    CATALOGUE.add(
        Rule(
            code=_rule.code,
            version=_rule.version,
            rule_class=_rule.rule_class,
            title=_rule.title,
            norm=_NORM,
            expected=_rule.norm,
            remedy=_rule.remedy,
            confirmed=_rule.confirmed,
            check=_of_performance(_rule.code),
        )
    )

"""The rules E1 … E18 on self-evaluation forms: one door for the auditor and for the page where a form is written."""

from __future__ import annotations

from collections.abc import Callable

from mingzheng.kernel.findings import Finding, Obligation
from mingzheng.performance.rules.form_rules import doubts, marks, money, quantities_and_words
from mingzheng.performance.rules.form_rules.base import Checked, FormContext, Stated
from mingzheng.performance.rules.forms import Form

__all__ = ["FormContext", "Stated", "check_forms"]

Check = Callable[[tuple[Form, ...], FormContext], Checked]
CHECKS: tuple[tuple[str, Check], ...] = (
    ("E1", money.check_count),
    ("E2", money.check_amount),
    ("E3", money.check_fund_totals),
    ("E4", money.check_rates),
    ("E5", money.check_execution_marks),
    ("E6", marks.check_sums),
    ("E7", marks.check_marks),
    ("E8", marks.check_money_indicators),
    ("E9", quantities_and_words.check_units),
    ("E10", quantities_and_words.check_goal_numbers),
    ("E11", doubts.check_milestones),
    ("E12", doubts.check_low_execution),
    ("E13", doubts.check_typed_percent),
    ("E14", doubts.check_sample_size),
    ("E15", quantities_and_words.check_directions),
    ("E16", quantities_and_words.check_twice),
    ("E17", doubts.check_granularity),
    ("E18", quantities_and_words.check_names),
)


def check_forms(forms: tuple[Form, ...], context: FormContext) -> tuple[list[Finding], list[Obligation]]:
    """All findings of E1 … E18 on the forms of one document, and one obligation a rule."""
    findings: list[Finding] = []
    obligations: list[Obligation] = []
    for code, check in CHECKS:
        result = check(forms, context)
        findings += result.findings
        obligations.append(result.obligation(code))
    return findings, obligations

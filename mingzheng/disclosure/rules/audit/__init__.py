"""The auditor: one catalogue of rules, one checker of equations, findings and obligations as values.

Start with `catalogue.py` (what a rule is), `decide.py` (how figures are judged together) and `run.py`.
"""

from mingzheng.disclosure.rules.audit import (
    across,
    code_names,
    forms,
    reasons,
    spelling,
    structure,
    table_sums,
    text_figures,
    text_items,
    text_rates,
    wordings,
)
from mingzheng.disclosure.rules.audit.catalogue import CATALOGUE, Rule
from mingzheng.disclosure.rules.audit.result import AuditedDocument, AuditResult, DocumentObligation, Exemption
from mingzheng.disclosure.rules.audit.run import audit

RULE_FILES = (
    across,
    code_names,
    forms,
    reasons,
    spelling,
    structure,
    table_sums,
    text_figures,
    text_items,
    text_rates,
    wordings,
)
CATALOGUE.freeze()

__all__ = [
    "CATALOGUE",
    "RULE_FILES",
    "AuditResult",
    "AuditedDocument",
    "DocumentObligation",
    "Exemption",
    "Rule",
    "audit",
]

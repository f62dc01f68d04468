"""What an audit gives back: documents, findings and the ledger of obligations."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.findings import Finding, Obligation, ObligationState, Severity


@dataclass(frozen=True, slots=True)
class Exemption:
    """A rule that need not hold for a unit, and why: `code` may be a letter (`E`), a rule (`E2`) or `*`.

    `unit` is the unit's printed name; `*` stands for all units of the audit.
    """

    code: str
    unit: str
    basis: Bilingual

    def covers(self, code: str, unit: str) -> bool:
        """True when the exemption speaks of this rule and this unit."""
        same_rule = self.code in ("*", code) or (self.code.isalpha() and self.code == code.rstrip("0123456789"))
        return same_rule and self.unit in ("*", unit)


@dataclass(frozen=True, slots=True)
class AuditedDocument:
    """One document of an audit: what it is, and how much of it could be read."""

    name: str
    digest: str
    unit_name: str
    year: int | None
    facts: int
    unread: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentObligation:
    """One rule on one document and what became of it."""

    document: str
    obligation: Obligation


@dataclass(frozen=True, slots=True)
class AuditResult:
    """Everything an audit says. Findings are ordered gravest first, consequences behind their root cause."""

    documents: tuple[AuditedDocument, ...]
    findings: tuple[Finding, ...]
    obligations: tuple[DocumentObligation, ...]

    def count(self, severity: Severity) -> int:
        """How many root findings have a severity; consequences are not counted again."""
        return sum(1 for finding in self.findings if finding.severity is severity and not finding.consequence)

    @property
    def readable(self) -> bool:
        """False when a document could not be read in part or a rule failed to run."""
        failed = any(one.obligation.state is ObligationState.FAILED for one in self.obligations)
        return not failed and not any(document.unread for document in self.documents)

"""Run the catalogue over documents: findings, and for every rule and document what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mingzheng.disclosure.rules.audit.catalogue import CATALOGUE, Rule
from mingzheng.disclosure.rules.audit.context import AuditContext, Draft, Outcome, References
from mingzheng.disclosure.rules.audit.decide import decide
from mingzheng.disclosure.rules.audit.explain import explain
from mingzheng.disclosure.rules.audit.model import Model, Standing, build
from mingzheng.disclosure.rules.audit.reach import Prover
from mingzheng.disclosure.rules.audit.references import OFFICIAL
from mingzheng.disclosure.rules.audit.relations import Relationship
from mingzheng.disclosure.rules.audit.result import AuditedDocument, AuditResult, DocumentObligation, Exemption
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.digests import digest_bytes
from mingzheng.kernel.findings import Finding, Obligation, ObligationState, Severity

_NO_DATA = Bilingual("文件中没有这条规则所需的数字", "the document has none of the figures this rule compares")
_SINGLE = Bilingual("只给出一份文件", "one document only was given")


@dataclass(slots=True)
class _Ledger:
    """What became of each rule on one document."""

    states: dict[str, Obligation] = field(default_factory=dict)

    def note(self, code: str, outcome: Outcome) -> None:
        state = outcome.state or (ObligationState.COMPLETED if outcome.checked else ObligationState.NOT_APPLICABLE)
        before = self.states.get(code)
        if before is not None and before.state in (ObligationState.FAILED, ObligationState.COMPLETED):
            if state is ObligationState.COMPLETED and before.state is ObligationState.COMPLETED:
                self.states[code] = Obligation(code, state, before.checked + outcome.checked, before.note)
            if state is not ObligationState.FAILED:
                return
        self.states[code] = Obligation(code, state, outcome.checked, outcome.note)


def audit(
    documents: tuple[ReadDocument, ...],
    exemptions: Iterable[Exemption] = (),
    *,
    references: References = OFFICIAL,
    prover: Prover | None = None,
) -> AuditResult:
    """Audit documents together.

    `exemptions` is the register of rules that need not hold. `prover` decides what narrowing and a witness search
    leave open (`disclosure.certify.prove`); without it such a document counts as consistent and the ledger says so.
    """
    register = tuple(exemptions)
    findings: list[Finding] = []
    obligations: list[DocumentObligation] = []
    for index, document in enumerate(documents):
        others = documents[:index] + documents[index + 1 :]
        context = AuditContext(document, references, others)
        found, ledger = _audit_one(context, register, prover)
        findings += [replace(finding, document=document.name) for finding in found]
        obligations += [DocumentObligation(document.name, ledger.states[rule.code]) for rule in CATALOGUE]
    return AuditResult(tuple(_described(document) for document in documents), tuple(findings), tuple(obligations))


def _described(document: ReadDocument) -> AuditedDocument:
    return AuditedDocument(
        document.name,
        document.digest,
        document.unit_name,
        document.year,
        len(document.facts),
        tuple(unread.reason for unread in document.unread),
    )


def _audit_one(
    context: AuditContext, exemptions: tuple[Exemption, ...], prover: Prover | None
) -> tuple[list[Finding], _Ledger]:
    ledger, findings = _Ledger(), list[Finding]()
    stated: list[tuple[str, Relationship]] = []
    for rule in CATALOGUE:
        exemption = next((one for one in exemptions if one.covers(rule.code, context.document.unit_name)), None)
        if exemption is not None:
            ledger.note(rule.code, Outcome(state=ObligationState.NOT_APPLICABLE, note=exemption.basis))
            continue
        if rule.across and not context.others:
            ledger.note(rule.code, Outcome(state=ObligationState.NOT_APPLICABLE, note=_SINGLE))
            continue
        if rule.check is not None:
            findings += _run_check(rule, context, ledger)
        if rule.equations is not None:
            stated += _state(rule, context, ledger)
    findings += _run_equations(context, stated, ledger, prover)
    return _ordered(_merged(findings)), ledger


def _failed(error: Exception) -> Outcome:
    text = f"{type(error).__name__}: {error}"
    return Outcome(
        state=ObligationState.FAILED, note=Bilingual(f"规则运行失败：{text}", f"the rule failed to run: {text}")
    )


def _run_check(rule: Rule, context: AuditContext, ledger: _Ledger) -> list[Finding]:
    assert rule.check is not None
    try:
        outcome = rule.check(context)
    except Exception as error:  # a broken rule is an obligation that failed, never a crash and never a pass
        ledger.note(rule.code, _failed(error))
        return []
    ledger.note(rule.code, outcome)
    return [_finding(rule, draft, context.document.name) for draft in outcome.drafts]


def _finding(rule: Rule, draft: Draft, document: str) -> Finding:
    return Finding(
        code=rule.code,
        version=rule.version,
        rule_class=rule.rule_class,
        severity=_severity(rule, draft),
        title=rule.title,
        message=draft.message,
        remedy=draft.remedy or rule.remedy,
        stated=draft.stated,
        expected=draft.expected,
        difference=draft.difference,
        interval=draft.interval,
        places=draft.places,
        cluster=digest_bytes(f"{document}|{rule.code}|{draft.message.zh}".encode())[:12],
        confirmed=rule.confirmed and draft.confirmed,
    )


def _severity(rule: Rule, draft: Draft) -> Severity:
    """What the rule allows; nothing unconfirmed is an error."""
    severity = rule.severity(draft.severity)
    return Severity.WARNING if severity is Severity.ERROR and not draft.confirmed else severity


def _state(rule: Rule, context: AuditContext, ledger: _Ledger) -> list[tuple[str, Relationship]]:
    assert rule.equations is not None
    try:
        relationships = rule.equations(context)
    except Exception as error:  # as above
        ledger.note(rule.code, _failed(error))
        return []
    known = context.sums
    usable = [one for one in relationships if all(key in known for key in list(one.statement.keys()))]
    if not usable and rule.code not in ledger.states:
        ledger.note(rule.code, _without_figures(rule, context))
    return [(rule.code, one) for one in usable]


def _without_figures(rule: Rule, context: AuditContext) -> Outcome:
    """No figures to compare: not applicable where the document has the table and says that it is empty."""
    for source, code in (("07", "B7"), ("08", "B8"), ("07", "C5")):
        table = context.document.table(source)
        if rule.code == code and table is not None and not any(fact.cell.has_value for fact in table.facts):
            return Outcome(state=ObligationState.NOT_APPLICABLE, note=Bilingual("该表无数据", "the table has no data"))
    if rule.code == "C8" and context.travels_outside_three_public:
        note = Bilingual("教学科研出国等不计入三公", "teaching and research trips stand outside 三公")
        return Outcome(state=ObligationState.NOT_APPLICABLE, note=note)
    return Outcome(state=ObligationState.NOT_ENOUGH_DATA, note=_NO_DATA)


def _run_equations(
    context: AuditContext, stated: list[tuple[str, Relationship]], ledger: _Ledger, prover: Prover | None
) -> list[Finding]:
    codes = list(dict.fromkeys(code for code, _ in stated))
    try:
        model = build(stated, context.sums)
        decision = decide(model, prover)
        findings = [f for verdict in decision.verdicts for f in explain(model, verdict, context.document.name)]
    except Exception as error:  # as above
        for code in codes:
            ledger.note(code, _failed(error))
        return []
    note = None if decision.proven else Bilingual("联立检验未能判定，按成立处理", "the joint test stayed undecided")
    for code, checked in _checked(model).items():
        if checked:
            ledger.note(code, Outcome(checked=checked, note=note))
        elif code not in ledger.states:
            ledger.note(code, _without_figures(CATALOGUE[code], context))
    return findings


def _checked(model: Model) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for (code, _), standing in zip(model.relationships, model.standings, strict=True):
        counts[code] += standing in (Standing.CHECKED, Standing.ANOTHER_READING)
    return dict(counts)


def _merged(findings: list[Finding]) -> list[Finding]:
    """Findings that say the same of the same places are one."""
    seen: dict[tuple[str, str, str, bool], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, finding.message.zh, finding.cluster, finding.consequence), finding)
    return list(seen.values())


def _ordered(findings: list[Finding]) -> list[Finding]:
    """Gravest first; consequences directly behind their root cause."""
    roots = {finding.cluster: finding for finding in reversed(findings) if not finding.consequence}

    def rank(finding: Finding) -> tuple[int, str, str, bool, str]:
        root = roots.get(finding.cluster, finding)
        return (
            root.severity.rank,
            root.code[0],
            root.code[1:].zfill(2) + root.cluster,
            finding.consequence,
            finding.code,
        )

    return sorted(findings, key=rank)

"""How right the audit is on the published sample: `python -m benchmarks.accuracy`.

Counts findings by severity, how many of them the labels made by hand know, and how many labels were found. A finding
that no label names counts against the precision, although it may be true: the list does not claim to be complete.
With MINGZHENG_SAMPLES set to a folder of documents of other departments, their PDF files are read and audited as well.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from mingzheng import __version__
from mingzheng.disclosure.auditing import read_document
from mingzheng.disclosure.certify import prove
from mingzheng.disclosure.rules.audit import AuditResult, audit
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.rules.raw import UnreadableFile
from mingzheng.disclosure.tests.labels_anyang_2022 import REAL, Label
from mingzheng.kernel.findings import Finding, Severity


def names(finding: Finding, label: Label) -> bool:
    """True when the finding is of the label's rule and says every word the label quotes."""
    said = f"{finding.message.zh} {finding.stated} {finding.expected} {finding.difference}".replace(" ", "")
    return finding.code == label.code and all(quote.replace(" ", "") in said for quote in label.quotes)


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.0f}%)" if whole else "–"


def labelled(result: AuditResult) -> None:
    """Print findings by severity with the share that a label names, and the share of labels that were found."""
    for severity in Severity:
        found = [finding for finding in result.findings if finding.severity is severity]
        known = sum(any(names(finding, label) for label in REAL) for finding in found)
        print(f"{severity.value:<8} {len(found):>3} findings, named by a label: {share(known, len(found))}")
    for severity in Severity:
        labels = [label for label in REAL if label.severity is severity]
        hits = sum(any(names(f, label) and f.severity is severity for f in result.findings) for label in labels)
        print(f"{severity.value:<8} labels found at their severity: {share(hits, len(labels))}")
    for finding in result.findings:
        if finding.severity is Severity.ERROR and not any(names(finding, label) for label in REAL):
            print(f"error without a label: {finding.code} {finding.message.en}")


def other(path: Path) -> None:
    """Print what was read of one document of another department, and what the audit finds in it."""
    try:
        document: ReadDocument = read_document(path.read_bytes(), path.name)
    except UnreadableFile as error:
        print(f"{path.name}: not audited, {error.reason.en}")
        return
    result = audit((document,), prover=prove)
    counts = ", ".join(f"{s.value} {sum(f.severity is s for f in result.findings)}" for s in Severity)
    print(
        f"{path.name}: {document.pages} pages, {len(document.facts)} figures, "
        f"{len(document.unread)} places unread, kind {document.kind or 'unknown'}; {counts}"
    )


def main() -> None:
    print(f"Mingzheng {__version__}, {len(REAL)} labels")
    content = files("mingzheng.disclosure").joinpath("data/sample/anyang-2022.md").read_bytes()
    labelled(audit((read_document(content, "anyang-2022.md"),), prover=prove))
    folder = os.environ.get("MINGZHENG_SAMPLES")
    for path in sorted(Path(folder).rglob("*.pdf")) if folder else []:
        other(path)


if __name__ == "__main__":
    main()

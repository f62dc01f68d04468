"""Auditing files: read, recognise, audit. What the command, the pages and the tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mingzheng.disclosure.certify import prove
from mingzheng.disclosure.reading import read_file
from mingzheng.disclosure.rules.audit import AuditedDocument, AuditResult, Exemption, audit
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.disclosure.rules.raw import UnreadableFile
from mingzheng.disclosure.rules.recognise import recognise
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.digests import digest_bytes


def read_document(content: bytes, name: str) -> ReadDocument:
    """One file as facts. Raises UnreadableFile, also for a file in which no figure of accounts was recognised:
    what was not checked is never clean.
    """
    document = recognise(read_file(content, name))
    if not (document.facts or document.forms or document.unread):
        raise UnreadableFile(
            Bilingual("没有识别出决算数字，这可能不是决算公开文件", "no figure of accounts was recognised in it")
        )
    return document


def audit_files(
    paths: Iterable[Path],
    exemptions: Iterable[Exemption] = (),
    *,
    progress: Callable[[str], None] = lambda name: None,
) -> AuditResult:
    """Audit files together. A file that cannot be read is a document without facts whose `unread` says why."""
    documents: list[ReadDocument] = []
    unreadable: list[AuditedDocument] = []
    for path in paths:
        progress(str(path))
        try:
            content = path.read_bytes()
        except OSError as error:
            unreadable.append(
                _unreadable(path, "", Bilingual(f"无法打开：{error.strerror}", f"cannot be opened: {error.strerror}"))
            )
            continue
        try:
            documents.append(read_document(content, str(path)))
        except UnreadableFile as error:
            unreadable.append(_unreadable(path, digest_bytes(content), error.reason))
    result = audit(tuple(documents), exemptions, prover=prove)
    return AuditResult((*result.documents, *unreadable), result.findings, result.obligations)


def _unreadable(path: Path, digest: str, reason: Bilingual) -> AuditedDocument:
    return AuditedDocument(str(path), digest, "", None, 0, (reason,))

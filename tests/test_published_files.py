"""From ledger to files and back: what `publish` writes is what was published in 2023, and free of errors."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from django.core.management import call_command

from mingzheng.disclosure.auditing import audit_files, read_document
from mingzheng.disclosure.rules.document import ReadDocument
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.findings import Severity
from mingzheng.organisations.models import Person

TABLES = {f"{number:02}" for number in range(1, 10)}
READABLE = ("docx", "pdf", "xlsx", "html", "md")


@pytest.fixture
def published(db: None, tmp_path: Path) -> dict[str, Path]:
    """Format → file, made by the same commands as `mz up`."""
    Person.objects.create_superuser("admin", password="rain-over-anyang-42")
    call_command("load_sample", verbosity=0)
    call_command("publish", unit="anyang-zwfw", year=2022, out=tmp_path, format=list(READABLE))
    return {path.suffix[1:]: path for path in tmp_path.iterdir() if path.suffix[1:] in READABLE}


def table_figures(document: ReadDocument) -> dict[FactKey, str]:
    """The printed numbers of the nine tables by meaning; blanks and zeros are left out."""
    return {
        fact.key: f"{fact.cell.value:.2f}" for fact in document.facts if fact.key.source in TABLES and fact.cell.value
    }


def test_every_format_reads_back_to_the_nine_published_tables_to_the_digit(published: dict[str, Path]) -> None:
    original = files("mingzheng.disclosure").joinpath("data/sample/anyang-2022.md").read_bytes()
    expected = table_figures(read_document(original, "anyang-2022.md"))
    assert len(expected) > 150
    assert set(published) == set(READABLE)
    for file_format, path in published.items():
        read = table_figures(read_document(path.read_bytes(), path.name))
        wrong = {key: (read.get(key), value) for key, value in expected.items() if read.get(key) != value}
        more = {key: value for key, value in read.items() if key not in expected}
        assert (wrong, more) == ({}, {}), file_format


def test_our_own_report_is_free_of_errors_in_every_format(published: dict[str, Path]) -> None:
    for file_format, path in published.items():
        result = audit_files([path])
        assert [document.unread for document in result.documents] == [()], file_format
        errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
        assert [f"{finding.code} {finding.message}" for finding in errors] == [], file_format

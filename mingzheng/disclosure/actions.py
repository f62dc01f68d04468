"""Publishing a year: all files or none, one version, one line in the audit trail."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from mingzheng import __version__
from mingzheng.accounts import reads as accounts
from mingzheng.accounts.actions import open_to_public
from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.disclosure.models import OpenObligation, Publication, PublishedFile
from mingzheng.disclosure.publishing import FORMATS, Made, compose, make_files
from mingzheng.disclosure.rules.report import Report
from mingzheng.documents.codec import to_json
from mingzheng.kernel.digests import digest_bytes
from mingzheng.organisations.actions import record, require
from mingzheng.organisations.models import Role, Unit
from mingzheng.organisations.reads import Somebody


class UnknownFormat(ValueError):
    """A format that no renderer makes."""


def publish(
    *,
    person: Somebody,
    unit: Unit,
    year: int,
    formats: Sequence[str] = FORMATS,
    progress: Callable[[str], None] = lambda name: None,
) -> Publication:
    """Compose the report from the records and publish it as a new version with its files.

    What is published is for everybody, so the books of that year open to the public with it.
    When nothing has changed since the last version and its files hold the formats asked for, that version is returned.
    Raises PermissionDenied, Book.DoesNotExist, UnknownFormat, CannotSet; then nothing is published.
    """
    require(person, unit, Role.ACCOUNTANT, Role.LEADER)
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UnknownFormat(", ".join(unknown))
    report = compose(unit.code, year)
    content = to_json(report.document)
    facts = accounts.year_facts(unit.code, year)
    last = Publication.objects.filter(unit=unit, year=year).order_by("-version").first()
    if last and last.digest == digest_bytes(content.encode()) and _holds(last, report, facts, formats):
        open_to_public(person=person, unit=unit, year=year)
        return last
    made: list[Made] = []
    for one in make_files(report, facts, unit.code, formats):
        progress(one.name)
        made.append(one)
    return _store(person, unit, year, report, content, made)


def _holds(publication: Publication, report: Report, facts: YearFacts, formats: Sequence[str]) -> bool:
    """True when the formats are there; the data package holds more than the document, so it is compared itself."""
    held = dict(publication.files.values_list("file_format", "digest"))
    if not held.keys() >= set(formats):
        return False
    packages = make_files(report, facts, publication.unit.code, ["datapackage"] if "datapackage" in formats else [])
    return all(held[one.file_format] == digest_bytes(one.content) for one in packages)


def _store(person: Somebody, unit: Unit, year: int, report: Report, content: str, made: Sequence[Made]) -> Publication:
    """Files go into a folder of their own first, which gets its name only when the database has agreed."""
    folder = Path(settings.MEDIA_ROOT) / "publications"
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix=".new-", dir=folder))
    try:
        for one in made:
            (staging / one.name).write_bytes(one.content)
        with transaction.atomic():
            Unit.objects.select_for_update().get(pk=unit.pk)
            version = (Publication.objects.filter(unit=unit, year=year).aggregate(n=Max("version"))["n"] or 0) + 1
            publication = Publication.objects.create(
                unit=unit,
                year=year,
                version=version,
                title=report.document.title,
                document=content,
                digest=digest_bytes(content.encode()),
                software=__version__,
                by=person.get_username(),
            )
            home = folder / f"{unit.code}-{year}-v{version}-{publication.digest[:12]}"
            PublishedFile.objects.bulk_create(_row(publication, one, f"publications/{home.name}") for one in made)
            OpenObligation.objects.bulk_create(
                OpenObligation(
                    publication=publication,
                    topic=owed.topic,
                    question_zh=owed.question.zh[:400],
                    question_en=owed.question.en[:400],
                )
                for owed in report.open
            )
            open_to_public(person=person, unit=unit, year=year)
            record(
                actor=person,
                action="disclosure.publish",
                subject=f"disclosure.publication:{publication.pk}",
                detail={"unit": unit.code, "year": year, "version": version, "digest": publication.digest},
            )
            shutil.rmtree(home, ignore_errors=True)  # left by a transaction that failed after the rename
            staging.rename(home)
        return publication
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _row(publication: Publication, made: Made, folder: str) -> PublishedFile:
    return PublishedFile(
        publication=publication,
        file_format=made.file_format,
        name=made.name,
        path=f"{folder}/{made.name}",
        digest=digest_bytes(made.content),
        size=len(made.content),
    )

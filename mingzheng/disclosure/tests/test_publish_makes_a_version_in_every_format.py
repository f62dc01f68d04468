"""Publishing a year: six files of one version, by the verb and by the command; all of them or none."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from mingzheng.accounts import actions as accounts_actions
from mingzheng.accounts import reads as accounts
from mingzheng.accounts import sample
from mingzheng.accounts.models import Book, FactKind
from mingzheng.disclosure import actions, publishing, reads
from mingzheng.disclosure.models import Publication, PublishedFile
from mingzheng.kernel.facts import FactKey
from mingzheng.organisations.models import Grant, Person, Role, TrailEntry, Unit

UNIT, YEAR = sample.UNIT, sample.YEAR
STEM = f"{UNIT}-{YEAR}"
NAMES = {f"{STEM}.{ending}" for ending in ("docx", "pdf", "xlsx", "html", "md")} | {f"{STEM}-datapackage.zip"}


@pytest.fixture
def boss(db):
    return Person.objects.create_superuser("boss", password="a-long-password")


@pytest.fixture
def unit(boss, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "files")
    sample.load(boss)
    return Unit.objects.get(code=UNIT)


def published_folders() -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / "publications"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def command(out: Path, *more: str, unit: str = UNIT, year: int = YEAR) -> str:
    said = io.StringIO()
    call_command("publish", "--unit", unit, "--year", str(year), "--out", str(out), *more, stdout=said)
    return said.getvalue()


def package_rows(content: bytes) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read("data/amounts.csv").decode())))


def test_the_command_writes_six_files_and_a_manifest_whose_digests_are_true(unit, tmp_path):
    out = tmp_path / "out"
    said = command(out)
    assert {path.name for path in out.iterdir()} == NAMES | {"manifest.json"}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == NAMES
    assert manifest["version"] == 1
    for name, stated in manifest["files"].items():
        content = (out / name).read_bytes()
        assert (stated["sha256"], stated["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert "6/public" in said  # the published document gave no reason for it, so one is owed


def test_publishing_again_without_change_gives_the_same_version_and_a_changed_reason_a_new_one(boss, unit):
    first = actions.publish(person=boss, unit=unit, year=YEAR)
    entries = TrailEntry.objects.count()
    assert actions.publish(person=boss, unit=unit, year=YEAR) == first
    assert TrailEntry.objects.count() == entries
    assert len(published_folders()) == 1

    reason = "应急指挥平台并入市级平台，相应公用支出减少"
    accounts_actions.say_fact(person=boss, unit=unit, year=YEAR, kind=FactKind.REASON, topic="6/public", text=reason)
    second = actions.publish(person=boss, unit=unit, year=YEAR)
    assert (first.version, second.version) == (1, 2)
    assert reason in reads.content_of(second.files.get(file_format="md")).decode()
    assert reason not in reads.content_of(first.files.get(file_format="md")).decode()
    owed = [set(one.obligations.values_list("topic", flat=True)) for one in (first, second)]
    assert owed[0] - owed[1] == {"6/public"}


def test_a_budget_that_only_the_data_package_shows_makes_a_new_version(boss, unit):
    first = actions.publish(person=boss, unit=unit, year=YEAR, formats=["md", "datapackage"])
    content = (
        b"stage,document,date,fund,functional,economic,project,amount,summary\n"
        b"addition,more-1,2022-06-01,general,2010301,30201,,100.00,\n"
    )
    done = accounts_actions.import_budget(person=boss, unit=unit, year=YEAR, content=content, name="more.csv")
    assert done.batch is not None, done.errors
    second = actions.publish(person=boss, unit=unit, year=YEAR, formats=["md", "datapackage"])
    assert (second.digest == first.digest, second.version) == (True, 2)


def test_publishing_leaves_one_line_in_the_audit_trail_and_opens_the_books(boss, unit):
    Book.objects.filter(unit=unit, year=YEAR).update(public=False)
    publication = actions.publish(person=boss, unit=unit, year=YEAR, formats=["md"])
    trail = TrailEntry.objects.filter(action="disclosure.publish")
    assert [entry.subject for entry in trail] == [f"disclosure.publication:{publication.pk}"]
    assert Book.objects.get(unit=unit, year=YEAR).public
    Book.objects.filter(unit=unit, year=YEAR).update(public=False)
    assert actions.publish(person=boss, unit=unit, year=YEAR, formats=["md"]) == publication
    assert Book.objects.get(unit=unit, year=YEAR).public


@pytest.mark.parametrize(
    ("who", "year", "named"), [("nowhere", YEAR, "nowhere"), (UNIT, 1999, "1999")], ids=["unit", "year"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_unknown_unit_or_year_is_wrong_usage_and_named(unit, tmp_path, who, year, named, language):
    with pytest.raises(CommandError, match=named) as refused:
        command(tmp_path / "out", "--lang", language, unit=who, year=year)
    assert refused.value.returncode == 64
    assert not (tmp_path / "out").exists()
    assert published_folders() == []


def test_a_renderer_that_fails_leaves_nothing_half_done(boss, unit, tmp_path, monkeypatch):
    Book.objects.filter(unit=unit, year=YEAR).update(public=False)

    def fail(document):
        raise RuntimeError("the printer is on fire")

    monkeypatch.setitem(publishing.DOCUMENT_FORMATS, "html", fail)
    with pytest.raises(RuntimeError, match="fire"):
        command(tmp_path / "out")
    assert (Publication.objects.count(), PublishedFile.objects.count()) == (0, 0)
    assert published_folders() == []
    assert not list((tmp_path / "out").glob("*"))
    assert not TrailEntry.objects.filter(action="disclosure.publish").exists()
    assert not Book.objects.get(unit=unit, year=YEAR).public


def test_a_database_that_refuses_leaves_no_files(boss, unit, monkeypatch):
    def refuse(**said):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(actions, "record", refuse)
    with pytest.raises(RuntimeError, match="full"):
        actions.publish(person=boss, unit=unit, year=YEAR, formats=["md"])
    assert Publication.objects.count() == 0
    assert published_folders() == []


def test_a_stranger_and_a_reader_may_not_publish_and_an_accountant_may(unit):
    person = Person.objects.create_user("somebody", password="a-long-password")
    with pytest.raises(PermissionDenied):
        actions.publish(person=person, unit=unit, year=YEAR, formats=["md"])
    grant = Grant.objects.create(person=person, unit=unit, role=Role.PROJECT_OWNER)
    with pytest.raises(PermissionDenied):
        actions.publish(person=person, unit=unit, year=YEAR, formats=["md"])
    assert Publication.objects.count() == 0
    grant.role = Role.ACCOUNTANT
    grant.save()
    assert actions.publish(person=person, unit=unit, year=YEAR, formats=["md"]).by == "somebody"


def test_an_unknown_format_is_refused(boss, unit):
    with pytest.raises(actions.UnknownFormat, match="papyrus"):
        actions.publish(person=boss, unit=unit, year=YEAR, formats=["md", "papyrus"])


def test_a_published_file_downloads_for_everybody_until_somebody_changes_it(boss, unit, client):
    file = actions.publish(person=boss, unit=unit, year=YEAR, formats=["md"]).files.get()
    address = reverse("disclosure:download", args=[file.pk])
    answer = client.get(address)
    assert (answer.status_code, hashlib.sha256(answer.content).hexdigest()) == (200, file.digest)
    path = Path(settings.MEDIA_ROOT) / file.path
    path.write_bytes(path.read_bytes().replace(b"5665.09", b"5565.09"))
    assert client.get(address).status_code == 404
    path.unlink()
    assert client.get(address).status_code == 404


def test_the_data_package_is_valid_for_an_independent_reader(boss, unit, tmp_path):
    publication = actions.publish(person=boss, unit=unit, year=YEAR, formats=["datapackage"])
    content = reads.content_of(publication.files.get())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "package")
    report = frictionless.validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == 1
    assert len(package_rows(content)) > 50


def test_the_data_package_adds_up_to_the_tables(boss, unit):
    publication = actions.publish(person=boss, unit=unit, year=YEAR, formats=["datapackage"])
    rows = package_rows(reads.content_of(publication.files.get()))
    figures = accounts.figures(UNIT, YEAR)

    def added(**wanted: str) -> Decimal:
        kept = [row for row in rows if all(row[name].startswith(start) for name, start in wanted.items())]
        return sum((Decimal(row["amount"]) for row in kept), Decimal(0))

    codes = [("total", ""), *((code, code) for code in figures.codes("03"))]
    assert len(codes) == 19  # as many rows as the published table
    for row, start in codes:
        spent = added(phase="executed", direction="expenditure", functional_code=start)
        assert spent == figures.amount(FactKey("03", row, "total")).yuan(), row
    for kind in ("basic", "project"):
        spent = added(phase="executed", direction="expenditure", kind=kind)
        assert spent == figures.amount(FactKey("03", "total", kind)).yuan()
    assert added(direction="revenue") == figures.amount(FactKey("02", "total", "total")).yuan()
    for phase, row in (("adjusted", "budget"), ("executed", "final")):
        for code, column in (("30217", "reception"), ("30231", "vehicle_running"), ("30212", "abroad")):
            amount = added(phase=phase, economic_code=code)
            assert amount == figures.amount(FactKey("09", row, column)).yuan(), (phase, column)

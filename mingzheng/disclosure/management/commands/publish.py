"""`mingzheng publish --unit U --year Y --out DIR`: the report in every format, with a manifest of digests."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from mingzheng.accounts.models import Book
from mingzheng.disclosure import actions, reads
from mingzheng.disclosure.models import Publication
from mingzheng.disclosure.publishing import FORMATS
from mingzheng.disclosure.statuses import WRONG_USAGE
from mingzheng.documents.pdf import CannotSet
from mingzheng.organisations.models import Person, Unit


class Command(BaseCommand):
    help = gettext_noop("Publish a unit's final accounts: tables, narrative and forms, in every format.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(self.help)
        parser.add_argument("--unit", required=True, help=_("unit code"))
        parser.add_argument("--year", required=True, type=int, help=_("year of the accounts"))
        parser.add_argument("--out", required=True, type=Path, help=_("folder to write the files to"))
        parser.add_argument(
            "--format", action="append", choices=FORMATS, help=_("a format; may be repeated (default: all)")
        )
        parser.add_argument(
            "--by", default="", help=_("user name of the person who publishes (default: the administrator)")
        )
        parser.add_argument("--lang", choices=["zh", "en"], default="zh", help=_("language of the messages"))

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en" if options["lang"] == "en" else "zh-hans"):
            self._publish(options)

    def _publish(self, options: dict[str, Any]) -> None:
        person, unit = _person(options["by"]), Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(_("There is no unit “%s”.") % options["unit"], returncode=WRONG_USAGE)
        formats = tuple(dict.fromkeys(options["format"] or FORMATS))
        try:
            publication = actions.publish(
                person=person, unit=unit, year=options["year"], formats=formats, progress=self._progress
            )
        except Book.DoesNotExist:
            message = _("There are no books of %(unit)s for %(year)s.") % {"unit": unit, "year": options["year"]}
            raise CommandError(message, returncode=WRONG_USAGE) from None
        except CannotSet as error:
            raise CommandError(error.reason.in_language(options["lang"])) from error
        names = _write(publication, options["out"], formats)
        self.stdout.write(
            _("%(title)s, version %(version)s: %(count)s files in %(folder)s")
            % {
                "title": publication.title,
                "version": publication.version,
                "count": len(names),
                "folder": options["out"],
            }
        )
        for owed in publication.obligations.all():
            question = owed.question_en if options["lang"] == "en" else owed.question_zh
            self.stdout.write(
                "  " + _("still owed: %(topic)s %(question)s") % {"topic": owed.topic, "question": question}
            )

    def _progress(self, name: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"  {name}")


def _person(name: str) -> Person:
    people = Person.objects.filter(is_active=True)
    found = people.filter(username=name).first() if name else people.filter(is_superuser=True).order_by("pk").first()
    if found is None:
        raise CommandError(_("There is nobody to publish as; make an administrator first."), returncode=WRONG_USAGE)
    return found


def _write(publication: Publication, out: Path, formats: tuple[str, ...]) -> list[str]:
    """Write the files and `manifest.json`; each appears whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    staging = Path(mkdtemp(prefix=".new-", dir=out))
    manifest: dict[str, object] = {"title": publication.title, "version": publication.version}
    listed: dict[str, dict[str, object]] = {}
    try:
        for file in publication.files.filter(file_format__in=formats):
            (staging / file.name).write_bytes(reads.content_of(file))
            listed[file.name] = {"sha256": file.digest, "bytes": file.size}
        manifest["files"] = listed
        (staging / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2), encoding="utf-8")
        for path in staging.iterdir():
            os.replace(path, out / path.name)
    finally:
        for path in staging.iterdir():
            path.unlink()
        staging.rmdir()
    return list(listed)

"""`mingzheng import entries|budget|prior|facts FILE`, `import template KIND`, `import undo BATCH`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingzheng.accounts import actions
from mingzheng.accounts.intake.columns import heading_in
from mingzheng.accounts.models import BatchKind, ImportBatch
from mingzheng.documents.sheets import template
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.organisations.models import Person, Unit


class Command(BaseCommand):
    help = "Import ledger entries, budgets, last year's accounts or facts of a year; print a template; undo an import."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for kind in BatchKind:
            one = verbs.add_parser(kind.value, help=f"import {kind.value} from a CSV, XLSX, XLS or ODS file")
            one.add_argument("file", type=Path)
            one.add_argument("--unit", required=True, help="unit code")
            one.add_argument("--year", required=True, type=int)
            one.add_argument("--partial", action="store_true", help="keep the good rows when others are wrong")
            one.add_argument("--as", dest="username", help="who imports; the first administrator when left out")
        form = verbs.add_parser("template", help="print an empty form with one example row")
        form.add_argument("kind", choices=BatchKind.values)
        form.add_argument("--format", choices=["csv", "xlsx"], default="csv")
        form.add_argument("--out", type=Path, help="file to write; standard output when left out")
        undo = verbs.add_parser("undo", help="take an import back as a whole")
        undo.add_argument("batch", type=int)
        undo.add_argument("--reason", default="")
        undo.add_argument("--as", dest="username")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Exit status 1 when nothing could be imported or undone; the reasons go to standard error."""
        try:
            if verb == "template":
                self._template(options["kind"], options["format"], options["out"])
            elif verb == "undo":
                self._undo(options["batch"], options["reason"], _person(options["username"]))
            else:
                self._import(BatchKind(verb), options)
        except PermissionDenied as denied:
            raise CommandError(str(denied)) from None
        except (actions.BookLocked, actions.StillReversed) as refused:
            raise CommandError(_said(refused.reason)) from None

    def _import(self, kind: BatchKind, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
            unit = Unit.objects.get(code=options["unit"])
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        except Unit.DoesNotExist:
            raise CommandError(_("There is no unit “%(code)s”.") % {"code": options["unit"]}) from None
        done = actions.VERBS[kind](
            person=_person(options["username"]),
            unit=unit,
            year=options["year"],
            content=content,
            name=path.name,
            partial=options["partial"],
            progress=self._progress,
        )
        for fault in done.errors:
            column = heading_in(get_language() or "zh", fault.column)
            place = (fault.file, fault.sheet, str(fault.row), column)
            self.stderr.write(f"{':'.join(place)}: {_said(fault.reason)}")
        if hidden := done.error_count - len(done.errors):
            self.stderr.write(_("… and %(count)s more faults") % {"count": hidden})
        if done.batch is None:
            raise CommandError(
                _("Nothing was imported: %(count)s faults. Mend the file, or keep the good rows with --partial.")
                % {"count": done.error_count}
            )
        named = {"batch": done.batch.pk, "rows": done.rows, "refused": done.batch.refused}
        if done.already:
            self.stdout.write(_("This file was imported before (batch %(batch)s); nothing changed.") % named)
        elif done.partial:
            self.stdout.write(_("Batch %(batch)s: %(rows)s rows imported, %(refused)s rows left out.") % named)
        else:
            self.stdout.write(_("Batch %(batch)s: %(rows)s rows imported.") % named)

    def _progress(self, rows: int) -> None:
        """One line on a terminal that keeps counting; silence in a pipe."""
        if self.stderr.isatty():
            self.stderr.write("\r" + _("%(rows)s rows") % {"rows": f"{rows:,}"}, ending="")

    def _template(self, kind: str, file_format: str, out: Path | None) -> None:
        language = "en" if (get_language() or "").startswith("en") else "zh"
        columns = actions.INTAKES[BatchKind(kind)].columns()
        content = template(columns, "xlsx" if file_format == "xlsx" else "csv", language)
        if out:
            out.write_bytes(content)
        elif file_format == "csv":
            self.stdout.write(content.decode("utf-8-sig"), ending="")
        else:
            sys.stdout.buffer.write(content)

    def _undo(self, number: int, reason: str, person: Person) -> None:
        batch = ImportBatch.objects.for_person(person).filter(pk=number).first()
        if batch is None:
            raise CommandError(_("There is no batch %(batch)s.") % {"batch": number})
        undone = actions.undo_batch(person=person, batch=batch, reason=reason)
        self.stdout.write(_("Batch %(batch)s undone: %(rows)s rows.") % {"batch": undone.pk, "rows": undone.rows})


def _said(reason: Bilingual) -> str:
    return reason.in_language(get_language() or "zh")


def _person(username: str | None) -> Person:
    people = Person.objects.filter(is_active=True)
    chosen = people.filter(username=username) if username else people.filter(is_superuser=True).order_by("pk")
    person = chosen.first()
    if person is None:
        raise CommandError(_("There is no such person; make the first administrator or name one with --as."))
    return person

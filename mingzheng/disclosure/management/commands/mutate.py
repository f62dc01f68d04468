"""`mingzheng mutate FILE`: change one digit at a time and print how much of it the audit notices."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mingzheng.disclosure.auditing import read_document
from mingzheng.disclosure.certify import prove
from mingzheng.disclosure.management.plain import PlainCommand
from mingzheng.disclosure.mutation import Mutation, Visibility, mutate
from mingzheng.disclosure.rules.raw import UnreadableFile
from mingzheng.disclosure.statuses import WRONG_USAGE

_MOST_LISTED = 40


class Command(PlainCommand):
    help = gettext_noop("Change one digit of a text document at a time and print the share found and the false alarms.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--sample", type=int, default=200, metavar="N", help=_("how many digits (default 200)"))
        parser.add_argument(
            "--seed", type=int, default=1, metavar="S", help=_("which digits; the same seed repeats a run")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            text = path.read_bytes().decode("utf-8")
            made = mutate(
                text,
                lambda changed: read_document(changed.encode(), path.name),
                sample=options["sample"],
                seed=options["seed"],
                prover=prove,
            )
            done = []
            for one in made:
                done.append(one)
                if len(done) % 50 == 0:
                    self.stderr.write(f"{len(done)} / {options['sample']}")
        except (OSError, UnicodeDecodeError, UnreadableFile) as error:
            raise CommandError(f"{path}: {error}", returncode=WRONG_USAGE) from error
        self._print(done)

    def _print(self, done: list[Mutation]) -> None:
        counts = Counter((one.visibility, bool(one.found)) for one in done)
        names = {
            Visibility.VISIBLE: _("changes that leave the range the other figures allow"),
            Visibility.INVISIBLE: _("changes within that range (no arithmetic can see them)"),
            Visibility.UNBOUND: _("figures that no equation speaks of (forms, counts)"),
            Visibility.NO_FIGURE: _("dates, codes, numbers of rows and lists"),
        }
        for visibility in Visibility:
            found, missed = counts[visibility, True], counts[visibility, False]
            if found + missed:
                self.stdout.write(f"{names[visibility]}: {found}/{found + missed} ({found / (found + missed):.1%})")
        alarms = [one for one in done if one.false_alarms]
        self.stdout.write(_("false alarms") + f": {len(alarms)}")
        for title, listed in (
            (_("not found"), [one for one in done if one.visibility is Visibility.VISIBLE and not one.found]),
            (_("false alarm"), alarms),
        ):
            for one in listed[:_MOST_LISTED]:
                keys = ", ".join(one.keys[:3])
                self.stdout.write(
                    f"  {title}: {one.line}: {one.before} → {one.after}  {keys}  {' '.join(one.false_alarms)}"
                )

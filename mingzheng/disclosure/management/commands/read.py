"""`mingzheng read FILE`: what a published document says, as facts with their places. Needs no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from mingzheng.disclosure.management.plain import PlainCommand
from mingzheng.disclosure.output.reading import as_json, as_text
from mingzheng.disclosure.reading import read_file
from mingzheng.disclosure.rules.raw import UnreadableFile
from mingzheng.disclosure.rules.recognise import recognise
from mingzheng.disclosure.statuses import CLEAN, UNREADABLE, WRONG_USAGE

_LARGEST = 200 * 1024 * 1024


class Command(PlainCommand):
    help = gettext_noop(
        "Read a published document (PDF, DOCX, XLSX, ODS, HTML, Markdown, text) and print its figures with their "
        "places. Exit status: 0 read, 2 the file or a part of it could not be read, 64 wrong usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help=_("the document"))
        parser.add_argument("--format", choices=("text", "json"), default="text", help=_("how to write the result"))
        parser.add_argument("--lang", choices=("zh", "en"), default="zh", help=_("language of the result"))

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en" if options["lang"] == "en" else "zh-hans"):
            self._read(options)

    def _read(self, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        try:
            if path.stat().st_size > _LARGEST:
                raise CommandError(_("The file is larger than 200 MB."), returncode=UNREADABLE)
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be opened: %(reason)s") % {"file": path, "reason": error.strerror},
                returncode=WRONG_USAGE,
            ) from error
        try:
            document = recognise(read_file(content, str(path)))
        except UnreadableFile as error:
            raise CommandError(f"{path}: {error.reason.in_language(options['lang'])}", returncode=UNREADABLE) from error
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(document), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(document, options["lang"]))
        sys.exit(UNREADABLE if document.unread else CLEAN)

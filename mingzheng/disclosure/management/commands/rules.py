"""`mingzheng rules`: the catalogue of audit rules."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext_noop

from mingzheng.disclosure.management.plain import PlainCommand
from mingzheng.disclosure.output.rules import as_json, as_markdown, as_text
from mingzheng.disclosure.rules.audit import CATALOGUE


class Command(PlainCommand):
    help = gettext_noop("List the audit rules with class, norm, expected value and remedy. Needs no database.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")
        parser.add_argument("--lang", choices=("zh", "en"), default="zh")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] == "json":
            written = as_json(CATALOGUE)
        elif options["format"] == "markdown":
            written = as_markdown(CATALOGUE)
        else:
            written = as_text(CATALOGUE, options["lang"])
        self.stdout.write(written, ending="")

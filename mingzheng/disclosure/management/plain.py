"""What commands without a database share: wrong usage ends with 64, as sysexits names it."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext

from mingzheng.disclosure.statuses import WRONG_USAGE


class _Parser(CommandParser):
    def error(self, message: str) -> NoReturn:
        """Print usage and leave with 64 instead of argparse's 2, which means something else here."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\n")


class PlainCommand(BaseCommand):
    """A command that needs no database and no checks; `help` is marked with gettext_noop and translated when shown."""

    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = _Parser
        parser.description = gettext(self.help)
        return parser

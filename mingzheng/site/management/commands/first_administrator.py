"""`mingzheng first_administrator`: somebody who can sign in on a new installation."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from mingzheng.site.passwords import first_administrator


class Command(BaseCommand):
    help = "Make the first administrator with a one-time password, shown once. Does nothing when there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="admin")

    def handle(self, *args: object, username: str, **options: object) -> None:
        password = first_administrator(username)
        if password is None:
            self.stdout.write(_("There is an administrator already."))
        else:
            said = _("Administrator %(username)s, one-time password: %(password)s (to be changed at the first sign-in)")
            self.stdout.write(said % {"username": username, "password": password})

"""`mingzheng load_sample`: the sample unit in every room that has one."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from mingzheng.organisations.models import Person

ROOMS = ("accounts", "performance")  # the forms stand on the unit that the ledger brings


class Command(BaseCommand):
    help = "Load the sample unit: its ledger and its performance forms. A second run changes nothing."

    def handle(self, *args: object, **options: object) -> None:
        """Needs an administrator: what is loaded is recorded in the audit trail under a name."""
        person = Person.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if person is None:
            raise CommandError(_("There is no administrator yet: run “mingzheng first_administrator”."))
        for room in ROOMS:
            if apps.is_installed(f"mingzheng.{room}") and find_spec(f"mingzheng.{room}.sample"):
                import_module(f"mingzheng.{room}.sample").load(person)
                self.stdout.write(_("%(room)s: sample loaded") % {"room": room})

"""`mingzheng load_sample`: the sample unit in every room that has one."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from mingzheng.accounts import sample as accounts
from mingzheng.organisations.models import Person
from mingzheng.performance import sample as performance

# The forms stand on the unit that the ledger brings.
ROOMS = {"accounts": accounts.load, "performance": performance.load}


class Command(BaseCommand):
    help = "Load the sample unit: its ledger and its performance forms. A second run changes nothing."

    def handle(self, *args: object, **options: object) -> None:
        """Needs an administrator: what is loaded is recorded in the audit trail under a name."""
        person = Person.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if person is None:
            raise CommandError(_("There is no administrator yet: run “mingzheng first_administrator”."))
        for room, load in ROOMS.items():
            load(person)
            self.stdout.write(_("%(room)s: sample loaded") % {"room": room})

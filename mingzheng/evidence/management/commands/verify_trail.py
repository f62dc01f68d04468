"""`mingzheng verify_trail`: whether the audit trail is as it was written."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingzheng.organisations.actions import seal_trail, verify_trail
from mingzheng.organisations.models import TrailEntry


class Command(BaseCommand):
    help = "Seal the audit trail and verify every digest and seal; exit status 1 when one does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        seal_trail()
        faults = verify_trail()
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"{TrailEntry.objects.count()} trail entries, every digest and seal holds")

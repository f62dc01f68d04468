"""`mingzheng messages extract|compile|check [ROOM…]`: the message catalogues of the rooms."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from mingzheng.site import catalogues


class Command(BaseCommand):
    help = "Bring message catalogues up to date, compile them, or check that they are complete."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=("extract", "compile", "check"))
        parser.add_argument("rooms", nargs="*", help="rooms such as accounts; all when none is named")

    def handle(self, *args: object, verb: str, rooms: list[str], **options: object) -> None:
        """Exit status 1 when `check` finds a fault or a room is unknown."""
        known = catalogues.rooms()
        if unknown := set(rooms) - known.keys():
            raise CommandError(f"no such room: {', '.join(sorted(unknown))}")
        faults = 0
        for name in rooms or sorted(known):
            if verb == "extract":
                missing = catalogues.update(known[name])
                self.stdout.write(f"{name}: {missing} strings to translate")
            elif verb == "compile":
                catalogues.compile_room(known[name])
            else:
                said = catalogues.faults(known[name])
                faults += len(said)
                self.stdout.writelines(f"{name}: {fault}\n" for fault in said)
        if faults:
            raise CommandError(f"{faults} faults in the message catalogues")

"""`mingzheng serve`: the pages, through granian."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


class Command(BaseCommand):
    help = "Serve the pages. TLS belongs in front of it: see docs/operators.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--workers", type=int, default=1, help="processes (default 1, enough for SQLite)")
        parser.add_argument("--threads", type=int, default=4, help="threads a process (default 4)")

    def handle(self, *args: object, host: str, port: int, workers: int, threads: int, **options: object) -> None:
        Granian(
            "mingzheng.site.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        ).serve()

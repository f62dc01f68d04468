"""`mingzheng worker`: runs what is queued and what is due, until it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from mingzheng.jobs import actions


class Command(BaseCommand):
    help = "Run queued and periodic work. SIGTERM finishes the job in hand and stops."
    stopping = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, then stop")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds to wait when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{socket.gethostname()}:{os.getpid()}"
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            close_old_connections()
            actions.reap()
            actions.queue_due()
            job = actions.claim(name)
            if job is None:
                if options["once"]:
                    return
                time.sleep(options["pause"])
                continue
            done = actions.run(job)
            self.stdout.write(f"{done.pk} {done.kind} {done.state}")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

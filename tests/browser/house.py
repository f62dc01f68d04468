"""A running installation in a folder of its own: what `mz up` makes, for browser tests and for the pictures."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

UNIT, YEAR = "anyang-zwfw", 2022
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# As root, Chromium runs without its sandbox, which refuses root.
CHROMIUM_ARGUMENTS = ["--no-sandbox"] if os.geteuid() == 0 else []


@dataclass(frozen=True)
class House:
    """A running installation: its address and the administrator's one-time password."""

    address: str
    password: str


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mingzheng.site.cli", *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=10)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{address} does not answer")


@contextmanager
def running_house(home: Path) -> Iterator[House]:
    """Migrate, load the sample, publish it and serve on a free port, all of it in `home`."""
    environment = {**os.environ, "MINGZHENG_HOME": str(home), "MINGZHENG_LANG": "en"}
    environment.pop("MINGZHENG_DATABASE_URL", None)

    def run(*arguments: str) -> str:
        done = subprocess.run(command(*arguments), env=environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    run("migrate", "--no-input")
    found = re.search(r"one-time password: (\S+)", run("first_administrator"))
    if not found:
        raise RuntimeError("no one-time password was printed")
    run("load_sample")
    run("publish", "--unit", UNIT, "--year", str(YEAR), "--out", str(home / "published"))
    port = free_port()
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command("serve", "--port", str(port)), env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/", server)
        yield House(f"http://127.0.0.1:{port}", found[1])
    finally:
        server.terminate()
        server.wait(20)

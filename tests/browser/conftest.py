"""A real browser against a real server: the whole house in a folder of its own, with the sample loaded."""

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
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = os.environ.get("MINGZHENG_REQUIRE_BROWSER") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if not CHROMIUM and not REQUIRED:
                item.add_marker(pytest.mark.skip(reason="no browser: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; as root it runs without its sandbox, which refuses root."""
    if not CHROMIUM:
        pytest.fail("no browser, and MINGZHENG_REQUIRE_BROWSER=1: apt-get install chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": CHROMIUM, "args": arguments}


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
    pytest.fail(f"{address} does not answer")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """What `mz up` makes, in a temporary folder and on a free port."""
    home = tmp_path_factory.mktemp("house")
    environment = {**os.environ, "MINGZHENG_HOME": str(home), "MINGZHENG_LANG": "en"}
    environment.pop("MINGZHENG_DATABASE_URL", None)

    def run(*arguments: str) -> str:
        done = subprocess.run(command(*arguments), env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("migrate", "--no-input")
    said = run("first_administrator")
    run("load_sample")
    found = re.search(r"one-time password: (\S+)", said)
    assert found, said
    port = free_port()
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command("serve", "--port", str(port)), env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/", server)
        yield House(f"http://127.0.0.1:{port}", found[1])
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def base_url(house: House) -> str:
    return house.address

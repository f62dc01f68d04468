"""The command line: its overview is true, its language is chosen, its wrong usage has one exit status."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.management import get_commands

from mingzheng.site import cli


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "MINGZHENG_LANG")}
    return subprocess.run(
        [sys.executable, "-m", "mingzheng.site.cli", *arguments],
        capture_output=True,
        text=True,
        env={**clean, **environment},
    )


def test_the_overview_names_every_command_of_the_product_and_no_other() -> None:
    named = {name for commands in cli.COMMANDS.values() for name in commands}
    ours = {name for name, app in get_commands().items() if app.startswith("mingzheng.")}
    assert named - {"check", "migrate"} == ours


def test_the_overview_is_chinese_unless_english_is_asked_for() -> None:
    assert "公开与审核" in run().stdout
    assert "Publish and audit" in run("--lang", "en").stdout
    assert "Publish and audit" in run("--help", LANG="en_GB.UTF-8").stdout
    assert "公开与审核" in run("--lang=zh", LANG="en_GB.UTF-8").stdout


@pytest.mark.parametrize(
    "arguments", [["no_such_command"], ["--lang", "fr", "check"], ["messages", "no_such_verb"], ["serve", "--no-such"]]
)
def test_wrong_usage_ends_with_64_and_says_what_is_wrong(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 64
    assert done.stderr.strip()


def test_the_language_may_stand_before_or_after_the_command() -> None:
    assert cli.take_language(["--lang", "en", "audit", "x.pdf"], {}) == (["audit", "x.pdf"], "en")
    assert cli.take_language(["audit", "x.pdf", "--lang=en"], {"LANG": "zh_CN.UTF-8"}) == (["audit", "x.pdf"], "en")
    assert cli.take_language(["audit", "x.pdf"], {"LANG": "C.UTF-8"}) == (["audit", "x.pdf"], "zh")

"""How long the sample's report takes from its ledger to each file: `python benchmarks/publish.py`. Goal: 5 s for all.

Runs in a temporary folder and database; each step is the median of three runs in one process.
"""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable

import django
from django.core.management import call_command

HOME = tempfile.TemporaryDirectory()  # removed when the process ends
os.environ |= {"MINGZHENG_HOME": HOME.name, "DJANGO_SETTINGS_MODULE": "mingzheng.site.settings"}
os.environ.pop("MINGZHENG_DATABASE_URL", None)
django.setup()

from mingzheng.accounts import reads as accounts  # noqa: E402 — needs the settings above
from mingzheng.disclosure.publishing import FORMATS, compose, make_files  # noqa: E402

ROUNDS = 3
GOAL = 5.0  # seconds
UNIT, YEAR = "anyang-zwfw", 2022


def median(work: Callable[[], object]) -> float:
    """Median of the wall time of some rounds, in seconds."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    facts = accounts.year_facts(UNIT, YEAR)
    whole = median(lambda: compose(UNIT, YEAR))
    report = compose(UNIT, YEAR)
    print(f"{'from the ledger to a document':<32}{whole:>8.2f} s")
    for file_format in FORMATS:
        made = list(make_files(report, facts, UNIT, [file_format]))
        seconds = median(lambda chosen=file_format: list(make_files(report, facts, UNIT, [chosen])))
        whole += seconds
        print(f"{file_format:<32}{seconds:>8.2f} s{len(made[0].content) / 1024:>10,.0f} KiB")
    print(f"{'all formats':<32}{whole:>8.2f} s  (goal {GOAL:.0f})")


if __name__ == "__main__":
    for command in ("migrate", "first_administrator", "load_sample"):
        call_command(command, verbosity=0, stdout=io.StringIO())
    main()

"""How long entries → nine tables takes as the ledger grows, and how much memory.

Run it:  .venv/bin/python benchmarks/rollup.py      (10 k, 100 k and 1 M entries; a few minutes, most of it filling)
         .venv/bin/python benchmarks/rollup.py --sizes 10000 100000 --runs 5 --import-rows 100000

It makes a SQLite database in a temporary folder, fills it with random entries over some 2,400 combinations, and times
the way from the stored entries to the nine tables as values (`reads.tables`): the median of the runs in a process of
its own, with the peak memory of that process. `--import-rows N` also times importing a CSV of N rows through the
import action. The goal is 1 M entries in at most 10 s with linear growth.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time entries → nine tables.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--import-rows", type=int, default=0)
    options = parser.parse_args()
    print(f"{'entries':>12} {'combinations':>13} {'median s':>9} {'growth':>7} {'peak MB':>8}")
    before = 0.0
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            work(folder, "fill", size, options.runs)
            found = work(folder, "measure", size, options.runs)
        seconds = statistics.median(found["seconds"])
        growth = f"×{seconds / before:.1f}" if before else "–"
        combinations, peak = found["combinations"], found["peak_mb"]
        print(f"{size:>12,} {combinations:>13,} {seconds:>9.3f} {growth:>7} {peak:>8.0f}", flush=True)
        before = seconds
    if options.import_rows:
        with tempfile.TemporaryDirectory() as folder:
            found = work(folder, "import", options.import_rows, 1)
        seconds, peak = found["seconds"], found["peak_mb"]
        rate = options.import_rows / seconds
        print(f"import of {options.import_rows:,} rows: {seconds:.1f} s, {rate:,.0f} rows/s, {peak:.0f} MB")


def work(folder: str, what: str, size: int, runs: int) -> dict:
    """One step in a process of its own, so that its peak memory is its own."""
    environment = os.environ | {
        "MINGZHENG_HOME": folder,
        "MINGZHENG_DATABASE_URL": f"sqlite:///{folder}/rollup.sqlite3",
        "DJANGO_SETTINGS_MODULE": "mingzheng.site.settings",
    }
    command = [sys.executable, "-m", "benchmarks.rollup_work", what, str(size), str(runs)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()

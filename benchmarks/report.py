"""Write docs/accuracy.md and docs/benchmarks.md from what the commands print: `python -m benchmarks.report`."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from mingzheng import __version__

ROOT = Path(__file__).resolve().parents[1]
MINGZHENG = [sys.executable, "-m", "mingzheng.site.cli"]
SAMPLE = "mingzheng/disclosure/data/sample/anyang-2022.md"

ACCURACY = """# Accuracy

Measured by commands on {today} with Mingzheng {version}; `python -m benchmarks.report` wrote this page.

## One digit changed at a time
The command changes one digit of the published sample document, audits it, and compares with the audit of the unchanged
one. A change is *visible to arithmetic* when no amounts behind the printed figures could make the document true.
{mutate}

## The published sample
Findings counted against a list of labels made by hand from the text
(`mingzheng/disclosure/tests/labels_anyang_2022.py`). The list does not claim to be complete, so a finding without a
label is not yet a wrong one; the errors without a label are printed, and were looked at by hand in
`mingzheng/performance/tests/test_rules_of_forms.py`. A test demands that every label is found, so the share of labels
found says that nothing was lost, not how the audit does on a document it has never seen. The documents of other
departments, where there are some, carry no labels.
{labels}

The errors in full:
{audit}

## Our own output
The report that `mingzheng publish` makes from the sample ledger, audited in each format that can be read back.
{own}
"""

BENCHMARKS = """# Benchmarks

Measured by commands on {today} with Mingzheng {version}; `python -m benchmarks.report` wrote this page, on {machine}.
Figures are medians. A shared machine is noisy: the same command may take twice as long in another run.

| what | goal |
|---|---|
| 1,000,000 entries → nine tables | 10 s, growing no faster than the entries, bounded memory |
| all audit rules on the sample | 50 ms |
| publishing the sample in every format | 5 s |


## Entries → nine tables
{rollup}

## Audit of the published sample
{audit}

## Publishing the sample in every format
{publish}
"""


def printed(*command: str, allow: tuple[int, ...] = (0,), environment: Mapping[str, str] | None = None) -> str:
    """A command and what it prints, as a block of Markdown."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **(environment or {})})
    if done.returncode not in allow:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    said = done.stdout.rstrip().replace(f"{ROOT}/", "")
    name = "mingzheng" if "mingzheng.site.cli" in command else "python"
    rest = " ".join(command[len(MINGZHENG) if name == "mingzheng" else 1 :])
    return f"```\n$ {name} {rest}\n{said}\n```"


def own_output(home: Path) -> str:
    """Publish the sample into a folder of its own and audit what came out."""
    environment = {"MINGZHENG_HOME": str(home), "MINGZHENG_LANG": "en"}
    for command in (["migrate"], ["first_administrator"], ["load_sample"]):
        printed(*MINGZHENG, *command, environment=environment)
    published = os.path.relpath(home / "published", ROOT)
    printed(
        *MINGZHENG, "publish", "--unit", "anyang-zwfw", "--year", "2022", "--out", published, environment=environment
    )
    said = printed(*MINGZHENG, "audit", "--summary", "--lang", "en", published, allow=(0, 1), environment=environment)
    return said.replace(published, "published")


def main() -> None:
    english = {"MINGZHENG_LANG": "en"}
    when = {"today": datetime.now(tz=UTC).date().isoformat(), "version": __version__}
    mutate = printed(*MINGZHENG, "mutate", SAMPLE, "--sample", "400", "--seed", "1", environment=english)
    labels = printed(sys.executable, "-m", "benchmarks.accuracy")
    audit = printed(*MINGZHENG, "audit", "--sample", "--lang", "en", "--fail-on", "error", allow=(0, 1))
    audit = audit.split("\nwarnings")[0].rstrip("`\n") + "\n```"
    with tempfile.TemporaryDirectory() as home:
        own = own_output(Path(home))
    (ROOT / "docs/accuracy.md").write_text(ACCURACY.format(**when, mutate=mutate, labels=labels, audit=audit, own=own))
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    (ROOT / "docs/benchmarks.md").write_text(
        BENCHMARKS.format(
            **when,
            machine=machine,
            rollup=printed(sys.executable, "benchmarks/rollup.py"),
            audit=printed(sys.executable, "benchmarks/audit.py"),
            publish=printed(sys.executable, "benchmarks/publish.py"),
        )
    )


if __name__ == "__main__":
    main()

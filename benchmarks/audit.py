"""How long the rules take on the published sample: `python benchmarks/audit.py`. Goal: all rules in 50 ms.

Prints reading, the rules without and with the linear programme at hand, and the linear programme forced.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from importlib.resources import files

from mingzheng.disclosure.auditing import read_document
from mingzheng.disclosure.certify import prove
from mingzheng.disclosure.rules.audit import CATALOGUE, audit
from mingzheng.disclosure.rules.audit.context import AuditContext
from mingzheng.disclosure.rules.audit.model import build
from mingzheng.disclosure.rules.audit.reach import Programme
from mingzheng.disclosure.rules.audit.references import OFFICIAL

GOAL = 50.0  # milliseconds
ROUNDS = 15


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Best and median processor time over several rounds, the first (imports, caches) left out.

    The best round is the one that other work on the machine disturbed least.
    """
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return min(times), statistics.median(times)


def main() -> None:
    content = files("mingzheng.disclosure").joinpath("data/sample/anyang-2022.md").read_bytes()
    document = read_document(content, "anyang-2022.md")
    context = AuditContext(document, OFFICIAL)
    stated = [(r.code, one) for r in CATALOGUE if r.equations is not None for one in r.equations(context)]
    model = build(stated, context.sums)
    programme = Programme(tuple(model.system.lows), tuple(model.system.highs), tuple(model.system.bounds))
    print(f"{len(document.facts)} figures, {len(CATALOGUE)} rules, {len(stated)} relationships")
    for name, work, rounds in (
        ("reading", lambda: read_document(content, "anyang-2022.md"), 5),
        ("rules, without linear programme", lambda: audit((document,)), ROUNDS),
        ("rules, linear programme at hand", lambda: audit((document,), prover=prove), ROUNDS),
        ("linear programme forced on all relationships", lambda: prove(programme), 5),
    ):
        best, median = milliseconds(work, rounds)
        goal = f"  (goal {GOAL:.0f})" if name.startswith("rules") else ""
        print(f"{name}: best {best:.1f} ms, median {median:.1f} ms{goal}")


if __name__ == "__main__":
    main()

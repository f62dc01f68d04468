"""One step of `rollup.py`: fill a database, measure the roll-up, or import a file. Prints its result as JSON."""

# ruff: noqa: E402 - Django has to be set up before models can be imported.
from __future__ import annotations

import json
import random
import resource
import sys
import time
from datetime import date, timedelta

import django

django.setup()

from django.core.management import call_command
from django.db import transaction

from mingzheng.accounts import actions, reads
from mingzheng.accounts.data import economic, functional
from mingzheng.accounts.models import Book, Combination, Entry, ImportBatch
from mingzheng.organisations.models import Person, Unit

YEAR = 2022
CHUNK = 10_000
PROJECTS = 40


def start() -> tuple[Unit, Person]:
    """The migrated database, a unit in it and an administrator."""
    call_command("migrate", verbosity=0)
    unit, _ = Unit.objects.get_or_create(code="bench", name="Bench", unit_type="institution")
    person, _ = Person.objects.get_or_create(username="bench", is_superuser=True)
    return unit, person


def dimensions() -> list[tuple[str, ...]]:
    """Combinations over all functional items, economic items, funds and projects that the year's code tables know."""
    items = [entry.code for entry in functional(YEAR).entries if len(entry.code) == 7]
    kinds = [e.code for e in economic(YEAR).entries if len(e.code) == 5 and e.code[:3] in ("301", "302", "303")]
    basic = [
        ("7101", "general", item, kind, "basic", "public" if kind[:3] == "302" else "personnel", "", "current")
        for item in items
        for kind in kinds
    ]
    project = [
        (account, fund, item, "30227", "project", "", f"project {number}", "current")
        for account, fund in (("7101", "general"), ("7201", "unit"), ("7201", "government_fund"))
        for number in range(PROJECTS)
        for item in items[:6]
    ]
    income = [("6001", "general", item, "", "", "", "", "current") for item in items]
    return basic + project + income


def fill(size: int, runs: int) -> dict:
    """A database with `size` entries."""
    unit, _person = start()
    book = Book.objects.create(unit=unit, year=YEAR)
    batch = ImportBatch.objects.create(book=book, kind="entries", file_name="generated", digest="0" * 64, by="bench")
    wanted = [Combination(**dict(zip(Combination.DIMENSIONS, d, strict=True))) for d in dimensions()]
    keys = [combination.pk for combination in Combination.objects.bulk_create(wanted)]
    chance = random.Random(size)
    with transaction.atomic():
        for first in range(0, size, CHUNK):
            Entry.objects.bulk_create(
                Entry(
                    batch=batch,
                    book=book,
                    combination_id=chance.choice(keys),
                    amount_fen=chance.randrange(1, 10_000_000),
                    date=date(YEAR, 1, 1) + timedelta(days=number % 365),
                    voucher=f"{number // 4:07}",
                    line=number % 4 + 1,
                )
                for number in range(first, min(first + CHUNK, size))
            )
    return {}


def measure(size: int, runs: int) -> dict:
    """From the stored entries to the nine tables, `runs` times."""
    start()
    seconds = []
    for _ in range(runs):
        begin = time.perf_counter()
        tables = reads.tables("bench", YEAR)
        seconds.append(time.perf_counter() - begin)
    assert len(tables) == 9
    combinations = sum(1 for _ in reads.lines(reads.book_of("bench", YEAR)))
    return {"seconds": seconds, "combinations": combinations, "peak_mb": peak_mb()}


def import_rows(size: int, runs: int) -> dict:
    """A CSV of `size` rows through the import action."""
    unit, person = start()
    chance, known = random.Random(size), dimensions()
    heads = "account,fund,functional,economic,basic_or_project,category,project,money_year,date,voucher,line,amount"
    lines = [heads]
    for number in range(size):
        amount = f"{chance.randrange(1, 100_000)}.{chance.randrange(100):02}"
        lines.append(
            ",".join((*chance.choice(known), f"{YEAR}-06-01", f"{number // 4:07}", str(number % 4 + 1), amount))
        )
    content = "\n".join(lines).encode()
    del lines
    begin = time.perf_counter()
    done = actions.import_entries(person=person, unit=unit, year=YEAR, content=content, name="generated.csv")
    seconds = time.perf_counter() - begin
    assert done.rows == size, done.errors[:3]
    return {"seconds": seconds, "peak_mb": peak_mb()}


def peak_mb() -> float:
    """The peak memory of this process in MB (Linux counts in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


WORK = {"fill": fill, "measure": measure, "import": import_rows}

if __name__ == "__main__":
    print(json.dumps(WORK[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))))

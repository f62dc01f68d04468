"""`mingzheng reconstruct_sample`: makes the sample ledger anew from the published totals."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from mingzheng.accounts.reconstruction.entries import budget_csv, entries_csv, facts_csv, prior_csv
from mingzheng.accounts.reconstruction.published import reconstruct


class Command(BaseCommand):
    help = "Reconstruct the sample ledger from published totals and write its four CSV files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="folder to write to")

    def handle(self, *args: Any, **options: Any) -> None:
        found = reconstruct()
        out: Path = options["out"]
        out.mkdir(parents=True, exist_ok=True)
        files = {
            "entries": entries_csv(found),
            "budget": budget_csv(found),
            "prior": prior_csv(found),
            "facts": facts_csv(),
        }
        for name, content in files.items():
            path = out / f"anyang-2022-{name}.csv"
            path.write_text(content, encoding="utf-8")
            self.stdout.write(f"{path} {len(content.splitlines())}")

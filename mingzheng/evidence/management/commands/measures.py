"""`mingzheng measures`: what can be measured here, and what it says."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from mingzheng.evidence import measures
from mingzheng.evidence.actions import as_record
from mingzheng.evidence.measures import Scope


class Command(BaseCommand):
    help = "List the measures that rooms publish; with --unit and --year, read them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", help="measure codes; all when none is named")
        parser.add_argument("--unit", help="unit code to read for")
        parser.add_argument("--year", type=int, help="year to read for")
        parser.add_argument("--subject", default="", help="what inside the unit: a project, a line")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--lang", choices=["zh", "en"], default="zh")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [m for m in measures.listed() if not options["codes"] or m.code in options["codes"]]
        rows: list[dict[str, object]] = []
        for entry in chosen:
            row: dict[str, object] = {
                "code": entry.code,
                "title": entry.title.in_language(options["lang"]),
                "unit": entry.unit,
            }
            if options["unit"] and options["year"]:
                row["reading"] = as_record(entry.read(Scope(options["unit"], options["year"], options["subject"])))
            rows.append(row)
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            reading = row.get("reading")
            shown = f"  = {reading['value']} {row['unit']} ({reading['status']})" if isinstance(reading, dict) else ""
            self.stdout.write(f"{row['code']:<44}{row['title']}{shown}")

"""Package data of this room, read once: code tables, the chart of accounts, layouts of the nine tables.

Rules get these values passed or ask here; nothing outside the package is ever opened.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files

from mingzheng.accounts.rules.codes import CodeEntry, CodeTable, Kind
from mingzheng.accounts.rules.layouts import Layout, layout_from, newest_first
from mingzheng.accounts.rules.ledger import Account, Chart


def text(name: str) -> str:
    """The text of one data file. Raises FileNotFoundError."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV data file, `#` lines left out."""
    return list(csv.DictReader(line for line in text(name).splitlines() if not line.startswith("#")))


@cache
def functional(year: int) -> CodeTable:
    """The functional classification (支出功能分类) in force in `year`."""
    return _codes("functional", year)


@cache
def economic(year: int) -> CodeTable:
    """The economic classification (部门预算支出经济分类) in force in `year`."""
    return _codes("economic", year)


@cache
def chart(year: int) -> Chart:
    """The chart of budget accounts in force in `year`. Source: 财会〔2017〕25号, in force 2019-01-01."""
    return Chart(
        year,
        tuple(
            Account(row["code"], row["name"], row["kind"], row["treatment"], row["refused_because"])
            for row in rows("chart.csv")
            if _in_force(row, year)
        ),
    )


@cache
def layout(province: str, year: int) -> Layout:
    """The layout of the nine tables in a province and year.

    A province without a layout of its own uses the ministry's form as printed in Henan. Raises LookupError for a year
    before the first layout.
    """
    folder = files(__name__).joinpath("layouts")
    held = [
        layout_from(json.loads(path.read_text("utf-8"))) for path in folder.iterdir() if path.name.endswith(".json")
    ]
    for candidate in newest_first(held):
        if candidate.province in (province, "henan") and candidate.covers(year):
            return candidate
    raise LookupError(f"no layout of the nine tables is held for {province} {year}")


def _codes(kind: Kind, year: int) -> CodeTable:
    entries = (CodeEntry(row["code"], row["name"]) for row in rows(f"{kind}.csv") if _in_force(row, year))
    return CodeTable(kind, year, tuple(entries))


def _in_force(row: dict[str, str], year: int) -> bool:
    return int(row["valid_from"]) <= year and (not row["valid_to"] or year <= int(row["valid_to"]))

"""What must hold of this room's package data before the site serves: checked by `mingzheng check`."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from mingzheng.accounts.data import chart, economic, functional, rows
from mingzheng.accounts.models import Combination, Fund
from mingzheng.kernel.facts import Fund as FundKind


@register("accounts")
def package_data(app_configs: Sequence[AppConfig] | None, **options: object) -> list[CheckMessage]:
    """Code tables and the chart are complete trees in every year in which they change, and the funds agree."""
    years = {int(row["valid_from"]) for name in ("functional.csv", "economic.csv", "chart.csv") for row in rows(name)}
    faults: list[CheckMessage] = []
    for year in sorted(years):
        for table in (functional(year), economic(year)):
            orphans = [
                e.code for e in table.entries if not all(table.known(parent) for parent in table.parents(e.code))
            ]
            if orphans:
                hint = f"{table.kind} {year}: {', '.join(orphans[:10])}"
                faults.append(Error("codes without their parents", hint=hint, id="accounts.E001"))
        untold = [a.code for a in chart(year).accounts if not a.treatment and not a.refused_because]
        if untold:
            faults.append(Error("accounts without treatment or reason", hint=", ".join(untold), id="accounts.E002"))
    if {fund.value for fund in FundKind if fund is not FundKind.ALL} != set(Fund.values):
        faults.append(Error("the funds of the ledger differ from the kernel's", id="accounts.E003"))
    longest = Combination._meta.get_field("fund").max_length or 0
    if any(len(fund) > longest for fund in Fund.values):
        faults.append(Error("a fund is longer than its column", id="accounts.E004"))
    return faults

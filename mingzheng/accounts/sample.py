"""The sample books: Anyang 2022, reconstructed from published totals, brought in through the very import actions."""

from __future__ import annotations

from mingzheng.accounts import actions
from mingzheng.accounts.data import text
from mingzheng.accounts.models import Book
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.organisations.actions import ensure_unit
from mingzheng.organisations.models import UnitType
from mingzheng.organisations.reads import Somebody

UNIT, YEAR = "anyang-zwfw", 2022
NAME = "安阳市政务服务和大数据管理局（本级）"
NOTE = Bilingual(
    "本台账系依据公开决算数据重构，并非原始账簿：合计与公开各表逐位一致，凭证、日期、收款方及项目归属为推定。",
    "This ledger is reconstructed from published totals and is not the original books: sums equal every "
    "published table, vouchers, dates, payees and the assignment of projects are assumed.",
)


class SampleBroken(RuntimeError):
    """A shipped sample file did not import."""


def load(person: Somebody) -> Book:
    """Load the sample unit's year and open it to the public. Loading again changes nothing. Raises SampleBroken."""
    unit = ensure_unit(person=person, code=UNIT, name=NAME, unit_type=UnitType.ADMINISTRATIVE, province="henan")
    verbs = {
        "entries": actions.import_entries,
        "budget": actions.import_budget,
        "prior": actions.import_prior,
        "facts": actions.import_facts,
    }
    for kind, verb in verbs.items():
        name = f"anyang-{YEAR}-{kind}.csv"
        done = verb(person=person, unit=unit, year=YEAR, content=text(f"sample/{name}").encode(), name=name)
        if done.batch is None:
            first = done.errors[0]
            raise SampleBroken(f"{name} row {first.row} {first.column}: {first.reason.en}")
    actions.set_note(person=person, unit=unit, year=YEAR, note=NOTE)
    return actions.open_to_public(person=person, unit=unit, year=YEAR)

"""Real documents of other departments, where they are at hand: everything with a text layer is read, the rest said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingzheng.disclosure.reading import read_file
from mingzheng.disclosure.rules.recognise import recognise
from mingzheng.kernel.facts import FactKey, Phase

SAMPLES = Path(os.environ.get("MINGZHENG_SAMPLES", "samples")) / "accounts"
FINAL = SAMPLES / "上海市普陀区财政局2024年度部门决算.pdf"
BUDGET = SAMPLES / "上海市普陀区商务委员会25年预算.pdf"
pytestmark = pytest.mark.samples


def test_final_accounts_of_another_city_are_read():
    document = recognise(read_file(FINAL.read_bytes(), FINAL.name))
    assert (document.unit_name, document.year, document.pages) == ("上海市普陀区财政局", 2024, 25)
    assert [part.place.page for part in document.unread] == [14]
    assert sorted(table.source for table in document.tables if table.source) == [f"0{n}" for n in range(1, 10)]
    for key, value in (
        ("01/income.other/amount", "6.20"),
        ("02/2010601/other", "0.01"),
        ("03/2210203/basic", "258.50"),
        ("04/opening_balance/amount", "21.63"),
        ("05/total/project", "603.14"),
        ("06/30239/amount", "48.49"),
        ("06/public/amount", "184.65"),
        ("09/budget/reception", "0.95"),
        ("text/5.3/2080505/opening", "161.62"),
        ("text/11/services/final", "246.47"),
    ):
        source, _, rest = key.partition("/")
        row, _, column = rest.rpartition("/")
        fact = document.fact(FactKey(source, row, column))
        assert fact is not None, key
        assert str(fact.cell.value) == value, key
        assert fact.place.page


def test_a_budget_is_not_taken_for_final_accounts():
    document = recognise(read_file(BUDGET.read_bytes(), BUDGET.name))
    assert document.kind == "budget"
    assert [table.source for table in document.tables if table.source] == []
    money = [
        fact for fact in document.facts if fact.measured_in == "万元" and not fact.key.column.startswith("threshold")
    ]
    assert {fact.phase for fact in money} == {Phase.OPENING}
    assert not [fact for fact in document.facts if fact.key.source.isdigit()]

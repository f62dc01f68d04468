"""The sample books, from file to figure and back."""

import json

import pytest

from mingzheng.accounts import reads, sample
from mingzheng.accounts.data import text
from mingzheng.accounts.models import Entry, ImportBatch
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import Money
from mingzheng.organisations.models import Person, TrailEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return Person.objects.create_superuser("boss", password="x")


@pytest.fixture
def book(boss):
    return sample.load(boss)


def test_loading_the_sample_again_changes_nothing(boss, book):
    before = (Entry.objects.count(), ImportBatch.objects.count(), TrailEntry.objects.count())
    sample.load(boss)
    assert (Entry.objects.count(), ImportBatch.objects.count(), TrailEntry.objects.count()) == before


def test_the_entries_behind_every_figure_add_up_to_it(boss, book):
    figures = reads.figures(sample.UNIT, sample.YEAR)
    tested = 0
    for key in sorted(figures.amounts):
        if key.source == "09" and key.row == "budget":
            lines = reads.budget_behind(sample.UNIT, sample.YEAR, key)
            assert sum(line.amount_fen for line in lines) == figures.amount(key).fen, key
        else:
            totals = reads.behind_totals(sample.UNIT, sample.YEAR, key, boss)
            assert totals.amount == figures.amount(key), key
            assert totals.count or not figures.amount(key), key
        tested += 1
    assert tested > 100


def test_printed_figures_equal_the_published_tables(book):
    published = json.loads(text("sample/published_tables.json"))["tables"]
    figures = reads.figures(sample.UNIT, sample.YEAR)
    seen = 0
    for row in published["公开03"]["rows"]:
        for key, printed in zip(("total", "basic", "project"), row["values"].values(), strict=False):
            amount = figures.amount(FactKey("03", row["code"] or "total", key))
            assert str(amount.wan()) == printed, (row["code"], key)
            seen += 1
    assert seen > 30


def test_the_year_facts_hold_budgets_reasons_and_the_note_that_the_ledger_is_reconstructed(book):
    facts = reads.year_facts(sample.UNIT, sample.YEAR)
    assert str(facts.opening_budget["2010301"].wan()) == "5634.71"
    assert facts.reasons["1/grand_total"] == "项目支出减少"
    assert facts.counts["vehicles.kept"] == 1
    assert facts.procurement["goods"] == Money(1260080000)
    assert "重构" in facts.ledger_note.zh

"""A page asks the database as often for nine projects as for three: nothing is read in a loop."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingzheng.accounts import sample as ledger
from mingzheng.evidence import measures
from mingzheng.evidence.measures import Scope
from mingzheng.organisations.models import Person
from mingzheng.performance import reads, sample
from mingzheng.performance.models import FormRecord
from mingzheng.performance.reads import BUDGET, EXECUTED, OPENING

pytestmark = pytest.mark.django_db
UNIT, YEAR = ledger.UNIT, ledger.YEAR


@pytest.fixture
def loaded():
    person = Person.objects.create_superuser("root")
    ledger.load(person)
    sample.load(person)


def asked(client, address):
    client.get(address)  # what is read once a process is not the page's own
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("page", ["", "2/"])
def test_more_projects_are_not_more_questions(client, loaded, page):
    address = f"/performance/{UNIT}/{YEAR}/{page}"
    nine = asked(client, address)
    FormRecord.objects.filter(number__gt=3).delete()
    assert asked(client, address) == nine
    assert nine < 45


def test_reading_each_project_at_once_says_what_reading_one_says(loaded):
    names = [form.name for form in reads.forms(UNIT, YEAR, "as_published")]
    for code in (OPENING, BUDGET, EXECUTED):
        each = measures.read_each(code, Scope(UNIT, YEAR), [*names, "没有这个项目"])
        for name in (*names, "没有这个项目"):
            one = measures.read(code, Scope(UNIT, YEAR, name))
            assert (each[name].value, each[name].status, each[name].unit) == (one.value, one.status, one.unit)

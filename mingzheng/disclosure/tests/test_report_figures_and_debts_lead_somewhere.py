"""On a report's page a form's figures open the form, budgets the budget ledger, and what is owed its own section."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from mingzheng.accounts import sample as accounts_sample
from mingzheng.disclosure import actions
from mingzheng.disclosure.rules.narrative import section_of
from mingzheng.organisations.models import Grant, Person, Role, Unit
from mingzheng.performance import sample as performance_sample

UNIT, YEAR = accounts_sample.UNIT, accounts_sample.YEAR


@pytest.fixture
def unit(db, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    boss = Person.objects.create_superuser("boss", password="a-long-password")
    for room in (accounts_sample, performance_sample):
        room.load(boss)
    unit = Unit.objects.get(code=UNIT)
    actions.publish(person=boss, unit=unit, year=YEAR, formats=["md"])
    return unit


def links_by_reference(client) -> dict[str, str]:
    page = client.get(reverse("disclosure:report", args=[UNIT, YEAR])).content.decode()
    return {ref: href for href, ref in re.findall(r'<a href="([^"]+)" data-ref="([^"]+)"', page)}


def test_every_figure_of_a_form_leads_to_that_form(client, unit):
    forms = {ref: href for ref, href in links_by_reference(client).items() if ref.startswith("form/")}
    assert len(forms) > 500
    assert {ref.split("/")[1] for ref in forms} == {str(number) for number in range(1, 10)}
    for ref, href in forms.items():
        assert href == reverse("performance:form", args=[UNIT, YEAR, ref.split("/")[1]])
    assert {client.get(href).status_code for href in set(forms.values())} == {200}


def test_an_opening_budget_leads_to_the_budget_ledger_and_a_rate_to_no_page(client, unit):
    links = links_by_reference(client)
    opening = {href for ref, href in links.items() if ref.startswith("text/5.3/") and ref.endswith("/opening")}
    assert opening == {reverse("accounts:budget", args=[UNIT, YEAR])}
    assert client.get(*opening).status_code == 200
    assert not [ref for ref in links if ref.endswith(("/share", "/completion", "/change_rate"))]


def test_what_is_owed_leads_to_its_section_and_only_people_of_the_unit_are_asked_to_settle_it(client, unit):
    address = reverse("disclosure:report", args=[UNIT, YEAR])
    public = client.get(address).content.decode()
    owed = {topic: anchor for anchor, topic in re.findall(r'<a href="#([^"]+)"><code>([^<]+)</code></a>', public)}
    assert owed["6/public"] == "section-6"
    assert [anchor for anchor in owed.values() if f'id="{anchor}"' not in public] == []
    assert "去填写" not in public

    person = Person.objects.create_user("accountant", password="a-long-password")
    Grant.objects.create(person=person, unit=unit, role=Role.ACCOUNTANT)
    client.force_login(person)
    inside = client.get(address).content.decode()
    settle = [href.replace("&amp;", "&") for href in re.findall(r'<a href="([^"]+)">去填写</a>', inside)]
    assert len(settle) == inside.count("</code></a>") > 2
    assert {client.get(href).status_code for href in settle} == {200}
    (asked,) = (parse_qs(urlsplit(href).query) for href in settle if "6%2Fpublic" in href)
    assert asked == {"kind": ["reason"], "topic": ["6/public"]}


@pytest.mark.parametrize(
    ("topic", "number"),
    [
        ("6/public", "6"),
        ("5.3/2010301", "5.3"),
        ("10/running_cost/prior", "10"),
        ("reception_domestic.persons", "9.2"),
        ("assets.vehicles.other", "12"),
        ("performance_work", "13.1"),
        ("duties", ""),
    ],
)
def test_a_topic_belongs_to_a_section(topic, number):
    assert section_of(topic) == number

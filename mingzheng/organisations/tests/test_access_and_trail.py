"""People reach what their grants reach, and the audit trail shows every tampering."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from mingzheng.organisations import actions
from mingzheng.organisations.models import Person, Role, TrailEntry, Unit, UnitType
from mingzheng.organisations.reads import holds, units_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return Person.objects.create_superuser("root")


@pytest.fixture
def tree():
    department = Unit.objects.create(code="dept", name="局", unit_type=UnitType.DEPARTMENT)
    own = Unit.objects.create(code="own", name="局本级", unit_type=UnitType.ADMINISTRATIVE, parent=department)
    other = Unit.objects.create(code="other", name="别的局", unit_type=UnitType.ADMINISTRATIVE)
    return department, own, other


def codes(units):
    return {unit.code for unit in units}


def test_a_grant_reaches_the_unit_and_everything_below_it(admin, tree):
    li = Person.objects.create_user("li")
    actions.grant(person=admin, to=li, unit=tree[0], role=Role.ACCOUNTANT)
    assert codes(units_for(li)) == {"dept", "own"}
    assert codes(units_for(li, Role.AUDITOR)) == set()
    assert holds(li, tree[1], Role.ACCOUNTANT)
    assert not holds(li, tree[2], Role.ACCOUNTANT)


def test_somebody_without_a_grant_or_a_session_reaches_no_unit(tree):
    assert not units_for(AnonymousUser()).exists()
    assert not units_for(Person.objects.create_user("wang")).exists()


def test_a_dismissed_administrator_reaches_nothing(admin, tree):
    admin.is_active = False
    assert not units_for(admin).exists()


def test_only_an_administrator_adds_units_and_grants(tree):
    li = Person.objects.create_user("li")
    with pytest.raises(PermissionDenied):
        actions.grant(person=li, to=li, unit=tree[0], role=Role.LEADER)
    with pytest.raises(PermissionDenied):
        actions.ensure_unit(person=li, code="x", name="x", unit_type=UnitType.INSTITUTION, province="henan")


def test_an_untouched_trail_verifies(admin):
    for number in range(5):
        actions.record(actor=admin, action="test.act", subject=f"test:{number}")
        if number % 2:
            actions.seal_trail()
    actions.seal_trail()
    assert actions.seal_trail() is None
    assert actions.verify_trail() == []


@pytest.mark.parametrize("tamper", ["change", "remove", "recompute"])
def test_tampering_with_the_trail_is_named(admin, tamper):
    for number in range(3):
        actions.record(actor=admin, action="test.act", subject=f"test:{number}")
    actions.seal_trail()
    victim = TrailEntry.objects.order_by("id")[1]
    if tamper == "remove":
        victim.delete()
    else:
        victim.reason = "another"
        if tamper == "recompute":
            victim.action = "test.other"
            victim.digest = actions.entry_digest(victim)
        else:
            victim.detail = {"paid": 1}
        victim.save()
    assert actions.verify_trail()

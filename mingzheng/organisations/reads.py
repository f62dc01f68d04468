"""What other rooms may ask about units and people: above all the one access door, `units_for`."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from mingzheng.organisations.models import Grant, Person, Role, Unit

Somebody = Person | AnonymousUser


def unit(code: str) -> Unit:
    """The unit of that code. Raises Unit.DoesNotExist."""
    return Unit.objects.get(code=code)


def below(roots: Iterable[int]) -> set[int]:
    """The ids of units and everything under them; the tree is walked level by level, one query a level."""
    reached: set[int] = set()
    level = set(roots)
    while level:
        reached |= level
        level = set(Unit.objects.filter(parent__in=level).values_list("id", flat=True)) - reached
    return reached


def units_for(person: Somebody, *roles: Role) -> QuerySet[Unit]:
    """The units in which `person` holds one of `roles` (any role when none is named), by grant or by a grant above.

    An administrator reaches every unit; somebody who is not signed in reaches none, and sees public data only.
    """
    if not isinstance(person, Person) or not person.is_active:
        return Unit.objects.none()
    if person.is_superuser:
        return Unit.objects.all()
    grants = Grant.objects.filter(person=person)
    if roles:
        grants = grants.filter(role__in=roles)
    return Unit.objects.filter(id__in=below(grants.values_list("unit_id", flat=True)))


def holds(person: Somebody, unit: Unit, *roles: Role) -> bool:
    """True when `person` may act in `unit` in one of `roles`."""
    return units_for(person, *roles).filter(pk=unit.pk).exists()

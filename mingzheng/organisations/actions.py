"""Verbs of this room: units, grants, and the audit trail that every other room writes through."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mingzheng.kernel.digests import GENESIS, digest_record, seal
from mingzheng.organisations.models import Grant, Person, Role, TrailEntry, TrailSeal, Unit, UnitType
from mingzheng.organisations.reads import Somebody, holds

Detail = Mapping[str, str | int | bool | None]


def require(person: Somebody, unit: Unit, *roles: Role) -> None:
    """Raise PermissionDenied unless `person` holds one of `roles` in `unit`."""
    if not holds(person, unit, *roles):
        raise PermissionDenied(f"{person} may not do this in {unit.code}")


def record(*, actor: Somebody, action: str, subject: str, reason: str = "", detail: Detail | None = None) -> TrailEntry:
    """Write one line of the audit trail. Call it inside the transaction of the change it tells of.

    `subject` is a source reference such as `accounts.batch:17`; `detail` holds text, whole numbers and flags only.
    """
    entry = TrailEntry(
        actor=actor.get_username() or "anonymous",
        action=action,
        subject=subject,
        reason=reason,
        detail=dict(detail or {}),
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    return entry


def entry_digest(entry: TrailEntry) -> str:
    """The digest of what a trail entry says (its time is covered by the seal's order)."""
    return digest_record(
        {
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "reason": entry.reason,
            "detail": entry.detail,
        }
    )


@transaction.atomic
def seal_trail() -> TrailSeal | None:
    """Seal all entries that are not sealed yet in one batch; None when there are none.

    Batches keep sealing out of the way of writes: an entry costs one insert, a batch one digest over many.
    """
    last = TrailSeal.objects.select_for_update().order_by("-last_entry").first()
    entries = list(TrailEntry.objects.filter(id__gt=last.last_entry if last else 0).order_by("id"))
    if not entries:
        return None
    return TrailSeal.objects.create(
        first_entry=entries[0].id,
        last_entry=entries[-1].id,
        seal=seal(last.seal if last else GENESIS, (entry.digest for entry in entries)),
    )


def verify_trail() -> list[str]:
    """What is wrong with the trail, one sentence a fault; empty when every digest and seal holds."""
    faults: list[str] = []
    previous = GENESIS
    for batch in TrailSeal.objects.order_by("last_entry"):
        entries = list(TrailEntry.objects.filter(id__range=(batch.first_entry, batch.last_entry)).order_by("id"))
        faults += [f"trail entry {e.id} was changed" for e in entries if entry_digest(e) != e.digest]
        if seal(previous, (entry.digest for entry in entries)) != batch.seal:
            faults.append(f"seal over entries {batch.first_entry}-{batch.last_entry} does not hold")
        previous = batch.seal
    return faults


@transaction.atomic
def ensure_unit(
    *, person: Somebody, code: str, name: str, unit_type: UnitType, province: str, parent: Unit | None = None
) -> Unit:
    """The unit of that code, made when it is not there yet. Only an administrator may make units."""
    found = Unit.objects.filter(code=code).first()
    if found:
        return found
    if not (isinstance(person, Person) and person.is_superuser):
        raise PermissionDenied("only an administrator may add units")
    made = Unit.objects.create(code=code, name=name, unit_type=unit_type, province=province, parent=parent)
    record(
        actor=person, action="organisations.add_unit", subject=f"organisations.unit:{made.pk}", detail={"code": code}
    )
    return made


@transaction.atomic
def grant(*, person: Somebody, to: Person, unit: Unit, role: Role) -> Grant:
    """Give `to` a role in `unit` and everything below it. Only an administrator may."""
    if not (isinstance(person, Person) and person.is_superuser):
        raise PermissionDenied("only an administrator may grant roles")
    made, new = Grant.objects.get_or_create(person=to, unit=unit, role=role)
    if new:
        detail: Detail = {"to": to.username, "unit": unit.code, "role": role.value}
        record(actor=person, action="organisations.grant", subject=f"organisations.grant:{made.pk}", detail=detail)
    return made

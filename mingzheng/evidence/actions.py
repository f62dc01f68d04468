"""Freezing readings, and saying later whether they still hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from mingzheng import __version__
from mingzheng.evidence import measures
from mingzheng.evidence.measures import Reading, Scope
from mingzheng.evidence.models import Snapshot
from mingzheng.kernel.digests import digest_record
from mingzheng.organisations.actions import record
from mingzheng.organisations.reads import Somebody


@dataclass(frozen=True, slots=True)
class Recomputed:
    """`same`, or what moved: the frozen value and today's, and whether the records behind it changed."""

    same: bool
    frozen: str
    now: str
    records_changed: bool


def as_record(reading: Reading) -> dict[str, object]:
    """A reading as plain JSON values: decimals as text."""
    return {
        "value": _text(reading.value),
        "unit": reading.unit,
        "status": reading.status.value,
        "n": reading.n,
        "denominator": _text(reading.denominator),
        "bound": _text(reading.bound),
        "behind": [[b.kind, b.query, b.count, b.digest] for b in reading.behind],
    }


@transaction.atomic
def freeze_reading(*, person: Somebody, code: str, scope: Scope) -> Snapshot:
    """Read a measure now and keep what it says. Raises UnknownCode."""
    reading = as_record(measures.read(code, scope))
    snapshot = Snapshot.objects.create(
        code=code,
        unit_code=scope.unit,
        year=scope.year,
        subject=scope.subject,
        value=str(reading["value"] or ""),
        status=str(reading["status"]),
        reading=reading,
        digest=digest_record(reading),
        software=__version__,
        taken_by=person.get_username(),
    )
    record(actor=person, action="evidence.freeze", subject=f"evidence.snapshot:{snapshot.pk}", detail={"code": code})
    return snapshot


def recompute(snapshot: Snapshot) -> Recomputed:
    """Read the measure again and compare with what was frozen."""
    now = as_record(measures.read(snapshot.code, Scope(snapshot.unit_code, snapshot.year, snapshot.subject)))
    return Recomputed(
        same=digest_record(now) == snapshot.digest,
        frozen=snapshot.value,
        now=str(now["value"] or ""),
        records_changed=now["behind"] != snapshot.reading["behind"],
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)

"""The registry of measures: what a room can measure, asked for by code so that rooms need not know each other.

A room fills it in its own `measures.py` by decorator; the registry is frozen once the site has started.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from mingzheng.evidence.registry import Registry
from mingzheng.kernel.bilingual import Bilingual


class ReadingStatus(StrEnum):
    MEASURED = "measured"
    NO_DATA = "no_data"  # no data is not zero and not "down"
    DECLARED = "declared"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reading is of: a unit, a year, and the subject inside it (a project, a line) where there is one."""

    unit: str
    year: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a reading as a query: how many they are and a digest of them, never a list of millions."""

    kind: str  # a kind of the sources registry, "accounts.entry"
    query: str  # canonical query text, "unit=…&year=…&project=…"
    count: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value with n, denominator, bound and what it was measured from."""

    value: Decimal | None
    unit: str
    status: ReadingStatus
    n: int | None = None
    denominator: Decimal | None = None
    bound: Decimal | None = None
    note: Bilingual | None = None
    behind: tuple[Behind, ...] = ()


Reader = Callable[[Scope], Reading]
EachReader = Callable[[Scope], Mapping[str, Reading]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that a room publishes; `read_each` gives it for every subject of a scope in one pass."""

    code: str
    title: Bilingual
    unit: str
    read: Reader
    read_each: EachReader | None = None


_measures: Registry[Measure] = Registry("measure")


def measure(code: str, *, title: Bilingual, unit: str, each: EachReader | None = None) -> Callable[[Reader], Reader]:
    """Register the decorated function as the reader of measure `code`, and `each` as its reader of all subjects."""

    def register(read: Reader) -> Reader:
        _measures.add(code, Measure(code, title, unit, read, each))
        return read

    return register


def read(code: str, scope: Scope) -> Reading:
    """Ask for a measure by its code. Raises UnknownCode when no room publishes it."""
    return _measures.get(code).read(scope)


def read_each(code: str, scope: Scope, subjects: Iterable[str]) -> Mapping[str, Reading]:
    """A measure for many subjects of a unit and year, without the records behind it. Raises UnknownCode.

    One pass where the room can, else subject by subject; a subject that the pass does not know has no data.
    """
    entry = _measures.get(code)
    if entry.read_each is None:
        return {subject: entry.read(replace(scope, subject=subject)) for subject in subjects}
    found = entry.read_each(scope)
    nothing = Reading(None, entry.unit, ReadingStatus.NO_DATA)
    return {subject: found.get(subject, nothing) for subject in subjects}


def known(code: str) -> bool:
    """True when some room publishes a measure of that code."""
    return code in _measures


def listed() -> Iterator[Measure]:
    """All measures by code."""
    return iter(_measures)


def freeze() -> None:
    """No measure may be added after the site has started."""
    _measures.freeze()

"""The registry of kinds of work, filled by rooms in their `jobs.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from mingzheng.kernel.bilingual import Bilingual

Payload = Mapping[str, object]
Run = Callable[[Payload], dict[str, object]]


class PermanentFailure(Exception):
    """Raised by a job that will never succeed: it fails at once, without further attempts."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a job of this kind does, and how often it runs by itself (`every` None: only when asked)."""

    code: str
    title: Bilingual
    run: Run
    every: timedelta | None
    max_attempts: int


_kinds: dict[str, Kind] = {}


def job(code: str, *, title: Bilingual, every: timedelta | None = None, max_attempts: int = 3) -> Callable[[Run], Run]:
    """Register the decorated function. Its database effects and its completion share one transaction."""

    def register(run: Run) -> Run:
        if code in _kinds:
            raise ValueError(f"job kind {code} is registered twice")
        _kinds[code] = Kind(code, title, run, every, max_attempts)
        return run

    return register


def kind(code: str) -> Kind:
    """Raises LookupError for a kind that no room registered."""
    if code not in _kinds:
        raise LookupError(f"no room has a job of kind {code!r}")
    return _kinds[code]


def listed() -> Iterator[Kind]:
    """All kinds by code."""
    return iter(sorted(_kinds.values(), key=lambda entry: entry.code))

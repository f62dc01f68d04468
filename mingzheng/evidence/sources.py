"""The registry of sources: how a reference such as `accounts.entry:17` becomes a title and a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mingzheng.evidence.registry import Registry
from mingzheng.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reader sees of a source: a title, an address inside the site, and whether the public may open it."""

    title: Bilingual
    href: str
    public: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of record that figures can rest on."""

    kind: str
    title: Bilingual
    resolve: Callable[[str], Resolved | None]


_sources: Registry[Source] = Registry("source")


def source(
    kind: str, *, title: Bilingual
) -> Callable[[Callable[[str], Resolved | None]], Callable[[str], Resolved | None]]:
    """Register the decorated function (id or query text → Resolved, None when there is no such record)."""

    def register(resolve: Callable[[str], Resolved | None]) -> Callable[[str], Resolved | None]:
        _sources.add(kind, Source(kind, title, resolve))
        return resolve

    return register


def resolve(reference: str) -> Resolved | None:
    """Resolve `kind:identifier`. Raises UnknownCode for an unknown kind; None when the record is gone."""
    kind, _, identifier = reference.partition(":")
    return _sources.get(kind).resolve(identifier)


def listed() -> Iterator[Source]:
    """All kinds of sources."""
    return iter(_sources)


def freeze() -> None:
    """No kind may be added after the site has started."""
    _sources.freeze()

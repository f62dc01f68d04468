"""A registry that is filled by decorator in named files, frozen after start, and can be listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class UnknownCode(LookupError):
    """No room has registered that code."""


class Registry(Generic[T]):
    """Codes to entries; adding a code twice or after the freeze is a programming error and raises at once."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, T] = {}
        self._frozen = False

    def add(self, code: str, entry: T) -> None:
        """Raises RuntimeError when frozen and ValueError when the code is taken."""
        if self._frozen:
            raise RuntimeError(f"{self.kind} {code} came after the registry was frozen")
        if code in self._entries:
            raise ValueError(f"{self.kind} {code} is registered twice")
        self._entries[code] = entry

    def get(self, code: str) -> T:
        """Raises UnknownCode."""
        try:
            return self._entries[code]
        except KeyError:
            raise UnknownCode(f"no {self.kind} {code!r} is registered") from None

    def freeze(self) -> None:
        self._frozen = True

    def __contains__(self, code: str) -> bool:
        return code in self._entries

    def __iter__(self) -> Iterator[T]:
        return iter(entry for _, entry in sorted(self._entries.items()))

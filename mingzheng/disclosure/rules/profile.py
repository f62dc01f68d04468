"""What differs from province to province in a published report, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast


@dataclass(frozen=True, slots=True)
class Profile:
    """A province's report: the names of its parts in order, and the terms explained in the last one."""

    province: str
    parts: tuple[str, str, str, str]
    glossary: tuple[tuple[str, str], ...]


def profile_from(data: Mapping[str, object]) -> Profile:
    """A profile from its JSON form (see `data/profiles/`). Raises ValueError when it does not have four parts."""
    parts = tuple(cast(list[str], data["parts"]))
    if len(parts) != 4:
        raise ValueError("a report has four parts")
    glossary = tuple((term, meaning) for term, meaning in cast(list[list[str]], data["glossary"]))
    return Profile(str(data["province"]), parts, glossary)

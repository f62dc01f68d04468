"""What differs from province to province in a published report, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

PARTS = frozenset({"overview", "tables", "narrative", "glossary"})


@dataclass(frozen=True, slots=True)
class Profile:
    """A province's report: its four parts by kind, in order, and the terms that its glossary explains.

    A part's name may hold `{unit}` and `{year}`.
    """

    province: str
    parts: tuple[tuple[str, str], ...]
    glossary: tuple[tuple[str, str], ...]


def profile_from(data: Mapping[str, object]) -> Profile:
    """A profile from its JSON form (see `data/profiles/`). Raises ValueError unless it has each part once."""
    parts = tuple((kind, name) for kind, name in cast(list[list[str]], data["parts"]))
    kinds = [kind for kind, _name in parts]
    if len(kinds) != len(PARTS) or set(kinds) != PARTS:
        raise ValueError(f"a report has the parts {', '.join(sorted(PARTS))}, each once; not {', '.join(kinds)}")
    glossary = tuple((term, meaning) for term, meaning in cast(list[list[str]], data["glossary"]))
    return Profile(str(data["province"]), parts, glossary)

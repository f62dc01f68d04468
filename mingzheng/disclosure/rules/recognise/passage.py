"""A section as one string without white space or hard line breaks, each character knowing where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from mingzheng.disclosure.rules.raw import RawText
from mingzheng.disclosure.rules.recognise.clean import squeezed
from mingzheng.kernel.facts import Place

_WIDTHS = str.maketrans("０１２３４５６７８９．％(): ;－", "0123456789.%（）： ；-")
_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),")
_QUOTE_BEFORE, _QUOTE_AFTER = 24, 8


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` joined over `starts`; piece i begins at starts[i] and stands at places[i]."""

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]

    def place(self, start: int, end: int) -> Place:
        """Where a stretch of the text stands, with the words around it as quote."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        quote = self.text[max(start - _QUOTE_BEFORE, self.starts[index]) : end + _QUOTE_AFTER]
        return replace(self.places[index], quote=quote)


def passage_of(texts: list[RawText]) -> Passage:
    """Join lines and paragraphs. Full-width figures, brackets and commas become the usual ones, one for one."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for text in texts:
        part = _COMMA.sub("，", squeezed(text.text).translate(_WIDTHS))
        starts.append(length)
        parts.append(part)
        length += len(part)
    return Passage("".join(parts), tuple(starts), tuple(text.place for text in texts))

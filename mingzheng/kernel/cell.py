"""What stands in one place of a document: a number, an explicit zero, a blank, or something unreadable.

Four different things, everywhere: blank is never zero unless a closed sum proves it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingzheng.kernel.interval import Interval
from mingzheng.kernel.money import FEN_PER_WAN, FEN_PER_YUAN, Money

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_BLANKS = frozenset({"", "-", "--", "—", "——", "/", "－", "－－", "…"})


class CellState(StrEnum):
    NUMBER = "number"
    ZERO = "zero"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure: its text as it stood, and its value with the number of decimals printed."""

    state: CellState
    text: str = ""
    value: Decimal | None = None
    places: int = 0

    @classmethod
    def read(cls, text: str) -> Cell:
        """Read a printed figure, also with separators, full-width digits, accounting brackets or a percent sign."""
        plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("\u2212", "-")
        if plain in _BLANKS:
            return cls(CellState.BLANK, text)
        body = plain.removesuffix("%")
        if body.startswith("(") and body.endswith(")"):
            body = "-" + body[1:-1]
        if not _NUMBER.fullmatch(body) or len(body) > 60:
            return cls(CellState.UNREADABLE, text)
        value = Decimal(body.replace(",", ""))
        places = len(body.partition(".")[2])
        return cls(CellState.NUMBER if value else CellState.ZERO, text, value, places)

    @classmethod
    def of_money(cls, amount: Money, places: int = 2) -> Cell:
        """The cell that prints an amount in 万元."""
        value = amount.wan(places)
        return cls(CellState.NUMBER if value else CellState.ZERO, f"{value:,}", value, places)

    @property
    def has_value(self) -> bool:
        """True for a number and for an explicit zero."""
        return self.value is not None

    def interval(self) -> Interval:
        """All values the printed figure can stand for, in its own unit. Raises ValueError without a value."""
        if self.value is None:
            raise ValueError(f"a {self.state} cell stands for no interval")
        return Interval.printed(self.value, self.places)

    def fen(self, money_unit: str = "万元") -> tuple[int, int]:
        """The closed range of whole fen that prints as this cell, for a cell in `万元` or `元`."""
        if self.value is None:
            raise ValueError(f"a {self.state} cell stands for no amount")
        scale = FEN_PER_WAN if money_unit == "万元" else FEN_PER_YUAN
        steps, step = int(self.value.scaleb(self.places)), 2 * 10**self.places
        low, low_rest = divmod((2 * steps - 1) * scale, step)
        high, high_rest = divmod((2 * steps + 1) * scale, step)
        # an end that is a whole fen belongs to the range only on the side where halves round to this figure
        low += 1 if low_rest or steps <= 0 else 0
        high -= 1 if not high_rest and steps >= 0 else 0
        return low, high


BLANK = Cell(CellState.BLANK)

"""Money as a whole number of fen (分), the only form in which an amount is stored or added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.rounding import divide_half_up

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000  # 1 万元 = 10,000 yuan
LARGEST_FEN = 2**63 - 1
_AMOUNT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


class AmountError(ValueError):
    """An amount that cannot be read exactly; `reason` tells a person why, in both languages."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen. Bounded to signed 64 bits, since that is what both databases store."""

    fen: int

    def __post_init__(self) -> None:
        if abs(self.fen) > LARGEST_FEN:
            raise AmountError(Bilingual("金额超出可记录的范围", "the amount is larger than can be recorded"))

    @classmethod
    def from_yuan(cls, text: str) -> Money:
        """Read yuan such as `1,234.50`. Raises AmountError when it is not a number or has more than two decimals."""
        cleaned = text.strip().replace("，", ",")
        if not _AMOUNT.fullmatch(cleaned) or len(cleaned) > 40:
            raise AmountError(Bilingual(f"“{text[:40]}”不是金额", f"“{text[:40]}” is not an amount"))
        fen = Decimal(cleaned.replace(",", "")) * FEN_PER_YUAN
        if fen != fen.to_integral_value():
            raise AmountError(Bilingual(f"“{text[:40]}”小于一分", f"“{text[:40]}” has parts smaller than one fen"))
        return cls(int(fen))

    def yuan(self) -> Decimal:
        """The amount in yuan, exactly, with two decimals."""
        return Decimal(self.fen).scaleb(-2)

    def wan(self, places: int = 2) -> Decimal:
        """The amount in 万元, rounded half up away from zero once to `places` decimals."""
        return Decimal(divide_half_up(self.fen * 10**places, FEN_PER_WAN)).scaleb(-places)

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The exact sum of amounts; zero for none."""
    return Money(sum(amount.fen for amount in amounts))

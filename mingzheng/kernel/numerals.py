"""Chinese numerals as official documents use them: 一、二、… 二十六、 and 二〇二三年."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"


def ordinal(number: int) -> str:
    """1 → 一, 10 → 十, 26 → 二十六. Raises ValueError outside 1–99."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is outside 1-99")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def year_digits(year: int) -> str:
    """2023 → 二〇二三."""
    return "".join(_DIGITS[int(digit)] for digit in str(year))

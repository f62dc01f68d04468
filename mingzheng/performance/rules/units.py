"""Units of targets and results: which are the same, and which can be converted exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_SCALES: dict[str, dict[str, Fraction]] = {
    "money": {"元": Fraction(1), "万元": Fraction(10_000), "万": Fraction(10_000), "亿元": Fraction(100_000_000)},
    "duration": {
        "毫秒": Fraction(1, 1000), "ms": Fraction(1, 1000), "秒": Fraction(1), "s": Fraction(1), "S": Fraction(1),
        "分钟": Fraction(60), "min": Fraction(60), "小时": Fraction(3600), "h": Fraction(3600),
        "天": Fraction(86_400), "日": Fraction(86_400),
    },
    "ratio": {"%": Fraction(1), "‰": Fraction(1, 10), "个百分点": Fraction(1)},
    "persons": {"人": Fraction(1), "名": Fraction(1), "万人": Fraction(10_000)},
    "month": {"月": Fraction(1), "个月": Fraction(1)},
}  # fmt: skip

WORKDAYS = frozenset({"工作日", "个工作日"})


def dimension(unit: str) -> str:
    """`money`, `duration`, `ratio`, `persons`, `month`; a counting word is its own dimension; empty for none."""
    return next((name for name, scale in _SCALES.items() if unit in scale), unit)


def comparable(one: str, other: str) -> bool:
    """True when two units are the same or can be converted. A missing unit compares with nothing but itself."""
    return dimension(one) == dimension(other)


def convert(value: Decimal, unit: str, to: str) -> Fraction | None:
    """`value` in another unit, exactly; None when the units do not compare."""
    if unit == to:
        return Fraction(value)
    kind = dimension(unit)
    if kind != dimension(to) or kind not in _SCALES:
        return None
    scale = _SCALES[kind]
    return Fraction(value) * scale[unit] / scale[to]

"""Reading printed targets and results: `≥60万元`, `$\\leq 1\\%$`, `≤12月`, `完整`, `=365日`, `90%-95%`.

The number is kept exactly as written; nothing is converted to another unit.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from mingzheng.performance.rules.forms import Actual, Operator, Target

_LATEX = (
    (r"\leqslant", "≤"), (r"\geqslant", "≥"), (r"\leq", "≤"), (r"\geq", "≥"), (r"\le", "≤"), (r"\ge", "≥"),
    (r"\lt", "<"), (r"\gt", ">"), (r"\%", "%"), ("$", ""),
)  # fmt: skip
_WORDS = (
    ("不低于", "≥"), ("不少于", "≥"), ("不小于", "≥"), ("大于等于", "≥"), ("大于或等于", "≥"), ("至少", "≥"),
    ("不高于", "≤"), ("不超过", "≤"), ("不大于", "≤"), ("不多于", "≤"), ("小于等于", "≤"), ("小于或等于", "≤"),
    ("至多", "≤"),
    ("等于", "="), ("大于", ">"), ("高于", ">"), ("超过", ">"), ("小于", "<"), ("低于", "<"), ("少于", "<"),
    (">=", "≥"), ("<=", "≤"), ("=>", "≥"), ("=<", "≤"), ("≧", "≥"), ("≦", "≤"), ("⩾", "≥"), ("⩽", "≤"),
)  # fmt: skip
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:[^\d\s,.;，。；、]{0,12})"
_LONGEST_BARE_UNIT = 4  # 18个一级指标 is words, 18个 is a quantity
BASIS_MARK = re.compile(r"[（(](?:申报|实测)[）)]$")
_SINGLE = re.compile(rf"([≥≤=><])?({_NUMBER})({_UNIT})")
_RANGE = re.compile(rf"({_NUMBER})({_UNIT}?)(?:-|~|～|—|–|至|到)({_NUMBER})({_UNIT})")
_LOWER_AND_UPPER = re.compile(rf"≥({_NUMBER})({_UNIT}?)(?:且|,|，|、)?≤({_NUMBER})({_UNIT})")


def plain(text: str) -> str:
    """The text without conversion marks: LaTeX commands as signs, full-width as half-width, no blanks."""
    for command, sign in _LATEX:
        text = text.replace(command, sign)
    return "".join(unicodedata.normalize("NFKC", text).replace("\u2212", "-").split())


def parse_target(text: str) -> Target:
    """A printed target as operator, exact number and unit; whatever has no leading comparison or number is qualitative.

    A bare number (`100%`) is the value to be reached: `=`.
    """
    body = plain(text)
    span = _LOWER_AND_UPPER.fullmatch(body) or _RANGE.fullmatch(body)
    if span:
        low, high = _decimal(span[1]), _decimal(span[3])
        if low <= high:
            return Target(Operator.RANGE, text, low, high, span[4] or span[2])
    for word, sign in _WORDS:
        if body.startswith(word):
            body = sign + body.removeprefix(word)
            break
    found = _SINGLE.fullmatch(body)
    if not found or (not found[1] and len(found[3]) > _LONGEST_BARE_UNIT):
        return Target(Operator.QUALITATIVE, text)
    return Target(Operator(found[1] or "="), text, _decimal(found[2]), None, found[3])


def parse_actual(text: str) -> Actual:
    """A printed result: number and unit when it is a quantity (`25分钟`), else words.

    A mark behind it that says what it rests on (`（申报）`, `（实测）`) is no part of the result.
    """
    body = BASIS_MARK.sub("", text.rstrip())
    found = _SINGLE.fullmatch(plain(body))
    return Actual(body, _decimal(found[2]), found[3]) if found and not found[1] else Actual(body)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))

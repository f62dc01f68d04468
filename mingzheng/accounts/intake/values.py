"""One cell of an uploaded sheet as a value; a cell that cannot be read raises `Unreadable` with both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from mingzheng.accounts.models import LARGEST_FEN
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.money import AmountError, Money

_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0{1,2}:00(?::00)?)?|(\d{4})(\d{2})(\d{2})"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

FUNDS: Mapping[str, str] = {
    "一般公共预算": "general",
    "一般公共预算财政拨款": "general",
    "general": "general",
    "政府性基金": "government_fund",
    "政府性基金预算财政拨款": "government_fund",
    "government_fund": "government_fund",
    "国有资本经营": "state_capital",
    "国有资本经营预算": "state_capital",
    "国有资本经营预算财政拨款": "state_capital",
    "state_capital": "state_capital",
    "财政专户": "special_account",
    "财政专户管理资金": "special_account",
    "special_account": "special_account",
    "单位资金": "unit",
    "unit": "unit",
}
BASIC_OR_PROJECT: Mapping[str, str] = {
    "基本": "basic",
    "基本支出": "basic",
    "basic": "basic",
    "项目": "project",
    "项目支出": "project",
    "project": "project",
}
CATEGORIES: Mapping[str, str] = {
    "人员": "personnel",
    "人员经费": "personnel",
    "personnel": "personnel",
    "公用": "public",
    "公用经费": "public",
    "public": "public",
}
MONEY_YEARS: Mapping[str, str] = {
    "": "current",
    "本年": "current",
    "current": "current",
    "结转": "carried",
    "上年结转": "carried",
    "carried": "carried",
}
STAGES: Mapping[str, str] = {
    "年初批复": "opening",
    "opening": "opening",
    "追加": "addition",
    "addition": "addition",
    "追减": "reduction",
    "reduction": "reduction",
    "调剂": "transfer",
    "transfer": "transfer",
}
WITHHELD: Mapping[str, str] = {
    "": "",
    "否": "",
    "no": "",
    "公开": "",
    "是": "yes",
    "yes": "yes",
    "不公开": "yes",
    "涉密": "yes",
}
KINDS: Mapping[str, str] = {
    "原因": "reason",
    "reason": "reason",
    "数量": "count",
    "count": "count",
    "金额": "amount",
    "amount": "amount",
    "文字": "text",
    "text": "text",
}


class Unreadable(ValueError):
    """A cell that says nothing we can record; `reason` tells a person why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Bilingual(zh, en)


def read_word(text: str, words: Mapping[str, str]) -> str:
    """The code a word stands for; Chinese and English words are both understood. Raises Unreadable."""
    try:
        return words[text.strip().lower()]
    except KeyError:
        choices = "、".join(word for word in words if word and not word.isascii())
        codes = ", ".join(sorted({code for code in words.values() if code}))
        raise Unreadable(f"“{text[:20]}”不在可选值内：{choices}", f"“{text[:20]}” is none of: {codes}") from None


def read_date(text: str, year: int) -> date:
    """A day of the book's year, written 2022-03-01, 2022/3/1, 2022年3月1日 or 20220301. Raises Unreadable."""
    match = _DATE.fullmatch(text.strip())
    try:
        day = date(*(int(part) for part in match.groups() if part)) if match else None
    except ValueError:
        day = None
    if day is None:
        raise Unreadable(f"“{text[:20]}”不是日期", f"“{text[:20]}” is not a date")
    if day.year != year:
        raise Unreadable(f"日期{day}不在{year}年度内", f"{day} does not lie in {year}")
    return day


def read_money(text: str) -> Money:
    """Yuan as exact fen, within what one row may hold. Raises Unreadable."""
    try:
        amount = Money.from_yuan(text)
    except AmountError as error:
        raise Unreadable(error.reason.zh, error.reason.en) from None
    if abs(amount.fen) > LARGEST_FEN:
        raise Unreadable("单笔金额超过一万亿元", "one row holds more than a trillion yuan")
    return amount


def read_count(text: str, largest: int = 2**31 - 1) -> int:
    """A whole number from 0 to `largest`. Raises Unreadable."""
    plain = text.strip().replace(",", "").removesuffix(".0")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 10 or int(plain) > largest:
        raise Unreadable(f"“{text[:20]}”不是非负整数", f"“{text[:20]}” is not a whole number from 0")
    return int(plain)


def read_code(text: str) -> str:
    """A code as text; a spreadsheet that made a number of it (`2010301.0`) is forgiven."""
    return text.strip().removesuffix(".0")


def read_text(text: str, longest: int) -> str:
    """Text within what its column stores. Raises Unreadable."""
    plain = text.strip()
    if _CONTROL.search(plain):
        raise Unreadable("含有不可见的控制字符", "holds invisible control characters")
    if len(plain) > longest:
        raise Unreadable(f"超过{longest}个字", f"longer than {longest} characters")
    return plain

"""Names and quantities in Chinese text: how alike two names are, and what is counted where."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_SYNONYMS = (("节约", "节省"), ("降低", "减少"), ("提高", "提升"), ("满意率", "满意度"))
_GENERIC = (
    "工作 服务 项目 建设 完成 数据 系统 平台 信息 管理 检测 监测 数量",
    "政府 政务 网站 情况 指标 安全 进行 相关 全市 实现",
)
GENERIC = frozenset(word for line in _GENERIC for word in line.split())
CLASSIFIERS = "家个条套次台户人名份项处所期批件篇场座辆"
_QUANTITY = re.compile(
    rf"([\u4e00-\u9fff]{{0,6}})(\d+(?:\.\d+)?)(万?[{CLASSIFIERS}])([^\d，。；、：:;,.（）()“”]{{0,14}})"
)
_BARE = re.compile(r"[\s、，。；：“”\"'（）()【】\-—·]")


def squeezed(text: str) -> str:
    """Text as half-width characters without any blank."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def pairs(name: str) -> frozenset[str]:
    """The pairs of neighbouring characters in a name, synonyms made one word."""
    plain = squeezed(name)
    for word, other in _SYNONYMS:
        plain = plain.replace(word, other)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: str, other: str) -> Decimal:
    """Dice's coefficient of two names over pairs of characters: 0 nothing in common, 1 the same."""
    mine, yours = pairs(one), pairs(other)
    if not mine or not yours:
        return Decimal(int(squeezed(one) == squeezed(other)))
    return Decimal(2 * len(mine & yours)) / (len(mine) + len(yours))


def same_project(one: str, other: str) -> bool:
    """True when two printed project names differ in blanks, quotes and punctuation only."""
    return _BARE.sub("", unicodedata.normalize("NFKC", one)) == _BARE.sub("", unicodedata.normalize("NFKC", other))


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity in running text: the number, its counting word and the words around it."""

    number: Decimal
    unit: str
    context: str
    quote: str


def quantities(text: str) -> tuple[Counted, ...]:
    """Everything that is counted in a text: `支付42条市直单位` → 42, 条, `支付 市直单位`."""
    return tuple(
        Counted(Decimal(found[2]), found[3], f"{found[1]} {found[4]}", found[0].removeprefix(found[1]))
        for found in _QUANTITY.finditer(squeezed(text))
    )


def telling(context: str) -> frozenset[str]:
    """The pairs of characters that say what is counted, without words that say nothing."""
    return frozenset(pair for part in context.split() for pair in pairs(part)) - GENERIC

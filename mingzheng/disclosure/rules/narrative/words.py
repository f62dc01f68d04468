"""The sentences' building blocks: amounts, rates, directions. Every figure is computed here from exact money, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzheng.documents.model import Block, Heading, Paragraph, Run
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey
from mingzheng.kernel.money import Money
from mingzheng.kernel.rounding import half_up

NO_BASE = "--（基数为0，不可比）"
NOT_GIVEN = "未提供原因"
Piece = str | Run


@dataclass(frozen=True, slots=True)
class Open:
    """Something a person still owes: a reason or a count, with the figures it is about."""

    topic: str
    question: Bilingual
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks of text and what is still open in them."""

    blocks: tuple[Block, ...] = ()
    open: tuple[Open, ...] = ()

    def __add__(self, other: Passage) -> Passage:
        return Passage(self.blocks + other.blocks, self.open + other.open)


def text_key(section: str, subject: str, column: str) -> FactKey:
    """The key of a narrative figure."""
    return FactKey("text", f"{section}/{subject}", column)


def wan(amount: Money, key: FactKey) -> Run:
    """`4285.05万元`; the reference is the table figure behind it, so that it opens to its entries."""
    return Run(f"{amount.wan()}万元", ref=str(key))


def percent(part: Money, whole: Money, key: FactKey) -> Run:
    """`39.04%`, or that there is no base to compare with."""
    if not whole:
        return Run(NO_BASE, ref=str(key))
    return Run(f"{half_up(Fraction(100 * part.fen, whole.fen), 2)}%", ref=str(key))


def count(number: int, measure: str, key: FactKey) -> Run:
    """`3个`."""
    return Run(f"{number}{measure}", ref=str(key))


def paragraph(*pieces: Piece) -> Paragraph:
    """A paragraph of plain text and figures."""
    return Paragraph(tuple(Run(piece) if isinstance(piece, str) else piece for piece in pieces if piece))


def section(number: str, title: str, *, level: int = 2) -> Heading:
    """A numbered heading of part three."""
    return Heading(level, title, anchor=f"section-{number}")


def change(section_no: str, subject: str, name: str, now: Money, before: Money) -> tuple[list[Piece], bool]:
    """`支出减少5548.56万元，下降56.42%` and whether there is a difference to explain.

    The direction is the sign of the exact difference; what prints as 0.00 is 持平. A base of zero has no rate.
    """
    difference = now - before
    if not difference.wan():
        return [f"{name}持平"], False
    up = difference.fen > 0
    absolute = Money(abs(difference.fen))
    pieces: list[Piece] = [
        f"{name}{'增加' if up else '减少'}",
        Run(f"{absolute.wan()}万元", ref=str(text_key(section_no, subject, "change"))),
        f"，{'增长' if up else '下降'}",
        percent(absolute, Money(abs(before.fen)), text_key(section_no, subject, "change_rate")),
    ]
    return pieces, True


def same_printed(one: Money, other: Money) -> bool:
    """True when a reader sees the same figure twice, so that there is no difference to explain."""
    return one.wan() == other.wan()


def because(topic: str, reason: str, lead: str, figures: Sequence[Piece]) -> tuple[str, tuple[Open, ...]]:
    """The sentence that gives a reason, and the obligation to give one where nobody has."""
    if reason:
        return f"{lead}{reason.rstrip('。；;，, ')}。", ()
    said = "".join(piece if isinstance(piece, str) else piece.text for piece in figures)
    question = Bilingual(f"请说明原因（{said}）", f"explain this difference ({said})")
    return f"{lead.removesuffix('是')}：{NOT_GIVEN}。", (Open(topic, question, (said,)),)

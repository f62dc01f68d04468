"""How pages print the values of this room: bilingual sentences, yuan, 万元."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from mingzheng.accounts.intake.columns import heading_in
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.money import Money

register = template.Library()


@register.filter
def said(text: Bilingual) -> str:
    """The sentence in the reader's language."""
    return text.in_language(get_language() or "zh")


@register.filter
def heading(column: str) -> str:
    """The heading of a template's column in the reader's language."""
    return heading_in(get_language() or "zh", column)


@register.filter
def yuan(amount: Money) -> str:
    """`1,234.50`."""
    return f"{amount.yuan():,}"


@register.filter
def wan(amount: Money) -> str:
    """The published rendering: 万元, two decimals, half up."""
    return f"{amount.wan():,}"

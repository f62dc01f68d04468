"""Text that a rule says to a person, in both languages of the product.

Rules are pure and may not reach for Django's catalogue; what they say therefore travels as a pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One sentence in Chinese and in English."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def in_language(self, language: str) -> str:
        """The sentence for a language tag such as `zh`, `zh-hans` or `en-gb`; Chinese when the tag is unknown."""
        return self.en if language.lower().startswith("en") else self.zh

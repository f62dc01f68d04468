"""Text as a person would read it: mark-up, formula notation and stray spaces that a conversion left are taken away."""

from __future__ import annotations

import re

_TAGS = re.compile(r"</?(?:b|p|i|u|em|strong|span|sup|sub|font|br|div)\b[^<>]{0,200}>", re.IGNORECASE)
_FORMULA = re.compile(r"\$([^$\n]{1,80})\$")
_FORMULA_WORDS = (
    (r"\leq", "≤"), (r"\le", "≤"), (r"\geq", "≥"), (r"\ge", "≥"), (r"\lt", "<"), (r"\gt", ">"), (r"\neq", "≠"),
    (r"\times", "×"), (r"\sim", "~"), (r"\pm", "±"), (r"\%", "%"), (r"\ ", ""), (r"\,", ""),
)  # fmt: skip
_EMPHASIS = re.compile(r"\*{1,3}")
_SPACE = re.compile(r"[\s\u3000\u00a0\u200b\ufeff]+")
_CJK = r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f“”‘’]"
_LOOSE = re.compile(rf"(?<={_CJK})[ \u3000\u00a0]+|[ \u3000\u00a0]+(?={_CJK})")
_SPLIT_NUMBER = re.compile(r"(?<=[\d.·,])\s+(?=[\d.·,%])|(?<=\d)\s*·\s*(?=\d)")
_NUMBERISH = re.compile(r"[-+±≤≥=<>~\s\d.,·%]+")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|其中[:：])")


def _formula(match: re.Match[str]) -> str:
    text = match.group(1)
    for word, sign in _FORMULA_WORDS:
        text = text.replace(word, sign)
    return text.replace(" ", "")


def plain(text: str) -> str:
    """Without inline tags, emphasis marks and formula notation: `$\\leq 1\\%$` is ≤1%."""
    if "<" in text:
        text = _TAGS.sub("", text)
    if "$" in text:
        text = _FORMULA.sub(_formula, text)
    if "*" in text:
        text = _EMPHASIS.sub("", text)
    return text.strip()


def squeezed(text: str) -> str:
    """Plain text without any white space: the form in which labels and titles are compared."""
    return _SPACE.sub("", plain(text))


def cell_text(text: str) -> str:
    """A cell as it was meant: `0 · 0 0` is 0.00, `100. 0 %` is 100.0%, `完 成` is 完成, `20 万 元` is 20万元.

    Spaces between Latin words stay.
    """
    clean = _SPACE.sub(" ", plain(text))
    if _NUMBERISH.fullmatch(clean):
        return _SPLIT_NUMBER.sub("", clean).replace("·", ".").replace(" ", "")
    return re.sub(r"(?<=\d)\s+(?=[.%])|(?<=[.])\s+(?=\d)", "", _LOOSE.sub("", clean))


def label(text: str) -> str:
    """A row or column label reduced to its name: no white space, ordinal (一、), 其中: or full-width bracket."""
    return _ORDINAL.sub("", squeezed(text).replace("(", "（").replace(")", "）"))

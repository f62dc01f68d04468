"""Which encoding a text file has: by the mark at its start, by its zeros (UTF-16), strict UTF-8, else GB 18030."""

from __future__ import annotations

from mingzheng.disclosure.rules.raw import UnreadableFile
from mingzheng.kernel.bilingual import Bilingual

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 65_536


def _by_zeros(content: bytes) -> str | None:
    head = content[:_SAMPLE]
    if head.count(0) < len(head) // 20:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises UnreadableFile when no encoding fits."""
    candidates = [name for mark, name in _MARKS if content.startswith(mark)] or [
        name for name in (_by_zeros(content), "utf-8", "gb18030") if name
    ]
    for name in candidates:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, name
    raise UnreadableFile(
        Bilingual(
            "无法识别文件编码：不是 UTF-8、UTF-16 或 GB18030 文本",
            "the file's encoding is not known: it is not UTF-8, UTF-16 or GB18030 text",
        )
    )

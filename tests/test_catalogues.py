"""No string of the interface stays untranslated, in code or in templates."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mingzheng.site import catalogues

ROOMS = catalogues.rooms()
TRANSLATED = re.compile(r"{% ?blocktranslate.*?{% ?endblocktranslate ?%}|{% ?comment.*?{% ?endcomment ?%}", re.S)
MARKUP = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
FORMATS = re.compile(r"\b(docx|xlsx|pdf|html|json|csv|SHA-256)\b", re.IGNORECASE)  # the same in every language
# Shown when nothing works any more, catalogues included: written in both languages by hand.
STANDALONE = {"400.html", "500.html"}


class Words(HTMLParser):
    """Collects the words a template shows, and the attributes that are read to people."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        # A word in the language it names (the other language's switch) is right in every language.
        self.silent += tag in ("script", "style", "code") or (tag == "button" and "lang" in values)
        self.words += [v for k, v in attrs if k in ("title", "alt", "aria-label", "placeholder") and v]

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag in ("script", "style", "code", "button"):
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def bare_words(template: str) -> list[str]:
    """Words in a template outside its translation tags."""
    parser = Words()
    parser.feed(MARKUP.sub(" ", TRANSLATED.sub(" ", template)))
    words = (FORMATS.sub("", word) for word in parser.words)
    return [word.strip() for word in words if re.search(r"[A-Za-z\u3400-\u9fff]{2,}", word)]


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_the_catalogue_of_a_room_is_complete(room: str) -> None:
    assert catalogues.faults(ROOMS[room]) == []


def test_rooms_translate_the_same_word_in_the_same_way() -> None:
    """Django merges the catalogues: of two translations only one would ever be shown, in both rooms."""
    said: dict[tuple[object, object], set[str]] = {}
    for room in ROOMS.values():
        for message in catalogues.translated(room):
            if message.id:
                said.setdefault((message.context, message.id), set()).add(str(message.string))
    assert {word: ways for word, ways in said.items() if len(ways) > 1} == {}


def test_templates_show_no_word_outside_the_catalogue() -> None:
    templates = [path for room in ROOMS.values() for path in room.glob("templates/**/*.html")]
    assert len(templates) > 5
    bare = {str(p): words for p in templates if p.name not in STANDALONE and (words := bare_words(p.read_text()))}
    assert bare == {}


def test_a_bare_word_would_be_named() -> None:
    assert bare_words("<h1>{% translate 'Home' %}</h1><p>Hello there</p><b title='合计'>{{ x }}</b>") == [
        "Hello there",
        "合计",
    ]


def test_a_missing_translation_would_be_named(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text('from x import gettext as _\nsaid = _("Open %(n)s") + _("合计")\n')
    assert catalogues.update(tmp_path) == 2
    assert catalogues.faults(tmp_path) == [
        "not translated: 'Open %(n)s'",
        "source string is not English: '合计'",
        "not translated: '合计'",
    ]
    po = catalogues.catalogue_path(tmp_path)
    po.write_text(po.read_text().replace('msgid "Open %(n)s"\nmsgstr ""', 'msgid "Open %(n)s"\nmsgstr "打开"'))
    assert catalogues.faults(tmp_path)[0] == "translation of 'Open %(n)s' loses or invents %(n)s"

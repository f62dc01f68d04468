"""The running text: sections with paragraphs, their facts, reasons and lists, the projects named, the glossary."""

from __future__ import annotations

import re

from mingzheng.disclosure.rules.document import GlossaryTerm, Section, TextBlock
from mingzheng.disclosure.rules.raw import RawText
from mingzheng.disclosure.rules.recognise.clean import plain
from mingzheng.disclosure.rules.recognise.engine import Engine, Findings
from mingzheng.disclosure.rules.recognise.grammar import grammar_of
from mingzheng.disclosure.rules.recognise.names import Names
from mingzheng.disclosure.rules.recognise.outline import OpenSection
from mingzheng.disclosure.rules.recognise.passage import passage_of

_SENTENCE_END = re.compile(r"[。；：！？!?:;][”’）)]?$")
_STARTS_ANEW = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.]|\d{1,2}[、.．]|[（(]\d{1,2}[)）]|其中[:：]|[-*•])"
)
_TERM = re.compile(r"(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]*)?\s*(.{2,42}?)[：:](.+)")
_PROJECTS = re.compile(r"分别(?:是|为)[:：]?")


def paragraphs(texts: list[RawText]) -> tuple[TextBlock, ...]:
    """Lines joined into paragraphs where a sentence goes on over a line or page break."""
    blocks: list[TextBlock] = []
    open_ended = False
    for text in texts:
        line = plain(text.text)
        if blocks and open_ended and not _STARTS_ANEW.match(line):
            blocks[-1] = TextBlock(blocks[-1].text + line, blocks[-1].place)
        else:
            blocks.append(TextBlock(line, text.place))
        open_ended = not _SENTENCE_END.search(line)
    return tuple(blocks)


def read_sections(
    opened: list[OpenSection], names: Names, unit_name: str, year: int | None, *, planned: bool = False
) -> tuple[tuple[Section, ...], Findings]:
    """Every section, and what its sentences state. `planned`: a budget, whose plain figures are plans."""
    found = Findings()
    sections: list[Section] = []
    for section in opened:
        sections.append(
            Section(section.number, section.printed, section.title, section.place, paragraphs(section.texts))
        )
        grammar = grammar_of(section.number)
        if grammar is not None and section.texts:
            passage = passage_of(section.texts)
            Engine(passage, section.number, grammar, names, found, unit_name, year, planned).read()
    return tuple(sections), found


def glossary_terms(texts: list[RawText]) -> tuple[GlossaryTerm, ...]:
    """Terms with their definitions; text without a term of its own goes on with the last."""
    terms: list[GlossaryTerm] = []
    for block in paragraphs(texts):
        match = _TERM.fullmatch(block.text)
        if match is not None:
            terms.append(GlossaryTerm(_unquoted(match[1]), match[2].strip(), block.place))
        elif terms:
            last = terms.pop()
            terms.append(GlossaryTerm(last.term, last.definition + block.text, last.place))
    return tuple(terms)


def _unquoted(term: str) -> str:
    inner = re.fullmatch(r"[“\"]([^“”\"]+)[”\"]", term)
    return inner[1] if inner else term


def project_names(sections: tuple[Section, ...]) -> TextBlock | None:
    """The paragraph that names the self-evaluated projects, after 分别是."""
    for section in sections:
        if not section.number.startswith("13"):
            continue
        for number, block in enumerate(section.paragraphs):
            match = _PROJECTS.search(block.text)
            rest = block.text[match.end() :] if match else ""
            if rest:
                return TextBlock(rest, block.place)
            if match and number + 1 < len(section.paragraphs):
                return section.paragraphs[number + 1]
    return None

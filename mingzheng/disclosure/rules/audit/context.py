"""What a rule sees of a document, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mingzheng.disclosure.rules.audit import form_context
from mingzheng.disclosure.rules.document import ReadDocument, TextBlock
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.equations import Equation
from mingzheng.kernel.facts import Fact, FactKey, Place
from mingzheng.kernel.findings import Finding, Obligation, ObligationState, Severity


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding as a rule drafts it; the runner adds code, version, class, title and the rule's own remedy."""

    message: Bilingual
    severity: Severity | None = None
    stated: str = ""
    expected: str = ""
    difference: str = ""
    interval: str = ""
    places: tuple[Place, ...] = ()
    remedy: Bilingual | None = None
    confirmed: bool = True  # False: this part of the norm is 待确认


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule of a function found, and how much it compared. `state` overrides what `checked` implies."""

    drafts: tuple[Draft, ...] = ()
    checked: int = 0
    state: ObligationState | None = None
    note: Bilingual | None = None


def not_applicable(zh: str, en: str) -> Outcome:
    """The rule has no object in this document, for a reason that can be told."""
    return Outcome(state=ObligationState.NOT_APPLICABLE, note=Bilingual(zh, en))


def not_enough(zh: str, en: str) -> Outcome:
    """The rule should have been checked and could not be."""
    return Outcome(state=ObligationState.NOT_ENOUGH_DATA, note=Bilingual(zh, en))


@dataclass(frozen=True, slots=True)
class References:
    """What is known beyond the document: official names by code, and equations of tables over the keys present.

    `functional` and `economic` give the official name of a code in a year, or None when the code is not valid then.
    """

    functional: Callable[[str, int], str | None]
    economic: Callable[[str, int], str | None]
    table_equations: Callable[[frozenset[FactKey]], tuple[Equation, ...]]


_TWINS = (
    (FactKey("01", "expenditure.total", "amount"), FactKey("03", "total", "total")),
    (FactKey("01", "income.total", "amount"), FactKey("02", "total", "total")),
    (FactKey("04", "expenditure.total", "general"), FactKey("05", "total", "total")),
    (FactKey("06", "public", "amount"), FactKey("text", "6/public", "final")),
)


@dataclass(frozen=True)
class AuditContext:
    """One document among those audited together."""

    document: ReadDocument
    references: References
    others: tuple[ReadDocument, ...] = field(default=())

    @cached_property
    def facts(self) -> Mapping[FactKey, Fact]:
        return self.document.by_key

    @cached_property
    def clashing_tables(self) -> tuple[str, ...]:
        """Tables whose totals are about 10,000 times off those of their twins: their unit of money is wrong.

        One finding (A3) says so; their figures are then left out of the arithmetic.
        """
        off = set()
        for one, other in _TWINS:
            first, second = self.facts.get(one), self.facts.get(other)
            if first is None or second is None or not first.cell.value or not second.cell.value:
                continue
            amounts = [
                fact.cell.value * (10_000 if fact.measured_in == "万元" else 1)
                for fact in (first, second)
                if fact.cell.value
            ]
            if max(amounts) > 5_000 * min(amounts) > 0:
                off.add(self._odd_one(first, second))
        return tuple(sorted(off))

    def _odd_one(self, first: Fact, second: Fact) -> str:
        units = [table.money_unit for table in self.document.tables if table.money_unit]
        return (first if units.count(first.measured_in) < units.count(second.measured_in) else second).key.source

    @cached_property
    def sums(self) -> Mapping[FactKey, Fact]:
        """The facts that enter the arithmetic: all but those of tables with a wrong unit."""
        wrong = self.clashing_tables
        return {key: fact for key, fact in self.facts.items() if key.source not in wrong} if wrong else self.facts

    @cached_property
    def table_equations(self) -> Mapping[str, tuple[Equation, ...]]:
        """Equations of the tables by rule code."""
        grouped: dict[str, list[Equation]] = {}
        for equation in self.references.table_equations(frozenset(self.facts)):
            grouped.setdefault(equation.code, []).append(equation)
        return {code: tuple(equations) for code, equations in grouped.items()}

    def has(self, *keys: FactKey) -> bool:
        """True when all these facts stand in the document."""
        return all(key in self.facts for key in keys)

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], tuple[FactKey, ...]]:
        """Keys by source and column, in reading order."""
        grouped: dict[tuple[str, str], list[FactKey]] = {}
        for key in self.facts:
            grouped.setdefault((key.source, key.column), []).append(key)
        return {where: tuple(keys) for where, keys in grouped.items()}

    def text_rows(self, section: str, column: str) -> tuple[FactKey, ...]:
        """Keys of the narrative in one section and column."""
        prefix = section + "/"
        return tuple(key for key in self.rows.get(("text", column), ()) if key.row.startswith(prefix))

    @cached_property
    def running_text(self) -> tuple[TextBlock, ...]:
        """All text outside tables, and the notes and statements of tables."""
        blocks = list(self.document.text_blocks)
        for table in self.document.tables:
            blocks += [*table.notes, *([table.statement] if table.statement else [])]
        return tuple(blocks)

    def narrative(self) -> Iterator[tuple[str, TextBlock]]:
        """Paragraphs of the sections, with the section's number by meaning."""
        for section in self.document.sections:
            for block in section.paragraphs:
                yield section.number, block

    @cached_property
    def checked_forms(self) -> tuple[tuple[Finding, ...], tuple[Obligation, ...]]:
        """Findings and obligations of the forms, checked once for all rules E."""
        return form_context.check(self.document)

    def official_functional(self, code: str) -> str | None:
        """The official name of a functional code in the document's year; None when unknown."""
        return None if self.document.year is None else self.references.functional(code, self.document.year)

    def official_economic(self, code: str) -> str | None:
        """The official name of an economic code in the document's year; None when unknown."""
        return None if self.document.year is None else self.references.economic(code, self.document.year)

    @cached_property
    def travels_outside_three_public(self) -> bool:
        """True for schools, hospitals and institutes, whose teaching and research trips stand outside 三公."""
        return any(word in self.document.unit_name for word in ("学校", "大学", "学院", "中学", "小学", "医院", "研究"))

    @cached_property
    def is_single_administrative(self) -> bool:
        """True for the accounts of one 行政 or 参公 unit itself (本级), as far as its own name and text say so."""
        name = self.document.unit_name + self.document.cover.title
        mixed = any(word in name for word in ("中心", "学校", "医院", "研究", "大学", "学院", "站", "馆", "所"))
        return "本级" in name and not mixed

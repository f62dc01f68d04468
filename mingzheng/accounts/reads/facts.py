"""Everything the narrative of a year needs, in one value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mingzheng.accounts.models import Book, BudgetStage, Entry, FactKind, PriorFigure, YearFact
from mingzheng.accounts.reads.figures import authority, book_of, figures_of
from mingzheng.accounts.rules.ledger import Authority
from mingzheng.accounts.rules.year_facts import YearFacts
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.facts import FactKey, Fund
from mingzheng.kernel.money import ZERO, Money

_PROCUREMENT = "procurement."


def year_facts(unit_code: str, year: int) -> YearFacts:
    """Figures, last year, budgets, and what was said about the year. Raises Book.DoesNotExist."""
    book = book_of(unit_code, year)
    said = {kind: dict[str, YearFact]() for kind in FactKind}
    for fact in YearFact.objects.filter(book=book, live=True):
        said[FactKind(fact.kind)][fact.topic] = fact
    amounts = {topic: Money(fact.number or 0) for topic, fact in said[FactKind.AMOUNT].items()}
    budgets = [budget for budget in authority(book) if budget.fund is Fund.GENERAL]
    return YearFacts(
        unit_name=book.unit.name,
        unit_type=book.unit.unit_type,
        year=year,
        figures=figures_of(book),
        prior=prior_of(book),
        opening_budget=_by_item(budget for budget in budgets if budget.stage == BudgetStage.OPENING),
        reasons={topic: fact.text for topic, fact in said[FactKind.REASON].items() if fact.text},
        counts={topic: fact.number or 0 for topic, fact in said[FactKind.COUNT].items()},
        procurement={
            topic.removeprefix(_PROCUREMENT): amount
            for topic, amount in amounts.items()
            if topic.startswith(_PROCUREMENT)
        },
        reception_foreign=amounts.get("reception_foreign", ZERO),
        texts={topic: fact.text for topic, fact in said[FactKind.TEXT].items() if fact.text},
        ledger_note=Bilingual(book.note_zh, book.note_en) if book.note_zh else None,
        province=book.unit.province,
    )


def prior_of(book: Book) -> Mapping[FactKey, Money]:
    """Last year's amounts by this year's keys: as imported, otherwise from last year's own ledger."""
    stated = {
        FactKey(figure.source, figure.row, figure.column): Money(figure.amount_fen)
        for figure in PriorFigure.objects.filter(book=book, live=True)
    }
    before = Book.objects.filter(unit=book.unit, year=book.year - 1).first()
    if stated or before is None or not Entry.objects.filter(book=before, live=True).exists():
        return stated
    return dict(figures_of(before).amounts)


def _by_item(budgets: Iterable[Authority]) -> dict[str, Money]:
    sums: dict[str, Money] = defaultdict(lambda: ZERO)
    for budget in budgets:
        if budget.functional:
            sums[budget.functional] += budget.amount
    return dict(sums)

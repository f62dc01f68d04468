"""From a figure back to what it was added up from: entries, or lines of budget authority.

Which entries a figure holds is asked of the very function that posts a line to its figures (`rollup.postings`), a
combination at a time, so the two directions cannot disagree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, Count, F, QuerySet, Sum, When

from mingzheng.accounts.data import chart, economic, functional
from mingzheng.accounts.models import Book, BudgetLine, Entry, EntryQuerySet
from mingzheng.accounts.reads.figures import book_of, lines_by_combination
from mingzheng.accounts.rules.ledger import Authority, Line
from mingzheng.accounts.rules.masking import masked
from mingzheng.accounts.rules.rollup import budget_postings, postings
from mingzheng.kernel.digests import digest_record
from mingzheng.kernel.facts import FactKey, Fund
from mingzheng.kernel.money import ZERO, Money
from mingzheng.organisations.reads import Somebody, units_for


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a certain reader may see it; `counted` is its part of the figure (a closing balance subtracts)."""

    pk: int
    date: date
    voucher: str
    line: int
    account: str
    account_name: str
    fund: Fund
    functional: str
    functional_name: str
    economic: str
    economic_name: str
    project: str
    counterparty: str
    contract: str
    summary: str
    amount: Money
    counted: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """How many entries and how much; what secrecy review keeps from this reader is counted apart."""

    count: int
    amount: Money
    withheld_count: int = 0
    withheld_amount: Money = ZERO


def entries_behind(unit_code: str, year: int, key: FactKey, person: Somebody) -> EntryQuerySet:
    """The entries that a figure adds up, as far as `person` may see them, each with `counted_fen`.

    The sum of `counted_fen` over all entries is the figure. Raises Book.DoesNotExist.
    """
    return entries_of(book_of(unit_code, year), key).for_person(person)


def entries_of(book: Book, key: FactKey) -> EntryQuerySet:
    """The entries behind a figure of one book, whoever asks."""
    accounts = chart(book.year)
    added: list[int] = []
    taken: list[int] = []
    for pk, line in lines_by_combination(book):
        factor = sum(sign for posted, sign in postings(line, accounts) if posted == key)
        if factor:
            (added if factor > 0 else taken).append(pk)
    counted = Case(
        When(combination__in=taken, then=-F("amount_fen")), default=F("amount_fen"), output_field=BigIntegerField()
    )
    return Entry.objects.filter(book=book, live=True, combination__in=[*added, *taken]).annotate(counted_fen=counted)


def behind_totals(unit_code: str, year: int, key: FactKey, person: Somebody) -> Totals:
    """How many entries stand behind a figure and what they add up to, shown and withheld."""
    book = book_of(unit_code, year)
    everything, seen = _total(entries_of(book, key)), _total(entries_of(book, key).for_person(person))
    return Totals(*seen, everything[0] - seen[0], everything[1] - seen[1])


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many entries there are, and a digest that changes when one is added, taken away or different."""

    count: int
    digest: str


def fingerprint(unit_code: str, year: int, key: FactKey) -> Fingerprint:
    """The fingerprint of the entries behind a figure. Raises Book.DoesNotExist."""
    return fingerprint_of(entries_of(book_of(unit_code, year), key))


def fingerprint_of(entries: QuerySet[Entry]) -> Fingerprint:
    """The fingerprint of entries, by batch and combination: entries are append-only, so sums and counts tell all.

    The digests of the imported files stand for the rows in them, so a million entries cost one grouped query.
    """
    grouped = (
        entries.order_by().values_list("batch__digest", "combination").annotate(n=Count("pk"), fen=Sum("amount_fen"))
    )
    parts = sorted(f"{digest}:{combination}:{n}:{fen}" for digest, combination, n, fen in grouped)
    count = sum(int(part.split(":")[2]) for part in parts)
    return Fingerprint(count, digest_record({"parts": parts}))


def budget_behind(unit_code: str, year: int, key: FactKey) -> list[BudgetLine]:
    """The lines of budget authority that a budget figure of table 09 adds up."""
    lines = BudgetLine.objects.filter(book=book_of(unit_code, year), live=True)
    return [line for line in lines if key in budget_postings(_authority(line))]


def figures_with(entry: Entry) -> list[FactKey]:
    """The figures that an entry belongs to, by key; those in which it cancels out are left out."""
    c = entry.combination
    line = Line(
        c.account,
        Money(entry.amount_fen),
        Fund(c.fund),
        c.functional,
        c.economic,
        c.basic_or_project,
        c.category,
        c.project,
        c.money_year,
    )
    factors: dict[FactKey, int] = defaultdict(int)
    for key, sign in postings(line, chart(entry.book.year)):
        factors[key] += sign
    return sorted(key for key, factor in factors.items() if factor)


def shown(entries: Iterable[Entry], book: Book, person: Somebody) -> Iterator[Shown]:
    """Entries as a reader sees them: the public reads masked counterparties and no free text.

    `entries` must come from `entries_behind` and bring their combinations (`select_related`).
    """
    accounts, functions, items = chart(book.year), functional(book.year), economic(book.year)
    own = units_for(person).filter(pk=book.unit_id).exists()
    for entry in entries:
        combination = entry.combination
        yield Shown(
            entry.pk,
            entry.date,
            entry.voucher,
            entry.line,
            combination.account,
            accounts.account(combination.account).name,
            Fund(combination.fund),
            combination.functional,
            functions.name(combination.functional) if combination.functional else "",
            combination.economic,
            items.name(combination.economic) if combination.economic else "",
            combination.project,
            entry.counterparty if own else masked(entry.counterparty),
            entry.contract,
            entry.summary if own else "",
            Money(entry.amount_fen),
            Money(getattr(entry, "counted_fen", entry.amount_fen)),
        )


def _total(entries: EntryQuerySet) -> tuple[int, Money]:
    found = entries.order_by().aggregate(n=Count("pk"), fen=Sum("counted_fen"))
    return found["n"], Money(found["fen"] or 0)


def _authority(line: BudgetLine) -> Authority:
    return Authority(line.stage, Money(line.amount_fen), Fund(line.fund), line.functional, line.economic, line.project)

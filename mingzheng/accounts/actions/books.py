"""Opening books to the public, locking them, and saying the facts of a year."""

from __future__ import annotations

from django.db import transaction

from mingzheng.accounts.models import Book, FactKind, YearFact
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.organisations.actions import record, require
from mingzheng.organisations.models import Role, Unit
from mingzheng.organisations.reads import Somebody


class BookLocked(ValueError):
    """The books of that year are locked; unlocking them needs a reason."""

    def __init__(self, book: Book) -> None:
        super().__init__(f"the books of {book.unit.code} for {book.year} are locked")
        self.reason = Bilingual(f"{book.year}年度账套已锁定", f"the books of {book.year} are locked")


def open_book(unit: Unit, year: int) -> Book:
    """The books of that unit and year for writing, made when there are none. Raises BookLocked.

    Call it inside the transaction of a verb that has checked permission: the row stays locked until it ends, so two
    imports into the same books follow each other.
    """
    Book.objects.get_or_create(unit=unit, year=year)
    book = Book.objects.select_for_update(of=("self",)).select_related("unit").get(unit=unit, year=year)
    if book.locked:
        raise BookLocked(book)
    return book


@transaction.atomic
def open_to_public(*, person: Somebody, unit: Unit, year: int) -> Book:
    """Let everybody read the figures of that year and the entries behind them that are not withheld."""
    require(person, unit, Role.ACCOUNTANT, Role.LEADER)
    book = Book.objects.select_for_update(of=("self",)).get(unit=unit, year=year)
    if not book.public:
        book.public = True
        book.save(update_fields=["public"])
        record(actor=person, action="accounts.open_to_public", subject=f"accounts.book:{book.pk}")
    return book


@transaction.atomic
def lock_book(*, person: Somebody, unit: Unit, year: int) -> Book:
    """Close the books of a year: no import and no undoing until they are unlocked."""
    require(person, unit, Role.ACCOUNTANT, Role.LEADER)
    book = open_book(unit, year)
    book.locked = True
    book.save(update_fields=["locked"])
    record(actor=person, action="accounts.lock", subject=f"accounts.book:{book.pk}")
    return book


@transaction.atomic
def unlock_book(*, person: Somebody, unit: Unit, year: int, reason: str) -> Book:
    """Open locked books again. Raises ValueError without a reason."""
    require(person, unit, Role.LEADER)
    if not reason.strip():
        raise ValueError("unlocking books needs a reason")
    book = Book.objects.select_for_update(of=("self",)).get(unit=unit, year=year)
    book.locked = False
    book.save(update_fields=["locked"])
    record(actor=person, action="accounts.unlock", subject=f"accounts.book:{book.pk}", reason=reason.strip())
    return book


@transaction.atomic
def set_note(*, person: Somebody, unit: Unit, year: int, note: Bilingual) -> Book:
    """Say what every reader of these books must know, such as that they are reconstructed."""
    require(person, unit, Role.ACCOUNTANT)
    book = open_book(unit, year)
    if (book.note_zh, book.note_en) != (note.zh, note.en):
        book.note_zh, book.note_en = note.zh, note.en
        book.save(update_fields=["note_zh", "note_en"])
        record(actor=person, action="accounts.set_note", subject=f"accounts.book:{book.pk}", detail={"note": note.zh})
    return book


@transaction.atomic
def say_fact(
    *, person: Somebody, unit: Unit, year: int, kind: FactKind, topic: str, text: str = "", number: int | None = None
) -> YearFact:
    """Give or reword a reason, a count, an amount (fen) or a passage. The earlier wording stays and is pointed at."""
    require(person, unit, Role.ACCOUNTANT, Role.PROJECT_OWNER)
    book = open_book(unit, year)
    fact = YearFact(book=book, kind=kind, topic=topic, text=text.strip(), number=number, by=person.get_username())
    earlier = YearFact.objects.filter(book=book, kind=kind, topic=topic, live=True).first()
    if earlier and (earlier.text, earlier.number) == (fact.text, fact.number):
        return earlier
    if earlier:
        earlier.live = False
        earlier.save(update_fields=["live"])
        fact.replaces = earlier
    fact.save()
    record(
        actor=person,
        action="accounts.say_fact",
        subject=f"accounts.fact:{fact.pk}",
        detail={"kind": kind.value, "topic": topic},
    )
    return fact

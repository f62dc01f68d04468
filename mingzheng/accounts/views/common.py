"""What the pages of this room share: finding the books a reader may open, and links from figures."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.accounts import reads
from mingzheng.accounts.models import Book
from mingzheng.accounts.rules.rollup import Figures
from mingzheng.accounts.rules.tables import AccountsTable
from mingzheng.kernel.facts import FactKey


def book_for(request: HttpRequest, unit: str, year: int) -> Book:
    """The books of that unit and year. Raises Http404 also when the reader may not know of them."""
    book = reads.books(request.user).filter(unit__code=unit, year=year).first()
    if book is None:
        raise Http404
    return book


def printed_tables(book: Book) -> tuple[Figures, tuple[AccountsTable, ...]]:
    """The figures and tables of a book. Raises Http404 for a year whose layout is not held."""
    try:
        return reads.figures_and_tables(book)
    except LookupError:
        raise Http404 from None


def figure_address(book: Book, key: FactKey) -> str:
    """The page of a figure."""
    return reverse("accounts:figure", args=(book.unit.code, book.year, key.source, key.row, key.column))


def linker(book: Book, figures: Figures) -> Callable[[str], str | None]:
    """References of figures that something was posted to become addresses; the others stay plain text."""

    def link(ref: str) -> str | None:
        parts = ref.split("/")
        if len(parts) != 3 or figures.get(key := FactKey(*parts)) is None:
            return None
        return figure_address(book, key)

    return link


def as_file(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A download."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

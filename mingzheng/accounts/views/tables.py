"""The list of books, and the nine tables of one of them."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.accounts import reads
from mingzheng.accounts.models import Book
from mingzheng.accounts.rules.render import as_document_table
from mingzheng.accounts.rules.tables import AccountsTable
from mingzheng.accounts.views.common import as_file, book_for, linker, printed_tables
from mingzheng.documents import html, xlsx
from mingzheng.documents.model import Document
from mingzheng.organisations.models import Role
from mingzheng.organisations.reads import holds, units_for


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The books the reader may open, unit by unit."""
    books = reads.books(request.user).annotate(entry_count=Count("entries", filter=Q(entries__live=True)))
    return render(
        request,
        "accounts/index.html",
        {"books": books, "may_import": units_for(request.user, Role.ACCOUNTANT).exists()},
    )


@require_safe
def tables(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """The nine tables; every figure that something was posted to opens to its entries."""
    book = book_for(request, unit, year)
    context: dict[str, object] = {"book": book, "own": holds(request.user, book.unit, Role.ACCOUNTANT)}
    try:
        figures, printed = reads.figures_and_tables(book)
    except LookupError:
        fault = _("No layout of the nine tables is held for %(year)s.") % {"year": year}
        return render(request, "accounts/tables.html", context | {"fault": fault})
    body = html.render_body(_document(book, printed), link=linker(book, figures))
    # Text comes escaped from the renderer; nothing of it is taken from a reader.
    context |= {"tables": printed, "rendered": mark_safe(body), "style": mark_safe(html.STYLE)}  # noqa: S308
    return render(request, "accounts/tables.html", context)


@require_safe
def tables_xlsx(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """The nine tables as a workbook of nine sheets."""
    book = book_for(request, unit, year)
    content = xlsx.render(_document(book, printed_tables(book)[1]))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return as_file(content, f"{unit}-{year}-tables.xlsx", kind)


@require_safe
def budget(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """The budget-authority ledger of a year, and what every project made of its budget."""
    book = book_for(request, unit, year)
    context = {"book": book, "lines": reads.budget_lines(book), "projects": reads.project_execution(unit, year)}
    return render(request, "accounts/budget.html", context)


def _document(book: Book, printed: tuple[AccountsTable, ...]) -> Document:
    return Document(
        title=f"{book.year}年度部门决算公开表",
        author=book.unit.name,
        blocks=tuple(as_document_table(table) for table in printed),
        notice=book.note_zh,
    )

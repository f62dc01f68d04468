"""A figure with its formula and the entries behind it, as a page and as a file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.accounts import reads
from mingzheng.accounts.models import Book, Entry
from mingzheng.accounts.reads.labels import Formula, Label, formulas, labels
from mingzheng.accounts.rules.rollup import Figures
from mingzheng.accounts.views.common import book_for, figure_address, printed_tables
from mingzheng.kernel.facts import FactKey

A_PAGE = 50
_RISKY = re.compile(r"^[=+\-@\t\r]")


class _Echo:
    """Hands each written line back, so that a CSV of any length streams."""

    def write(self, line: str) -> str:
        return line


@require_safe
def figure(request: HttpRequest, unit: str, year: int, source: str, row: str, column: str) -> HttpResponse:
    """What the figure is, exactly and as printed; what it is made of; its entries, a page at a time."""
    book = book_for(request, unit, year)
    figures, printed = printed_tables(book)
    names = labels(printed)
    key = _known(FactKey(source, row, column), figures, names)
    entries = reads.entries_behind(unit, year, key, request.user).select_related("combination")
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "book": book,
        "key": key,
        "label": names.get(key),
        "amount": figures.amount(key),
        "formulas": [_linked(book, formula) for formula in formulas(key, figures, names)],
        "totals": reads.behind_totals(unit, year, key, request.user),
        "page": page,
        "entries": list(reads.shown(page.object_list, book, request.user)),
        "budget": reads.budget_behind(unit, year, key),
    }
    return render(request, "accounts/figure.html", context)


@require_safe
def figure_csv(request: HttpRequest, unit: str, year: int, source: str, row: str, column: str) -> StreamingHttpResponse:
    """All entries behind a figure as CSV, as far as the reader may see them."""
    book = book_for(request, unit, year)
    figures, printed = printed_tables(book)
    key = _known(FactKey(source, row, column), figures, labels(printed))
    entries = reads.entries_behind(unit, year, key, request.user).select_related("combination")
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(
            (
                _("Date"), _("Voucher"), _("Line"), _("Account"), _("Fund"), _("Functional code"), _("Economic code"),
                _("Project"), _("Counterparty"), _("Contract"), _("Summary"), _("Amount (yuan)"), _("Counted (yuan)"),
            )
        )  # fmt: skip
        for e in reads.shown(entries.iterator(chunk_size=2_000), book, request.user):
            texts = (e.voucher, e.line, e.account, e.fund.value, e.functional, e.economic, e.project)
            free = (e.counterparty, e.contract, e.summary)
            amounts = (e.amount.yuan(), e.counted.yuan())
            yield writer.writerow((e.date, *map(_safe, texts), *map(_safe, free), *amounts))

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{unit}-{year}-{source}-{row}-{column}.csv"'
    return response


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, with the figures that it belongs to."""
    seen = Entry.objects.live().for_person(request.user).select_related("combination", "book__unit")
    found = get_object_or_404(seen, pk=pk)
    book = book_for(request, found.book.unit.code, found.book.year)
    _figures, printed = printed_tables(book)
    names = labels(printed)
    belongs = [(names[key], figure_address(book, key)) for key in reads.figures_with(found) if key in names]
    context = {"book": book, "entry": next(reads.shown([found], book, request.user)), "belongs": belongs}
    return render(request, "accounts/entry.html", context)


def _known(key: FactKey, figures: Figures, names: Mapping[FactKey, Label]) -> FactKey:
    """The key, when the tables print it or something was posted to it. Raises Http404 otherwise."""
    if key not in names and figures.get(key) is None:
        raise Http404
    return key


def _linked(book: Book, formula: Formula) -> tuple[Formula, list[tuple[object, str]]]:
    return formula, [(part, figure_address(book, part.key)) for part in formula.parts]


def _safe(value: object) -> str:
    """Text that a spreadsheet would run as a formula is quoted with an apostrophe."""
    text = str(value)
    return f"'{text}" if _RISKY.match(text) else text

"""The home page of a house that publishes: its last year at a glance. Imported where those rooms are on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from mingzheng.accounts import reads as accounts
from mingzheng.disclosure import reads as disclosure
from mingzheng.kernel.facts import FactKey

KEY_FIGURES = (
    (_("Income of the year"), FactKey("02", "total", "total")),
    (_("Expenditure of the year"), FactKey("03", "total", "total")),
    (_("Basic expenditure"), FactKey("03", "total", "basic")),
    (_("Project expenditure"), FactKey("03", "total", "project")),
    (_("Three public expenses"), FactKey("09", "final", "total")),
)


def home(request: HttpRequest) -> HttpResponse:
    """What the product is, and the year that was published last at a glance: each figure opens to its entries."""
    publication = disclosure.publications().order_by("-at").first()
    context: dict[str, object] = {"publication": publication}
    if publication:
        unit, year = publication.unit.code, publication.year
        figures = accounts.figures(unit, year)
        context["figures"] = [
            (label, f"{figures.amount(key).wan():,}", [unit, year, key.source, key.row, key.column])
            for label, key in KEY_FIGURES
        ]
        context["demonstration"] = bool(accounts.book_of(unit, year).note_zh)
    return render(request, "site/home.html", context)

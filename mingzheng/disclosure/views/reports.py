"""Published reports: the list, the report with its figures as links, the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingzheng.disclosure import reads
from mingzheng.disclosure.models import Publication, PublishedFile
from mingzheng.disclosure.rules.narrative import section_of
from mingzheng.documents import html
from mingzheng.documents.model import Document, Heading, Table
from mingzheng.organisations.models import Role
from mingzheng.organisations.reads import Somebody, holds

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "datapackage": "application/zip",
}


def index(request: HttpRequest) -> HttpResponse:
    """The last version of every unit's year."""
    last: dict[tuple[int, int], Publication] = {}
    for publication in reads.publications():  # versions come newest first
        last.setdefault((publication.unit_id, publication.year), publication)
    return render(request, "disclosure/index.html", {"publications": list(last.values())})


def report(request: HttpRequest, unit: str, year: int, version: int | None = None) -> HttpResponse:
    """One version as it was published; a figure leads to what stands behind it."""
    publication = _publication(unit, year, version)
    document = reads.document_of(publication)
    context = {
        "publication": publication,
        "versions": Publication.objects.filter(unit=publication.unit, year=year),
        "style": html.STYLE,
        "body": html.render_body(document, link=_links(document, unit, year)),
        "owed": _owed(publication, document, request.user),
    }
    return render(request, "disclosure/report.html", context)


def download(request: HttpRequest, pk: int) -> HttpResponse:
    """One published file, after its digest was checked."""
    file = get_object_or_404(PublishedFile, pk=pk)
    try:
        content = reads.content_of(file)
    except reads.FileChanged:
        raise Http404(_("This file is no longer what was published.")) from None
    response = HttpResponse(content, content_type=TYPES[file.file_format])
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _publication(unit: str, year: int, version: int | None) -> Publication:
    try:
        return reads.latest(unit, year, version)
    except Publication.DoesNotExist:
        raise Http404(_("This report has not been published.")) from None


@dataclass(frozen=True, slots=True)
class Owed:
    """An open obligation with the place of the report it belongs to, and where a person of the unit can settle it."""

    topic: str
    question: str
    anchor: str
    settle: str = ""


def _owed(publication: Publication, document: Document, person: Somebody) -> list[Owed]:
    english = (get_language() or "").startswith("en")
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    inside = holds(person, publication.unit, Role.ACCOUNTANT, Role.PROJECT_OWNER)
    rows = []
    for row in publication.obligations.all():
        places = (f"section-{section_of(row.topic)}", row.topic)  # passages of part one are their own headings
        question = row.question_en if english else row.question_zh
        settle = _settle(publication, row.topic) if inside else ""
        rows.append(Owed(row.topic, question, next((p for p in places if p in anchors), "part-1"), settle))
    return rows


def _settle(publication: Publication, topic: str) -> str:
    """Reasons and passages are written on a page; counts, amounts and last year's figures come as a file."""
    if ("." in topic and "/" not in topic) or topic.endswith("/prior") or topic == "11/procurement":
        return reverse("accounts:import")
    asked = urlencode({"kind": "reason" if "/" in topic else "text", "topic": topic})
    return reverse("accounts:facts", args=[publication.unit.code, publication.year]) + f"?{asked}#say"


def _links(document: Document, unit: str, year: int) -> Callable[[str], str | None]:
    """Figures of the nine tables open to their entries, also where the narrative states them, those of a form to the
    form, opening budgets to the budget-authority ledger; rates and counts have no page of their own.

    An item that was budgeted and not spent stands in no table, so its zero leads nowhere.
    """
    tables = [block for block in document.blocks if isinstance(block, Table)]
    known = {cell.ref for table in tables for row in table.body for cell in row if cell.ref}

    def link(ref: str) -> str | None:
        source, _slash, rest = ref.partition("/")
        if ref in known and source.isdigit():
            return reverse("accounts:figure", args=[unit, year, source, *rest.rsplit("/", 1)])
        if ref in known and source == "form":
            return reverse("performance:form", args=[unit, year, rest.partition("/")[0]])
        if source == "text" and rest.startswith("5.3/") and rest.endswith("/opening"):
            return reverse("accounts:budget", args=[unit, year])
        return None

    return link

"""Importing a file, its errors, templates, undoing; and the facts of a year."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingzheng.accounts import actions
from mingzheng.accounts.forms import FactForm, ImportForm
from mingzheng.accounts.models import BatchKind, FactKind, ImportBatch, YearFact
from mingzheng.accounts.views.common import as_file, book_for
from mingzheng.documents.sheets import template
from mingzheng.kernel.bilingual import Bilingual
from mingzheng.organisations.models import Role
from mingzheng.organisations.reads import holds, units_for

LATEST = 50
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """The upload form, the templates, what was imported; after an upload, its result or its errors."""
    if not units_for(request.user, Role.ACCOUNTANT).exists():
        raise PermissionDenied
    form = ImportForm(request.user, request.POST or None, request.FILES or None, initial=request.GET.dict())
    done: actions.Imported | None = None
    if request.method == "POST" and form.is_valid():
        done = _take(request, form)
        if done and done.batch and not done.error_count:
            return redirect(f"{request.path}?unit={done.batch.book.unit.code}&year={done.batch.book.year}")
    batches = ImportBatch.objects.for_person(request.user).select_related("book__unit")[:LATEST]
    context = {"form": form, "done": done, "batches": batches, "kinds": BatchKind.choices, "formats": ("xlsx", "csv")}
    status = 422 if form.errors or (done and done.batch is None) else 200
    return render(request, "accounts/import.html", context, status=status)


def _take(request: HttpRequest, form: ImportForm) -> actions.Imported | None:
    data = form.cleaned_data
    try:
        done = actions.VERBS[BatchKind(data["kind"])](
            person=request.user,
            unit=data["unit"],
            year=data["year"],
            content=data["file"].read(),
            name=data["file"].name,
            partial=data["partial"],
        )
    except actions.BookLocked as locked:
        form.add_error(None, _said(locked.reason))
        return None
    if done.batch is None:
        return done
    named = {"file": done.batch.file_name, "rows": done.rows, "refused": done.batch.refused}
    if done.already:
        messages.info(request, _("“%(file)s” was imported before; nothing changed.") % named)
    elif done.partial:
        messages.warning(request, _("“%(file)s”: %(rows)s rows imported, %(refused)s rows left out.") % named)
    else:
        messages.success(request, _("“%(file)s”: %(rows)s rows imported.") % named)
    return done


@require_safe
def import_template(request: HttpRequest, kind: str, file_format: str) -> HttpResponse:
    """An empty form of one kind, as CSV or XLSX, with the headings of the reader's language."""
    if kind not in BatchKind.values or file_format not in CONTENT_TYPES:
        raise Http404
    language = "en" if (get_language() or "").startswith("en") else "zh"
    columns = actions.INTAKES[BatchKind(kind)].columns()
    content = template(columns, "xlsx" if file_format == "xlsx" else "csv", language)
    return as_file(content, f"{kind}.{file_format}", CONTENT_TYPES[file_format])


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back as a whole."""
    batch = get_object_or_404(ImportBatch.objects.for_person(request.user).select_related("book__unit"), pk=pk)
    try:
        actions.undo_batch(person=request.user, batch=batch, reason=request.POST.get("reason", "")[:300])
        messages.success(request, _("The import of “%(file)s” was undone.") % {"file": batch.file_name})
    except (actions.BookLocked, actions.StillReversed) as refused:
        messages.error(request, _said(refused.reason))
    return redirect("accounts:import")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Reasons, counts and passages of a year, with a form to give or reword one."""
    book = book_for(request, unit, year)
    may_write = holds(request.user, book.unit, Role.ACCOUNTANT, Role.PROJECT_OWNER)
    if not holds(request.user, book.unit, *Role):
        raise Http404
    form = FactForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kind = FactKind(data["kind"])
        try:
            actions.say_fact(
                person=request.user, unit=book.unit, year=year, kind=kind, topic=data["topic"], text=data["text"]
            )
        except actions.BookLocked as locked:
            form.add_error(None, _said(locked.reason))
        else:
            messages.success(request, _("Recorded: %(topic)s") % {"topic": data["topic"]})
            return redirect("accounts:facts", unit=unit, year=year)
    said = YearFact.objects.filter(book=book, live=True)
    return render(request, "accounts/facts.html", {"book": book, "facts": said, "form": form, "may_write": may_write})


def _said(reason: Bilingual) -> str:
    return reason.in_language(get_language() or "zh")

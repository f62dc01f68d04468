"""Writing a form in the browser: every field checked, findings shown beside it, submitted only when it holds."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingzheng.kernel.findings import Finding, Severity
from mingzheng.organisations.models import Role, Unit
from mingzheng.organisations.reads import holds
from mingzheng.performance import actions, reads
from mingzheng.performance.actions import CannotSubmit, OutOfOrder, findings_of
from mingzheng.performance.forms import LEVELS, empty_form, read_typed, spare_rows
from mingzheng.performance.models import DataSetChoice, FormRecord, Stage
from mingzheng.performance.reads import USUAL_RULES
from mingzheng.performance.rules.forms import Basis, Form


@login_required
def edit(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """The unit's own form. What is saved is kept as a revision; the marks follow by themselves."""
    master = _own_unit(request, unit)
    current = next((one for one in reads.forms(unit, year, "from_records") if one.number == number), None)
    if current is None:
        raise Http404(_("There is no such form."))
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = read_typed(current, request.POST)
        current, errors = typed.form, typed.errors
        if not errors:
            _keep(request, master, year, current)
            return HttpResponseRedirect(request.path)
        messages.error(request, _("Nothing was saved: some fields need another look."))
    context = {"unit": master, "year": year, **_editable(current, errors)}
    return render(request, "performance/edit.html", context, status=422 if errors else 200)


@login_required
@require_POST
def new(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Begin a form for a project."""
    master = _own_unit(request, unit)
    name = str(request.POST.get("name", "")).strip()[:200]
    if not name:
        messages.error(request, _("A form needs the name of its project."))
        return HttpResponseRedirect(reverse("performance:year", args=[unit, year]))
    taken = FormRecord.objects.filter(unit=master, year=year).order_by("-number").values_list("number", flat=True)
    number = (taken.first() or 0) + 1
    form = empty_form(number, name, master.name, year, USUAL_RULES)
    actions.keep_form(person=request.user, unit=master, year=year, form=form, data_set=DataSetChoice.FROM_RECORDS)
    return HttpResponseRedirect(reverse("performance:edit", args=[unit, year, number]))


@login_required
@require_POST
def submit(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """Submit the unit's own form; warnings need a sentence each."""
    master = _own_unit(request, unit)
    row = FormRecord.objects.for_person(request.user).filter(
        unit__code=unit, year=year, number=number, data_set=DataSetChoice.FROM_RECORDS
    )
    form = row.first()
    if form is None:  # nothing was typed yet: what the records give is what is submitted
        current = next((one for one in reads.forms(unit, year, "from_records") if one.number == number), None)
        if current is None:
            raise Http404(_("There is no such form."))
        form = actions.keep_form(
            person=request.user, unit=master, year=year, form=current, data_set=DataSetChoice.FROM_RECORDS
        )
    answers = {
        name.removeprefix("answer-"): str(text) for name, text in request.POST.items() if name.startswith("answer-")
    }
    try:
        actions.submit_form(person=request.user, form=form, answers=answers)
        messages.success(request, _("The form was submitted."))
    except CannotSubmit as error:
        codes = ", ".join(dict.fromkeys(finding.code for finding in error.findings))
        messages.error(request, _("The form cannot be submitted: mend or explain %(codes)s first.") % {"codes": codes})
    return HttpResponseRedirect(reverse("performance:edit", args=[unit, year, number]))


@login_required
@require_POST
def stage(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """Record that a project passed a stage."""
    master = _own_unit(request, unit)
    project, note = (str(request.POST.get(name, "")).strip() for name in ("project", "note"))
    try:
        on = date.fromisoformat(str(request.POST.get("on", "")))
        chosen = Stage(str(request.POST.get("stage", "")))
    except ValueError:
        messages.error(request, _("A stage needs a date."))
        return HttpResponseRedirect(reverse("performance:year", args=[unit, year]))
    try:
        actions.record_stage(
            person=request.user, unit=master, year=year, project=project[:200], stage=chosen, on=on, note=note[:2000]
        )
        messages.success(request, _("The stage was recorded."))
    except OutOfOrder as error:
        said = error.reason.in_language(get_language() or "zh")
        messages.error(request, f"{error.missing.label}: {said}")
    return HttpResponseRedirect(reverse("performance:year", args=[unit, year]))


def _own_unit(request: HttpRequest, code: str) -> Unit:
    unit = get_object_or_404(Unit, code=code)
    if not holds(request.user, unit, Role.PROJECT_OWNER, Role.ACCOUNTANT):
        raise PermissionDenied
    return unit


def _keep(request: HttpRequest, unit: Unit, year: int, form: Form) -> None:
    try:
        actions.keep_form(person=request.user, unit=unit, year=year, form=form, data_set=DataSetChoice.FROM_RECORDS)
        messages.success(request, _("The form was saved; its marks were computed again."))
    except CannotSubmit:
        messages.error(request, _("The form was submitted and cannot be changed any more."))


def _editable(form: Form, errors: dict[str, str]) -> dict[str, object]:
    """What the page of a form shows: rows with their own findings and errors, and what concerns the whole form."""
    language = get_language() or "zh"
    found = sorted(findings_of(form), key=lambda finding: finding.severity.rank)
    rows = []
    for n, row in enumerate((*form.indicators, *spare_rows()), start=1):
        own = [f.message.in_language(language) for f in found if row.name and _concerns(f, row.name)]
        wrong = [errors[field] for field in (f"target-{n}", f"weight-{n}") if field in errors]
        rows.append((n, row, row.basis is Basis.MEASURED, own, wrong))
    return {
        "form": form,
        "rows": rows,
        "levels": LEVELS,
        "funds": [(n, row, row.basis is Basis.MEASURED) for n, row in enumerate(form.funds, start=1)],
        "management": list(enumerate(form.management, start=1)),
        "errors": list(dict.fromkeys(errors.values())),
        "findings": [
            (f.code, str(f.severity), f.message.in_language(language), f.severity is Severity.WARNING) for f in found
        ],
        "to_explain": list(dict.fromkeys(f.code for f in found if f.severity is Severity.WARNING)),
    }


def _concerns(finding: Finding, name: str) -> bool:
    return name in finding.cluster.partition(":")[2].split("/")[1:]

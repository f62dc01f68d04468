"""Writing a form in the browser: every field checked, findings shown, submitted only when it holds."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingzheng.kernel.findings import Severity
from mingzheng.organisations.models import Role, Unit
from mingzheng.organisations.reads import holds
from mingzheng.performance import actions, reads
from mingzheng.performance.actions import CannotSubmit, findings_of
from mingzheng.performance.models import DataSetChoice, FormRecord
from mingzheng.performance.rules.forms import Form
from mingzheng.performance.rules.targets import parse_actual, parse_target

LONGEST = 5_000


@login_required
def edit(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """The unit's own form. What is saved is kept as a revision; the marks follow by themselves."""
    master = _own_unit(request, unit)
    current = next((one for one in reads.forms(unit, year, "from_records") if one.number == number), None)
    if current is None:
        raise Http404(_("There is no such form."))
    if request.method == "POST":
        try:
            changed = _changed(current, request.POST)
            actions.keep_form(
                person=request.user, unit=master, year=year, form=changed, data_set=DataSetChoice.FROM_RECORDS
            )
            messages.success(request, _("The form was saved; its marks were computed again."))
        except CannotSubmit:
            messages.error(request, _("The form was submitted and cannot be changed any more."))
        return HttpResponseRedirect(request.path)
    language = get_language() or "zh"
    found = findings_of(current)
    context = {
        "unit": master,
        "year": year,
        "form": current,
        "rows": [(n, row, row.basis == "measured") for n, row in enumerate(current.indicators, start=1)],
        "management": list(enumerate(current.management, start=1)),
        "findings": [
            (f.code, str(f.severity), f.message.in_language(language), f.severity is Severity.WARNING) for f in found
        ],
    }
    return render(request, "performance/edit.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """Submit the unit's own form; warnings need a sentence each."""
    _own_unit(request, unit)
    row = get_object_or_404(
        FormRecord.objects.for_person(request.user),
        unit__code=unit,
        year=year,
        number=number,
        data_set=DataSetChoice.FROM_RECORDS,
    )
    answers = {
        name.removeprefix("answer-"): str(text) for name, text in request.POST.items() if name.startswith("answer-")
    }
    try:
        actions.submit_form(person=request.user, form=row, answers=answers)
        messages.success(request, _("The form was submitted."))
    except CannotSubmit as error:
        codes = ", ".join(dict.fromkeys(finding.code for finding in error.findings))
        messages.error(request, _("The form cannot be submitted: mend or explain %(codes)s first.") % {"codes": codes})
    return HttpResponseRedirect(reverse("performance:edit", args=[unit, year, number]))


def _own_unit(request: HttpRequest, code: str) -> Unit:
    unit = get_object_or_404(Unit, code=code)
    if not holds(request.user, unit, Role.PROJECT_OWNER, Role.ACCOUNTANT):
        raise PermissionDenied
    return unit


def _changed(form: Form, posted: QueryDict) -> Form:
    """The form with what was typed; a field that was not sent stays as it is."""

    def typed(name: str, before: str) -> str:
        return str(posted.get(name, before)).strip()[:LONGEST]

    indicators = tuple(
        replace(
            row,
            target=parse_target(typed(f"target-{n}", row.target.text)),
            actual=parse_actual(typed(f"actual-{n}", row.actual.text)),
            reason=typed(f"reason-{n}", row.reason),
        )
        for n, row in enumerate(form.indicators, start=1)
    )
    management = tuple(
        replace(
            item,
            description=typed(f"description-{n}", item.description),
            problems=typed(f"problems-{n}", item.problems),
        )
        for n, item in enumerate(form.management, start=1)
    )
    return replace(
        form,
        indicators=indicators,
        management=management,
        goal_expected=typed("goal_expected", form.goal_expected),
        goal_actual=typed("goal_actual", form.goal_actual),
    )

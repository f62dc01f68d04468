"""Looking at self-evaluation: a year's projects, and one form with its findings."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mingzheng.documents import docx, html, pdf, xlsx
from mingzheng.documents.model import Document
from mingzheng.kernel.findings import Severity
from mingzheng.organisations.models import Role, Unit
from mingzheng.organisations.reads import holds, units_for
from mingzheng.performance import reads
from mingzheng.performance.actions import findings_of
from mingzheng.performance.data import rule_set, rule_sets
from mingzheng.performance.models import Stage, StageRecord
from mingzheng.performance.reads import USUAL_RULES, Pair
from mingzheng.performance.rules.forms import Form
from mingzheng.performance.rules.from_records import compare
from mingzheng.performance.rules.render import as_document_table
from mingzheng.performance.rules.scoring import score_form

COLUMNS = {
    "opening": _lazy("Opening budget"),
    "full_year": _lazy("Full-year budget"),
    "executed": _lazy("Executed"),
    "rate": _lazy("Rate"),
    "actual": _lazy("Result"),
    "score": _lazy("Marks"),
    "total": _lazy("Total marks"),
}
DATA_SETS = ("from_records", "as_published")
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A project on the overview."""

    pair: Pair
    conclusion: str
    warnings: tuple[str, ...]
    errors: int
    moved: bool


def index(request: HttpRequest) -> HttpResponse:
    """Units and years with forms."""
    return render(request, "performance/index.html", {"years": reads.units_and_years()})


def year(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """The projects of a unit's year: money, marks, how much is measured, in both data sets."""
    chosen = _rules(request)
    language = get_language() or "zh"
    inside = _may_see_drafts(request, unit)
    pairs = reads.pairs(unit, year, chosen, drafts=inside)
    if not pairs:
        raise Http404(_("There are no self-evaluation forms of that unit and year."))
    rows = [_row(pair, chosen, language) for pair in pairs]
    summary = reads.summary([pair.recorded for pair in pairs], unit, year, chosen)
    master = Unit.objects.get(code=unit)
    stages = StageRecord.objects.filter(unit__code=unit, year=year)
    context = {
        "unit": master,
        "year": year,
        "rows": rows,
        "rules": chosen,
        "rule_sets": [(r.code, r.title.in_language(language)) for r in rule_sets()],
        "measured": sum(pair.measured for pair in pairs),
        "indicators": sum(len(pair.recorded.indicators) for pair in pairs),
        "stages": stages,
        "stage_choices": Stage.choices,
        "summary": summary,
        "conclusions": [(band.in_language(language), count) for band, count in summary.conclusions],
        "overall": summary.conclusion.in_language(language) if summary.conclusion else "",
        "may_edit": holds(request.user, master, Role.PROJECT_OWNER, Role.ACCOUNTANT),
    }
    return render(request, "performance/year.html", context)


def form(request: HttpRequest, unit: str, year: int, number: int) -> HttpResponse:
    """One form in one data set, with what the rules say of it and where the data sets differ."""
    chosen, language = _rules(request), get_language() or "zh"
    data_set = request.GET.get("data_set", DATA_SETS[0])
    pair = _pair(unit, year, number, chosen, _may_see_drafts(request, unit))
    shown = pair.published if data_set == "as_published" else pair.recorded
    rules = rule_set(chosen)
    findings = sorted(findings_of(shown), key=lambda finding: finding.severity.rank)
    scored = score_form(shown, rules)
    master = Unit.objects.get(code=unit)
    context = {
        "unit": master,
        "year": year,
        "number": number,
        "shown": shown,
        "data_set": data_set,
        "style": html.STYLE,
        "body": html.render_body(_document(shown)),
        "findings": [
            (f.code, str(f.severity), f.title.in_language(language), f.message.in_language(language)) for f in findings
        ],
        "formulas": [
            (row.name, score.formula.in_language(language))
            for row, score in zip(shown.indicators, scored.indicators, strict=True)
        ],
        "differences": [(one, COLUMNS[one.column]) for one in compare(pair.published, pair.recorded)],
        "rules": chosen,
        "explanation": rules.explanation.in_language(language),
        "rule_sets": [(r.code, r.title.in_language(language)) for r in rule_sets()],
        "may_edit": holds(request.user, master, Role.PROJECT_OWNER, Role.ACCOUNTANT),
    }
    return render(request, "performance/form.html", context)


def download(request: HttpRequest, unit: str, year: int, number: int, file_format: str) -> HttpResponse:
    """One form as a file; 0 stands for all forms of the year."""
    if file_format not in TYPES:
        raise Http404(_("That format is not made here."))
    found = reads.forms(unit, year, "from_records", _rules(request), drafts=_may_see_drafts(request, unit))
    wanted = found if number == 0 else tuple(one for one in found if one.number == number)
    if not wanted:
        raise Http404(_("There is no such form."))
    content = {"docx": docx.render, "xlsx": xlsx.render, "pdf": pdf.render}[file_format](_document(*wanted))
    response = HttpResponse(content, content_type=TYPES[file_format])
    response["Content-Disposition"] = f'attachment; filename="{unit}-{year}-form-{number or "all"}.{file_format}"'
    return response


def _row(pair: Pair, rules: str, language: str) -> Row:
    scored = score_form(pair.recorded, rule_set(rules))
    conclusion = scored.conclusion.in_language(language) if scored.conclusion else ""
    errors = sum(f.severity is Severity.ERROR for f in findings_of(pair.recorded))
    moved = pair.published.total_score.value != pair.recorded.total_score.value
    return Row(pair, conclusion, tuple(w.in_language(language) for w in scored.warnings), errors, moved)


def _rules(request: HttpRequest) -> str:
    wanted = request.GET.get("rules", USUAL_RULES)
    return wanted if any(rules.code == wanted for rules in rule_sets()) else USUAL_RULES


def _may_see_drafts(request: HttpRequest, unit: str) -> bool:
    return units_for(request.user).filter(code=unit).exists()


def _pair(unit: str, year: int, number: int, rules: str, drafts: bool) -> Pair:
    for pair in reads.pairs(unit, year, rules, drafts=drafts):
        if pair.recorded.number == number:
            return pair
    raise Http404(_("There is no such form."))


def _document(*forms: Form) -> Document:
    return Document(forms[0].name, forms[0].unit_name, tuple(as_document_table(one) for one in forms))

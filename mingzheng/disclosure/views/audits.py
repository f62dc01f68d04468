"""The audit of a document: findings beside the text they speak of."""

from __future__ import annotations

import base64
from importlib.resources import files

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingzheng.disclosure import reads
from mingzheng.disclosure.auditing import read_document
from mingzheng.disclosure.beside import lay_out
from mingzheng.disclosure.certify import prove
from mingzheng.disclosure.models import Publication
from mingzheng.disclosure.output import json as json_output
from mingzheng.disclosure.output import sarif, text
from mingzheng.disclosure.rules import audit as auditor
from mingzheng.disclosure.rules.raw import UnreadableFile
from mingzheng.kernel.findings import ObligationState

LARGEST = 20 * 1024 * 1024
SAMPLE = "data/sample/anyang-2022.md"


def audit(request: HttpRequest) -> HttpResponse:
    """The page to choose a document; a document that is sent is audited and not kept."""
    if request.method != "POST":
        return _choose(request)
    file = request.FILES.get("document")
    if not isinstance(file, UploadedFile) or not file.size:
        return _choose(request, _("Choose a document first."), 422)
    if file.size > LARGEST:
        return _choose(request, _("The document is larger than 20 MB."), 413)
    return _audited(request, file.read(), (file.name or "document")[-120:])


def audit_sample(request: HttpRequest) -> HttpResponse:
    """The audit of the published document that ships with the product."""
    content = files("mingzheng.disclosure").joinpath(SAMPLE).read_bytes()
    return _audited(request, content, SAMPLE.rsplit("/", 1)[-1])


def audit_publication(request: HttpRequest, unit: str, year: int) -> HttpResponse:
    """The audit of what we published ourselves."""
    try:
        file = reads.latest(unit, year).files.get(file_format="md")
        return _audited(request, reads.content_of(file), file.name)
    except Publication.DoesNotExist:
        raise Http404(_("This report has not been published.")) from None


def _choose(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"problem": problem, "publications": reads.publications()[:20]}
    return render(request, "disclosure/audit.html", context, status=status)


def _audited(request: HttpRequest, content: bytes, name: str) -> HttpResponse:
    language = get_language() or "zh"
    try:
        document = read_document(content, name)
    except UnreadableFile as error:
        return _choose(request, error.reason.in_language(language), 422)
    result = auditor.audit((document,), prover=prove)
    spoken = "en" if language.startswith("en") else "zh"
    states = [obligation.obligation.state for obligation in result.obligations]
    downloads = (("JSON", "json", json_output.write(result)), ("SARIF", "sarif", sarif.write(result, spoken)))
    context = {
        "name": name,
        "document": document,
        "beside": lay_out(document, result.findings, language),
        "unread": [unread.reason.in_language(language) for unread in document.unread],
        "states": list(zip(text.STATES[spoken], map(states.count, ObligationState), strict=True)),
        "downloads": [(title, end, base64.b64encode(made.encode()).decode()) for title, end, made in downloads],
    }
    return render(request, "disclosure/audited.html", context)

"""What holds for every answer: the content policy, and that a one-time password is changed first."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from mingzheng.site.passwords import MUST_CHANGE

Answer = Callable[[HttpRequest], HttpResponseBase]

# Styles may be inline because ECharts and rendered documents set them; scripts may not.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def chosen_language(get_response: Answer) -> Answer:
    """Chinese, unless the reader switched: the browser's own wish does not count, so a link shows all the same page."""
    known = {code for code, _name in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponseBase:
        wish = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return answer


def content_policy(get_response: Answer) -> Answer:
    """Send a content security policy with every answer that has none of its own."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        return response

    return answer


def change_password_first(get_response: Answer) -> Answer:
    """Lead somebody who signed in with a one-time password to the page that changes it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        open_pages = {reverse("site:password"), reverse("site:logout"), reverse("set_language")}
        if request.session.get(MUST_CHANGE) and request.path not in open_pages:
            return redirect("site:password")
        return get_response(request)

    return answer

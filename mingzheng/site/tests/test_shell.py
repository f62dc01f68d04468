"""What holds on every page: language by switch, security headers, honest error pages, a skip link."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_pages_are_chinese_whatever_the_browser_wishes_and_english_after_the_switch(client: Client) -> None:
    home = reverse("site:home")
    page = client.get(home, headers={"accept-language": "en-GB"}).content.decode()
    assert '<html lang="zh-Hans">' in page
    assert "决算公开表" in page
    client.post(reverse("set_language"), {"language": "en", "next": home})
    page = client.get(home).content.decode()
    assert '<html lang="en">' in page
    assert "Final accounts tables" in page


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/no-such-page/"])
def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_missing_page_says_so_in_the_readers_language(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_a_failure_shows_a_page_without_details(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("mingzheng.site.home.render", fail)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_a_form_from_elsewhere_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "en"})
    assert answer.status_code == 403


def test_the_first_stop_of_the_keyboard_leads_to_the_content(client: Client) -> None:
    body = client.get("/").content.decode().split("<body>")[1]
    assert body.index('href="#content"') < body.index("<header")
    assert 'id="content"' in body

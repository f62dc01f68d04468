"""Every page that can be reached from the home page, in both languages, for the public and for an administrator."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from mingzheng.organisations.models import Person

MOST = 100  # pages a walk; every kind of page is met long before
CHINESE = re.compile(r"[\u3400-\u9fff]")


class Page(HTMLParser):
    """The links of a page, its labels (headings of the shell, buttons, navigation) and its duties to readers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.images_without_words = 0
        self.fields: set[str] = set()
        self.labels_for: set[str] = set()
        self.headings = 0
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "img" and "alt" not in values:
            self.images_without_words += 1
        if tag == "h1" and "page-title" in values.get("class", ""):  # a report inside a page has its own parts
            self.headings += 1
        shown = values.get("type") not in ("hidden", "submit", "button")
        if tag in ("input", "select", "textarea") and shown and not {"aria-label", "aria-labelledby"} & set(values):
            self.fields.add(values.get("id", f"{tag} without id named {values.get('name')}"))
        if tag == "label":
            self.labels_for.add(values.get("for", ""))


def walk(client: Client, language: str) -> dict[str, tuple[int, Page | None]]:
    """Address → status and page, for everything reachable by links from `/`."""
    client.cookies["django_language"] = language
    waiting, seen = ["/"], dict[str, tuple[int, Page | None]]()
    while waiting and len(seen) < MOST:
        address = waiting.pop(0)
        if address in seen:
            continue
        answer = client.get(address, follow=True)
        page = None
        is_file = "attachment" in answer.headers.get("Content-Disposition", "")
        if answer.headers.get("Content-Type", "").startswith("text/html") and not is_file:
            page = Page(answer.content.decode())
        seen[address] = (answer.status_code, page)
        for link in page.links if page else ():
            target = urlsplit(urljoin(address, link))
            if not target.netloc and not target.path.startswith("/static/"):
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return seen


@pytest.fixture
def administrator(db: None, tmp_path: Path) -> Person:
    person = Person.objects.create_superuser("admin", password="rain-over-anyang-42")
    call_command("load_sample", verbosity=0)
    call_command("publish", unit="anyang-zwfw", year=2022, out=tmp_path, format=["html", "md"])
    return person


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("signed_in", [False, True], ids=["public", "administrator"])
def test_every_page_can_be_reached_and_read(
    client: Client, administrator: Person, monkeypatch: pytest.MonkeyPatch, language: str, signed_in: bool
) -> None:
    untranslated: set[str] = set()
    plain = translation._trans.gettext

    def listening(message: str) -> str:
        said = plain(message)
        if said == message and re.search(r"[A-Za-z]{2}", message) and translation.get_language() == "zh-hans":
            untranslated.add(message)
        return said

    if signed_in:
        client.force_login(administrator)
    monkeypatch.setattr(translation._trans, "gettext", listening)
    seen = walk(client, language)
    monkeypatch.undo()

    assert len(seen) > 10
    assert {address: status for address, (status, _page) in seen.items() if status != 200} == {}
    assert untranslated == set()
    pages = {address: page for address, (_status, page) in seen.items() if page}
    assert {page.language for page in pages.values()} == {"zh-Hans" if language == "zh-hans" else "en"}
    assert [address for address, page in pages.items() if page.headings != 1] == []
    assert [address for address, page in pages.items() if page.images_without_words] == []
    assert {a: lost for a, page in pages.items() if (lost := page.fields - page.labels_for)} == {}


def test_the_shell_of_an_english_page_is_english(client: Client, administrator: Person) -> None:
    client.cookies["django_language"] = "en"
    for address in ("/", "/sign-in/", "/no-such-page/"):
        text = client.get(address).content.decode()
        shell = text.split('id="content"')[0] + text.split("</main>")[1]
        shell = shell.replace("中文", "")
        assert CHINESE.findall(shell) == [], address

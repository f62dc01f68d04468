"""The pages: reports with figures that open, versions, and the audit of any document beside its text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingzheng.accounts import actions as accounts_actions
from mingzheng.accounts import sample
from mingzheng.accounts.data import functional
from mingzheng.accounts.models import FactKind
from mingzheng.disclosure import actions
from mingzheng.disclosure.views import audits
from mingzheng.organisations.models import Person, Unit

UNIT, YEAR = sample.UNIT, sample.YEAR
CHINESE = re.compile(r"[\u3400-\u9fff]+")


@pytest.fixture
def boss(db, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    return Person.objects.create_superuser("boss", password="a-long-password")


@pytest.fixture
def publication(boss):
    sample.load(boss)
    unit = Unit.objects.get(code=UNIT)
    return actions.publish(person=boss, unit=unit, year=YEAR, formats=["md"])


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


def document() -> bytes:
    return files("mingzheng.disclosure").joinpath("data/sample/anyang-2022.md").read_bytes()


def sent(client, content: bytes, name: str):
    return client.post(reverse("disclosure:audit"), {"document": SimpleUploadedFile(name, content)})


class Shown(HTMLParser):
    """Ids, links and words of a page; words of the document and in the other language are kept apart."""

    VOID = frozenset({"meta", "link", "img", "input", "br", "hr", "col", "wbr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: list[bool] = []  # for each open element: is what it holds someone's data, in Chinese?
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids += [values["id"]] if values.get("id") else []
        self.links += [values["href"]] if tag == "a" and values.get("href") else []
        data = str(values.get("lang") or "").startswith("zh") or tag in ("style", "script", "title")
        data = data or (bool(self.open) and self.open[-1])
        spoken = [values[name] for name in ("title", "alt", "aria-label", "placeholder") if values.get(name)]
        self.words += [] if data else spoken
        if tag not in self.VOID:
            self.open.append(data)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.open.pop()

    def handle_data(self, data):
        if data.strip() and not (self.open and self.open[-1]):
            self.words.append(data.strip())


def page_of(client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"disclosure:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_the_last_version_and_its_files(client, boss, publication):
    assert publication.title in page_of(client, "index")
    accounts_actions.say_fact(
        person=boss, unit=publication.unit, year=YEAR, kind=FactKind.REASON, topic="6/public", text="搬迁"
    )
    second = actions.publish(person=boss, unit=publication.unit, year=YEAR, formats=["md"])
    page = page_of(client, "index")
    assert page.count(reverse("disclosure:report", args=(UNIT, YEAR))) == 1
    assert reverse("disclosure:download", args=[second.files.get().pk]) in page
    assert reverse("disclosure:download", args=[publication.files.get().pk]) not in page


def test_an_empty_list_says_how_to_publish(client, boss):
    assert "mingzheng publish --unit" in page_of(client, "index")


def figure_links(page: str) -> set[str]:
    return set(re.findall(rf'href="(/accounts/{UNIT}/{YEAR}/figures/[^"#]+)"', page))


def test_every_figure_of_a_report_leads_to_a_page_of_the_accounts(client, publication):
    page = page_of(client, "report", UNIT, YEAR)
    figures, narrative = figure_links(page), figure_links(page.split('<h1 id="part-3"')[1])
    tables = client.get(reverse("accounts:tables", args=(UNIT, YEAR))).content.decode()
    zeros = set(re.findall(r'href="([^"#]+)"[^>]*>0\.00(?:万元)?<', page))
    assert len(figures - zeros) > 150
    assert figures - zeros <= figure_links(tables)  # each of which the accounts hold to its page
    assert len(narrative) > 30
    followed = narrative | set(sorted(figures)[::6])
    assert {link: client.get(link).status_code for link in followed} == dict.fromkeys(followed, 200)


def test_an_item_that_was_budgeted_and_not_spent_has_no_link_that_leads_nowhere(client, boss, publication):
    head = "stage,document,date,fund,functional,economic,project,amount,summary\n"
    content = f"{head}opening,more-1,2022-01-20,general,2060503,,,100000.00,\n".encode()
    done = accounts_actions.import_budget(person=boss, unit=publication.unit, year=YEAR, content=content, name="b.csv")
    assert done.batch is not None
    actions.publish(person=boss, unit=publication.unit, year=YEAR, formats=["md"])
    page = page_of(client, "report", UNIT, YEAR)
    assert "科技条件专项（项）" in page
    assert "年初预算数为10.00万元，决算数0.00万元，完成年初预算的0.00%" in re.sub(r"<[^>]+>", "", page)
    assert not [link for link in figure_links(page) if "2060503" in link]


def test_links_inside_a_report_lead_to_places_that_exist(client, publication):
    shown = Shown(page_of(client, "report", UNIT, YEAR))
    inside = [unescape(link)[1:] for link in shown.links if link.startswith("#") and len(link) > 1]
    assert len(inside) > 20
    assert [anchor for anchor in inside if anchor not in shown.ids] == []
    assert sorted(shown.ids) == sorted(set(shown.ids))


def test_each_version_stays_as_it_was_and_the_report_names_what_is_owed(client, boss, publication):
    said = "机构搬迁增加支出"
    accounts_actions.say_fact(
        person=boss, unit=publication.unit, year=YEAR, kind=FactKind.REASON, topic="6/public", text=said
    )
    actions.publish(person=boss, unit=publication.unit, year=YEAR, formats=["md"])
    last, first = page_of(client, "report", UNIT, YEAR), page_of(client, "version", UNIT, YEAR, 1)
    assert (said in last, said in first) == (True, False)
    assert ("<code>6/public</code>" in last, "<code>6/public</code>" in first) == (False, True)
    assert "未提供原因" in first
    assert reverse("disclosure:version", args=(UNIT, YEAR, 1)) in last


@pytest.mark.parametrize("name", ["report", "audit_publication"])
def test_a_year_that_was_not_published_is_not_found(client, publication, name):
    assert client.get(reverse(f"disclosure:{name}", args=(UNIT, 1999))).status_code == 404
    assert client.get(reverse("disclosure:version", args=(UNIT, YEAR, 9))).status_code == 404


def test_a_document_that_is_sent_shows_its_findings_beside_its_text(client, db):
    answer = sent(client, document(), "别人的决算.md")
    page = answer.content.decode()
    assert answer.status_code == 200
    shown = Shown(page)
    d3 = next(part for part in page.split("<article")[1:] if re.search(r"</span> D3 ", part) and "5665.09" in part)
    assert "5715.09" in d3
    anchor = re.search(r'href="#([^"]+)"', d3)
    assert anchor
    assert anchor[1] in shown.ids
    inside = [link[1:] for link in shown.links if link.startswith("#")]
    assert len(inside) > 20
    assert [one for one in inside if one not in shown.ids] == []
    assert "5715.09" in page.split(f'id="{anchor[1]}"')[1][:2000]


def test_the_shipped_sample_and_our_own_report_are_audited_on_a_page(client, publication):
    assert "5665.09" in page_of(client, "audit_sample")
    ours = page_of(client, "audit_publication", UNIT, YEAR)
    assert '<span class="sev error">错误 0</span>' in ours


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"%PDF-1.7 broken", "PDF"), (b"   \n ", "空"), (b"PK\x03\x04nothing", "")],
    ids=["broken PDF", "blank", "broken package"],
)
def test_a_document_that_cannot_be_read_is_refused_with_the_reason(client, db, content, reason):
    answer = sent(client, content, "x.pdf")
    assert answer.status_code == 422
    alert = re.search(r'class="alert alert-danger" role="alert">([^<]+)<', answer.content.decode())
    assert alert
    assert reason in alert[1]
    assert CHINESE.search(alert[1])


def test_no_document_is_asked_for_and_a_large_one_is_refused(client, db, monkeypatch):
    assert client.post(reverse("disclosure:audit")).status_code == 422
    monkeypatch.setattr(audits, "LARGEST", 1000)
    answer = sent(client, b"x" * 1001, "large.md")
    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()


def test_what_a_document_says_is_shown_as_text_and_never_run(client, db):
    evil = document().replace("安阳市政务服务和大数据管理局".encode(), b"<script>alert(1)</script>")
    page = sent(client, evil, '"><script>alert(2)</script>.md').content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["index", "audit"])
def test_the_pages_speak_english_without_a_chinese_word_besides_data(english, publication, name):
    shown = Shown(page_of(english, name))
    rest = [word.replace(publication.title, "") for word in shown.words]
    assert [word for word in rest if CHINESE.search(word)] == []


def test_a_report_in_english_keeps_only_the_document_in_chinese(english, publication):
    page = page_of(english, "report", UNIT, YEAR)
    assert "open obligations" in page
    quotes = re.compile(r"^explain this difference \(.*\)$")  # what is owed quotes the sentence it is about
    shell = [word.replace(publication.title, "") for word in Shown(page).words]
    assert sum(bool(quotes.match(word)) for word in shell) == 3
    assert [word for word in shell if CHINESE.search(quotes.sub("", word))] == []


def test_the_audit_speaks_english_and_quotes_the_document(english, db):
    answer = sent(english, document(), "report.md")
    page = answer.content.decode()
    headings = re.findall(r"<article[^>]*>\s*<h2>(.*?)</h2>", page, re.DOTALL)
    assert len(headings) > 10
    official = {entry.name for entry in functional(YEAR).entries}  # names of items have no translation
    named = {word for heading in headings for word in CHINESE.findall(heading)}
    assert named <= official
    remedies = re.findall(r'<p class="remedy">(.*?)</p>', page, re.DOTALL)
    assert len(remedies) == len(headings)
    places = re.findall(r'<p class="places">(?:<a[^>]*>)?([^<]*)', page)
    assert len(places) == len(headings)
    assert [place for place in places if CHINESE.search(place)] == []

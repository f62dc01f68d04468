"""The walk of docs/newcomer.md: from the home page to the entries of a figure, to a form, to an audit."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import UNIT, YEAR

AMOUNT = re.compile(r"-?[\d,]+\.\d\d")
SAMPLE = files("mingzheng.disclosure").joinpath("data/sample/anyang-2022.md")


def amount(text: str) -> Decimal:
    found = AMOUNT.search(text)
    assert found, text
    return Decimal(found[0].replace(",", ""))


def sum_of_entries(page: Page) -> Decimal:
    """All entries of the figure that is open, page by page, in yuan."""
    total = Decimal(0)
    while True:
        for cell in page.get_by_role("region", name="分录").locator("tbody td.number").all_inner_texts():
            total += amount(cell)
        following = page.locator("a[rel=next]")
        if not following.count():
            return total
        with page.expect_navigation():  # the next page's entries, not this page's again
            following.click()


def test_a_figure_of_the_tables_is_the_sum_of_the_entries_behind_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=re.compile("九张报表")).click()
    expect(page).to_have_url(re.compile(rf"/accounts/{UNIT}/{YEAR}/"))
    addresses = [
        str(link.get_attribute("href"))
        for link in page.locator("#table-03 a").all()
        if AMOUNT.fullmatch(link.inner_text()) and amount(link.inner_text())
    ]
    assert len(addresses) > 10
    for address in (addresses[0], addresses[len(addresses) // 2], addresses[-1]):
        page.goto(f"/accounts/{UNIT}/{YEAR}/")
        printed = amount(page.locator(f'#table-03 a[href="{address}"]').first.inner_text())
        with page.expect_navigation():
            page.locator(f'#table-03 a[href="{address}"]').first.click()
        total = sum_of_entries(page)
        assert (total / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP) == printed


def test_a_figure_of_the_report_opens_to_its_entries(page: Page) -> None:
    page.goto("/reports/")
    page.get_by_role("main").get_by_role("link", name=re.compile(str(YEAR))).first.click()
    figure = page.locator("main a[href*='/accounts/']").filter(has_text=AMOUNT).first
    printed = amount(figure.inner_text())
    figure.click()
    expect(page.locator(".mz-amount")).to_contain_text(f"{printed:,}")


def test_a_form_shows_both_data_sets_and_its_marks(page: Page) -> None:
    page.goto("/performance/")
    page.get_by_role("main").get_by_role("link", name=re.compile(str(YEAR))).first.click()
    rows = page.get_by_role("table").first.locator("tbody tr")
    assert rows.count() >= 9
    rows.first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/performance/{UNIT}/{YEAR}/1/"))
    expect(page.get_by_role("main").get_by_role("table").first).to_be_visible()


def test_an_uploaded_document_gets_findings_beside_its_text(page: Page) -> None:
    page.goto("/reports/audit/")
    page.get_by_label("文件", exact=True).set_input_files(
        {"name": "report.md", "mimeType": "text/markdown", "buffer": SAMPLE.read_bytes()}
    )
    page.get_by_role("main").get_by_role("button", name="审核").click()
    errors = page.locator("article.finding.error")
    assert errors.count() > 0
    first = errors.first
    expect(first.locator("dd").first).not_to_be_empty()
    place = first.locator(".places a").first
    anchor = str(place.get_attribute("href"))
    place.click()
    expect(page.locator(f'[id="{anchor.removeprefix("#")}"]')).to_be_in_viewport()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken"], ids=["empty", "broken"])
def test_a_document_that_cannot_be_read_says_so(page: Page, content: bytes) -> None:
    page.goto("/reports/audit/")
    page.get_by_label("文件", exact=True).set_input_files(
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("main").get_by_role("button", name="审核").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator("article.finding.error")).to_have_count(0)

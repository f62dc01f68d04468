"""Every page: by keyboard, on a phone, without JavaScript, in both languages."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.house import UNIT, YEAR

PHONE = {"width": 360, "height": 740}


def test_the_keyboards_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="跳到正文")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_language_switch_stays_on_the_page(page: Page) -> None:
    page.goto("/sign-in/")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.url.endswith("/sign-in/")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")


def pages_of_the_navigation(page: Page) -> list[str]:
    page.goto("/")
    links = page.get_by_role("navigation", name="主导航").get_by_role("link").all()
    return [str(link.get_attribute("href")) for link in links]


DEEPER = (
    f"/accounts/{UNIT}/{YEAR}/",
    f"/accounts/{UNIT}/{YEAR}/figures/03/total/total/",
    f"/reports/{UNIT}/{YEAR}/",
    f"/performance/{UNIT}/{YEAR}/",
    f"/performance/{UNIT}/{YEAR}/1/",
    "/reports/audit/sample/",
    "/sign-in/",
    "/no-such-page/",
)


def kinds_of_pages(page: Page) -> list[str]:
    """One page of each kind that the public may open."""
    return [*pages_of_the_navigation(page), *DEEPER]


def test_no_page_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    for path in kinds_of_pages(page):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{path} is {width} wide"


def test_pages_read_the_same_without_javascript(browser: Browser, page: Page, base_url: str) -> None:
    paths = kinds_of_pages(page)
    with browser.new_context(java_script_enabled=False, base_url=base_url) as context:
        plain = context.new_page()
        for path in paths:
            page.goto(path)
            plain.goto(path)
            heading = page.locator("h1.page-title").inner_text()
            expect(plain.locator("h1.page-title")).to_have_text(heading)
            assert plain.locator("main").inner_text().strip(), f"{path} is empty without JavaScript"


def test_no_page_breaks_the_content_policy(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    missing = "/no-such-page/"
    for path in kinds_of_pages(page):
        if path != missing:
            page.goto(path)
    assert complaints == []

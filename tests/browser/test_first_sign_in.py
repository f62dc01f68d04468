"""The administrator's first sign-in, from the printed password to the home page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.house import House


def test_the_one_time_password_leads_to_a_password_of_ones_own(page: Page, house: House) -> None:
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill(house.password)
    page.get_by_role("main").get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    expect(page.get_by_text("您使用的是一次性密码")).to_be_visible()
    page.get_by_label("旧密码").fill(house.password)
    page.get_by_label("新密码", exact=True).fill("rain-over-anyang-42")
    page.get_by_label("新密码确认").fill("rain-over-anyang-42")
    page.get_by_role("main").get_by_role("button", name="修改密码").click()
    expect(page.get_by_text("admin")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("button", name="退出")).to_be_visible()

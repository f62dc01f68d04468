"""Take the pictures of the README and the docs: `.venv/bin/python -m tests.browser.pictures [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.house import CHROMIUM, CHROMIUM_ARGUMENTS, UNIT, YEAR, running_house

WINDOW = {"width": 1180, "height": 760}
PHONE = {"width": 390, "height": 780}
PICTURES = (
    ("home", "/", "", WINDOW),
    ("table", f"/accounts/{UNIT}/{YEAR}/", "#table-03", WINDOW),
    ("entries", f"/accounts/{UNIT}/{YEAR}/figures/03/2010301/basic/", "", WINDOW),
    ("form", f"/performance/{UNIT}/{YEAR}/1/", "", WINDOW),
    ("audit", "/reports/audit/sample/", "article.finding.error .places a", WINDOW),
    ("phone", f"/reports/{UNIT}/{YEAR}/", "#table-03", PHONE),
)


def main(folder: Path) -> None:
    """One PNG a page, scrolled to what it shows."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, running_house(Path(home)) as house, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for name, path, place, size in PICTURES:
            page = browser.new_page(viewport=size, base_url=house.address, reduced_motion="reduce")
            page.goto(path)
            if place.endswith(" a"):  # a link within the page: follow it, so that both ends are in the picture
                page.locator(place).first.click()
                page.wait_for_timeout(3000)  # the document scrolls smoothly to the place
            elif place:
                page.locator(place).first.evaluate("element => element.scrollIntoView()")
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images"))

"""Every page of the demo company, at two widths, light and dark: no complaint of axe, no error in the console, and the docs' pictures.

With CLOSEKNIT_PICTURES=1 the pictures of docs/pictures are taken anew.
"""

import os
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import OpenHouse

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PAGES = {
    "today": "/today/?whose=all",
    "heard": "/heard/",
    "quality": "/heard/quality/",
    "needs": "/needs/",
    "need": "/needs/ [data-test=need] h2 a",
    "landscape": "/needs/landscape/",
    "jobs": "/needs/jobs/",
    "evidence": "/evidence/?claim=It+is+too+loud",
    "circle": "/circle/",
    "account": "/today/?whose=all .entry-name a",
    "accounts": "/accounts/",
    "promises": "/promises/",
    "promise": "/promises/ [data-test=open] a",
    "thread": "/promises/ended/ [data-test=ended] a:has-text('A box of spare parts')",
    "kept": "/promises/kept/",
    "to tell": "/promises/to-tell/",
    "ideas": "/ideas/?show=all",
    "idea": "/ideas/ [data-test=ideas] h2 a",
    "duty": "/ideas/duty/",
    "challenges": "/challenges/",
    "map": "/offerings/",
    "purpose": "/offerings/purpose/",
    "relevance": "/offerings/relevance/",
    "adjacent": "/offerings/adjacent/",
    "redesign": "/redesign/",
    "plans": "/plans/",
    "feedback": "/promises/feedback/",
    "imports": "/imports/",
    "house": "/house/",
    "people": "/house/people/",
    "rhythm": "/house/rhythm/",
    "listening": "/house/listening/",
    "mailing": "/house/mailing/",
    "safety": "/house/safety/",
    "rivals": "/house/rivals/",
    "me": "/me/",
    "call": "/touchpoints/new/",
    "brief": "/today/?whose=all a:has-text('Open the brief')",
    "radar": "/radar/",
    "keeping": "/circle/keeping/",
    "questions": "/questions/",
    "voices": "/voices/",
    "participation": "/participation/",
    "letters": "/letters/",
    "digest": "/me/digest/",
}
IN_THE_DOCS = {("today", 1440, "light"), ("heard", 1440, "light"), ("need", 1440, "light"), ("circle", 1440, "light"),
               ("landscape", 1440, "light"),
               ("circle", 1440, "dark"), ("account", 1440, "light"), ("account", 1440, "dark"), ("today", 390, "light"),
               ("circle", 390, "light"), ("promises", 1440, "light"), ("ideas", 1440, "light"), ("thread", 1440, "light")}  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_is_in_order(demo: OpenHouse, browser: Browser, width: int, scheme: Scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
    )
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{demo.url}/sign-in/")
    page.get_by_role("button", name="Look around").click()
    page.wait_for_url("**/today/")
    for name, where in PAGES.items():
        _go(page, demo.url, where)
        # Each width and each scheme is looked at by axe once: it takes most of the time.
        complaints += _faults(page, name)
        for shown in sorted(SCHEMES, key=lambda one: one != scheme):
            page.emulate_media(color_scheme=shown)
            complaints += _leans_over(page, f"{name} at {width}, {shown}")
            if os.environ.get("CLOSEKNIT_PICTURES") and (name, width, shown) in IN_THE_DOCS:
                PICTURES.mkdir(exist_ok=True)
                page.screenshot(path=PICTURES / f"{name}-{width}-{shown}.png")
        page.emulate_media(color_scheme=scheme)
    context.close()
    assert not complaints, "\n".join(complaints)


def _leans_over(page: Page, what: str) -> list[str]:
    return [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else [f"{what} scrolls sideways"]


def _faults(page: Page, name: str) -> list[str]:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"]
    return [f"{name}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def _go(page: Page, url: str, where: str) -> None:
    address, _, link = where.partition(" ")
    page.goto(f"{url}{address}")
    if link:
        page.locator(link).first.click()
    page.wait_for_load_state("networkidle")

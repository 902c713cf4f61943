"""The site in Chromium, small and large, light and dark: what axe finds, what runs over, where the keyboard gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from publish import doctor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.validator("Chromium")

PAGES = (
    "index.html",
    "torture/index.html",
    "torture/one-column.html",
    "torture/two-columns.html",
    "torture/plan-described.html",
    "harbour-notes-7/tides.html",
    "the-quiet-trades/1-the-bookbinder.html",
)
SCREENS = [(320, "light"), (320, "dark"), (1600, "light"), (1600, "dark")]

# What the keyboard should reach, by what can be seen of it, and what has a name of its own to be read.
FOCUSABLE = """() => [...document.querySelectorAll("a[href], [tabindex='0']")]
  .filter((each) => each.tabIndex >= 0 && each.getClientRects().length)
  .map((each) => each.outerHTML)"""
FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at)
  const seen = at.getBoundingClientRect()
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1
  return [at.outerHTML, outlined, seen.width > 0 && seen.height > 0]
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=doctor.chromium())
        yield browser
        browser.close()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_pages_are_accessible_and_nothing_runs_over_the_edge(
    width: int, scheme: Any, site: Path, browser: Browser
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for name in PAGES:
            page.goto((site / name).as_uri())
            sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert sizes == [width, width], name
            found = Axe().run(page, options={"resultTypes": ["violations"]})
            assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == [], name


@pytest.mark.parametrize("width", [320, 1600])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(width: int, site: Path, browser: Browser) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for name in ("index.html", "torture/index.html", "torture/one-column.html"):
            page.goto((site / name).as_uri())
            wanted = page.evaluate(FOCUSABLE)
            reached = []
            for _ in wanted:
                page.keyboard.press("Tab")
                what, outlined, seen = page.evaluate(FOCUSED)
                assert outlined, what
                assert seen, what
                reached.append(what)
            assert reached == wanted, name
            assert 'class="skip"' in reached[0]


def test_the_policy_lets_in_all_that_a_page_has(site: Path, browser: Browser) -> None:
    said: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("requestfailed", lambda request: said.append(request.url))
        for name in PAGES:
            page.goto((site / name).as_uri())
            page.evaluate("document.querySelectorAll('img').forEach((each) => each.loading = 'eager')")
            page.wait_for_function("[...document.images].every((each) => each.complete)")
            assert _loaded(page)
    assert said == []


def _loaded(page: Page) -> bool:
    """Say whether every picture is there, and every font that a page asks for."""
    return bool(
        page.evaluate(
            """async () => { await document.fonts.ready
            return [...document.images].every((each) => each.naturalWidth > 0)
              && [...document.fonts].every((each) => each.status !== "error")
              && [...document.fonts].some((each) => each.status === "loaded") }"""
        )
    )

"""The preview in Chromium: a save is seen in place, a mistake shows and goes, and everybody can use the page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from publish import doctor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.validator("Chromium")

HERE = Path(__file__).parent
WAIT = 60_000
MISTAKE = "\n\n![](images/no.png)\n"


@dataclass(frozen=True)
class Preview:
    """A preview that runs: its address, and the manuscript that it shows."""

    address: str
    manuscript: Path

    @contextmanager
    def saved(self, name: str, old: str, new: str) -> Iterator[None]:
        """Save an article with other words, and as it was again afterwards."""
        path = self.manuscript / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        try:
            yield
        finally:
            path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("preview") / "harbour notes #7"
    shutil.copytree(HERE / "manuscript", folder)
    command = [sys.executable, "-m", "publish", "preview", str(folder), "--port", "0"]
    environment = os.environ | {"PUBLISH_CACHE": str(folder.parent / "cache")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        found = re.match(r"http://\S+", running.stdout.readline())
        assert found
        yield Preview(found[0], folder)
        running.terminate()


@pytest.fixture(scope="module")
def opened(preview: Preview) -> Iterator[Page]:
    """The preview in a browser; what asks another machine or fails on the way fails the test."""
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=doctor.chromium())
        page = browser.new_page(viewport={"width": 1600, "height": 900})
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on(
            "request", lambda asked: faults.append(asked.url) if not asked.url.startswith(preview.address) else None
        )
        page.goto(preview.address)
        expect(page.locator("#chapter option").first).to_be_attached(timeout=WAIT)
        yield page
        browser.close()
    assert faults == []


@pytest.fixture
def page(opened: Page) -> Page:
    """The preview, whose last save was a good one."""
    expect(opened.locator("#message")).to_be_hidden(timeout=WAIT)
    opened.get_by_role("button", name="Pages").click()
    return opened


def tops(page: Page) -> dict[str, float]:
    return dict(page.evaluate("() => [...document.querySelectorAll('figure')].map("
                              "(each) => [each.id, each.getBoundingClientRect().top])"))  # fmt: skip


def pictures(page: Page) -> dict[str, str]:
    return dict(page.evaluate("() => [...document.querySelectorAll('figure')].map("
                              "(each) => [each.id, each.querySelector('img').getAttribute('src')])"))  # fmt: skip


def test_every_page_is_shown_with_a_text_instead(page: Page) -> None:
    images = page.locator("figure img")
    assert images.count() >= 6
    assert images.first.get_attribute("alt") == "Page 1"
    expect(page.get_by_role("heading", name="Harbour Notes 7")).to_be_visible()
    sizes = images.first.evaluate("(image) => image.decode().then(() => [image.naturalWidth, image.clientWidth])")
    assert sizes[0] == sizes[1] > 300
    expect(page.get_by_role("navigation").get_by_role("link", name="How the tide is told")).to_be_visible()


def test_a_save_is_seen_in_place(page: Page, preview: Preview) -> None:
    figure = page.locator("figure[id='page-ropes-1']")
    page.get_by_role("navigation").get_by_role("link", name="Page 1", exact=True).focus()
    figure.evaluate("(element) => window.scrollTo(0, element.offsetTop + 200)")
    before, drawn, at = tops(page), pictures(page), page.evaluate("() => window.scrollY")
    assert at > 200
    longer = "Every harbour keeps a table." + "\n\nAnd a table it is, of some length." * 300
    with preview.saved("tides.md", "Every harbour keeps a table", longer):
        expect(page.locator("#status")).to_contain_text("Updated", timeout=WAIT)
        expect(page.locator("figure[id='page-tides-1'] img")).not_to_have_attribute(
            "src", drawn["page-tides-1"], timeout=WAIT
        )
        after = tops(page)
        assert len(after) > len(before)
        assert page.evaluate("() => window.scrollY") > at
        assert after["page-ropes-1"] == pytest.approx(before["page-ropes-1"], abs=2)
        assert page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "Page 1"
        assert pictures(page)["page-cover-1"] == drawn["page-cover-1"]
    expect(page.locator("figure[id='page-tides-1'] img")).to_have_attribute("src", drawn["page-tides-1"], timeout=WAIT)
    assert tops(page)["page-ropes-1"] == pytest.approx(before["page-ropes-1"], abs=2)


def test_a_mistake_stands_over_the_last_good_pages_until_it_is_mended(page: Page, preview: Preview) -> None:
    drawn = pictures(page)
    with preview.saved("ropes.md", "\n\n", MISTAKE + "\n"):
        expect(page.locator("#message")).to_be_visible(timeout=WAIT)
        expect(page.locator("#message-count")).to_contain_text("these are the last good pages")
        expect(page.locator("#status")).to_contain_text("the last good pages are shown")
        assert pictures(page) == drawn
        row = page.get_by_role("row").filter(has_text="images/no.png does not exist")
        expect(row).to_contain_text("ropes.md:")
        row.locator("summary").click()
        expect(row).to_contain_text("Every picture is a file of the manuscript.")
        row.locator("summary").focus()
    expect(page.locator("#message")).to_be_hidden(timeout=WAIT)
    expect(page.get_by_text("Nothing to mend.")).to_be_visible()
    # What had the focus is gone, and the focus has gone to what it belonged to.
    assert page.evaluate("() => document.activeElement.id") == "findings-heading"


def test_the_epub_is_shown_as_wide_as_a_phone_and_read_again_in_place(page: Page, preview: Preview) -> None:
    page.get_by_role("button", name="EPUB").click()
    page.get_by_label("Document").select_option(label="How the tide is told")
    page.get_by_label("Width").select_option(label="Phone")
    reader = page.frame_locator("#reader")
    expect(reader.get_by_role("heading", name="How the tide is told")).to_be_visible(timeout=WAIT)
    frame = next(each for each in page.frames if each.parent_frame)
    assert frame.evaluate("() => [innerWidth, document.fonts.size > 0]") == [358, True]
    frame.wait_for_load_state("load")
    frame.evaluate("() => window.scrollTo(0, 500)")
    with preview.saved("tides.md", "Every harbour keeps a table", "Each harbour holds a table"):
        expect(reader.get_by_text("Each harbour holds a table")).to_be_visible(timeout=WAIT)
        frame = next(each for each in page.frames if each.parent_frame)
        assert frame.evaluate("() => window.scrollY") == pytest.approx(500, abs=2)
    expect(reader.get_by_text("Every harbour keeps a table")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Pages").click()
    page.locator("figure[id='page-ropes-1']").get_by_role("link").click()
    expect(reader.get_by_role("heading", level=1)).to_have_count(1, timeout=WAIT)
    expect(page.get_by_label("Document")).to_have_value(re.compile("ropes|part"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1600])
def test_everybody_can_use_it(preview: Preview, opened: Page, scheme: str, width: int) -> None:
    browser = opened.context.browser
    assert browser
    # Axe is put into the page as text, which the preview's own policy forbids.
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page.goto(preview.address)
    expect(page.locator("#chapter option").first).to_be_attached(timeout=WAIT)
    assert violations(page) == []
    with preview.saved("ropes.md", "\n\n", MISTAKE + "\n"):
        expect(page.locator("#message")).to_be_visible(timeout=WAIT)
        page.locator("summary").first.click()
        if width == 320:
            page.get_by_role("button", name="Contents").click()
        else:
            page.get_by_role("button", name="Spreads").click()
        assert violations(page) == []
        page.get_by_role("button", name="EPUB").click()
        assert violations(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.close()


def violations(page: Page) -> list[str]:
    """Give what axe finds wrong with the page itself; what stands in the EPUB is another test's matter."""
    found = Axe().run(page, options={"iframes": False, "resultTypes": ["violations"]})
    return [f"{each['id']}: {node['html']}" for each in found.response["violations"] for node in each["nodes"]]

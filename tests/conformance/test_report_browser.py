"""The report's page in Chromium: everybody can use it, in light and dark, on a phone and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from tests.reports import pdf, report

from publish import doctor
from publish.reporting import report_page

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validator("Chromium")


def test_everybody_can_use_the_report(tmp_path: Path) -> None:
    file = tmp_path / "t-report.html"
    file.write_text(report_page(report(), pdf("one", "two", "three")), "utf-8")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=doctor.chromium())
        page = browser.new_page()
        page.on("request", lambda each: asked.append(each.url) if not each.url.startswith("data:") else None)
        page.goto(file.as_uri())
        for media, scheme, width in (("screen", "light", 1200), ("screen", "dark", 320), ("print", "dark", 800)):
            page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]  # they are the ones it knows
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            assert [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]] == []
        browser.close()
    assert asked == [file.as_uri()]

"""The EPUB in a real reading engine: foliate-js in Chromium opens it, follows its contents, its pages and its notes."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from playwright.sync_api import sync_playwright

from publish import doctor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.conformance.conftest import Files

pytestmark = pytest.mark.validator("Chromium", "foliate-js")

READER = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Reader</title>
<style>body { margin: 0 } foliate-view { display: block; width: 100vw; height: 100vh }</style></head><body>
<script type="module">
import "./foliate-js/view.js"
const view = document.createElement("foliate-view")
document.body.append(view)
await view.open("book.epub")
await view.init({ showTextStart: true })
const shown = () => view.renderer.getContents()[0]
const flat = (items) => (items ?? []).flatMap((item) => [item, ...flat(item.subitems)])
const names = (items) => flat(items).map((item) => [item.label.trim(), decodeURI(item.href)])
window.reader = {
  contents: () => names(view.book.toc),
  pages: () => names(view.book.pageList),
  metadata: () => ({ title: view.book.metadata.title, language: view.book.metadata.language }),
  sections: () => view.book.sections.map((section) => section.id),
  async go(href) { await view.goTo(href); return reader.place() },
  back() { view.history.back() },
  section() { const at = shown(); return at?.doc ? view.book.sections[at.index].id : "" },
  async follow(selector) {
    // The history has the new place once the engine is there.
    const moved = new Promise((resolve) => view.history.addEventListener("index-change", resolve, { once: true }))
    shown().doc.querySelector(selector).click()
    await moved
    return reader.place()
  },
  async fonts() {
    const { doc } = shown()
    await doc.fonts.ready
    return [...doc.fonts].map((font) => font.status)
  },
  place() {
    const { doc, index } = shown()
    const range = view.lastLocation.range
    const sees = (id) => range.intersectsNode(doc.getElementById(id))
    return {
      section: view.book.sections[index].id,
      heading: doc.querySelector("h1, h2, h3")?.textContent.trim() ?? "",
      entry: view.lastLocation.tocItem?.label.trim() ?? "",
      page: view.lastLocation.pageItem?.label.trim() ?? "",
      words: range.toString().replace(/\\s+/g, " ").trim(),
      ids: [...doc.querySelectorAll("[id]")].map((each) => each.id).filter(sees),
    }
  },
}
window.ready = true
</script></body></html>
"""
XHTML = "{http://www.w3.org/1999/xhtml}"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    extensions_map = {".js": "text/javascript", ".html": "text/html", ".epub": "application/epub+zip"}  # noqa: RUF012

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002  the name that the base class gives
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def reader(small: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The book, opened; a fault that the engine meets on the way fails the test that asks for it."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "index.html").write_text(READER, "utf-8")
    shutil.copyfile(small.epub, folder / "book.epub")
    shutil.copytree(doctor.node_package(doctor.FOLIATE), folder / "foliate-js")
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=doctor.chromium())
        page = browser.new_page(viewport={"width": 800, "height": 600})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(address)
        page.wait_for_function("window.ready", timeout=30_000)
        yield page
        browser.close()
        # The engine asks for favicon.ico and the like; what the book lacks is a fault.
        assert [fault for fault in faults if "404" not in fault] == []


def listed(epub: Path, kind: str) -> list[tuple[str, str]]:
    """Give the entries of a list of the navigation document, as they stand in the file: words and address."""
    with zipfile.ZipFile(epub) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    (found,) = (each for each in nav.iter(f"{XHTML}nav") if each.get("{http://www.idpf.org/2007/ops}type") == kind)
    return [("".join(map(str, a.itertext())).strip(), f"EPUB/{a.get('href')}") for a in found.iter(f"{XHTML}a")]


def test_it_opens_with_its_title_and_all_its_documents(reader: Page, small: Files) -> None:
    assert reader.evaluate("reader.metadata()") == {"title": "Harbour Notes 7", "language": "en-GB"}
    sections = reader.evaluate("reader.sections()")
    assert [section for section in sections if "tides" in section or "ropes" in section] == [
        *("EPUB/tides.xhtml", "EPUB/ropes.xhtml"),
    ]


def test_the_contents_have_all_entries_and_each_opens(reader: Page, small: Files) -> None:
    entries = [tuple(each) for each in reader.evaluate("reader.contents()")]
    assert entries == listed(small.epub, "toc")
    assert len(entries) >= 4
    for label, href in entries:
        place = reader.evaluate("href => reader.go(href)", href)
        assert (place["section"], place["heading"], place["entry"]) == (href, label, label)
        assert place["words"]


def test_the_page_list_leads_to_each_page(reader: Page, small: Files) -> None:
    entries = [tuple(each) for each in reader.evaluate("reader.pages()")]
    assert entries == listed(small.epub, "page-list")
    assert len(entries) >= 4
    for label, href in entries:
        section, _, name = href.partition("#")
        place = reader.evaluate("href => reader.go(href)", href)
        assert place["section"] == section
        assert name in place["ids"], place
        # Where two pages begin at one place, one without words of its own, the engine tells of the later.
        assert place["page"] in {label, str(int(label) + 1)}, place


def test_a_note_call_leads_to_its_note_and_back(reader: Page) -> None:
    start = reader.evaluate("reader.go('EPUB/tides.xhtml#call-1')")
    assert "call-1" in start["ids"]
    assert "A third was begun in 1911" not in start["words"]
    note = reader.evaluate("reader.follow('#call-1')")
    assert "note-1" in note["ids"]
    assert "A third was begun in 1911" in note["words"]
    back = reader.evaluate("reader.follow('#note-1 a[role=doc-backlink]')")
    assert "call-1" in back["ids"]
    assert back["words"] == start["words"]


def test_a_cross_reference_leads_to_its_target_and_history_back(reader: Page) -> None:
    reader.evaluate("reader.go('EPUB/tides.xhtml')")
    place = reader.evaluate("reader.follow('a[href$=\"ropes.xhtml#spliced\"]')")
    assert place["section"] == "EPUB/ropes.xhtml"
    assert "spliced" in place["ids"]
    reader.evaluate("reader.back()")
    reader.wait_for_function("reader.section() === 'EPUB/tides.xhtml'")


def test_the_fonts_of_the_book_are_used(reader: Page) -> None:
    reader.evaluate("reader.go('EPUB/tides.xhtml')")
    fonts = reader.evaluate("reader.fonts()")
    assert "loaded" in fonts
    assert "error" not in fonts

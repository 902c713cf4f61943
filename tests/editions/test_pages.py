"""Print pages in the EPUB: at the exact word, all of them, and laid out the same in parts as in one run."""

from __future__ import annotations

import re
import subprocess
import unicodedata
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import etree
from tests.editions.conftest import made
from tests.pages import laid_out

from publish.accessibility import Claims
from publish.edition import documents
from publish.pdf.book import draw_screen
from publish.pdf.reading import read
from publish.pdf.runs import Run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.editions.conftest import Built

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"


def words(text: str) -> list[str]:
    """Give the words of a text: hyphens at line ends undone, ligatures and typography levelled."""
    text = re.sub("[\u00ad\u2010-]\\s*\n\\s*|\u00ad", "", text)
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def page_texts(pdf: Path) -> list[str]:
    run = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True)
    return run.stdout.split("\f")[:-1]


def markers(epub: Path) -> dict[str, str]:
    """Give the text that follows each page's marker in the EPUB, up to the next one, by label."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(epub) as container:
        package = etree.fromstring(container.read("EPUB/content.opf"))
        items = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
        spine = [items[each.get("idref")] for each in package.iter("{*}itemref")]
        label = ""
        for name in spine:
            body = etree.fromstring(container.read(f"EPUB/{name}")).find(f"{XHTML}body")
            assert body is not None
            for kind, text in pieces(body):
                if kind == "page":
                    label = text
                    assert label not in found
                    found[label] = ""
                elif label:
                    found[label] += text
    return found


def pieces(element: etree._Element) -> list[tuple[str, str]]:
    """Give text and page markers in the order of the document, without what isn't read aloud, and without notes."""
    result: list[tuple[str, str]] = []
    if element.get("role") == "doc-pagebreak":
        result.append(("page", str(element.get("aria-label"))))
    elif element.get("aria-hidden") != "true" and element.get("role") not in {"doc-footnote", "doc-noteref"}:
        block = element.tag not in {f"{XHTML}{name}" for name in ("a", "em", "strong", "span", "code", "del", "time")}
        result.append(("text", ("\n" if block else "") + (element.text or "")))
        for child in element:
            result += pieces(child)
    result.append(("text", element.tail or ""))
    return result


@pytest.mark.validator("poppler")
def test_each_marker_stands_before_the_first_words_of_its_page(built: Built) -> None:
    pages = page_texts(built.files["screen"])
    after = markers(built.files["epub"])
    assert list(after) == [str(number) for number in range(1, len(pages) + 1)]
    starts = {start.label: start for start in built.pages.map().starts}
    articles = {article.id for article in built.edition.publication.articles}
    for label, text in after.items():
        start = starts[label]
        if start.document not in articles or not start.text:
            continue
        expected, shown = words(text)[:5], words(start.text)
        if start.mid_word:
            shown = shown[1:]
        page = words(pages[int(label) - 1])
        # The first fragment may be a single letter, where it is a drop cap.
        count = min(len("".join(expected)), len("".join(shown)))
        assert "".join(expected)[:count] == "".join(shown)[:count], f"page {label}"
        if start.node < 0:
            expected = expected[: len(shown)]  # behind an opening's first line the page may set things side by side
        assert any(page[at : at + len(expected)] == expected for at in range(len(page))), f"page {label}: {expected}"


def test_the_page_list_leads_to_each_marker_in_order(built: Built) -> None:
    with zipfile.ZipFile(built.files["epub"]) as container:
        nav = etree.fromstring(container.read("EPUB/nav.xhtml"))
        pages = next(each for each in nav.iter(f"{XHTML}nav") if each.get(f"{OPS}type") == "page-list")
        links = [(str(link.text), str(link.get("href"))) for link in pages.iter(f"{XHTML}a")]
        assert [label for label, _ in links] == [str(number) for number in range(1, built.pages.count + 1)]
        for label, href in links:
            name, _, target = href.partition("#")
            document = etree.fromstring(container.read(f"EPUB/{name}"))
            marker = next(each for each in document.iter() if each.get("id") == target)
            assert marker.get("role") == "doc-pagebreak"
            assert marker.get("aria-label") == label


def test_page_starts_move_forward_through_the_text(built: Built) -> None:
    starts = built.pages.map().starts
    for before, after in pairwise(start for start in starts if start.node >= 0):
        if before.document == after.document:
            assert (before.node, before.offset) < (after.node, after.offset)


@pytest.mark.validator("poppler")
def test_parts_laid_out_alone_are_the_pages_of_one_run(built: Built, tmp_path: Path) -> None:
    # What the binding adds stands before the back cover, so that is a run of its own in any case.
    front = tuple(each for each in documents(built.edition, "pdf") if each.kind != "back-cover")
    back = tuple(each for each in documents(built.edition, "pdf") if each.kind == "back-cover")
    everything = (Run("whole", front), *(Run(each.id, (each,)) for each in back))
    whole, _ = laid_out(built.edition, built.manuscript, tmp_path / "work", everything)
    files = []
    for name, pages in (("parts", built.pages), ("whole", whole)):
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(draw_screen(pages, Claims()))
    parts, one = (page_texts(file) for file in files)
    assert len(parts) == len(one)
    for number, (left, right) in enumerate(zip(parts, one, strict=True), 1):
        assert words(left) == words(right), f"page {number}"
    assert structure(files[0]) == structure(files[1])
    assert links(files[0]) == links(files[1])


def structure(file: Path) -> list[str]:
    with pikepdf.open(file) as pdf:
        return [element.kind for element in read(pdf).walk()]


def links(file: Path) -> list[tuple[int, str]]:
    with pikepdf.open(file) as pdf:
        return [
            (number, str(annotation.get("/Dest") or annotation.A.get("/URI")))
            for number, page in enumerate(pdf.pages)
            for annotation in page.get("/Annots", [])
        ]


LONG = (
    "Straßenbahnhaltestelle",
    "Verwaltungsgemeinschaft",
    "Donaudampfschifffahrt",
    "Rechtsschutzversicherung",
    "und",
    "der",
    "Nahrungsmittelunverträglichkeit",
    "Bundesausbildungsförderung",
    "in",
    "Wissenschaftlerinnen",
    "Unabhängigkeitserklärung",
)


@pytest.mark.validator("poppler")
def test_where_words_are_divided_between_pages_the_marker_stands_behind_them(tmp_path: Path) -> None:
    folder = tmp_path / "lang"
    folder.mkdir()
    (folder / "publication.yaml").write_text("title: Lang\nlanguage: de\nprint: {trim: A6}\n", "utf-8")
    paragraphs = [" ".join(LONG[(line * 7 + word * 3) % len(LONG)] for word in range(80)) for line in range(12)]
    (folder / "a.md").write_text("# Eins\n\n" + "\n\n".join(paragraphs), "utf-8")
    long = made(folder, tmp_path / "out")
    assert sum(start.mid_word for start in long.pages.map().starts) >= 5
    test_each_marker_stands_before_the_first_words_of_its_page(long)

"""The validators of the EPUB, proved: a good file is broken on purpose, and each break is found where it was made.

A run of a validator takes seconds, so the breaks that one validator is to catch are made together, each in its place.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from publish.diagnostics import Severity
from publish.verify import ace, epubcheck, verify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.conformance.conftest import Files

    from publish.diagnostics import Diagnostic

TIDES, ROPES, DATES, COVER = "EPUB/tides.xhtml", "EPUB/ropes.xhtml", "EPUB/dates.xhtml", "EPUB/cover.xhtml"
NAV, OPF, PART = "EPUB/nav.xhtml", "EPUB/content.opf", "EPUB/part-1.xhtml"


@dataclass(frozen=True)
class Break:
    """One thing broken: what, in which file, a pattern and what takes its place, and the message to be given, where."""

    what: str
    file: str
    before: str
    after: str
    message: str
    at: str = ""

    def found_in(self, found: Iterable[Diagnostic]) -> bool:
        """Say whether one of the findings is that of this break."""
        return any(self.message in each.message and each.span.path.endswith(self.at or self.file) for each in found)


EPUBCHECK = (
    Break("a link to a file that is not there", ROPES, 'href="tides.xhtml"', 'href="gone.xhtml"', "RSC-007"),
    Break("a link to an id that is not there", TIDES, "#spliced", "#nowhere", "RSC-012"),
    Break("an id twice", ROPES, 'id="cut"', 'id="spliced"', 'RSC-005: Error while parsing file: Duplicate'),
    Break("a page list that leads nowhere", NAV, r"#page-\d+", "#page-99", "RSC-012"),
    Break("a drawing that says it is a photo", OPF, 'quay.svg" media-type="image/svg.xml"',
          'quay.svg" media-type="image/png"', "OPF-029", "EPUB/images/quay.svg"),
    Break("an element that is not closed", PART, "</h1>", "", "RSC-016"),
    Break("a picture from the net", COVER, "images/cover-page.jpg", "https://example.org/a.jpg", "RSC-006"),
    Break("two languages for one element", TIDES, 'lang="fr" xml:lang="fr"', 'lang="fr" xml:lang="de"', "RSC-005"),
    Break("an attribute that HTML doesn't have", DATES, "<time datetime", "<time moment", "RSC-005"),
    Break("no language of the publication", OPF, "<dc:language>en-GB</dc:language>", "", "RSC-005"),
    Break("a time of change with parts of seconds", OPF, "T00:00:00Z", "T00:00:00.000Z", "RSC-005"),
    Break("maths that the package doesn't tell of", OPF, ' properties="mathml"', "", "OPF-014", TIDES),
    Break("a role that may not stand there", DATES, '<article class', '<article role="button" class', "RSC-005"),
    Break("a document outside of the spine", OPF, '<itemref idref="item-accessibility-claims.xhtml"/>', "", "RSC-011",
          NAV),
)  # fmt: skip

ACE = (
    Break("a picture without alternative", TIDES, ' alt="Two boats lie at a quay, one red, one blue."', "",
          "image-alt"),
    Break("a page without language", DATES, ' lang="en-GB" xml:lang="en-GB"', "", "html-has-lang"),
    Break("a package without language", OPF, ' xml:lang="en-GB"', "", "epub-lang"),
    Break("a heading level skipped", ROPES, '<h3 id="spliced">Spliced</h3>', '<h6 id="spliced">Spliced</h6>',
          "heading-order"),
    Break("a role removed", TIDES, 'href="tides.xhtml#note-2" role="doc-noteref"', 'href="tides.xhtml#note-2"',
          "epub-type-has-matching-role"),
    Break("a page without its label", TIDES, r' aria-label="\d+"', "", "pagebreak-label"),
    Break("a page that the page list leaves out", NAV, r'<li><a href="tides.xhtml#page-\d+">\d+</a></li>', "",
          "epub-pagelist-missing-pagebreak"),
    Break("contrast lost", DATES, "<p>The shed is", '<p style="color: #ccc; background-color: #fff">The shed is',
          "color-contrast"),
    Break("a link without words", ROPES, ">Knots and bends</a>", "></a>", "link-name"),
    Break("a link in what is hidden", TIDES, "<p>Nothing is said of the wind</p>",
          '<p><a href="ropes.xhtml">Nothing</a> is said of the wind</p>', "aria-hidden-focus"),
    Break("no title of a page", COVER, "Cover — Harbour Notes 7", "", "document-title"),
    Break("no word of hazards", OPF, "schema:accessibilityHazard", "schema:x", "metadata-accessibilityhazard"),
    Break("no source of the pages", OPF, '<meta property="pageBreakSource">', '<meta property="schema:x">',
          "epub-pagesource"),
    Break("a conformance that isn't one", OPF, "<dc:publisher>",
          '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2</meta><dc:publisher>', "conformsto"),
)  # fmt: skip


def broken(good: Path, bad: Path, breaks: Iterable[Break]) -> Path:
    """Write an EPUB with these breaks in it; a break that changes nothing is a mistake of the test."""
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            for each in breaks:
                if each.file == entry.filename:
                    data, count = re.subn(each.before.encode(), each.after.encode(), data, count=1)
                    assert count, each.what
            target.writestr(entry, data)
    return bad


@pytest.fixture(scope="session")
def by_epubcheck(small: Files, tmp_path_factory: pytest.TempPathFactory) -> list[Diagnostic]:
    folder = tmp_path_factory.mktemp("epubcheck")
    return list(epubcheck.findings(broken(small.epub, folder / "a.epub", EPUBCHECK)))


@pytest.fixture(scope="session")
def by_ace(small: Files, tmp_path_factory: pytest.TempPathFactory) -> list[Diagnostic]:
    return list(ace.findings(broken(small.epub, tmp_path_factory.mktemp("ace") / "a.epub", ACE)))


@pytest.mark.validator("Java", "EPUBCheck", "Ace", "Node.js", "Chromium", "page-validation", "qpdf")
def test_the_good_files_give_silence(small: Files) -> None:
    verdict = verify([small.epub, small.pdf])
    assert verdict.diagnostics == ()
    assert len(verdict.used) == 5


@pytest.mark.validator("Java", "EPUBCheck")
@pytest.mark.parametrize("each", EPUBCHECK, ids=lambda each: each.what)
def test_epubcheck_finds(each: Break, by_epubcheck: list[Diagnostic]) -> None:
    assert each.found_in(by_epubcheck), "\n".join(map(str, by_epubcheck))


@pytest.mark.validator("Ace", "Node.js", "Chromium")
@pytest.mark.parametrize("each", ACE, ids=lambda each: each.what)
def test_ace_finds(each: Break, by_ace: list[Diagnostic]) -> None:
    assert each.found_in(by_ace), "\n".join(map(str, by_ace))


@pytest.mark.validator("Ace", "Node.js", "Chromium")
def test_a_moderate_finding_of_ace_is_a_warning_and_a_serious_one_an_error(by_ace: list[Diagnostic]) -> None:
    severities = {each.message.split(":")[0]: each.severity for each in by_ace}
    assert severities["image-alt"] is Severity.ERROR
    assert severities["heading-order"] is Severity.WARNING


@pytest.mark.validator("Java", "EPUBCheck")
def test_epubcheck_finds_that_there_is_no_navigation_and_another_type(small: Files, tmp_path: Path) -> None:
    breaks = (
        Break("no navigation", OPF, ' properties="nav"', "", "RSC-005"),
        Break("another media type", "mimetype", "application/epub.zip", "application/zip", "PKG-007", "a.epub"),
    )
    found = list(epubcheck.findings(broken(small.epub, tmp_path / "a.epub", breaks)))
    assert [each.what for each in breaks if not each.found_in(found)] == [], "\n".join(map(str, found))


@pytest.mark.validator("Ace", "Node.js", "Chromium")
def test_ace_gives_no_verdict_on_what_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(b"no archive")
    (found,) = ace.findings(tmp_path / "a.epub")
    assert found.code == "validator-failed"
    assert found.message.startswith("Ace gave no verdict: end of central directory")

"""The validators themselves, on sound files and on files broken on purpose."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import weasyprint

from publish.diagnostics import Severity
from publish.verify import epubcheck, verify

if TYPE_CHECKING:
    from tests.conformance.conftest import Files

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:isbn:9780000000002</dc:identifier>
<dc:title>A</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2023-06-22T09:00:00Z</meta>
</metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
<spine><itemref idref="nav"/></spine></package>"""
NAV = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>A</title></head><body>
<nav epub:type="toc"><ol><li><a href="nav.xhtml">A</a></li></ol></nav>
</body></html>"""
PAGE = '<html lang="en"><title>A</title><h1>A</h1><p>Words.</p></html>'


def _epub(file: Path, nav: str = NAV) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("EPUB/package.opf", PACKAGE)
        archive.writestr("EPUB/nav.xhtml", nav)
    return file


def _pdf(file: Path, variant: str | None = "pdf/ua-1") -> Path:
    weasyprint.HTML(string=PAGE).write_pdf(file, pdf_variant=variant)
    return file


@pytest.mark.validator("Java", "EPUBCheck", "Ace", "Node.js", "Chromium")
def test_a_sound_epub_passes_and_its_name_is_no_option(
    small: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(small.epub, "--help.epub")
    verdict = verify([Path("--help.epub")])
    assert verdict.diagnostics == ()
    assert verdict.used == ("EPUBCheck 5.3.0", "Ace 1.4.6")
    assert verdict.lacking == ()


@pytest.mark.validator("Java", "EPUBCheck")
def test_a_broken_epub_is_found_at_its_line(tmp_path: Path) -> None:
    book = _epub(tmp_path / "my book.epub", NAV.replace("</nav>", '</nav><p><img src="no.png"/></p>'))
    diagnostics = list(epubcheck.findings(book))
    found = {(each.message.split(":")[0], each.span.path, each.span.line) for each in diagnostics}
    assert ("RSC-007", f"{book}/EPUB/nav.xhtml", 4) in found
    assert {each.severity for each in diagnostics} == {Severity.ERROR}


@pytest.mark.validator("Java", "EPUBCheck")
def test_a_file_that_is_no_zip_is_found_at_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(b"no zip")
    found = list(epubcheck.findings(tmp_path / "a.epub"))
    assert {each.message[:7] for each in found} == {"PKG-003", "PKG-008"}
    assert {each.span.path for each in found} == {str(tmp_path / "a.epub")}


@pytest.mark.validator("page-validation", "qpdf")
def test_a_sound_pdf_passes(small: Files) -> None:
    verdict = verify([small.pdf])
    assert verdict.diagnostics == ()
    assert [name.split()[0] for name in verdict.used] == ["page-validation", "tag-tree", "qpdf"]


@pytest.mark.validator("page-validation")
def test_an_untagged_pdf_is_found(tmp_path: Path) -> None:
    found = verify([_pdf(tmp_path / "a.pdf", None)]).diagnostics
    assert {each.code for each in found} == {"pdf-ua", "tag-tree"}
    assert any(each.message.startswith("PDFUA1-STRUCT-TREE-ROOT-001: ") for each in found)


@pytest.mark.validator("page-validation", "qpdf")
def test_half_a_pdf_is_found_by_both(tmp_path: Path) -> None:
    data = _pdf(tmp_path / "a.pdf").read_bytes()
    (tmp_path / "a.pdf").write_bytes(data[: len(data) // 2])
    assert {each.code for each in verify([tmp_path / "a.pdf"]).diagnostics} == {"pdf-ua", "tag-tree", "qpdf"}


@pytest.mark.validator("qpdf")
def test_what_qpdf_repairs_is_an_error(tmp_path: Path) -> None:
    data = _pdf(tmp_path / "a.pdf").read_bytes()
    before, mark, after = data.rpartition(b"startxref\n")
    (tmp_path / "a.pdf").write_bytes(before + mark + b"9" + after)
    found = [each for each in verify([tmp_path / "a.pdf"]).diagnostics if each.code == "qpdf"]
    assert found
    assert all(each.severity is Severity.ERROR for each in found)

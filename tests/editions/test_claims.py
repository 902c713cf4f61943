"""Claims reach the package, the PDF and the report; without a page list those that rest on it are withdrawn."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import etree
from tests.editions.conftest import MANUSCRIPTS

from publish.build import Request, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.editions.conftest import Built


def metadata(epub: Path) -> set[tuple[str, str]]:
    with zipfile.ZipFile(epub) as container:
        package = etree.fromstring(container.read("EPUB/content.opf"))
    return {(str(meta.get("property")), str(meta.text)) for meta in package.iter("{*}meta") if meta.get("property")}


def test_the_claims_of_the_report_are_those_of_the_files(built: Built) -> None:
    report = json.loads(next(built.files["epub"].parent.glob("*-report.json")).read_text())
    said = metadata(built.files["epub"])
    for claim in report["accessibility"]["epub"]["claims"]:
        assert (f"schema:{claim['property']}", claim["value"]) in said
        assert claim["evidence"]
    with pikepdf.open(built.files["screen"]) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
    for claim in report["accessibility"]["screen"]["claims"]:
        assert claim["value"] in xmp


def test_without_a_page_list_the_claims_that_rest_on_it_are_not_made(tmp_path: Path) -> None:
    with_pages, without = tmp_path / "with", tmp_path / "without"
    build(Request(MANUSCRIPTS["plain"], "plain", with_pages, ("epub",)))
    build(Request(MANUSCRIPTS["plain"], "plain", without, ("epub",), page_list=False))
    before, after = (metadata(next(folder.glob("*.epub"))) for folder in (with_pages, without))
    gone = {value for name, value in before - after if name == "schema:accessibilityFeature"}
    assert gone == {"pageNavigation", "pageBreakMarkers"}
    assert {"pageNavigation", "pageBreakMarkers"} <= gone
    assert not any(name == "pageBreakSource" for name, _ in after)
    report = json.loads(next(without.glob("*-report.json")).read_text())
    reasons = {each["value"]: each["reason"] for each in report["accessibility"]["epub"]["withheld"]}
    assert reasons["pageNavigation"] == "no page list: the pages were not laid out"


def test_an_epub_without_a_page_list_isnt_taken_for_one_with(tmp_path: Path) -> None:
    request = Request(MANUSCRIPTS["plain"], "plain", tmp_path, ("epub",))
    build(request)
    assert build(Request(MANUSCRIPTS["plain"], "plain", tmp_path, ("epub",), page_list=False)).fresh


@pytest.mark.parametrize("dated", [True, False])
def test_the_chain_to_the_certifier_says_no_date_that_isnt_known(tmp_path: Path, *, dated: bool) -> None:
    manuscript = tmp_path / "m"
    shutil.copytree(MANUSCRIPTS["plain"], manuscript)
    with (manuscript / "publication.yaml").open("a") as file:
        file.write("accessibility: {certifier: {name: A. Reader, report: https://example.org/r}}\n")
        file.write("date: 2024-05-01\n" if dated else "")
    build(Request(manuscript, "m", tmp_path / "out", ("epub",)))
    said = metadata(next((tmp_path / "out").glob("*.epub")))
    assert ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA") in said
    assert ("a11y:certifiedBy", "A. Reader") in said
    assert (("dcterms:date", "2024-05-01") in said) is dated
    assert any(name == "dcterms:date" for name, _ in said) is dated

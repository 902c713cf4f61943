"""Claims are computed, and each is withdrawn, with its reason, where what it rests on is gone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Raster

from publish.accessibility import CONFORMANCE, Claims, Styles, claims
from publish.checks import check
from publish.display import fields
from publish.manuscript.loader import load
from publish.manuscript.metadata import Accessibility, Certifier
from publish.pagemap import PageMap, PageStart

if TYPE_CHECKING:
    from pathlib import Path

    from publish.tree import Publication

GOOD = "# One\n\n## Two\n\n![A harbour at dawn](a.png)\n\n### Three\n\nWords in [français]{lang=fr}.\n"
PAGES = PageMap((PageStart("1", "a"), PageStart("2", "a", 3, 5)), 40)
ROLES = Styles(roles=("doc-noteref",))


def publication(folder: Path, text: str = GOOD, *, certified: bool = True) -> Publication:
    who = "\naccessibility: {certifier: {name: A. Reader}}" if certified else ""
    (folder / "publication.yaml").write_text(f"title: Test\nlanguage: en{who}\n")
    (folder / "a.md").write_text(text)
    Raster.new("RGB", (40, 30), "teal").save(folder / "a.png")
    loaded = load(folder, "m")
    assert loaded.publication is not None
    return loaded.publication


def claimed(
    folder: Path, text: str = GOOD, *, styles: Styles = ROLES, pages: PageMap | None = PAGES, certified: bool = True
) -> Claims:
    subject = publication(folder, text, certified=certified)
    return claims(subject, styles, pages, check(subject))


def said(made: Claims) -> set[str]:
    return {f"{claim.property} {claim.value}" for claim in made.made}


@pytest.fixture
def good(tmp_path: Path) -> Claims:
    return claimed(tmp_path)


def test_a_good_publication_claims_all_that_it_can(good: Claims) -> None:
    assert good.features == {
        "alternativeText", "tableOfContents", "structuralNavigation", "readingOrder", "pageNavigation",
        "pageBreakMarkers", "displayTransformability", "ARIA", "highContrastDisplay",
    }  # fmt: skip
    assert good.values("accessMode") == ("textual", "visual")
    assert good.values("accessModeSufficient") == ("textual", "textual,visual")
    assert good.values("accessibilityHazard") == ("none",)
    assert good.conformance == CONFORMANCE
    assert all(claim.evidence for claim in good.made)


@pytest.mark.parametrize(
    ("text", "styles", "pages", "gone", "reason"),
    [
        (
            GOOD.replace("A harbour at dawn", ""), ROLES, PAGES,
            {"accessibilityFeature alternativeText", "accessModeSufficient textual", f"conformsTo {CONFORMANCE}"},
            "no alternative text at m/a.md:5",
        ),
        (
            GOOD.replace("### Three", "#### Three"), ROLES, PAGES,
            {"accessibilityFeature structuralNavigation", f"conformsTo {CONFORMANCE}"},
            "a heading of level 4 follows one of level 2 at m/a.md:7",
        ),
        (
            GOOD, replace(ROLES, fixed_sizes=("epub.css:3 font-size: 12px",)), PAGES,
            {"accessibilityFeature displayTransformability", f"conformsTo {CONFORMANCE}"},
            "epub.css:3 font-size: 12px",
        ),
        (
            GOOD, ROLES, None,
            {"accessibilityFeature pageNavigation", "accessibilityFeature pageBreakMarkers"},
            "no page list: the pages were not laid out",
        ),
        (
            GOOD, replace(ROLES, contrast=3.1, contrast_at="epub.css:9"), PAGES,
            {"accessibilityFeature highContrastDisplay", f"conformsTo {CONFORMANCE}"},
            "3.1:1 at epub.css:9",
        ),
        (
            GOOD, replace(ROLES, motions=("epub.css:4 animation",)), PAGES,
            {"accessibilityHazard none", f"conformsTo {CONFORMANCE}"},
            "epub.css:4 animation",
        ),
        (
            GOOD, replace(ROLES, reorderings=("epub.css:5 order",)), PAGES,
            {"accessibilityFeature readingOrder", f"conformsTo {CONFORMANCE}"},
            "epub.css:5 order",
        ),
    ],
    ids=["alt", "heading", "px", "pages", "contrast", "motion", "order"],
)  # fmt: skip
def test_what_is_taken_away_withdraws_exactly_what_rested_on_it(  # noqa: PLR0917
    tmp_path: Path, good: Claims, text: str, styles: Styles, pages: PageMap | None, gone: set[str], reason: str
) -> None:
    less = claimed(tmp_path, text, styles=styles, pages=pages)
    assert said(good) - said(less) == gone
    assert said(less) <= said(good)
    assert reason in " ".join(each.reason for each in less.withheld)


def test_nobody_certifies_means_no_conformance(tmp_path: Path) -> None:
    less = claimed(tmp_path, certified=False)
    assert less.conformance == ""
    assert any("nobody certifies it" in each.reason for each in less.withheld)


def test_maths_is_claimed_where_there_is_some(tmp_path: Path) -> None:
    subject = publication(tmp_path)
    assert "MathML" not in claims(subject, ROLES, PAGES, ()).features
    (tmp_path / "publication.yaml").write_text("title: T\nlanguage: en\nmath: true\n")
    (tmp_path / "a.md").write_text('# One\n\n$x$ and $y${alt="y"}\n')
    loaded = load(tmp_path, "m").publication
    assert loaded is not None
    made = claims(loaded, ROLES, PAGES, ())
    assert "MathML" in made.features
    assert "describedMath" not in made.features
    assert made.values("accessMode") == ("textual",)


def test_a_pdf_claims_its_tags_and_nothing_of_an_epub(tmp_path: Path) -> None:
    made = claims(publication(tmp_path), Styles(), None, (), "pdf")
    assert "taggedPDF" in made.features
    assert not {"ARIA", "displayTransformability", "pageNavigation"} & made.features
    assert made.conformance == ""


@pytest.mark.parametrize("text", [GOOD.replace("A harbour at dawn", ""), GOOD.replace("### Three", "#### Three")])
def test_a_pdf_that_isnt_pdf_ua_doesnt_claim_its_tags(tmp_path: Path, text: str) -> None:
    made = claims(publication(tmp_path, text), Styles(), None, (), "pdf")
    assert "taggedPDF" not in made.features
    assert "taggedPDF" in {each.value for each in made.withheld}


# ----------------------------------------------------------------------------------------------------------- display

DAY = "2023-06-20"


def shown(made: Claims, stated: Accessibility) -> dict[str, tuple[str, ...]]:
    return {field.heading: field.statements for field in fields(made, stated, dt.date.fromisoformat(DAY))}


def test_the_page_says_the_claims_in_the_guides_order(good: Claims) -> None:
    stated = Accessibility(certifier=Certifier(name="A. Reader", credential="CPWA", report="https://example.org/r"))
    said = shown(good, stated)
    assert list(said) == [
        "Ways of reading", "Conformance", "Navigation", "Hazards", "Accessibility summary",
        "Additional accessibility information",
    ]  # fmt: skip
    assert said["Ways of reading"] == (
        "Appearance can be modified", "Readable in read aloud or dynamic braille", "Has alternative text",
    )  # fmt: skip
    assert "The publication was certified by A. Reader" in said["Conformance"]
    assert said["Hazards"] == ("No hazards",)


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    said = shown(Claims(), Accessibility())
    assert said["Conformance"] == ("No information is available",)
    assert said["Navigation"] == ("No information is available",)
    assert said["Hazards"] == ("No information is available",)
    assert said["Ways of reading"][0] == "No information about appearance modifiability is available"


def test_an_exemption_is_a_legal_matter() -> None:
    said = shown(Claims(), Accessibility(exemption="eaa-microenterprise"))
    assert said["Legal considerations"] == ("Claims an accessibility exemption in some jurisdictions",)

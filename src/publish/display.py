"""Accessibility claims in the words and the order of the W3C's Accessibility Metadata Display Guide 2.0, in English.

Nothing is said that isn't claimed, and where nothing is known that is said: "No information is available".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from publish.accessibility import Claims
    from publish.manuscript.metadata import Accessibility

UNKNOWN = "No information is available"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the guide: its heading and its statements."""

    heading: str
    statements: tuple[str, ...]


def fields(claims: Claims, stated: Accessibility, certified: dt.date | None) -> tuple[Field, ...]:
    """Give the guide's fields in its order; one that may be left out is, where there is nothing to say."""
    always = (
        Field("Ways of reading", tuple(_ways(claims))),
        Field("Conformance", tuple(_conformance(claims, stated, certified)) or (UNKNOWN,)),
        Field("Navigation", tuple(_navigation(claims)) or (UNKNOWN,)),
    )
    optional = (
        Field("Rich content", tuple(_rich(claims))),
        Field("Hazards", ("No hazards",) if "none" in claims.values("accessibilityHazard") else (UNKNOWN,)),
        Field("Accessibility summary", (claims.summary,) if claims.summary else ()),
        Field(
            "Legal considerations",
            ("Claims an accessibility exemption in some jurisdictions",) if stated.exemption else (),
        ),
        Field("Additional accessibility information", tuple(_additional(claims))),
    )
    return (*always, *(each for each in optional if each.statements))


def _ways(claims: Claims) -> Iterator[str]:
    if "displayTransformability" in claims.features:
        yield "Appearance can be modified"
    else:
        yield "No information about appearance modifiability is available"
    described = {"alternativeText", "longDescription", "describedMath", "transcript"} & claims.features
    sufficient = claims.values("accessModeSufficient")
    if "textual" in sufficient or claims.values("accessMode") == ("textual",):
        yield "Readable in read aloud or dynamic braille"
    elif any("textual" in value for value in sufficient) or described:
        yield "Not fully readable in read aloud or dynamic braille"
    else:
        yield "No information about nonvisual reading is available"
    if described:
        yield "Has alternative text"


def _conformance(claims: Claims, stated: Accessibility, certified: dt.date | None) -> Iterator[str]:
    certifier = stated.certifier
    if not claims.conformance or certifier is None:
        return
    yield "This publication meets accepted accessibility standards"
    yield f"The publication was certified by {certifier.name}"
    if certifier.credential:
        yield f"The certifier's credential is {certifier.credential}"
    yield f"This publication claims to meet {claims.conformance.replace(' - ', ' ')}"
    if certified:
        yield f"The publication was certified on {certified.isoformat()}"
    if certifier.report:
        yield f"For more information refer to the certifier's report: {certifier.report}"


def _navigation(claims: Claims) -> Iterator[str]:
    for feature, words in (
        ("tableOfContents", "Table of contents to all chapters of the text via links"),
        ("index", "Index with links to referenced entries"),
        ("structuralNavigation", "Elements such as headings, tables, etc for structured navigation"),
        ("pageNavigation", "Page list to go to pages from the print source version"),
    ):
        if feature in claims.features:
            yield words


def _rich(claims: Claims) -> Iterator[str]:
    for feature, words in (
        ("MathML", "Math formulas in accessible format (MathML)"),
        ("describedMath", "Text descriptions of math are provided"),
        ("longDescription", "Information-rich images are described by extended descriptions"),
    ):
        if feature in claims.features:
            yield words


def _additional(claims: Claims) -> Iterator[str]:
    for feature, words in (
        ("pageBreakMarkers", "Page breaks included from the original print source"),
        ("ARIA", "ARIA roles have been used to organize and improve navigation"),
        ("highContrastDisplay", "High contrast between text and background"),
    ):
        if feature in claims.features:
            yield words

"""Accessibility claims in the codes of ONIX: lists 196 and 143, by the W3C's crosswalk of accessibility metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from publish.manuscript.metadata import Accessibility, Certifier

DETAIL, WARNING, VERSION = "09", "12", "15"
"""Kinds of features, list 79: accessibility, list 196; hazards, list 143; versions of formats, list 220."""

VALUES = {
    "tableOfContents": "11",
    "index": "12",
    "readingOrder": "13",
    "alternativeText": "14",
    "longDescription": "15",
    "MathML": "17",
    "pageBreakMarkers": "19",
    "structuralNavigation": "29",
    "ARIA": "30",
    "displayTransformability": "36",
    "highContrastDisplay": "37",
    "pageNavigation": "41",
    "describedMath": "53",
    "taggedPDF": "05",
}
"""Codes of list 196 by values of accessibilityFeature; the PDF that is tagged is PDF/UA-1."""

_EXEMPTIONS = {
    "eaa-microenterprise": "75",
    "eaa-disproportionate-burden": "76",
    "eaa-fundamental-alteration": "77",
}
_WCAG = {"2.0": "80", "2.1": "81", "2.2": "82"}
_LEVELS = {"A": "84", "AA": "85", "AAA": "86"}
_CONFORMANCE = re.compile(r"EPUB Accessibility 1\.1 - WCAG (2\.[012]) Level (A{1,3})")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a product: its kind, its code, and words where the code asks for some."""

    kind: str
    value: str
    words: str = ""


def features(claims: Mapping[str, Any], stated: Accessibility, dated: dt.date | None) -> Iterator[Feature]:
    """Give the features of one output, whose claims are as the report keeps them: none that isn't claimed.

    ``stated`` is what the manuscript says of certifier and exemption, ``dated`` the day that it was certified for.
    """
    made = {(each["property"], each["value"]) for each in claims["claims"]}
    codes = [code for value, code in VALUES.items() if ("accessibilityFeature", value) in made]
    if ("accessModeSufficient", "textual") in made:
        codes.append("52")
    yield from (Feature(DETAIL, code) for code in sorted(codes))
    conforms = next((value for name, value in sorted(made) if name == "conformsTo"), "")
    if conforms and stated.certifier:
        yield from _conformance(conforms, stated.certifier, dated)
    if stated.exemption:
        yield Feature(DETAIL, _EXEMPTIONS[stated.exemption])
    if claims["summary"]:
        yield Feature(DETAIL, "00", claims["summary"])
    if ("accessibilityHazard", "none") in made:
        yield Feature(WARNING, "00")


def _conformance(value: str, certifier: Certifier, dated: dt.date | None) -> Iterator[Feature]:
    if found := _CONFORMANCE.fullmatch(value):
        yield from (Feature(DETAIL, code) for code in ("04", _WCAG[found[1]], _LEVELS[found[2]]))
    yield Feature(DETAIL, "90", certifier.name)
    if certifier.credential:
        yield Feature(DETAIL, "89" if _is_address(certifier.credential) else "88", certifier.credential)
    if dated:
        yield Feature(DETAIL, "91", f"{dated:%Y%m%d}")
    if _is_address(certifier.report):
        yield Feature(DETAIL, "94", certifier.report)


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://"))

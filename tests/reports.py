"""A report as a build would write it, with something of everything, and a screen PDF to it."""

from __future__ import annotations

from typing import Any

import pymupdf

from publish.record import Output, Report

FOUND = (
    ("repeated-word", "warning", "the word “the” stands twice"),
    ("alt-missing", "error", "a picture <without> words & more"),
    ("contrast-low", "error", "#999 on #fff"),
    ("image-resolution-low", "warning", "images/a.png has 180 ppi\u202e"),
)

PRESS: dict[str, Any] = {
    "vendor": "uk-magazine", "pages": 3, "trim": {"asked": "A5", "width": 148, "height": 210},
    "bleed": {"asked": "3mm", "top": 3, "outside": 3, "bottom": 3, "inside": 0}, "spine": 2.5,
    "safe": {"asked": "5mm", "top": 5, "outside": 5, "bottom": 5, "inside": 5},
    "binding": "perfect", "cover": "separate", "paper": {"weight": 115, "thickness": 0.09}, "ink-limit": 300,
    "condition": {"name": "FOGRA39", "profile": "ISO Coated v2"},
    "files": [{
        "name": "t-press.pdf", "pages": 3, "ink": {"mean": 258.2, "page": 2, "at": [95, 106.7], "maximum": 284.3},
        "images": [{"page": 2, "ppi": 278}, {"page": 3, "ppi": 231}], "colours": ["DeviceCMYK"], "fonts": ["A"],
        "rules": 55, "findings": [{"code": "gwg-white", "severity": "warning", "message": "a white line"}],
    }],
}  # fmt: skip


def finding(code: str, severity: str, message: str, line: int = 3) -> dict[str, Any]:
    return {"code": code, "severity": severity, "message": message, "hint": "do <this>", "file": "a.md", "line": line,
            "column": 1, "about": ""}  # fmt: skip


def report() -> Report:
    claim = {"property": "accessibilityFeature", "value": "alternativeText", "evidence": "11 of 11 pictures described"}
    withheld = {"property": "conformsTo", "value": "EPUB Accessibility 1.1", "reason": "nobody certifies it"}
    claims = {"summary": "Notes follow.", "claims": [claim], "withheld": [withheld]}
    return Report(
        slug="t",
        title="A & B",
        input="f" * 64,
        outputs=(
            Output("epub", "t.epub", 1_234_567, "a" * 64, "e" * 64),
            Output("screen", "t-screen.pdf", 4_321, "b" * 64, "f" * 64),
        ),
        pages=3,
        articles={"a.md": ["2", "3"]},
        diagnostics=tuple(finding(*each) for each in FOUND),
        accessibility={"screen": claims | {"withheld": []}, "epub": claims},
        press=PRESS,
        versions={"publish": "0.1.0"},
    )


def pdf(*pages: str) -> bytes:
    """Give a PDF with a page of A5 for each text, numbered from i."""
    document = pymupdf.open()
    for text in pages:
        document.new_page(width=420, height=595).insert_text((40, 80), text)
    document.set_page_labels([{"startpage": 0, "style": "r", "firstpagenum": 1}])
    made: bytes = document.tobytes(no_new_id=True)
    return made

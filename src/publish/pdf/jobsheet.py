"""The facts of a job → one page for the printer, laid out from the house's template and tagged as the screen PDF is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from publish.pdf.merge import merge
from publish.pdf.metadata import DocumentInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.edition import Edition
    from publish.pdf.composition import Composition

PICTURES, FONTS = 8, 24
"""So many pictures and fonts are listed, that the sheet stays one page; the rest is counted."""


def job_sheet(edition: Edition, facts: Mapping[str, Any], composition: Composition) -> bytes:
    """Give the job sheet, a tagged PDF of one page."""
    pictures = sorted(
        (each for file in facts["files"] for each in file["images"]), key=lambda each: (each["ppi"], each["page"])
    )
    fonts = sorted({re.sub(r"^[A-Z]{6}\+", "", name) for file in facts["files"] for name in file["fonts"]})
    tokens = tuple(file.text for file in edition.design.stylesheets("pdf") if file.shown.endswith("tokens.css"))
    drawn = composition.sheet(
        "job-sheet.html",
        tokens,
        job=facts,
        facts=list(_facts(facts)),
        verdict=_verdict(facts),
        pictures=pictures[:PICTURES],
        more=max(0, len(pictures) - PICTURES),
        fonts=", ".join(fonts[:FONTS]) + (f" and {len(fonts) - FONTS} more" if len(fonts) > FONTS else ""),
    )
    about = DocumentInfo(
        title=f"{facts['title']}: job sheet",
        language="en",
        created=edition.modified,
        modified=edition.modified,
        identifier=edition.identifier,
        document_id=" job sheet",
    )
    return merge([drawn], about)


def _verdict(facts: Mapping[str, Any]) -> str:
    found = [each for file in facts["files"] for each in file["findings"]]
    errors = sum(each["severity"] == "error" for each in found)
    rules = max((file["rules"] for file in facts["files"]), default=0)
    if errors:
        return f"The preflight found {errors} errors: see preflight.txt."
    passed = f"The preflight passed: {rules} rules of PDF/X-4 and GWG 2022, no error"
    return f"{passed}, {len(found)} warnings (preflight.txt)." if found else f"{passed} and no warning."


def _facts(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    condition, ink = facts["condition"], [file["ink"] for file in facts["files"]]
    binding = {"saddle-stitch": "saddle-stitched", "perfect": "perfect bound", "none": "not said"}[facts["binding"]]
    yield "Trim", f"{facts['trim']['width']:g} × {facts['trim']['height']:g} mm ({facts['trim']['asked']})"
    cover = "with the cover" if facts["cover"] == "self" else "and a cover of its own"
    yield "Pages", f"{facts['pages']}, {cover}"
    yield "Binding", binding
    if facts["spine"]:
        yield "Spine", f"{facts['spine']:g} mm"
    yield "Paper", f"{facts['paper']['weight']:g} g/m², {facts['paper']['thickness']:g} mm a leaf"
    yield "Bleed", _around(facts["bleed"])
    yield "Free of text", _around(facts["safe"])
    yield "Marks", "crop and registration marks, colour bar" if facts["marks"] else "none"
    yield "Colours", ", ".join(facts["colours"])
    if condition:
        yield "Condition", f"{condition['name']}: {condition['says']}"
        yield "Profile", condition["profile"]
    yield "Most ink", f"{max(each['mean'] for each in ink):g} % over 15 mm; the limit is {facts['ink-limit']} %"
    yield "Overprint", "small black text and thin black lines, mode 1"


def _around(edges: Mapping[str, Any]) -> str:
    values = [edges[name] for name in ("top", "outside", "bottom", "inside")]
    if len(set(values)) == 1:
        return f"{values[0]:g} mm on every edge"
    return ", ".join(f"{name} {edges[name]:g} mm" for name in ("top", "outside", "bottom", "inside"))

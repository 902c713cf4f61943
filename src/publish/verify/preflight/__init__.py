"""The preflight: a finished press PDF, from anywhere, held to PDF/X-4 and the Ghent Workgroup's rules.

It reads the file with pikepdf and draws its plates with MuPDF, and knows nothing of how the file was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from lxml import etree

from publish.codes.preflight import PREFLIGHT
from publish.diagnostics import Diagnostic
from publish.separations import DPI, as_written, ink, separated
from publish.source import Span
from publish.verify.preflight.document import DOCUMENT_RULES
from publish.verify.preflight.findings import File, Finding, Limits
from publish.verify.preflight.pages import PAGE_RULES
from publish.verify.preflight.painting import each_space, painting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.separations import Ink

__all__ = ["Finding", "Limits", "Preflight", "findings", "preflight"]

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
}


@dataclass(frozen=True, slots=True)
class Preflight:
    """What came of it: the findings, the ink of each page, and the figures of the file."""

    findings: tuple[Finding, ...]
    inks: tuple[Ink, ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)


def preflight(source: bytes | Path, limits: Limits | None = None) -> Preflight:
    """Judge a PDF as a printer would; a file that can't be read is a finding, not an exception."""
    limits = limits or Limits()
    data = source.read_bytes() if isinstance(source, Path) else source
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            file = File(pdf, _xmp(pdf), painting(pdf), _inks(data, pdf), limits)
            found = tuple(each for rule in (*DOCUMENT_RULES, *PAGE_RULES) for each in rule(file))
            return Preflight(found, file.inks, _figures(file, found))
    except pikepdf.PasswordError:
        return Preflight((Finding("x4-encrypted", "the file can't be opened without its password"),))
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RuntimeError) as error:
        return Preflight((Finding("x4-unreadable", f"it can't be read: {error or type(error).__name__}"),))


def findings(file: Path) -> Iterator[Diagnostic]:
    """Judge a PDF by the Ghent Workgroup's limits, as findings of the file."""
    for each in preflight(file).findings:
        yield Diagnostic(each.code, str(each), Span(str(file)), each.hint, each.severity)


def _xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Give the properties of the XMP packet that say one thing, by prefix and name; none where it can't be read."""
    packet = pdf.Root.get("/Metadata")
    if packet is None:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(re.sub(rb"^\xef\xbb\xbf|<\?xpacket[^>]*\?>", b"", packet.read_bytes()).strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            found[_prefixed(str(name))] = str(value)
        for each in description:
            if isinstance(each.tag, str):
                found[_prefixed(each.tag)] = " ".join("".join(str(part) for part in each.itertext()).split())
    return found


def _prefixed(tag: str) -> str:
    uri, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(uri, uri)}:{name}"


def _inks(data: bytes, pdf: pikepdf.Pdf) -> tuple[Ink, ...]:
    found = []
    with as_written(), separated(data) as separations:
        for number, page in enumerate(pdf.pages):
            trim = [float(value) for value in page.obj.get("/TrimBox", page.mediabox)]
            bleed = [float(value) for value in page.obj.get("/BleedBox", trim)]
            left, bottom, right, top = bleed
            margin = (trim[0] - left) / 72 * 25.4, (top - trim[3]) / 72 * 25.4
            found.append(ink(separations.plates(number, (left, bottom, right, top)), DPI, margin))
    return tuple(found)


def _figures(file: File, found: tuple[Finding, ...]) -> dict[str, Any]:
    """Give what a printer wants to know of the file, as plain values."""
    page = file.pdf.pages[0].obj
    intent = file.intents[0] if file.intents else {}
    pictures = [mark for mark in file.painting.marks if mark.kind == "picture"]
    highest = max(range(len(file.inks)), key=lambda number: file.inks[number].mean)
    return {
        "pages": len(file.pdf.pages),
        "media": _millimetres(page.get("/MediaBox")),
        "bleed": _millimetres(page.get("/BleedBox")),
        "trim": _millimetres(page.get("/TrimBox")),
        "condition": str(intent.get("/OutputConditionIdentifier", "")),
        "colours": sorted({space for _page, _kind, space, _names in each_space(file.painting)}),
        "fonts": sorted({str(font.get("/BaseFont", "")).lstrip("/") for _page, font in file.painting.fonts.values()}),
        "overprint": any(mark.overprint for mark in file.painting.marks),
        "transparency": bool(file.painting.groups),
        "ink": {
            "mean": file.inks[highest].mean,
            "page": highest + 1,
            "at": list(file.inks[highest].at),
            "maximum": max(each.maximum for each in file.inks),
        },
        "images": [
            {"page": mark.page, "pixels": list(mark.pixels), "ppi": round(mark.ppi), "space": mark.colour.space}
            for mark in pictures
        ],
        "rules": len(PREFLIGHT),
        "findings": [{"code": each.code, "severity": each.severity.value, "message": str(each)} for each in found],
    }


def _millimetres(box: Any) -> list[float]:
    return [round(float(value) / 72 * 25.4, 3) for value in box] if box is not None else []

"""What goes to the printer beside the PDF: the same facts for people, for machines, and for job tickets (XJDF)."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from publish import __version__

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from publish.edition import Edition
    from publish.measures import Length

FORMAT = 1
XJDF = "http://www.CIP4.org/JDFSchema_2_0"
_BINDINGS = {"saddle-stitch": "SaddleStitch", "perfect": "SoftCover"}


@dataclass(frozen=True, slots=True)
class PressFile:
    """A press PDF: its name in the hand-over, what it is (body or cover), its bytes, and the preflight's figures."""

    name: str
    role: str
    data: bytes
    figures: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()


def file_name(edition: Edition, role: str) -> str:
    """Give the name of a press PDF as the vendor wants it."""
    metadata = edition.publication.metadata
    name = metadata.print.file_name
    for key, value in (
        ("slug", edition.slug),
        ("number", metadata.series.number if metadata.series and metadata.series.number else ""),
        ("date", f"{edition.dated:%Y-%m-%d}" if edition.dated else ""),
        # The registered name: what the manuscript writes may be anything that is read as it.
        ("condition", edition.inks.condition.name if edition.inks else ""),
        ("trim", f"{edition.trim.width}x{edition.trim.height}"),
    ):
        name = name.replace(f"{{{key}}}", value)
    return f"{name or edition.slug}{'-cover' if role == 'cover' else ''}.pdf"


def job(edition: Edition, files: tuple[PressFile, ...], spine: Length | None) -> dict[str, Any]:
    """Give the facts of a job as plain values; lengths are in millimetres unless they say otherwise."""
    metadata = edition.publication.metadata
    asked, trim, inks = metadata.print, edition.trim, edition.inks
    return {
        "format": FORMAT,
        "title": metadata.title,
        "identifier": edition.identifier,
        "publisher": metadata.publisher,
        "date": f"{edition.dated:%Y-%m-%d}" if edition.dated else None,
        "vendor": asked.vendor,
        "pages": sum(file.figures["pages"] for file in files if file.role == "body"),
        "trim": {"asked": str(trim), "width": round(trim.width.mm, 3), "height": round(trim.height.mm, 3)},
        "bleed": {"asked": str(asked.bleed)} | _edges(asked.bleed),
        "safe": {"asked": str(asked.safe)} | _edges(asked.safe),
        "marks": asked.marks,
        "slug": asked.slug,
        "binding": asked.binding,
        "cover": asked.cover,
        "spine": round(spine.mm, 3) if spine else None,
        "paper": {"weight": asked.paper.weight, "thickness": round(asked.paper.thickness.mm, 4)},
        "colours": ["Cyan", "Magenta", "Yellow", "Black"],
        "condition": {
            "name": inks.condition.name,
            "says": inks.condition.says,
            "registry": inks.condition.registry,
            "profile": inks.profile.description,
            "sha256": inks.profile.sha256,
        } if inks else None,
        "rendering-intent": asked.rendering_intent,
        "ink-limit": asked.ink_limit,
        "files": [
            {"name": file.name, "role": file.role, "bytes": len(file.data), "sha256": file.sha256} | dict(file.figures)
            for file in files
        ],
        "made-by": f"publish {__version__}",
    }  # fmt: skip


def _edges(edges: Any) -> dict[str, float]:
    return {name: round(getattr(edges, name).mm, 3) for name in ("top", "outside", "bottom", "inside")}


def xjdf(facts: Mapping[str, Any], slug: str) -> bytes:
    """Give the job as XJDF 2.2: the product with its intents, and where its files are; nothing that isn't known."""
    root = ET.Element("XJDF", {"xmlns": XJDF, "JobID": slug, "Types": "Product", "Version": "2.2"})
    products = ET.SubElement(root, "ProductList")
    body = {"ID": "body", "ProductType": "Body" if facts["cover"] == "separate" else "Booklet"}
    if facts["cover"] == "separate":
        bound = ET.SubElement(products, "Product", {"ID": "whole", "IsRoot": "true", "ProductType": "Book"})
        _binding(bound, facts, "body cover")
        _product(ET.SubElement(products, "Product", body), facts, facts["pages"])
        cover = ET.SubElement(products, "Product", {"ID": "cover", "ProductType": "Cover"})
        _product(cover, facts, 4)
    else:
        only = ET.SubElement(products, "Product", body | {"IsRoot": "true"})
        _binding(only, facts, "")
        _product(only, facts, facts["pages"])
    files = ET.SubElement(root, "ResourceSet", {"Name": "RunList", "Usage": "Input"})
    for each in facts["files"]:
        resource = ET.SubElement(files, "Resource", {"DescriptiveName": each["role"]})
        run = ET.SubElement(resource, "RunList", {"NPage": str(each["pages"])})
        checksum = {"URL": each["name"], "MimeType": "application/pdf", "CheckSum": each["sha256"].upper()}
        ET.SubElement(run, "FileSpec", checksum)
    if facts["publisher"]:
        customers = ET.SubElement(root, "ResourceSet", {"Name": "CustomerInfo", "Usage": "Input"})
        told = ET.SubElement(ET.SubElement(customers, "Resource"), "CustomerInfo")
        told.set("CustomerJobName", facts["title"])
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _intent(product: ET.Element, name: str, **values: str) -> None:
    intent = ET.SubElement(product, "Intent", {"Name": name})
    ET.SubElement(intent, name, values)


def _binding(product: ET.Element, facts: Mapping[str, Any], children: str) -> None:
    kind = _BINDINGS.get(facts["binding"])
    if kind:
        more = {"ChildRefs": children} if children else {}
        _intent(product, "BindingIntent", BindingType=kind, **more)


def _product(product: ET.Element, facts: Mapping[str, Any], pages: int) -> None:
    intent = ET.SubElement(product, "Intent", {"Name": "ColorIntent"})
    colours = ET.SubElement(intent, "ColorIntent")
    for surface in ("Front", "Back"):
        standard = facts["condition"]["name"] if facts["condition"] else ""
        used = {"Surface": surface, "ColorsUsed": " ".join(facts["colours"]), "PrintStandard": standard}
        ET.SubElement(colours, "SurfaceColor", used)
    width, height = (facts["trim"][side] / 25.4 * 72 for side in ("width", "height"))
    bleed = max(facts["bleed"][edge] for edge in ("top", "outside", "bottom", "inside")) / 25.4 * 72
    _intent(
        product,
        "LayoutIntent",
        Bleed=f"{bleed:.3f}",
        FinishedDimensions=f"{width:.3f} {height:.3f} 0",
        Pages=str(pages + pages % 2),
    )
    _intent(product, "MediaIntent", MediaType="Paper", Weight=f"{facts['paper']['weight']:g}")


def told(facts: Mapping[str, Any]) -> str:
    """Give what the preflight found, as a text for people."""
    lines = [f"{facts['title']}: preflight against PDF/X-4 (ISO 15930-7) and GWG 2022", ""]
    for each in facts["files"]:
        found, ink = each["findings"], each["ink"]
        errors = sum(finding["severity"] == "error" for finding in found)
        counted = f"{each['rules']} rules, {errors} errors, {len(found) - errors} warnings"
        lines.append(f"{each['name']}: {each['pages']} pages, {counted}")
        lines += [f"  {finding['severity']}: {finding['message']} [{finding['code']}]" for finding in found]
        place = f"page {ink['page']}, {ink['at'][0]:g} × {ink['at'][1]:g} mm from the upper left of the trim"
        lines.append(f"  ink: {ink['mean']:g} % at most over 15 mm ({place}), {ink['maximum']:g} % at one place;")
        lines += [f"  the limit is {facts['ink-limit']} %", ""]
    return "\n".join(lines) + "\n"


def press_zip(edition: Edition, facts: Mapping[str, Any], files: tuple[PressFile, ...], sheet: bytes) -> bytes:
    """Give the archive for the printer, the same bytes each time: PDFs, job sheet, XJDF, JSON, preflight."""
    content = {file.name: file.data for file in files} | {
        "job-sheet.pdf": sheet,
        "job.json": (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode(),
        "job.xjdf": xjdf(facts, edition.slug),
        "preflight.txt": told(facts).encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(content.items()):
            entry = zipfile.ZipInfo(name, stamp(edition.modified))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".pdf") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def stamp(moment: dt.datetime) -> tuple[int, int, int, int, int, int]:
    """Give a time as a zip keeps it: from 1980 to 2107."""
    year = min(2107, max(1980, moment.year))
    return year, moment.month, moment.day, moment.hour, moment.minute, moment.second

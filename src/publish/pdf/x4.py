"""Parts drawn for press → one PDF/X-4 (ISO 15930-7): boxes, marks, output intent, metadata; pikepdf alone."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.pdf.faces import one_subset_a_font
from publish.pdf.marks import marks, registration
from publish.pdf.merge import resources_of, share_images
from publish.pdf.metadata import DocumentInfo, XmpProperty, page_labels, write_info, xmp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publish.colour import Condition, Profile
    from publish.sheet import Boxes, Sheet

PDFX = "http://www.npes.org/pdfx/ns/id/"


@dataclass(frozen=True, slots=True)
class PressInfo:
    """What is written once for a press PDF, and what the pages ask of their sheets.

    ``rectos`` says of each page whether it is a right-hand one, ``slugs`` what its slug line says; ``font`` is the
    TrueType file of that line. ``folds`` are places from the left of the trim where a cover is folded, in points.
    """

    info: DocumentInfo
    sheet: Sheet
    condition: Condition
    profile: Profile
    rectos: tuple[bool, ...]
    slugs: tuple[str, ...]
    font: bytes
    folds: tuple[float, ...] = ()


def press_pdf(parts: Sequence[bytes], about: PressInfo, bleed: float) -> bytes:
    """Give one PDF/X-4 out of the parts' drawings, whose pages have ``bleed`` points around the trim on every side.

    What stands outside the bleed that is asked of an edge is cut off. The same parts give the same bytes.
    """
    pdf = pikepdf.new()
    with ExitStack() as sources:
        for part in parts:
            source = sources.enter_context(pikepdf.open(BytesIO(part)))
            for page in source.pages:
                pdf.pages.append(page)
        colour = registration(pdf)
        for number, page in enumerate(pdf.pages):
            boxes = about.sheet.boxes(recto=about.rectos[number])
            around = marks(about.sheet, boxes, about.slugs[number], about.font, about.folds)
            _put_on_sheet(pdf, page, boxes, bleed, around, colour)
        resources = resources_of(pdf)
        one_subset_a_font(pdf, resources)
        share_images(pdf)
        for each in resources:
            _without_unused(each)
        _write_catalogue(pdf, about)
        return _saved(pdf)


def _put_on_sheet(pdf: pikepdf.Pdf, page: pikepdf.Page, boxes: Boxes, bleed: float, around: bytes, colour: Any) -> None:
    """Move a page's content to where its trim is, clip it at the bleed, and add the marks (ISO 15930-7, 6.8)."""
    left, bottom, right, top = boxes.bleed
    media = [float(value) for value in page.mediabox]
    # The part's page begins at its bleed's corner.
    x, y = boxes.trim[0] - bleed - media[0], boxes.trim[1] - bleed - media[1]
    head = f"q {_n(left)} {_n(bottom)} {_n(right - left)} {_n(top - bottom)} re W n 1 0 0 1 {_n(x)} {_n(y)} cm\n"
    content = page.obj.Contents.read_bytes()
    page.obj.Contents = pdf.make_stream(head.encode() + content + b"\nQ\n" + around)
    for key in ("/CropBox", "/ArtBox", "/Rotate", "/UserUnit", "/Annots", "/Tabs", "/StructParents", "/Group"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox, page.obj.BleedBox, page.obj.TrimBox = (
        Array([round(value, 4) for value in box]) for box in (boxes.media, boxes.bleed, boxes.trim)
    )
    resources = Dictionary({key: value for key, value in page.obj.Resources.items() if key != "/ColorSpace"})
    if around:
        resources.ColorSpace = Dictionary(Registration=colour)
    page.obj.Resources = pdf.make_indirect(resources)
    if _is_transparent(resources):
        # The colours of a page are mixed as inks (GWG 2022, R0030).
        page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True)


def _is_transparent(resources: Any) -> bool:
    """Say whether anything of a page lets shine through what lies under it."""
    for state in resources.get("/ExtGState", {}).values():
        alphas = (float(state.get(key, 1)) for key in ("/ca", "/CA"))
        if any(alpha < 1 for alpha in alphas) or state.get("/SMask", Name("/None")) != "/None" or "/BM" in state:
            return True
    drawn = resources.get("/XObject", {}).values()
    return any("/SMask" in each or "/Group" in each for each in drawn)


def _without_unused(resources: Any) -> None:
    """Take out the colour spaces that WeasyPrint declares everywhere and nothing uses: Lab isn't for every RIP."""
    spaces = resources.get("/ColorSpace")
    if spaces is not None and "/Registration" not in spaces:
        del resources["/ColorSpace"]


def _write_catalogue(pdf: pikepdf.Pdf, about: PressInfo) -> None:
    """Write the output intent (ISO 15930-7, 6.2.2), XMP (6.7.1), labels and the document information."""
    root, condition = pdf.Root, about.condition
    for key in list(root.keys()):
        if key not in {"/Type", "/Pages"}:
            del root[key]
    root.Lang = String(about.info.language)
    profile = pdf.make_stream(about.profile.data, N=4)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition.name),
        OutputCondition=String(condition.says),
        RegistryName=String(condition.registry),
        Info=String(about.profile.description),
        DestOutputProfile=profile,
    )
    root.OutputIntents = Array([pdf.make_indirect(intent)])
    root.Metadata = pdf.make_stream(xmp(about.info), Type=Name.Metadata, Subtype=Name.XML)
    if about.info.labels:
        root.PageLabels = page_labels(about.info.labels)
    write_info(pdf, about.info)
    pdf.docinfo[Name.Trapped] = Name("/False")


PROPERTIES = (
    XmpProperty(PDFX, "pdfxid", "GTS_PDFXVersion", "PDF/X-4"),
    XmpProperty("http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "False"),
    XmpProperty("http://ns.adobe.com/xap/1.0/mm/", "xmpMM", "VersionID", "1"),
    XmpProperty("http://ns.adobe.com/xap/1.0/mm/", "xmpMM", "RenditionClass", "default"),
)
"""The XMP properties that PDF/X-4 asks beyond those that every PDF of this project has (ISO 15930-7, 6.7.1)."""


def _saved(pdf: pikepdf.Pdf) -> bytes:
    pdf.remove_unreferenced_resources()
    out = BytesIO()
    pdf.save(
        out,
        force_version="1.6",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        linearize=False,
    )
    return out.getvalue()


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"

"""Parts drawn for press → one PDF/X-4 (ISO 15930-7): boxes, marks, output intent, metadata; pikepdf alone."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.pdf.faces import one_subset_a_font
from publish.pdf.marks import marks, number, registration
from publish.pdf.merge import drawn_by, resources_of, saved, share_images
from publish.pdf.metadata import DocumentInfo, XmpProperty, mark_blank, page_labels, write_info, xmp

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
    ``blank`` are the pages, counted from 1, that are meant to be: it is written into them, and a preflight of ours
    reads it.
    """

    info: DocumentInfo
    sheet: Sheet
    condition: Condition
    profile: Profile
    rectos: tuple[bool, ...]
    slugs: tuple[str, ...]
    font: bytes
    folds: tuple[float, ...] = ()
    blank: frozenset[int] = frozenset()


def press_pdf(parts: Sequence[bytes], about: PressInfo, bleed: float) -> bytes:
    """Give one PDF/X-4 out of the parts' drawings, whose pages have ``bleed`` points around the trim on every side.

    What stands outside the bleed that is asked of an edge is cut off. The same parts give the same bytes. Raises
    ValueError where there isn't one ``rectos`` and one ``slugs`` a page.
    """
    pdf = pikepdf.new()
    with ExitStack() as sources:
        for part in parts:
            pdf.pages.extend(sources.enter_context(pikepdf.open(BytesIO(part))).pages)
        if not len(about.rectos) == len(about.slugs) == len(pdf.pages):
            raise ValueError(f"{len(about.rectos)} sides and {len(about.slugs)} slugs for {len(pdf.pages)} pages")
        colour = registration(pdf)
        seen: set[Any] = set()
        for page, recto, slug in zip(pdf.pages, about.rectos, about.slugs, strict=True):
            boxes = about.sheet.boxes(recto=recto)
            _keep_what_is_drawn(page, seen)
            _put_on_sheet(pdf, page, boxes, bleed)
            page.contents_add(marks(about.sheet, boxes, slug, about.font, about.folds))
            page.contents_coalesce()
            if about.sheet.marks:
                spaces = dict(page.obj.Resources.get("/ColorSpace", {}).items())
                page.obj.Resources.ColorSpace = Dictionary(spaces | {"/Registration": colour})
        for number in about.blank:
            mark_blank(pdf.pages[number - 1], about.info)
        one_subset_a_font(pdf, resources_of(pdf))
        share_images(pdf)
        _write_catalogue(pdf, about)
        return saved(pdf, "1.6")


_NAMING = {
    "CS": "/ColorSpace", "cs": "/ColorSpace", "Do": "/XObject", "gs": "/ExtGState", "SCN": "/Pattern",
    "scn": "/Pattern", "sh": "/Shading", "Tf": "/Font",
}  # fmt: skip
"""The operators that name a resource, and the kind of resource (ISO 32000-1, annex A)."""


def _keep_what_is_drawn(page: pikepdf.Page, seen: set[Any]) -> None:
    """Give a page, and all that it draws, resources of its own: those that it names, and no others.

    A part's pages share one dictionary, with colour spaces that nothing uses, and Lab isn't for every RIP; and only so
    can it be said which page is transparent. ``seen`` holds what other pages draw too and is done already.
    """
    page.obj.Resources = _named(page, page.resources)
    waiting = drawn_by(page.obj.Resources)
    while waiting:
        item = waiting.pop()
        if "/Resources" in item and item.objgen not in seen:
            seen.add(item.objgen)
            item.Resources = _named(item, item.Resources)
            waiting += drawn_by(item.Resources)


def _named(content: Any, resources: Any) -> Dictionary:
    """Give the resources that a content stream names."""
    kept: dict[str, dict[str, Any]] = {}
    for instruction in pikepdf.parse_content_stream(content, " ".join(_NAMING)):
        kind = _NAMING[str(instruction.operator)]
        there = resources.get(kind, {})
        for name in instruction.operands:
            # A colour space such as /DeviceCMYK isn't among the resources.
            if isinstance(name, Name) and str(name) in there:
                kept.setdefault(kind, {})[str(name)] = there[name]
    return Dictionary({kind: Dictionary(items) for kind, items in sorted(kept.items())})


def _put_on_sheet(pdf: pikepdf.Pdf, page: pikepdf.Page, boxes: Boxes, bleed: float) -> None:
    """Move a page's content to where its trim is, and clip it at the bleed (ISO 15930-7, 6.8)."""
    left, bottom, right, top = boxes.bleed
    # A part's page begins at the corner of its bleed.
    corner_x, corner_y, *_ = (float(value) for value in page.mediabox)
    x, y = boxes.trim[0] - bleed - corner_x, boxes.trim[1] - bleed - corner_y
    clip = " ".join(map(number, (left, bottom, right - left, top - bottom)))
    head = f"q {clip} re W n 1 0 0 1 {number(x)} {number(y)} cm\n".encode()
    page.contents_coalesce()
    content = pdf.make_stream(head + page.obj.Contents.read_bytes() + b"\nQ\n")
    resources = page.obj.Resources
    for name, pattern in resources.get("/Pattern", {}).items():
        resources.Pattern[name] = _moved(pdf, pattern, x, y)
    for key in set(page.obj.keys()) - {"/Type", "/Parent"}:
        del page.obj[key]
    page.obj.Contents, page.obj.Resources = content, resources
    page.obj.MediaBox, page.obj.BleedBox, page.obj.TrimBox = map(Array, (boxes.media, boxes.bleed, boxes.trim))
    if _is_transparent(resources):
        # The colours of a page are mixed as inks (GWG 2022, R0030).
        page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True)


def _moved(pdf: pikepdf.Pdf, pattern: Any, x: float, y: float) -> Any:
    """Give a pattern of a page at its new place: it hangs on the page's corner, whatever ``cm`` says (8.7.2)."""
    entries = {key: value for key, value in pattern.items() if key != "/Length"}
    matrix = [float(value) for value in entries.get("/Matrix", (1, 0, 0, 1, 0, 0))]
    entries["/Matrix"] = Array([*matrix[:4], round(matrix[4] + x, 4), round(matrix[5] + y, 4)])
    if isinstance(pattern, pikepdf.Stream):
        return pdf.make_stream(pattern.read_raw_bytes(), Dictionary(entries))
    return pdf.make_indirect(Dictionary(entries))


def _is_transparent(resources: Any) -> bool:
    """Say whether anything of a page, however deep, lets shine through what lies under it (ISO 32000-1, 11.2)."""
    waiting, seen = [resources], set()
    while waiting:
        found = waiting.pop()
        states = found.get("/ExtGState", {}).values()
        drawn = drawn_by(found)
        if any(map(_mixes, states)) or any("/SMask" in each or "/Group" in each for each in drawn):
            return True
        deeper = [each for each in drawn if "/Resources" in each and each.objgen not in seen]
        seen |= {each.objgen for each in deeper}
        waiting += [each.Resources for each in deeper]
    return False


def _mixes(state: Any) -> bool:
    faint = any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
    return faint or isinstance(state.get("/SMask"), Dictionary) or str(state.get("/BM", "/Normal")) != "/Normal"


def _write_catalogue(pdf: pikepdf.Pdf, about: PressInfo) -> None:
    """Write the output intent (ISO 15930-7, 6.2.2), XMP (6.7.1), labels and the document information."""
    root, condition = pdf.Root, about.condition
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

"""The rules of the file as a whole: what ISO 15930-7 asks of a PDF/X-4 besides what its pages paint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf

from publish.colour import CONDITIONS, read_profile
from publish.source import Span
from publish.verify.preflight.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.verify.preflight.findings import File

_DATES = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")
_ACTIONS = ("/OpenAction", "/AA")
_MARKS = {"/PrinterMark", "/TrapNet"}


def says_that_it_is_x4(file: File) -> Iterator[Finding]:
    """XMP names the version of PDF/X (6.7.2)."""
    version = file.xmp.get("pdfxid:GTS_PDFXVersion", "")
    if version != "PDF/X-4":
        yield Finding("x4-version", f"XMP says {version or 'nothing'} where PDF/X-4 has to stand (GTS_PDFXVersion)")


def is_of_a_version_that_x4_allows(file: File) -> Iterator[Finding]:
    """The file is of PDF 1.6 or older (6.1)."""
    if tuple(map(int, file.pdf.pdf_version.split("."))) > (1, 6):
        yield Finding("x4-pdf-version", f"it is of PDF {file.pdf.pdf_version}, and PDF/X-4 is of 1.6 at most")


def has_a_title(file: File) -> Iterator[Finding]:
    """XMP has the document's title (6.7.1)."""
    if not file.xmp.get("dc:title"):
        yield Finding("x4-title", "XMP has no dc:title")


def has_dates(file: File) -> Iterator[Finding]:
    """XMP says when the file was made and changed (6.7.1)."""
    missing = [name for name in _DATES if not file.xmp.get(name)]
    if missing:
        yield Finding("x4-dates", f"XMP lacks {', '.join(missing)}")


def has_ids(file: File) -> Iterator[Finding]:
    """XMP has what tells versions of a file apart (6.7.1)."""
    names = ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")
    missing = [name for name in names if not file.xmp.get(name)]
    if missing:
        yield Finding("x4-ids", f"XMP lacks {', '.join(missing)}")


def says_whether_it_is_trapped(file: File) -> Iterator[Finding]:
    """Trapped is True or False, in XMP and in the information dictionary alike (6.7.3)."""
    told = str(file.pdf.docinfo.get("/Trapped", "")).lstrip("/")
    if told not in {"True", "False"} or file.xmp.get("pdf:Trapped", told) != told:
        yield Finding(
            "x4-trapped", f"Trapped is {told or 'not said'}, and {file.xmp.get('pdf:Trapped', 'not said')} in XMP"
        )


def has_a_file_identifier(file: File) -> Iterator[Finding]:
    """The trailer has an ID (6.1)."""
    if "/ID" not in file.pdf.trailer:
        yield Finding("x4-file-id", "the trailer has no ID")


def is_not_encrypted(file: File) -> Iterator[Finding]:
    """Nothing is encrypted (6.1)."""
    if file.pdf.is_encrypted:
        yield Finding("x4-encrypted", "the file is encrypted")


def has_one_output_intent(file: File) -> Iterator[Finding]:
    """There is one output intent of PDF/X (6.2.2)."""
    count = len(file.intents)
    if count != 1:
        yield Finding("x4-output-intent", f"there are {count} output intents of PDF/X, and there has to be one")


def names_its_condition(file: File) -> Iterator[Finding]:
    """The output intent names a condition of the ICC's register (6.2.2)."""
    for intent in file.intents:
        name, registry = str(intent.get("/OutputConditionIdentifier", "")), str(intent.get("/RegistryName", ""))
        if not name:
            yield Finding("x4-condition", "the output intent has no OutputConditionIdentifier")
        elif registry and name not in CONDITIONS and "color.org" in registry:
            yield Finding("x4-condition", f"{name} isn't in the register that the output intent names")


def carries_its_profile(file: File) -> Iterator[Finding]:
    """The output intent carries the profile of the condition, one for output in CMYK (6.2.2; GWG R0035)."""
    for intent in file.intents:
        profile = intent.get("/DestOutputProfile")
        if profile is None:
            yield Finding("x4-profile", "the output intent carries no profile")
            continue
        _, faults = read_profile("the output intent's profile", profile.read_bytes(), Span(""))
        for fault in faults:
            yield Finding("x4-profile", fault.message)
        if not faults and profile.get("/N") != 4:
            yield Finding("x4-profile", "the output intent's profile doesn't say that it has four inks")


def pages_have_a_trim(file: File) -> Iterator[Finding]:
    """A page has a TrimBox or an ArtBox, and not both (6.8)."""
    for number, page in enumerate(file.pdf.pages, 1):
        count = ("/TrimBox" in page.obj) + ("/ArtBox" in page.obj)
        if count != 1:
            what = "neither TrimBox nor ArtBox" if not count else "both TrimBox and ArtBox"
            yield Finding("x4-trim", f"there is {what}", number)


def boxes_lie_in_one_another(file: File) -> Iterator[Finding]:
    """TrimBox lies in BleedBox, BleedBox in MediaBox (6.8)."""
    for number, page in enumerate(file.pdf.pages, 1):
        media, bleed, trim = (_box(page.obj.get(key)) for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        media = media or _box(page.mediabox)
        if trim and not _within(trim, bleed or media):
            yield Finding("x4-boxes", "the TrimBox reaches out of the " + ("BleedBox" if bleed else "MediaBox"), number)
        if bleed and not _within(bleed, media):
            yield Finding("x4-boxes", "the BleedBox reaches out of the MediaBox", number)


def nothing_is_cropped(file: File) -> Iterator[Finding]:
    """There is no CropBox but the MediaBox (GWG R0003)."""
    for number, page in enumerate(file.pdf.pages, 1):
        crop = _box(page.obj.get("/CropBox"))
        if crop and crop != _box(page.mediabox):
            yield Finding("gwg-crop-box", "the CropBox isn't the MediaBox", number)


def units_are_points(file: File) -> Iterator[Finding]:
    """A page is measured in points (GWG R0002)."""
    for number, page in enumerate(file.pdf.pages, 1):
        if float(page.obj.get("/UserUnit", 1)) != 1:
            yield Finding("gwg-user-unit", f"its unit is {page.obj.UserUnit} points", number)


def pages_are_of_one_size(file: File) -> Iterator[Finding]:
    """All pages have the trim of the first, and none is turned (GWG R0004)."""
    first: tuple[int, int] | None = None
    for number, page in enumerate(file.pdf.pages, 1):
        trim = _box(page.obj.get("/TrimBox"))
        if int(page.obj.get("/Rotate", 0)) % 360:
            yield Finding("gwg-page-size", f"it is turned by {page.obj.Rotate}°", number)
        if trim:
            size = round((trim[2] - trim[0]) * 10), round((trim[3] - trim[1]) * 10)
            first = first or size
            if any(abs(a - b) > 1 for a, b in zip(size, first, strict=True)):
                yield Finding("gwg-page-size", "its trim is of another size than the first page's", number)


def bleed_is_as_asked(file: File) -> Iterator[Finding]:
    """The BleedBox reaches over the trim as far as the printer asks."""
    for number, page in enumerate(file.pdf.pages, 1):
        bleed, trim = _box(page.obj.get("/BleedBox")), _box(page.obj.get("/TrimBox"))
        if not file.limits.bleed or not trim or (bleed and not _within(trim, bleed)):
            continue
        over = 0.0 if bleed is None else max(trim[0] - bleed[0], bleed[2] - trim[2])
        heights = (0.0, 0.0) if bleed is None else (trim[1] - bleed[1], bleed[3] - trim[3])
        if min(over, *heights) < file.limits.bleed - 0.05:
            asked = file.limits.bleed / 72 * 25.4
            yield Finding("press-bleed", f"its BleedBox is less than {asked:.1f} mm over the trim", number)


def fonts_are_embedded(file: File) -> Iterator[Finding]:
    """Every font is in the file (6.3)."""
    for page, font in file.painting.fonts.values():
        if font.get("/Subtype") == "/Type3":
            continue
        inner = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else font
        described = inner.get("/FontDescriptor", {})
        if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield Finding("x4-font", f"the font {str(font.get('/BaseFont', '?')).lstrip('/')} isn't embedded", page)


def no_font_is_courier(file: File) -> Iterator[Finding]:
    """No font is Courier, which stands in for one that was lost (GWG R0014)."""
    for page, font in file.painting.fonts.values():
        name = str(font.get("/BaseFont", "")).lstrip("/")
        if re.fullmatch(r"(?:[A-Z]{6}\+)?Courier(?:New)?(?:[-,].*)?", name):
            yield Finding("gwg-courier", f"the font {name} is used", page)


def nothing_acts(file: File) -> Iterator[Finding]:
    """There are no actions and no scripts (6.14)."""
    root = file.pdf.Root
    found = [key for key in _ACTIONS if key in root]
    found += ["/JavaScript"] if "/JavaScript" in root.get("/Names", {}) else []
    for key in found:
        yield Finding("x4-action", f"the file has {key.lstrip('/')}")
    for number, page in enumerate(file.pdf.pages, 1):
        if "/AA" in page.obj:
            yield Finding("x4-action", "it has AA", number)


def nothing_is_annotated(file: File) -> Iterator[Finding]:
    """Annotations, links among them, lie outside the bleed (6.13)."""
    for number, page in enumerate(file.pdf.pages, 1):
        bleed = _box(page.obj.get("/BleedBox")) or _box(page.obj.get("/TrimBox")) or _box(page.mediabox)
        for each in page.obj.get("/Annots", []):
            box = _box(each.get("/Rect"))
            if each.get("/Subtype") in _MARKS or box is None or bleed is None:
                continue
            if box[0] < bleed[2] and box[2] > bleed[0] and box[1] < bleed[3] and box[3] > bleed[1]:
                yield Finding("x4-annotation", f"a {str(each.get('/Subtype', '?')).lstrip('/')} lies on it", number)
                break


def nothing_is_hidden_in_it(file: File) -> Iterator[Finding]:
    """There are no embedded files, forms to fill in, or choices of layers (6.1; GWG R0034)."""
    root = file.pdf.Root
    if "/EmbeddedFiles" in root.get("/Names", {}):
        yield Finding("x4-embedded-file", "the file has other files in it")
    if "/AcroForm" in root:
        yield Finding("x4-form", "the file has a form to fill in")
    if "/XFA" in root.get("/AcroForm", {}):
        yield Finding("x4-form", "the file has an XFA form")
    layers: Any = root.get("/OCProperties", {})
    if layers.get("/Configs"):
        yield Finding("gwg-layers", "the file has several sets of layers to choose from")


def nothing_is_left_to_the_machine(file: File) -> Iterator[Finding]:
    """No transfer curve, no halftone phase and no PostScript is set (6.5, 6.6)."""
    for page, state in file.painting.states:
        if "/TR" in state or state.get("/TR2", "/Default") != "/Default":
            yield Finding("x4-transfer", "a transfer curve is set", page)
        if "/HTP" in state:
            yield Finding("x4-halftone", "a halftone's phase is set", page)
    for page, item in file.painting.objects:
        if item.get("/Subtype") == "/PS" or item.get("/Subtype2") == "/PS":
            yield Finding("x4-postscript", "PostScript is drawn", page)
        if "/OPI" in item:
            yield Finding("x4-opi", "a picture stands for another one (OPI)", page)
        if "/Ref" in item:
            yield Finding("x4-reference", "a page of another file is drawn", page)
        if "/Alternates" in item:
            yield Finding("x4-alternate", "a picture has alternates", page)


def nothing_is_packed_by_lzw(file: File) -> Iterator[Finding]:
    """No stream is compressed by LZW (6.1)."""
    for item in file.pdf.objects:
        if isinstance(item, pikepdf.Stream) and "LZW" in str(item.get("/Filter", "")):
            yield Finding("x4-lzw", "a stream is compressed by LZW")
            return


def content_can_be_read(file: File) -> Iterator[Finding]:
    """Pages can be read (6.1)."""
    for page, fault in file.painting.faults:
        yield Finding("x4-content", f"what it paints can't be read: {fault}", page)


def _box(value: Any) -> tuple[float, float, float, float] | None:
    try:
        left, bottom, right, top = (float(each) for each in value)
    except (TypeError, ValueError):
        return None
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _within(inner: tuple[float, ...], outer: tuple[float, ...] | None) -> bool:
    if outer is None:
        return False
    slack = 0.01
    return (inner[0] >= outer[0] - slack and inner[1] >= outer[1] - slack) and (
        inner[2] <= outer[2] + slack and inner[3] <= outer[3] + slack
    )


DOCUMENT_RULES = (
    says_that_it_is_x4,
    is_of_a_version_that_x4_allows,
    has_a_title,
    has_dates,
    has_ids,
    says_whether_it_is_trapped,
    has_a_file_identifier,
    is_not_encrypted,
    has_one_output_intent,
    names_its_condition,
    carries_its_profile,
    pages_have_a_trim,
    boxes_lie_in_one_another,
    nothing_is_cropped,
    units_are_points,
    pages_are_of_one_size,
    bleed_is_as_asked,
    fonts_are_embedded,
    no_font_is_courier,
    nothing_acts,
    nothing_is_annotated,
    nothing_is_hidden_in_it,
    nothing_is_left_to_the_machine,
    nothing_is_packed_by_lzw,
    content_can_be_read,
)

"""The preflight on press PDFs that are broken on purpose: each is caught by its rule, and the clean one passes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publish.codes.preflight import PREFLIGHT
from publish.house import house_folder
from publish.verify.preflight import Limits, preflight

if TYPE_CHECKING:
    from collections.abc import Callable

    Break = Callable[[pikepdf.Pdf], Any]

PROFILE = (house_folder("press") / "profiles" / "FOGRA39" / "ISOcoated_v2_300_bas.icc").read_bytes()
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Clean</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2024-01-01T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>2024-01-01T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2024-01-01T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass><pdf:Trapped>False</pdf:Trapped>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""
CLEAN = b"""0.03 0.04 0.08 0 k 50 50 200 200 re f
/On gs BT 0 0 0 1 k /F 9 Tf 60 200 Td <0102> Tj ET
0 0 0 1 K 1 w 60 100 m 200 100 l S /Off gs
0.2 0.85 0.9 0.1 k 300 300 40 40 re f
q 50 0 0 50 100 120 cm /Picture Do Q"""


def clean() -> pikepdf.Pdf:
    """Give a small PDF/X-4 of two pages that nothing is wrong with."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(440, 440))
    program = pdf.make_stream(b"a font that nobody opens")
    described = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Serif"), FontFile2=program)
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Serif"), FontDescriptor=described
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Serif"), DescendantFonts=Array([inner])
    )
    picture = pdf.make_stream(
        bytes(200 * 200 * 4), Type=Name.XObject, Subtype=Name.Image, Width=200, Height=200, BitsPerComponent=8,
        ColorSpace=Name.DeviceCMYK,
    )  # fmt: skip
    for page in pdf.pages:
        page.obj.TrimBox = Array([20, 20, 420, 420])
        page.obj.BleedBox = Array([11, 11, 429, 429])
        page.obj.Resources = Dictionary(
            Font=Dictionary(F=pdf.make_indirect(font)),
            XObject=Dictionary(Picture=picture),
            ExtGState=Dictionary(
                On=Dictionary(op=True, OP=True, OPM=1), Off=Dictionary(op=False, OP=False, OPM=0)
            ),
        )  # fmt: skip
        page.obj.Contents = pdf.make_stream(CLEAN)
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA39"),
        RegistryName=String("http://www.color.org"), DestOutputProfile=pdf.make_stream(PROFILE, N=4),
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([intent])
    pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo[Name.Trapped] = Name("/False")
    return pdf


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, deterministic_id="encryption" not in options, **({"force_version": "1.6"} | options))
    return out.getvalue()


def xmp(old: str, new: str) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        assert old in XMP
        pdf.Root.Metadata = pdf.make_stream(XMP.replace(old, new).encode())

    return change


def page(key: str, value: Any) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.pages[1].obj[key]
        else:
            pdf.pages[1].obj[key] = value

    return change


def root(key: str, value: Any) -> Break:
    return lambda pdf: pdf.Root.__setitem__(key, value)


def intent(key: str, value: Any) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.Root.OutputIntents[0][key]
        else:
            pdf.Root.OutputIntents[0][key] = value(pdf) if callable(value) else value

    return change


def paint(operators: bytes, *, alone: bool = False) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Contents = pdf.make_stream(operators if alone else CLEAN + b"\n" + operators)

    return change


def state(**entries: Any) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Resources.ExtGState["/Off"] = Dictionary(op=False, OP=False, OPM=0, **entries)

    return change


def picture(**entries: Any) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        pixels = entries.get("Width", 200)
        old = {"Width": 200, "Height": pixels, "BitsPerComponent": 8, "ColorSpace": Name.DeviceCMYK} | entries
        stream = pdf.make_stream(bytes(200 * 200 * 4), Type=Name.XObject, Subtype=Name.Image, **old)
        pdf.pages[1].obj.Resources.XObject = Dictionary(Picture=stream)

    return change


def form(content: bytes = b"0 0 0 1 k 60 60 4 4 re f", **entries: Any) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_stream(content, Type=Name.XObject, BBox=Array([0, 0, 440, 440]), **entries)
        pdf.pages[1].obj.Resources.XObject["/Form"] = made
        paint(b"/Form Do")(pdf)

    return change


def space(name: str, value: Any, operators: bytes) -> Break:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Resources.ColorSpace = Dictionary({f"/{name}": value})
        paint(operators)(pdf)

    return change


def unembedded(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].obj.Resources.Font.F.DescendantFonts[0].FontDescriptor.FontFile2


def courier(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Resources.Font.F.BaseFont = Name("/ABCDEF+Courier")


def link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 60, 90, 90]))])


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"words"


def profile(data: bytes) -> Break:
    return intent("/DestOutputProfile", lambda pdf: pdf.make_stream(data, N=4))


TINT = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0, 1, 0]), N=1)


def separation(name: str) -> Array:
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, TINT])


BROKEN: tuple[tuple[str, str, Break], ...] = (
    ("an older version", "x4-version", xmp(">PDF/X-4<", ">PDF/X-3:2003<")),
    ("no title", "x4-title", xmp(">Clean<", "><")),
    ("no creation date", "x4-dates", xmp("xmp:CreateDate", "xmp:MadeOn")),
    ("no version id", "x4-ids", xmp("xmpMM:VersionID", "xmpMM:Version")),
    ("trapped unknown", "x4-trapped", lambda pdf: pdf.docinfo.__setitem__(Name.Trapped, Name.Unknown)),
    ("trapped otherwise in XMP", "x4-trapped", xmp("<pdf:Trapped>False", "<pdf:Trapped>True")),
    ("no output intent", "x4-output-intent", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    ("two output intents", "x4-output-intent", lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])),
    ("no condition", "x4-condition", intent("/OutputConditionIdentifier", None)),
    ("a condition of nobody's", "x4-condition", intent("/OutputConditionIdentifier", String("My press"))),
    ("no profile", "x4-profile", intent("/DestOutputProfile", None)),
    ("half a profile", "x4-profile", profile(PROFILE[:50_000])),
    ("a profile for RGB", "x4-profile", profile(PROFILE[:16] + b"RGB " + PROFILE[20:])),
    ("a profile for scanners", "x4-profile", profile(PROFILE[:12] + b"scnr" + PROFILE[16:])),
    ("no trim", "x4-trim", page("/TrimBox", None)),
    ("trim and art", "x4-trim", page("/ArtBox", Array([20, 20, 420, 420]))),
    ("trim out of the bleed", "x4-boxes", page("/BleedBox", Array([30, 30, 429, 429]))),
    ("bleed out of the media", "x4-boxes", page("/BleedBox", Array([11, 11, 450, 429]))),
    ("a crop box", "gwg-crop-box", page("/CropBox", Array([20, 20, 420, 420]))),
    ("other units", "gwg-user-unit", page("/UserUnit", 2)),
    ("a page that is turned", "gwg-page-size", page("/Rotate", 90)),
    ("a smaller page", "gwg-page-size", page("/TrimBox", Array([20, 20, 400, 420]))),
    ("less bleed than asked", "press-bleed", page("/BleedBox", Array([15, 15, 425, 425]))),
    ("no bleed at all", "press-bleed", page("/BleedBox", None)),
    ("a font outside", "x4-font", unembedded),
    ("Courier", "gwg-courier", courier),
    ("an open action", "x4-action", root("/OpenAction", Array([0]))),
    ("a script", "x4-action", root("/Names", Dictionary(JavaScript=Dictionary(Names=Array([]))))),
    ("an action of a page", "x4-action", page("/AA", Dictionary())),
    ("a link", "x4-annotation", link),
    ("an attachment", "x4-embedded-file", attached),
    ("a form to fill in", "x4-form", root("/AcroForm", Dictionary(Fields=Array([])))),
    ("choices of layers", "gwg-layers", root("/OCProperties", Dictionary(Configs=Array([Dictionary()])))),
    ("a transfer curve", "x4-transfer", state(TR=Name.Identity)),
    ("another transfer curve", "x4-transfer", state(TR2=Name.Identity)),
    ("a halftone's phase", "x4-halftone", state(HTP=Array([0, 0]))),
    ("PostScript", "x4-postscript", form(Subtype=Name.PS)),
    ("a reference", "x4-reference", form(Subtype=Name.Form, Ref=Dictionary(F=String("a.pdf"), Page=0))),
    ("OPI", "x4-opi", picture(OPI=Dictionary())),
    ("alternates", "x4-alternate", picture(Alternates=Array([]))),
    ("a form that isn't there", "x4-content", paint(b"/Nothing Do")),
    ("RGB", "x4-device-rgb", paint(b"1 0 0 rg 60 60 9 9 re f")),
    ("an RGB line", "x4-device-rgb", paint(b"1 0 0 RG 2 w 60 60 m 90 90 l S")),
    ("an RGB picture", "x4-device-rgb", picture(ColorSpace=Name.DeviceRGB)),
    ("RGB inside a form", "x4-device-rgb", form(b"0 0 1 rg 60 60 4 4 re f", Subtype=Name.Form)),
    ("Lab", "gwg-colour-space", space("L", Array([Name.Lab, Dictionary(WhitePoint=Array([1, 1, 1]))]),
                                      b"/L cs 50 0 0 sc 60 60 9 9 re f")),
    ("a spot colour", "gwg-spot-colour", space("S", separation("Gold"), b"/S cs 1 scn 60 60 9 9 re f")),
    ("registration on the page", "gwg-registration", space("S", separation("All"), b"/S cs 1 scn 60 60 9 9 re f")),
    ("a group that mixes RGB", "gwg-group-space",
     page("/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
    ("white text that overprints", "gwg-white-text-overprint",
     paint(b"/On gs BT 0 0 0 0 k /F 14 Tf 60 220 Td <0102> Tj ET")),
    ("white that overprints", "gwg-white-overprint", paint(b"/On gs 0 0 0 0 k 60 220 9 9 re f")),
    ("black text that knocks out", "gwg-small-text-overprint",
     paint(b"BT 0 0 0 1 k /F 9 Tf 60 220 Td <0102> Tj ET")),
    ("a black line that knocks out", "gwg-thin-line-overprint", paint(b"0 0 0 1 K 1 w 60 220 m 90 220 l S")),
    ("grey text", "gwg-grey-text", paint(b"BT 0.4 g /F 9 Tf 300 220 Td <0102> Tj ET")),
    ("a grey line", "gwg-grey-line", paint(b"0.4 G 1 w 300 220 m 390 220 l S")),
    ("grey that overprints", "gwg-grey-overprint", paint(b"/On gs 0.4 g 300 220 9 9 re f")),
    ("rich black text", "gwg-rich-black-text", paint(b"BT 0.7 0.7 0.7 1 k /F 14 Tf 300 220 Td <0102> Tj ET")),
    ("small white text", "gwg-small-white-text", paint(b"BT 0 0 0 0 k /F 7 Tf 60 220 Td <0102> Tj ET")),
    ("small brown text", "gwg-small-colour-text", paint(b"BT 0.2 0.6 0.9 0.1 k /F 7 Tf 300 220 Td <0102> Tj ET")),
    ("a fine brown line", "gwg-fine-line", paint(b"0.2 0.6 0.9 0.1 K 0.1 w 300 220 m 390 220 l S")),
    ("a coarse picture", "gwg-ppi-error", paint(b"q 200 0 0 200 100 120 cm /Picture Do Q")),
    ("a rather coarse picture", "gwg-ppi", paint(b"q 80 0 0 80 100 120 cm /Picture Do Q")),
    ("coarse line art", "gwg-line-ppi-error", picture(ColorSpace=Name.DeviceGray, BitsPerComponent=1)),
    ("rather coarse line art", "gwg-line-ppi",
     picture(ColorSpace=Name.DeviceGray, BitsPerComponent=1, Width=450, Height=450)),
    ("too much ink", "gwg-ink", paint(b"1 0.9 0.8 0.7 k 300 60 60 60 re f")),
    ("an empty page", "gwg-empty-page", paint(b"", alone=True)),
)  # fmt: skip


def test_the_clean_file_passes() -> None:
    assert [str(each) for each in preflight(saved(clean()), LIMITS).findings] == []


LIMITS = Limits(bleed=8.5)


@pytest.mark.parametrize(("code", "change"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_a_broken_file_is_caught_by_its_rule(code: str, change: Break) -> None:
    pdf = clean()
    change(pdf)
    found = preflight(saved(pdf), LIMITS).findings
    assert {each.code for each in found} == {code}, [str(each) for each in found]


def test_a_newer_pdf_is_caught() -> None:
    assert {each.code for each in preflight(saved(clean(), force_version="2.0"), LIMITS).findings} == {"x4-pdf-version"}


def test_an_encrypted_file_is_caught() -> None:
    for password in ("", "secret"):
        data = saved(clean(), encryption=pikepdf.Encryption(owner="o", user=password, R=4))
        assert "x4-encrypted" in {each.code for each in preflight(data, LIMITS).findings}


def test_lzw_is_caught() -> None:
    pdf = clean()
    pdf.Root.Extra = pikepdf.Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode)
    out = BytesIO()
    options = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
    pdf.save(out, deterministic_id=True, force_version="1.6", **options)
    assert {each.code for each in preflight(out.getvalue(), LIMITS).findings} == {"x4-lzw"}


def test_a_file_without_an_id_is_caught() -> None:
    data = saved(clean(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = data.rindex(b"/ID [")
    broken = data[:start] + b" " * (data.index(b"]", start) + 1 - start) + data[data.index(b"]", start) + 1 :]
    assert {each.code for each in preflight(broken, LIMITS).findings} == {"x4-file-id"}


@pytest.mark.parametrize(
    "data", [b"", b"words", b"%PDF-1.6\n", saved(clean())[:4000]], ids=["empty", "text", "head", "half"]
)
def test_what_is_no_pdf_is_a_finding(data: bytes) -> None:
    assert "x4-unreadable" in {each.code for each in preflight(data).findings}


def test_every_rule_is_broken_here() -> None:
    said = {code for _name, code, _change in BROKEN}
    said |= {"x4-pdf-version", "x4-encrypted", "x4-lzw", "x4-file-id", "x4-unreadable"}
    assert {rule.code for rule in PREFLIGHT} == said

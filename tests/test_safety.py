"""What no output holds, whatever a manuscript's files hold: links that run, metadata of pictures, code, files inside.

One manuscript with all of it is built once, in every output, and the finished files are searched.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pikepdf
import pytest
from lxml import etree
from PIL import Image, ImageCms, PngImagePlugin

from publish.build import Request, build
from publish.diagnostics import Severity
from publish.preparation import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "SECRET"
SAFE = {"http", "https", "mailto", "tel"}

PUBLICATION = """\
title: A title
language: en-GB
date: 2023-06-20
cover: {image: images/cover.svg, alt: A square, credit: "[Ann](https://example.org/cover)"}
accessibility: {certifier: {name: Ann, report: "https://example.org/report"}}
contents: [a.md, b.md]
print: {resolution: {error: 0, warning: 0, line-error: 0, line-warning: 0}}
"""

ARTICLE = """\
---
kicker: "[Kicker](https://example.org/kicker)"
standfirst: "With a [link](https://example.org/standfirst)"
authors: ["[Ann Other](mailto:ann@example.org)"]
---

# A title with a [link](https://example.org/title)

Call [this number](TEL:+44-20-7946-0000), write to <ann@example.org>, or see <https://example.org/?a=1&b="2">,[^1]
[bücher](https://bücher.example/straße#"><script>), [another][there], and [the other article](b.md).
[One](https://example.org/javascript:alert%281%29), [two](HTTPS://example.org/%22onclick=alert), and
[three](<https://user:word@example.org:8080/a b>){.class-of-mine lang=fr #a-place}.

[there]: https://example.org/definition "A 'title' <b>"
[^1]: A note with a [link](http://example.org/note).

::: event "Meeting" {start=2023-06-24 place="[Essex](https://example.org/place)" url="https://example.org/event?a&b"}
Words.
:::

![A photograph of the harbour](images/photograph.jpg "With a [link](https://example.org/caption)"){credit="[Ann]"}

![A photograph of the town](images/progressive.jpg)

![A chart of the rain](images/chart.png)

![A scan of the letter](images/scan.tif)

![A picture of the web](images/web.webp)

![A moving picture](images/moving.gif)

![A drawing of the harbour](images/drawing.svg)
"""

DRAWING = f"""\
<?xml version="1.0"?><!-- {SECRET} --><?note {SECRET}?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="urn:{SECRET}" viewBox="0 0 90 60" x:path="{SECRET}" data-a="{SECRET}">
<metadata><x:who>{SECRET}</x:who></metadata><rect width="90" height="60" fill="#ccc"/>
<a href="#b"><text y="9">Words</text></a>
</svg>
"""


# --------------------------------------------------------------------------------------------------------- pictures


def picture(shift: int = 0) -> Image.Image:
    ramp = Image.linear_gradient("L").resize((400, 300))
    return Image.merge("RGB", (ramp, ramp.rotate(90 + shift), ramp.rotate(180)))


def exif() -> Image.Exif:
    """Give EXIF data with a maker, a comment, an artist, and a place on the map."""
    data = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298):
        data[tag] = SECRET
    data.get_ifd(0x8769)[0x9286] = f"ASCII\0\0\0{SECRET}".encode()
    place = data.get_ifd(0x8825)
    place[1], place[2], place[29] = "N", (50.0, 43.0, 12.0), SECRET
    return data


def profile() -> bytes:
    """Give a profile of sRGB whose copyright is the secret, in the letters that the format has."""
    whole = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    said = "No copyright, use freely".encode("utf-16-be")
    assert said in whole
    return whole.replace(said, f"{SECRET:24}".encode("utf-16-be"))


def with_segments(jpeg: bytes) -> bytes:
    """Give a JPEG with IPTC's data, a second comment, and words behind its end."""
    iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0" + struct.pack(">I", 11) + b"\x1c\x02\x78\0\x06" + SECRET.encode() + b"\0"
    parts = [b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc]
    parts.append(b"\xff\xfe" + struct.pack(">H", len(SECRET) + 2) + SECRET.encode())
    return jpeg[:2] + b"".join(parts) + jpeg[2:] + SECRET.encode()


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    assert SECRET.encode() in output.getvalue() or kind == "PNG"
    return output.getvalue()


def png_text() -> PngImagePlugin.PngInfo:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_text("Comment", SECRET * 50, zip=True)
    text.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    text.add(b"prVt", SECRET.encode())
    return text


def pictures() -> dict[str, bytes]:
    words = {"exif": exif(), "xmp": f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()}
    jpeg = {**words, "icc_profile": profile(), "comment": SECRET}
    flat = Image.new("RGB", (300, 200), "white")
    flat.paste((200, 30, 40), (20, 20, 90, 90))
    other = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"sRGB", b"mine")
    return {
        "photograph.jpg": with_segments(saved(picture(), "JPEG", **jpeg)),
        "progressive.jpg": with_segments(saved(picture(5), "JPEG", progressive=True, **jpeg | {"icc_profile": other})),
        "chart.png": saved(flat, "PNG", pnginfo=png_text(), exif=exif(), icc_profile=profile()),
        "scan.tif": saved(picture(9), "TIFF", tiffinfo={270: SECRET, 315: SECRET, 700: words["xmp"], 33723: SECRET}),
        "web.webp": saved(picture(13), "WEBP", **words),
        "moving.gif": saved(picture(17), "GIF", save_all=True, append_images=[flat], comment=SECRET),
    }


# ------------------------------------------------------------------------------------------------------------ build


@dataclass(frozen=True)
class Built:
    """The manuscript's folder, and what came out, by the name's end."""

    manuscript: Path
    epub: dict[str, bytes]
    pdfs: dict[str, bytes]
    others: dict[str, bytes]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("safety")
    manuscript, out = folder / "manuscript", folder / "out"
    (manuscript / "images").mkdir(parents=True)
    (manuscript / "publication.yaml").write_text(PUBLICATION)
    (manuscript / "a.md").write_text(ARTICLE)
    (manuscript / "b.md").write_text("# Another\n\nWords.\n")
    for name, data in (pictures() | {"drawing.svg": DRAWING.encode(), "cover.svg": DRAWING.encode()}).items():
        (manuscript / "images" / name).write_bytes(data)
    outcome = build(Request(manuscript, "m", out, cache=folder / "cache"))
    assert [str(each) for each in outcome.diagnostics if each.severity is Severity.ERROR] == []
    return Built(
        manuscript, _zip(next(out.glob("*.epub"))), _ending(out, ".pdf"), _ending(out, ".json") | _ending(out, ".jpg")
    )


def _ending(folder: Path, end: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.endswith(end)}


def _zip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def streams(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """Give every stream of a PDF as it is, and unpacked where that can be done."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, thing in enumerate(document.objects):
            yield f"object {number}", repr(thing).encode()
            if isinstance(thing, pikepdf.Stream):
                yield f"stream {number}", thing.read_raw_bytes()
                try:
                    yield f"stream {number} unpacked", thing.read_bytes()
                except pikepdf.PdfError:
                    assert "/DCTDecode" in str(thing.get("/Filter"))


def dictionaries(thing: Any, depth: int = 0) -> Iterator[Any]:
    """Give a dictionary and those that stand in it; what is an object of its own comes in its turn."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inside = [thing[key] for key in thing.keys()]  # noqa: SIM118  # a pikepdf dictionary isn't iterable
    elif isinstance(thing, pikepdf.Array):
        inside = list(thing)
    else:
        return
    for each in inside:
        if isinstance(each, pikepdf.Object) and not each.is_indirect and depth < 20:
            yield from dictionaries(each, depth + 1)


def everything(built: Built) -> Iterator[tuple[str, bytes]]:
    yield from built.epub.items()
    yield from built.others.items()
    for name, pdf in built.pdfs.items():
        yield name, pdf
        yield from ((f"{name}, {place}", data) for place, data in streams(pdf))


# -------------------------------------------------------------------------------------------------------- metadata


def test_the_pictures_are_full_of_it() -> None:
    for name, data in pictures().items():
        assert SECRET.encode() in data, name


def test_the_press_pdf_is_among_what_is_searched(built: Built) -> None:
    assert {name.rpartition("-")[2] for name in built.pdfs} == {"screen.pdf", "press.pdf"}
    assert sum(name.endswith((".jpg", ".png", ".svg")) for name in built.epub) >= 7


def test_no_output_holds_what_pictures_say_of_their_makers(built: Built) -> None:
    """EXIF, GPS, XMP, IPTC, comments, text chunks, profiles, and what drawing programs leave."""
    written = [SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode("utf-16-le"), SECRET.encode().hex().encode()]
    for name, data in everything(built):
        for form in written:
            assert form not in data, name


def test_pictures_hold_nothing_but_pixels(built: Built) -> None:
    found = 0
    for name, data in everything(built):
        if data.startswith(b"\xff\xd8\xff"):
            with Image.open(io.BytesIO(data)) as image:
                assert {kind for kind, _ in vars(image)["applist"]} <= {"APP0", "APP14"}, name
                assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "adobe",
                                           "adobe_transform", "progressive", "progression"}, name  # fmt: skip
            found += 1
        if data.startswith(b"\x89PNG"):
            chunks = set(re.findall(rb"(?:IHDR|PLTE|IDAT|IEND|tRNS|[a-z][A-Za-z]{3})(?=.{0})", data[12:16]))
            assert chunks == {b"IHDR"}
            assert not any(kind in data for kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP", b"tIME")), name
            found += 1
    assert found >= 10


# ----------------------------------------------------------------------------------------------------------- links


ADDRESSES = {"href", "src", "data", "action", "formaction", "poster", "srcset", "cite", "background", "longdesc",
             "xlink:href", "manifest", "ping", "profile", "classid", "codebase", "content"}  # fmt: skip


def leads_to(text: str) -> str:
    """Give the scheme of an address as a browser reads it: what it skips is skipped."""
    bare = re.sub(r"[\x00-\x20]", "", text)
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return found[1].lower() if found else ""


def test_nothing_in_the_epub_leads_anywhere_but_to_the_web_and_to_people(built: Built) -> None:
    seen = set()
    for name, data in built.epub.items():
        if not name.endswith((".xhtml", ".opf", ".ncx", ".svg", ".xml")):
            continue
        for element in etree.fromstring(data).iter("{*}*"):
            tag = etree.QName(element).localname
            assert tag not in {"script", "iframe", "object", "embed", "form", "base", "foreignObject"}, name
            for key, value in ((str(key), str(value)) for key, value in element.items()):
                local = etree.QName(key).localname
                assert not local.startswith("on"), (name, key)
                if local in ADDRESSES and not (tag == "meta" and local == "content"):
                    scheme = leads_to(value)
                    assert scheme in SAFE | {""}, (name, value)
                    assert scheme or not re.match(r"\s*(//|/|\\|\.\.)", value), (name, value)
                    seen.add(scheme)
                assert not re.search(r"(java|vb)script:(?!alert%281%29)", value.lower()), (name, key, value)
    assert seen == SAFE | {""}


def test_nothing_in_the_pdfs_leads_anywhere_but_to_the_web_and_to_people(built: Built) -> None:
    seen = set()
    for name, data in built.pdfs.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in (each for whole in pdf.objects for each in dictionaries(whole)):
                assert not {"/JS", "/AA", "/OpenAction", "/EF", "/XFA", "/RichMedia"} & set(thing.keys()), name
                if thing.get("/S") == "/URI":
                    scheme = urlsplit(str(thing.URI)).scheme.lower()
                    assert scheme in SAFE, (name, str(thing.URI))
                    seen.add(scheme)
                if thing.get("/Subtype") == "/Link" and "/A" in thing:
                    assert thing.A.S in {"/URI", "/GoTo"}, name
    assert seen == SAFE


# -------------------------------------------------------------------------------------------------------- drawings


def test_the_drawing_of_the_epub_is_the_one_that_pages_are_drawn_from(built: Built) -> None:
    """Both PDFs are drawn from the edition's renditions, as the EPUB is written of them."""
    edition, _ = prepare(built.manuscript, "m")
    (drawing,) = (data for name, data in built.epub.items() if name.endswith("drawing.svg"))
    assert drawing == edition.renditions["images/drawing.svg"].data
    assert drawing == edition.publication.pictures["images/drawing.svg"].data

"""Pictures for made-up manuscripts: whole ones of every kind, small, and the same spoilt as damage and malice do."""

from __future__ import annotations

import functools
import io
import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

from lxml import etree
from PIL import Image, ImageCms
from tests.fuzzing.corpus import ROOT
from tests.fuzzing.mutate import spoilt_bytes

if TYPE_CHECKING:
    from random import Random

    from tests.fuzzing.corpus import Manuscript

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
SIZE = (120, 80)
RASTERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    ".png": ("PNG", "RGB", {}),
    ".jpg": ("JPEG", "RGB", {}),
    ".jpeg": ("JPEG", "CMYK", {}),
    ".gif": ("GIF", "P", {}),
    ".webp": ("WEBP", "RGBA", {}),
    ".tif": ("TIFF", "RGB", {"compression": "tiff_lzw"}),
    ".tiff": ("TIFF", "I;16", {}),
}
"""By suffix: Pillow's name of the kind, a mode, and options."""
VARIANTS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    *((suffix, kind, mode, options) for suffix, (kind, mode, options) in RASTERS.items()),
    *((".png", "PNG", mode, {}) for mode in ("1", "L", "LA", "P", "RGBA", "I;16")),
    *((".tif", "TIFF", mode, {"compression": how}) for mode in ("L", "CMYK", "RGB")
      for how in ("raw", "tiff_deflate", "packbits")),
    *((".tif", "TIFF", "1", {"compression": how}) for how in ("group3", "group4", "tiff_ccitt")),
    *((".jpg", "JPEG", "L", {"progressive": True}), (".webp", "WEBP", "RGB", {"lossless": True})),
)  # fmt: skip
DRAWING = f"""<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" viewBox="0 0 120 80">
<title>A drawing</title>
<defs>
<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="9" y2="9">
<stop offset="0" stop-color="#c33"/><stop offset="1" stop-color="rgb(3,30,200)" stop-opacity="0.5"/></linearGradient>
<radialGradient id="r" xlink:href="#g" cx="50%" cy="50%" r="40%"/>
<pattern id="p" width="8" height="8" patternUnits="userSpaceOnUse"><circle cx="4" cy="4" r="3"/></pattern>
<clipPath id="c"><rect width="60" height="40" rx="6"/></clipPath>
<mask id="m"><rect width="120" height="80" fill="white"/><circle cx="40" cy="40" r="20"/></mask>
<marker id="a" markerWidth="4" markerHeight="4" refX="2" refY="2" orient="auto"><path d="M0 0L4 2L0 4z"/></marker>
<symbol id="s" viewBox="0 0 10 10"><path d="M1 1h8v8h-8z"/></symbol>
<filter id="f"><feOffset dx="2" dy="2"/><feBlend/></filter>
<style>.x {{ fill: #070; stroke: black }}</style>
</defs>
<rect class="x" width="120" height="80" fill="url(#g)" stroke-width="2" stroke-dasharray="4 2"/>
<g transform="translate(10 10) rotate(12) scale(1.2)" opacity="0.8" clip-path="url(#c)">
<path d="M10 10 C20 20 40 20 50 10 S80 0 90 10 Q95 20 99 9 T110 12 A5 5 0 0 1 100 30 H20 V40 Z" fill="url(#r)"/>
<polyline points="1,1 20,30 40 5" fill="none" stroke="currentColor" marker-end="url(#a)"/></g>
<use href="#s" x="60" y="20" width="20" height="20" fill="url(#p)"/>
<ellipse cx="90" cy="50" rx="12" ry="8" mask="url(#m)" filter="url(#f)"/>
<text x="10" y="70" font-family="Source Sans 3" font-size="9" text-anchor="middle">Words <tspan dy="-3">up</tspan>
<textPath href="#t">along</textPath></text>
<line x1="0" y1="0" x2="120" y2="80" stroke="hsl(120,50%,50%)" style="stroke-opacity:.4"/>
<svg x="5" y="5" width="20" height="20" viewBox="0 0 40 40" preserveAspectRatio="xMaxYMin slice"><rect width="40"
height="40"/></svg>
</svg>
"""
LIMITS = (
    "0",
    "-1",
    "1e9",
    "1e38",
    "1e400",
    "-1e-400",
    "nan",
    "inf",
    "99999999999999999999",
    "0.0000001",
    "50%",
    "1e",
    "",
)
VALUES = (
    *LIMITS,
    *(
        "url(#g)",
        "url(#nowhere)",
        "url(#m)",
        "none",
        "inherit",
        "currentColor",
        "#12345",
        "rgb(1,2)",
        "red",
        "#g",
        "#",
        "1 2 3",
    ),
    *(
        "M",
        "M0 0",
        "M0 0A0 0 0 0 0 1e9 1e9",
        "M0 0 " + "L1 1" * 2000,
        "matrix(0 0 0 0 0 0)",
        "matrix(1)",
        "scale(0)",
        "rotate()",
    ),
    *(
        "calc(1px + 1%)",
        "0 0 0 0",
        "0 0 -5 5",
        "-1e9 -1e9 2e9 2e9",
        "url(http://example.org/a.svg)",
        "var(--x)",
        "😀",
        "x" * 3000,
    ),
)


@functools.cache
def whole(
    suffix: str, mode: str = "", size: tuple[int, int] = SIZE, options: tuple[tuple[str, Any], ...] = ()
) -> bytes:
    """Give a picture of the kind that a suffix names."""
    if suffix == ".svg":
        return DRAWING.encode()
    kind, own, defaults = RASTERS[suffix]
    output = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size)
    mode = mode or own
    shown = picture.convert("I").convert("I;16") if mode == "I;16" else picture.convert("RGB").convert(mode)
    shown.save(output, kind, **(dict(options) or defaults))
    return output.getvalue()


def supplied(manuscript: Manuscript) -> Manuscript:
    """Give a manuscript with a whole small picture under each name that its texts mention and it doesn't have."""
    result = dict(manuscript)
    for data in manuscript.values():
        for name in re.findall(rb"[\w./%-]*[\w%-]\.(?:svg|png|jpe?g|gif|webp|tiff?)\b", data):
            path = name.decode().replace("%20", " ").removeprefix("/")
            if path not in result and ".." not in path.split("/") and path.strip("./"):
                result[path] = whole(path[path.rindex(".") :])
    return result


def spoilt_picture(random: Random) -> tuple[str, bytes]:
    """Give a picture's suffix and its bytes, with a change or a few."""
    if random.random() < 0.5:
        return ".svg", spoilt_drawing(random)
    suffix, _, mode, options = random.choice(VARIANTS)
    profile = (("icc_profile", _profile()),) if random.random() < 0.1 and mode == "RGB" else ()
    data = whole(suffix, mode, SIZE, (*options.items(), *profile))
    for _ in range(random.choice((1, 1, 2, 5))):
        data = _in_parts(random, suffix, data) if random.random() < 0.5 else spoilt_bytes(random, data)
    return (suffix if random.random() < 0.97 else random.choice(sorted(RASTERS))), data


@functools.cache
def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _in_parts(random: Random, suffix: str, data: bytes) -> bytes:
    """Give a picture with a chunk or segment doubled, dropped, moved or changed, as its kind is built of them."""
    if suffix == ".png":
        start, parts = 8, _chunks(data)
    elif suffix in {".jpg", ".jpeg"}:
        start, parts = 2, _segments(data)
    else:
        # GIF, WebP and TIFF keep sizes, offsets and counts in their first bytes and, TIFF, in its last.
        at = random.choice((random.randrange(min(64, len(data) or 1)), max(0, len(data) - random.randrange(1, 200))))
        number = random.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 50_000, 65_536))
        return data[:at] + number.to_bytes(4, random.choice(("little", "big"))) + data[at + 4 :]
    if not parts:
        return spoilt_bytes(random, data)
    at = random.randrange(len(parts))
    match random.randrange(4):
        case 0:
            parts[at:at] = [parts[at]] * random.choice((1, 2, 300))
        case 1:
            del parts[at]
        case 2:
            random.shuffle(parts)
        case _:
            parts[at] = _changed(random, suffix, parts[at])
    return data[:start] + b"".join(parts)


def _chunks(data: bytes) -> list[bytes]:
    """Give the chunks of a PNG, each with its length and its check sum."""
    parts, at = [], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        parts.append(data[at:end])
        at = end
    return parts


def _segments(data: bytes) -> list[bytes]:
    """Give the segments of a JPEG; the last one goes to the end."""
    parts, at = [], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        parts.append(data[at:end])
        at = max(end, at + 2)
    return [*parts, data[at:]]


def _changed(random: Random, suffix: str, part: bytes) -> bytes:
    """Give a chunk with other content and the check sum of it, or a segment with other content."""
    if suffix != ".png":
        return part[:4] + spoilt_bytes(random, part[4:])
    name, content = part[4:8], spoilt_bytes(random, part[8:-4])
    if name == b"IHDR" and random.random() < 0.5:
        size = random.choice(((50_000, 50_000), (0, 9), (1, 2**31 - 1), (9_000, 8_000), (121, 80)))
        content = struct.pack(">II", *size) + part[16:-4]
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


# -------------------------------------------------------------------------------------------------------- drawings


@functools.cache
def drawings() -> tuple[bytes, ...]:
    """Give the drawings to start from: one with everything, and the repository's own where they are small."""
    found = [path.read_bytes() for folder in ("manuscript", "tests") for path in sorted((ROOT / folder).rglob("*.svg"))]
    return (DRAWING.encode(), *(data for data in found if len(data) < 40_000))


def spoilt_drawing(random: Random) -> bytes:
    """Give an SVG with elements moved, doubled, nested, renamed or dropped, and values put in that are none."""
    data = random.choice(drawings()) if random.random() < 0.4 else DRAWING.encode()
    if random.random() < 0.15:
        return _declared(random, spoilt_bytes(random, data))
    root = etree.fromstring(data)
    for _ in range(random.choice((1, 1, 2, 4, 9))):
        _changed_tree(random, root)
    written: bytes = etree.tostring(root)
    return _declared(random, written)


def _declared(random: Random, data: bytes) -> bytes:
    """Give an SVG, now and then behind a declaration: entities, another encoding, a stylesheet, a comment."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    return random.choice((b"",) * 12 + (
        f"<!DOCTYPE svg [{entities}]>".encode(),
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<?xml version="1.0" encoding="UTF-16"?>',
        b'<?xml version="1.1" standalone="yes"?>\n<!-- words -->',
        b'<?xml-stylesheet href="http://example.org/a.css"?>',
        b"\xef\xbb\xbf",
    )) + data  # fmt: skip


def _changed_tree(random: Random, root: Any) -> None:
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    element = random.choice(elements)
    parent = element.getparent()
    match random.randrange(9):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            for _ in range(random.choice((1, 3, 60))):
                parent.append(_copy(element))
        case 2 if parent is not None:
            # A move is a copy as well where the element would stand in itself.
            random.choice(elements).append(_copy(element))
        case 3:
            for _ in range(random.choice((1, 20, 150))):
                outer = etree.SubElement(element, f"{{{SVG}}}{random.choice(('g', 'svg', 'a', 'switch', 'text'))}")
                element = outer
        case 4:
            names = (
                "g",
                "path",
                "text",
                "use",
                "image",
                "script",
                "foreignObject",
                "animate",
                "filter",
                "mask",
                "style",
                "nosuch",
            )
            element.tag = f"{{{SVG}}}{random.choice(names)}"
        case 5:
            element.text = random.choice((*VALUES, "@import 'x';", "words " * 400, "\u202eabc"))
        case 6:
            element.set(random.choice(("id", "href", "class", "style", "onload", "xml-base")), random.choice(VALUES))
        case 7:
            element.set(f"{{{XLINK}}}href", random.choice(("#g", "#s", "#nowhere", "a.png", "data:image/png;base64,x")))
        case _:
            keys = list(element.keys()) or ["width"]
            more = (
                "transform",
                "fill",
                "stroke",
                "stroke-width",
                "opacity",
                "viewBox",
                "width",
                "height",
                "font-size",
                "d",
                "clip-path",
            )
            element.set(random.choice((*keys, *keys, *more)), random.choice(VALUES))


def _copy(element: Any) -> Any:
    return etree.fromstring(etree.tostring(element, with_tail=False))

"""A layout's stylesheet for the web, and its fonts as WOFF2, cut down to the characters in use."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont
from lxml import etree

from publish.fonts import subset
from publish.styles import named_faces, stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.design import Design
    from publish.fonts import Face

STYLE = "style.css"


def styles(design: Design, faces: tuple[Face, ...], pages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Give the stylesheet and the fonts that it names, for pages, with the fonts' licences, by address."""
    css = stylesheet(design, "web")
    used = _characters(pages)
    rules: list[str] = []
    licences: dict[str, bytes] = {}
    for face in named_faces(css, faces):
        address = f"fonts/{face.path.rpartition('/')[2].rpartition('.')[0]}.woff2"
        yield address, woff2(face, used)
        licences.setdefault(f"fonts/{re.sub(r'[^A-Za-z0-9]+', '-', face.family)}-licence.txt", face.licence)
        rules.append(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
            f"font-style: {'italic' if face.italic else 'normal'}; font-display: swap; "
            f'src: url({address}) format("woff2"); }}\n'
        )
    yield from licences.items()
    yield STYLE, ("".join(rules) + _bare(css)).encode()


def _bare(css: str) -> str:
    """Give a stylesheet without its comments, which are for designers."""
    plain = re.sub(r"/\*.*?(?:\*/|\Z)", "", css, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", plain).strip() + "\n"


def _characters(pages: Iterable[str]) -> set[str]:
    """Give every character that pages may show, in both cases: small capitals and capitals are set by styles."""
    used: set[str] = set("0123456789")
    for page in pages:
        used.update(*(str(text) for text in etree.fromstring(page.encode()).itertext()))
    return used | {letter for each in used for letter in (each.upper() + each.lower())}


def woff2(face: Face, used: Iterable[str]) -> bytes:
    """Give a face with only the characters that are used, as WOFF2, the same bytes for the same characters."""
    with TTFont(BytesIO(subset(face, used)), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        output = BytesIO()
        font.save(output)
    return output.getvalue()

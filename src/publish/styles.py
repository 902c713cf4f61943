"""A layout's stylesheets as one text for an output, with the faces that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.colour import read_inks, read_rgb
from publish.fonts import families_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from publish.colour import CMYK, RGB
    from publish.design import Design
    from publish.fonts import Face

# What isn't closed reaches to the end, as in CSS; looking for its end from each beginning would take for ever.
_TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)(?:[;}]|\Z)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ROOT = re.compile(r":root\s*\{[^}]*(?:\}|\Z)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")


def tokens(css: str) -> dict[str, str]:
    """Give the design values that a stylesheet sets on ``:root``, by name."""
    plain = _COMMENT.sub("", css)
    return {name: value.strip() for root in _ROOT.findall(plain) for name, value in _TOKEN.findall(root)}


def token_inks(css: str) -> dict[RGB, CMYK]:
    """Give the inks of each colour that a stylesheet's tokens set with ``-cmyk``, by the colour in sRGB."""
    values = tokens(css)
    found: dict[RGB, CMYK] = {}
    for name, value in values.items():
        inks, colour = read_inks(values.get(f"{name}-cmyk", "")), read_rgb(value)
        if inks and colour:
            found[colour] = inks
    return found


def with_values(css: str) -> str:
    """Give a stylesheet without comments and custom properties, each ``var()`` replaced by its value.

    Many reading systems know no custom properties, and a declaration that they can't read is lost.
    """
    values = tokens(css)
    plain = _ROOT.sub("", _COMMENT.sub("", css))
    for _ in range(8):  # a token may name another; eight deep is a mistake, and is left as it stands
        replaced = _VAR.sub(lambda found: _value(found, values), plain)
        if replaced == plain:
            break
        plain = replaced
    return re.sub(r"\n\s*\n+", "\n", plain).strip() + "\n"


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    fallback: str | None = found[2]
    return values.get(found[1]) or fallback or found[0]


def stylesheet(design: Design, target: str) -> str:
    """Give all of a target's stylesheets as one text, in their order."""
    return "\n".join(file.text for file in design.stylesheets(target))


def named_faces(css: str, faces: Iterable[Face]) -> tuple[Face, ...]:
    """Give the faces of the families that a stylesheet names."""
    known = tuple(faces)
    families = set(families_named(css, known))
    return tuple(face for face in known if face.family in families)


def font_faces(faces: Iterable[tuple[Face, str]]) -> str:
    """Give the ``@font-face`` rules for faces and the addresses of their files."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: {'italic' if face.italic else 'normal'}; src: url({address}); }}\n"
        for face, address in faces
    )

"""Lengths and trim sizes in the units that people write them in."""

from __future__ import annotations

import re
from dataclasses import dataclass

POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}


@dataclass(frozen=True, slots=True)
class Length:
    """A length in the unit it was written in, so that 0.125in stays what the printer asked for."""

    value: float
    unit: str

    @property
    def pt(self) -> float:
        """The length in points of 1/72 inch."""
        return self.value * POINTS[self.unit]

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        return self.pt / POINTS["mm"]

    def __str__(self) -> str:
        return f"{self.value:g}{self.unit}"


@dataclass(frozen=True, slots=True)
class Trim:
    """The size of a page once it is cut."""

    width: Length
    height: Length

    def __str__(self) -> str:
        return f"{self.width} {self.height}"


@dataclass(frozen=True, slots=True)
class Edges:
    """A length for each edge of a page: ``inside`` is the edge at the spine, ``outside`` the fore-edge."""

    top: Length
    outside: Length
    bottom: Length
    inside: Length

    @classmethod
    def all(cls, length: Length) -> Edges:
        """Give the same length on every edge."""
        return cls(length, length, length, length)

    @property
    def largest(self) -> Length:
        """The largest of the four lengths."""
        return max((self.top, self.outside, self.bottom, self.inside), key=lambda each: each.pt)

    def points(self, *, recto: bool) -> tuple[float, float, float, float]:
        """Give left, bottom, right and top in points: the spine is at the left of a recto, at the right of a verso."""
        left, right = (self.inside, self.outside) if recto else (self.outside, self.inside)
        return left.pt, self.bottom.pt, right.pt, self.top.pt

    def __str__(self) -> str:
        sides = (self.top, self.outside, self.bottom, self.inside)
        return str(self.top) if len(set(sides)) == 1 else " ".join(map(str, sides))


def _size(width: float, height: float, unit: str = "mm") -> Trim:
    return Trim(Length(width, unit), Length(height, unit))


# ISO 216 sizes, North American sizes and the common book formats.
TRIMS = {
    "A3": _size(297, 420),
    "A4": _size(210, 297),
    "A5": _size(148, 210),
    "A6": _size(105, 148),
    "B4": _size(250, 353),
    "B5": _size(176, 250),
    "B6": _size(125, 176),
    "US Letter": _size(8.5, 11, "in"),
    "US Legal": _size(8.5, 14, "in"),
    "US Tabloid": _size(11, 17, "in"),
    "US Trade": _size(6, 9, "in"),
    "Digest": _size(5.5, 8.5, "in"),
    "Royal": _size(156, 234),
    "Demy": _size(138, 216),
    "B-format": _size(129, 198),
    "A-format": _size(111, 178),
}


def length(text: object) -> Length:
    """Read a length such as ``3mm``; raise ValueError for anything else."""
    if isinstance(text, Length):
        return text
    found = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(mm|cm|in|pt|pc)\s*", text) if isinstance(text, str) else None
    if found is None:
        if text == 0:
            return Length(0, "mm")
        raise ValueError(f"{text} is not a length: it should look like 3mm, 0.125in or 9pt")
    if len(found[1]) > 8:
        raise ValueError(f"{text} has too many digits")
    return Length(float(found[1]), found[2])


EDGES = ("top", "outside", "bottom", "inside")


def edges(value: object) -> Edges:
    """Read a length for all edges, or a mapping with one for each; raise ValueError for anything else."""
    if isinstance(value, Edges):
        return value
    if not isinstance(value, dict):
        return Edges.all(length(value))
    if set(value) != set(EDGES):
        wrong = [name for name in value if name not in EDGES] or [name for name in EDGES if name not in value]
        raise ValueError(f"{', '.join(map(str, wrong))}: a length for each edge needs {', '.join(EDGES)}")
    return Edges(*(length(value[name]) for name in EDGES))


def trim(text: object) -> Trim:
    """Read a trim size: a name such as A4, or two lengths such as ``210mm x 297mm``; raise ValueError otherwise."""
    if isinstance(text, str):
        for name, size in TRIMS.items():
            if name.lower() == text.strip().lower():
                return size
        sides = re.split(r"\s*[x×]\s*", text.strip())
        if len(sides) == 2:
            width, height = map(length, sides)
            for side in (width, height):
                if not 40 <= side.mm <= 1200:
                    raise ValueError(f"a page can't be {side} on one side: 40 mm to 1,200 mm")
            return Trim(width, height)
    names = ", ".join(TRIMS)
    raise ValueError(f"{text} is not a trim size: it is one of {names}, or two lengths such as 210mm x 297mm")

"""The ornament between parts of a letter: a gull over a wave, drawn in one colour."""

from __future__ import annotations

from art.palette import INK
from art.shapes import group, path, stroke

BOX = (120.0, 12.0)


def picture() -> str:
    """Give the ornament as SVG markup, 120 × 12 units."""
    wave = "M4 6.4C7 4.2 10 4.2 13 6.4S19 8.6 22 6.4S28 4.2 31 6.4S37 8.6 40 6.4S43.6 4.6 46 4.8"
    bird = (
        "M50 3.4C53.6 2.2 57 3.2 60 6.6C63 3.2 66.4 2.2 70 3.4C66.6 4 63.4 6 60.6 9.8"
        "C60.3 10.2 59.7 10.2 59.4 9.8C56.6 6 53.4 4 50 3.4Z"
    )
    mirrored = "M116 6.4C113 4.2 110 4.2 107 6.4S101 8.6 98 6.4S92 4.2 89 6.4S83 8.6 80 6.4S76.4 4.6 74 4.8"
    return group([stroke(wave, INK, 0.9), stroke(mirrored, INK, 0.9), path(bird, INK)])

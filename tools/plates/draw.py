#!/usr/bin/env python3
"""Draw the sample issue's pictures again, byte for byte the same: `python tools/plates/draw.py [NAME ...]`.

Plates become JPEGs, drawings become SVGs, all in manuscript/images. Without names everything is drawn.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from art import (
    accessibility,
    back_cover,
    brent,
    connected_places,
    cover,
    dorset,
    east_riding,
    empowering_women,
    house_ad,
    lectern,
    microsoft,
    police,
    rule,
    service_design,
    top_talent,
)
from art.raster import jpeg
from art.shapes import drawing

if TYPE_CHECKING:
    from collections.abc import Callable

IMAGES = Path(__file__).resolve().parents[2] / "manuscript" / "images"

PLATES: dict[str, Callable[[], str]] = {
    "dorset": dorset.picture,
    "police": police.picture,
    "microsoft": microsoft.picture,
    "brent": brent.picture,
    "connected-places": connected_places.picture,
    "east-riding": east_riding.picture,
    "top-talent": top_talent.picture,
}

DRAWINGS: dict[str, tuple[Callable[[], str], tuple[float, float]]] = {
    "cover": (cover.picture, cover.BOX),
    "back-cover": (back_cover.picture, back_cover.BOX),
    "lectern": (lectern.picture, lectern.BOX),
    "service-design": (service_design.picture, service_design.BOX),
    "accessibility": (accessibility.picture, accessibility.BOX),
    "empowering-women": (empowering_women.picture, empowering_women.BOX),
    "house-ad": (house_ad.picture, house_ad.BOX),
    "rule": (rule.picture, rule.BOX),
}


def main(names: list[str]) -> int:
    """Draw the named pictures, or all, into manuscript/images; give 2 when a name isn't known, else 0."""
    unknown = [name for name in names if name not in PLATES and name not in DRAWINGS]
    if unknown:
        sys.stderr.write(f"no such picture: {', '.join(unknown)}; there are {', '.join([*PLATES, *DRAWINGS])}\n")
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    for seed, (name, picture) in enumerate(PLATES.items()):
        if not names or name in names:
            (IMAGES / f"{name}.jpg").write_bytes(jpeg(picture(), seed))
    for name, (picture, box) in DRAWINGS.items():
        if not names or name in names:
            (IMAGES / f"{name}.svg").write_text(tidy(drawing(picture(), box)), encoding="utf-8")
    return 0


def tidy(markup: str) -> str:
    """Give SVG with every number of more than two decimals rounded to two."""
    return re.sub(r"-?\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), markup)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

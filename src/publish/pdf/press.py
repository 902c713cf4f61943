"""Pages drawn in inks → press PDF: put together as PDF/X-4, with a cover of its own where that is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.accessibility import Claims
from publish.pdf.book import info
from publish.pdf.cover import folds, spine_width, spread, spread_sheet
from publish.pdf.part import PRESS
from publish.pdf.x4 import PROPERTIES, PressInfo, press_pdf
from publish.sheet import Sheet
from publish.styles import stylesheet, tokens

if TYPE_CHECKING:
    from publish.colour import Inks
    from publish.edition import Edition
    from publish.measures import Length
    from publish.pdf.book import Pages


@dataclass(frozen=True, slots=True)
class PressFiles:
    """The drawings for press: the pages, the cover where it is printed by itself, and its spine."""

    body: bytes
    cover: bytes | None
    spine: Length | None


def sheet_of(edition: Edition) -> Sheet:
    """Give the sheet that the manuscript's printer asks for."""
    asked, trim = edition.publication.metadata.print, edition.trim
    return Sheet(trim.width.pt, trim.height.pt, asked.bleed, asked.marks, asked.slug, asked.mark_offset)


def draw_press(pages: Pages, inks: Inks) -> PressFiles:
    """Put the drawings in inks together as PDF/X-4; a cover with a spine is a file of its own."""
    edition, sheet = pages.edition, sheet_of(pages.edition)
    bleed = sheet.bleed.largest.pt
    labels = tuple(label for each in pages.inside for label in each.laid.labels)
    parts = [each.laid.drawings[PRESS] for each in pages.inside]
    # Chapters that open on a recto, and the binding, ask for pages on which nothing is placed.
    filled = {placement.label for each in pages.inside for placement in each.laid.placements}
    blank = frozenset(number for number, label in enumerate(labels, 1) if label not in filled)
    body = press_pdf(parts, replace(_about(edition, inks, sheet, labels), blank=blank), bleed)
    cover = spine = None
    leaves = {each.laid.leaf: each.laid.drawings[PRESS] for each in pages.placed if each.laid.leaf}
    if leaves:
        spine = spine_width(len(labels), edition.publication.metadata.print.paper.thickness)
        part = spread(leaves.get("C4"), pages.composition.spine(spine), leaves.get("C1"), sheet, spine, bleed)
        about = _about(edition, inks, spread_sheet(sheet, spine), ("C4–C1",), " cover")
        cover = press_pdf([part], replace(about, folds=folds(sheet, spine)), bleed)
    return PressFiles(body, cover, spine)


def _about(edition: Edition, inks: Inks, sheet: Sheet, labels: tuple[str, ...], which: str = "") -> PressInfo:
    """Give what is written once for a press PDF; ``which`` tells the cover's file from the pages'."""
    told = info(edition, labels, Claims())
    told = replace(told, outline=(), properties=PROPERTIES, accessible=False, document_id=f" for press{which}")
    date = f"{edition.dated:%Y-%m-%d}" if edition.dated else ""
    names = " · ".join(filter(None, (edition.publication.metadata.title, inks.condition.name, date)))
    return PressInfo(
        told if not which else replace(told, labels=()),
        sheet,
        inks.condition,
        inks.profile,
        rectos=tuple(not label.isdigit() or int(label) % 2 == 1 for label in labels),
        slugs=tuple(f"{names} · {label}" for label in labels),
        font=slug_font(edition),
    )


def slug_font(edition: Edition) -> bytes:
    """Give the face that the slug line is drawn with: the layout's sans, upright, of ordinary weight."""
    wanted = tokens(stylesheet(edition.design, "pdf")).get("--sans", "").strip("\"'")
    order = ((face.italic, face.family != wanted, abs(face.weight - 400), face) for face in edition.faces)
    *_, nearest = min(order, key=lambda each: each[:3], default=(None,))
    return nearest.data if nearest else b""

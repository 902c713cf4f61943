"""Laid-out pages → press PDF: drawn once more, in inks, and put together as PDF/X-4."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.accessibility import Claims
from publish.pdf import engine
from publish.pdf.book import Composition, diagnostic_of, engine_faults, info
from publish.pdf.cover import folds, spine_width, spread, spread_sheet
from publish.pdf.x4 import PROPERTIES, PressInfo, press_pdf
from publish.sheet import Sheet
from publish.styles import stylesheet, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from publish.colour import Inks
    from publish.diagnostics import Diagnostic
    from publish.edition import Edition
    from publish.measures import Length
    from publish.pdf.book import Pages


@dataclass(frozen=True, slots=True)
class PressFiles:
    """The drawings for press: the pages, and the cover where it is printed by itself, with its spine."""

    body: bytes
    body_labels: tuple[str, ...]
    sheet: Sheet
    cover: bytes | None = None
    cover_sheet: Sheet | None = None
    spine: Length | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def sheet_of(edition: Edition) -> Sheet:
    """Give the sheet that the manuscript's printer asks for."""
    asked = edition.publication.metadata.print
    trim = asked.trim or edition.design.settings.trim
    return Sheet(trim.width.pt, trim.height.pt, asked.bleed, asked.marks, asked.slug, asked.mark_offset)


def draw_press(pages: Pages, press: engine.Press, font_folders: Iterable[Path], work: Path) -> PressFiles:
    """Draw the same pages in inks, and put the parts together as PDF/X-4; a cover with a spine is a file of its own."""
    edition, sheet = pages.edition, sheet_of(pages.edition)
    bleed = sheet.bleed.largest.pt
    inside = [each for each in pages.placed if not each.laid.leaf]
    leaves = {each.laid.leaf: each for each in pages.placed if each.laid.leaf}
    with engine_faults():
        drawn = [engine.draw_press(each.laid, press, bleed) for each in inside]
        labels = tuple(label for each in inside for label in each.laid.labels)
        about = _about(edition, press.inks, sheet, labels)
        body = press_pdf([each.pdf for each in drawn], about, bleed)
        found = dict.fromkeys(message for each in drawn for message in each.messages)
        files = PressFiles(body, labels, sheet)
        if leaves:
            asked = edition.publication.metadata.print
            width = spine_width(len(labels), asked.paper.thickness)
            outside = {name: engine.draw_press(each.laid, press, bleed).pdf for name, each in leaves.items()}
            laid = Composition(edition, font_folders, work, ()).spine(width)
            spine = engine.draw_press(laid, press, bleed).pdf
            part = spread(outside.get("C4"), spine, outside.get("C1"), sheet, width, bleed)
            whole = spread_sheet(sheet, width)
            told = replace(_about(edition, press.inks, whole, ("C4–C1",), " cover"), folds=folds(sheet, width))
            cover = press_pdf([part], told, bleed)
            files = replace(files, cover=cover, cover_sheet=whole, spine=width)
    return replace(files, diagnostics=tuple(diagnostic_of(edition, message) for message in found))


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

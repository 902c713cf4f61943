"""Laid-out pages → what stands on them, found once, and what an editor and a printer would say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic
from publish.pdf.runs import lacking
from publish.placing import checks, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.pdf.book import Pages
    from publish.placing import Placement


@dataclass(frozen=True, slots=True)
class Proofread:
    """Pages, what stands on them, and what was found there."""

    pages: Pages
    placed: tuple[Placement, ...]
    found: tuple[Diagnostic, ...]


def proofread(laid: Pages, *, printed: bool) -> Proofread:
    """Look through the pages; ``printed`` says that they become a PDF, which a printer may get one day."""
    edition = laid.edition
    placed = laid.placements
    found = list(pages.check(placed))
    if printed:
        inside = sum(each.laid.page_count for each in laid.inside)
        found += _page_count(laid, inside)
        trimmed = checks.Trimmed(edition.trim.width.mm, edition.trim.height.mm, inside)
        found += checks.check(placed, edition.publication.metadata.print, trimmed)
    return Proofread(laid, placed, tuple(found))


def _page_count(laid: Pages, inside: int) -> Iterator[Diagnostic]:
    """The number of pages fits the binding."""
    publication = laid.edition.publication
    asked = publication.metadata.print
    short = lacking(laid.edition, inside)
    if short:
        lack = "1 is lacking" if short == 1 else f"{short} are lacking"
        message = f"{inside} pages are not a multiple of {asked.multiple}, which the binding needs: {lack}"
        hint = "write fillers: design under print, or add or take away an article"
        yield Diagnostic("page-multiple", message, publication.place("print", "fillers"), hint)
    if asked.cover == "separate" and len(laid.inside) == len(laid.placed):
        message = "the cover is to be printed by itself, and there is neither a cover nor a back cover"
        hint = "add cover: with an image, or write cover: self under print"
        yield Diagnostic("cover-missing", message, publication.place("print", "cover"), hint)

"""Pages as tests want them: laid out in this process, with what the engine made of each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest import mock

from publish.pdf import worker
from publish.pdf.book import Pages, lay_out
from publish.pdf.part import Pressroom
from publish.pdf.placements import placements_of
from publish.pool import Here
from publish.preparation import font_folders

if TYPE_CHECKING:
    from pathlib import Path

    from publish.edition import Edition
    from publish.pdf.engine import Laid
    from publish.pdf.runs import Run


def pressroom(manuscript: Path, folder: Path) -> Pressroom:
    """Give a pressroom of this process alone, which keeps nothing."""
    return Pressroom(Here(), tuple(font_folders(manuscript)), folder, folder / "plates")


def laid_out(
    edition: Edition, manuscript: Path, folder: Path, runs: tuple[Run, ...] | None = None
) -> tuple[Pages, tuple[Laid, ...]]:
    """Give an edition's pages, drawn for the screen, and each part as the engine laid it out, in the same order."""
    seen: dict[tuple[int, str], Laid] = {}

    def noting(edition: Edition, laid: Laid, first: int) -> Any:
        seen[laid.first_page, laid.leaf] = laid
        return placements_of(edition, laid, first)

    with mock.patch.object(worker, "placements_of", noting):
        pages = lay_out(edition, pressroom(manuscript, folder), runs=runs)
    return pages, tuple(seen[each.first_page, each.laid.leaf] for each in pages.placed)

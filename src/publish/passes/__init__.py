"""Publication → publication, one change a function. Passes never fail, because checks ran before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.passes.number import number_chapters, number_figures_and_tables, number_notes
from publish.passes.repeat import mark_repeating_pull_quotes
from publish.passes.typeset import set_quotes_and_dashes

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.design import Design
    from publish.tree import Publication

PASSES: tuple[Callable[[Publication, Design], Publication], ...] = (
    mark_repeating_pull_quotes,  # before typography: it compares words as the author wrote them
    set_quotes_and_dashes,
    number_notes,
    number_chapters,
    number_figures_and_tables,  # after chapters: a figure's number may start with its chapter's
)


def apply(publication: Publication, design: Design) -> Publication:
    """Give the publication after every pass, in order."""
    for change in PASSES:
        publication = change(publication, design)
    return publication

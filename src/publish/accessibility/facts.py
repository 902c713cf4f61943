"""What the rules ask of a publication, counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.tree import Figure, Formula, FormulaBlock, Heading, Image, NoteCall, PageBreak, Part, PullQuote
from publish.walk import query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from publish.accessibility.values import Styles
    from publish.diagnostics import Diagnostic
    from publish.pagemap import PageMap
    from publish.tree import Publication

# What a finding of each code speaks against, beside the conformance as a whole.
SPEAKS_AGAINST: Mapping[str, tuple[str, ...]] = {
    "alt-missing": ("alternativeText",),
    "alt-decorative": ("alternativeText",),
    "alt-filename": ("alternativeText",),
    "heading-skipped": ("structuralNavigation",),
    "heading-empty": ("structuralNavigation",),
    "contrast-low": (),
    "table-header-empty": (),
    "link-colour-only": (),
    "link-empty": (),
    "css-direction": (),
}


class Facts:
    """What the rules ask of a publication, counted once."""

    def __init__(
        self, publication: Publication, styles: Styles, pages: PageMap | None, found: Sequence[Diagnostic]
    ) -> None:
        self.publication = publication
        self.styles = styles
        self.pages = pages
        self.found = found
        nodes = [node for article in publication.documents for node in query(article)]
        self.images = [node for node in nodes if isinstance(node, Image)]
        self.informative = [image for image in self.images if not image.decorative]
        self.undescribed = [image for image in self.informative if not image.alt.strip()]
        self.described_at_length = sum(isinstance(node, Figure) and node.description is not None for node in nodes)
        self.formulas = [node for node in nodes if isinstance(node, Formula | FormulaBlock)]
        self.notes = sum(isinstance(node, NoteCall) for node in nodes)
        self.page_breaks = [node.label for node in nodes if isinstance(node, PageBreak)]
        self.repeating = sum(isinstance(node, PullQuote) and node.repeats for node in nodes)
        self.languages = {node.attributes.lang for node in nodes if node.attributes.lang}
        self.headings = list(_heading_levels(publication))

    def against(self, value: str) -> Iterator[str]:
        """Give the findings that speak against a claim, by code and place."""
        return (f"{each.code} at {each.span.path}:{each.span.line}" for each in self.found
                if value in SPEAKS_AGAINST.get(each.code, ()))  # fmt: skip


def _heading_levels(publication: Publication) -> Iterator[tuple[int, str]]:
    """Give the level of every heading of the reading order as it is drawn, with its place."""
    for entry in publication.contents:
        if isinstance(entry, Part):
            yield 1, str(entry.span)
        for article in entry.articles if isinstance(entry, Part) else (entry,):
            yield article.level, str(article.span)
            for node in query(article, Heading):
                yield min(node.level + article.level - 1, 6), str(node.span)

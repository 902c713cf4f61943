"""Pictures and the words that stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic
from publish.tree import Image
from publish.walk import query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.source import Span
    from publish.tree import Publication


def images_have_alt(publication: Publication) -> Iterator[Diagnostic]:
    """A picture has alternative text, or says that it is decorative (WCAG 2.2, 1.1.1)."""
    hint = "say in a sentence what is to be seen, or mark the picture {.decorative} if it says nothing"
    for article in publication.documents:
        for node in query(article, Image):
            if not node.decorative and not node.alt.strip():
                name = node.path or "this picture"
                yield Diagnostic("alt-missing", f"{name} has no alternative text", node.span, hint, about=node.path)
    metadata, places = publication.metadata, publication.places
    for key, cover in (("cover", metadata.cover), ("back-cover", metadata.back_cover)):
        if cover and not cover.alt.strip():
            span: Span = places.get(f"{key}.alt", places[""])
            yield Diagnostic("alt-missing", f"{key}: {cover.image} has no alternative text", span, hint)

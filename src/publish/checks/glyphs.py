"""Characters that no font of the layout can draw."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic
from publish.fonts import missing
from publish.tree import Code, CodeBlock, Part, Text
from publish.walk import descend, query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.fonts import Face
    from publish.source import Span
    from publish.tree import Publication
    from publish.walk import Visited

PRINTED = ("title", "subtitle", "publisher", "rights")
"""The keys of ``publication.yaml`` that covers and title pages show."""


def glyphs_are_there(publication: Publication, faces: tuple[Face, ...]) -> Iterator[Diagnostic]:
    """Every character can be drawn by a font of the layout; no font of the system fills a gap unseen."""
    seen: set[str] = set()
    for texts in _texts(publication):
        lacking = missing((text for text, _ in texts), faces) - seen
        for text, span in texts if lacking else ():
            for place, letter in enumerate(text):
                if letter in lacking and letter not in seen:
                    seen.add(letter)
                    name = unicodedata.name(letter, f"U+{ord(letter):04X}")
                    hint = "use another character, or add a font that has it to fonts/ and name it in tokens.css"
                    message = f"no font has the character {letter} ({name})"
                    below = text.count("\n", 0, place)
                    where = span.at(span.line + below) if below else span
                    yield Diagnostic("glyph-missing", message, where, hint, about=letter)


def _texts(publication: Publication) -> Iterator[list[tuple[str, Span]]]:
    """Give the texts that are drawn, each with the place where it starts, together by file."""
    metadata, places = publication.metadata, publication.places
    whole = places[""]
    keys = [(str(getattr(metadata, key)).replace("\n", " "), places.get(key, whole)) for key in PRINTED]
    lines = metadata.cover.lines if metadata.cover else ()
    keys += [(line.text, places.get(f"cover.lines.{index}.text", whole)) for index, line in enumerate(lines)]
    parts = (part for part in publication.contents if isinstance(part, Part))
    yield keys + [text for part in parts for text in _written(descend(part.title))]
    for article in publication.documents:
        yield list(_written(query(article)))


def _written(nodes: Iterable[Visited]) -> Iterator[tuple[str, Span]]:
    for node in nodes:
        match node:
            case Text() | Code():
                yield node.text, node.span
            case CodeBlock():
                yield node.text, node.span.at(node.span.line + 1)  # the fence stands above the text
            case _:
                pass

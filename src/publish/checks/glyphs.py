"""Characters that no font of the layout can draw."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic
from publish.fonts import missing
from publish.tree import Code, CodeBlock, Text
from publish.walk import query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.fonts import Face
    from publish.tree import Publication


def glyphs_are_there(publication: Publication, faces: tuple[Face, ...]) -> Iterator[Diagnostic]:
    """Every character can be drawn by a font of the layout; no font of the system fills a gap unseen."""
    seen: set[str] = set()
    for article in publication.documents:
        nodes = [node for node in query(article) if isinstance(node, Text | Code | CodeBlock)]
        lacking = missing({node.text for node in nodes}, faces) - seen
        for node in nodes if lacking else ():
            for place, letter in enumerate(node.text):
                if letter in lacking and letter not in seen:
                    seen.add(letter)
                    name = unicodedata.name(letter, f"U+{ord(letter):04X}")
                    line = node.span.line + node.text.count("\n", 0, place) + isinstance(node, CodeBlock)
                    hint = "use another character, or add a font that has it to fonts/ and name it in tokens.css"
                    message = f"no font has the character {letter} ({name})"
                    yield Diagnostic("glyph-missing", message, node.span.at(line), hint)

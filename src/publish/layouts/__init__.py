"""Tree → XHTML: one Jinja template for each kind of block, inlines in Python, where white space is exact.

The markup is polyglot: read as XML and as HTML it means the same. A backend hands over a `Drawing`, which answers the
few questions whose answers differ from output to output; the folders of a layout choose the templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from publish.diagnostics import Diagnostic, PublishError
from publish.layouts import documents
from publish.layouts.blocks import TEMPLATES, block
from publish.layouts.drawing import Drawing
from publish.layouts.galley import Galley
from publish.layouts.inlines import inlines, page_break
from publish.layouts.markup import HINT, flaw
from publish.layouts.templates import IllFormedError, Templates
from publish.words import day, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from markupsafe import Markup

    from publish.edition import Document, Edition
    from publish.tree import Inline

__all__ = ["TEMPLATES", "Drawing", "Layout"]


class Layout:
    """A layout's templates for one output of one edition; ``more`` is what the output gives each of them beside."""

    def __init__(self, edition: Edition, drawing: Drawing, more: Mapping[str, object] | None = None) -> None:
        self.edition = edition
        self.drawing = drawing
        self.words = words(edition.language)
        self._templates = Templates(
            edition.design.files[drawing.target], _given(edition, self.words) | dict(more or {})
        )
        self._galley = Galley(edition, drawing, self._templates, self.words, block)

    def page(self, document: Document, **more: object) -> Markup:
        """Give the markup of one document of the edition by the template of its kind, which is given ``more`` too."""
        try:
            return documents.page(self._galley, document, more)
        except IllFormedError:
            with self._templates.carefully():
                documents.page(self._galley, document, more)
            raise

    def render(self, name: str, /, **context: object) -> Markup:
        """Render a template; a mistake in it is raised as PublishError with its file and line."""
        return self._templates.render(name, **context)

    def tree(self, markup: str, name: str) -> Element:
        """Parse the markup of a whole document; what isn't well-formed is raised as PublishError on ``name``."""
        try:
            return ET.fromstring(markup)  # noqa: S314  our own templates wrote it, and text in it is escaped
        except ET.ParseError as error:
            found = flaw(markup)
            message = found.message if found else str(error)
            raise PublishError([Diagnostic("template-markup", message, self._templates.span(name), HINT)]) from error

    def entries(self) -> list[dict[str, object]]:
        """Give the table of contents as templates see it."""
        return documents.entries(self._galley)

    @staticmethod
    def entry_of(title: str, href: str) -> dict[str, object]:
        """Give an entry for a page that isn't an article, as templates see it."""
        return documents.entry_of(title, href)

    def inlines(self, run: Iterable[Inline], *, linked: bool = True) -> Markup:
        """Give the markup of a run of inlines; links and note calls are left out where it isn't ``linked``."""
        return inlines(self._galley, run, linked=linked)

    def page_break(self, label: str) -> Markup:
        """Give the marker of a page's start."""
        return page_break(self._galley, label)


def _given(edition: Edition, word: dict[str, str]) -> dict[str, object]:
    """Give what every template knows, beside what it is given for itself."""
    metadata = edition.publication.metadata
    return {
        "publication": metadata,
        "edition": edition,
        "layout": edition.design.name,
        "words": word,
        "date": day(metadata.date, edition.language) if metadata.date else "",
        "month": day(metadata.date, edition.language, "MMMM y") if metadata.date else "",
    }

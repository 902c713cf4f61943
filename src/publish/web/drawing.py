"""How the web answers what its markup asks: each article is a page of its own, beside the publication's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from publish import maths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publish.tree import Target

HOME = "index.html"
"""A publication's own page."""


@dataclass(frozen=True, slots=True)
class WebDrawing:
    """How the web answers what its markup asks; ``files`` has the page of each document by its id."""

    files: Mapping[str, str]
    sources: Mapping[str, str]
    target: str = "web"

    def href(self, target: Target) -> str:
        """Give the page, and behind ``#`` the id; parts stand in the contents of the publication's page."""
        if target.article not in self.files:
            return f"{HOME}#{quote(target.article)}"
        page = quote(self.files[target.article])
        return f"{page}#{quote(target.id)}" if target.id else page

    def anchor(self, _article: str, name: str) -> str:
        """Give the id as it is: a page has its own ids."""
        return name

    def source(self, path: str) -> str:
        """Give the address of a picture beside the page."""
        return self.sources[path]

    def alternative(self, alt: str, _described: str) -> str:
        """Give the short text alone: the extended description is a page of its own, with a link."""
        return alt

    def page(self, _target: Target) -> str:
        """Give nothing: the web has no numbered pages."""
        return ""

    def formula(self, tex: str, alt: str, *, display: bool) -> str:
        """Give MathML."""
        return maths.mathml(tex, display=display, alt=alt)

    def mark(self, _article: str, _number: int) -> str:
        """Give nothing: no node is looked for again."""
        return ""

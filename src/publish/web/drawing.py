"""How the web answers what its markup asks: each article is a page of its own, beside the publication's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from publish.layouts.drawing import Reflowing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publish.tree import Target

HOME = "index.html"
"""A publication's own page."""


@dataclass(frozen=True, slots=True)
class WebDrawing(Reflowing):
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

    def source(self, path: str) -> str:
        """Give the address of a picture beside the page."""
        return self.sources[path]

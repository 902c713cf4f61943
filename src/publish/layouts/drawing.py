"""What an output answers while its markup is made: the few questions whose answers differ from output to output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from publish.tree import Target


class Drawing(Protocol):
    """What an output answers while its markup is made."""

    @property
    def target(self) -> str:
        """The output's folder in a layout: ``epub``, ``pdf`` or ``web``."""

    def href(self, target: Target) -> str:
        """Give the address of a target."""

    def anchor(self, article: str, name: str) -> str:
        """Give the ``id`` attribute of an element of an article."""

    def source(self, path: str) -> str:
        """Give the address of a picture."""

    def alternative(self, alt: str, described: str) -> str:
        """Give the alternative text of a picture whose extended description says ``described``, if it has one."""

    def page(self, target: Target) -> str:
        """Give the number of the page on which a target stands; nothing where the output has no pages."""

    def formula(self, tex: str, alt: str, *, display: bool) -> str:
        """Give the markup of a formula."""

    def mark(self, article: str, number: int) -> str:
        """Give the name under which a laid-out node is found again; nothing where nothing is laid out."""

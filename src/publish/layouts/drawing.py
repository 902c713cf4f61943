"""What an output answers while its markup is made: the few questions whose answers differ from output to output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from publish import maths

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


class Reflowing:
    """What every output answers that has no pages, and a file of its own for each document."""

    __slots__ = ()

    def anchor(self, _article: str, name: str) -> str:
        """Give the id as it is: a file has its own ids."""
        return name

    def alternative(self, alt: str, _described: str) -> str:
        """Give the short text alone: the extended description is a document of its own, with a link."""
        return alt

    def page(self, _target: Target) -> str:
        """Give nothing: there are no numbered pages."""
        return ""

    def formula(self, tex: str, alt: str, *, display: bool) -> str:
        """Give MathML."""
        return maths.mathml(tex, display=display, alt=alt)

    def mark(self, _article: str, _number: int) -> str:
        """Give nothing: no node is looked for again."""
        return ""

"""A structure tree as plain data, while it is built out of pages and before it is written; knows no engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from publish.pdf.roles import ATOMIC

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One drawn box of text or picture, and its page, counted from 0."""

    page: int
    box: Any


@dataclass(frozen=True, slots=True, eq=False)
class LinkPart:
    """One clickable rectangle: its page, counted from 0, the box that carries the annotation, and the link's words."""

    page: int
    box: Any
    words: str


@dataclass(slots=True, eq=False)
class Node:
    """A structure element: type, kids in reading order, text entries (Lang, Alt, T, E, ID), attributes (/A).

    A ``loose`` one is a P made for what stood between blocks.
    """

    kind: str
    kids: list[Node | Leaf | LinkPart] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """A part's structure tree, and what each drawn box is: owned by an element, or an artifact of these properties."""

    root: Node
    owners: Mapping[Any, Node]
    artifacts: Mapping[Any, str]
    spaced: frozenset[Any]


def prune(node: Node) -> None:
    """Take out elements that hold nothing, but for empty cells, and a P around pictures alone.

    A link that has no rectangle, since its target isn't there, is a Span.
    """
    if node.kind == "Link" and not any(isinstance(kid, LinkPart) for kid in node.kids):
        node.kind = "Span"
    kept: list[Node | Leaf | LinkPart] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kept.append(kid)
            continue
        prune(kid)
        if kid.loose and all(isinstance(inner, Node) and inner.kind in ATOMIC for inner in kid.kids):
            kept += kid.kids
        elif kid.kids or kid.kind in ("TD", "TH"):
            kept.append(kid)
    node.kids = kept

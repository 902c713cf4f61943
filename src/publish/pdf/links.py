"""The clickable rectangles of laid-out pages, one for each piece of a link, where WeasyPrint 70 makes several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.pdf.roles import decorations

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from xml.etree.ElementTree import Element

    Link = tuple[str, str, tuple[float, float, float, float], Any]


def settle_links(document: Any, anchors: Container[str]) -> list[str]:
    """Leave on each page the links that a reader can follow, and give the ids that links lead to in vain."""
    hidden = set(decorations(document.pages[0]._page_box.children[0].element))
    lost: list[str] = []
    for page in document.pages:
        links = list(_links_once(page, hidden))
        lost += [target for kind, target, *_ in links if kind == "internal" and target not in anchors]
        page.links[:] = [link for link in links if link[0] != "internal" or link[1] in anchors]
    return lost


def _links_once(page: Any, hidden: Container[Element]) -> Iterator[Link]:
    """Give one rectangle for each piece of a link, over text and pictures alike.

    WeasyPrint makes one for the link and one more for each box in it, of which only the first would be in a Link
    element (ISO 14289-1, 7.18.5); and it makes links of running heads and of what is hidden, which are artifacts.
    """
    given = {box: (kind, target, rectangle) for kind, target, rectangle, box in page.links}
    for owner, inside in _owned(page._page_box, given, hidden):
        kind, target, rectangle = given[owner]
        rectangles = [rectangle, *(given[box][2] for box in inside if isinstance(box, boxes.AtomicInlineLevelBox))]
        left, top, right, bottom = zip(*rectangles, strict=True)
        yield kind, target, (min(left), min(top), max(right), max(bottom)), _itself(owner)


def _itself(box: Any) -> Any:
    """Give a box that is placed by itself, where WeasyPrint has a stand-in for it."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def _owned(box: Any, links: Mapping[Any, Any], hidden: Container[Element]) -> Iterator[tuple[Any, list[Any]]]:
    """Give each box under ``box`` that is a link, with the boxes in it that WeasyPrint would make links as well."""
    if isinstance(box, boxes.MarginBox) or box.element in hidden:
        return
    if box.link and box in links:
        yield box, [inner for child in box.all_children() for inner in child.descendants() if inner in links]
        return
    for child in box.all_children():
        yield from _owned(child, links, hidden)

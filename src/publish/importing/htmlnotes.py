"""Notes of HTML files: where a link and a place further down lead to each other, as every program writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator


def ids_of(element: Any) -> list[str]:
    """Give the names by which an element can be led to."""
    names = (element.get("id"), element.get("name") if element.tag in {"a", "img"} else None)
    return [unquote(name) for name in names if name]


def notes_in(root: Any) -> tuple[dict[Any, str], dict[str, Any], set[Any]]:
    """Give the calls of notes with their keys, the bodies of the notes by key, and the links that lead back.

    A note is where a link and a place further down lead to each other: that is what every program writes.
    """
    places: dict[str, Any] = {}
    order = {element: number for number, element in enumerate(root.iter())}
    for element in order:
        if isinstance(element.tag, str):
            for name in ids_of(element):
                places.setdefault(name, element)
    links = {each: unquote(each.get("href", "")[1:]) for each in root.iter("a") if each.get("href", "").startswith("#")}
    around: dict[str, set[Any]] = {}
    calls: dict[Any, str] = {}
    bodies: dict[str, Any] = {}
    back: set[Any] = set()
    inside: dict[Any, list[Any]] = {}
    for link, name in links.items():
        target = places.get(name)
        if target is None or order[target] <= order[link] or link in back:
            continue
        body = _body(target)
        if body is None or any(each is body for each in link.iterancestors()):
            continue
        own = around.setdefault(name, set(_near_names(link)))
        if body not in inside:
            inside[body] = [each for each in body.iter("a") if each in links]
        returning = [each for each in inside[body] if links[each] in own]
        if returning:
            key = f"note-{order[target]}"
            calls[link] = key
            bodies[key] = body
            back.update(returning)
    return calls, bodies, back


def _body(target: Any) -> Any | None:
    """Give the block that a note is: the item, division or paragraph around its place."""
    for each in (target, *target.iterancestors()):
        if each.tag in {"li", "div", "aside", "dd", "p", "section", "td"}:
            parent = each.getparent()
            if (
                each.tag == "p"
                and parent is not None
                and parent.tag in {"li", "div", "aside"}
                and len(parent.findall("p")) == 1
            ):
                return parent if len(parent) == 1 or parent.get("id") else each
            return each
        if each.tag in {"body", "html"}:
            return None
    return None


def _near_names(link: Any) -> Iterator[str]:
    """Give the ids of a link and of what it stands in, within its sentence."""
    for each in (
        link,
        *link.iterdescendants(),
        *(above for above in link.iterancestors() if above.tag in {"sup", "span", "a"}),
    ):
        if isinstance(each.tag, str):
            yield from ids_of(each)

"""The NCX: the navigation of EPUB 2, for old reading systems (DAISY Z39.86-2005, as OPF 2.0.1, 2.4.1 has it)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from lxml import etree

from publish.epub.package import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.epub.package import Package, TocEntry

_DAISY: Final = "http://www.daisy.org/z3986/2005/ncx/"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def ncx(package: Package) -> bytes:
    """Give the NCX (DAISY Z39.86-2005, as OPF 2.0.1, 2.4.1 has it) with the table of contents and the page list."""
    order = _play_order(package)
    root: Any = etree.Element(f"{{{_DAISY}}}ncx", nsmap={None: _DAISY})  # type: ignore[dict-item]  # the stubs err
    root.set("version", "2005-1")
    root.set(_XML_LANG, package.language)
    head = _sub(root, "head")
    numbers = [int(label) for label, _ in package.pages if label.isascii() and label.isdecimal()]
    facts = {
        "uid": package.identifier,
        "depth": str(_depth(package.toc)),
        "totalPageCount": str(len(package.pages)),
        "maxPageNumber": str(max(numbers, default=0)),
    }
    for name, content in facts.items():
        _sub(head, "meta", {"name": f"dtb:{name}", "content": content})
    _sub(_sub(root, "docTitle"), "text").text = package.title
    _nav_points(_sub(root, "navMap"), package.toc, order, "toc")
    if package.pages:
        page_list = _sub(root, "pageList")
        _sub(_sub(page_list, "navLabel"), "text").text = package.title
        for number, (label, href) in enumerate(package.pages, 1):
            kind = "normal" if label.isascii() and label.isdecimal() else "special"
            attributes = {"id": f"page-{number}", "type": kind, "playOrder": str(order[href])}
            _target(_sub(page_list, "pageTarget", attributes), label, href)
    result: bytes = etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True)
    return result


def _sub(parent: Any, name: str, attributes: Mapping[str, str] | None = None) -> Any:
    return etree.SubElement(parent, f"{{{_DAISY}}}{name}", dict(attributes or {}))


def _target(parent: Any, label: str, href: str) -> None:
    _sub(_sub(parent, "navLabel"), "text").text = label
    _sub(parent, "content", {"src": href})


def _nav_points(parent: Any, entries: tuple[TocEntry, ...], order: Mapping[str, int], path: str) -> None:
    for number, entry in enumerate(entries, 1):
        name, href = f"{path}-{number}", _first_href(entry)
        point = _sub(parent, "navPoint", {"id": name, "playOrder": str(order[href])})
        _target(point, entry.title, href)
        _nav_points(point, entry.children, order, name)


def _depth(entries: tuple[TocEntry, ...]) -> int:
    return max((1 + _depth(entry.children) for entry in entries), default=0)


def _first_href(entry: TocEntry) -> str:
    """Give an entry's own target, else the first below it: an NCX entry without target is not allowed."""
    hrefs = (_first_href(child) for child in entry.children)
    href = entry.href or next(filter(None, hrefs), "")
    if not href:
        raise ValueError(f"the entry “{entry.title}” of the table of contents leads nowhere")
    return href


def _all_hrefs(entries: tuple[TocEntry, ...]) -> Iterator[str]:
    for entry in entries:
        yield _first_href(entry)
        yield from _all_hrefs(entry.children)


def _play_order(package: Package) -> dict[str, int]:
    """Give each target of the NCX its number in reading order; one target has one number however often it is named."""
    places: dict[str, tuple[int, int]] = {}
    contents = {resource.href: resource.content for resource in package.resources}
    for index, item in enumerate(package.spine):
        places[item.href] = (index, -1)
        for offset, element in enumerate(parse(contents[item.href]).iter("{*}*")):
            if (name := element.get("id")) is not None:
                places[f"{item.href}#{name}"] = (index, offset)
    targets = dict.fromkeys(chain(_all_hrefs(package.toc), (href for _, href in package.pages)))
    unknown = [href for href in targets if unquote(href) not in places]
    if unknown:
        raise ValueError(f"targets of the navigation that are not in the spine: {', '.join(unknown)}")
    return {href: number for number, href in enumerate(sorted(targets, key=lambda href: places[unquote(href)]), 1)}

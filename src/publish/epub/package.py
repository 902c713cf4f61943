"""A publication that is ready for its container: the values that say it, and what its package document says of it.

EPUB 3.3, 5, with the vocabularies of its annex D. Nothing here knows of EbookLib.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

XHTML: Final = "application/xhtml+xml"
# EPUB 3.3, D.2: reserved in the package document. The specification advises to declare those that are used.
RESERVED_PREFIXES: Final = {
    "a11y": "http://www.idpf.org/epub/vocab/package/a11y/#",
    "dcterms": "http://purl.org/dc/terms/",
    "marc": "http://id.loc.gov/vocabulary/",
    "media": "http://www.idpf.org/epub/vocab/overlays/#",
    "onix": "http://www.editeur.org/ONIX/book/codelists/current.html#",
    "rendition": "http://www.idpf.org/vocab/rendition/#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Contributor:
    """Someone who made the publication: `role` is a MARC relator code or empty, `sort` the name as it is filed."""

    name: str
    role: str = ""
    sort: str = ""
    creator: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The series that the publication belongs to; `position` is decimal numbers with points, as 39 or 12.4."""

    title: str
    position: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Meta:
    """One `meta` of the package; `refines` is the id of what it refines, without the number sign."""

    property: str
    value: str
    id: str = ""
    refines: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One `link` of the package; `href` is a URL relative to the package document, or absolute."""

    rel: str
    href: str
    media_type: str = ""
    refines: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of the publication; `href` is its path below `EPUB/`, not percent-encoded."""

    href: str
    media_type: str
    content: bytes
    id: str = ""
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpineItem:
    """One document of the reading order, by the `href` of its resource."""

    href: str
    linear: bool = True


@dataclass(frozen=True, slots=True)
class TocEntry:
    """One entry of the table of contents; `href` is a URL relative to `EPUB/`, or empty where it only groups others."""

    title: str
    href: str = ""
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A publication that is ready to be put into its container (EPUB 3.3, 5); empty strings stand for nothing.

    `toc` and `pages` (label, URL relative to `EPUB/`) only make the NCX for old reading systems: the navigation
    document comes ready, as the resource that `nav` names. `prefixes` are those beyond the reserved ones.
    """

    identifier: str
    title: str
    language: str
    modified: datetime
    resources: tuple[Resource, ...]
    spine: tuple[SpineItem, ...]
    nav: str
    other_identifiers: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    series: Series | None = None
    meta: tuple[Meta, ...] = ()
    links: tuple[Link, ...] = ()
    cover_image: str = ""
    toc: tuple[TocEntry, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()


def manifest_ids(package: Package) -> dict[str, str]:
    """Give the manifest id of each resource's href: its own where it has one, else one made from the href."""
    ids: dict[str, str] = {}
    taken = {resource.id for resource in package.resources}
    for resource in package.resources:
        stem = candidate = resource.id or "item-" + re.sub(r"[^A-Za-z0-9_.-]", "_", resource.href)
        number = 2
        while not resource.id and candidate in taken:
            candidate = f"{stem}-{number}"
            number += 1
        taken.add(candidate)
        ids[resource.href] = candidate
    return ids


def check_resources(package: Package) -> None:
    """Raise ValueError where resources are missing, named twice or outside the package's folder (OCF 3.3, 4.2)."""
    hrefs = Counter(resource.href for resource in package.resources)
    # A reading system may run on a file system that doesn't tell A from a (OCF 3.3, 4.2.2).
    twice = [href for href, count in Counter(map(str.casefold, hrefs.elements())).items() if count > 1]
    wanted = [package.nav, *(item.href for item in package.spine), *filter(None, [package.cover_image])]
    missing = [href for href in wanted if href not in hrefs]
    outside = [href for href in hrefs if not href or href.startswith("/") or ".." in href.split("/")]
    for what, names in (("named twice", twice), ("missing", missing), ("outside EPUB/", outside)):
        if names:
            raise ValueError(f"resources {what}: {', '.join(names)}")


Entry = tuple[str, str, dict[str, str]]


def dublin_core(package: Package) -> Iterator[Entry]:
    """Give name, value and attributes of the Dublin Core elements but for people (EPUB 3.3, 5.5)."""
    yield "identifier", package.identifier, {"id": "pub-id"}
    for identifier in package.other_identifiers:
        yield "identifier", identifier, {}
    # One title only: reading systems mishandle several.
    yield "title", package.title, {}
    yield "language", package.language, {}
    for name in ("date", "publisher", "rights", "description"):
        if value := getattr(package, name):
            yield name, value, {}
    for subject in package.subjects:
        yield "subject", subject, {}


def contributors(package: Package) -> Iterator[Entry]:
    """Give the Dublin Core elements of people, with the ids that `metas` refines."""
    for number, person in enumerate(package.contributors, 1):
        yield "creator" if person.creator else "contributor", person.name, {"id": f"contributor-{number}"}


def metas(package: Package, ids: Mapping[str, str]) -> Iterator[Entry]:
    """Give the `meta` and `link` entries; `ids` are those of the manifest (EPUB 3.3, 5.5)."""
    for number, person in enumerate(package.contributors, 1):
        refines = f"#contributor-{number}"
        if person.role:
            yield "meta", person.role, {"refines": refines, "property": "role", "scheme": "marc:relators"}
        if person.sort:
            yield "meta", person.sort, {"refines": refines, "property": "file-as"}
    if package.series:
        yield "meta", package.series.title, {"property": "belongs-to-collection", "id": "series"}
        refinements = (
            ("collection-type", "series"),
            ("group-position", package.series.position),
            ("dcterms:identifier", package.series.identifier),
        )
        for name, value in refinements:
            if value:
                yield "meta", value, {"refines": "#series", "property": name}
    for meta in package.meta:
        refines = f"#{meta.refines}" if meta.refines else ""
        attributes = {"refines": refines, "property": meta.property, "id": meta.id, "scheme": meta.scheme}
        yield "meta", meta.value, attributes
    if package.cover_image:
        # The EPUB 2 form: Kobo and Kindle find the cover by it.
        yield "meta", "", {"name": "cover", "content": ids[package.cover_image]}
    for link in package.links:
        refines = f"#{link.refines}" if link.refines else ""
        yield "link", "", {"rel": link.rel, "href": link.href, "media-type": link.media_type, "refines": refines}


def properties(package: Package, resource: Resource) -> tuple[str, ...]:
    """Give the manifest properties (EPUB 3.3, D.5): those said, and those that the content shows."""
    found = set(resource.properties)
    if resource.href == package.nav:
        found.add("nav")
    if resource.href == package.cover_image:
        found.add("cover-image")
    if resource.media_type == XHTML:
        found |= set(_content_properties(parse(resource.content)))
    return tuple(sorted(found))


def parse(content: bytes) -> Any:
    """Give the root of an XHTML document; raises lxml's XMLSyntaxError where it is not well-formed."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _content_properties(root: Any) -> Iterator[str]:
    embedded = {"img", "audio", "video", "source", "track", "iframe", "embed", "object", "script", "link", "image"}
    for element in root.iter("{*}*"):
        name = etree.QName(element).localname
        if name in {"svg", "script"}:
            yield "svg" if name == "svg" else "scripted"
        elif name == "math":
            yield "mathml"
        elif name == "form":
            yield "scripted"
        if name in embedded:
            urls = (value for key, value in element.items() if key.rpartition("}")[2] in {"src", "href", "data"})
            if any(url.startswith(("http:", "https:")) for url in urls):
                yield "remote-resources"


def prefixes(package: Package) -> tuple[tuple[str, str], ...]:
    """Give the prefixes that the package's properties, schemes, relations and manifest use, sorted."""
    known = RESERVED_PREFIXES | dict(package.prefixes)
    terms = chain(
        ["dcterms:modified"],
        ["marc:relators"] if any(person.role for person in package.contributors) else [],
        chain.from_iterable((meta.property, meta.scheme) for meta in package.meta),
        chain.from_iterable(link.rel.split() for link in package.links),
        chain.from_iterable(resource.properties for resource in package.resources),
    )
    used = {term.partition(":")[0] for term in terms if ":" in term}
    return tuple((name, known[name]) for name in sorted(used))

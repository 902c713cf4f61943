"""The EPUB container: EbookLib's writer, extended in this one place so that its package is right and deterministic.

Everything private of EbookLib 0.20 that the project touches stands here; a test fails when the version moves.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from ebooklib import epub
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
_RIGHT_TO_LEFT: Final = frozenset({"ar", "he", "fa", "ur"})
_COMPRESSED: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".woff", ".woff2")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_DAISY: Final = "http://www.daisy.org/z3986/2005/ncx/"


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


def write(package: Package) -> bytes:
    """Give the bytes of the whole .epub (OCF 3.3, 4); the same package gives the same bytes on any day.

    XHTML goes in as given. The manifest properties cover-image, mathml, nav, remote-resources, scripted and svg are
    read off the content. Raises ValueError for a package that no manuscript may cause: a resource named twice or
    missing, an id used twice, a character that XML can't hold, a `modified` without time zone; and lxml's
    XMLSyntaxError for a document that is not well-formed.
    """
    if package.modified.tzinfo is None:
        raise ValueError("Package.modified needs a time zone")
    _check_resources(package)
    output = BytesIO()
    _Writer(output, package).write()
    return output.getvalue()


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


class _StampedZip(zipfile.ZipFile):
    """A zip in which every entry carries one time: zipfile stamps an entry with now, in local time."""

    def __init__(self, output: BytesIO, modified: datetime) -> None:
        super().__init__(output, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        moment = modified.astimezone(UTC)
        # The format counts from 1980 in seven bits, by two seconds: a date outside is the nearest that it holds.
        year = min(max(moment.year, 1980), 2107)
        self._stamp = (year, moment.month, moment.day, moment.hour, moment.minute, moment.second // 2 * 2)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add one file: what is compressed already is stored, and so is `mimetype` (OCF 3.3, 4.3)."""
        name = str(zinfo_or_arcname)
        info = zipfile.ZipInfo(name, self._stamp)
        info.create_system = 3  # else it is the machine's own, and the bytes differ between Windows and the rest
        info.external_attr = 0o644 << 16
        stored = name == "mimetype" or name.lower().endswith(_COMPRESSED)
        super().writestr(info, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, 6)


class _Item(epub.EpubItem):  # type: ignore[misc]  # EbookLib has no types
    """A ready file: EbookLib's own EpubHtml would parse XHTML as HTML and write `viewBox` in lower case."""

    def __init__(self, resource: Resource, uid: str, properties: tuple[str, ...]) -> None:
        super().__init__(uid, quote(resource.href), resource.media_type, resource.content)
        self.properties = properties


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer, with what is wrong in its package put right where it is written."""

    def __init__(self, output: BytesIO, package: Package) -> None:
        self.package = package
        # package_direction: metadata in a right-to-left language needs its base direction; EbookLib leaves it off.
        # mtime: else dcterms:modified is the local time of now, labelled Z.
        options = {"package_direction": True, "mtime": package.modified.astimezone(UTC)}
        super().__init__(output, _book(package), options)

    def write(self) -> None:
        """Write the container as EbookLib does, into a zip with one fixed time for all entries."""
        with _StampedZip(self.file_name, self.package.modified) as self.out:
            # mimetype goes first and is stored, not deflated: OCF 3.3, 4.3.
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_items(self) -> None:
        """EbookLib writes an item under its URL; here the manifest holds the URL, and the zip the decoded path."""
        for item in self.book.get_items():
            content = self._get_ncx() if isinstance(item, epub.EpubNcx) else item.get_content()
            self.out.writestr(f"{self.book.FOLDER_NAME}/{unquote(item.file_name)}", content)

    def _write_opf_file(self, root: Any) -> None:
        """EbookLib writes no xml:lang, declares `rendition` alone, and lets an id stand twice."""
        root.set(_XML_LANG, self.package.language)
        root.set("prefix", " ".join(f"{name}: {uri}" for name, uri in _prefixes(self.package)))
        ids = Counter(element.get("id") for element in root.iter() if element.get("id") is not None)
        twice = [name for name, count in ids.items() if count > 1]
        if twice:
            raise ValueError(f"ids used twice in the package: {', '.join(twice)}")
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        """EbookLib's NCX has depth 0, no page list, and no target for an entry that only groups others."""
        return _ncx(self.package)


def _check_resources(package: Package) -> None:
    hrefs = Counter(resource.href for resource in package.resources)
    # A reading system may run on a file system that doesn't tell A from a (OCF 3.3, 4.2.2).
    twice = [href for href, count in Counter(map(str.casefold, hrefs.elements())).items() if count > 1]
    wanted = [package.nav, *(item.href for item in package.spine), *filter(None, [package.cover_image])]
    missing = [href for href in wanted if href not in hrefs]
    outside = [href for href in hrefs if not href or href.startswith("/") or ".." in href.split("/")]
    for what, names in (("named twice", twice), ("missing", missing), ("outside EPUB/", outside)):
        if names:
            raise ValueError(f"resources {what}: {', '.join(names)}")


def _book(package: Package) -> Any:
    book = epub.EpubBook()
    book.IDENTIFIER_ID = "pub-id"
    book.metadata.clear()  # a random identifier, and a generator that would change with the version
    ids = manifest_ids(package)
    items = {
        resource.href: _Item(resource, ids[resource.href], _properties(package, resource))
        for resource in package.resources
    }
    for item in (*items.values(), epub.EpubNcx()):
        book.add_item(item)
    book.spine = [(items[item.href], "yes" if item.linear else "no") for item in package.spine]
    if package.language.split("-")[0].lower() in _RIGHT_TO_LEFT:
        book.set_direction("rtl")
    book.uid, book.title, book.language = package.identifier, package.title, package.language
    for name, value, attributes in (*_dublin_core(package), *_contributors(package)):
        _add(book, "DC", name, value, attributes)
    for name, value, attributes in _metas(package, ids):
        _add(book, None, name, value, attributes)
    return book


def _add(book: Any, namespace: str | None, name: str, value: str, attributes: Mapping[str, str]) -> None:
    # EbookLib logs a value that XML can't hold and goes on without it.
    for text in (value, *attributes.values()):
        if _NOT_XML.search(text):
            raise ValueError(f"{name} has a character that XML can't hold: {text!r}")
    book.add_metadata(namespace, name, value, {key: text for key, text in attributes.items() if text})


_Entry = tuple[str, str, dict[str, str]]


def _dublin_core(package: Package) -> Iterator[_Entry]:
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


def _contributors(package: Package) -> Iterator[_Entry]:
    for number, person in enumerate(package.contributors, 1):
        yield "creator" if person.creator else "contributor", person.name, {"id": f"contributor-{number}"}


def _metas(package: Package, ids: Mapping[str, str]) -> Iterator[_Entry]:
    """Give the `meta` and `link` entries. EbookLib's add_author would put a relator scheme on file-as, too."""
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


def _properties(package: Package, resource: Resource) -> tuple[str, ...]:
    """Give the manifest properties (EPUB 3.3, D.5): those said, and those that the content shows."""
    found = set(resource.properties)
    if resource.href == package.nav:
        found.add("nav")
    if resource.href == package.cover_image:
        found.add("cover-image")
    if resource.media_type == XHTML:
        found |= set(_content_properties(_parse(resource.content)))
    return tuple(sorted(found))


def _parse(content: bytes) -> Any:
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


def _prefixes(package: Package) -> tuple[tuple[str, str], ...]:
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


def _ncx(package: Package) -> bytes:
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
        for offset, element in enumerate(_parse(contents[item.href]).iter("{*}*")):
            if (name := element.get("id")) is not None:
                places[f"{item.href}#{name}"] = (index, offset)
    targets = dict.fromkeys(chain(_all_hrefs(package.toc), (href for _, href in package.pages)))
    unknown = [href for href in targets if unquote(href) not in places]
    if unknown:
        raise ValueError(f"targets of the navigation that are not in the spine: {', '.join(unknown)}")
    return {href: number for number, href in enumerate(sorted(targets, key=lambda href: places[unquote(href)]), 1)}

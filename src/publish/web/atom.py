"""Atom: the feed of new publications, and the catalogue of OPDS 1.2, which is Atom with more to say (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree

from publish.edition import EPOCH, NAMESPACE
from publish.words import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publish.web.issue import Issue

ATOM, DC, OPDS = "http://www.w3.org/2005/Atom", "http://purl.org/dc/terms/", "http://opds-spec.org/2010/catalog"
ATOM_TYPE = "application/atom+xml"
CATALOGUE_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
IMAGE, THUMBNAIL = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"


@dataclass(frozen=True, slots=True)
class Site:
    """A site as its feeds speak of it: its title, language and address, which is empty where nobody has named one."""

    title: str
    language: str
    base: str = ""


def feed(site: Site, name: str, issues: Sequence[Issue]) -> bytes:
    """Give the feed of new publications, which stands in the file ``name``."""
    root = _feed(site, name, issues, ATOM_TYPE, "feed")
    for issue in issues:
        entry = _entry(root, site, issue)
        if issue.offers:
            offer = issue.offers[0]
            href = _address(site, issue, offer.href)
            _element(entry, "link", rel="enclosure", href=href, type=offer.media_type, length=str(offer.size))
    return _written(root)


def catalogue(site: Site, name: str, issues: Sequence[Issue]) -> bytes:
    """Give the catalogue, which stands in the file ``name``: an acquisition feed that is its own start (OPDS 1.2)."""
    root = _feed(site, name, issues, CATALOGUE_TYPE, "catalogue")
    _element(root, "link", rel="start", href=urljoin(site.base, name), type=CATALOGUE_TYPE)
    for issue in issues:
        entry = _entry(root, site, issue)
        _dublin_core(entry, issue)
        for relation, picture in ((IMAGE, issue.largest_cover), (THUMBNAIL, issue.smallest_cover)):
            href = _address(site, issue, picture.href)
            _element(entry, "link", rel=relation, href=href, type=picture.media_type)
        for offer in issue.offers:
            href = _address(site, issue, offer.href)
            _element(entry, "link", rel=OPEN_ACCESS, href=href, type=offer.media_type, length=str(offer.size))
    return _written(root)


def _feed(site: Site, name: str, issues: Sequence[Issue], media_type: str, kind: str) -> etree._Element:
    # The stubs don't know that a default namespace goes by no name.
    names: Any = {None: ATOM, "dc": DC} if kind == "catalogue" else {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=names)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", site.language)
    _element(root, "id", f"urn:uuid:{uuid.uuid5(NAMESPACE, chr(31).join((kind, site.base or site.title)))}")
    _element(root, "title", site.title)
    _element(root, "updated", _time(max((issue.modified for issue in issues), default=EPOCH)))
    _element(_element(root, "author"), "name", site.title)
    _element(root, "link", rel="self", href=urljoin(site.base, name), type=media_type)
    _element(root, "link", rel="alternate", href=urljoin(site.base, "index.html"), type="text/html")
    return root


def _entry(root: etree._Element, site: Site, issue: Issue) -> etree._Element:
    """Add what every feed says of a publication, in the order in which people write it."""
    entry = _element(root, "entry")
    if issue.language != site.language:
        entry.set("{http://www.w3.org/XML/1998/namespace}lang", issue.language)
    _element(entry, "id", issue.identifier)
    _element(entry, "title", issue.title)
    _element(entry, "updated", _time(issue.modified))
    if issue.date:
        _element(entry, "published", f"{issue.date.isoformat()}T00:00:00Z")
    for person in issue.authors or issue.with_role("edt"):
        _element(_element(entry, "author"), "name", person.name)
    _element(entry, "summary", issue.description or _in_short(issue))
    for subject in issue.subjects:
        _element(entry, "category", term=subject, label=subject)
    if issue.rights:
        _element(entry, "rights", issue.rights)
    _element(entry, "link", rel="alternate", href=_address(site, issue, "index.html"), type="text/html")
    return entry


def _in_short(issue: Issue) -> str:
    """Give something to say of a publication that says nothing of itself."""
    series = f"{issue.series.title} {issue.series.number}".strip() if issue.series else ""
    when = day(issue.date, issue.language, "MMMM y") if issue.date else ""
    return ", ".join(filter(None, (issue.subtitle, series, when))) or issue.title


def _dublin_core(entry: etree._Element, issue: Issue) -> None:
    terms = _terms(issue)
    for name, value in terms:
        etree.SubElement(entry, f"{{{DC}}}{name}").text = value


def _terms(issue: Issue) -> Iterator[tuple[str, str]]:
    yield "language", issue.language
    yield "identifier", issue.identifier
    if issue.isbn:
        yield "identifier", f"urn:isbn:{issue.isbn}"
    if issue.publisher:
        yield "publisher", issue.publisher
    if issue.date:
        yield "issued", issue.date.isoformat()
    if issue.series:
        yield "isPartOf", f"{issue.series.title} {issue.series.number}".strip()


def _address(site: Site, issue: Issue, href: str) -> str:
    return urljoin(site.base, f"{issue.slug}/{href}")


def _time(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _element(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text:
        element.text = text
    return element


def _written(root: etree._Element) -> bytes:
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written + b"\n"

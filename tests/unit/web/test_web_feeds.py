"""Feeds and catalogues, against what their specifications ask, and as a client reads them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import feedparser  # type: ignore[import-untyped]
import jsonschema  # type: ignore[import-untyped]
import pytest
from lxml import etree

from publish.web import atom, catalogue
from publish.web.atom import ATOM, DC, Site

if TYPE_CHECKING:
    from publish.web.issue import Issue

A = f"{{{ATOM}}}"
HERE, THERE = Site("The Society", "en-GB"), Site("The Society", "en-GB", "https://example.org/library/")

# What OPDS 2.0 and the Readium Web Publication Manifest ask of a catalogue.
WORDS = {"type": "string", "minLength": 1}
LINK = {
    "type": "object",
    "required": ["href", "type"],
    "properties": {
        "href": {"type": "string", "format": "uri-reference", "minLength": 1},
        "type": {"type": "string", "pattern": r"^[a-z]+/[a-z0-9.+-]+$"},
        "rel": WORDS,
        "size": {"type": "integer", "exclusiveMinimum": 0},
        "width": {"type": "integer", "exclusiveMinimum": 0},
        "height": {"type": "integer", "exclusiveMinimum": 0},
    },
    "additionalProperties": False,
}
PEOPLE = {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["name"], "properties": {
    "name": WORDS, "sortAs": WORDS, "role": WORDS, "identifier": WORDS, "position": {"type": "number"},
}, "additionalProperties": False}}  # fmt: skip
MODES = {"enum": ["textual", "visual"]}
FEATURES = [
    *("annotations", "ARIA", "bookmarks", "index", "printPageNumbers", "readingOrder"),
    *("structuralNavigation", "tableOfContents", "taggedPDF", "alternativeText", "audioDescription"),
    *("captions", "describedMath", "longDescription", "rubyAnnotations", "signLanguage", "transcript"),
    *("displayTransformability", "synchronizedAudioText", "timingControl", "unlocked", "ChemML", "latex"),
    *("MathML", "ttsMarkup", "highContrastAudio", "highContrastDisplay", "largePrint", "braille"),
    *("tactileGraphic", "tactileObject", "none"),
]  # fmt: skip


def with_relation(*relations: str) -> dict[str, object]:
    return {"contains": {"required": ["rel"], "properties": {"rel": {"enum": list(relations)}}}}


PUBLICATION = {
    "type": "object",
    "required": ["metadata", "links", "images"],
    "properties": {
        "metadata": {
            "type": "object",
            "required": ["title", "identifier", "language", "modified"],
            "properties": {
                "@type": {"type": "string", "pattern": "^http://schema.org/[A-Z][A-Za-z]+$"},
                **dict.fromkeys(("title", "subtitle", "description", "publisher"), WORDS),
                "identifier": {"type": "string", "format": "uri"},
                "altIdentifier": {"type": "array", "items": {"type": "string", "format": "uri"}},
                "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
                "modified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                "published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
                "subject": {"type": "array", "items": WORDS},
                "numberOfPages": {"type": "integer", "exclusiveMinimum": 0},
                **dict.fromkeys(("author", "editor", "translator", "illustrator", "artist", "contributor"), PEOPLE),
                "belongsTo": {"type": "object", "properties": {"series": PEOPLE}, "additionalProperties": False},
                "accessibility": {
                    "type": "object",
                    "properties": {
                        "summary": WORDS,
                        "accessMode": {"type": "array", "items": MODES},
                        "accessModeSufficient": {
                            "type": "array",
                            "items": {"anyOf": [MODES, {"type": "array", "items": MODES}]},
                        },
                        "feature": {"type": "array", "items": {"enum": FEATURES}, "uniqueItems": True},
                        "hazard": {"type": "array", "items": {"enum": ["none", "unknown"]}},
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "links": {
            "type": "array",
            "items": LINK,
            "allOf": [with_relation("self"), with_relation("http://opds-spec.org/acquisition/open-access")],
        },
        "images": {
            "type": "array",
            "items": LINK,
            "contains": {"properties": {"type": {"enum": ["image/jpeg", "image/png", "image/gif"]}}},
        },
    },
    "additionalProperties": False,
}
FEED = {
    "type": "object",
    "required": ["metadata", "links", "publications"],
    "properties": {
        "metadata": {"type": "object", "required": ["title"]},
        "links": {"type": "array", "items": LINK, "allOf": [with_relation("self")]},
        "publications": {"type": "array", "items": PUBLICATION},
    },
    "additionalProperties": False,
}


@pytest.mark.parametrize("site", [HERE, THERE], ids=["relative", "absolute"])
def test_the_catalogue_is_an_opds_2_feed(site: Site, issue: Issue, bare: Issue) -> None:
    data = json.loads(catalogue.feed(site, "opds.json", [issue, bare]))
    jsonschema.validate(data, FEED)
    first, second = data["publications"]
    hrefs = [link["href"] for link in first["links"]]
    assert hrefs == [f"{site.base}view-39/{name}" for name in
                     ("publication.json", "index.html", "view-39.epub", "view-39-screen.pdf")]  # fmt: skip
    assert first["metadata"]["author"][0] == {"name": "Ada Example", "sortAs": "Example, Ada"}
    assert first["metadata"]["belongsTo"]["series"] == [
        {"name": "View", "position": 39, "identifier": "urn:issn:2049-3630"}
    ]
    assert first["metadata"]["accessibility"]["accessModeSufficient"] == ["textual", ["textual", "visual"]]
    assert not {"published", "author", "belongsTo", "accessibility"} & set(second["metadata"])
    assert [each["width"] for each in first["images"]] == [960, 240, 960, 240]
    assert first["images"][0]["type"] == "image/jpeg"


def test_a_publication_is_a_document_of_its_own(issue: Issue) -> None:
    data = json.loads(catalogue.document(issue, ""))
    jsonschema.validate(data, PUBLICATION)
    assert data["links"][0] == {"rel": "self", "href": "publication.json", "type": "application/opds-publication+json"}


@pytest.mark.parametrize(("number", "position"), [("39", 39), ("12.4", 12.4), ("1.2.3", None), ("", None)])
def test_a_place_in_a_series_is_a_number_or_nothing(number: str, position: float | None, issue: Issue) -> None:
    series = replace(issue.series, number=number) if issue.series else None
    data = json.loads(catalogue.document(replace(issue, series=series), ""))
    assert data["metadata"]["belongsTo"]["series"][0].get("position") == position


# --------------------------------------------------------------------------------------------------------------- Atom


def conforms(root: etree._Element) -> None:
    """Assert what RFC 4287 asks of a feed (4.1.1, 4.1.2, 4.2, 3.3)."""
    for element in (root, *root.iter(f"{A}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{A}{name}")) == 1, name
        assert len(element.findall(f"{A}rights")) <= 1
        assert re.fullmatch(r"[a-z]+:\S+", element.findtext(f"{A}id") or "")
        alternates = [(link.get("type"), link.get("hreflang")) for link in element.findall(f"{A}link")
                      if link.get("rel") == "alternate"]  # fmt: skip
        assert len(set(alternates)) == len(alternates) == 1
        assert element.findall(f"{A}author") or root.findall(f"{A}author")
    ids = [each.text for each in root.iter(f"{A}id")]
    assert len(set(ids)) == len(ids)
    for name in ("updated", "published"):
        for each in root.iter(f"{A}{name}"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each.text or "")
    for link in root.iter(f"{A}link"):
        assert link.get("href")
        assert re.fullmatch(r"[a-z]+/[\w.+-]+(;[\w-]+=[\w-]+)*", link.get("type") or "")
    for author in root.iter(f"{A}author"):
        assert author.findtext(f"{A}name")
    for category in root.iter(f"{A}category"):
        assert category.get("term")


@pytest.mark.parametrize("site", [HERE, THERE], ids=["relative", "absolute"])
def test_the_feed_is_atom_and_a_client_reads_it(site: Site, issue: Issue, bare: Issue) -> None:
    data = atom.feed(site, "feed.xml", [issue, bare])
    conforms(etree.fromstring(data))
    read = feedparser.parse(data)
    assert (read.bozo, read.version, read.feed.title) == (False, "atom10", "The Society")
    first, second = read.entries
    assert (first.title, first.link) == (issue.title, f"{site.base}view-39/index.html")
    assert (first.published, first.updated) == ("2023-06-20T00:00:00Z", "2023-06-22T09:00:00Z")
    assert [each.name for each in first.authors] == ["Ada Example", "The Society"]
    (enclosure,) = first.enclosures
    assert (enclosure.href, enclosure.type, enclosure.length) == (
        *(f"{site.base}view-39/view-39.epub", "application/epub+zip"),
        "1234",
    )
    assert (second.summary, second.get("published")) == ("Bare", None)
    assert read.feed.updated == "2023-06-22T09:00:00Z"


@pytest.mark.parametrize("site", [HERE, THERE], ids=["relative", "absolute"])
def test_the_catalogue_is_an_acquisition_feed_of_opds_1(site: Site, issue: Issue, bare: Issue) -> None:
    data = atom.catalogue(site, "opds.xml", [issue, bare])
    root = etree.fromstring(data)
    conforms(root)
    kind = "application/atom+xml;profile=opds-catalog;kind=acquisition"
    own = {link.get("rel"): (link.get("href"), link.get("type")) for link in root.findall(f"{A}link")}
    assert own["self"] == own["start"] == (f"{site.base}opds.xml", kind)
    for entry in root.iter(f"{A}entry"):
        links = {str(link.get("rel")): link for link in entry.findall(f"{A}link")}
        acquisition = links["http://opds-spec.org/acquisition/open-access"]
        assert acquisition.get("type") in {"application/epub+zip", "application/pdf"}
        assert int(acquisition.get("length") or 0) > 0
        for relation in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"):
            assert links[relation].get("type") in {"image/jpeg", "image/png", "image/gif"}
        assert entry.findtext(f"{{{DC}}}language")
        assert entry.findtext(f"{{{DC}}}identifier") == entry.findtext(f"{A}id")
    first = root.find(f"{A}entry")
    assert first is not None
    assert first.findtext(f"{{{DC}}}issued") == "2023-06-20"
    read = feedparser.parse(data)
    assert not read.bozo
    offered = [link.type for link in read.entries[0].links if link.rel.endswith("open-access")]
    assert offered == ["application/epub+zip", "application/pdf"]


def test_a_feed_keeps_its_id_and_each_has_one_of_its_own(issue: Issue) -> None:
    def named(data: bytes) -> str | None:
        return etree.fromstring(data).findtext(f"{A}id")

    feed = named(atom.feed(THERE, "feed.xml", [issue]))
    assert feed == named(atom.feed(Site("Another title", "cy", THERE.base), "feed.xml", []))
    assert feed != named(atom.catalogue(THERE, "opds.xml", [issue]))


def test_an_entry_in_another_language_says_so(issue: Issue, bare: Issue) -> None:
    root: Any = etree.fromstring(atom.feed(HERE, "feed.xml", [issue, bare]))
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [root.get(lang), *(entry.get(lang) for entry in root.iter(f"{A}entry"))] == ["en-GB", None, "de"]

"""OPDS 2.0: the catalogue as JSON, and each publication as a document of its own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from publish.web.atom import OPEN_ACCESS, Site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publish.accessibility import Claims
    from publish.web.issue import Issue

    Data = dict[str, object]

FEED_TYPE = "application/opds+json"
PUBLICATION_TYPE = "application/opds-publication+json"
PUBLICATION = "publication.json"

# The Readium Web Publication Manifest has one word for both.
_FEATURES = dict.fromkeys(("pageNavigation", "pageBreakMarkers"), "printPageNumbers")

# Roles that the manifest has a name for; everybody else is a contributor with a role.
_ROLES = {"aut": "author", "cre": "author", "trl": "translator", "edt": "editor", "art": "artist", "ill": "illustrator"}


def feed(site: Site, name: str, issues: Sequence[Issue]) -> bytes:
    """Give the catalogue, which stands in the file ``name``: publications, newest first, each with its series."""
    data: Data = {
        "metadata": {"title": site.title, "numberOfItems": len(issues)},
        "links": [
            _link("self", urljoin(site.base, name), FEED_TYPE),
            _link("start", urljoin(site.base, name), FEED_TYPE),
            _link("alternate", urljoin(site.base, "index.html"), "text/html"),
        ],
        "publications": [_publication(issue, urljoin(site.base, f"{issue.slug}/")) for issue in issues],
    }
    return _written(data)


def document(issue: Issue, home: str) -> bytes:
    """Give one publication, as it stands beside its page, whose address is ``home`` or empty."""
    return _written(_publication(issue, home))


def _publication(issue: Issue, home: str) -> Data:
    """Give a publication with its files; ``home`` is the folder of its page, as seen from where this stands."""
    return {
        "metadata": _metadata(issue),
        "links": [
            _link("self", home + PUBLICATION, PUBLICATION_TYPE),
            _link("alternate", f"{home}index.html", "text/html"),
            *(
                _link(OPEN_ACCESS, home + offer.href, offer.media_type) | {"size": offer.size}
                for offer in issue.offers
            ),
        ],
        "images": [
            {"href": home + each.href, "type": each.media_type, "width": each.width, "height": each.height}
            for each in sorted(issue.covers, key=lambda each: (each.media_type, -each.width))
        ],
    }  # fmt: skip


def _metadata(issue: Issue) -> Data:
    series = issue.series
    part_of: Data = {"name": series.title} if series else {}
    if series and re.fullmatch(r"\d+(\.\d+)?", series.number):  # a number such as 12.4.1 is no place in an order
        part_of["position"] = float(series.number) if "." in series.number else int(series.number)
    if series and series.issn:
        part_of["identifier"] = f"urn:issn:{series.issn}"
    data: Data = {
        "@type": f"http://schema.org/{issue.kind}",
        "title": issue.title,
        "subtitle": issue.subtitle,
        "identifier": issue.identifier,
        "altIdentifier": [f"urn:isbn:{issue.isbn}"] if issue.isbn else [],
        "language": issue.language,
        "modified": issue.modified.isoformat().replace("+00:00", "Z"),
        "published": issue.date.isoformat() if issue.date else "",
        "publisher": issue.publisher,
        "description": issue.description,
        "subject": list(issue.subjects),
        "numberOfPages": issue.pages,
        "belongsTo": {"series": [part_of]} if series else {},
        "accessibility": _accessibility(issue.offers[0].claims) if issue.offers else {},
        **_people(issue),
    }
    return {name: value for name, value in data.items() if value not in ("", 0, [], {})}


def _people(issue: Issue) -> Data:
    people: dict[str, list[Data]] = {}
    for person in issue.people:
        said: Data = {"name": person.name}
        if person.sort:
            said["sortAs"] = person.sort
        name = _ROLES.get(person.role, "contributor")
        if name == "contributor":
            said["role"] = person.role
        people.setdefault(name, []).append(said)
    return dict(people)


def _accessibility(claims: Claims) -> Data:
    sufficient = [value.split(",") for value in claims.values("accessModeSufficient")]
    data: Data = {
        "summary": claims.summary,
        "accessMode": list(claims.values("accessMode")),
        "accessModeSufficient": [each if len(each) > 1 else each[0] for each in sufficient],
        "feature": list(dict.fromkeys(_FEATURES.get(each, each) for each in claims.values("accessibilityFeature"))),
        "hazard": list(claims.values("accessibilityHazard")),
    }
    return {name: value for name, value in data.items() if value}


def _link(relation: str, href: str, media_type: str) -> Data:
    return {"rel": relation, "href": href, "type": media_type}


def _written(data: Mapping[str, object]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()

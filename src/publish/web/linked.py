"""What search engines and libraries read in a page: JSON-LD in the vocabulary of schema.org.

Accessibility is said by the four properties of the Schema.org Accessibility Properties for Discoverability Vocabulary,
and only as far as it is claimed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from publish.accessibility import Claims
    from publish.web.issue import Issue, Person

    Data = dict[str, object]

CONTEXT = "https://schema.org"

_ROLES = {"author": ("aut", "cre"), "editor": ("edt",), "translator": ("trl",)}
_NOT_MAKERS = ("ant",)
"""Bibliographic antecedents wrote something else, of which this was made."""

_ESCAPES = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as it is linked: its address below the publication's page, and what says which it is."""

    href: str
    title: str
    language: str
    about: str = ""
    authors: tuple[str, ...] = ()
    picture: str = ""


def script(data: Mapping[str, object]) -> Markup:
    """Give JSON as it may stand in a script element of HTML and XHTML alike: nothing in it ends the element."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).translate(_ESCAPES)
    return Markup(text)  # noqa: S704  nothing of markup is left in it


def publication(issue: Issue, pieces: Iterable[Piece], home: str) -> Data:
    """Give a publication, with its articles and its files; ``home`` is the address of its page, whole or empty."""
    return {"@context": CONTEXT} | _publication(issue, home) | _said({
        "url": home or "index.html",
        "description": issue.description,
        "alternativeHeadline": issue.subtitle,
        "dateModified": issue.modified.isoformat() if issue.date else "",
        "isbn": issue.isbn,
        "keywords": list(issue.subjects),
        "copyrightNotice": issue.rights,
        "numberOfPages": issue.pages,
        "image": urljoin(home, issue.largest_cover.href),
        "hasPart": [_reference(issue, piece, home) for piece in pieces],
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": urljoin(home, offer.href),
                "encodingFormat": offer.media_type,
                "contentSize": str(offer.size),
                "sha256": offer.sha256,
                **accessibility(offer.claims),
            }
            for offer in issue.offers
        ],
        **accessibility(issue.offers[0].claims if issue.offers else None),
    })  # fmt: skip


def article(issue: Issue, piece: Piece, claims: Claims, home: str) -> Data:
    """Give an article of a publication, with what is claimed of the page that it stands on."""
    return {"@context": CONTEXT} | _reference(issue, piece, home) | _said({
        "description": piece.about,
        "inLanguage": piece.language,
        "datePublished": issue.date.isoformat() if issue.date else "",
        "dateModified": issue.modified.isoformat() if issue.date else "",
        "publisher": _organization(issue.publisher),
        "image": urljoin(home, piece.picture or issue.largest_cover.href),
        "isPartOf": _publication(issue, home) | {"url": home or "index.html"},
        "copyrightNotice": issue.rights,
        "mainEntityOfPage": urljoin(home, piece.href),
        **accessibility(claims),
    })  # fmt: skip


def shelf(title: str, issues: Iterable[Issue], base: str) -> Data:
    """Give the whole site: a collection of publications."""
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "name": title,
        "url": base or "index.html",
        "hasPart": [
            _publication(issue, urljoin(base, f"{issue.slug}/"))
            | {"url": urljoin(base, f"{issue.slug}/index.html")}
            for issue in issues
        ],
    }  # fmt: skip


def accessibility(claims: Claims | None) -> Data:
    """Give claims as the properties of a work; a set of modes that suffices together is a list of its own."""
    if claims is None:
        return {}
    return _said({
        "accessMode": list(claims.values("accessMode")),
        "accessModeSufficient": [
            {"@type": "ItemList", "itemListElement": value.split(",")}
            for value in claims.values("accessModeSufficient")
        ],
        "accessibilityFeature": list(claims.values("accessibilityFeature")),
        "accessibilityHazard": list(claims.values("accessibilityHazard")),
        "accessibilitySummary": claims.summary,
    })  # fmt: skip


def _publication(issue: Issue, home: str) -> Data:
    """Give what says which publication this is, and who made it."""
    series = issue.series
    people = {name: [_person(each, issue) for each in issue.with_role(*roles)] for name, roles in _ROLES.items()}
    named = {role for roles in _ROLES.values() for role in roles}
    others = [each for each in issue.people if each.role not in named and each.role not in _NOT_MAKERS]
    part_of = series and _said({
        "@type": "Periodical" if issue.kind == "PublicationIssue" else "BookSeries",
        "name": series.title,
        "issn": series.issn,
    })  # fmt: skip
    return _said({
        "@type": issue.kind,
        "@id": home or issue.identifier,
        "identifier": issue.identifier,
        "name": issue.title,
        "inLanguage": issue.language,
        "datePublished": issue.date.isoformat() if issue.date else "",
        "issueNumber" if issue.kind == "PublicationIssue" else "position": series.number if series else "",
        "isPartOf": part_of,
        "publisher": _organization(issue.publisher),
        **people,
        "contributor": [_person(each, issue) for each in others],
    })  # fmt: skip


def _reference(issue: Issue, piece: Piece, home: str) -> Data:
    return _said({
        "@type": "Chapter" if issue.kind == "Book" else "Article",
        "headline" if issue.kind != "Book" else "name": piece.title,
        "url": urljoin(home, piece.href),
        "author": [{"@type": "Person", "name": name} for name in piece.authors]
        or [_person(each, issue) for each in issue.authors],
    })  # fmt: skip


def _person(person: Person, issue: Issue) -> Data:
    if person.name == issue.publisher:
        return _organization(person.name)
    return {"@type": "Person", "name": person.name}


def _organization(name: str) -> Data:
    return {"@type": "Organization", "name": name} if name else {}


def _said(data: Mapping[str, object]) -> Data:
    """Give data without what says nothing."""
    return {name: value for name, value in data.items() if value not in (None, "", 0, [], {}, ())}

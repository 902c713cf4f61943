"""A publication as the site knows it: what its page, the index, the feeds and the catalogues say of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.accessibility.values import Claims

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.edition import Edition

EPUB, PDF = "application/epub+zip", "application/pdf"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of one size: its address below the publication's page, its media type, its size in pixels."""

    href: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to take away: its address below the publication's page, what it is, and what is claimed of it."""

    href: str
    media_type: str
    size: int
    sha256: str
    claims: Claims = field(default_factory=Claims)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who made the publication: ``role`` is a MARC relator code, ``sort`` the name as it is filed."""

    name: str
    role: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """The series that a publication belongs to, and its number there."""

    title: str
    number: str = ""
    label: str = ""
    issn: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """What the site knows of a publication; nothing of where its manuscript lies.

    ``kind`` is its type of schema.org, ``covers`` are from the smallest to the largest and in each size from the better
    format to the one that everything shows, ``pages`` counts the pages of the PDF.
    """

    slug: str
    kind: str
    title: str
    language: str
    identifier: str
    modified: dt.datetime
    date: dt.date | None = None
    subtitle: str = ""
    description: str = ""
    publisher: str = ""
    rights: str = ""
    isbn: str = ""
    subjects: tuple[str, ...] = ()
    series: SeriesPlace | None = None
    people: tuple[Person, ...] = ()
    cover_alt: str = ""
    covers: tuple[Picture, ...] = ()
    offers: tuple[Offer, ...] = ()
    pages: int = 0

    @property
    def authors(self) -> tuple[Person, ...]:
        """Those who wrote it."""
        return self.with_role("aut", "cre")

    def with_role(self, *roles: str) -> tuple[Person, ...]:
        """Give those who did what these roles say."""
        return tuple(each for each in self.people if each.role in roles)

    @property
    def largest_cover(self) -> Picture:
        """The cover that everything shows, at its largest."""
        return [each for each in self.covers if each.media_type == "image/jpeg"][-1]

    @property
    def smallest_cover(self) -> Picture:
        """The cover that everything shows, at its smallest."""
        return next(each for each in self.covers if each.media_type == "image/jpeg")


def issue_of(edition: Edition, covers: Iterable[Picture], offers: Iterable[Offer], pages: int) -> Issue:
    """Give what the site knows of an edition."""
    metadata = edition.publication.metadata
    series = metadata.series
    return Issue(
        slug=edition.slug,
        kind=_kind(edition),
        title=metadata.title,
        language=edition.language,
        identifier=edition.identifier,
        modified=edition.modified,
        date=metadata.date,
        subtitle=metadata.subtitle,
        description=" ".join(metadata.description.split()),
        publisher=metadata.publisher,
        rights=" ".join(metadata.rights.split()),
        isbn=metadata.isbn.epub or metadata.isbn.print or "",
        subjects=metadata.subjects,
        series=SeriesPlace(series.title, series.number or "", series.label, series.issn or "") if series else None,
        people=tuple(Person(each.name, each.role, each.sort) for each in metadata.contributors),
        cover_alt=" ".join(metadata.cover.alt.split()) if metadata.cover else "",
        covers=tuple(covers),
        offers=tuple(offers),
        pages=pages,
    )


def _kind(edition: Edition) -> str:
    """Give the type of schema.org: an issue of a periodical, a report or a book."""
    metadata = edition.publication.metadata
    if metadata.layout == "report":
        return "Report"
    return "PublicationIssue" if metadata.series and metadata.layout != "book" else "Book"


def newest_first(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Give publications by date, the newest first; of one day by series and number; undated ones last."""

    def place(issue: Issue) -> tuple[object, ...]:
        series = issue.series or SeriesPlace("")
        numbers = tuple(-int(each) for each in re.findall(r"\d+", series.number))
        date = issue.date or dt.date.min
        return -date.toordinal(), not series.title, series.title.casefold(), numbers, issue.title.casefold(), issue.slug

    return tuple(sorted(issues, key=place))


def by_series(issues: Iterable[Issue]) -> tuple[tuple[str, tuple[Issue, ...]], ...]:
    """Give publications grouped by the title of their series, in their order; those of none last, under no title."""
    groups: dict[str, list[Issue]] = {}
    for issue in issues:
        groups.setdefault(issue.series.title if issue.series else "", []).append(issue)
    return tuple((title, tuple(groups[title])) for title in sorted(groups, key=lambda title: not title))

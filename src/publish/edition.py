"""The resolved publication that backends read: documents in order, navigation, labels, names and dates."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from publish.accessibility import Claims
from publish.manuscript.context import slug as slug_of
from publish.pagemap import carried, with_page_breaks
from publish.renditions import rendition
from publish.tree import Article, Box, Event, Figure, Heading, Inline, Part, Table, Target, Text
from publish.walk import descend, text_of
from publish.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.colour import Inks
    from publish.design import Design
    from publish.fonts import Face
    from publish.measures import Trim
    from publish.pagemap import PageMap
    from publish.renditions import Rendition
    from publish.tree import Node, Publication

NAMESPACE = uuid.UUID("6f9b6a60-5f0f-5d8e-9d0c-0f6a1b0c9e11")
"""The namespace of identifiers that are made from series, ISSN, number and title (RFC 9562, UUID version 5)."""

EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The clock of a publication that has neither ``modified`` nor ``date``."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an edition: ``kind`` names its template, ``article`` or ``part`` is what it shows, if either.

    ``section`` counts the parts of the publication from 1 and is 0 outside of them: layouts colour by it. ``number``
    tells house advertisements apart, from 0.
    """

    kind: str
    id: str
    article: Article | None = None
    part: Part | None = None
    section: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation: what it is called, where it leads, and what is below it."""

    title: tuple[Inline, ...]
    target: Target
    document: Document
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """What a cross-reference without words says: a kind's word with a number, or a title."""

    title: tuple[Inline, ...]
    word: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that a backend needs to know; it reads no disk and no clock."""

    publication: Publication
    design: Design
    faces: tuple[Face, ...]
    slug: str
    identifier: str
    modified: dt.datetime
    renditions: Mapping[str, Rendition] = field(default_factory=dict)
    labels: Mapping[Target, Label] = field(default_factory=dict)
    pages: PageMap | None = None
    claims: Claims = field(default_factory=Claims)
    inks: Inks | None = None

    @property
    def language(self) -> str:
        """The language of the publication, a BCP 47 tag."""
        return self.publication.metadata.language

    @property
    def trim(self) -> Trim:
        """The size of a page once it is cut: what the manuscript or its printer asks, else the layout's."""
        return self.publication.metadata.print.trim or self.design.settings.trim

    @property
    def dated(self) -> dt.date | None:
        """The day of this edition, where the manuscript says one; nothing else may be said of time."""
        metadata = self.publication.metadata
        return self.modified.date() if metadata.modified or metadata.date else None


def resolve(publication: Publication, design: Design, faces: tuple[Face, ...], clock: dt.datetime | None) -> Edition:
    """Give the edition of a publication whose passes are done; ``clock`` overrides the time that it says of itself."""
    return Edition(
        publication=publication,
        design=design,
        faces=faces,
        slug=slug(publication),
        identifier=identifier(publication),
        modified=clock or modified(publication),
        renditions={path: rendition(picture) for path, picture in sorted(publication.pictures.items())},
        labels=dict(_labels(publication)),
    )


def paginated(edition: Edition, pages: PageMap, target: str) -> Edition:
    """Give the edition with the print pages marked where an output without pages of its own can show them."""
    shown = carried(pages, {document.id for document in documents(edition, target)})
    return replace(edition, publication=with_page_breaks(edition.publication, shown), pages=shown)


# ------------------------------------------------------------------------------------------------------ names, dates


def slug(publication: Publication) -> str:
    """Give the name of the files that come out: the manuscript's, else of series and number, else of the title."""
    metadata = publication.metadata
    if metadata.slug:
        return metadata.slug
    series = metadata.series
    name = f"{series.title} {series.number}" if series and series.number else metadata.title
    plain = "".join(letter if letter.isascii() else "-" for letter in slug_of(name.replace(".", "-")))
    return "-".join(filter(None, plain.split("-")))[:80].strip("-") or "publication"


def identifier(publication: Publication) -> str:
    """Give the manuscript's identifier, or one derived from what names this publication and no other."""
    metadata = publication.metadata
    if metadata.identifier:
        return metadata.identifier
    series = metadata.series
    names = (series.title, series.issn or "", series.number or "") if series else ()
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, chr(31).join((*names, metadata.title)))}"


def modified(publication: Publication) -> dt.datetime:
    """Give the time of the last change, in UTC: the manuscript's ``modified``, else its date, else a fixed day."""
    metadata = publication.metadata
    if metadata.modified:
        time = metadata.modified
        return (time if time.tzinfo else time.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).replace(microsecond=0)
    if metadata.date:
        return dt.datetime(metadata.date.year, metadata.date.month, metadata.date.day, tzinfo=dt.UTC)
    return EPOCH


# --------------------------------------------------------------------------------------------- documents, navigation


def documents(edition: Edition, target: str) -> tuple[Document, ...]:
    """Give the documents of an output in reading order: the layout's front, parts and articles, the layout's back."""
    settings, metadata = edition.design.settings, edition.publication.metadata
    around = {"epub": (settings.epub_front, settings.epub_back), "pdf": (settings.pdf_front, settings.pdf_back)}
    front, back = around.get(target, ((), ()))  # the web has pages of its own around the articles
    absent = {name for name, value in (("cover", metadata.cover), ("back-cover", metadata.back_cover)) if not value}
    if target == "epub":
        absent.discard("cover")  # a book without a picture still gets a cover of type in its EPUB
    elif len(tuple(edition.publication.articles)) < 2:
        absent.add("contents")  # a page that lists one piece helps nobody; an EPUB's navigation is required
    return (
        *(Document(kind, kind) for kind in front if kind not in absent),
        *_body(edition.publication),
        *(Document(kind, kind) for kind in back if kind not in absent),
    )


def _body(publication: Publication) -> Iterator[Document]:
    section = 0
    for entry in publication.contents:
        if isinstance(entry, Part):
            section += 1
            yield Document("part", entry.id, part=entry, section=section)
            for article in entry.articles:
                yield Document("article", article.id, article, entry, section)
        else:
            yield Document("article", entry.id, entry)


def navigation(edition: Edition) -> tuple[Entry, ...]:
    """Give the table of contents: articles in reading order, those of a part below it."""
    result: list[Entry] = []
    for document in _body(edition.publication):
        if document.kind == "part" and document.part:
            result.append(Entry(document.part.title, Target(document.id), document))
        elif document.article:
            entry = Entry(document.article.title, Target(document.id), document)
            if document.part:
                last = result[-1]
                result[-1] = Entry(last.title, last.target, last.document, (*last.children, entry))
            else:
                result.append(entry)
    return tuple(result)


# ------------------------------------------------------------------------------------------------------------ labels


def _labels(publication: Publication) -> Iterator[tuple[Target, Label]]:
    for article in publication.documents:
        word = words(article.language)
        whole = Label(article.title, word["chapter"] if article.number else "", article.number)
        yield Target(article.id), whole
        yield Target(article.id, article.title_id), whole
        nodes = ((article.lead,) if article.lead else ()) + article.body
        for node in descend(nodes):
            if node.attributes.id:
                yield Target(article.id, node.attributes.id), _label(node, word)


def _label(node: Node, word: dict[str, str]) -> Label:
    match node:
        case Heading():
            return Label(node.children)
        case Figure():
            return Label(node.caption, word["figure"], node.number)
        case Table():
            return Label(node.caption, word["table"], node.number)
        case Box() | Event():
            return Label(node.title)
        case _:
            plain = text_of((node,))  # type: ignore[arg-type]  # every node but a document is visited
            return Label((Text(plain[:60], span=node.span),) if plain else ())

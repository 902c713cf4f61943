"""Edition → pages → screen PDF: parts laid out and drawn by themselves, and put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from publish.diagnostics import Diagnostic, PublishError
from publish.edition import documents, navigation
from publish.pagemap import PageMap
from publish.pdf.composition import Composition
from publish.pdf.merge import merge
from publish.pdf.metadata import DocumentInfo, OutlineEntry, XmpProperty
from publish.pdf.part import SCREEN, Message, Pressroom, Sheets
from publish.pdf.runs import Placed, Run, fillers, lacking, plan, settle
from publish.source import Span
from publish.tree import Image
from publish.walk import query, text_of
from publish.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from publish.accessibility import Claims
    from publish.edition import Edition, Entry
    from publish.placing import Placement


@dataclass(frozen=True, slots=True)
class Pages:
    """An edition as laid out and drawn: its parts in their places, and what was found wrong on the way.

    ``composition`` is what can make more pages of the same kind, such as a spine.
    """

    edition: Edition
    placed: tuple[Placed[Sheets], ...]
    diagnostics: tuple[Diagnostic, ...]
    composition: Composition

    @property
    def count(self) -> int:
        """The number of pages."""
        return sum(each.laid.page_count for each in self.placed)

    @property
    def labels(self) -> tuple[str, ...]:
        """The printed number of each page, or the cover's name of it."""
        return tuple(label for each in self.placed for label in each.laid.labels)

    @property
    def inside(self) -> tuple[Placed[Sheets], ...]:
        """The parts without the leaves of a cover that is printed by itself."""
        return tuple(each for each in self.placed if not each.laid.leaf)

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Everything that stands on the pages, which are counted from 0."""
        found: list[Placement] = []
        page = 0
        for each in self.placed:
            found += (replace(one, page=one.page + page) for one in each.laid.placements)
            page += each.laid.page_count
        return tuple(found)

    def articles(self) -> dict[str, list[str]]:
        """Give the labels of the pages on which each article stands, by its file: its opening, and all that go on."""
        pages: dict[str, dict[str, None]] = {}
        for each in self.placed:
            first = each.laid.first_page
            for name, page in each.laid.anchors.items():
                pages.setdefault(name, {})[each.laid.labels[page - first]] = None
            for start in each.laid.starts:
                pages.setdefault(start.document, {})[start.label] = None
        return {each.path: list(pages.get(each.id, ())) for each in self.edition.publication.articles}

    def map(self) -> PageMap:
        """Give the start of each page; a page with other text than it should have is a finding, and there is no map."""
        for each in self.placed:
            if each.laid.mismatch:
                hint = "build with --no-page-list, and report it: the last change to the layout may have brought it out"
                message = f"the print pages can't be matched with the text: {each.laid.mismatch}"
                raise PublishError([Diagnostic("page-map", message, Span("layouts"), hint)])
        starts = tuple(start for each in self.placed for start in each.laid.starts)
        return PageMap(starts, sum(each.laid.fragments for each in self.placed))


def lay_out(
    edition: Edition,
    press: Pressroom,
    wanted: Iterable[str] = (SCREEN,),
    runs: tuple[Run, ...] | None = None,
    progress: Callable[[str], None] = lambda _stage: None,
) -> Pages:
    """Lay out an edition, and draw each part as is ``wanted``.

    ``runs`` are those of `plan`, unless others are given: the pages are the same for any that cover the documents.
    """
    runs = plan(edition) if runs is None else runs
    composition = Composition(edition, press, runs, frozenset(wanted), progress)
    placed = settle(runs, composition, lambda pages: fillers(edition, lacking(edition, pages)))
    finished = composition.finished(placed)
    messages = dict.fromkeys(message for each in finished for message in each.laid.messages)
    return Pages(edition, finished, tuple(_found(edition, messages)), composition)


_LOST = re.compile(r"Failed to (?:render SVG image|load image at) '?([^':]+)")


def _found(edition: Edition, messages: Iterable[Message]) -> Iterator[Diagnostic]:
    """Give what the engine logged in the project's own words: pictures that are lost, and what styles brought out."""
    others = []
    for message in messages:
        lost = _LOST.match(message.text)
        if lost and unquote(lost[1]) in edition.publication.pictures:
            yield _not_drawn(edition, unquote(lost[1]))
        else:
            others.append(message)
    if others:
        from publish.pdf.understanding import findings  # noqa: PLC0415  it takes the engine to read what the engine says

        yield from findings(edition.design, others)


def _not_drawn(edition: Edition, path: str) -> Diagnostic:
    """Say that a picture is missing in the pages, where the manuscript asks for it: nothing goes without a word."""
    pictures = (node for each in edition.publication.documents for node in query(each, Image))
    span = next((node.span for node in pictures if node.path == path), Span("layouts"))
    hint = "save it again, best as PNG; if a layout asks for it, mend the path there"
    return Diagnostic("image-not-drawn", f"{path} can't be drawn on the page", span, hint, about=path)


def draw_screen(pages: Pages, claims: Claims) -> bytes:
    """Put the drawings for the screen together: one tagged PDF."""
    return merge([each.laid.drawings[SCREEN] for each in pages.placed], info(pages.edition, pages.labels, claims))


def info(edition: Edition, labels: tuple[str, ...], claims: Claims) -> DocumentInfo:
    """Give what is written once for the whole document."""
    metadata = edition.publication.metadata
    return DocumentInfo(
        title=metadata.title,
        language=edition.language,
        authors=tuple(each.name for each in metadata.contributors if each.role == "aut"),
        description=metadata.description,
        keywords=metadata.subjects,
        publisher=metadata.publisher,
        rights=metadata.rights,
        created=edition.modified,
        modified=edition.modified,
        identifier=edition.identifier,
        labels=labels,
        outline=tuple(_outline(edition)),
        properties=tuple(_claims(claims)),
    )


def _claims(claims: Claims) -> Iterator[XmpProperty]:
    """Give the accessibility claims as XMP properties: the vocabulary is the same as in an EPUB."""
    for name in dict.fromkeys(claim.property for claim in claims.made):
        if name != "conformsTo":
            yield XmpProperty("https://schema.org/", "schema", name, claims.values(name))
    if claims.summary:
        yield XmpProperty("https://schema.org/", "schema", "accessibilitySummary", claims.summary)


def _outline(edition: Edition) -> Iterator[OutlineEntry]:
    """Give the bookmarks: the layout's own pages that a reader looks for, then the table of contents."""
    word = words(edition.language)
    shown = documents(edition, "pdf")
    for document in shown:
        if document.kind in {"cover", "contents"}:
            yield OutlineEntry(word[document.kind], document.id)
    for entry in navigation(edition):
        yield _bookmark(entry)
    if any(document.kind == "back-cover" for document in shown):
        yield OutlineEntry(word["back-cover"], "back-cover")


def _bookmark(entry: Entry) -> OutlineEntry:
    title = " ".join(text_of(entry.title).split())
    return OutlineEntry(title, entry.target.article, tuple(_bookmark(child) for child in entry.children))

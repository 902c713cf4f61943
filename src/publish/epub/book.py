"""Edition → EPUB: every document rendered, with the pictures, fonts and styles that it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from publish.diagnostics import Diagnostic, PublishError
from publish.display import fields
from publish.edition import Document, documents, navigation
from publish.epub.container import write
from publish.epub.metadata import accessibility_metadata
from publish.epub.package import Contributor, Link, Package, Resource, Series, SpineItem, TocEntry
from publish.fonts import media_type, subset
from publish.layouts import Layout
from publish.layouts.drawing import Reflowing
from publish.pool import losing
from publish.source import Span
from publish.styles import font_faces, named_faces, stylesheet, with_values
from publish.tree import Figure, Image, Target
from publish.walk import query, text_of
from publish.words import language_name, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from publish.accessibility import Claims
    from publish.edition import Edition, Entry
    from publish.pool import Pool
    from publish.renditions import Rendition
    from publish.tree import Article

CREATORS = {"aut", "art", "cre", "edt", "cmp", "pht", "ill"}
"""Roles whose bearers are creators; everybody else contributes (EPUB 3.3, dc:creator)."""

COVER_PAGE = "images/cover-page.jpg"
NAV = "nav.xhtml"
ACCESSIBILITY = "accessibility"
XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class EpubDrawing(Reflowing):
    """How an EPUB answers what its markup asks: each document is a file of its own."""

    files: Mapping[str, str]
    sources: Mapping[str, str]
    target: str = "epub"

    def href(self, target: Target) -> str:
        """Give the file, and behind ``#`` the id."""
        file = self.files[target.article]
        return f"{file}#{quote(target.id)}" if target.id else file

    def source(self, path: str) -> str:
        """Give the address of a picture in the package; covers are shown as they are laid out."""
        return self.sources.get(path, COVER_PAGE)


def draw(
    edition: Edition, claim: Callable[[], Claims], cover: Callable[[], bytes] | None, places: Pool
) -> tuple[Claims, bytes]:
    """Give what the EPUB of an edition claims, and the EPUB.

    ``claim`` is asked when all else is made, since claims wait for what is found; ``cover`` gives the laid-out cover as
    a JPEG, and is asked last. Fonts are cut down in the ``places``.
    Where the edition has print pages, the page list names each of them, and every entry leads to its marker.
    """
    renditions = dict(_renditions(edition))
    shown = [
        *documents(edition, "epub"),
        Document(ACCESSIBILITY, "accessibility-claims"),
        *(Document("article", each.id, each) for each in _described(edition)),
    ]
    files = {document.id: f"{document.id}.xhtml" for document in shown}
    sources = {path: address for path, (address, _) in renditions.items()}
    layout = Layout(edition, EpubDrawing(files, sources))
    made = {each.id: _page(layout, each, has_cover=cover is not None) for each in shown if each.kind != ACCESSIBILITY}
    edition = replace(edition, claims=claim())
    made |= {each.id: _accessibility(layout, each, edition) for each in shown if each.kind == ACCESSIBILITY}
    texts = [Resource(files[each.id], XHTML, made[each.id]) for each in shown]
    pages = tuple(_page_list(edition, texts))
    texts.append(Resource(NAV, XHTML, _nav(layout, shown, files, pages)))
    images = [Resource(address, made.media_type, made.data) for address, made in renditions.values()]
    styles = tuple(_styles(edition, texts, places))
    if cover:
        images.append(Resource(COVER_PAGE, "image/jpeg", cover()))
    resources = (*texts, *images, *styles)
    return edition.claims, write(_package(edition, shown, files, resources, pages=pages, has_cover=cover is not None))


def _page_list(edition: Edition, texts: list[Resource]) -> Iterator[tuple[str, str]]:
    """Give the label of each print page and the address of its marker; one that isn't there once is a finding."""
    if edition.pages is None:
        return
    found: dict[str, list[str]] = {}
    for resource in texts:
        for element in etree.fromstring(resource.content).iter("{*}span"):
            if element.get("role") == "doc-pagebreak":
                found.setdefault(str(element.get("aria-label")), []).append(f"{resource.href}#{element.get('id')}")
    labels = [start.label for start in edition.pages.starts]
    wrong = [label for label in labels if len(found.get(label, ())) != 1]
    if wrong or list(found) != labels:
        hint = "print {{ opens }} once in each template of a document, and {{ attributes() }} in each of a block"
        message = f"the print pages {', '.join(wrong) or 'in another order'} aren't marked once"
        raise PublishError([Diagnostic("page-map", message, Span("layouts"), hint)])
    yield from ((label, places[0]) for label, places in found.items())


def _package(
    edition: Edition,
    shown: list[Document],
    files: Mapping[str, str],
    resources: tuple[Resource, ...],
    *,
    pages: tuple[tuple[str, str], ...],
    has_cover: bool,
) -> Package:
    metadata = edition.publication.metadata
    series = metadata.series
    issn = f"urn:issn:{series.issn}" if series and series.issn else ""
    isbn = f"urn:isbn:{metadata.isbn.epub}" if metadata.isbn.epub else ""
    described = {each.id for each in _described(edition)}
    return Package(
        identifier=edition.identifier,
        title=metadata.title,
        language=edition.language,
        modified=edition.modified,
        resources=resources,
        spine=tuple(SpineItem(files[each.id], linear=each.id not in described) for each in shown),
        nav=NAV,
        other_identifiers=tuple(filter(None, (isbn, issn))),
        date=metadata.date.isoformat() if metadata.date else "",
        publisher=metadata.publisher,
        rights=metadata.rights,
        description=metadata.description,
        subjects=metadata.subjects,
        contributors=tuple(
            Contributor(each.name, each.role, each.sort, creator=each.role in CREATORS)
            for each in metadata.contributors
        ),
        series=Series(series.title, series.number or "", issn) if series else None,
        cover_image=COVER_PAGE if has_cover else "",
        toc=(
            *(_toc(entry, files) for entry in navigation(edition)),
            TocEntry(words(edition.language)["accessibility"], files["accessibility-claims"]),
        ),
        meta=tuple(accessibility_metadata(edition)),
        links=tuple(_report(edition)),
        pages=pages,
    )


def _toc(entry: Entry, files: Mapping[str, str]) -> TocEntry:
    title = " ".join(text_of(entry.title).split())
    return TocEntry(title, files[entry.target.article], tuple(_toc(child, files) for child in entry.children))


def _report(edition: Edition) -> Iterator[Link]:
    certifier = edition.publication.metadata.accessibility.certifier
    if edition.claims.conformance and certifier and certifier.report:
        yield Link("a11y:certifierReport", certifier.report, refines="certifier")


# --------------------------------------------------------------------------------------------------------- documents


def _page(layout: Layout, document: Document, *, has_cover: bool) -> bytes:
    """Give a whole document: its content in the frame that every document has."""
    edition = layout.edition
    metadata, word = edition.publication.metadata, words(edition.language)
    article = document.article
    title = metadata.title
    if article:
        title = f"{' '.join(text_of(article.title).split())} — {metadata.title}"
    elif document.part:
        title = f"{text_of(document.part.title)} — {metadata.title}"
    elif document.kind in word:
        title = f"{word[document.kind]} — {metadata.title}"
    if document.kind == "cover":
        alt = f"{word['cover']}: {metadata.title}"
        if metadata.cover:
            alt = f"{alt}. {metadata.cover.alt}"
        content = layout.page(document, cover_source=COVER_PAGE if has_cover else "", cover_alt=alt)
    elif article and article in edition.publication.descriptions:
        content = layout.page(document, back=_way_back(layout, article))
    else:
        content = layout.page(document)
    language = article.language if article else edition.language
    return layout.render("document.html", content=content, title=title, language=language, kind=document.kind).encode()


def _accessibility(layout: Layout, document: Document, edition: Edition) -> bytes:
    """Give the page that says what the edition claims, on which evidence, and what it doesn't."""
    metadata, title, language = edition.publication.metadata, layout.words["accessibility"], edition.language
    content = layout.page(
        document,
        title=title,
        fields=fields(edition.claims, metadata.accessibility, edition.dated),
        language_name=language_name(language),
        evidence=edition.claims.made,
        withheld=edition.claims.withheld,
    )
    title = f"{title} — {metadata.title}"
    return layout.render("document.html", content=content, title=title, language=language, kind=document.kind).encode()


def _nav(layout: Layout, shown: list[Document], files: Mapping[str, str], pages: tuple[tuple[str, str], ...]) -> bytes:
    """Give the navigation document: table of contents, landmarks and page list (EPUB 3.3, 7)."""
    word, edition = layout.words, layout.edition
    first = next(iter(edition.publication.articles))
    kinds = {document.kind: files[document.id] for document in shown}
    marks = [
        ("cover", kinds.get("cover"), word["cover"]),
        ("toc", kinds.get("contents") or f"{NAV}#toc", word["contents"]),
        ("bodymatter", layout.drawing.href(Target(first.id)), word["start"]),
    ]
    content = layout.render(
        "nav.html",
        entries=[*layout.entries(), layout.entry_of(word["accessibility"], files["accessibility-claims"])],
        landmarks=[{"type": kind, "href": href, "title": title} for kind, href, title in marks if href],
        pages=[{"label": label, "href": href} for label, href in pages],
    )
    title = f"{word['contents']} — {edition.publication.metadata.title}"
    return layout.render("document.html", content=content, title=title, language=edition.language, kind="nav").encode()


def _described(edition: Edition) -> tuple[Article, ...]:
    return edition.publication.descriptions


def _way_back(layout: Layout, description: Article) -> str:
    """Give the address of the figure that an extended description describes, or of its article."""
    for article in layout.edition.publication.articles:
        for node in query(article, Figure):
            if node.description and node.description.article == description.id:
                return layout.drawing.href(Target(article.id, node.attributes.id))
    return layout.drawing.href(Target("contents"))


# ------------------------------------------------------------------------------------------- pictures, fonts, styles


def _renditions(edition: Edition) -> Iterator[tuple[str, tuple[str, Rendition]]]:
    """Give each picture that articles show, as readers want it, with its address in the package."""
    taken: set[str] = {COVER_PAGE}
    wanted = {node.path for article in edition.publication.documents for node in query(article, Image)}
    back = edition.publication.metadata.back_cover
    if back and any(document.kind == "back-cover" for document in documents(edition, "epub")):
        wanted.add(back.image)
    for path in sorted(wanted):
        made = edition.renditions[path]
        stem = re.sub(r"[^A-Za-z0-9-]+", "-", path.rpartition("/")[2].rpartition(".")[0]).strip("-") or "picture"
        address, count = f"images/{stem}{made.extension}", 1
        while address in taken:
            count += 1
            address = f"images/{stem}-{count}{made.extension}"
        taken.add(address)
        yield path, (address, made)


def _styles(edition: Edition, texts: list[Resource], places: Pool) -> Iterator[Resource]:
    """Give the stylesheet and the fonts that it names, cut down to the characters in use, with their licences."""
    css = with_values(stylesheet(edition.design, "epub"))
    used: set[str] = set()
    for resource in texts:
        used.update(*map(str, etree.fromstring(resource.content).itertext()))
    used |= {letter for each in used for letter in (each.upper() + each.lower())}  # text-transform and small capitals
    letters = "".join(sorted(used))
    cut = [(face, places.submit(subset, face, letters)) for face in named_faces(css, edition.faces)]
    addressed = []
    licences: dict[str, bytes] = {}
    for face, job in cut:
        with losing("cutting down a font", Span(face.path)):
            data = job.result()
        name = face.path.rpartition("/")[2].rpartition(".")[0]
        address = f"fonts/{name}.ttf" if media_type(data) != "font/otf" else f"fonts/{name}.otf"
        addressed.append((face, address))
        yield Resource(address, media_type(data), data)
        licences.setdefault(f"fonts/{re.sub(r'[^A-Za-z0-9]+', '-', face.family)}-licence.txt", face.licence)
    for address, licence in licences.items():
        yield Resource(address, "text/plain", licence)
    yield Resource("style.css", "text/css", (font_faces(addressed) + css).encode())

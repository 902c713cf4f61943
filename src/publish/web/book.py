"""Edition → the pages of a publication: its own page, and each article to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from publish.display import fields
from publish.edition import Document, documents, navigation
from publish.layouts import Layout
from publish.tree import Figure, Part, Target
from publish.walk import query, text_of
from publish.web import catalogue, linked, pictures
from publish.web.drawing import HOME, WebDrawing
from publish.web.issue import EPUB
from publish.web.styles import STYLE, styles
from publish.web.words import known_language, site_words
from publish.words import day, language_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from publish.accessibility import Claims
    from publish.edition import Edition, Entry
    from publish.tree import Article, Publication
    from publish.web.issue import Issue, Offer

SITE_HOME = "../index.html"
"""The index of the site, as a publication's pages see it."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What the pages of a publication are made from; ``home`` is the address of its folder, where that is known."""

    edition: Edition
    issue: Issue
    layout: Layout
    files: Mapping[str, str]
    words: Mapping[str, str]
    home: str

    def page(self, content: Markup, **more: object) -> str:
        """Give a whole page: its content in the frame that every page has."""
        given = {
            "content": content,
            "language": self.edition.language,
            "look": self.edition.design.name,
            "root": "../",
            "style": STYLE,
            "foot": self.issue,
            "pager": {},
            "section": 0,
            **more,
        }
        return f"{self.layout.render('page.html', **given)}\n"


def draw(edition: Edition, issue: Issue, base: str = "") -> dict[str, bytes]:
    """Give the files of a publication's folder, by address; ``base`` is the site's, where absolute ones are wanted.

    The edition's claims are those of its pages. The files on offer and the covers are the caller's.
    """
    edition = replace(edition, publication=_on_pages_of_their_own(edition.publication))
    files: dict[str, bytes] = {}
    sources, sizes = {}, {}
    for path, address, rendition in pictures.renditions(edition):
        sources[path], files[address] = address, rendition.data
        smaller = pictures.smaller(address, rendition)
        files |= {name: data for name, (_, data) in smaller.items()}
        if smaller:
            sizes[address] = [*((name, width) for name, (width, _) in smaller.items()), (address, rendition.width)]
    names = dict(_pages(edition))
    word = site_words(edition.language)
    layout = Layout(edition, WebDrawing(names, sources), {"site": {"words": word, "sizes": sizes}})
    book = _Book(edition, issue, layout, names, word, urljoin(base, f"{issue.slug}/") if base else "")
    pages = {HOME: _own_page(book, sources, sizes), **dict(_articles(book, sources))}
    files |= {name: page.encode() for name, page in pages.items()}
    files[catalogue.PUBLICATION] = catalogue.document(issue, book.home)
    return files | dict(styles(edition.design, edition.faces, pages.values()))


def _on_pages_of_their_own(publication: Publication) -> Publication:
    """Give the publication with every article's title as the first heading: each has a page, inside a part or not."""

    def alone(article: Article) -> Article:
        return replace(article, level=1)

    contents = tuple(
        replace(entry, articles=tuple(map(alone, entry.articles))) if isinstance(entry, Part) else alone(entry)
        for entry in publication.contents
    )
    return replace(publication, contents=contents)


def _pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """Name the page of each article and description, by its id; two pages of the folder have their names already."""
    taken = {HOME, f"{edition.slug}-report.html"}  # the second comes with what is built
    for article in edition.publication.documents:
        name, count = f"{article.id}.html", 1
        while name.lower() in taken:
            count += 1
            name = f"{article.id}-{count}.html"
        taken.add(name.lower())
        yield article.id, name


# ---------------------------------------------------------------------------------------------------------- own page


def _own_page(book: _Book, sources: Mapping[str, str], sizes: Mapping[str, list[tuple[str, int]]]) -> str:
    edition, issue, word = book.edition, book.issue, book.words
    pieces = [_piece(book, article, sources) for article in edition.publication.articles]
    content = book.layout.render(
        "issue.html",
        issue=issue,
        covers=covers(issue),
        contents=[
            _listed(shown, entry, sources, sizes)
            for shown, entry in zip(book.layout.entries(), navigation(edition), strict=True)
        ],
        start=book.layout.drawing.href(Target(next(edition.publication.articles).id)),
        downloads=[_download(offer, word) for offer in issue.offers],
        accessibility=[
            {"name": name, "fields": fields(claims, edition.publication.metadata.accessibility, edition.dated)}
            for name, claims in _claimed(book)
        ],
        facts=list(_facts(issue, word)),
    )
    return book.page(
        content,
        title=issue.title,
        kind="issue",
        canonical=book.home,
        description=issue.description,
        data=linked.script(linked.publication(issue, pieces, book.home)),
        trail=[(word["all"], SITE_HOME)],
        alternates=[(catalogue.PUBLICATION_TYPE, catalogue.PUBLICATION, issue.title)],
    )


def covers(issue: Issue, folder: str = "") -> dict[str, object]:
    """Give an issue's cover for a ``picture`` element: the sizes of each format, and the size it keeps room for."""
    large = issue.largest_cover
    by_type: dict[str, list[str]] = {}
    for each in issue.covers:
        by_type.setdefault(each.media_type, []).append(f"{folder}{each.href} {each.width}w")
    return {
        "src": folder + large.href,
        "width": large.width,
        "height": large.height,
        "webp": ", ".join(by_type.get("image/webp", ())),
        "jpeg": ", ".join(by_type["image/jpeg"]),
    }


def _listed(
    shown: Mapping[str, object],
    entry: Entry,
    sources: Mapping[str, str],
    sizes: Mapping[str, list[tuple[str, int]]],
) -> dict[str, object]:
    """Give an entry of the contents with its id, the name of who wrote it, and the picture that opens it."""
    children = shown["children"]
    assert isinstance(children, list)
    picture: dict[str, object] = {}
    article = entry.document.article
    if article and article.lead:
        address = sources[article.lead.image.path]
        picture = {"src": sizes[address][0][0] if address in sizes else address}
    inner = [_listed(child, below, sources, sizes) for child, below in zip(children, entry.children, strict=True)]
    return {**shown, "id": entry.target.article, "picture": picture, "children": inner}


def _claimed(book: _Book) -> Iterator[tuple[str, Claims]]:
    yield book.words["read"], book.edition.claims
    for offer in book.issue.offers:
        yield _format(offer), offer.claims


def _download(offer: Offer, word: Mapping[str, str]) -> dict[str, object]:
    name = "EPUB" if _format(offer) == "EPUB" else word["pdf"]
    return {"name": name, "href": offer.href, "size": size_in_words(offer.size), "sha256": offer.sha256}


def _format(offer: Offer) -> str:
    return "EPUB" if offer.media_type == EPUB else "PDF"


def size_in_words(size: int) -> str:
    """Give a number of bytes as people read it: megabytes with one decimal, below one kilobytes."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def _facts(issue: Issue, word: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give what a library card says."""
    if issue.date:
        yield word["date"], day(issue.date, issue.language)
    if issue.date and issue.modified.date() > issue.date:
        yield word["modified"], day(issue.modified.date(), issue.language)
    if issue.publisher:
        yield word["publisher"], issue.publisher
    if issue.series:
        yield word["series"], series_line(issue)
    by_role: dict[str, list[str]] = {}
    for person in issue.people:
        by_role.setdefault(person.role, []).append(person.name)
    for role in ("edt", "trl", "ill", "pht", "bkd"):
        if role in by_role:
            yield word[role], ", ".join(by_role[role])
    yield word["language"], language_name(issue.language, known_language(issue.language))
    if issue.pages:
        yield "PDF", word["on-paper"].format(issue.pages)
    if issue.isbn:
        yield word["isbn"], issue.isbn
    if issue.series and issue.series.issn:
        yield "ISSN", issue.series.issn
    if issue.subjects:
        yield word["subjects"], ", ".join(issue.subjects)
    if issue.rights:
        yield word["rights"], issue.rights


def series_line(issue: Issue) -> str:
    """Give the place in a series in words: its title and number, and what the number is called."""
    series = issue.series
    if series is None:
        return ""
    label = f" ({series.label})" if series.label else ""
    return f"{series.title} {series.number}".strip() + label


# ---------------------------------------------------------------------------------------------------------- articles


def _articles(book: _Book, sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the page of each article, in reading order, and then of each extended description."""
    publication = book.edition.publication
    shown = [each for each in documents(book.edition, "web") if each.article]
    for place, document in enumerate(shown):
        around = {"previous": shown[place - 1] if place else None, "next": (*shown, None)[place + 1]}
        pager = {name: _neighbour(book, each) for name, each in around.items() if each}
        if document.article:
            yield book.files[document.article.id], _article(book, document, document.article, sources, pager=pager)
    for article in publication.descriptions:
        document = Document("article", article.id, article)
        yield book.files[article.id], _article(book, document, article, sources, back=_way_back(book, article))


def _article(book: _Book, document: Document, article: Article, sources: Mapping[str, str], **more: object) -> str:
    edition, issue, word = book.edition, book.issue, book.words
    piece = _piece(book, article, sources)
    trail: list[tuple[object, str]] = [(word["all"], SITE_HOME), (issue.title, HOME)]
    if document.part:
        trail.append((text_of(document.part.title), book.layout.drawing.href(Target(document.part.id))))
    content = book.layout.page(document, **{"back": more.pop("back")} if "back" in more else {})
    claims = edition.claims
    return book.page(
        content,
        title=f"{piece.title} — {issue.title}",
        language=article.language,
        kind="article",
        section=document.section,
        canonical=urljoin(book.home, piece.href) if book.home else "",
        description=piece.about,
        data=linked.script(linked.article(issue, piece, claims, book.home)),
        trail=trail,
        alternates=[],
        **more,
    )


def _neighbour(book: _Book, document: Document) -> dict[str, object]:
    title = text_of(document.article.title) if document.article else ""
    return {"title": " ".join(title.split()), "href": book.layout.drawing.href(Target(document.id))}


def _piece(book: _Book, article: Article, sources: Mapping[str, str]) -> linked.Piece:
    return linked.Piece(
        href=book.layout.drawing.href(Target(article.id)),
        title=_plain(article.title),
        language=article.language,
        about=_plain(article.standfirst),
        authors=tuple(_plain(author) for author in article.authors),
        picture=sources[article.lead.image.path] if article.lead else "",
    )


def _plain(run: tuple[object, ...]) -> str:
    return " ".join(text_of(run).split())  # type: ignore[arg-type]  # a run of inlines


def _way_back(book: _Book, description: Article) -> str:
    """Give the address of the figure that an extended description describes, or of the publication's page."""
    for article in book.edition.publication.articles:
        for node in query(article, Figure):
            if node.description and node.description.article == description.id:
                return book.layout.drawing.href(Target(article.id, node.attributes.id))
    return HOME

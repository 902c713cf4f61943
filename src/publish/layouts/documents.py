"""Documents → markup: covers, contents, parts and articles, each by the template of its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from publish.edition import navigation
from publish.layouts.articles import article_page
from publish.layouts.blocks import picture
from publish.layouts.galley import Attributes
from publish.layouts.inlines import copied, inlines, page_break
from publish.tree import Image, Target
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publish.edition import Document, Entry
    from publish.layouts.galley import Galley
    from publish.manuscript.metadata import BackCover, Cover


def page(galley: Galley, document: Document, more: Mapping[str, object]) -> Markup:
    """Give the markup of one document of the edition by the template of its kind, which is given ``more`` too."""
    context: dict[str, object] = {
        "document": document,
        "id": galley.drawing.anchor(document.id, ""),
        "opens": _opens(galley, document.id),
        "back": "",
        **more,
    }
    metadata = galley.edition.publication.metadata
    match document.kind:
        case "article" if document.article:
            return article_page(galley, document.article, document, context)
        case "part" if document.part:
            context |= {"title": inlines(galley, document.part.title), "attributes": Attributes()}
        case "cover":
            context |= _cover(galley, metadata.cover, "cover")
        case "back-cover":
            context |= _cover(galley, metadata.back_cover, "back-cover")
        case "contents":
            context |= {"entries": entries(galley)}
        case "notes-page":
            context |= {"lines": _ruled_lines(galley)}
        case "house-ad":
            context |= _house_ad(galley, document.number)
        case _:
            pass
    return galley.templates.render(f"{document.kind}.html", **context)


def _opens(galley: Galley, document: str, entry: str = "") -> Markup:
    """Give the markers of the pages that begin with a document, or with one entry of a contents page."""
    starts = galley.edition.pages.starts if galley.edition.pages else ()
    here = (start for start in starts if start.document == document and start.node < 0 and start.entry == entry)
    return Markup("").join(page_break(galley, start.label) for start in here)


# ------------------------------------------------------------------------------------------------------------ covers


def _cover(galley: Galley, cover: Cover | BackCover | None, key: str) -> dict[str, object]:
    if cover is None:
        return {"picture": None, "lines": [], "alt": "", "credit": Markup("")}
    places = galley.edition.publication.places
    image = Image(cover.image, cover.alt, span=places.get(f"{key}.image", places[""]))
    lines = [_line(galley, line.text, line.to) for line in getattr(cover, "lines", ())]
    return {"picture": picture(galley, image), "lines": lines, "alt": cover.alt, "credit": _plain(cover.credit)}


def _ruled_lines(galley: Galley) -> int:
    """Give how many lines, 9 mm apart, a page for notes has room for below its title."""
    return max(1, int((galley.edition.trim.height.mm - 75) / 9))


def _house_ad(galley: Galley, number: int) -> dict[str, object]:
    publication = galley.edition.publication
    ad = publication.metadata.print.house_ads[number]
    image = Image(ad.image, ad.alt, span=publication.place("print", "house-ads", str(number), "image"))
    return {"picture": picture(galley, image), "alt": ad.alt}


def _line(galley: Galley, text: str, path: str) -> dict[str, object]:
    """Give a line of the cover with where it leads: to the article of a file, if it names one."""
    found = (Target(article.id) for article in galley.edition.publication.articles if article.path == path)
    target = next(found, None)
    href = galley.drawing.href(target) if target else ""
    return {"text": _plain(text), "href": href, "page": galley.drawing.page(target) if target else ""}


def _plain(text: str) -> Markup:
    """Give metadata's prose, of which emphasis is the only markup."""
    return Markup(re.sub(r"\*([^*]+)\*", r"<em>\1</em>", str(escape(text))))  # noqa: S704  escaped before


# ---------------------------------------------------------------------------------------------------------- contents


def entries(galley: Galley) -> list[dict[str, object]]:
    """Give the table of contents as templates see it."""
    return [_entry(galley, entry) for entry in navigation(galley.edition)]


def entry_of(title: str, href: str) -> dict[str, object]:
    """Give an entry for a page that isn't an article, as templates see it."""
    return {
        "title": escape(title), "text": title, "href": href, "page": "", "kind": "page", "number": 0, "section": 0,
        "kicker": Markup(""), "standfirst": Markup(""), "authors": [], "opens": Markup(""), "children": [],
    }  # fmt: skip


def _entry(galley: Galley, entry: Entry) -> dict[str, object]:
    article = entry.document.article
    return {
        "title": copied(galley, entry.title),
        "text": " ".join(text_of(entry.title).split()),
        "href": galley.drawing.href(entry.target),
        "page": galley.drawing.page(entry.target),
        "kind": article.kind if article else "part",
        "number": article.number if article else 0,
        "section": entry.document.section,
        "kicker": copied(galley, article.kicker) if article else Markup(""),
        "standfirst": copied(galley, article.standfirst) if article else Markup(""),
        "authors": [copied(galley, name) for name in article.authors] if article else [],
        "opens": _opens(galley, "contents", entry.target.article),
        "children": [_entry(galley, child) for child in entry.children],
    }

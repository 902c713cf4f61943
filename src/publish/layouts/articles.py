"""Articles → markup: front matter, body and notes, by the template of an article or the one that it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from publish.diagnostics import Diagnostic, PublishError, did_you_mean
from publish.layouts.blocks import block, blocks
from publish.layouts.galley import Attributes
from publish.layouts.inlines import copied, inlines
from publish.tree import Target
from publish.walk import text_of

if TYPE_CHECKING:
    from publish.edition import Document
    from publish.layouts.galley import Galley
    from publish.tree import Article, Note


def article_page(outer: Galley, article: Article, document: Document, more: dict[str, object]) -> Markup:
    """Give the markup of an article's document; its template is given ``more`` too."""
    galley = outer.within(article)
    context = more | _opening(galley, article, document) | _body(galley, article)
    return galley.templates.render(_template(galley, article), **context)


def _template(galley: Galley, article: Article) -> str:
    """Name the template of an article; raise PublishError at the article where it asks for one that isn't there."""
    if not article.layout:
        return "article.html"
    name = f"article-{article.layout}.html"
    known = galley.templates.names
    if name not in known:
        hint = did_you_mean(name, (each for each in known if each.startswith("article-")))
        message = f"this layout has no {name}"
        raise PublishError([Diagnostic("layout-unknown", message, article.span, hint, about=article.layout)])
    return name


def _opening(galley: Galley, article: Article, document: Document) -> dict[str, object]:
    anchor = galley.drawing.anchor
    lang = article.language if article.language != galley.edition.language else article.attributes.lang
    return {
        "article": article,
        "words": galley.words,
        "attributes": Attributes(anchor(article.id, ""), article.attributes.classes, lang),
        "title": inlines(galley, article.title),
        "title_id": anchor(article.id, article.title_id),
        "title_text": " ".join(text_of(article.title).split()),
        "short_title": copied(galley, article.short_title or article.title),
        "level": article.level,
        "kind": article.kind,
        "kicker": inlines(galley, article.kicker),
        "standfirst": inlines(galley, article.standfirst),
        "authors": [inlines(galley, name) for name in article.authors],
        "part": copied(galley, document.part.title) if document.part else Markup(""),
        "section": document.section,
    }


def _body(galley: Galley, article: Article) -> dict[str, object]:
    return {
        "lead": block(galley, article.lead) if article.lead else Markup(""),
        "body": blocks(galley, article.body),
        "dropcap": dropcap,
        "notes": [_note(galley, article, note) for note in article.notes],
    }


def _note(galley: Galley, article: Article, note: Note) -> dict[str, object]:
    return {
        "number": note.number,
        "id": galley.drawing.anchor(article.id, f"note-{note.number}"),
        "href": galley.drawing.href(Target(article.id, f"call-{note.number}")),
        "body": blocks(galley, note.children),
    }


def dropcap(body: Markup) -> Markup:
    """Set the first letter of a body's first paragraph apart, with its opening quotation mark, if it has one."""
    return Markup(  # noqa: S704  what comes in is markup
        re.sub(r"\A(\s*<p[^>]*>)([“‘«„]?\w)(?=\w|\s)", r'\1<span class="dropcap">\2</span>', str(body), count=1)
    )

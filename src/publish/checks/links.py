"""Links whose words say where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.checks.boxes import plain_words
from publish.diagnostics import Diagnostic, Severity
from publish.tree import Link, Reference
from publish.walk import query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.tree import Article, Publication

# Words that say nothing when links are read out as a list, as screen readers do; by language, in small letters.
_EMPTY: dict[str, tuple[str, ...]] = {
    "cy": ("yma", "cliciwch yma", "darllen mwy", "darllenwch fwy", "mwy", "rhagor", "dolen"),
    "da": ("her", "klik her", "læs mere", "mere", "link"),
    "de": ("hier", "hier klicken", "klicken sie hier", "mehr", "mehr lesen", "weiterlesen", "weiter", "link",
           "mehr erfahren", "dieser link", "siehe hier"),
    "en": ("here", "click here", "click", "see here", "read here", "read more", "more", "learn more", "find out more",
           "see more", "more here", "more information", "more info", "further information", "details", "link",
           "this link", "this", "this page", "this article", "this website", "website", "continue", "continue reading",
           "go", "download"),
    "es": ("aquí", "haga clic aquí", "haz clic aquí", "leer más", "más", "más información", "enlace", "seguir leyendo"),
    "fi": ("tässä", "täällä", "klikkaa tästä", "tästä", "lue lisää", "lisää", "linkki"),
    "fr": ("ici", "cliquez ici", "cliquer ici", "en savoir plus", "lire la suite", "lire plus", "plus", "suite",
           "lien", "ce lien", "voir ici", "voir"),
    "ga": ("anseo", "cliceáil anseo", "tuilleadh", "léigh tuilleadh", "nasc"),
    "it": ("qui", "clicca qui", "leggi tutto", "leggi di più", "di più", "per saperne di più", "link", "continua"),
    "nb": ("her", "klikk her", "les mer", "mer", "lenke"),
    "nl": ("hier", "klik hier", "lees meer", "meer", "meer informatie", "link", "lees verder"),
    "pl": ("tutaj", "tu", "kliknij tutaj", "więcej", "czytaj więcej", "czytaj dalej", "link"),
    "pt": ("aqui", "clique aqui", "leia mais", "ler mais", "mais", "saiba mais", "link"),
    "sv": ("här", "klicka här", "läs mer", "mer", "länk"),
}  # fmt: skip


def links_have_words(publication: Publication) -> Iterator[Diagnostic]:
    """A link out of the publication has words, or a picture with alternative text (WCAG 2.2, 2.4.4 and 4.1.2)."""
    for article in publication.documents:
        for link in query(article, Link):
            if not text_of(link.children).strip():
                hint = "write between the brackets what is to be found there"
                message = f"the link to {link.href} has no words"
                yield Diagnostic("link-empty", message, link.span, hint, about=link.href)


def links_say_where_they_lead(publication: Publication) -> Iterator[Diagnostic]:
    """A link's words say what it leads to, also when they are heard without their sentence (WCAG 2.2, 2.4.4)."""
    for article in publication.documents:
        empty = _EMPTY.get(article.language.partition("-")[0].lower(), ())
        for link, words in _worded(article):
            if words in empty:
                said = text_of(link.children).strip()
                hint = "link words that name what is to be found there"
                message = f"a link that says “{said}” doesn't say where it leads"
                yield Diagnostic("link-words", message, link.span, hint, Severity.WARNING, about=f"[{said}]")


def links_with_the_same_words_lead_to_one_place(publication: Publication) -> Iterator[Diagnostic]:
    """Two links of an article with the same words lead to the same place (WCAG 2.2, 2.4.4)."""
    for article in publication.documents:
        first: dict[str, Link | Reference] = {}
        for link, words in _worded(article):
            earlier = first.setdefault(words, link)
            if _leads_to(earlier) != _leads_to(link):
                said = text_of(link.children).strip()
                where = f"the link “{said}” in line {earlier.span.line} leads elsewhere"
                hint = "say in each what it leads to"
                about = link.href if isinstance(link, Link) else f"[{said}]"
                yield Diagnostic("link-ambiguous", where, link.span, hint, Severity.WARNING, about=about)


def _worded(article: Article) -> Iterator[tuple[Link | Reference, str]]:
    """Give the links of an article that have words of their own, with these in small letters without marks."""
    for node in query(article):
        if isinstance(node, Link | Reference):
            words = plain_words(text_of(node.children)).strip()
            if words:
                yield node, words


def _leads_to(link: Link | Reference) -> str:
    if isinstance(link, Link):
        return link.href
    return f"{link.target.article}#{link.target.id}"

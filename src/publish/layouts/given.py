"""What each template is given: the names that a designer may use in it. A test compares this with what is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.layouts.blocks import TEMPLATES
from publish.tree import (
    Box,
    Break,
    CodeBlock,
    Decoration,
    DefinitionList,
    Event,
    Figure,
    FormulaBlock,
    Heading,
    List,
    PageBreak,
    Paragraph,
    PullQuote,
    Quotation,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERYWHERE = frozenset({"date", "edition", "layout", "month", "publication", "words"})
"""What every template is given."""

_DOCUMENT = "document id opens back"
_ARTICLE = (
    "article attributes authors body dropcap kicker kind lead level notes part section short_title standfirst title "
    "title_id title_text"
)
_COVER = f"{_DOCUMENT} alt credit lines picture"
_BLOCKS: Mapping[type, str] = {
    Box: "body by kind name title",
    Break: "",
    CodeBlock: "content language",
    Decoration: "picture",
    DefinitionList: "definitions",
    Event: "body days end name place start title url",
    Figure: "caption credit description label picture width",
    FormulaBlock: "formula",
    Heading: "content level",
    List: "items ordered start tight",
    PageBreak: "label",
    Paragraph: "content",
    PullQuote: "body cite repeats",
    Quotation: "body",
    Table: "caption columns head label rows",
}
_OTHERS = {
    "accessibility.html": f"{_DOCUMENT} evidence fields language_name title withheld",
    "article.html": f"{_DOCUMENT} {_ARTICLE}",
    "back-cover.html": _COVER,
    "blank.html": "",
    "contents.html": f"{_DOCUMENT} entries",
    "cover.html": f"{_COVER} cover_alt cover_source",
    "document.html": "content kind language title",
    "house-ad.html": f"{_DOCUMENT} alt picture",
    "issue.html": "accessibility contents covers downloads facts issue site start",
    "job-sheet.html": "facts fonts job more pictures verdict",
    "nav.html": "entries landmarks pages",
    "note-call.html": "first href id note_id number paragraphs",
    "notes-page.html": f"{_DOCUMENT} lines",
    "page.html": (
        "alternates canonical content data description foot kind language look pager root section site style title "
        "trail"
    ),
    "part-opening.html": "article part",
    "part.html": f"{_DOCUMENT} attributes title",
    "shelf.html": "newest series site title",
    "spine.html": "text",
    "title-page.html": _DOCUMENT,
}

GIVEN: Mapping[str, frozenset[str]] = {
    **{TEMPLATES[kind]: frozenset(("attributes", *names.split())) for kind, names in _BLOCKS.items()},
    **{name: frozenset(names.split()) for name, names in _OTHERS.items()},
}
"""What each template that is asked for is given beside; ``article-….html`` is given what ``article.html`` is."""


def given(name: str) -> frozenset[str]:
    """Give the names that a template is given; for one that others include, those of every template."""
    if name.startswith("article-"):
        name = "article.html"
    return EVERYWHERE | (GIVEN[name] if name in GIVEN else frozenset().union(*GIVEN.values()))

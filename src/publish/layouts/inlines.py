"""Inlines → markup, in Python and not by templates: here white space is exact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from markupsafe import Markup, escape

from publish.layouts.galley import Attributes
from publish.tree import (
    NO_ATTRIBUTES,
    Block,
    Code,
    Emphasis,
    Formula,
    Image,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    PageBreak,
    Paragraph,
    Phrase,
    Reference,
    Strikethrough,
    Strong,
    Target,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.edition import Label
    from publish.layouts.galley import Galley


def inlines(galley: Galley, run: Iterable[Inline], *, linked: bool = True) -> Markup:
    """Give the markup of a run of inlines; links and note calls are left out where it isn't ``linked``."""
    return Markup("".join([_inline(galley, node, linked=linked) for node in run]))  # noqa: S704  each is markup


def copied(galley: Galley, run: Iterable[Inline]) -> Markup:
    """Give the markup of inlines that stand elsewhere already, as titles do in a list of contents: no links, no ids."""
    return inlines(replace(galley, copied=True), run, linked=False)


def page_break(galley: Galley, label: str) -> Markup:
    """Give the marker of a page's start."""
    return galley.templates.render("page-break.html", attributes=Attributes(), label=label)


def _inline(galley: Galley, node: Inline, *, linked: bool) -> Markup:
    match node:
        case Text():
            return escape(node.text)
        case Emphasis():
            return _element(galley, "em", node, linked=linked)
        case Strong():
            return _element(galley, "strong", node, linked=linked)
        case Strikethrough():
            return _element(galley, "del", node, linked=linked)
        case Phrase():
            return _element(galley, "span", node, linked=linked)
        case Code():
            return Markup("<code{}>{}</code>").format(galley.attributes(node)(), node.text)
        case Formula():
            return Markup(galley.drawing.formula(node.tex, node.alt, display=False))  # noqa: S704
        case Image():
            source, classes = galley.drawing.source(node.path), galley.attributes(node)("inline")
            return Markup('<img src="{}" alt="{}"{}/>').format(source, node.alt, classes)
        case LineBreak():
            return Markup("<br/>\n")
        case Link() | Reference() | NoteCall() if not linked:
            return inlines(galley, getattr(node, "children", ()), linked=False)
        case Link():
            content = inlines(galley, node.children) or escape(node.href)
            return Markup('<a href="{}"{}>{}</a>').format(node.href, galley.attributes(node)(), content)
        case Reference():
            return _reference(galley, node)
        case NoteCall():
            return _note_call(galley, node)
        case PageBreak():
            return page_break(galley, node.label)
        case _:
            assert_never(node)


def _element(galley: Galley, name: str, node: Emphasis | Strong | Strikethrough | Phrase, *, linked: bool) -> Markup:
    opening = galley.attributes(node)() if node.attributes is not NO_ATTRIBUTES else ""
    return Markup(f"<{name}{opening}>{inlines(galley, node.children, linked=linked)}</{name}>")  # noqa: S704  of markup


# ------------------------------------------------------------------------------------------------------- references


def _reference(galley: Galley, node: Reference) -> Markup:
    target = node.target
    content = inlines(galley, node.children, linked=False)
    if not content:
        content = _labelled(galley, galley.edition.labels.get(target), target)
    number = galley.drawing.page(target) if node.page else ""
    page = Markup(" ({})").format(galley.words["page"].format(number)) if number else ""
    opening = galley.attributes(node)()
    return Markup('<a href="{}"{}>{}</a>{}').format(galley.drawing.href(target), opening, content, page)


def _labelled(galley: Galley, label: Label | None, target: Target) -> Markup:
    if label is None:
        return escape(target.id or target.article)
    if label.number and label.word:
        return escape(f"{label.word} {label.number}")
    return copied(galley, label.title) or escape(target.id or target.article)


# ------------------------------------------------------------------------------------------------------------ notes


def _note_call(galley: Galley, node: NoteCall) -> Markup:
    article = galley.article
    if article is None:
        return Markup("")
    first = galley.calls.get(node.label) == id(node)
    note = next(note for note in article.notes if note.label == node.label)
    # Notes can call each other in a circle: one that is being set isn't set again inside itself.
    text = note.children if first and node.label not in galley.inside else ()
    within = replace(galley, inside=galley.inside | {node.label})
    return galley.templates.render(
        "note-call.html",
        words=galley.words,
        number=node.number,
        first=first,
        id=galley.drawing.anchor(article.id, f"call-{node.number}") if first else "",
        href=galley.drawing.href(Target(article.id, f"note-{node.number}")),
        note_id=galley.drawing.anchor(article.id, f"note-{node.number}"),
        paragraphs=[_note_block(within, block) for block in text],
    )


def _note_block(galley: Galley, block: Block) -> dict[str, object]:
    if isinstance(block, Paragraph):
        return {"content": inlines(galley, block.children), "body": Markup("")}
    return {"content": Markup(""), "body": galley.block(galley, block)}

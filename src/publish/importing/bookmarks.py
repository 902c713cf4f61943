"""Bookmarks that something leads to, and the ids that their blocks have for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.importing.flow import Grid, Group, Para, Shown, Words, words_of
from publish.importing.inlines import paragraphs
from publish.manuscript.context import KEPT, Names, slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.importing.flow import Document, Flow


def bookmarks(document: Document) -> tuple[dict[str, str], dict[str, str]]:
    """Give the id of each bookmark that something leads to, and the first bookmark of each id."""
    every = [*paragraphs(document.flow), *(para for flow in document.notes.values() for para in paragraphs(flow))]
    asked = {
        bit.lead[1:] for para in every for bit in para.bits if isinstance(bit, Words | Shown) and bit.lead[:1] == "#"
    }
    names = Names((), KEPT)
    ids: dict[str, str] = {}
    own: dict[str, str] = {}
    for block in _named(document.flow):
        wanted = [name for name in block.names if name in asked and name not in ids]
        if wanted:
            base = words_of(block.bits) if isinstance(block, Para) and len(words_of(block.bits)) < 60 else wanted[0]
            made = names.take(slug(base)[:60].strip("-") or "place")
            own[wanted[0]] = made
            ids |= dict.fromkeys(wanted, made)
    return ids, own


def _named(flow: Iterable[Flow]) -> Iterable[Para | Grid | Group]:
    """Give the blocks that can have an id: those in a table are named by it."""
    for each in flow:
        if isinstance(each, Grid):
            inner = [name for row in each.rows for cell in row for para in paragraphs(cell.flow) for name in para.names]
            yield replace(each, names=(*each.names, *inner))
        elif isinstance(each, Group):
            yield each
            yield from _named(each.flow)
        elif isinstance(each, Para):
            yield each

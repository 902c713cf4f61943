"""The boxes of the dialect, ``::: name … :::``: pull quotes, asides, link boxes, events and notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.diagnostics import did_you_mean
from publish.manuscript.inlines import is_address, prose, scheme_hint
from publish.tree import Block, Box, Event, PullQuote

if TYPE_CHECKING:
    from markdown_it.token import Token

    from publish.manuscript.attributes import Given
    from publish.manuscript.blocks import BlockReader
    from publish.source import Span

# A box's name, and the attributes that it takes beside id, class and lang.
BOXES = {
    "pullquote": frozenset({"cite"}),
    "note": frozenset[str](),
    "aside": frozenset[str](),
    "links": frozenset[str](),
    "editorial": frozenset[str](),
    "sponsored": frozenset({"by"}),
    "event": frozenset({"start", "end", "place", "url"}),
}


def box(reader: BlockReader, token: Token, inside: list[Token], above: Given | None, span: Span) -> Block | None:
    """Give the block of a box; of one that is written wrongly too, so that what it holds is read and known."""
    context, meta = reader.context, token.meta
    name, problem = meta["name"], meta["problem"]
    if problem == "stray":
        hint = "open a box with ::: and its name"
        context.report("box-stray", "nothing is open that ::: could close", span, hint, about=":::")
        return None
    if problem == "unclosed":
        hint = "close it with a line of as many colons; an outer box has more colons than the boxes that it holds"
        context.report("box-unclosed", f"the box {name} is not closed", span, hint, about=name)
    elif name not in BOXES:
        hint = did_you_mean(name, BOXES) or f"known: {', '.join(BOXES)}"
        context.report("box-unknown", f"{name} is not a box", span, hint, about=name)
    elif problem == "syntax":
        hint = f'write ::: {name} "Title" {{#id}}'
        context.report("box-syntax", f"the opening line of this {name} box can't be read", span, hint, about=name)
    if problem or name not in BOXES:
        return Box("note", reader.read(inside), span=span)
    taken, pairs = context.take(reader.own(meta["given"], above, span), span, BOXES[name])
    title = prose(context, (meta["title"] or "").replace('\\"', '"'), span)
    children = reader.read(inside)
    if name == "pullquote":
        cite = prose(context, pairs.get("cite", ""), span)
        return PullQuote(children, cite, "original" in taken.classes, span=span, attributes=taken)
    if name == "event":
        url = pairs.get("url", "")
        if url and not is_address(url):
            hint = scheme_hint(url) or "write https://…"
            context.report("link-target", f"{url} is not an address", span, hint, about=url)
            url = ""
        place = prose(context, pairs.get("place", ""), span)
        start, end = pairs.get("start", ""), pairs.get("end", "")
        return Event(start, children, title, end, place, url, span=span, attributes=taken)
    return Box(name, children, title, prose(context, pairs.get("by", ""), span), span=span, attributes=taken)

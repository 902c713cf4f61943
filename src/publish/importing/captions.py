"""Captions and credits, put to the pictures and tables that they stand beside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.importing.flow import TODO_PICTURE, excerpt
from publish.importing.normal import one_line
from publish.tree import Block, Figure, Inline, Paragraph, Table, Text
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from publish.importing.flow import Remarks
    from publish.source import Span

    Inlines = tuple[Inline, ...]

_LABEL = re.compile(r"\s*[^\W\d_]+[\s\u00a0]*(\d+|[IVXivx]+)?[\s\u00a0]*[.:–—|-]?[\s\u00a0]*")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption or credit that looks for its picture or table."""

    kind: str
    words: Inlines
    about: str
    span: Span


def captioned(made: Iterable[Block | Caption], remarks: Remarks) -> tuple[Block, ...]:
    """Give blocks with their captions and credits; one that finds nothing is a paragraph."""
    blocks = list(made)
    for place, each in enumerate(blocks):
        if isinstance(each, Caption) and (at := _bearer(blocks, place, each)) is not None:
            bearer = blocks[at]
            words = _without_label(each, remarks)
            if each.kind == "credit" and isinstance(bearer, Figure):
                blocks[at] = replace(bearer, credit=words)
            elif isinstance(bearer, Figure | Table):
                blocks[at] = replace(bearer, caption=words)
            blocks[place] = replace(each, words=())
    result: list[Block] = []
    for each in blocks:
        if not isinstance(each, Caption):
            result.append(each)
        elif each.words:
            message = f"the {each.kind} {excerpt(text_of(each.words))} stands beside no picture; it is a paragraph"
            remarks.say("import-picture", message, each.span.line, "put it to its picture")
            result.append(Paragraph(each.words, span=each.span))
    return tuple(result)


def _without_label(caption: Caption, remarks: Remarks) -> Inlines:
    """Give a caption without the number that the word processor counted."""
    first = caption.words[0]
    if not (caption.about and isinstance(first, Text) and (label := _LABEL.match(first.text)) and label[1]):
        return caption.words
    remarks.drop("numbers of captions", caption.span.line, text_of(caption.words))
    return one_line((replace(first, text=first.text[label.end() :]), *caption.words[1:])) or caption.words


def _bearer(blocks: Sequence[Block | Caption], place: int, caption: Caption) -> int | None:
    """Give the place of the picture or table that a caption belongs to: beside it, with captions alone between."""
    bearers = [at for at, block in enumerate(blocks) if not isinstance(block, Caption)]
    above = max((at for at in bearers if at < place), default=None)
    below = min((at for at in bearers if at > place), default=None)
    if above is not None and text_of((blocks[above],)).startswith(TODO_PICTURE):  # type: ignore[arg-type]
        return None  # it is the caption of a picture that couldn't be used
    is_tabular = re.match(r"tab", caption.about, re.IGNORECASE) is not None
    beside = [at for at in ((below, above) if is_tabular else (above, below)) if at is not None]
    for kind in (Table, Figure) if is_tabular else (Figure, Table):
        for at in beside:
            block = blocks[at]
            if isinstance(block, kind) and _is_free(block, caption.kind):
                return at
    return None


def _is_free(block: Figure | Table, kind: str) -> bool:
    """Say whether a picture or table can take a caption or credit."""
    if kind == "credit":
        return isinstance(block, Figure) and not block.credit
    return not block.caption

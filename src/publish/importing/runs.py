"""Runs of text with what is said of each, as word processors keep them, ↔ inlines inside each other, as trees do."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish.tree import (
    NO_ATTRIBUTES,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    NoteCall,
    Phrase,
    Reference,
    Strikethrough,
    Strong,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Mark = type[Emphasis] | type[Strong] | type[Strikethrough]
Holder = Phrase | Link | Reference
MARKS: tuple[Mark, ...] = (Strikethrough, Emphasis, Strong)


@dataclass(frozen=True, slots=True)
class Piece:
    """What holds nothing else: text, code, a picture. ``marks`` stress it; ``holders`` are around it, outermost first.

    The children of holders say nothing here.
    """

    leaf: Inline
    marks: frozenset[Mark] = frozenset()
    holders: tuple[Holder, ...] = ()


def flattened(run: Iterable[Inline], around: Piece | None = None) -> Iterator[Piece]:
    """Give the pieces of a run of inlines."""
    around = around or Piece(LineBreak(span=None))  # type: ignore[arg-type]
    for node in run:
        match node:
            case Emphasis() | Strong() | Strikethrough():
                yield from flattened(node.children, replace(around, marks=around.marks | {type(node)}))
            case Phrase() | Link() | Reference() if node.children:
                yield from flattened(node.children, replace(around, holders=(*around.holders, node)))
            case Phrase() | Link():
                pass
            case _:
                yield replace(around, leaf=node)


def nested(pieces: Iterable[Piece]) -> tuple[Inline, ...]:
    """Give pieces as inlines that Markdown can say: what covers most of them is the outermost.

    A mark begins and ends with a letter, or beside white space; punctuation at its edge stands outside of it where
    a letter follows, for there it would be no mark (CommonMark 0.31, 6.2).
    """
    return tuple(_nested(_merged(_on_lines(map(_held, pieces))), "", ""))


def _held(piece: Piece) -> Piece:
    """Give a piece whose holders can stand around it: one link at most, and none around a note's call."""
    holders: list[Holder] = []
    linked = isinstance(piece.leaf, NoteCall | Reference)
    for holder in piece.holders:
        if isinstance(holder, Phrase):
            holders += [replace(holder, children=())] if holder.attributes != NO_ATTRIBUTES else []
        elif not linked:
            holders.append(replace(holder, children=()))
            linked = True
    return replace(piece, holders=tuple(holders))


def _on_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give pieces without white space at the ends of the run and around its line breaks; white space is a space."""
    given: list[Piece] = []
    for piece in pieces:
        leaf = piece.leaf
        if isinstance(leaf, Text):
            text = re.sub(r"[\t\n]+", " ", leaf.text)
            text = text.lstrip() if not given or isinstance(given[-1].leaf, LineBreak) else text
            given += [replace(piece, leaf=replace(leaf, text=text))] if text else []
            continue
        if isinstance(leaf, LineBreak):
            _strip_end(given)
        if given or not isinstance(leaf, LineBreak):
            given.append(piece)
    _strip_end(given)
    while given and isinstance(given[-1].leaf, LineBreak):
        given.pop()
        _strip_end(given)
    return iter(given)


def _strip_end(pieces: list[Piece]) -> None:
    """Take away the white space at the end of pieces."""
    while pieces and isinstance(leaf := pieces[-1].leaf, Text):
        text = leaf.text.rstrip()
        if text:
            pieces[-1] = replace(pieces[-1], leaf=replace(leaf, text=text))
            return
        pieces.pop()


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Give pieces with text of one kind in one; white space has the marks that the words beside it share."""
    given = [piece for piece in pieces if not isinstance(piece.leaf, Code) or piece.leaf.text]
    result: list[Piece] = []
    for place, piece in enumerate(given):
        if isinstance(piece.leaf, Text) and piece.leaf.text.isspace():
            before = result[-1].marks if result else frozenset()
            behind = given[place + 1].marks if place + 1 < len(given) else frozenset()
            piece = replace(piece, marks=before & behind)  # noqa: PLW2901
        last = result[-1] if result else None
        if last and isinstance(last.leaf, Text) and isinstance(piece.leaf, Text) and _alike(last, piece):
            result[-1] = replace(last, leaf=replace(last.leaf, text=last.leaf.text + piece.leaf.text))
        else:
            result.append(piece)
    return result


def _alike(one: Piece, other: Piece) -> bool:
    return one.marks == other.marks and one.holders == other.holders


def _nested(pieces: list[Piece], before: str, behind: str) -> list[Inline]:
    """Give inlines; ``before`` and ``behind`` are the characters around them."""
    result: list[Inline] = []
    while pieces:
        length, cover = _longest(pieces)
        if cover is None:
            before = _end(pieces[0])
            _append(result, pieces[0].leaf)
            pieces = pieces[1:]
            continue
        rest = pieces[length:]
        outside = _start(rest[0]) if rest else behind
        front, inside, back = _trimmed(pieces[:length], before, outside, cover)
        if front or back:  # what is left may be covered by something else
            loose, others = ([_without(piece, cover) for piece in edge] for edge in (front, back))
            pieces = [*loose, *inside, *others, *rest]
            continue
        children = tuple(_nested([_without(piece, cover) for piece in inside], "", ""))
        span = inside[0].leaf.span
        node = cover(children, span=span) if isinstance(cover, type) else replace(cover, children=children)
        _append(result, node)
        before = "]" if not isinstance(cover, type) else _end(inside[-1])
        pieces = rest
    return result


def _longest(pieces: list[Piece]) -> tuple[int, Mark | Holder | None]:
    """Give what covers the most pieces from the first on: of two that cover the same, a holder, then the first mark."""
    covers: list[Mark | Holder] = [*pieces[0].holders[:1], *(mark for mark in MARKS if mark in pieces[0].marks)]
    best: tuple[int, Mark | Holder | None] = (0, None)
    for cover in covers:
        length = next((place for place, piece in enumerate(pieces) if not _has(piece, cover)), len(pieces))
        if length > best[0]:
            best = (length, cover)
    return best


def _has(piece: Piece, cover: Mark | Holder) -> bool:
    if isinstance(cover, type):
        return cover in piece.marks
    return bool(piece.holders) and piece.holders[0] == cover


def _without(piece: Piece, cover: Mark | Holder) -> Piece:
    if isinstance(cover, type):
        return replace(piece, marks=piece.marks - {cover})
    return replace(piece, holders=piece.holders[1:])


def _append(result: list[Inline], node: Inline) -> None:
    last = result[-1] if result else None
    if isinstance(last, Text) and isinstance(node, Text):
        result[-1] = replace(last, text=last.text + node.text)
    elif isinstance(last, Code) and isinstance(node, Code):  # the marks between two would be one
        kept = last.attributes if last.attributes == node.attributes else NO_ATTRIBUTES
        result[-1] = replace(last, text=last.text + node.text, attributes=kept)
    else:
        result.append(node)


# ------------------------------------------------------------------------------------------------------------- edges


def _trimmed(
    pieces: list[Piece], before: str, behind: str, cover: Mark | Holder
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Give what has to stand before a cover, inside it and behind it."""
    front, back = list[Piece](), list[Piece]()
    while pieces and (size := _loose(pieces[0], before, cover, first=True)):
        cut, kept = _cut(pieces[0], size)
        front += cut
        pieces = [*kept, *pieces[1:]]
        before = _end(front[-1])
    while pieces and (size := _loose(pieces[-1], behind, cover, first=False)):
        kept, cut = _cut(pieces[-1], -size)
        back = [*cut, *back]
        pieces = [*pieces[:-1], *kept]
        behind = _start(back[0])
    return front, pieces, back


def _loose(piece: Piece, outside: str, cover: Mark | Holder, *, first: bool) -> int:
    """Give how many characters at an edge can't stand in a cover: a leaf that isn't text is one."""
    leaf = piece.leaf
    if isinstance(leaf, LineBreak):
        return 1
    beside_word = isinstance(cover, type) and _is_word(outside)
    if not isinstance(leaf, Text):
        return int(beside_word)
    edge = leaf.text[0 if first else -1]
    if edge.isspace():
        return 1
    signed = bool(piece.holders) or _is_sign(edge) or len({mark is Strikethrough for mark in piece.marks}) > 1
    return int(beside_word and signed)


def _cut(piece: Piece, size: int) -> tuple[list[Piece], list[Piece]]:
    leaf = piece.leaf
    if not isinstance(leaf, Text) or piece.holders:
        return ([piece], []) if size > 0 else ([], [piece])
    parts = (leaf.text[:size], leaf.text[size:])
    one, other = ([replace(piece, leaf=replace(leaf, text=part))] if part else [] for part in parts)
    return one, other


def _start(piece: Piece) -> str:
    return piece.leaf.text[:1] if isinstance(piece.leaf, Text) and not piece.holders else "["


def _end(piece: Piece) -> str:
    return piece.leaf.text[-1:] if isinstance(piece.leaf, Text) and not piece.holders else "]"


def _is_word(sign: str) -> bool:
    return bool(sign) and not sign.isspace() and unicodedata.category(sign)[0] != "P" and sign not in "$+<=>^`|~"


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"

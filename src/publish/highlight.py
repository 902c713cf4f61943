"""Code cut into pieces with the few classes that a layout colours."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE = 4_000
"""Characters of code, 100 lines, that a lexer reads in one go."""

_RUN = re.compile(r"(.)\1{199,}", re.DOTALL)

# Classes by Pygments' names of tokens, the longest that fits; what isn't here has no class, errors too.
CLASSES = {
    "Keyword": "keyword",
    "Keyword.Constant": "builtin",
    "Name.Builtin": "builtin",
    "Name.Exception": "builtin",
    "Name.Class": "name",
    "Name.Function": "name",
    "Name.Namespace": "name",
    "Name.Decorator": "name",
    "Name.Tag": "keyword",
    "Name.Attribute": "name",
    "Literal.String": "string",
    "Literal.Number": "number",
    "Comment": "comment",
    "Comment.Preproc": "keyword",
    "Operator": "operator",
    "Operator.Word": "keyword",
    "Generic.Heading": "keyword",
    "Generic.Deleted": "comment",
    "Generic.Inserted": "string",
}


def highlight(code: str, language: str) -> tuple[tuple[str, str], ...] | None:
    """Give code as pieces of (class, text), whose texts joined are the code; None for a language that isn't known.

    Classes are ``keyword``, ``name``, ``string``, ``number``, ``comment``, ``operator`` and ``builtin``, or none ("").
    Code that breaks its language's rules is given without classes where they end, and never raises.
    """
    if not known_language(language):
        return None
    try:
        pieces = tuple(_joined(_classed(code, language)))
    except Exception:  # noqa: BLE001 - a lexer of Pygments may stumble over code; plain code is no error
        pieces = ()
    if "".join(text for _, text in pieces) != code:  # a few lexers drop or move text
        return (("", code),) if code else ()
    return pieces


def known_language(name: str) -> bool:
    """Tell whether code of this language, by any of its names, can be highlighted."""
    return name.strip().lower() in languages()


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Give every name of a language that can be highlighted, in small letters."""
    from pygments.lexers import get_all_lexers  # noqa: PLC0415 - slow to load, and most manuscripts have no code

    return frozenset(alias.lower() for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)


def _classed(code: str, language: str) -> Iterator[tuple[str, str]]:
    """Give Pygments' tokens with our classes; unprocessed, for it changes line ends and the last lines otherwise."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - see languages

    lexer = get_lexer_by_name(language.strip().lower())
    for piece in _cut(code):
        if _RUN.fullmatch(piece):
            yield "", piece
        else:
            for _, kind, text in lexer.get_tokens_unprocessed(piece):
                yield _class_of(tuple(kind)), text


def _cut(code: str) -> Iterator[str]:
    """Cut code between lines, and around long runs, into pieces that are read on their own.

    What goes over a seam may lose its colour there. Many lexers look for the end of a comment or a string through all
    that follows, again and again; some take the cube of a row of spaces.
    """
    place = 0
    for run in _RUN.finditer(code):
        yield from _lines(code[place : run.start()])
        yield run[0]
        place = run.end()
    yield from _lines(code[place:])


def _lines(code: str) -> Iterator[str]:
    start = 0
    while len(code) - start > PIECE:
        end = code.rfind("\n", start, start + PIECE) + 1 or start + PIECE
        yield code[start:end]
        start = end
    yield code[start:]


@lru_cache(maxsize=256)
def _class_of(kind: tuple[str, ...]) -> str:
    for length in range(len(kind), 0, -1):
        if known := CLASSES.get(".".join(kind[:length])):
            return known
    return ""


def _joined(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Join pieces of one class that follow each other, and drop empty ones; white space joins what goes before it."""
    name, run = "", ""
    for following, text in pieces:
        if following == name or not text.strip():
            run += text
            continue
        if run:
            yield name, run
        name, run = following, text
    if run:
        yield name, run

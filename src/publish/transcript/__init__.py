"""What a screen reader says, in order, from an EPUB or a tagged PDF: the same plain form for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, PublishError
from publish.source import Span
from publish.transcript import tags, xhtml
from publish.transcript.speech import UnreadableError, Utterance, words_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Utterance", "spoken", "transcript", "words", "words_of"]


def transcript(file: Path) -> str:
    """Give what a screen reader says of a built file, one utterance a line; raise PublishError for any other file."""
    return "".join(f"{utterance}\n" for utterance in _read(file))


def words(file: Path) -> list[str]:
    """Give the words of a built file in the order in which they are read, notes at their place, nothing announced."""
    return words_of(_read(file))


def spoken(data: bytes) -> tuple[Utterance, ...]:
    """Give what a screen reader says of an EPUB or a tagged PDF; raise UnreadableError where it is neither."""
    if data.startswith(b"PK"):
        return xhtml.spoken(data)
    if b"%PDF-" in data[:1024]:
        return tags.spoken(data)
    raise UnreadableError("is neither an EPUB nor a PDF")


def _read(file: Path) -> tuple[Utterance, ...]:
    try:
        return spoken(file.read_bytes())
    except FileNotFoundError:
        found = Diagnostic("file-missing", f"{file.name} does not exist", Span(str(file)), "build first: publish build")
    except OSError as error:
        found = Diagnostic("not-a-publication", f"{file.name}: {error.strerror}", Span(str(file)))
    except UnreadableError as error:
        found = Diagnostic(
            "not-a-publication", f"{file.name} {error}", Span(str(file)), "give a .epub or a tagged .pdf"
        )
    raise PublishError((found,))

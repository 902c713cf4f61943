"""Utterances, and the speaker that puts them together from blocks, phrases and announcements."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPACE = re.compile(r"[ \t\r\n\f]+")
# Blocks that lend their name to the first block in them: a list item's first paragraph is said as the item.
_LENDING = ("item", "definition", "term", "header", "cell", "caption", "entry", "quotation")


class UnreadableError(Exception):
    """Raised where a file is no EPUB and no tagged PDF; the message goes on from the file's name."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is said at one time: what it is, and the words of the publication, in a language.

    ``said`` is the announcement, which is no text of the publication; ``language`` is empty in the publication's own.
    ``note`` is the label of the note that it belongs to, empty in the text; ``opens`` tells a block's first words from
    those that go on in it.
    """

    said: str
    text: str = ""
    language: str = ""
    note: str = ""
    opens: bool = True

    def __str__(self) -> str:
        """Give the line of a transcript: ``heading 2: Taking stock``."""
        said = f"{self.said} ({self.language})" if self.language else self.said
        words = " ".join(self.text.split())
        return f"{said}: {words}" if words else said


def words_of(utterances: Iterable[Utterance]) -> list[str]:
    """Give the words of utterances, where those that go on in a block may go on in a word."""
    return "".join(f" {each.text}" if each.opens else each.text for each in utterances).split()


class Speaker:
    """Takes blocks, phrases and announcements in reading order, and gives utterances.

    Words are gathered until something else is to be said: another block, a link, another language.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.note = ""
        self.blocks = 0
        self._own = language
        self._kind = "text"
        self._fresh = True
        self._words = ""
        self._said_in = language
        self._result: list[Utterance] = []

    def result(self) -> tuple[Utterance, ...]:
        """Give everything that was said."""
        self._flush()
        return tuple(self._result)

    def announce(self, said: str, text: str = "") -> None:
        """Say something by itself, such as a page or a picture; what goes on behind it is the same block."""
        self._flush()
        language = "" if self.language == self._own or not text else self.language
        self._result.append(Utterance(said, text, language, self.note, opens=bool(text)))

    def say(self, text: str) -> None:
        """Say words in the block or phrase that is open."""
        text = _SPACE.sub(" ", text)
        if self._fresh and not self._words:
            text = text.lstrip(" ")
        if not text:
            return
        if self._said_in != self.language and text.strip():
            self._flush()
            self._said_in = self.language
        self._words += text

    @contextmanager
    def block(self, kind: str) -> Iterator[None]:
        """Say what is said inside as a block of this kind; a block that lends its name gives it to its first block."""
        self._flush()
        lent = self._fresh and self._kind.startswith(_LENDING)
        self._kind, self._fresh = (self._kind if lent else kind), True
        self.blocks += 1
        yield
        self.blocks -= 1
        self._flush()
        self._kind, self._fresh = "text", True

    @contextmanager
    def phrase(self, kind: str) -> Iterator[None]:
        """Say what is said inside by itself, as a link or the like, and go on in the block behind it."""
        self._flush()
        if self._fresh and self._kind not in {"paragraph", "text"}:
            self._result.append(Utterance(self._kind, "", note=self.note, opens=False))
        self._kind = kind
        yield
        self._flush()
        self._kind = "text"

    @contextmanager
    def aside(self, note: str) -> Iterator[None]:
        """Say what is said inside as a note with this label, and go on behind it with the block that it stands in."""
        self._flush()
        before = (self._kind, self._fresh, self.note)
        self._kind, self._fresh, self.note = "text", True, note
        yield
        self._flush()
        self._kind, self._fresh, self.note = before

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Say what is said inside in a language; an empty one changes nothing."""
        before = self.language
        self.language = language or before
        yield
        self.language = before

    def _flush(self) -> None:
        words, self._words = self._words, ""
        if words.strip():
            language = "" if self._said_in == self._own else self._said_in
            self._result.append(Utterance(self._kind, words, language, self.note, opens=self._fresh))
            self._kind, self._fresh = "text", False
        elif words and self._result and not self._fresh:
            # A space between two links belongs to nobody, and still parts their words.
            last = self._result[-1]
            self._result[-1] = Utterance(last.said, f"{last.text} ", last.language, last.note, opens=last.opens)
        self._said_in = self.language

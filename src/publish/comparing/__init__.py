"""What changed between two PDFs or two EPUBs, by page or document, word by word.

Words are compared over the whole of both, so text that runs on to another page is the same text. Running heads and page
numbers are compared by themselves. Pictures aren't compared.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from publish.comparing.aligning import aligned
from publish.comparing.reading import Text, read
from publish.diagnostics import Diagnostic, PublishError
from publish.excerpts import safe
from publish.forms import number, unpainted
from publish.source import Span
from publish.transcript.speech import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from publish.comparing.reading import Word
    from publish.forms import Paint

    Gap = tuple[int, int, int, int]
    """From where and to where a passage stands in the old text, and then in the new."""

_AROUND = 4
"""Words before and behind a change that are told with it."""

_NEAR = 2
"""Words between two changes that are told as one."""

_LONGEST = 40
"""Words of a change that are told as text; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words that were taken out, put in, or both; ``place`` is where that is now, ``was`` where it was."""

    place: str
    was: str
    old: str
    new: str
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed: in the text, in the lines that run along the pages, and how many places there were and are."""

    unit: str
    changes: tuple[Change, ...]
    running: tuple[Change, ...]
    places: tuple[int, int]

    @property
    def same(self) -> bool:
        """Whether nothing changed; the number of pages may have, with the size of type."""
        return not self.changes and not self.running


def compare(old: Path, new: Path) -> Comparison:
    """Compare two files; raise PublishError where one can't be read, or the two aren't of one kind."""
    found: list[Diagnostic] = []
    texts = [text for file in (old, new) if (text := _read(file, found))]
    if len(texts) == 2 and texts[0].unit != texts[1].unit:
        told = f"{new.name} can't be compared with {old.name}: one is an EPUB, the other a PDF"
        found.append(Diagnostic("not-a-publication", told, Span(str(new)), "name two EPUBs, or two PDFs"))
    if found:
        raise PublishError(found)
    before, now = texts
    return Comparison(now.unit, tuple(_changes(before.words, now.words)), tuple(_running(before, now)),
                      (before.places, now.places))  # fmt: skip


def _read(file: Path, found: list[Diagnostic]) -> Text | None:
    try:
        return read(file.read_bytes())
    except FileNotFoundError:
        found.append(Diagnostic("file-missing", f"{file.name} does not exist", Span(str(file)), "mend its name"))
    except OSError as error:
        found.append(Diagnostic("not-a-publication", f"{file.name}: {error.strerror}", Span(str(file))))
    except UnreadableError as error:
        hint = "name two EPUBs, or two PDFs"
        found.append(Diagnostic("not-a-publication", f"{file.name} {error}", Span(str(file)), hint))
    return None


def _changes(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Change]:
    """Give the changes in the order of the new text, those that nearly touch as one."""
    gaps = list(_gaps(old, new))
    moved = _moved(gaps, old, new)
    for i1, i2, j1, j2 in (gap for gap in gaps if gap not in moved):
        yield Change(
            place=_place(new, j1),
            was=_place(old, i1),
            old=_words(old[i1:i2]),
            new=_words(new[j1:j2]),
            before=_words(new[max(0, j1 - _AROUND) : j1]),
            behind=_words(new[j2 : j2 + _AROUND]),
        )


def _gaps(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Gap]:
    """Give the passages that stand between the words which are in both."""
    last = (0, 0)
    waiting: Gap | None = None
    for i, j in (*_kept(old, new), (len(old), len(new))):
        if (i, j) != last:
            gap = (last[0], i, last[1], j)
            if waiting and gap[0] - waiting[1] <= _NEAR and gap[2] - waiting[3] <= _NEAR:
                gap = (waiting[0], i, waiting[2], j)
            elif waiting:
                yield waiting
            waiting = gap
        last = (i + 1, j + 1)
    if waiting:
        yield waiting


def _kept(old: Sequence[Word], new: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Give the places of the words that are in both, hyphens and all where no line ended in them."""
    for i, j in aligned([word.key for word in old], [word.key for word in new]):
        if old[i].text == new[j].text or old[i].broken or new[j].broken:
            yield i, j


def _moved(gaps: Sequence[Gap], old: Sequence[Word], new: Sequence[Word]) -> set[Gap]:
    """Give the passages that only ran on to the next page or back, over the notes that stand at the foot between."""
    out = {tuple(word.key for word in old[i1:i2]): gap for gap in gaps if (i1 := gap[0]) < (i2 := gap[1])}
    found: set[Gap] = set()
    for gap in gaps:
        i1, i2, j1, j2 = gap
        other = out.get(tuple(word.key for word in new[j1:j2])) if i1 == i2 else None
        # Forwards they stand on a page of the new text that isn't the one where they are missing, backwards of the old.
        if other and other[2] == other[3] and (_is_beyond(new, j1, other[2]) or _is_beyond(old, other[0], i1)):
            found |= {gap, other}
    return found


def _is_beyond(words: Sequence[Word], passage: int, gap: int) -> bool:
    """Say whether a passage begins on the page before or behind those of the words on both sides of a gap."""
    numbers = {place: number for number, place in enumerate(dict.fromkeys(word.place for word in words))}
    sides = {numbers[word.place] for word in words[max(0, gap - 1) : gap + 1]}
    return all(abs(numbers[words[passage].place] - side) == 1 for side in sides)


def _place(words: Sequence[Word], number: int) -> str:
    return words[min(number, len(words) - 1)].place if words else ""


def _words(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _running(old: Text, new: Text) -> Iterator[Change]:
    """Give the running heads that are gone, and those that are new, each with the first page that had it."""
    for pattern, (text, place) in old.running.items():
        if pattern not in new.running:
            yield Change("", place, text, "")
    for pattern, (text, place) in new.running.items():
        if pattern not in old.running:
            yield Change(place, "", "", text)


# ------------------------------------------------------------------------------------------------------------ forms


def as_text(found: Comparison, paint: Paint = unpainted) -> str:
    """Give a comparison for people: below each page the words around a change, [-taken out-] and {+put in+}."""
    if found.same:
        return "nothing changed in the words"
    lines = []
    for place, changes in groupby(found.changes, key=lambda change: change.place):
        lines.append(paint(f"{found.unit} {safe(place)}", "path"))
        lines += [f"  {_told(change, paint)}" for change in changes]
    if found.running:
        lines.append(paint("running heads", "path"))
        lines += [f"  page {safe(change.place or change.was)}: {_told(change, paint)}" for change in found.running]
    return "\n".join([*lines, _counted(found)])


def _told(change: Change, paint: Paint) -> str:
    out = paint(f"[-{_short(change.old)}-]", "error") if change.old else ""
    put = paint(f"{{+{_short(change.new)}+}}", "hint") if change.new else ""
    return " ".join(filter(None, (safe(change.before), out, put, safe(change.behind))))


def _short(text: str) -> str:
    words = text.split(" ")
    more = f" … ({number(len(words), 'word')})" if len(words) > _LONGEST else ""
    return safe(" ".join(words[:_LONGEST])) + more


def _counted(found: Comparison) -> str:
    changes = (*found.changes, *found.running)
    out, put = (
        sum(len(text.split()) for text in texts) for texts in zip(*((c.old, c.new) for c in changes), strict=True)
    )
    before, now = found.places
    places = f"; {number(before, found.unit)} before, {now} now" if before != now else ""
    return f"{number(len(changes), 'change')}, {number(out, 'word')} out, {put} in{places}"


def as_json(found: Comparison) -> str:
    """Give a comparison for programs."""
    made = {
        "same": found.same,
        "unit": found.unit,
        "places": {"old": found.places[0], "new": found.places[1]},
        "changes": [asdict(change) for change in found.changes],
        "running-heads": [asdict(change) for change in found.running],
    }
    return json.dumps(made, indent=2, ensure_ascii=False)

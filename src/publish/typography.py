"""Quotation marks, dashes and ellipses as each language prints them; no other character is changed."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OBJECT = "\ufffc"  # stands for code, a formula or an image among the runs of a block

# Primary and secondary marks: opening, closing, opening, closing. First by language, then where a region differs.
ENGLISH = ("“", "”", "‘", "’")
SWEDISH = ("”", "”", "’", "’")
POLISH = ("„", "”", "«", "»")
CZECH = ("„", "“", "‚", "‘")
ITALIAN = ("«", "»", "“", "”")
RUSSIAN = ("«", "»", "„", "“")
QUOTE_MARKS: dict[str, tuple[str, str, str, str]] = {
    "bg": ("„", "“", "’", "’"),
    "ca": ITALIAN,
    "cs": CZECH,
    "cy": ("‘", "’", "“", "”"),
    "da": ("»", "«", "›", "‹"),
    "de": CZECH,
    "de-ch": ("«", "»", "‹", "›"),
    "de-li": ("«", "»", "‹", "›"),
    "el": ITALIAN,
    "en": ENGLISH,
    "es": ITALIAN,
    "et": ("„", "“", "«", "»"),
    "eu": ITALIAN,
    "fi": SWEDISH,
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "fr-ch": ("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "ga": ENGLISH,
    "gd": ENGLISH,
    "hr": ("„", "”", "‚", "’"),
    "hu": ("„", "”", "»", "«"),
    "it": ITALIAN,
    "it-ch": ("«", "»", "‹", "›"),
    "lt": ("„", "“", "‚", "‘"),
    "lv": ENGLISH,
    "nb": ("«", "»", "‘", "’"),
    "nl": ENGLISH,
    "nn": ("«", "»", "‘", "’"),
    "no": ("«", "»", "‘", "’"),
    "pl": POLISH,
    "pt": ITALIAN,
    "pt-br": ENGLISH,
    "ro": ("„", "”", "«", "»"),
    "ru": RUSSIAN,
    "sk": CZECH,
    "sl": CZECH,
    "sr": ("„", "“", "’", "’"),
    "sv": SWEDISH,
    "tr": ENGLISH,
    "uk": RUSSIAN,
}
APOSTROPHE = "’"
# What starts with an apostrophe where an opening mark could stand: decades, and words that lost their beginning.
DECADE = re.compile(r"'\d0s\b", re.IGNORECASE)
YEAR = re.compile(r"'\d\d\b(?!')")
SHORTENED = {
    "": re.compile(r"'n'", re.IGNORECASE),  # rock 'n' roll, in any language
    "en": re.compile(r"'(?:em|tis|twas|twere|twill|til|n)\b", re.IGNORECASE),
    "nl": re.compile(r"'(?:s|t|k|m|n)\b", re.IGNORECASE),
}
CLOSER = re.compile(r"(?<=\S)'(?!\w)")  # what could close a quotation in single marks
DASHES = {2: "–", 3: "—"}
MARK = re.compile(r"-{2,}|\.{3,}|[\"']")
NO_BREAK = frozenset("\u00a0\u202f")
AFTER_DASH = frozenset(".,;:!?…)]}")  # no quotation opens between a dash and one of these


class _Open(NamedTuple):
    """A quotation that isn't closed yet: the straight mark that opened it, and whether it has the primary marks."""

    straight: str
    is_primary: bool
    place: int


class Mark(NamedTuple):
    """What a straight mark is taken for: it "opens", "closes" or is an "apostrophe"; whether it has its other half."""

    kind: str
    is_paired: bool


def quote_marks(language: str) -> tuple[str, str, str, str]:
    """Give the opening and closing primary, then secondary, marks of a BCP 47 language; English where it is unknown."""
    first, *others = language.lower().replace("_", "-").split("-")
    for other in reversed(others):
        if marks := QUOTE_MARKS.get(f"{first}-{other}"):
            return marks
    return QUOTE_MARKS.get(first, ENGLISH)


def smarten(runs: Sequence[str], language: str) -> tuple[str, ...]:
    """Give the text runs of one block with typographic quotes, apostrophes, dashes and ellipses; as many as came.

    Quotations pair over the whole block. A run of U+FFFC stands for code, a formula or an image: it comes back as it is
    and counts as a letter.
    """
    if not any(map(MARK.search, runs)):  # as most are
        return tuple(runs)
    return tuple(_Block("".join(runs), language).rewritten(runs))


def straight_marks(text: str, language: str) -> dict[int, Mark]:
    """Give what `smarten` takes each straight mark of one block's text for, by its place in the text."""
    block = _Block(text, language)
    for _ in block.rewritten((text,)):
        pass
    return {place: Mark(kind, place in block.paired) for place, kind in block.kinds.items()}


class _Block:
    """Walks once over a block's text; keeps what is open, and what each straight mark became."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.marks = quote_marks(language)
        self.language = language.lower().split("-")[0]
        self.open: list[_Open] = []
        self.kinds: dict[int, str] = {}  # "opens", "closes" or "apostrophe", by place
        self.paired: set[int] = set()  # where the marks are that open a quotation which is closed, and that close one

    def rewritten(self, runs: Sequence[str]) -> Iterator[str]:
        """Give the runs of this block one by one."""
        start = 0
        for run in runs:
            yield MARK.sub(partial(self._written, start), run)
            start += len(run)

    def _written(self, start: int, match: re.Match[str]) -> str:
        """Give what stands for a mark, a row of hyphens or a row of points in the run that starts at ``start``."""
        found, place = match[0], start + match.start()
        before = self.text[place - 1] if place else ""
        after = self.text[place + len(found) : place + len(found) + 1]
        if found[0] in "-.":
            is_whole = found[0] not in {before, after}  # not when the row goes on in another run
            if found[0] == "-":
                return DASHES.get(len(found), found) if is_whole else found
            return "…" if found == "..." and is_whole else found
        kind = self._kind(found, place, before, after)
        self.kinds[place] = kind
        if kind == "apostrophe":
            return APOSTROPHE
        return self._opened(found, place, after) if kind == "opens" else self._closed(found, place, before)

    def _kind(self, straight: str, place: int, before: str, after: str) -> str:
        if straight == "'" and _is_letter(before) and _is_letter(after):
            return "apostrophe"
        if self._opens(straight, place, before, after):
            return "apostrophe" if straight == "'" and self._is_shortened(place) else "opens"
        if straight == "'" and (not self.open or self.open[-1].straight != "'"):
            return "apostrophe"
        return "closes"

    def _opens(self, straight: str, place: int, before: str, after: str) -> bool:
        starts = not before or before.isspace()
        if not after or (after.isspace() and after not in NO_BREAK):
            return starts and all(opened.straight != straight for opened in self.open)
        if before in {"'", '"'} and (last := self.kinds.get(place - 1)):
            is_elision = straight == '"' and last == "apostrophe" and _is_letter(after)  # l'"homme"
            return last == "opens" or is_elision
        if before and before in "-–—":
            return after not in AFTER_DASH
        return starts or self._is_opening(before) or (before == APOSTROPHE and straight == '"' and _is_letter(after))

    def _is_opening(self, before: str) -> bool:
        """Tell an opening bracket, or a typographic mark that opens in this language."""
        opening = {mark.strip() for mark in self.marks[::2]}
        closing = {mark.strip() for mark in self.marks[1::2]}
        if before in opening | closing:
            return before not in closing
        return before in "/=¿¡" or unicodedata.category(before) in {"Ps", "Pi"}

    def _is_shortened(self, place: int) -> bool:
        if DECADE.match(self.text, place):
            return True
        if YEAR.match(self.text, place) and not CLOSER.search(self.text, place + 3, place + 300):
            return True
        patterns = (SHORTENED[""], SHORTENED.get(self.language))
        return any(pattern.match(self.text, place) for pattern in patterns if pattern)

    def _opened(self, straight: str, place: int, after: str) -> str:
        is_primary = straight == '"'
        if self.open and self.open[-1].is_primary == is_primary:
            is_primary = not is_primary
        self.open.append(_Open(straight, is_primary, place))
        mark = self.marks[0 if is_primary else 2]
        return mark.strip() if after in NO_BREAK else mark

    def _closed(self, straight: str, place: int, before: str) -> str:
        is_primary = True
        if any(opened.straight == straight for opened in self.open):
            while (opened := self.open.pop()).straight != straight:
                pass  # a single mark that opened nothing after all
            is_primary = opened.is_primary
            self.paired |= {opened.place, place}
        mark = self.marks[1 if is_primary else 3]
        return mark.strip() if before in NO_BREAK else mark


def _is_letter(character: str) -> bool:
    return character == OBJECT or character.isalnum() or (character != "" and unicodedata.category(character)[0] == "M")

"""Quotation marks, dashes and ellipses as each language prints them; no other character is changed."""

from __future__ import annotations

import re
import unicodedata
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
    "et": ("„", "“", "„", "“"),
    "eu": ITALIAN,
    "fi": SWEDISH,
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "fr-ch": ("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "ga": ENGLISH,
    "gd": ("‘", "’", "“", "”"),
    "hr": ("„", "”", "‚", "’"),
    "hu": ("„", "”", "»", "«"),
    "it": ITALIAN,
    "it-ch": ("«", "»", "‹", "›"),
    "lt": ("„", "“", "‚", "‘"),
    "lv": ("“", "”", "‘", "’"),
    "nb": ("«", "»", "‘", "’"),
    "nl": ("“", "”", "‘", "’"),
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
# Words that lose their beginning, and so start with an apostrophe where an opening mark could stand.
SHORTENED = re.compile(
    r"'(?:\d0s|\d\ds?\b(?!')|(?:em|tis|twas|twere|twill|til|cause|bout|round|n|neath|tween|appen|s|t|k|n')\b)",
    re.IGNORECASE,
)
DASHES = {"--": "–", "---": "—"}
MARK = re.compile(r"-{2,}|\.{3}(?!\.)|\"|'")


class _Place(NamedTuple):
    """A mark in a block of text: where it stands, and what is written for it."""

    start: int
    end: int
    written: str


def quote_marks(language: str) -> tuple[str, str, str, str]:
    """Give the opening and closing primary and secondary quotation marks of a BCP 47 language; English where unknown."""
    subtags = language.lower().replace("_", "-").split("-")
    for count in range(len(subtags), 0, -1):
        if marks := QUOTE_MARKS.get("-".join([subtags[0], *subtags[1:count][-1:]])):
            return marks
    return ENGLISH


def smarten(runs: Sequence[str], language: str) -> tuple[str, ...]:
    """Give the text runs of one block with typographic quotes, apostrophes, dashes and ellipses; as many as came.

    Marks pair over the whole block. A run of U+FFFC stands for what isn't text, comes back as it is and counts as a
    letter.
    """
    text = "".join(runs)
    written = []
    start = 0
    places = list(_places(text, quote_marks(language)))
    for run in runs:
        end = start + len(run)
        written.append(_rewritten(text, start, end, places))
        start = end
    return tuple(written)

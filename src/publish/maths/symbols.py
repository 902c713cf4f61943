"""The characters of commands that stand for one, and the letters of the mathematical alphabets.

The first are latex2mathml's, from a table that it doesn't promise to keep: its version is pinned, and a test fails when
it moves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from publish.maths.tables import SIGNS


@lru_cache(maxsize=1)
def symbols() -> dict[str, str]:
    """Give the character of each command that stands for one."""
    from latex2mathml.symbols_parser import SYMBOLS  # noqa: PLC0415 - slow to load, and few manuscripts have maths

    named = {name: chr(int(code, 16)) for name, code in SYMBOLS.items() if re.fullmatch(r"\\[A-Za-z]+", name)}
    return {name: sign for name, sign in (named | SIGNS).items() if unicodedata.category(sign)[0] not in "MZ"}


def lettered(text: str, variant: str) -> str:
    """Give letters and digits as those of a mathematical alphabet, which is how Core says a font; others stay."""
    return "".join(_letter(character, variant.upper()) for character in text) if variant else text


@lru_cache(maxsize=512)
def _letter(character: str, variant: str) -> str:
    name = unicodedata.name(character, "").replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    older = {"FRAKTUR": "BLACK-LETTER", "ITALIC": "PLANCK"}.get(variant, variant)
    for known in (f"MATHEMATICAL {variant} {name}", f"{older} {name}", f"MATHEMATICAL BOLD {name}"):
        try:
            if variant.startswith("BOLD") or "MATHEMATICAL BOLD" not in known:
                return unicodedata.lookup(known)
        except KeyError:
            continue
    return "ℎ" if (variant, character) == ("ITALIC", "h") else character

"""What a key's value has to be beyond its type: each function gives the value as it counts, or raises ValueError."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from babel import Locale

from publish.diagnostics import did_you_mean, nearest
from publish.manuscript.names import spelt
from publish.manuscript.relators import CODES, RELATORS
from publish.measures import EDGES, TRIMS

if TYPE_CHECKING:
    import datetime as dt

    from publish.measures import Edges, Length

NAME_FIELDS = ("slug", "number", "date", "condition", "trim")
"""What a pattern for the name of the press PDF may hold in braces."""


def language(tag: str) -> str:
    """Refuse what is no BCP 47 language tag."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{1,8})*", tag):
        raise ValueError(f"{tag} is not a BCP 47 language tag; it should look like en, en-GB or zh-Hant")
    return tag


def isbn(text: str) -> str:
    """Give the digits of an ISBN, whose check digit is right."""
    digits = re.sub(r"[-\s]", "", text).upper()
    if re.fullmatch(r"[0-9]{13}", digits):
        valid = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0
    elif re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        valid = _weighted(digits) % 11 == 0
    else:
        raise ValueError(f"{text} is not an ISBN: it should have 13 digits")
    if not valid:
        raise ValueError(f"the check digit of ISBN {text} is wrong")
    return digits


def issn(text: str) -> str:
    """Give an ISSN with its hyphen, whose check digit is right."""
    digits = text.replace("-", "").upper()
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        raise ValueError(f"{text} is not an ISSN: it should look like 2049-3630")
    if _weighted(digits) % 11:
        raise ValueError(f"the check digit of ISSN {text} is wrong")
    return f"{digits[:4]}-{digits[4:]}"


def _weighted(digits: str) -> int:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(value * weight for value, weight in zip(values, range(len(values), 0, -1), strict=True))


def role(name: str) -> str:
    """Give the code of a MARC relator, by name or by code."""
    code = name if name in RELATORS else CODES.get(name.lower())
    if code is None:
        raise ValueError(f"{name} is not a MARC relator, by name or by code, such as author or edt")
    return code


def slug(text: str) -> str:
    """Refuse what can't be the name of files."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > 100:
        raise ValueError(f"{text} can't be a file name: use small letters, digits and single hyphens")
    return text


def identifier(text: str) -> str:
    """Refuse what is neither a URN nor an address."""
    uuid = r"urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    if not re.fullmatch(rf"{uuid}|urn:(?!uuid:)[a-z0-9-]+:\S+|https?://\S+", text):
        raise ValueError(f"{text} is not an identifier: it should look like urn:uuid:… with 32 hexadecimal digits")
    return text


def path(text: str) -> str:
    """Give a file's path in the one way in which it is spelt: no accents taken apart, no ``./`` and no ``//``."""
    text = spelt(text)
    # An address is left as it is: whoever reads the file will refuse it, and should say what was written.
    return text if "//" in text[:8] or not text else str(PurePosixPath(text))


def template_folder(name: str) -> str:
    """Refuse what can't be the name of a folder in ``layouts/``."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        raise ValueError(f"{name} can't be the name of a folder in layouts/")
    return name


def one_or_more(value: Any) -> Any:
    """Give a list of one value, or the list."""
    return value if isinstance(value, list) else [value]


def written(value: Any) -> Any:
    """Refuse a number where a date should stand: pydantic takes 20230620 for seconds since 1970."""
    if isinstance(value, int | float):
        raise ValueError(f"{value} is not a date; it should look like 2023-06-20")  # noqa: TRY004  pydantic asks for it
    return value


def said(text: str) -> str:
    """Refuse what says nothing: EPUB has no place for a title, a name or a subject without words (EPUB 3.3, 5.5.3)."""
    if not text.strip():
        raise ValueError("this should be more than nothing")
    return text


def of_our_time(value: dt.date | None) -> dt.date | None:
    """Refuse a date that no publication has: years of three digits, and the last before calendars end."""
    if value and not 1000 <= value.year <= 9998:
        raise ValueError(f"{value} is not the date of a publication")
    return value


def thickness(value: Length) -> Length:
    """Refuse what no leaf is thick."""
    if not 0 < value.mm <= 2:
        raise ValueError(f"a leaf can't be {value} thick: more than nothing, 2 mm at most")
    return value


def bleed(value: Edges) -> Edges:
    """Refuse a bleed that no printer asks."""
    if value.largest.mm > 25:
        raise ValueError(f"a bleed of {value.largest} is more than any printer asks: 25 mm at most")
    return value


def mark_offset(value: Length) -> Length:
    """Refuse marks that no sheet has room for."""
    if value.mm > 25:
        raise ValueError(f"marks {value} away from the trim are more than any printer asks: 25 mm at most")
    return value


def file_name(pattern: str) -> str:
    """Refuse a pattern that can't become a file's name everywhere."""
    plain = re.sub(r"\{(" + "|".join(NAME_FIELDS) + r")\}", "x", pattern)
    # A name that begins with a full stop is hidden, and one that ends with it or a space is lost on Windows.
    if len(plain) > 100 or not re.fullmatch(r"\w([\w .-]*\w)?", plain):
        known = ", ".join(f"{{{name}}}" for name in NAME_FIELDS)
        raise ValueError(f"{pattern} can't be a file name: letters, digits, spaces and hyphens inside, and {known}")
    return pattern


def alternative(text: str) -> str:
    """Refuse an alternative text without words."""
    if not text.strip():
        raise ValueError("an advertisement needs alternative text: its words, and what is to be seen (WCAG 2.2, 1.1.1)")
    return text


def meant(key: str, value: Any) -> str:
    """Give a hint that names what a refused value of a key was likely meant to be, or nothing."""
    match key, value:
        case "role", str():
            return did_you_mean(value, (*CODES, *RELATORS))
        case "trim", str():
            return did_you_mean(value, TRIMS)
        case "language", str():
            tag = nearest_language(value)
            return f"did you mean {tag}?" if tag else ""
        case "bleed" | "safe", dict():
            return next((did_you_mean(str(name), EDGES) for name in value if name not in EDGES), "")
        case "file-name", str():
            unknown = (name for name in re.findall(r"\{([^{}]*)\}", value) if name not in NAME_FIELDS)
            return next((did_you_mean(name, NAME_FIELDS) for name in unknown), "")
        case "slug", str():
            plain = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
            return f"did you mean {plain}?" if plain and len(plain) <= 100 else ""
        case _:
            return ""


def nearest_language(tag: str) -> str:
    """Give the tag of the language that was likely meant: one with underscores, or the English name of a language."""
    hyphens = tag.replace("_", "-")
    if hyphens != tag and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", hyphens):
        return hyphens
    names = {name: code for code, name in Locale("en").languages.items()}
    name = tag if tag in names else nearest(tag, names)
    return names[name].replace("_", "-") if name else ""

"""ICC profiles of printing conditions: what is in the bytes, and whether a press PDF may carry them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import ImageCms

from publish.colour.inks import INTENTS
from publish.diagnostics import Diagnostic

if TYPE_CHECKING:
    from publish.source import Span

_HEAD, _ENTRY = 132, 12
_NEEDED = (b"A2B0", b"B2A0")
_SPACES = {b"RGB ": "RGB", b"GRAY": "grey", b"Lab ": "Lab", b"CMYK": "CMYK"}
_NEWEST = (4, 4)
"""PDF 1.6 and PDF/X-4 take profiles of ICC version 2 and 4 (ISO 15930-7, 6.2.2)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile of a printing condition: its own description, its bytes, and their SHA-256 in hexadecimal."""

    description: str
    data: bytes
    sha256: str


def read_profile(shown: str, data: bytes, span: Span) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """Give the profile, or None where it can't stand in an output intent, and why.

    It has to be whole (`profile-unreadable`) and an output profile for CMYK (`profile-not-cmyk`).
    """
    fault = _damage(data)
    if fault:
        hint = "get the file again from where it came: a profile ends in .icc or .icm and has some hundred kilobytes"
        return None, (
            Diagnostic("profile-unreadable", f"{shown} can't be used as a profile: {fault}", span, hint, about=shown),
        )
    kind, space = data[12:16], data[16:20]
    if kind != b"prtr" or space != b"CMYK":
        named = _SPACES.get(space, space.decode("latin-1").strip())
        what = f"a profile for {named}" if space != b"CMYK" else "not an output profile"
        hint = "name the CMYK profile of the printing condition, such as ISOcoated_v2_300_bas.icc for FOGRA39"
        message = f"{shown} is {what}, and print needs an output profile for CMYK"
        return None, (Diagnostic("profile-not-cmyk", message, span, hint, about=shown),)
    try:
        description = _tried(data)
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        message = f"{shown} can't be used as a profile: {error}"
        return None, (
            Diagnostic("profile-unreadable", message, span, "get the file again from where it came", about=shown),
        )
    return Profile(description, data, sha256(data).hexdigest()), ()


@lru_cache(maxsize=4)
def _tried(data: bytes) -> str:
    """Give a profile's description once it has been used for all that it may be asked; many publications have one."""
    opened = ImageCms.ImageCmsProfile(BytesIO(data))
    for intent in INTENTS.values():  # a profile can be whole for one of them and damaged for another
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), opened, "RGB", "CMYK", intent)
        ImageCms.buildTransform(opened, ImageCms.createProfile("LAB"), "CMYK", "LAB", intent)
    return str(ImageCms.getProfileDescription(opened)).strip()


def _damage(data: bytes) -> str:
    """Say what is wrong with a profile's header or table of tags, or nothing (ICC.1:2010, 7.2 and 7.3)."""
    if len(data) < _HEAD or data[36:40] != b"acsp":
        return "it isn't an ICC profile" if data else "it is empty"
    size = int.from_bytes(data[:4], "big")
    if size > len(data):
        return f"it is cut off, {len(data):,} of {size:,} bytes are there"
    if (data[8], data[9] >> 4) > _NEWEST or data[8] not in {2, 4}:
        return f"it is of ICC version {data[8]}.{data[9] >> 4}, and PDF/X-4 takes versions 2 and 4"
    count = int.from_bytes(data[128:132], "big")
    if _HEAD + count * _ENTRY > len(data):
        return "its table of tags is cut off"
    places = [_HEAD + number * _ENTRY for number in range(count + 1)]
    tags = {data[start : start + 4]: data[start + 4 : end] for start, end in pairwise(places)}
    for name, place in tags.items():
        if int.from_bytes(place[:4], "big") + int.from_bytes(place[4:], "big") > len(data):
            return f"its tag {name.decode('latin-1')} lies outside the file"
    missing = [tag.decode() for tag in _NEEDED if data[12:16] == b"prtr" and tag not in tags]
    return f"it lacks {' and '.join(missing)}, so nothing can be converted with it" if missing else ""

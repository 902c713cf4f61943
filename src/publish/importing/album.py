"""The pictures of a document as files of a manuscript: of kinds that every output shows, under names that are safe."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from publish.checks.alternatives import is_file_name
from publish.diagnostics import Severity
from publish.importing.escaping import cleaned
from publish.pictures import Kind, examine
from publish.source import Span

if TYPE_CHECKING:
    from publish.importing.flow import Remarks, Shown

TODO_ALT = "TODO: describe this picture"
_SUFFIX = {
    Kind.JPEG: ".jpg",
    Kind.PNG: ".png",
    Kind.GIF: ".gif",
    Kind.WEBP: ".webp",
    Kind.TIFF: ".tif",
    Kind.SVG: ".svg",
}
_MADE = re.compile(
    r"\s*(Description automatically generated|AI-generated content may be incorrect"
    r"|Beschreibung automatisch generiert|Description générée automatiquement)\b.*",
    re.DOTALL,
)
"""What Word writes behind the alternative texts that it makes by itself."""
_MOST_PIXELS = 80_000_000


class Album:
    """Takes the pictures of one article; ``files`` has those that are to be written, by their paths."""

    def __init__(self, stem: str, remarks: Remarks) -> None:
        self.files: dict[str, bytes] = {}
        self._stem = stem
        self._remarks = remarks
        self._known: dict[tuple[bytes, ...], str] = {}

    def take(self, shown: Shown, place: int) -> tuple[str, str] | None:
        """Give the path of a picture in the manuscript and its alternative text, or None where it can't be used."""
        key = shown.sources or (shown.name.encode(),)
        if key not in self._known:
            self._known[key] = self._file(shown, place)
        path = self._known[key]
        return (path, self._alt(shown, path, place)) if path else None

    def _file(self, shown: Shown, place: int) -> str:
        data, suffix = self._usable(shown, place)
        if data is None:
            return ""
        path = f"images/{self._stem}-{len(self.files) + 1}{suffix}"
        self.files[path] = data
        return path

    def _usable(self, shown: Shown, place: int) -> tuple[bytes | None, str]:
        """Give a picture's bytes in the first of its forms that outputs can show, or made into one, and its suffix."""
        why = "its file isn't there"
        worse: tuple[bytes, str] | None = None
        for data in shown.sources:
            for suffix in _SUFFIX.values():
                picture, found = examine(f"picture{suffix}", data, Span(""))
                if picture and not any(each.code == "svg-changed" for each in found):
                    return data, _SUFFIX[picture.kind]
                if picture:
                    worse = data, suffix
                elif not any(each.code in {"image-mislabelled", "svg-unreadable"} for each in found):
                    why = next((each.message for each in found if each.severity is Severity.ERROR), why)
        if worse:
            return worse
        for data in shown.sources:
            if made := _converted(data):
                self._remarks.say(
                    "import-picture", f"{shown.name} is now PNG", place, "look whether all of it is there"
                )
                return made, ".png"
        why = re.sub(r"^picture\.\w+ (is |has )?", "", why)
        hint = "save it as PNG, JPEG or SVG into images/, and write ![what is to be seen](images/…)"
        self._remarks.say("import-picture", f"{shown.name} can't be used: {why}", place, hint)
        return None, ""

    def _alt(self, shown: Shown, path: str, place: int) -> str:
        """Give the words that stand for a picture; where nobody wrote any, a mark that says so."""
        if shown.decorative:
            return ""
        alt = " ".join(cleaned(shown.alt or "").split())
        hint = "write what is to be seen, or {.decorative} behind it if it says nothing"
        if made := _MADE.search(alt):
            alt = alt[: made.start()].rstrip(" .") or ""
            message = f"the alternative text of {path} was made by a machine: {alt or 'it says nothing'}"
            self._remarks.say("import-alt", message, place, "look whether it is true, and write a better one")
        if not alt or is_file_name(alt, path):
            what = f"is the name of a file, {alt}" if alt else "is missing"
            message = f"the alternative text of {path} {what}; it says “{TODO_ALT}” now"
            self._remarks.say("import-alt", message, place, hint)
            return TODO_ALT
        return alt


def _converted(data: bytes) -> bytes | None:
    """Give a picture as PNG where Pillow can read it, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(
                BytesIO(data), formats=("BMP", "DIB", "PCX", "PPM", "TGA", "ICO", "JPEG2000", "WMF")
            ) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return None
                output = BytesIO()
                image.convert("RGBA" if image.has_transparency_data else "RGB").save(output, "PNG")
                return output.getvalue()
    except Exception:  # noqa: BLE001  Pillow's plugins raise a dozen kinds on damaged files, and on EMF where none draws it
        return None

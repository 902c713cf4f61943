"""The pictures of an HTML file: what stands beside it or in it, and nothing from anywhere else."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from publish.diagnostics import Diagnostic
from publish.importing.flow import Shown
from publish.manuscript.files import beside

if TYPE_CHECKING:
    from publish.manuscript.files import Folder
    from publish.source import Span

_MOST_BYTES = 100_000_000


def picture(element: Any, folder: Folder, span: Span, lead: str) -> Shown:
    """Give an ``img`` as what is shown there, with its bytes where they can be had; ``lead`` is where it leads."""
    alt = element.get("alt")
    decorative = alt == "" or element.get("role") in {"presentation", "none"}
    source = element.get("src", "").strip()
    data: bytes | None = None
    name = "a picture"
    if source.startswith("data:"):
        data = _within(source)
    elif source and not re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", source):
        path = beside("", source.partition("?")[0])
        name = f"the picture {path.rpartition('/')[2]}"
        read = folder.read(path, span, code="image-missing", limit=_MOST_BYTES)
        data = None if isinstance(read, Diagnostic) else read
    elif source:
        name = f"a picture at {source[:80]}"
    return Shown((data,) if data else (), alt or None, decorative, name, lead)


def _within(source: str) -> bytes | None:
    head, _, data = source.partition(",")
    try:
        return base64.b64decode(data, validate=False) if head.endswith(";base64") else unquote_to_bytes(data)
    except (binascii.Error, ValueError):
        return None

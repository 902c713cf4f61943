"""Where the house keeps what isn't code: ``layouts``, ``fonts`` and ``press``."""

from __future__ import annotations

import os
from pathlib import Path

_HERE = Path(__file__).parent
PACKED = _HERE / "house"
"""Where the wheel has them, beside the code."""

HOUSE_FOLDERS = ("layouts", "fonts", "press")
"""All that the house keeps."""


def house_folder(name: str) -> Path:
    """Give one of the house's folders: in ``$PUBLISH_HOUSE``, else inside the installed package, or in the repo."""
    if asked := os.environ.get("PUBLISH_HOUSE"):
        return Path(asked) / name
    return PACKED / name if PACKED.is_dir() else _HERE.parents[1] / name

"""Where the house keeps what isn't code: ``layouts``, ``fonts`` and ``press``."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
PACKED = _HERE / "house"
"""Where the wheel has them, beside the code."""


def house_folder(name: str) -> Path:
    """Give one of the house's folders: in the repo, or inside the installed package."""
    return PACKED / name if PACKED.is_dir() else _HERE.parents[1] / name

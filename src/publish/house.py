"""Where the house keeps what isn't code: ``layouts``, ``fonts`` and ``press``."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def house_folder(name: str) -> Path:
    """Give one of the house's folders: in the repo, or inside the installed package."""
    packed = _HERE / "house" / name
    return packed if packed.is_dir() else _HERE.parents[1] / name

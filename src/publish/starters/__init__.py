"""Manuscripts to start from: small, complete, free of findings, each in a folder of its own beside this module."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = ("magazine", "book", "report")
"""The layouts that have one, the usual one first."""

SPECIMEN = "specimen"
"""The manuscript that has every block of the dialect, for those who design a layout."""

_HERE = Path(__file__).parent


def start(folder: Path, template: str) -> tuple[Path, ...]:
    """Write a template's manuscript into a folder that is empty or not there yet, and give its files.

    Raises FileExistsError where something is there already, and other OSErrors where nothing can be written.
    """
    source = _HERE / template
    files = {path.relative_to(source): path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()}
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in files)

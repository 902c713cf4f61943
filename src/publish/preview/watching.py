"""Whether anything was saved: the manuscript's folder is watched, and the house's layouts, fonts and press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import watchfiles

from publish.house import HOUSE_FOLDERS, house_folder

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

QUIET = 20
"""Milliseconds without a change that end a save: editors write aside and rename, or several files at once."""

LONGEST = 200
"""Milliseconds after which a save that goes on and on is looked at all the same."""

_ENDINGS = ("~", ".swp", ".swx", ".tmp", ".part", ".crdownload")


def watch(manuscript: Path, changed: Callable[[], None], stop: threading.Event) -> None:
    """Call ``changed`` at each save below the manuscript and in the house, until ``stop`` is set."""
    house = (house_folder(name) for name in HOUSE_FOLDERS)
    folders = [folder.resolve() for folder in (manuscript, *house) if folder.is_dir()]
    for _ in watchfiles.watch(
        *folders,
        watch_filter=lambda _change, path: matters(path, folders),
        debounce=LONGEST,
        step=QUIET,
        rust_timeout=500,
        stop_event=stop,
        raise_interrupt=False,
    ):
        changed()


def matters(path: str, folders: list[Path]) -> bool:
    """Say whether a changed file may be part of a publication: not what editors, Git and downloads leave beside it."""
    folder = next((each for each in map(str, folders) if path.startswith(f"{each}/")), "")
    inside = path.removeprefix(folder).split("/")
    return not any(name.startswith(".") or name == "__pycache__" for name in inside) and not path.endswith(_ENDINGS)

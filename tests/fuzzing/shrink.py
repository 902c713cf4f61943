"""A manuscript that shows a fault, made smaller while it still does: file by file, then line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEPT = "publication.yaml"
TRIES = 50
"""A little is enough: whoever mends it reads the rest."""


def smaller(files: Mapping[str, bytes], fails: Callable[[Mapping[str, bytes]], bool]) -> dict[str, bytes]:
    """Give fewer files with fewer lines that still fail; ``fails`` says so, and is asked so many times at most."""
    best = dict(files)
    left = TRIES

    def better(candidate: dict[str, bytes]) -> bool:
        nonlocal best, left
        left -= 1
        if left < 0 or not fails(candidate):
            return False
        best = candidate
        return True

    for name in sorted(best):
        if name != KEPT:
            better({key: data for key, data in best.items() if key != name})
    for name in sorted(best, key=lambda key: -len(best[key])):
        if name.endswith((".md", ".yaml", ".svg")):
            _lines(name, best, better)
    return best


def _lines(name: str, files: Mapping[str, bytes], better: Callable[[dict[str, bytes]], bool]) -> None:
    """Take lines away: first the halves, then the quarters, down to single ones."""
    lines = files[name].splitlines(keepends=True)
    size = max(1, len(lines) // 2)
    while size:
        at = 0
        while at < len(lines):
            fewer = lines[:at] + lines[at + size :]
            if better({**files, name: b"".join(fewer)}):
                lines = fewer
            else:
                at += size
        size //= 2

"""One thing in the place of another, for a time: how the project reaches where WeasyPrint has no public way in."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replaced(owner: object, name: str, new: object) -> Iterator[None]:
    """Put ``new`` in the place of what a module or a class has under a name, and the old one back at the end."""
    old = getattr(owner, name)
    setattr(owner, name, new)
    try:
        yield
    finally:
        setattr(owner, name, old)

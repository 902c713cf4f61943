"""One function in the place of another, for a time: how the project reaches where WeasyPrint has no public way in."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def replaced(owner: object, name: str, new: Callable[..., Any]) -> Iterator[None]:
    """Put ``new`` in the place of a module's or a class's function, and the old one back at the end."""
    old = getattr(owner, name)
    setattr(owner, name, new)
    try:
        yield
    finally:
        setattr(owner, name, old)

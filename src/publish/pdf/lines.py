"""Lines that WeasyPrint 70 breaks too early before an inline element, mended.

A line ends where the next word doesn't fit; the spaces behind its last word take no room (CSS Text 3, 4.1.2).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.layout import inline

from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLLAPSING = frozenset({"normal", "pre-line"})
"""The values of white-space by which lines are broken at spaces, and the spaces at their end are dropped."""


@contextmanager
def filled_lines() -> Iterator[None]:
    """Have the layouts inside fill a line with a text that fits but for the spaces at its end.

    WeasyPrint measures the text before an inline element with its last space. Where that space alone is too much, it
    takes the text for one long word, and breaks it behind its first word or divides that.
    """
    split = inline.split_first_line

    def split_first_line(text: str, style: Any, context: Any, width: float | None, *rest: Any, **more: Any) -> Any:
        first = split(text, style, context, width, *rest, **more)
        _layout, _length, resume, *_ = first
        if width is None or resume is None or not text.endswith(" ") or style["white_space"] not in _COLLAPSING:
            return first
        bare = text.rstrip(" ")
        if not bare:
            return first
        _layout, _length, resume, used, *_ = split(bare, style, context, width, *rest, **more)
        if resume is not None or used > width:
            return first
        # All of it is on the line, spaces too: what comes next on the line finds no room, and the line ends there.
        return split(text, style, context, None, *rest, **more)

    with replaced(inline, "split_first_line", split_first_line):
        yield

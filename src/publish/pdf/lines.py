"""Lines that WeasyPrint 70 breaks too early before an inline element, mended.

A line ends where the next word doesn't fit; the spaces behind its last word take no room (CSS Text 3, 4.1.2).
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

_BROKEN_AT_SPACES = frozenset({"normal", "pre-line"})
"""The values of white-space with which lines are broken, and the spaces where they end dropped."""


@contextmanager
def filled_lines() -> Iterator[None]:
    """Have the layouts inside fill a line with a text that fits but for the spaces at its end.

    WeasyPrint measures the text before an inline element with its last space. Where that space alone is too much, it
    takes the text for one long word: it breaks it behind its first word or divides that, and where it is one word, it
    forgets the space.
    """
    split = inline.split_first_line
    strip, avoid = inline.remove_last_whitespace, inline.avoid_collisions
    stripped: list[Any] = []

    def split_first_line(text: str, style: Any, context: Any, width: float | None, *rest: Any, **more: Any) -> Any:
        def fits(bare: str) -> bool:
            _layout, _length, resume, used, *_ = split(bare, style, context, width, *rest, **more)
            return resume is None and used <= width

        first = split(text, style, context, width, *rest, **more)
        if width is None or not text.endswith(" ") or style["white_space"] not in _BROKEN_AT_SPACES:
            return first
        _layout, length, resume, *_ = first
        forgotten = resume is None and length < len(text.encode())
        if forgotten or (resume is not None and text.strip(" ") and fits(text.rstrip(" "))):
            # All of it is on the line, the space too. What comes next finds no room, and the line ends before it.
            return split(text, style, context, None, *rest, **more)
        return first

    def remove_last_whitespace(context: Any, line: Any) -> None:
        strip(context, line)
        stripped.append(line)

    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        # Beside a float, the line of which the spaces were just taken has room where it has room without them.
        if stripped and isinstance(box, boxes.LineBox):
            box.width = min(box.width, stripped[-1].width)
        stripped.clear()
        return avoid(context, box, containing_block, outer)

    with ExitStack() as stack:
        stack.enter_context(replaced(inline, "split_first_line", split_first_line))
        stack.enter_context(replaced(inline, "remove_last_whitespace", remove_last_whitespace))
        stack.enter_context(replaced(inline, "avoid_collisions", avoid_collisions))
        yield

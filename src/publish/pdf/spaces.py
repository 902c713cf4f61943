"""The white space that WeasyPrint 70 drops where a line ends, and the white space it doesn't collapse in footnotes.

A tagged PDF holds the spaces between words (ISO 32000-1, 14.8.2.5); WeasyPrint draws none at the end of a line, and
once lines are laid out nothing says whether the words around the break are two or, after a dash, one.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint import document
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def kept_spaces() -> Iterator[None]:
    """Have the layouts inside say of each text box whether a space stood before or after it.

    Text boxes get the attributes ``space_before`` and ``space_after``, where true.
    """
    split, strip, build = inline.split_text_box, inline.remove_last_whitespace, document.build_formatting_structure

    def split_text_box(context: Any, box: Any, width: Any, skip: int, *rest: Any, **more: Any) -> Any:
        new, resume, preserved = split(context, box, width, skip, *rest, **more)
        if new is not None and resume is not None and resume - skip > len(new.text.encode()):
            # More was used up than is shown: the spaces or the line feed between this line and the next.
            new.space_after = True
        if new is not None and skip and not box.text.encode()[:skip].strip(b" "):
            new.space_before = True
        return new, resume, preserved

    def remove_last_whitespace(context: Any, line: Any) -> None:
        last = _last_text(line)
        before = last.text if last is not None else ""
        strip(context, line)
        if last is not None and last.text != before:
            last.space_after = True

    def build_formatting_structure(*arguments: Any) -> Any:
        # A footnote is taken out of the tree before white space is collapsed, and a line feed in it is an
        # AssertionError further on.
        *_, footnotes = arguments
        root = build(*arguments)
        for footnote in footnotes:
            footnote.process_whitespace()
        return root

    with ExitStack() as stack:
        stack.enter_context(replaced(document, "build_formatting_structure", build_formatting_structure))
        stack.enter_context(replaced(inline, "split_text_box", split_text_box))
        stack.enter_context(replaced(inline, "remove_last_whitespace", remove_last_whitespace))
        yield


def _last_text(box: Any) -> Any:
    while isinstance(box, boxes.LineBox | boxes.InlineBox) and box.children:
        box = box.children[-1]
    return box if isinstance(box, boxes.TextBox) else None

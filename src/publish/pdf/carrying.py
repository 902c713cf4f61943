"""What WeasyPrint 70 carries over from one page to the next, mended.

A float that doesn't end on its page is divided, whatever `break-inside` says, and the rest of it is put at the top of
the next page: on the last one it is lost. So a float that has room on a page is kept whole here, and goes to the next
page with the words it stands beside. Where one is higher than a page and is taken along after that, WeasyPrint keeps
its rest all the same, and shows it twice.

Where columns have no room for the notes that they call, the last notes go to the next page until the others fit. Those
of a block that spans all columns and ends them never have room for WeasyPrint, which fails when none is left.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from math import inf
from typing import TYPE_CHECKING, Any

from weasyprint.layout import block, column, page

from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def carried_over() -> Iterator[list[str]]:
    """Have the layouts inside keep floats whole, continue only what began, and take over as many notes as there are.

    Yields a list that gets a selector of each float that the last page didn't end.
    """
    lost: list[str] = []
    make, float_layout = page.make_page, block.float_layout
    level_layout, create_column = block.block_level_layout, column._create_column_box
    ends: dict[Any, float] = {}  # where the block ends that spans the columns, and is the last of them

    def whole_float(context: Any, box: Any, around: Any, *lists: Any, skip_stack: Any = None) -> Any:
        *out_of_flow, below = lists
        laid, rest = float_layout(context, box, around, *out_of_flow, below, skip_stack)
        if rest is None or skip_stack is not None:
            return laid, rest
        block.remove_placeholders(context, [laid], *out_of_flow)
        whole, _ = float_layout(context, box, around, *out_of_flow, -inf, None)
        if whole.margin_height() <= context.page_bottom - context.current_footnote_area.page.content_box_y():
            return whole, None
        block.remove_placeholders(context, [whole], *out_of_flow)
        return float_layout(context, box, around, *out_of_flow, below, None)

    def make_page(context: Any, *rest: Any, **more: Any) -> Any:
        made = make(context, *rest, **more)
        waiting = context.broken_out_of_flow
        if waiting:
            shown = {(box.element, box.element_tag) for box in made[0].descendants(placeholders=True)}
            for key, (box, *_) in tuple(waiting.items()):
                if (box.element, box.element_tag) not in shown:
                    del waiting[key]
        if made[1] is None and not context.reported_footnotes:
            lost.extend(_selector(box) for box, *_ in waiting.values())
        return made

    def block_level_layout(context: Any, box: Any, *rest: Any, **more: Any) -> Any:
        made = level_layout(context, box, *rest, **more)
        if context.in_column and box.style["column_span"] == "all" and made[0] is not None:
            ends[context] = made[0].position_y + made[0].margin_height()
        return made

    def columns(*arguments: Any) -> Any:
        ends.clear()
        return create_column(*arguments)

    def report_footnotes(context: Any, most: float) -> None:
        area = context.current_footnote_area
        end = area.page.content_box_y() + area.page.height
        left: list[Any] = []
        while context.current_page_footnotes and area.margin_height() > max(most, end - ends.get(context, inf)):
            left.insert(0, context.current_page_footnotes[-1])
            context.report_footnote(left[0])
        if left:
            context.reported_footnotes[-len(left) :] = left

    with ExitStack() as stack:
        stack.enter_context(replaced(block, "float_layout", whole_float))
        stack.enter_context(replaced(page, "make_page", make_page))
        stack.enter_context(replaced(block, "block_level_layout", block_level_layout))
        stack.enter_context(replaced(column, "_create_column_box", columns))
        stack.enter_context(replaced(column, "_report_footnotes", report_footnotes))
        yield lost


def _selector(box: Any) -> str:
    return ".".join((box.element_tag or "", *(box.element.get("class") or "").split()))

"""What an editor or a designer would say of the pages: what runs over, stranded headings, last pages of a few lines."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publish.placing.placements import Placement
    from publish.source import Span

SLACK = 0.3
"""Millimetres by which something may run over before anybody sees it."""

ASCENT, DESCENT = 0.68, 0.2
"""How far letters reach above and below the line on which they stand, in ems: less than a font has room for."""

TOUCHING = 0.15
"""Lines overlap where their letters share more than this part of an em of the smaller ones."""

ENOUGH = 2
"""So many lines of its text a heading has behind it in its place; a picture is as good."""

HIGH = 8.0
"""Millimetres: a picture that is higher counts as text, and a page with one isn't empty."""

FEW = 3
"""A last page of so many lines, or fewer, isn't worth turning to."""

TEXT = frozenset({"text", "cell", "code", "formula"})
"""The roles of what a heading heads."""


def check(placements: Sequence[Placement]) -> Iterator[Diagnostic]:
    """Give everything that is found on pages, which may be those of a part alone."""
    yield from nothing_runs_over(placements)
    yield from lines_stand_apart(placements)
    yield from headings_keep_their_text(placements)
    yield from last_pages_are_worth_turning_to(placements)


# -------------------------------------------------------------------------------------------------------- runs over


def nothing_runs_over(placements: Iterable[Placement]) -> Iterator[Diagnostic]:
    """Text, a picture or a table stays in its column, cell, box and page; the worst of a block of text is told."""
    worst: dict[tuple[Span, bool], tuple[float, Placement]] = {}
    edge: float | None = None  # the edge that the table before runs over: its cells do so too
    for each in placements:
        if each.room is None or each.kind == "ground":
            continue
        aside, below = _over(each)
        if each.kind == "table":
            edge = each.room.right if aside > SLACK else None
        elif each.role == "cell" and each.room.right == edge:
            continue
        key = (each.span, below > aside)
        over = max(aside, below)
        if over > SLACK and (key not in worst or over > worst[key][0]):
            worst[key] = (over, each)
    for (_, is_below), (over, each) in worst.items():
        yield _overset(each, over, is_below=is_below)


def _over(each: Placement) -> tuple[float, float]:
    """Give how far something reaches out of its room to a side, and downwards."""
    if each.room is None:
        return 0.0, 0.0
    left, _, right, foot = each.area
    aside = max(right - each.room.right, each.room.left - left)
    if each.kind == "table":
        return aside, 0.0  # its rows tell
    return aside, (_foot(each) if each.kind == "text" else foot) - each.room.foot


def _overset(each: Placement, over: float, *, is_below: bool) -> Diagnostic:
    assert each.room is not None
    drawn = each.path or ("the formula" if each.role == "formula" else "a drawing")
    what = {"text": f"“{each.text}”", "table": "the table"}.get(each.kind, drawn)
    if is_below:
        message = f"{what} on page {each.label} runs {over:.1f} mm over {each.room.above}"
        hint = "take out a line or two before it, or look what in the layout holds the text there"
    else:
        message = f"{what} on page {each.label} is {over:.1f} mm too wide for {each.room.within}"
        hint = _narrower(each)
    return Diagnostic("overset", message, each.span, hint, Severity.WARNING)


def _narrower(each: Placement) -> str:
    """Give how something comes to fit into its column."""
    if each.kind == "table" or each.role == "cell":
        return "take out a column of the table, shorten its longest words, or give the article fewer columns"
    if each.role == "formula":
        return "divide the formula into lines, or give the article fewer columns"
    if each.kind == "picture":
        return "show the picture smaller, or wider with width=full or width=bleed"
    if each.role == "code":
        return "break the line of code"
    return "shorten the longest word; a soft hyphen (U+00AD) says where it may be divided"


def lines_stand_apart(placements: Iterable[Placement]) -> Iterator[Diagnostic]:
    """No line of text is printed over another; what runs over has been told."""
    lines = (each for each in placements if each.kind == "text" and each.room and max(_over(each)) <= SLACK)
    for _, here in groupby(lines, key=lambda each: each.page):
        told: set[object] = set()
        for one, other in _neighbours(sorted(here, key=_head)):
            by = min(_foot(one), _foot(other)) - _head(other)
            aside = min(one.area[2], other.area[2]) - max(one.area[0], other.area[0])
            if by > TOUCHING * min(one.em, other.em) and aside > SLACK and not _is_initial(one, other):
                pair = frozenset((one.span, other.span))
                if pair not in told:
                    told.add(pair)
                    message = f"“{other.text}” on page {other.label} is printed over “{one.text}” by {by:.1f} mm"
                    hint = "shorten one of the two, or give them more room in the layout"
                    yield Diagnostic("overset", message, other.span, hint, Severity.WARNING)


def _head(each: Placement) -> float:
    return each.baseline - ASCENT * each.em


def _foot(each: Placement) -> float:
    return each.baseline + DESCENT * each.em


def _neighbours(lines: Sequence[Placement]) -> Iterator[tuple[Placement, Placement]]:
    """Give pairs of lines that share some height; the lines come by their heads."""
    for index, one in enumerate(lines):
        foot = _foot(one)
        for other in islice(lines, index + 1, None):
            if _head(other) >= foot:
                break
            yield one, other


def _is_initial(one: Placement, other: Placement) -> bool:
    """Say whether one of two is a large first letter, whose foot is beside the line that goes on below it."""
    large, small = (one, other) if one.em > other.em else (other, one)
    return len(large.text) <= 3 and large.em > 2 * small.em


# --------------------------------------------------------------------------------------------------------- headings


def headings_keep_their_text(placements: Iterable[Placement]) -> Iterator[Diagnostic]:
    """A heading has two lines of its text behind it in its column, or all of it."""
    flow = [each for each in placements if each.role in TEXT or each.role == "heading"]
    said = ""
    for index, each in enumerate(flow):
        if each.role != "heading":
            said = ""
            continue
        said = max(said, each.text, key=len)  # of a number, a first and a second line, the one that tells most
        if index + 1 < len(flow) and flow[index + 1].role == "heading" and flow[index + 1].span == each.span:
            continue
        lines = _lines_behind(each, islice(flow, index + 1, None))
        if lines < ENOUGH:
            place = f"at the foot of a column of page {each.label}" if each.column else f"on page {each.label}"
            message = f"“{said}” stands {place} with {_counted(lines)} of its text"
            hint = "add a line or two before it, so that it moves to where its text is, or take some out"
            yield Diagnostic("heading-stranded", message, each.span, hint, Severity.WARNING)
        said = ""


def _lines_behind(heading: Placement, flow: Iterable[Placement]) -> int:
    """Give how many lines of its text a heading has in its place, or `ENOUGH` where there are no others elsewhere."""
    seen: set[tuple[int, float]] = set()
    for each in flow:
        if each.opens or each.span.path != heading.span.path:
            break  # the layout parts them, or the article ends
        if each.role == "heading":
            if seen:
                break
            continue
        if each.page != heading.page or (heading.column and each.column not in {0, heading.column}):
            return len(seen)
        if each.kind == "picture":
            if _fills(each):
                break
            continue
        seen.add((each.column, round(each.baseline, 1)))
        if len(seen) >= ENOUGH:
            break
    return ENOUGH


def _fills(each: Placement) -> bool:
    """Say whether something is a picture as high as lines of text, rather than a sign or a formula in one of them."""
    return each.kind == "picture" and each.area[3] - each.area[1] > HIGH


def _counted(lines: int) -> str:
    return {0: "no line", 1: "1 line"}.get(lines, f"{lines} lines")


# ------------------------------------------------------------------------------------------------------- last pages


def last_pages_are_worth_turning_to(placements: Iterable[Placement]) -> Iterator[Diagnostic]:
    """The last page of an article has more than three lines, unless the layout has it begin where it does."""
    flow = (each for each in placements if not each.furniture and each.kind != "ground")
    pages = [list(here) for _, here in groupby(flow, key=lambda each: each.page)]
    for page, behind in zip(pages, [*pages[1:], None], strict=True):
        first = page[0]
        is_last = behind is None or behind[0].opens
        if first.opens or not is_last or any(map(_fills, page)):
            continue
        lines_of = [each for each in page if each.kind == "text" and each.role]
        text = [each for each in lines_of if each.role != "note"] or lines_of
        lines = len({(each.column, round(each.baseline, 1)) for each in text})
        if 0 < lines <= FEW:
            message = f"page {first.label}, the last of its article, holds {_counted(lines)} and no more"
            hint = f"save {_counted(lines)} on the pages before, or write {FEW + 1 - lines} more"
            yield Diagnostic("page-short", message, text[0].span, hint, Severity.WARNING)

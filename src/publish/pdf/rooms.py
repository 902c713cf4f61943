"""Boxes → how far what is in them may reach, as designers mean it.

Columns, cells, and boxes that can be seen by a ground, a border or a cut hold what is in them. So do heights that are
set. Other boxes don't: a line may run out of a quotation's indent. Margins that a layout makes negative and places that
it sets are meant.

What of WeasyPrint is private here: the box classes, their measures, and the values in ``style``.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

from publish.placing import Room

MM = 25.4 / 96
"""Millimetres a CSS pixel."""

NEAR = 0.01
"""Millimetres by which two edges that are meant to be one may differ."""

_GROWING = boxes.TableBox | boxes.TableRowGroupBox | boxes.TableRowBox | boxes.TableCellBox
"""Boxes whose height is the least that they have."""


def room_on(page: Any) -> Room:
    """Give the room that the text of a page has: its type area, above the notes."""
    left, foot = page.content_box_x(), page.content_box_y() + page.height
    above = "the foot of the type area"
    for child in page.children:
        if isinstance(child, boxes.FootnoteAreaBox):
            foot, above = child.border_box_y(), "the head of the notes"
    return Room(left * MM, (left + page.width) * MM, foot * MM, "the type area", above)


def room_of_notes(page: Any) -> Room:
    """Give the room that the notes of a page have: its type area."""
    left, foot = page.content_box_x(), page.content_box_y() + page.height
    return Room(left * MM, (left + page.width) * MM, foot * MM, "the type area", "the foot of the type area")


def room_in(box: Any, room: Room, *, ground: bool) -> Room | None:
    """Give the room that the insides of a box have, where it has one itself; ``ground`` says that it is coloured."""
    style = box.style
    if style["transform"]:
        return None
    start = box.border_box_x()
    left, right = start * MM, (start + box.border_width()) * MM
    if box.is_absolutely_positioned():
        room = Room(left, right, inf, "its box", "")
    elif _is_moved(box):
        room = Room(min(room.left, left), max(room.right, right), room.foot, room.within, room.above)
    name = _name(box)
    seen = bool(name) or ground or style["overflow"] != "visible"
    inner_left = max(room.left, left) if seen or box.border_left_width else room.left
    if (seen or box.border_right_width) and right <= room.right + NEAR:
        room = Room(inner_left, min(right, room.right), room.foot, name or "its box", room.above)
    elif inner_left > room.left:
        room = Room(inner_left, room.right, room.foot, room.within, room.above)
    foot = _foot(box) * MM
    return room if foot >= room.foot else Room(room.left, room.right, foot, room.within, "the foot of its box")


def room_beside(picture: Any, room: Room) -> Room | None:
    """Give the room that a picture has with margins of its own, and none where the layout sets its place."""
    if picture.is_absolutely_positioned() or picture.style["transform"]:
        return None
    if not _is_moved(picture):
        return room
    left = picture.border_box_x()
    right = left + picture.border_width()
    return Room(min(room.left, left * MM), max(room.right, right * MM), room.foot, room.within, room.above)


def _name(box: Any) -> str:
    """Give what a box is called that holds its text without being seen."""
    if box.is_column:
        return "its column"
    if isinstance(box, boxes.TableCellBox):
        return "its table cell"
    return "its box" if box.is_floated() else ""


def _is_moved(box: Any) -> bool:
    """Say whether a layout takes a box out of the room of its parent."""
    if box.style["position"] == "relative":
        return True
    # What WeasyPrint makes negative itself, where a box is too wide, isn't meant.
    return (box.margin_left < 0 and _is_negative(box.style["margin_left"])) or (
        box.margin_right < 0 and _is_negative(box.style["margin_right"])
    )


def _is_negative(value: Any) -> bool:
    return value != "auto" and getattr(value, "value", -1) < 0


def _foot(box: Any) -> float:
    """Give where a box ends that is as high as the layout says, whatever stands in it; else, infinitely far down."""
    if isinstance(box, _GROWING) or not isinstance(box, boxes.BlockContainerBox):
        return inf
    if box.style["height"] == "auto" and box.height < box.max_height:
        return inf
    return float(box.padding_box_y() + box.padding_height())

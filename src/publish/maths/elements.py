"""The elements of a formula's tree: what a row is made of, and what one element is to its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publish.maths.tables import BIG_OPERATORS

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET


class CannotSetError(ValueError):
    """Says in one sentence, for an editor, why a formula can't be set."""


class Atom(NamedTuple):
    """An element of a row, and what matters of it for its neighbours: a function, or limits that go under it."""

    element: ET.Element
    kind: str = ""


def is_large(element: ET.Element) -> bool:
    """Tell an operator that can have limits over and under it, such as a sum or an integral."""
    return element.tag == "mo" and (element.text or "") in BIG_OPERATORS | set("∫∬∭∮∯∰")


def is_closing(element: ET.Element) -> bool:
    """Tell an operator after which a plus or minus stands between two things: a closing bracket, a bar, a factorial."""
    return element.get("form") == "postfix" or element.text in {"|", "‖", "!", "%"}


def opens(element: ET.Element) -> bool:
    """Tell an opening bracket, or a part that starts with one."""
    first = element[0] if element.tag == "mrow" and len(element) else element
    return first.tag == "mo" and first.get("form") == "prefix"


def is_operand(element: ET.Element, *, closing: bool) -> bool:
    """Tell what a function takes, or, for ``closing``, what it may follow with a space between."""
    if element.tag == "mo":
        return closing and element.get("form") == "postfix"
    return element.tag != "mspace" and (closing or not opens(element))

"""What makes a drawing unsafe: what runs, moves, or reaches out of the file."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import tinycss2
from lxml import etree

from publish.svg.allowed import XML

if TYPE_CHECKING:
    from collections.abc import Iterator

# An edition is still: a drawing that moves would make its claims on hazards untrue.
_RUNNING: Final = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "embed", "object", "canvas"})
_MOVING: Final = frozenset(
    {"animate", "animatecolor", "animatemotion", "animatetransform", "audio", "discard", "set", "video"}
)
_CSS_WORTH_A_LOOK: Final = re.compile(r"\\|url|src|image|import", re.IGNORECASE)


def dangers(root: Any) -> Iterator[tuple[int, str]]:
    """Give line and name of all that runs, moves or reaches out of the file."""
    for node in chain(root.itersiblings(preceding=True), root.iter()):
        if not isinstance(node.tag, str):  # a comment or an instruction: entities were refused with the document type
            if getattr(node, "target", "") == "xml-stylesheet":
                yield node.sourceline or 1, "the instruction xml-stylesheet"
            continue
        name = etree.QName(node)
        if name.localname.lower() in _RUNNING | _MOVING or name.namespace == "http://www.w3.org/1999/xhtml":
            yield node.sourceline, f"<{name.localname}>"
        for key, value in node.items():
            if what := _attribute_danger(key, value):
                yield node.sourceline, what
        if name.localname.lower() == "style" and _reaches_out("".join(node.itertext())):
            yield node.sourceline, "a stylesheet that refers to something outside"


def _attribute_danger(key: str, value: str) -> str:
    name = etree.QName(key).localname.lower()
    if name.startswith("on"):
        return f"the event attribute {name}"
    if key == f"{{{XML}}}base":
        return "the attribute xml:base"
    if name in {"href", "src"} and not value.strip().startswith("#"):
        return f"a reference to {value.strip():.60}"
    if _CSS_WORTH_A_LOOK.search(value) and _reaches_out(value):
        return f"a reference to something outside in {name}"
    return ""


def _reaches_out(css: str) -> bool:
    """Tell whether CSS names anything but a part of its own file, however it is escaped."""
    tokens = list(tinycss2.parse_component_value_list(css, skip_comments=True))
    while tokens:
        token = tokens.pop()
        if token.type == "url" and not token.value.strip().startswith("#"):
            return True
        if token.type == "function":
            strings = [argument.value.strip() for argument in token.arguments if argument.type == "string"]
            if token.lower_name == "url" and not all(value.startswith("#") for value in strings):
                return True
            if token.lower_name in {"src", "image", "image-set", "-webkit-image-set"}:
                return True
            tokens += token.arguments
        elif token.type in {"{} block", "[] block", "() block"}:
            tokens += token.content
        if (token.type == "at-keyword" and token.lower_value == "import") or token.type == "error":
            return True
    return False

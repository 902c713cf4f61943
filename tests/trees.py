"""The document tree as indented lines, for golden files: no spans, no values that are what they are by default."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Any

from publish.tree import Attributes, Node, Target, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

INSIDE = {"children", "items", "definitions", "rows", "cells", "body"}
"""Fields whose nodes stand right below their owner; those of any other field stand below the field's name."""


def printed(value: Any) -> str:
    """Give a node, or nodes that stand together, as lines with two spaces for each step inward."""
    nodes = value if isinstance(value, tuple) else (value,)
    return "\n".join(line for node in nodes for line in _lines(node))


def _lines(node: Any) -> Iterator[str]:
    if isinstance(node, tuple):
        for child in node:
            yield from _lines(child)
        return
    if isinstance(node, Text) and node.attributes == Attributes():
        yield _quoted(node.text)
        return
    words, below = [_name(type(node).__name__)], list[str]()
    words += _attributes(node.attributes) if isinstance(node, Node) else ()
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if field.name in {"span", "attributes", "digest"} or value == field.default:
            continue
        if _holds_nodes(value):
            below += _labelled(field.name, value)
        elif value != ():
            words.append(f"{field.name.replace('_', '-')}={_scalar(value)}")
    yield " ".join(words)
    yield from (f"  {line}" for line in below)


def _labelled(name: str, value: Any) -> Iterator[str]:
    if name in INSIDE:
        yield from _lines(value)
        return
    # A definition has several descriptions, an article several authors: each is a run of its own.
    runs = value if isinstance(value, tuple) and isinstance(value[0], tuple) else (value,)
    for run in runs:
        yield f"{name.replace('_', '-')}:"
        yield from (f"  {line}" for line in _lines(run))


def _holds_nodes(value: Any) -> bool:
    if isinstance(value, tuple):
        return bool(value) and _holds_nodes(value[0])
    return isinstance(value, Node)


def _attributes(attributes: Attributes) -> Iterator[str]:
    if attributes.id:
        yield f"#{attributes.id}"
    yield from (f".{name}" for name in attributes.classes)
    if attributes.lang:
        yield f"lang={attributes.lang}"


def _scalar(value: object) -> str:
    if isinstance(value, Target):
        return f"{value.article}#{value.id}" if value.id else value.article
    return _quoted(value) if isinstance(value, str) else str(value).lower()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _name(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()

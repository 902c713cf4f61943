"""YAML 1.2 read safely: plain values with the place of each, and a diagnostic for whatever isn't allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from publish.diagnostics import Diagnostic
from publish.manuscript.files import NOT_TEXT

if TYPE_CHECKING:
    from publish.source import Span

DEPTH_LIMIT = 20
SIZE_LIMIT = 20_000
FILE_LIMIT = 256 * 1024
FRONT_MATTER_LIMIT = 64 * 1024
"""Characters: ruamel reads some 300,000 a second."""
KEY_LIMIT = 100

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """A YAML document: its value, and where each key and each value stands, by path."""

    value: Any
    keys: dict[Path, Span] = field(default_factory=dict)
    places: dict[Path, Span] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


class _TooMuchError(Exception):
    """A limit on depth or size is passed; ``args`` has the message and the mark."""


def read(text: str, start: Span, limit: int = FILE_LIMIT) -> Document:
    """Read a YAML mapping of at most ``limit`` characters; ``start`` is the span of its first line.

    Aliases and tags are refused, and so are duplicate keys.
    """
    document = Document({})
    document.places[()] = start
    if len(text) > limit:
        message = f"this has {len(text):,} characters of YAML; the limit is {limit:,}"
        document.diagnostics.append(Diagnostic("yaml-limit", message, start, "write less, or put text into an article"))
        return document
    try:
        _guard(text)
        node = YAML(typ="safe", pure=True).compose(text)
    except _TooMuchError as error:
        message, mark = error.args
        document.diagnostics.append(Diagnostic("yaml-limit", message, _place(start, mark)))
        return document
    except YAMLError as error:
        mark, opening = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        if opening and (mark is None or not text[mark.index :].strip()):
            mark = opening  # what isn't closed is found out at the end of the file, which says little
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        span = _place(start, mark) if mark else start
        hint = "put the value in quotes if it holds a colon" if "mapping values" in problem else ""
        document.diagnostics.append(Diagnostic("yaml-syntax", f"this is not YAML: {problem}", span, hint))
        return document
    except (ValueError, RecursionError) as error:
        document.diagnostics.append(Diagnostic("yaml-syntax", f"this is not YAML: {error}", start))
        return document
    if node is None:
        return document
    if not isinstance(node, MappingNode):
        message = "this should be a list of keys and values"
        document.diagnostics.append(Diagnostic("yaml-syntax", message, _place(start, node.start_mark)))
        return document
    document.value = _value(node, (), document, start)
    return document


def _guard(text: str) -> None:
    """Raise where a document is nested too deeply, is too large or has aliases or tags, before it is built."""
    depth = count = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, AliasEvent):
            raise _TooMuchError("an alias (*) is not allowed here; write the value out", event.start_mark)
        if getattr(event, "tag", None):
            raise _TooMuchError("a tag (!) is not allowed here; put the value in quotes", event.start_mark)
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        count += isinstance(event, NodeEvent)
        if depth > DEPTH_LIMIT:
            raise _TooMuchError(f"values are nested more than {DEPTH_LIMIT} deep", event.start_mark)
        if count > SIZE_LIMIT:
            raise _TooMuchError(f"there are more than {SIZE_LIMIT:,} values", event.start_mark)


def _value(node: Node, path: Path, document: Document, start: Span) -> Any:
    document.places[path] = _place(start, node.start_mark)
    if isinstance(node, MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else ""
            key = "" if NOT_TEXT.search(key) or len(key) > KEY_LIMIT else key
            span = _place(start, key_node.start_mark)
            if not key:
                document.diagnostics.append(Diagnostic("yaml-syntax", "a key should be a word", span))
            elif key in result:
                document.diagnostics.append(
                    Diagnostic("key-duplicate", f"{key} is given twice", span, "keep one of the two", about=key)
                )
            else:
                document.keys[(*path, key)] = span
                result[key] = _value(value_node, (*path, key), document, start)
        return result
    if isinstance(node, SequenceNode):
        return [_value(child, (*path, index), document, start) for index, child in enumerate(node.value)]
    text = str(node.value)
    if forbidden := NOT_TEXT.search(text):
        message = f"the character U+{ord(forbidden[0]):04X} can't stand in text"
        document.diagnostics.append(Diagnostic("yaml-syntax", message, document.places[path], "take it away"))
        text = NOT_TEXT.sub("", text)  # what is said of the rest has to be shown
    plain = isinstance(node, ScalarNode) and node.style not in {"'", '"', "|", ">"}
    return _scalar(text, plain=plain)


def _scalar(text: str, *, plain: bool) -> Any:
    """Give a scalar's value by the YAML 1.2 core schema; a date stays text, and so does what isn't plain."""
    if not plain:
        return text
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE"}:
        return True
    if text in {"false", "False", "FALSE"}:
        return False
    if re.fullmatch(r"[-+]?[0-9]{1,18}", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]{1,18}|[0-9]{1,18}(\.[0-9]{0,18})?)([eE][-+]?[0-9]{1,2})?", text):
        return float(text)
    return text


def _place(start: Span, mark: Any) -> Span:
    return start.at(start.line + mark.line, mark.column + 1)

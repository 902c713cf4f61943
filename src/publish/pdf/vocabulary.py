"""What WeasyPrint 70 knows of CSS: its properties, what each of them takes, and its selectors.

What a property takes stands nowhere as a list: it is found out by handing its own check every word and kind of value.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import tinycss2
from cssselect2 import SelectorError, compile_selector_list
from weasyprint.css import PSEUDO_ELEMENTS, computed_values
from weasyprint.css.validation import NOT_PRINT_MEDIA, expanders, properties
from weasyprint.css.validation.expanders import EXPANDERS
from weasyprint.css.validation.properties import PROPERTIES, validate_non_shorthand

from publish.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, ModuleType
    from typing import Any

PAGE_PROPERTIES = frozenset({*PROPERTIES, *EXPANDERS})
"""The properties that pages follow."""

READING_PROPERTIES = frozenset({
    "accent-color", "all", "appearance", "aspect-ratio", "backdrop-filter", "backface-visibility",
    "background-blend-mode", "background-position-x", "background-position-y", "clip-path", "color-adjust",
    "color-scheme", "contain", "container", "container-name", "container-type", "content-visibility", "filter",
    "font-optical-sizing", "font-palette", "font-size-adjust", "font-synthesis", "font-synthesis-small-caps",
    "font-synthesis-style", "font-synthesis-weight", "font-variant-emoji", "forced-color-adjust",
    "hanging-punctuation", "initial-letter", "initial-letter-align", "isolation", "line-break", "margin-trim",
    "math-depth", "math-shift", "math-style", "mix-blend-mode", "offset", "overflow-x", "overflow-y",
    "overscroll-behavior", "perspective", "print-color-adjust", "rotate", "ruby-align", "ruby-merge",
    "ruby-position", "scale", "shape-image-threshold", "shape-margin", "shape-outside", "speak-as",
    "text-combine-upright", "text-decoration-skip-ink", "text-emphasis", "text-emphasis-color",
    "text-emphasis-position", "text-emphasis-style", "text-justify", "text-orientation", "text-shadow",
    "text-spacing-trim", "text-size-adjust", "text-underline-position", "text-wrap", "text-wrap-mode",
    "text-wrap-style", "transform-box", "transform-style", "translate", "unicode-bidi", "user-select",
    "white-space-collapse", "word-break", "writing-mode", "zoom",
}) - PAGE_PROPERTIES | NOT_PRINT_MEDIA  # fmt: skip
"""Those that reading systems and browsers alone follow; the list need not be whole, as it only makes hints better."""

KNOWN_PROPERTIES = PAGE_PROPERTIES | READING_PROPERTIES
"""Every property that one output or the other follows."""

PSEUDO_CLASSES = frozenset({
    "active", "any-link", "checked", "disabled", "empty", "enabled", "first-child", "first-of-type", "focus", "hover",
    "last-child", "last-of-type", "link", "only-child", "only-of-type", "root", "target", "visited",
})  # fmt: skip
"""The pseudo-classes that a stylesheet for pages and books has a use for."""

# Words that stand for a kind of value, and an example of it.
_KINDS = (
    ("a length", "7px"), ("a length", "7px 7px"), ("a percentage", "7%"), ("a number", "0.7"), ("an integer", "7"),
    ("a colour", "teal"), ("a text", '"a"'), ("an address", "url(a.png)"), ("an angle", "7deg"),
)  # fmt: skip
_LISTED = 12


@cache
def takes(name: str) -> str:
    """Say what a property takes: kinds of values and words; nothing where that can't be told."""
    words = sorted(word for word in _words() if accepts(name, word))
    said = dict.fromkeys(kind for kind, example in _KINDS if accepts(name, example))
    if "a number" in said:
        said.pop("an integer", None)
    listed = [*said, *(words if len(words) <= _LISTED else (*words[:_LISTED], "…"))]
    return ", ".join(listed)


@cache
def property_like(name: str) -> str:
    """Give a hint with the property that a name is near to, if it is near to one."""
    return did_you_mean(name, sorted(KNOWN_PROPERTIES))


@cache
def nearest(name: str, value: str) -> str:
    """Give a hint with the word that a property takes and that is near to its value, if one is."""
    return did_you_mean(value, sorted(word for word in _words() if accepts(name, word))) if value.isascii() else ""


@cache
def accepts(name: str, value: str) -> bool:
    """Say whether a property of WeasyPrint takes a value."""
    tokens = [each for each in tinycss2.parse_component_value_list(value) if each.type not in {"whitespace", "comment"}]
    try:
        return bool(tokens) and bool(list(EXPANDERS.get(name, validate_non_shorthand)(tokens, name, "publish:")))
    except Exception:  # noqa: BLE001  on some values its own checks fail, such as on font: normal
        return False


@cache
def _words() -> frozenset[str]:
    """Give every word that WeasyPrint's checks compare a value with."""
    modules = (properties, expanders, computed_values)
    return frozenset(word for module in modules for word in _strings(module)) - {"inherit", "initial"}


def _strings(module: ModuleType) -> Iterator[str]:
    codes: list[CodeType] = [compile(Path(str(module.__file__)).read_bytes(), "", "exec")]
    while codes:
        for constant in codes.pop().co_consts:
            if hasattr(constant, "co_consts"):
                codes.append(constant)
            yield from (each for each in _flat(constant) if each.replace("-", "").isalpha() and each.islower())


def _flat(constant: object) -> Iterator[str]:
    if isinstance(constant, str):
        yield constant
    elif isinstance(constant, tuple | frozenset):
        for each in constant:
            yield from _flat(each)


def selector_fault(prelude: list[Any]) -> tuple[str, str] | None:
    """Say what WeasyPrint doesn't understand in a list of selectors, with a hint; nothing where it does.

    Raises NotImplementedError for the one selector on which it fails.
    """
    try:
        compiled = compile_selector_list(prelude)
    except SelectorError as error:
        *_, word = (each for each in error.args if isinstance(each, str))
        if error.args[0] == "Unknown pseudo-class":
            known = did_you_mean(word, PSEUDO_CLASSES) or f"available: {', '.join(sorted(PSEUDO_CLASSES))}"
            return f"the page engine doesn't know :{word}", known
        name = word.rpartition(" ")[2]
        if "supported pseudo-element, got" in word:
            return None if name.startswith("-") else _pseudo_element(name)
        return "the page engine doesn't understand this selector", "write simple selectors, with commas between them"
    unknown = (each.pseudo_element for each in compiled if each.pseudo_element not in PSEUDO_ELEMENTS)
    first = next((str(each) for each in unknown if not each.startswith("-")), "")
    return _pseudo_element(first) if first else None


def _pseudo_element(name: str) -> tuple[str, str]:
    known = sorted(each for each in PSEUDO_ELEMENTS if each)
    hint = did_you_mean(name, known) or f"available: {', '.join(known)}"
    return f"the page engine doesn't know ::{name}", hint

"""The CSS of a drawing, in `style` attributes and in `<style>`: declarations that are known, under plain selectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import tinycss2

from publish.svg.allowed import CHANGING, MOVING, PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_SELECTOR: Final = 200
# One compound of a type, classes and an id, or two with a space or > between: what drawing programs write. More would
# let a stylesheet of a few lines keep an engine busy for hours.
_COMPOUND: Final = r"(?:\*|[\w-]+|(?=[.#]))(?:[.#][\w-]+)*+"
_SELECTOR: Final = re.compile(rf"{_COMPOUND}(?:\s*+>?\s*+{_COMPOUND})?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a drawing's stylesheet: its selectors, and its declarations by property."""

    selectors: tuple[str, ...]
    declarations: dict[str, str]
    text: str

    @property
    def keys(self) -> frozenset[str]:
        """One thing for each selector that an element must be or have to be meant: an id, a class or its name."""
        last = (re.split(r"[\s>]+", selector)[-1] for selector in self.selectors)
        return frozenset(_key(compound) for compound in last)


def _key(compound: str) -> str:
    found = re.search(r"#[\w-]+", compound) or re.search(r"\.[\w-]+", compound)
    return found[0] if found else compound


def keys_of(element: Any) -> tuple[str, ...]:
    """Give all that a selector can mean an element by."""
    classes = (f".{name}" for name in element.get("class", "").split())
    return ("*", str(element.tag).rpartition("}")[2], f"#{element.get('id', '')}", *classes)


def declarations(css: str | list[Any], lost: Callable[[str], None]) -> dict[str, str]:
    """Give the declarations of a block that may stand; ``lost`` is told what is left out and would have been seen."""
    kept: dict[str, str] = {}
    for each in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if each.type != "declaration":
            continue
        name, text = each.lower_name, tinycss2.serialize(each.value).strip()
        kind = PROPERTIES.get(name)
        if kind is None:
            if name in CHANGING or name.startswith(MOVING):
                lost(f"{name}: {text:.40}")
            continue
        value = kind(text) if text != "inherit" else text
        if value is None:
            lost(f"{name}: {text:.40}")
        else:
            kept.pop(name, None)
            kept[name] = f"{value} !important" if each.important else value
    return kept


def said(element: Any, name: str) -> str:
    """Give a property of a clean element: in its style, else in the attribute of its name; nothing is empty."""
    found = re.search(rf"(?:^|;){name}:([^;]*)", element.get("style", ""))
    return (found[1] if found else str(element.get(name, ""))).removesuffix(" !important")


def written(block: dict[str, str]) -> str:
    """Give declarations as CSS."""
    return ";".join(f"{name}:{value}" for name, value in block.items())


def rules(css: str, lost: Callable[[str], None]) -> Iterator[Rule]:
    """Give the rules of a stylesheet that may stand; the page engine knows none that depend on a medium."""
    for each in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if each.type == "at-rule" and each.lower_at_keyword not in {"charset", "namespace", "font-face"}:
            lost(f"@{each.lower_at_keyword}")
        elif each.type == "qualified-rule":
            selectors = tuple(" ".join(part.split()) for part in tinycss2.serialize(each.prelude).split(","))
            block = declarations(each.content, lost)
            if not all(len(selector) <= LONGEST_SELECTOR and _SELECTOR.fullmatch(selector) for selector in selectors):
                lost(f"the rule {', '.join(selectors):.40}")
            elif block:
                yield Rule(selectors, block, f"{','.join(selectors)}{{{written(block)}}}")

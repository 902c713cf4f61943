"""The CSS of a drawing, in `style` attributes and in `<style>`: declarations that are known, under plain selectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import tinycss2

from publish.svg.allowed import CHANGING, MOVING, PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_RULES: Final = 2_000
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

    def may_match(self, element: Any) -> bool:
        """Say whether the last part of a selector fits an element; what stands before it isn't looked at."""
        return any(_fits(re.split(r"[\s>]+", selector)[-1], element) for selector in self.selectors)


def _fits(compound: str, element: Any) -> bool:
    kind = re.match(r"[\w-]*", compound)
    classes = element.get("class", "").split()
    tag = kind[0] if kind else ""
    return (
        (not tag or element.tag.rpartition("}")[2] == tag)
        and all(each in classes for each in re.findall(r"\.([\w-]+)", compound))
        and all(each == element.get("id") for each in re.findall(r"#([\w-]+)", compound))
    )


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
            if not all(_SELECTOR.fullmatch(selector) for selector in selectors):
                lost(f"the rule {', '.join(selectors):.40}")
            elif block:
                yield Rule(selectors, block, f"{','.join(selectors)}{{{written(block)}}}")

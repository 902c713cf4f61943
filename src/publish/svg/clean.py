"""A drawing reduced to what it may hold: known elements and attributes, with values that can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import hypot
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from publish.svg import style, values
from publish.svg.allowed import ATTRIBUTES, ELEMENTS, NO_LOSS, NOTHING, PROPERTIES, REFERRING, SVG, TEXTS, XLINK, XML
from publish.svg.extent import length
from publish.svg.values import TooFarError

if TYPE_CHECKING:
    from publish.svg.style import Rule

DEEPEST_CHAIN: Final = 10  # gradients that take what they don't say from the next
NARROWEST: Final = 0.02  # of what a gradient fills that is repeated
LARGEST_TEXT: Final = 10_000.0  # CSS pixels: a letter of 2.6 m
MOST_TIMES: Final = 100.0  # what sizes in em and the like may come to, one inside another
MOST_TIMES_IN_RULES: Final = 4.0  # in a stylesheet, where it isn't followed what stands inside what
_PART: Final = re.compile(r"url\(#([^)]*)\)(?: ([^;}]+))?")
_RELATIVE: Final = {"em": 1.0, "rem": 1.0, "ex": 0.5, "%": 0.01}


@dataclass(slots=True)
class Cleaned:
    """What came of cleaning: the rules of the stylesheet, what would have been seen and is gone, what is too large."""

    rules: list[Rule] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)
    far: list[tuple[int, str]] = field(default_factory=list)


def clean(root: Any) -> Cleaned:
    """Take away all that isn't known from a drawing that is safe otherwise, and give what was found."""
    cleaned = Cleaned()
    etree.strip_tags(root, etree.Comment, etree.PI)
    ids: set[str] = set()
    _element(root, cleaned, ids, 1.0)
    _known_parts(root, cleaned, ids)
    _steady_gradients(root, cleaned)
    etree.cleanup_namespaces(root)
    return cleaned


def _element(element: Any, cleaned: Cleaned, ids: set[str], text_size: float) -> None:
    """Clean an element and all in it; ``text_size`` is what the relative sizes around it come to."""
    name = etree.QName(element).localname
    line = element.sourceline or 1
    if name == "style":
        _stylesheet(element, cleaned, line)
        return
    _attributes(element, name, cleaned, line)
    _unique(element, ids)
    text_size = _text_size(element, cleaned, line, text_size)
    for child in list(element):
        tag = etree.QName(child)
        if tag.namespace == SVG and tag.localname in ELEMENTS:
            _element(child, cleaned, ids, text_size)
        else:
            if tag.namespace == SVG and tag.localname not in NO_LOSS and not _is_filter(tag.localname):
                cleaned.lost.append((child.sourceline or 1, f"<{tag.localname}>"))
            _drop(child)
    if name not in TEXTS | {"title", "desc"}:
        # White space between elements, and text where none is drawn.
        element.text = None
        for child in element:
            child.tail = None


def _is_filter(name: str) -> bool:
    """Say whether an element belongs to a filter: where one is used, the property is what is said to be lost."""
    return name == "filter" or name.startswith("fe")


def _drop(element: Any) -> None:
    """Take an element out and leave the text behind it."""
    tail, before, parent = element.tail, element.getprevious(), element.getparent()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _attributes(element: Any, name: str, cleaned: Cleaned, line: int) -> None:
    said = dict(element.attrib)
    element.attrib.clear()
    for key, value in said.items():
        try:
            kept = _attribute(name, key, value, lambda what: cleaned.lost.append((line, what)))
        except TooFarError as error:
            cleaned.far.append((line, f"the number {error} in {etree.QName(key).localname}"))
            continue
        if kept is not None:
            element.set(key, kept)


def _attribute(element: str, key: str, value: str, lost: Any) -> str | None:
    """Give the value of an attribute as it may stand, or None where the attribute goes."""
    if key == "style":
        return style.written(style.declarations(value, lost)) or None
    if key in {"href", f"{{{XLINK}}}href"}:
        return values.part(value) if element in REFERRING else None
    if key == f"{{{XML}}}space":
        return value if value in {"preserve", "default"} else None
    if key == f"{{{XML}}}lang":
        return values.words(value)
    if key == "filter":
        lost(f'filter="{value:.40}"')
    kind = ATTRIBUTES.get(key)
    if kind is None:
        return None
    kept = "inherit" if value.strip() == "inherit" and key in PROPERTIES else kind(value)
    if kept is None and value.strip() not in NOTHING and key not in {"id", "class"}:
        lost(f'{key}="{value:.40}"')
    return kept


def _known_parts(root: Any, cleaned: Cleaned, ids: set[str]) -> None:
    """Take away what refers to a part that isn't there, or no longer: engines draw nothing, and validators complain."""
    for element in root.iter("{*}*"):
        line = element.sourceline or 1
        for key, value in element.items():
            if etree.QName(key).localname == "href" and value[1:] not in ids:
                cleaned.lost.append((line, f'href="{value:.40}"'))
                del element.attrib[key]
            elif "url(#" in value:
                element.set(key, _without_unknown(value, cleaned, ids, line))
        if element.text and etree.QName(element).localname == "style":
            element.text = _without_unknown(element.text, cleaned, ids, line)


def _without_unknown(value: str, cleaned: Cleaned, ids: set[str], line: int) -> str:
    """Give a value or a stylesheet where the fallback, or none, stands for each part that isn't there (SVG 2, 13.2)."""

    def known(found: re.Match[str]) -> str:
        if found[1] in ids:
            return found[0]
        cleaned.lost.append((line, f"url(#{found[1]:.40})"))
        return found[2] or "none"

    return _PART.sub(known, value)


def _steady_gradients(root: Any, cleaned: Cleaned) -> None:
    """Let gradients end where they would be repeated all too often: the page engine writes each time out."""
    parts = {each.get("id"): each for each in root.iter(f"{{{SVG}}}linearGradient") if each.get("id")}
    for gradient in root.iter(f"{{{SVG}}}linearGradient", f"{{{SVG}}}radialGradient"):
        spread = gradient.get("spreadMethod", "pad")
        if spread != "pad" and not _is_wide(gradient, parts):
            cleaned.lost.append((gradient.sourceline or 1, f'spreadMethod="{spread}"'))
            del gradient.attrib["spreadMethod"]


def _is_wide(gradient: Any, parts: dict[str, Any]) -> bool:
    """Say whether a gradient spans a fiftieth of what it fills, or more; of one that is round it can't be told."""
    if gradient.tag != f"{{{SVG}}}linearGradient":
        return False
    chain = [gradient]
    while (name := (chain[-1].get("href") or chain[-1].get(f"{{{XLINK}}}href") or "#")[1:]) in parts:
        if len(chain) > DEEPEST_CHAIN:
            return False
        chain.append(parts[name])
    said = {key: value for each in reversed(chain) for key, value in each.items()}
    if said.get("gradientUnits") == "userSpaceOnUse" or "gradientTransform" in said:
        return False
    across = length(said.get("x2", "100%"), 1) - length(said.get("x1", "0"), 1)
    down = length(said.get("y2", "0"), 1) - length(said.get("y1", "0"), 1)
    return NARROWEST <= hypot(across, down) <= 2


def _unique(element: Any, ids: set[str]) -> None:
    """Let a name stand for the first element alone that has it: engines take the first, and validators one."""
    name = element.get("id")
    if name in ids:
        del element.attrib["id"]
    elif name:
        ids.add(name)


def _text_size(element: Any, cleaned: Cleaned, line: int, around: float) -> float:
    """Give what the relative sizes of text come to here; a size that no text has is a finding."""
    amount, relative = _amount(style.said(element, "font-size"))
    result = amount * around if relative else 1.0 if amount else around
    if (result if relative else amount / LARGEST_TEXT) > (MOST_TIMES if relative else 1):
        cleaned.far.append((line, "text that is too large"))
        return 1.0
    return result


def _amount(said: str) -> tuple[float, bool]:
    """Give a size of text, and whether it is one of the text around it."""
    said = said.removesuffix(" !important").lower()
    number = said.rstrip("abcdefghijklmnopqrstuvwxyz%")
    unit = said[len(number) :]
    return (float(number) * _RELATIVE.get(unit, 1.0) if number else 0.0), unit in _RELATIVE


def _stylesheet(element: Any, cleaned: Cleaned, line: int) -> None:
    """Write a stylesheet again, with the rules that may stand."""
    text = "".join(element.itertext())
    del element[:]
    element.attrib.clear()
    try:
        found = list(style.rules(text, lambda what: cleaned.lost.append((line, what))))
    except TooFarError as error:
        cleaned.far.append((line, f"a stylesheet with the number {error}"))
        return
    for rule in found:
        amount, relative = _amount(rule.declarations.get("font-size", ""))
        if amount > (MOST_TIMES_IN_RULES if relative else LARGEST_TEXT):
            cleaned.far.append((line, "text that is too large"))
    cleaned.rules += found
    element.text = "".join(rule.text for rule in found)

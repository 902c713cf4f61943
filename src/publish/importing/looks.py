"""What letters and paragraphs look like in a Word file, of which nothing is kept: each kind is counted by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publish.importing.wordparts import attribute, child, is_on, value
from publish.tree import Emphasis, Strikethrough, Strong

if TYPE_CHECKING:
    from publish.importing.flow import Remarks
    from publish.importing.runs import Mark

TONES: dict[str, frozenset[Mark]] = {
    "emphasis": frozenset({Emphasis}),
    "strong": frozenset({Strong}),
    "strong emphasis": frozenset({Strong, Emphasis}),
    "strike": frozenset({Strikethrough}),
}
"""The marks of what a style of characters can become."""

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def raised(text: str, how: str) -> str:
    """Give digits that are raised or lowered as the characters for them; whatever else is with them stays as it is."""
    if not text.strip() or not set(text) <= set("0123456789+- "):
        return text
    return (
        text.translate(_RAISED)
        if how.startswith("super")
        else text.translate(_LOWERED)
        if how.startswith("sub")
        else text
    )


def looks_of_run(properties: Any | None, remarks: Remarks, place: int, text: str, *, linked: bool) -> None:
    """Count what a run of letters is made to look like by hand."""
    if properties is None or not text.strip():
        return
    looks = {
        "fonts": attribute(fonts, "w:ascii") != "" if (fonts := child(properties, "w:rFonts")) is not None else False,
        "sizes of letters": value(properties, "w:sz") != "",
        "colours of letters": value(properties, "w:color") not in {"", "auto", "000000"} and not linked,
        "underlining": value(properties, "w:u") not in {"", "none"} and not linked,
        "highlighting": value(properties, "w:highlight") not in {"", "none"},
        "capitals that only look so": is_on(properties, "w:caps") or False,
        "raised and lowered letters": value(properties, "w:vertAlign") in {"superscript", "subscript"}
        and raised(text, value(properties, "w:vertAlign")) == text,
        "marked changes of formatting": child(properties, "w:rPrChange") is not None,
    }
    for kind, there in looks.items():
        if there:
            remarks.drop(kind, place, text)


def looks_of_paragraph(properties: Any | None, remarks: Remarks, place: int, text: str) -> None:
    """Count what a paragraph is made to look like by hand."""
    if properties is None:
        return
    looks = {
        "page breaks": is_on(properties, "w:pageBreakBefore") or False,
        "alignment": value(properties, "w:jc") in {"center", "right", "end"} and bool(text.strip()),
        "borders and shading": child(properties, "w:pBdr") is not None or child(properties, "w:shd") is not None,
        "frames": child(properties, "w:framePr") is not None,
        "marked changes of formatting": child(properties, "w:pPrChange") is not None,
    }
    for kind, there in looks.items():
        if there:
            remarks.drop(kind, place, text)

"""Printing conditions: the characterisations that the ICC keeps a register of, and the profile that belongs to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, did_you_mean

if TYPE_CHECKING:
    from publish.source import Span

REGISTRY = "http://www.color.org"
"""The name of the ICC's register, as an output intent gives it (ISO 15930-7, 6.2.2)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition: its registered identifier, what it is in words, and the profile that is made for it.

    ``shipped`` is the profile's path in the house's ``press/`` folder, where there is one; ``profile`` its usual name.
    """

    name: str
    says: str
    profile: str
    shipped: str = ""
    registry: str = REGISTRY


_OFFSET = "Offset lithography, "
_ALL = (
    Condition("FOGRA39", f"{_OFFSET}gloss or matt coated paper, 115 g/m², ISO 12647-2:2004", "ISO Coated v2 300 %",
              "profiles/FOGRA39/ISOcoated_v2_300_bas.icc"),
    Condition("FOGRA51", f"{_OFFSET}premium coated paper, 115 g/m², ISO 12647-2:2013", "PSO Coated v3"),
    Condition("FOGRA52", f"{_OFFSET}wood-free uncoated paper, 120 g/m², ISO 12647-2:2013", "PSO Uncoated v3"),
    Condition("FOGRA47", f"{_OFFSET}uncoated white paper, 115 g/m², ISO 12647-2:2004", "PSO Uncoated ISO12647"),
    Condition("FOGRA45", f"{_OFFSET}improved light-weight coated paper", "PSO LWC Improved"),
    Condition("FOGRA46", f"{_OFFSET}standard light-weight coated paper", "PSO LWC Standard"),
    Condition("FOGRA54", f"{_OFFSET}super-calendered paper", "PSO SC-B Paper v3"),
    Condition("FOGRA40", f"{_OFFSET}super-calendered paper, ISO 12647-2:2004", "SC Paper"),
    Condition("FOGRA48", f"{_OFFSET}improved newsprint", "PSO INP Paper"),
    Condition("FOGRA42", f"{_OFFSET}standard newsprint", "PSO SNP Paper"),
    Condition("IFRA26", "Coldset newspaper printing, ISO 12647-3", "ISOnewspaper26v4"),
    Condition("CGATS21-2-CRPC6", "GRACoL 2013, premium coated paper", "GRACoL2013_CRPC6"),
    Condition("CGATS21-2-CRPC5", "SWOP 2013 C3, publication coated paper", "SWOP2013C3_CRPC5"),
    Condition("CGATS21-2-CRPC3", "Premium uncoated paper", "GRACoL2013UNC_CRPC3"),
    Condition("CGATS TR 006", "GRACoL 2006, coated paper, grade 1", "GRACoL2006_Coated1v2"),
    Condition("CGATS TR 001", "SWOP, publication paper", "US Web Coated (SWOP) v2"),
    Condition("CGATS TR 003", "SWOP 2006, coated paper, grade 3", "SWOP2006_Coated3v2"),
    Condition("CGATS TR 005", "SWOP 2006, coated paper, grade 5", "SWOP2006_Coated5v2"),
)  # fmt: skip

CONDITIONS = {each.name: each for each in _ALL}


def condition(name: str, span: Span) -> tuple[Condition | None, tuple[Diagnostic, ...]]:
    """Give the registered condition of a name, however its capitals and spaces are written, or the finding."""
    for each in _ALL:
        if _plain(each.name) == _plain(name):
            return each, ()
    hint = did_you_mean(name, CONDITIONS) or f"known: {', '.join(CONDITIONS)}"
    message = f"{name} is not a registered printing condition"
    return None, (Diagnostic("condition-unknown", message, span, hint, about=name),)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())

"""Who mends a finding: by its theme in the registry, and by the standard that asks for it."""

from __future__ import annotations

from enum import Enum

from publish.codes import THEMES


class Person(Enum):
    """One of those who work on a publication, as a report heads what is theirs."""

    EDITOR = "Editor"
    ACCESSIBILITY = "Accessibility"
    DESIGNER = "Designer"
    PRINT = "Print"


_ACCESSIBILITY = ("WCAG", "ISO 14289", "EPUB Accessibility")
"""How the clauses begin of standards that an accessibility lead answers for."""

_DESIGNED = {"Layouts and fonts", "Built files"}


def _person(theme: str, clause: str) -> Person:
    if theme.startswith(("Press", "Preflight")):
        return Person.PRINT
    if theme in _DESIGNED:
        return Person.DESIGNER
    return Person.ACCESSIBILITY if clause.startswith(_ACCESSIBILITY) else Person.EDITOR


PEOPLE: dict[str, Person] = {
    rule.code: _person(theme, rule.clause) for theme, rules in THEMES.items() for rule in rules
}
"""Who mends it, by code: contrast is the designer's, for it is mended in a stylesheet, alternative text is not."""

"""The registry: every code that a finding can have, with its rule, an example of what breaks it, and its mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.codes import editorial, importing, inputs, layouts, limits, manuscript, pages, preflight, press, site

if TYPE_CHECKING:
    from publish.diagnostics import Rule

THEMES: dict[str, tuple[Rule, ...]] = {
    "Files": manuscript.FILES,
    "Safety of files": inputs.INPUTS,
    "Limits": limits.LIMITS,
    "Keys": manuscript.KEYS,
    "Contents and titles": manuscript.CONTENTS,
    "The dialect": manuscript.DIALECT,
    "Names and references": manuscript.NAMES,
    "Pictures": manuscript.PICTURES,
    "Words and structure": manuscript.WORDS,
    "Editing": editorial.EDITORIAL,
    "Boxes and silenced findings": manuscript.BOXES,
    "Layouts and fonts": layouts.LAYOUTS,
    "Pages": pages.PAGES,
    "Press: colours": press.COLOURS,
    "Press: pictures and pages": press.PLACED,
    "Press: binding": press.BINDING,
    "Built files": manuscript.BUILT,
    "Importing": importing.IMPORTING,
    "Sites": site.SITE,
    "Preflight: PDF/X-4": preflight.PDF_X,
    "Preflight: Ghent Workgroup": preflight.GHENT,
}
"""The rules by what they are about, in the order in which they are told."""

RULES: dict[str, Rule] = {rule.code: rule for rules in THEMES.values() for rule in rules}

PRESS_CODES = frozenset(rule.code for rule in press.PRESS)
"""What only matters on press: errors where the press PDF is built, warnings elsewhere."""

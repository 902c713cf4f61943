"""The registry: every code that a finding can have, with its rule, an example of what breaks it, and its mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.codes.editorial import EDITORIAL
from publish.codes.manuscript import MANUSCRIPT
from publish.codes.preflight import PREFLIGHT
from publish.codes.press import PRESS

if TYPE_CHECKING:
    from publish.diagnostics import Rule

RULES: dict[str, Rule] = {rule.code: rule for rule in (*MANUSCRIPT, *EDITORIAL, *PRESS, *PREFLIGHT)}

PRESS_CODES = frozenset(rule.code for rule in PRESS)
"""What only matters on press: errors where the press PDF is built, warnings elsewhere."""

"""The rules of what goes to press: colours, pictures, trim and binding, found before anything is drawn or while it is."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

PRESS: tuple[Rule, ...] = (
    # ------------------------------------------------------------------------------------------ conditions, colours
    # ------------------------------------------------------------------------------------------- pictures and pages
    # ------------------------------------------------------------------------------------------- vendors and binding
)  # fmt: skip

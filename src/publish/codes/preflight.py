"""The rules of the preflight: what PDF/X-4 (ISO 15930-7) and the Ghent Workgroup's 2022 specification ask of a file."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

PREFLIGHT: tuple[Rule, ...] = ()

"""Vendors: what a printer asks, under a name, as the house keeps it in ``press/vendors/<name>.toml``."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from publish.diagnostics import Diagnostic, did_you_mean
from publish.house import house_folder
from publish.manuscript.metadata import Print
from publish.source import Span

if TYPE_CHECKING:
    from pathlib import Path

NOTES = ("title", "note")
"""What a vendor's file says for people alone."""

GROUPS = ("paper", "resolution")
"""Keys with keys of their own, of which a manuscript may say some and leave the others to the vendor."""


def vendors(folder: Path | None = None) -> dict[str, Path]:
    """Give the file of each vendor that is known, by name."""
    return {path.stem: path for path in sorted(((folder or house_folder("press")) / "vendors").glob("*.toml"))}


def with_vendor(asked: Any, span: Span, folder: Path | None = None) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Give the keys of ``print`` with those of the vendor that they name; what the manuscript says itself counts.

    ``span`` is where the vendor is named. Errors: `vendor-unknown`, `vendor-unreadable`.
    """
    name = asked.get("vendor") if isinstance(asked, dict) else None
    if isinstance(name, int | float) and not isinstance(name, bool):
        name = str(name)  # YAML reads 39 as a number, and the keys take it for text
    if not isinstance(name, str):
        return asked, ()
    known = vendors(folder)
    if name not in known:
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        message = f"there is no vendor {name} in press/vendors"
        return asked, (Diagnostic("vendor-unknown", message, span, hint, about=name),)
    preset, found = _read(known[name])
    groups = {
        key: {**preset[key], **asked[key]}
        for key in GROUPS
        if isinstance(preset.get(key), dict) and isinstance(asked.get(key), dict)
    }
    return {**preset, **asked, **groups}, found


def _read(path: Path) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    span = Span(f"press/vendors/{path.name}")
    hint = "mend the file, or take another vendor"
    try:
        text = path.read_text("utf-8-sig")
        keys = {key: value for key, value in tomllib.loads(text).items() if key not in NOTES}
        Print.model_validate(keys)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        at = re.search(r"at line (\d+), column (\d+)", str(error))
        place = span.at(int(at[1]), int(at[2])) if at else span
        return {}, (Diagnostic("vendor-unreadable", f"this is not TOML: {error}", place, hint),)
    except ValidationError as error:
        return {}, tuple(_fault(detail, text, span, hint) for detail in error.errors(include_url=False))
    return keys, ()


def _fault(detail: Any, text: str, span: Span, hint: str) -> Diagnostic:
    key = str(detail["loc"][0]) if detail["loc"] else ""
    line = re.search(rf"^\s*\[?{re.escape(key)}\b", text, re.MULTILINE)
    place = span.at(text.count("\n", 0, line.end()) + 1) if line else span
    return Diagnostic("vendor-unreadable", f"{key}: {detail['msg']}", place, hint, about=key)

"""page-validation, a validator of PDF/UA-1 (ISO 14289-1): tags, languages, alternatives, metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from publish.diagnostics import Diagnostic
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def is_for_press(file: Path) -> bool:
    """Say whether a PDF has a PDF/X output intent (ISO 15930-7, 6.2.2): for print, and not held to PDF/UA."""
    try:
        with pikepdf.open(file) as pdf:
            intents = pdf.Root.get("/OutputIntents")
            return isinstance(intents, pikepdf.Array) and any(
                isinstance(intent, pikepdf.Dictionary) and intent.get("/S") == pikepdf.Name.GTS_PDFX
                for intent in intents
            )
    except (pikepdf.PdfError, OSError):
        return False


def findings(file: Path) -> Iterator[Diagnostic]:
    """Validate a PDF against PDF/UA-1 and give each failure, with the number of the PDF object where known."""
    # The package comes with the test set-up alone, so the program must start without it.
    import page  # noqa: PLC0415

    try:
        failures = page.validate_pdf(file, profile="ua1").failures
    except (page.PageError, OSError) as error:
        yield Diagnostic("pdf-ua", f"page-validation could not read the file: {error}", Span(str(file)))
        return
    for failure in failures:
        where = f" (object {failure.object_id.object_number})" if failure.object_id else ""
        yield Diagnostic("pdf-ua", f"{failure.rule_id}: {failure.message}{where}", Span(str(file)))

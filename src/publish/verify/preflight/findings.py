"""What the preflight asks with, looks at and gives: limits, the file as it was read, and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publish.codes import RULES

if TYPE_CHECKING:
    import pikepdf

    from publish.diagnostics import Severity
    from publish.separations import Ink
    from publish.verify.preflight.painting import Painting


@dataclass(frozen=True, slots=True)
class Limits:
    """What a printer asks; without a manuscript's own, the Ghent Workgroup's of 2022 for magazine advertisements, CMYK.

    ``ink`` is in per cent, the mean over squares of 15 mm; ``ppi`` and ``line_ppi`` are pixels an inch under which a
    picture is an error and a warning; ``bleed`` is in points, 0 where none is asked; sizes are in points.
    """

    ink: float = 305
    ppi: tuple[float, float] = (150, 225)
    line_ppi: tuple[float, float] = (550, 800)
    bleed: float = 0.0
    black_text: float = 12.0
    black_line: float = 2.0
    fine_text: float = 9.0
    fine_line: float = 0.25
    spot_colours: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its rule's code, what it is, the page (from 1; 0 for the whole file)."""

    code: str
    message: str
    page: int = 0
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters, as the registry has it."""
        return RULES[self.code].severity

    def __str__(self) -> str:
        return f"page {self.page}: {self.message}" if self.page else self.message


@dataclass(frozen=True, slots=True)
class File:
    """A press PDF as the rules look at it."""

    pdf: pikepdf.Pdf
    xmp: dict[str, str]
    painting: Painting
    inks: tuple[Ink, ...]
    limits: Limits

    @property
    def intents(self) -> list[Any]:
        """The output intents of PDF/X."""
        intents: Any = self.pdf.Root.get("/OutputIntents", [])
        return [each for each in intents if each.get("/S") == "/GTS_PDFX"]

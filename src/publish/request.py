"""What is asked of a build, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.record import OUTPUTS

if TYPE_CHECKING:
    from pathlib import Path

    from publish.diagnostics import Diagnostic
    from publish.record import Report


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a manuscript's folder, how it is shown, where files go, which outputs, and the cache.

    ``workers`` is how many processes lay out pages; 1 is this one alone. ``scheduler`` is the address of a Dask cluster
    whose workers do it instead.
    """

    manuscript: Path
    shown: str
    out: Path
    outputs: tuple[str, ...] = OUTPUTS
    page_list: bool = True
    cache: Path | None = None
    workers: int = 1
    scheduler: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: the findings, and the report where there are files; ``fresh`` says that it had to build."""

    diagnostics: tuple[Diagnostic, ...]
    report: Report | None = None
    fresh: bool = True
    files: tuple[Path, ...] = field(default=())

"""What is wrong with a layout, whatever is set in it: all checks of its stylesheets and templates together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from publish.checks.contrast import design_findings
from publish.checks.limits import stylesheets_stay_within_limits
from publish.checks.syntax import names_in_the_epub_are_known, stylesheets_can_be_read
from publish.checks.variables import tokens_are_set
from publish.layouts.lint import templates_are_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.design import Design, File
    from publish.diagnostics import Diagnostic

Findings = tuple["Diagnostic", ...]


def beyond_limits(design: Design) -> Findings:
    """Give how a layout goes beyond its limits: what does may take other checks, and whoever uses it, for ever."""
    return _beyond(_Files.of(design))


def appraise(design: Design) -> Findings:
    """Give what is wrong with a layout that is within its limits, and nothing of one that isn't."""
    files = _Files.of(design)
    return () if _beyond(files) else _appraised(files)


@dataclass(frozen=True, slots=True)
class _Files:
    """A layout, known again by its files alone: an archive has hundreds of publications in one layout."""

    files: tuple[tuple[str, tuple[tuple[str, File], ...]], ...]
    design: Design = field(compare=False)

    @classmethod
    def of(cls, design: Design) -> _Files:
        return cls(tuple((target, tuple(files.items())) for target, files in design.files.items()), design)


@lru_cache(maxsize=16)
def _beyond(files: _Files) -> Findings:
    return tuple(stylesheets_stay_within_limits(files.design))


@lru_cache(maxsize=16)
def _appraised(files: _Files) -> Findings:
    return tuple(_faults_of(files.design))


def _faults_of(design: Design) -> Iterator[Diagnostic]:
    # The page engine takes a second to start, and most commands have no stylesheet to read.
    from publish.pdf.understanding import stylesheets_are_understood  # noqa: PLC0415
    from publish.pdf.vocabulary import KNOWN_PROPERTIES  # noqa: PLC0415

    yield from stylesheets_can_be_read(design)
    yield from tokens_are_set(design)
    yield from stylesheets_are_understood(design)
    yield from names_in_the_epub_are_known(design, KNOWN_PROPERTIES)
    yield from design_findings(design)
    yield from templates_are_in_order(design)

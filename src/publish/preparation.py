"""Files → the edition that is drawn: a manuscript read, checked and resolved, with the layout and the fonts it uses."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import checks, passes
from publish.appraisal import appraise, beyond_limits
from publish.checks.classes import classes_are_known
from publish.checks.glyphs import glyphs_are_there
from publish.checks.inks import tokens_have_inks
from publish.checks.prose import prose
from publish.design import read_design
from publish.diagnostics import Diagnostic, PublishError, did_you_mean
from publish.edition import resolve
from publish.findings import allowed, has_errors, in_order, stop_on_errors, weighed
from publish.fonts import find
from publish.house import house_folder
from publish.manuscript.loader import load
from publish.pool import Here, losing
from publish.printing import printing
from publish.source import Span
from publish.styles import named_faces, tokens
from publish.walk import walked_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from publish.design import Design
    from publish.edition import Edition
    from publish.fonts import Face
    from publish.pool import Pool
    from publish.tree import Publication

Findings = tuple[Diagnostic, ...]

HERE = Here()

FILES_AT_A_TIME = 16
"""How many files are read in one go: few enough to be shared out, and to take little memory."""


def prepare(
    manuscript: Path, shown: str, outputs: Iterable[str] = ("epub", "screen"), places: Pool = HERE
) -> tuple[Edition, Findings]:
    """Read, check and resolve a manuscript; raise PublishError with everything found where there are errors.

    What only matters on press is an error where that is among the outputs, and a warning elsewhere.
    """
    edition, settled = begin(manuscript, shown, outputs, places)
    return edition, settled()


@walked_once()
def begin(manuscript: Path, shown: str, outputs: Iterable[str], places: Pool) -> tuple[Edition, Callable[[], Findings]]:
    """Read, check and resolve a manuscript, as `prepare` does, while the ``places`` still look at what it is set with.

    They look at the layout, at the profile and at what is written. What was found is to be asked for: that waits for
    them, and raises PublishError where there are errors. Where there are others already, that is at once.
    """
    # Where places are far, what is sent there and back takes longer than it does here.
    near = HERE if places.far else places
    layouts: list[_Layout] = []

    def asked(name: str, span: Span | None) -> None:
        layouts.append(_layout(name, _layout_folders(manuscript, shown), span or Span(shown), near))

    loaded = load(manuscript, shown, asked)
    found = list(loaded.diagnostics)
    publication = loaded.publication
    if publication is None:
        raise PublishError(in_order(found, manuscript, shown))
    [layout] = layouts
    design = layout.design
    found += layout.found
    looked_at = []
    if layout.beyond and layout.looked_at:
        with losing("looking at the layout", Span("layouts")):
            beyond = layout.beyond.result()
        found += beyond
        design = None if beyond else design
        looked_at.append(("looking at the layout", layout.looked_at))
    # This process is at work, too: of two places one has nothing to do in the meantime, and needn't be there yet.
    after = layout.looked_at if near.places == 2 else None
    printed = printing(publication, near, after)
    looked_at += [("reading what is written", job) for job in _read(publication, near, after)]
    found += checks.check_tree(publication)
    faces, problems_of_fonts = _fonts(manuscript, shown)
    found += problems_of_fonts
    if design:
        used, missing = _faces(design, faces)
        found += missing
        found += glyphs_are_there(publication, used)
        found += classes_are_known(publication, design)
        found += tokens_have_inks(design, publication.metadata.print.ink_limit)
        with losing("trying the profile", Span("press")):
            inks, unfit = printed.inks(design)
        found += unfit

    metadata = publication.metadata

    @cache
    def settled() -> Findings:
        for doing, job in looked_at:
            with losing(doing, Span("layouts")):
                found.extend(job.result())
        result = in_order(allowed(weighed(found, outputs), metadata), manuscript, shown)
        stop_on_errors(result)
        return result

    if design is None or has_errors(weighed(found, outputs)):
        raise PublishError(settled())
    clock = os.environ.get("SOURCE_DATE_EPOCH", "")
    # A time stamp of the ZIP format ends in 2107; what isn't a number of seconds before that isn't a clock.
    time = dt.datetime.fromtimestamp(int(clock), dt.UTC) if re.fullmatch(r"[0-9]{1,10}", clock) else None
    edition = resolve(passes.apply(publication, design), design, used, time)
    return replace(edition, inks=inks), settled


@dataclass(frozen=True, slots=True)
class _Layout:
    """A layout; what was found when it was read, how it goes beyond its limits, and what else is wrong with it.

    One that is beyond its limits can't be used: what does may take whoever uses it for ever.
    """

    design: Design | None
    found: Findings
    beyond: Future[Findings] | None = None
    looked_at: Future[Findings] | None = None


def _layout(name: str, folders: list[tuple[Path, str]], span: Span, places: Pool) -> _Layout:
    """Read a layout, and have it looked at."""
    design, found = read_design(name, folders, span)
    if design is None:
        return _Layout(None, tuple(found))
    beyond = places.submit(beyond_limits, design)
    return _Layout(design, tuple(found), beyond, places.submit(appraise, design, after=beyond))


def _read(publication: Publication, places: Pool, after: Future[Any] | None) -> Iterator[Future[Findings]]:
    """Have what is written read, some files at a time."""
    files = prose(publication)
    while some := tuple(islice(files, FILES_AT_A_TIME)):
        yield places.submit(checks.check_prose, some, after=after)


def _layout_folders(manuscript: Path, shown: str) -> list[tuple[Path, str]]:
    return [(manuscript / "layouts", f"{shown}/layouts"), (house_folder("layouts"), "layouts")]


def _fonts(manuscript: Path, shown: str) -> tuple[tuple[Face, ...], list[Diagnostic]]:
    """Give the fonts and what is wrong with them, under the paths that people know; no folder's own path is in them."""
    folders = {manuscript / "fonts": f"{shown}/fonts", house_folder("fonts"): "fonts"}

    def known(path: str) -> str:
        folder = next(folder for folder in folders if Path(path).is_relative_to(folder))
        return f"{folders[folder]}/{Path(path).relative_to(folder).as_posix()}"

    faces, found = find(font_folders(manuscript))
    said = [replace(each, span=replace(each.span, path=known(each.span.path))) for each in found]
    return tuple(replace(face, path=known(face.path)) for face in faces), said


def font_folders(manuscript: Path) -> list[Path]:
    """Give the folders whose fonts a manuscript may use: its own first, then the house's."""
    return [folder for folder in (manuscript / "fonts", house_folder("fonts")) if folder.is_dir()]


def _faces(design: Design, faces: tuple[Face, ...]) -> tuple[tuple[Face, ...], list[Diagnostic]]:
    """Give the faces of the families that the layout names, and say which of its tokens names a family there isn't."""
    css = "\n".join(file.text for file in design.styles())
    used = named_faces(css, faces)
    have = {face.family for face in used}
    found = []
    for file in design.stylesheets("pdf"):
        for name, value in tokens(file.text).items():
            family = value.split(",")[0].strip().strip("\"'")
            if value.startswith(('"', "'")) and family not in have and name.startswith(("--font", "--text", "--sans")):
                line = next(n for n, text in enumerate(file.text.splitlines(), 1) if name in text)
                families = sorted({face.family for face in faces})
                hint = did_you_mean(family, families) or f"in fonts/ there is {', '.join(families)}"
                place = Span(file.shown, line)
                found.append(Diagnostic("font-missing", f"there is no font {family}", place, hint, about=family))
    return used, found

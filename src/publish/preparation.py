"""Files → the edition that is drawn: a manuscript read, checked and resolved, with the layout and the fonts it uses."""

from __future__ import annotations

import datetime as dt
import os
import re
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish import checks, passes
from publish.appraisal import appraise
from publish.checks.classes import classes_are_known
from publish.checks.glyphs import glyphs_are_there
from publish.checks.inks import tokens_have_inks
from publish.design import read_design
from publish.diagnostics import Diagnostic, PublishError, did_you_mean
from publish.edition import resolve
from publish.findings import allowed, in_order, stop_on_errors, weighed
from publish.fonts import find
from publish.house import house_folder
from publish.manuscript.loader import load
from publish.pool import Here, lost
from publish.printing import printing
from publish.source import Span
from publish.styles import named_faces, stylesheet, tokens
from publish.walk import walked_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.design import Design
    from publish.edition import Edition
    from publish.fonts import Face
    from publish.pool import Pool

HERE = Here()


def prepare(
    manuscript: Path, shown: str, outputs: Iterable[str] = ("epub", "screen"), places: Pool = HERE
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Read, check and resolve a manuscript; raise PublishError with everything found where there are errors.

    What only matters on press is an error where that is among the outputs, and a warning elsewhere. The layout
    and the profile are looked at in the ``places`` meanwhile.
    """
    loaded = load(manuscript, shown)
    found = list(loaded.diagnostics)
    publication = loaded.publication
    if publication is None:
        raise PublishError(in_order(found, manuscript, shown))
    design, problems = read_design(
        publication.metadata.layout, _layout_folders(manuscript, shown), publication.places.get("layout") or Span(shown)
    )
    # Where places are far, what is sent there and back takes longer than it does here.
    near = HERE if places.far else places
    appraised = near.submit(appraise, design) if design else None
    printed = printing(publication, near)
    with walked_once():
        found += checks.check(publication)
        found += problems
        faces, problems_of_fonts = _fonts(manuscript, shown)
        found += problems_of_fonts
        with _lost("looking at the layout", "layouts"):
            beyond, of_layout = appraised.result() if appraised else ((), ())
        found += beyond
        if design and not beyond:
            used, missing = _faces(design, faces)
            found += missing
            found += glyphs_are_there(publication, used)
            found += of_layout
            found += classes_are_known(publication, design)
            found += tokens_have_inks(design, publication.metadata.print.ink_limit)
            with _lost("trying the profile", "press"):
                inks, unfit = printed.inks(design)
            found += unfit
    result = in_order(allowed(weighed(found, outputs), publication), manuscript, shown)
    stop_on_errors(result)
    if design is None:
        raise PublishError(result)
    clock = os.environ.get("SOURCE_DATE_EPOCH", "")
    # A time stamp of the ZIP format ends in 2107; what isn't a number of seconds before that isn't a clock.
    time = dt.datetime.fromtimestamp(int(clock), dt.UTC) if re.fullmatch(r"[0-9]{1,10}", clock) else None
    edition = resolve(passes.apply(publication, design), design, used, time)
    return replace(edition, inks=inks), result


@contextmanager
def _lost(doing: str, folder: str) -> Iterator[None]:
    """Say what was being done where workers end instead of doing it."""
    try:
        yield
    except (BrokenExecutor, MemoryError) as error:
        raise lost(doing, Span(folder), error) from error


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
    css = "\n".join(stylesheet(design, target) for target in design.files)
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

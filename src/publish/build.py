"""The wiring: from a manuscript's folder to the files that come out, which are handed to the output folder at once."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from publish import checks, passes, record
from publish.cache import Cache, folder_for
from publish.checks.classes import classes_are_known
from publish.checks.contrast import design_findings
from publish.checks.glyphs import glyphs_are_there
from publish.checks.inks import tokens_have_inks
from publish.checks.limits import stylesheets_stay_within_limits
from publish.checks.syntax import names_in_the_epub_are_known, stylesheets_can_be_read
from publish.checks.variables import tokens_are_set
from publish.codes import PRESS_CODES
from publish.delivery import held
from publish.design import read_design
from publish.diagnostics import Diagnostic, PublishError, Severity, did_you_mean
from publish.edition import resolve
from publish.excerpts import placed
from publish.fonts import find
from publish.house import house_folder
from publish.layouts.lint import templates_are_in_order
from publish.manuscript.loader import load
from publish.outputs import OUTPUTS, Drawn, Wanted, draw
from publish.pdf.composition import Pressroom
from publish.pool import pool
from publish.printing import inks_of
from publish.record import Output, Report
from publish.source import Span
from publish.styles import named_faces, stylesheet, tokens
from publish.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from publish.accessibility import Claims
    from publish.design import Design, File
    from publish.edition import Edition
    from publish.fonts import Face
    from publish.pool import Pool
    from publish.tree import Publication


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a manuscript's folder, how it is shown, where files go, which outputs, and the cache.

    ``workers`` is how many processes lay out pages; 1 is this one alone.
    """

    manuscript: Path
    shown: str
    out: Path
    outputs: tuple[str, ...] = OUTPUTS
    page_list: bool = True
    cache: Path | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: the findings, and the report where there are files; ``fresh`` says that it had to build."""

    diagnostics: tuple[Diagnostic, ...]
    report: Report | None = None
    fresh: bool = True
    files: tuple[Path, ...] = field(default=())


def build(request: Request, progress: Callable[[str], None] = lambda _stage: None) -> Outcome:
    """Build what is asked for, unless it stands there already; raise PublishError where the manuscript has errors."""
    digest = input_digest(request)
    report = record.up_to_date(request.out, request.outputs, digest)
    if report:
        return Outcome(tuple(_remembered(report, request)), report, fresh=False, files=_files(request.out, report))
    progress("reading the manuscript")
    edition, found = prepare(request.manuscript, request.shown, request.outputs)
    with held(request.out, lambda: progress(f"waiting for another build into {request.out}")) as delivery:
        report = record.up_to_date(request.out, request.outputs, digest)
        if report:  # the one that was waited for has built the same, or a killed one had nearly done so
            return Outcome(tuple(_remembered(report, request)), report, fresh=False, files=_files(request.out, report))
        with pool(request.workers, "publish.pdf.worker") as places:
            press = _pressroom(request, places, delivery.work)
            drawn = draw(edition, Wanted(request.outputs, press, request.page_list), found, progress)
        all_found = _allowed(_weighed((*found, *drawn.found), request.outputs), edition.publication)
        found = _sorted(all_found, request.manuscript, request.shown)
        _stop_on_errors(found)
        report = _report(edition, request, digest, drawn, found)
        delivery.replace(drawn.files | {f"{edition.slug}-report.json": report.json().encode()})
    return Outcome(found, report, files=_files(request.out, report))


def build_all(requests: Sequence[Request], progress: Callable[[str], None] = lambda _stage: None) -> list[Outcome]:
    """Build several manuscripts, as many at a time as there are workers, each as a whole in one of them.

    The outcomes are in the order of the requests; one with errors has no report.
    """
    workers = requests[0].workers
    waiting = list(enumerate(replace(each, workers=1) for each in requests))[::-1]
    outcomes: dict[int, Outcome] = {}
    with pool(workers, "publish.pdf.worker") as places:
        free = list(range(places.places))
        flying: dict[Future[Outcome], tuple[int, int]] = {}
        while waiting or flying:
            while waiting and free:
                (number, request), place = waiting.pop(), free.pop()
                flying[places.submit(place, _attempt, request)] = number, place
            for done in wait(flying, return_when=FIRST_COMPLETED).done:
                number, place = flying.pop(done)
                outcomes[number] = done.result()
                free.append(place)
                progress(f"building: {len(outcomes)} of {len(requests)} manuscripts")
    return [outcomes[number] for number in range(len(requests))]


def _attempt(request: Request) -> Outcome:
    """Build one of several manuscripts: errors are part of what comes of it."""
    try:
        return build(request)
    except PublishError as error:
        return Outcome(error.diagnostics)


def _pressroom(request: Request, places: Pool, work: Path) -> Pressroom:
    """Give where pages are made, with the fonts that the manuscript may use, and what is kept from earlier builds."""
    folder = folder_for(request.cache)
    return Pressroom(places, tuple(font_folders(request.manuscript)), work, folder, Cache(folder), record.stamp())


def check(manuscript: Path, shown: str) -> tuple[Diagnostic, ...]:
    """Give what every check finds that needs no rendering."""
    try:
        _, found = prepare(manuscript, shown)
    except PublishError as error:
        return error.diagnostics
    return found


def prove(request: Request, progress: Callable[[str], None] = lambda _stage: None) -> Outcome:
    """Build the press PDF and write proof sheets of it into ``<slug>-proof`` in the output folder."""
    from publish.pdf.press import slug_font  # noqa: PLC0415  the engine is imported where there is something to draw
    from publish.proof import proof  # noqa: PLC0415

    outcome = build(replace(request, outputs=("press",)), progress)
    edition, _ = prepare(request.manuscript, request.shown, ("press",))
    asked = edition.publication.metadata.print
    pdf = (request.out / f"{edition.slug}-press.pdf").read_bytes()
    count = outcome.report.press["pages"] if outcome.report else 0
    labels = [str(number) for number in range(1, count + 1)]
    folder = f"{edition.slug}-proof"
    progress(f"drawing proof sheets of {count} pages")
    with held(request.out) as delivery:
        sheets = delivery.work / "proof"
        sheets.mkdir()
        names = []
        for name, data in proof(pdf, asked.safe, labels, asked.ink_limit, slug_font(edition)):
            (sheets / name).write_bytes(data)
            names.append(request.out / folder / name)
        delivery.replace({folder: sheets})
    return replace(outcome, files=tuple(names))


def prepare(
    manuscript: Path, shown: str, outputs: Iterable[str] = ("epub", "screen")
) -> tuple[Edition, tuple[Diagnostic, ...]]:
    """Read, check and resolve a manuscript; raise PublishError with everything found where there are errors.

    What only matters on press is an error where that is among the outputs, and a warning elsewhere.
    """
    loaded = load(manuscript, shown)
    found = list(loaded.diagnostics)
    publication = loaded.publication
    if publication is None:
        raise PublishError(_sorted(found, manuscript, shown))
    found += checks.check(publication)
    design, problems = read_design(
        publication.metadata.layout, _layout_folders(manuscript, shown), publication.places.get("layout") or Span(shown)
    )
    found += problems
    faces, problems_of_fonts = find(font_folders(manuscript))
    found += problems_of_fonts
    beyond, of_layout = _layout_findings(_Files.of(design)) if design else ((), ())
    found += beyond
    if design and not beyond:
        used, missing = _faces(design, faces)
        found += missing
        found += glyphs_are_there(publication, used)
        found += of_layout
        found += classes_are_known(publication, design)
        found += tokens_have_inks(design, publication.metadata.print.ink_limit)
        inks, unfit = inks_of(publication, design)
        found += unfit
    result = _sorted(_allowed(_weighed(found, outputs), publication), manuscript, shown)
    _stop_on_errors(result)
    if design is None:
        raise PublishError(result)
    clock = os.environ.get("SOURCE_DATE_EPOCH", "")
    # A time stamp of the ZIP format ends in 2107; what isn't a number of seconds before that isn't a clock.
    time = dt.datetime.fromtimestamp(int(clock), dt.UTC) if re.fullmatch(r"[0-9]{1,10}", clock) else None
    edition = resolve(passes.apply(publication, design), design, used, time)
    return replace(edition, inks=inks), result


@dataclass(frozen=True, slots=True)
class _Files:
    """A layout, known again by its files alone."""

    files: tuple[tuple[str, tuple[tuple[str, File], ...]], ...]
    design: Design = field(compare=False)

    @classmethod
    def of(cls, design: Design) -> _Files:
        return cls(tuple((target, tuple(files.items())) for target, files in design.files.items()), design)


@lru_cache(maxsize=16)
def _layout_findings(files: _Files) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Give how a layout goes beyond its limits, else what is wrong with it, whatever is set with it.

    It depends on nothing but the layout's files, and an archive has hundreds of publications in one layout.
    """
    beyond = tuple(stylesheets_stay_within_limits(files.design))
    # What is beyond its limits may take the other checks for ever, too.
    return (beyond, ()) if beyond else ((), tuple(_faults_of(files.design)))


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


# ------------------------------------------------------------------------------------------------------------ inputs


def _layout_folders(manuscript: Path, shown: str) -> list[tuple[Path, str]]:
    return [(manuscript / "layouts", f"{shown}/layouts"), (house_folder("layouts"), "layouts")]


def font_folders(manuscript: Path) -> list[Path]:
    """Give the folders whose fonts a manuscript may use: its own first, then the house's."""
    return [folder for folder in (manuscript / "fonts", house_folder("fonts")) if folder.is_dir()]


def input_digest(request: Request) -> str:
    """Give what stands for all that a build reads; the report of what came of it has the same."""
    options = "" if request.page_list else "no page list"
    return record.digest(_input_folders(request.manuscript), request.out, options)


def _input_folders(manuscript: Path) -> list[tuple[str, Path]]:
    house = [(name, house_folder(name)) for name in ("layouts", "fonts", "press")]
    return [("manuscript", manuscript), *house, ("code", Path(__file__).parent)]


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


# --------------------------------------------------------------------------------------------------------- findings


def _weighed(found: Iterable[Diagnostic], outputs: Iterable[str]) -> Iterable[Diagnostic]:
    """Give findings as they count: what only matters on press is no error where nothing goes there."""
    if "press" in outputs:
        return found
    return [replace(each, severity=Severity.WARNING) if each.code in PRESS_CODES else each for each in found]


def _allowed(found: Iterable[Diagnostic], publication: Publication) -> tuple[Diagnostic, ...]:
    """Give the findings without the warnings that the manuscript silences."""
    allowed: dict[str, tuple[str, ...]] = {}
    for rule in publication.metadata.allow:
        allowed[rule.code] = (*allowed.get(rule.code, ()), rule.path)
    return tuple(
        each
        for each in found
        if each.severity is Severity.ERROR or not each.span.path.endswith(allowed.get(each.code, ()))
    )


def _sorted(found: Iterable[Diagnostic], manuscript: Path, shown: str) -> tuple[Diagnostic, ...]:
    """Give findings once each, at the columns of what they speak of, by file, line and column."""
    once = dict.fromkeys(placed(found, texts(manuscript, shown)))
    return tuple(sorted(once, key=lambda each: (each.span, each.code, each.message)))


def _stop_on_errors(found: tuple[Diagnostic, ...]) -> None:
    if any(each.severity is Severity.ERROR for each in found):
        raise PublishError(found)


def _plain(diagnostic: Diagnostic, shown: str) -> dict[str, object]:
    """Give a finding as the report keeps it: the path inside the manuscript, so that no folder's name is in it."""
    path = diagnostic.span.path.removeprefix(f"{shown}/")
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": path,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "about": diagnostic.about,
    }


def _remembered(report: Report, request: Request) -> Iterable[Diagnostic]:
    """Give the warnings of the build that still stands, with paths as this request shows them."""
    for each in report.diagnostics:
        inside = (request.manuscript / each["file"]).exists()
        path = f"{request.shown}/{each['file']}" if inside else each["file"]
        span = Span(path, each["line"], each["column"])
        severity = Severity(each["severity"])
        yield Diagnostic(each["code"], each["message"], span, each["hint"], severity, about=each["about"])


# ------------------------------------------------------------------------------------------------------------ report


def _report(edition: Edition, request: Request, digest: str, drawn: Drawn, found: tuple[Diagnostic, ...]) -> Report:
    """Give the report: what was built now, and what stands there of earlier builds."""
    earlier = record.read_report(request.out / f"{edition.slug}-report.json")
    now = [
        Output(drawn.kinds[name], name, len(data), hashlib.sha256(data).hexdigest(), digest)
        for name, data in sorted(drawn.files.items())
    ]
    kept = [each for each in earlier.outputs if each.name not in drawn.files] if earlier else []
    kept = [each for each in kept if (request.out / each.name).is_file()]
    claims_kept = {each.kind: earlier.accessibility[each.kind] for each in kept
                   if earlier and each.kind in earlier.accessibility}  # fmt: skip
    return Report(
        slug=edition.slug,
        title=edition.publication.metadata.title,
        input=digest,
        outputs=tuple(sorted((*now, *kept), key=lambda each: each.name)),
        pages=drawn.pages or (earlier.pages if earlier and earlier.input == digest else 0),
        diagnostics=tuple(_plain(each, request.shown) for each in found),
        accessibility=claims_kept | {kind: _claims(each, request.shown) for kind, each in drawn.claims.items()},
        press=drawn.press or (earlier.press if earlier and any(each.kind == "press" for each in kept) else {}),
        versions=record.versions(),
    )


def _claims(made: Claims, shown: str) -> dict[str, object]:
    """Give claims as the report keeps them, with places inside the manuscript, so that no folder's name is there."""

    def inside(text: str) -> str:
        return text.replace(f"{shown}/", "")

    return {
        "summary": made.summary,
        "claims": [{"property": each.property, "value": each.value, "evidence": inside(each.evidence)}
                   for each in made.made],
        "withheld": [{"property": each.property, "value": each.value, "reason": inside(each.reason)}
                     for each in made.withheld],
    }  # fmt: skip


def _files(out: Path, report: Report) -> tuple[Path, ...]:
    return tuple(out / each.name for each in report.outputs)

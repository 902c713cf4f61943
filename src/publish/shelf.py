"""The wiring of a site: manuscripts → publications with their pages and files, an index, feeds and catalogues.

What is to be taken away comes of `build`, with its record; the pages come of the edition. A publication that stands as
it was made, of the same input, is left where it is. Everything else is made aside and changed at once.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publish import record
from publish.accessibility.values import Claim, Claims, Withheld
from publish.archive import build_all
from publish.build import Outcome, Request, build
from publish.delivery import held
from publish.design import read_shared
from publish.diagnostics import Diagnostic, PublishError, Severity
from publish.edition import identifier, slug
from publish.fonts import find
from publish.house import house_folder
from publish.manuscript.loader import load
from publish.outputs import claimed
from publish.preparation import prepare
from publish.source import Span
from publish.standing import digest_of
from publish.web import book, kept, pictures, site
from publish.web.atom import Site
from publish.web.issue import EPUB, PDF, Offer, issue_of, newest_first
from publish.web.kept import Kept, Shelved
from publish.web.words import site_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from publish.delivery import Delivery
    from publish.record import Report

TYPES = {"epub": EPUB, "screen": PDF}
"""What there is to take away, by output."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: manuscripts, each with how it is shown, and where the site goes, its address and title."""

    manuscripts: tuple[tuple[Path, str], ...]
    out: Path
    base: str = ""
    title: str = ""
    cache: Path | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Stocked:
    """What came of it: the findings, how many publications the site has, and how many of them were made now."""

    diagnostics: tuple[Diagnostic, ...]
    publications: int
    made: int


@dataclass(frozen=True, slots=True)
class _Job:
    """A manuscript on its way: what to build and where, what it stands for, and what the site has of it already."""

    request: Request
    digest: str
    stands: Shelved | None = None


def stock(wanted: Wanted, progress: Callable[[str], None] = lambda _stage: None) -> Stocked:
    """Make the site, or what has changed of it; where a manuscript has errors, PublishError, and nothing is changed."""
    with held(wanted.out, lambda: progress(f"waiting for another build into {wanted.out}")) as delivery:
        known = kept.read(wanted.out)
        jobs = [_job(wanted, known, delivery, number) for number in range(len(wanted.manuscripts))]
        _stop_on(_twice(jobs))
        outcomes = _built(jobs, progress)
        shelved: list[Shelved] = []
        made: dict[str, Path] = {}
        for job, outcome in zip(jobs, outcomes, strict=True):
            if job.stands:
                shelved.append(job.stands)
            else:
                progress(f"writing the pages of {job.request.shown}")
                shelved.append(_paged(wanted, job, outcome))
                made[shelved[-1].issue.slug] = job.request.out
        if not _is_whole(wanted, known, shelved):
            progress("writing the index and the feeds")
            _deliver(wanted, delivery, known, shelved, made)
    found = tuple(each for outcome in outcomes for each in outcome.diagnostics)
    return Stocked(found, len(shelved), len(made))


def _job(wanted: Wanted, known: Kept, delivery: Delivery, number: int) -> _Job:
    """Say what is to be made of a manuscript; what the site has of the same input is built upon, or left as it is."""
    manuscript, shown = wanted.manuscripts[number]
    request = Request(manuscript, shown, wanted.out, tuple(TYPES), cache=wanted.cache, workers=wanted.workers)
    digest = digest_of(request)
    earlier = known.made_of(digest)
    if earlier and earlier.base == wanted.base and _digest(wanted.out / earlier.issue.slug) == earlier.made:
        return _Job(replace(request, out=wanted.out / earlier.issue.slug), digest, earlier)
    folder = delivery.work / f"publication-{number}"
    folder.mkdir()
    if earlier:
        _seed(folder, wanted.out / earlier.issue.slug, earlier.issue.slug)
    return _Job(replace(request, out=folder), digest)


def _seed(folder: Path, stands: Path, name: str) -> None:
    """Give a folder what was built before of the same input, which then needn't be built again."""
    report = record.read_report(stands / f"{name}-report.json")
    reports = (f"{name}-report.html", f"{name}-report.json")
    for file in (*(each.name for each in report.outputs), *reports) if report else ():
        if (stands / file).is_file():
            shutil.copyfile(stands / file, folder / file)


def _digest(folder: Path) -> str:
    """Give what stands for all that is in a folder of the site."""
    return record.digest([("publication", folder)], folder / ".none")


def _built(jobs: Sequence[_Job], progress: Callable[[str], None]) -> list[Outcome]:
    """Build what isn't there; where there are errors, all findings are raised."""
    stale = [job.request for job in jobs if not job.stands]
    if len(stale) == 1:
        fresh = iter([_attempt(stale[0], progress)])
    else:
        fresh = iter(build_all(stale, progress) if stale else [])
    outcomes = [_attempt(job.request, progress) if job.stands else next(fresh) for job in jobs]
    found = [each for outcome in outcomes for each in outcome.diagnostics]
    _stop_on(found)
    return outcomes


def _attempt(request: Request, progress: Callable[[str], None]) -> Outcome:
    try:
        return build(request, progress)
    except PublishError as error:
        return Outcome(error.diagnostics)


def _stop_on(found: Sequence[Diagnostic]) -> None:
    if any(each.severity is Severity.ERROR for each in found):
        raise PublishError(tuple(found))


# ------------------------------------------------------------------------------------------------------- publications


def _paged(wanted: Wanted, job: _Job, outcome: Outcome) -> Shelved:
    """Write the pages of a publication beside its files, and give it as the site knows it."""
    report, folder = outcome.report, job.request.out
    assert report is not None  # errors have ended the work before
    edition, _ = prepare(job.request.manuscript, job.request.shown, tuple(TYPES))
    edition = claimed(edition, outcome.diagnostics, "web")
    covers = pictures.covers((folder / f"{edition.slug}-cover.jpg").read_bytes())
    issue = issue_of(edition, (picture for picture, _ in covers), _offers(report), report.pages)
    _write(folder, {picture.href: data for picture, data in covers} | book.draw(edition, issue, wanted.base))
    return Shelved(issue, job.digest, wanted.base, _digest(folder))


def _offers(report: Report) -> Iterator[Offer]:
    """Give what there is to take away, in the order in which it is offered."""
    for kind, media_type in TYPES.items():
        for each in report.outputs:
            if each.kind == kind:
                yield Offer(each.name, media_type, each.size, each.sha256, _claims(report, kind))


def _claims(report: Report, kind: str) -> Claims:
    """Give the claims of an output as its report has them."""
    said = report.accessibility[kind]
    return Claims(
        tuple(Claim(each["property"], each["value"], each["evidence"]) for each in said["claims"]),
        tuple(Withheld(each["property"], each["value"], each["reason"]) for each in said["withheld"]),
        said["summary"],
    )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


# ----------------------------------------------------------------------------------------------------------- the site


def _is_whole(wanted: Wanted, known: Kept, shelved: Sequence[Shelved]) -> bool:
    """Say whether the site is already what is asked for, to the last file at its root."""
    same = (known.title, known.base, known.publications) == (wanted.title, wanted.base, tuple(shelved))
    return same and _digest_of(wanted.out, known.files) == known.made


def _digest_of(out: Path, names: Iterable[str]) -> str:
    total = hashlib.sha256()
    for name in names:
        total.update(f"{name}\0{record.file_digest(out / name)}\0".encode())
    return total.hexdigest()


def _deliver(
    wanted: Wanted, delivery: Delivery, known: Kept, shelved: Sequence[Shelved], made: Mapping[str, Path]
) -> None:
    """Change the site at once: the new publications, the files at its root, and what there is no more of."""
    folder = delivery.work / "root"
    files = _root(wanted, shelved)
    _write(folder, files)
    now = Kept(wanted.title, wanted.base, tuple(shelved), tuple(files), _digest_of(folder, files))
    _stop_on(_taken(wanted, known, now))
    delivery.replace(
        {**made, **{each.name: each for each in sorted(folder.iterdir())}, kept.NAME: now.json()},
        gone=known.names - now.names,
    )


def _root(wanted: Wanted, shelved: Sequence[Shelved]) -> dict[str, bytes]:
    """Give the files at the root of the site, by address."""
    issues = newest_first(each.issue for each in shelved)
    language = issues[0].language
    title = wanted.title or site.default_title(issues) or site_words(language)["all"]
    design = read_shared([(house_folder("layouts"), "layouts")])
    faces, _ = find([house_folder("fonts")])
    return site.draw(Site(title, language, wanted.base), issues, design, faces)


# ----------------------------------------------------------------------------------------------------------- findings


def _twice(jobs: Sequence[_Job]) -> tuple[Diagnostic, ...]:
    """Find publications that have the slug or the identifier of another; one with errors is left to its build."""
    found: list[Diagnostic] = []
    seen: dict[tuple[str, str], str] = {}
    for job in jobs:
        shown = job.request.shown
        names = {"slug": job.stands.issue.slug, "identifier": job.stands.issue.identifier} if job.stands else {}
        place = Span(f"{shown}/publication.yaml")
        publication = None if job.stands else load(job.request.manuscript, shown).publication
        if publication:
            names = {"slug": slug(publication), "identifier": identifier(publication)}
        for key, value in names.items():
            other = seen.setdefault((key, value), shown)
            if other != shown:
                span = publication.place(key) if publication else place
                message = f"{other} has the {key} {value}, too"
                found.append(Diagnostic("shelf-twice", message, span, f"write {key}: and another one", about=value))
    return tuple(found)


def _taken(wanted: Wanted, known: Kept, now: Kept) -> tuple[Diagnostic, ...]:
    """Find what stands under a name that the site needs, and that no earlier site has put there."""
    hint = "take it away, or name another folder with --out"
    taken = (name for name in sorted(now.names - known.names) if (wanted.out / name).exists())
    return tuple(
        Diagnostic("shelf-taken", f"{name} is there, and no site has put it there", Span(str(wanted.out / name)), hint)
        for name in taken
    )

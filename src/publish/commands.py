"""The commands for the team and its partners, each its own function; `cli` takes them in."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.console import ERRORS, OK, Console, cache, common, folder, in_colour, outputs, painted, workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.request import Outcome, Request


def _console(form: str, *, quiet: bool = False) -> Console:
    return Console(form, quiet=quiet, verbose=False, strict=False)


_MANUSCRIPT = click.argument("manuscript", default="manuscript", type=click.Path(path_type=Path))
_FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The form.")


@click.command()
@_MANUSCRIPT
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
              help="The folder of a build, which knows the pages.")  # fmt: skip
@_FORM
def stats(manuscript: Path, out: Path, form: str) -> None:
    """Count MANUSCRIPT: words, minutes of reading, pages, pictures and those described, notes."""
    from publish import statistics
    from publish.diagnostics import Severity
    from publish.edition import slug
    from publish.manuscript.loader import load
    from publish.record import read_report
    from publish.request import Request
    from publish.standing import digest_of

    folder(manuscript)
    console = _console(form)
    loaded = load(manuscript, str(manuscript))
    if loaded.publication is None or any(each.severity is Severity.ERROR for each in loaded.diagnostics):
        console.findings(loaded.diagnostics, manuscript)
        sys.exit(ERRORS)
    report = read_report(out / f"{slug(loaded.publication)}-report.json")
    digests = [digest_of(Request(manuscript, str(manuscript), out, page_list=each)) for each in (True, False)]
    if report and report.input not in digests:
        console.say(f"what stands in {out} is of another input, so pages are left out: build first")
        report = None
    pages, count = (report.articles, report.pages) if report else ({}, 0)
    figures = statistics.statistics(loaded.publication, pages, count)
    click.echo(statistics.as_json(figures).encode() if form == "json" else statistics.as_table(figures))
    sys.exit(OK)


def _built(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a command that builds what it needs, unless it stands there."""
    for option in (
        click.option("--built", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
                     help="The folder of the build that it is made of; built there where it isn't yet."),
        workers,
        cache,
        click.option("--quiet", is_flag=True, help="Say nothing of progress."),
        _FORM,
    ):  # fmt: skip
        command = option(command)
    return command


def _write(write: Callable[..., tuple[Outcome, Path]], request: Request, file: Path | None, console: Console) -> None:
    """Have something written for partners, say where it is and what was found, and end."""
    from publish.diagnostics import PublishError

    try:
        outcome, written = write(request, file, console.progress)
    except PublishError as error:
        console.findings(error.diagnostics, request.manuscript)
        sys.exit(ERRORS)
    finally:
        console.rest()
    console.findings(outcome.diagnostics, request.manuscript)
    console.say(f"{written} {written.stat().st_size / 1e3:,.1f} kB")
    sys.exit(OK)


def _request(manuscript: Path, built: Path, cache: Path | None, workers: int | None) -> Request:
    from publish.pool import cores
    from publish.request import Request

    return Request(manuscript, str(manuscript), built, cache=cache, workers=workers or cores())


@click.command()
@_MANUSCRIPT
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="The file; <slug>-onix.xml beside the build when left out.")  # fmt: skip
@_built
def onix(  # noqa: PLR0917  click hands over one argument an option
    manuscript: Path, out: Path | None, built: Path, workers: int | None, cache: Path | None, quiet: bool, form: str
) -> None:
    """Write an ONIX 3.0 message for MANUSCRIPT's EPUB and screen PDF, with what is claimed of their accessibility."""
    from publish.partners import write_onix

    folder(manuscript)
    _write(write_onix, _request(manuscript, built, cache, workers), out, _console(form, quiet=quiet))


@click.command()
@_MANUSCRIPT
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="The file; <slug>-package.zip beside the build when left out.")  # fmt: skip
@click.option("--to", "wanted", callback=outputs, metavar="OUTPUT,…", help="epub, screen, press; all when left out.")
@_built
def package(  # noqa: PLR0913, PLR0917  click hands over one argument an option
    manuscript: Path,
    out: Path | None,
    wanted: tuple[str, ...],
    built: Path,
    workers: int | None,
    cache: Path | None,
    quiet: bool,
    form: str,
) -> None:
    """Pack MANUSCRIPT to be kept: all that it is made of and all that came out, with a digest of each file (BagIt)."""
    from publish.partners import write_package

    folder(manuscript)
    request = replace(_request(manuscript, built, cache, workers), outputs=wanted)
    _write(write_package, request, out, _console(form, quiet=quiet))


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@_FORM
def diff(old: Path, new: Path, form: str) -> None:
    """Say which words changed from OLD to NEW, two PDFs or two EPUBs, by page or document; status 1 where any did."""
    from publish import comparing
    from publish.diagnostics import PublishError
    from publish.forms import unpainted

    try:
        found = comparing.compare(old, new)
    except PublishError as error:
        _console(form).findings(error.diagnostics)
        sys.exit(ERRORS)
    coloured, paint = (True, painted) if in_colour() else (False, unpainted)
    if form == "json":
        click.echo(comparing.as_json(found).encode())
    else:
        click.echo(comparing.as_text(found, paint), color=coloured)
    sys.exit(OK if found.same else ERRORS)


@click.command()
@click.argument("manuscript", required=False, type=click.Path(path_type=Path))
@click.option("--layout", default="", metavar="NAME", help="The one layout to show; all there are when left out.")
@click.option("--to", "outputs", callback=outputs, metavar="OUTPUT,…", help="As of build; all three when left out.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist/specimen", show_default=True,
              help="Where the files go; each layout has a folder of its own in it.")  # fmt: skip
@workers
@cache
@common
def specimen(  # noqa: PLR0913, PLR0917  click hands over one argument an option
    manuscript: Path | None,
    layout: str,
    outputs: tuple[str, ...],
    out: Path,
    workers: int | None,
    cache: Path | None,
    form: str,
    *,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build every block of the dialect in the layouts there are: what a designer looks at after each change.

    The layouts and fonts that MANUSCRIPT brings go before the house's, where one is named.
    """
    from publish.pool import cores
    from publish.request import Request
    from publish.running import build_one, build_several
    from publish.specimen import layouts, specimens

    if manuscript:
        folder(manuscript)
    known = layouts(manuscript)
    if layout and layout not in known:
        raise click.UsageError(f"there is no layout {layout}: there are {', '.join(known)}")
    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    with specimens((layout,) if layout else known, manuscript) as written:
        requests = [
            Request(made, f"specimen/{name}", out / name, outputs, cache=cache, workers=workers or cores())
            for name, made in written.items()
        ]
        run = build_several(requests, console) if len(requests) > 1 else build_one(requests[0], console)
    sys.exit(run)


COMMANDS = (diff, onix, package, specimen, stats)

"""Commands that write what is handed on: records for the trade, and the bundle to be kept."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.commands import options
from publish.console import ERRORS, OK, Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.request import Outcome, Request


def _built(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a command that builds what it needs, unless it stands there."""
    for option in (
        click.option("--built", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
                     help="The folder of the build that it is made of; built there where it isn't yet."),
        options.workers,
        options.cache,
        click.option("--quiet", is_flag=True, help="Say nothing of progress."),
        options.form_alone,
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
@options.manuscript
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="The file; <slug>-onix.xml beside the build when left out.")  # fmt: skip
@_built
def onix(  # noqa: PLR0917  click hands over one argument an option
    manuscript: Path, out: Path | None, built: Path, workers: int | None, cache: Path | None, quiet: bool, form: str
) -> None:
    """Write an ONIX 3.0 message for MANUSCRIPT's EPUB and screen PDF, with what is claimed of their accessibility."""
    from publish.partners import write_onix

    options.folder(manuscript)
    _write(write_onix, _request(manuscript, built, cache, workers), out, Console(form, quiet=quiet))


@click.command()
@options.manuscript
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="The file; <slug>-package.zip beside the build when left out.")  # fmt: skip
@click.option(
    "--to", "wanted", callback=options.outputs, metavar="OUTPUT,…", help="epub, screen, press; all when left out."
)
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

    options.folder(manuscript)
    request = replace(_request(manuscript, built, cache, workers), outputs=wanted)
    _write(write_package, request, out, Console(form, quiet=quiet))

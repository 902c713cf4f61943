"""The commands for the team and its partners, each its own function; `cli` takes them in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from publish.console import ERRORS, OK, Console, folder


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


COMMANDS = (stats,)

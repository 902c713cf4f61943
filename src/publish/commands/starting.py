"""Commands that a manuscript begins with: a new one, and articles from files of other programs."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from publish.commands import options
from publish.console import ERRORS, OK, Console
from publish.diagnostics import LackingError
from publish.starters import SPECIMEN, TEMPLATES, start


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--template", type=click.Choice([*TEMPLATES, SPECIMEN]), default=TEMPLATES[0], show_default=True,
              help="What kind of publication it becomes; the specimen has every block, to design with.")  # fmt: skip
def new(folder: Path, template: str) -> None:
    """Write a small complete manuscript to start from.

    DIR is the folder to make. What is in it builds as it is; change one thing after the other.
    """
    from publish.excerpts import safe

    try:
        files = start(folder, template)
    except (FileExistsError, NotADirectoryError) as error:
        raise click.UsageError(f"{folder} is there already and isn't an empty folder; name a new one") from error
    except OSError as error:
        mend = "give yourself the right to, make room, or name another folder"
        raise LackingError(f"{folder} can't be written ({error.strerror})", mend) from error
    for path in files:
        click.echo(safe(str(path)))
    click.echo(f"now change what you like, and build it: {safe(f'publish build {shlex.quote(str(folder))}')}")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True,
              help="The manuscript's folder: articles go into it, pictures into its images.")  # fmt: skip
@click.option("--styles", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="A YAML file that says what styles become (docs/importing.md).")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace articles and pictures of the same name.")
@options.common
def import_(  # noqa: PLR0913
    files: tuple[Path, ...],
    out: Path,
    styles: Path | None,
    form: str,
    *,
    force: bool,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Turn FILES of Word, ODT or HTML into articles of a manuscript, and list what did not carry over."""
    from publish.diagnostics import PublishError
    from publish.excerpts import safe
    from publish.importing.run import Request as ImportRequest
    from publish.importing.run import import_files

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    try:
        outcome = import_files(ImportRequest(files, out, styles, force), console.progress)
    except PublishError as error:
        console.findings(error.diagnostics, out)
        console.say("nothing was written")
        sys.exit(ERRORS)
    finally:
        console.rest()
    failed = console.findings(outcome.diagnostics, out)
    if form == "text":
        click.echo("\n".join(["did not carry over:", *(f"  {safe(line)}" for line in outcome.lost)]))
        click.echo("\n".join(["written:", *(f"  {safe(str(path))}" for path in outcome.files)]))
    console.say(f"look at {out}, then: publish check {out}")
    sys.exit(ERRORS if failed else OK)

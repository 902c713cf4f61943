"""Commands that build: outputs, sites, proofs, specimens, and the preview that builds at each save."""

from __future__ import annotations

import re
import sys
import traceback
from dataclasses import replace
from pathlib import Path

import click

from publish.commands import options
from publish.console import ERRORS, OK, Console
from publish.running import build_one, build_several


@click.command()
@click.argument("manuscripts", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "outputs",
    callback=options.outputs,
    metavar="OUTPUT,…",
    help="What to build: epub, screen, press; all three when left out.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
              help="Where the files go; of several manuscripts, each has a folder of its own in it.")  # fmt: skip
@click.option("--no-page-list", "page_list", is_flag=True, flag_value=False, default=True,
              help="Don't mark the printed pages in the EPUB; an EPUB alone is then built faster.")  # fmt: skip
@options.workers
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="A Dask cluster of yours that lays out pages instead, such as tcp://host:8786.")  # fmt: skip
@options.cache
@options.common
def build(  # noqa: PLR0913, PLR0917  click hands over one argument an option
    manuscripts: tuple[Path, ...],
    outputs: tuple[str, ...],
    out: Path,
    workers: int | None,
    scheduler: str,
    cache: Path | None,
    form: str,
    *,
    page_list: bool,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Make the EPUB and the PDFs of each manuscript.

    MANUSCRIPTS are folders with a publication.yaml, or folders of such folders; `manuscript` when none is named.
    """
    from publish.build import Request
    from publish.pool import cores

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    if workers and scheduler:
        raise click.UsageError("--workers counts processes of this machine, and --scheduler takes a cluster instead")
    named = manuscripts or (Path("manuscript"),)
    for each in named:
        options.folder(each)
    folders = tuple(folder for each in named for folder in _publications(each))
    many = folders != named or len(folders) > 1
    asked = Request(folders[0], str(folders[0]), out, outputs, page_list, cache, workers or cores(), scheduler)
    requests = [
        replace(asked, manuscript=folder, shown=str(folder), out=out / folder.name if many else out)
        for folder in folders
    ]
    sys.exit(build_several(requests, console) if many else build_one(asked, console))


def _publications(folder: Path) -> tuple[Path, ...]:
    """Give the manuscripts that a folder stands for: itself, or those in it where it is none."""
    if (folder / "publication.yaml").exists():
        return (folder,)
    return tuple(sorted(each.parent for each in folder.glob("*/publication.yaml"))) or (folder,)


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """Give a site's address with a slash behind it; nothing where none is named."""
    folder = r"https?://[a-z0-9.-]+(:[1-9][0-9]{0,4})?(/[a-z0-9._~%!$&'()*+,;=:@/-]*)?"
    if value and not re.fullmatch(folder, value, re.IGNORECASE):
        raise click.BadParameter(f"{value} is not a folder on the web, such as https://example.org/library/")
    return f"{value.rstrip('/')}/" if value else ""


def _title(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    title = " ".join(value.split())
    if not title.isprintable():
        raise click.BadParameter("a title holds no control characters")
    return title


@click.command()
@click.argument("manuscripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder of the site.")
@click.option("--base", callback=_address, metavar="URL",
              help="The address that the site will have; every link is relative when left out.")  # fmt: skip
@click.option("--title", default="", callback=_title, help="The name of the site; its publisher's when left out.")
@options.workers
@options.cache
@options.common
def shelf(  # noqa: PLR0913
    manuscripts: tuple[Path, ...],
    out: Path,
    *,
    base: str,
    title: str,
    workers: int | None,
    cache: Path | None,
    form: str,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Make a site of MANUSCRIPTS: a folder with a publication.yaml, or a folder of such folders."""
    from publish.diagnostics import PublishError
    from publish.forms import number
    from publish.pool import cores
    from publish.shelf import Wanted, stock

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    for each in manuscripts:
        options.folder(each)
    folders = tuple(dict.fromkeys(folder for each in manuscripts for folder in _publications(each)))
    for each in folders:
        if out.resolve().is_relative_to(each.resolve()):
            raise click.UsageError(f"{out} is in {each}: name a folder outside of the manuscript with --out")
    wanted = Wanted(tuple((each, str(each)) for each in folders), out, base, title, cache, workers or cores())
    try:
        stocked = stock(wanted, console.progress)
    except PublishError as error:
        console.findings(error.diagnostics, *folders)
        if (out / "shelf.json").is_file():
            console.say(f"nothing was changed in {out}: the last good site is still there")
        sys.exit(ERRORS)
    finally:
        console.rest()
    failed = console.findings(stocked.diagnostics, *folders)
    console.say(f"{out / 'index.html'}: {number(stocked.publications, 'publication')}, {stocked.made} of them made now")
    sys.exit(ERRORS if failed else OK)


@click.command()
@options.manuscript
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
              help="Where the sheets go.")  # fmt: skip
@options.workers
@options.cache
@options.common
def proof(  # noqa: PLR0913
    manuscript: Path,
    out: Path,
    workers: int | None,
    cache: Path | None,
    form: str,
    *,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Draw proof sheets for people to look at.

    They show the press PDF of MANUSCRIPT: its pages with trim and bleed, a contact sheet, and each plate by itself.
    """
    from publish.build import Request, prove
    from publish.diagnostics import PublishError
    from publish.pool import cores

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    options.folder(manuscript)
    try:
        outcome = prove(
            Request(manuscript, str(manuscript), out, ("press",), cache=cache, workers=workers or cores()),
            console.progress,
        )
    except PublishError as error:
        console.findings(error.diagnostics, manuscript)
        sys.exit(ERRORS)
    finally:
        console.rest()
    failed = console.findings(outcome.diagnostics, manuscript)
    if outcome.files:
        console.say(f"{len(outcome.files)} files: open {outcome.files[-1]}")
    sys.exit(ERRORS if failed else OK)


@click.command()
@click.argument("manuscript", required=False, type=click.Path(path_type=Path))
@click.option("--layout", default="", metavar="NAME", help="The one layout to show; all there are when left out.")
@click.option(
    "--to", "outputs", callback=options.outputs, metavar="OUTPUT,…", help="As of build; all three when left out."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist/specimen", show_default=True,
              help="Where the files go; each layout has a folder of its own in it.")  # fmt: skip
@options.workers
@options.cache
@options.common
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
        options.folder(manuscript)
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


@click.command()
@options.manuscript
@click.option("--port", type=click.IntRange(0, 65535), metavar="N",
              help="The port on this machine; 8170, or the next that is free, when left out; 0 for any.")  # fmt: skip
@options.workers
@options.cache
def preview(manuscript: Path, port: int | None, workers: int | None, cache: Path | None) -> None:
    """Show the pages in your browser while you write.

    MANUSCRIPT is laid out anew at each save, until you press Ctrl-C. Nobody but you can see it.
    """
    from publish.excerpts import safe
    from publish.pool import cores

    options.folder(manuscript)
    from publish.preview.server import Asked, Told, serve

    def address(url: str) -> None:
        click.echo(f"{url} shows {safe(str(manuscript))}; Ctrl-C ends it")

    told = Told(address, traceback.print_exception)
    serve(Asked(manuscript, str(manuscript), port, cache, workers or cores()), told)

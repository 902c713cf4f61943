"""The command line. Only this module and those that it takes commands from print; all that they do can be imported."""

from __future__ import annotations

import gc
import io
import re
import shlex
import signal
import sys
import traceback
from dataclasses import replace
from pathlib import Path

import click

from publish import __version__
from publish.commands import COMMANDS
from publish.console import BUG, ERRORS, INTERRUPTED, LACKING, OK, USAGE, Console
from publish.console import cache as _cache
from publish.console import columns as _columns
from publish.console import common as _common
from publish.console import folder as _folder
from publish.console import in_colour as _in_colour
from publish.console import outputs as _outputs
from publish.console import painted as _painted
from publish.console import workers as _workers
from publish.diagnostics import LackingError
from publish.running import build_one, build_several
from publish.starters import SPECIMEN, TEMPLATES, start

__all__ = ["BUG", "ERRORS", "INTERRUPTED", "LACKING", "OK", "USAGE", "Console", "cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publish")
def cli() -> None:
    """From one manuscript to an EPUB, an accessible PDF and a press PDF."""


@cli.command()
@click.argument("manuscripts", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "outputs",
    callback=_outputs,
    metavar="OUTPUT,…",
    help="What to build: epub, screen, press; all three when left out.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
              help="Where the files go; of several manuscripts, each has a folder of its own in it.")  # fmt: skip
@click.option("--no-page-list", "page_list", is_flag=True, flag_value=False, default=True,
              help="Don't mark the printed pages in the EPUB; an EPUB alone is then built faster.")  # fmt: skip
@_workers
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="A Dask cluster of yours that lays out pages instead, such as tcp://host:8786.")  # fmt: skip
@_cache
@_common
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
    from publish.build import Request  # noqa: PLC0415  commands import what they need: --help starts no engine
    from publish.pool import cores  # noqa: PLC0415

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    if workers and scheduler:
        raise click.UsageError("--workers counts processes of this machine, and --scheduler takes a cluster instead")
    named = manuscripts or (Path("manuscript"),)
    for each in named:
        _folder(each)
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


@cli.command()
@click.argument("manuscripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder of the site.")
@click.option("--base", callback=_address, metavar="URL",
              help="The address that the site will have; every link is relative when left out.")  # fmt: skip
@click.option("--title", default="", callback=_title, help="The name of the site; its publisher's when left out.")
@_workers
@_cache
@_common
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
    from publish.diagnostics import PublishError  # noqa: PLC0415
    from publish.forms import number  # noqa: PLC0415
    from publish.pool import cores  # noqa: PLC0415
    from publish.shelf import Wanted, stock  # noqa: PLC0415

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    for each in manuscripts:
        _folder(each)
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


@cli.command()
@click.argument("manuscript", default="manuscript", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
              help="Where the sheets go.")  # fmt: skip
@_workers
@_cache
@_common
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
    from publish.build import Request, prove  # noqa: PLC0415
    from publish.diagnostics import PublishError  # noqa: PLC0415
    from publish.pool import cores  # noqa: PLC0415

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    _folder(manuscript)
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


@cli.command()
@click.argument("manuscript", default="manuscript", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), metavar="N",
              help="The port on this machine; 8170, or the next that is free, when left out; 0 for any.")  # fmt: skip
@_workers
@_cache
def preview(manuscript: Path, port: int | None, workers: int | None, cache: Path | None) -> None:
    """Show the pages in your browser while you write.

    MANUSCRIPT is laid out anew at each save, until you press Ctrl-C. Nobody but you can see it.
    """
    from publish.excerpts import safe  # noqa: PLC0415
    from publish.pool import cores  # noqa: PLC0415

    _folder(manuscript)
    from publish.preview.server import Asked, Told, serve  # noqa: PLC0415

    def address(url: str) -> None:
        click.echo(f"{url} shows {safe(str(manuscript))}; Ctrl-C ends it")

    told = Told(address, traceback.print_exception)
    serve(Asked(manuscript, str(manuscript), port, cache, workers or cores()), told)


@cli.command()
@click.argument("manuscript", default="manuscript", type=click.Path(path_type=Path))
@_common
def check(manuscript: Path, form: str, *, strict: bool, quiet: bool, verbose: bool) -> None:
    """Say what is wrong in a manuscript, build nothing."""
    from publish.build import check as run  # noqa: PLC0415
    from publish.excerpts import safe  # noqa: PLC0415

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    _folder(manuscript)
    found = run(manuscript, str(manuscript))
    failed = console.findings(found, manuscript)
    if not found and form == "text":
        click.echo(safe(f"{manuscript}: nothing to mend"))
    sys.exit(ERRORS if failed else OK)


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_common
def verify(files: tuple[Path, ...], form: str, *, strict: bool, quiet: bool, verbose: bool) -> None:
    """Have independent validators judge built files.

    FILES are EPUBs and PDFs; what is in `dist` when none is named.
    """
    from publish.forms import number  # noqa: PLC0415
    from publish.verify import verify as run  # noqa: PLC0415

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    if not files:
        dist = Path("dist")
        files = tuple(sorted([*dist.glob("*.epub"), *dist.glob("*.pdf")]))
    if not files:
        raise click.UsageError("there is nothing in dist: build first, or name the files")
    verdict = run(files)
    failed = console.findings(verdict.diagnostics)
    console.say(f"checked {number(len(files), 'file')} with {', '.join(verdict.used) or 'nothing'}")
    for need in verdict.lacking:
        console.say(f"lacking {need.name}, {need.purpose}: {need.install}")
    sys.exit(ERRORS if failed else OK)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def transcript(file: Path) -> None:
    """Say what a screen reader says of a file.

    FILE is an EPUB or a tagged PDF.
    """
    from publish.diagnostics import PublishError  # noqa: PLC0415
    from publish.excerpts import safe  # noqa: PLC0415
    from publish.transcript import transcript as run  # noqa: PLC0415

    try:
        for line in run(file).splitlines():
            click.echo(safe(line) if sys.stdout.isatty() else line)
    except PublishError as error:
        Console("text", quiet=False, verbose=False, strict=False).findings(error.diagnostics)
        sys.exit(ERRORS)


@cli.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True,
              help="The manuscript's folder: articles go into it, pictures into its images.")  # fmt: skip
@click.option("--styles", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="A YAML file that says what styles become (docs/importing.md).")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace articles and pictures of the same name.")
@_common
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
    from publish.diagnostics import PublishError  # noqa: PLC0415
    from publish.excerpts import safe  # noqa: PLC0415
    from publish.importing.run import Request as ImportRequest  # noqa: PLC0415
    from publish.importing.run import import_files  # noqa: PLC0415

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


@cli.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain a finding: its rule, an example, its mend.

    CODE is what stands in brackets behind the finding; without it, all codes are listed.
    """
    from publish.codes import RULES  # noqa: PLC0415
    from publish.diagnostics import did_you_mean  # noqa: PLC0415
    from publish.explanations import explained, listed  # noqa: PLC0415
    from publish.forms import unpainted  # noqa: PLC0415

    if code is None:
        click.echo(listed(_columns()))
        return
    rule = RULES.get(code.strip("[]"))
    if rule is None:
        raise click.UsageError(f"{code} is not a code. {did_you_mean(code, RULES) or 'publish explain lists them all'}")
    coloured, paint = (True, _painted) if _in_colour() else (False, unpainted)
    title = f"{paint(rule.code, 'path')}: {paint(rule.severity.value, rule.severity.value)}"
    click.echo(f"{title}\n\n{explained(rule, _columns())}", color=coloured)


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--template", type=click.Choice([*TEMPLATES, SPECIMEN]), default=TEMPLATES[0], show_default=True,
              help="What kind of publication it becomes; the specimen has every block, to design with.")  # fmt: skip
def new(folder: Path, template: str) -> None:
    """Write a small complete manuscript to start from.

    DIR is the folder to make. What is in it builds as it is; change one thing after the other.
    """
    from publish.excerpts import safe  # noqa: PLC0415

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


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes Tab complete commands in a shell.

    For bash, put eval "$(publish completion bash)" into ~/.bashrc; for zsh, the same with zsh into ~/.zshrc; for fish,
    write what is printed to ~/.config/fish/completions/publish.fish.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    complete = get_completion_class(shell)
    assert complete is not None
    click.echo(complete(cli, {}, "publish", "_PUBLISH_COMPLETE").source())


@cli.command()
def doctor() -> None:
    """Say what this machine has, lacks, and how to get it."""
    from publish.doctor import examine  # noqa: PLC0415

    needs = examine()
    for need in needs:
        state = need.found or ("missing" if need.required else "not here")
        click.echo(f"{need.name:20} {state:14} {need.purpose}")
        if not need.found:
            click.echo(f"{'':20} install it with: {need.install}")
    sys.exit(LACKING if any(need.required and not need.found for need in needs) else OK)


for _command in COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """Run the command line; an interrupt ends with status 130, and so do SIGTERM and a terminal that goes away."""
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.default_int_handler)
    # A run is short, and what it makes lives until its end: collecting more often would only look at it again.
    gc.set_threshold(20_000, 20, 100)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that has no curly quotes is no bug of ours
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        cli(standalone_mode=False)
    except LackingError as error:
        click.echo(f"publish: {error.what}: {error.mend}", err=True)
        sys.exit(LACKING)
    except MemoryError:
        click.echo("publish: this machine has too little memory for that: build one output at a time (--to)", err=True)
        sys.exit(LACKING)
    except click.Abort:
        click.echo("publish: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except KeyboardInterrupt:
        click.echo("publish: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001  whatever comes here is a bug of ours, and its traceback is wanted
        traceback.print_exc()
        click.echo("publish: this is a bug of publish, not of the manuscript; please report the lines above", err=True)
        sys.exit(BUG)
    finally:
        gc.freeze()  # what is left goes with the process: to look for circles in it takes a tenth of a second


if __name__ == "__main__":
    main()

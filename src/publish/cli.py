"""The command line. Only this module prints; everything that it does can be imported."""

from __future__ import annotations

import gc
import io
import os
import shlex
import shutil
import signal
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish import __version__
from publish.diagnostics import LackingError
from publish.starters import TEMPLATES, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.status import Status

    from publish.build import Request
    from publish.diagnostics import Diagnostic

OK, ERRORS, USAGE, LACKING, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130


class Console:
    """Where things are said: findings to standard output in one form, progress to standard error."""

    def __init__(self, form: str, *, quiet: bool, verbose: bool, strict: bool) -> None:
        self.form = form
        self.quiet = quiet
        self.verbose = verbose
        self.strict = strict
        self._live: Status | None = None

    def progress(self, text: str) -> None:
        """Say what is being done: live on a terminal, as a line elsewhere."""
        if self.quiet:
            return
        if not sys.stderr.isatty():
            self.say(text)
        elif self._live is None:
            from rich.console import Console as Terminal  # noqa: PLC0415  it costs more than --help may take

            self._live = Terminal(stderr=True).status(text)
            self._live.start()
        else:
            self._live.update(text)

    def say(self, text: str) -> None:
        """Say what has been done, below whatever was shown live."""
        self.rest()
        if not self.quiet:
            click.echo(f"publish: {text}", err=True)

    def rest(self) -> None:
        """Take away what is shown live."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def findings(self, found: Iterable[Diagnostic], *manuscripts: Path) -> bool:
        """Print findings; say whether there are errors among them, warnings included where they count as such.

        ``manuscripts`` are the folders whose lines are quoted: findings of built files have none to show.
        """
        from publish import forms  # noqa: PLC0415  commands import what they need: --help starts no engine
        from publish.diagnostics import shown  # noqa: PLC0415
        from publish.excerpts import placed  # noqa: PLC0415
        from publish.texts import texts  # noqa: PLC0415

        self.rest()
        readers = [texts(manuscript, str(manuscript)) for manuscript in manuscripts]

        def read(path: str) -> tuple[str, ...] | None:
            return next((lines for reader in readers if (lines := reader(path)) is not None), None)

        found = placed(found, read)  # once more: what stops a build while it draws comes as it was raised
        if self.form == "json":  # programs are given UTF-8, whatever the terminal has
            click.echo(forms.as_json(found).encode())
        elif self.form == "github":
            for each in found:
                click.echo(forms.as_github(each).encode())
        elif found:
            coloured, paint = (True, _painted) if _in_colour() else (False, forms.unpainted)
            for text in shown(found, render=lambda each: forms.as_text(each, read, paint, _columns())):
                click.echo(text, color=coloured)
            click.echo(forms.counted(found))
        errors = sum(each.severity.value == "error" for each in found)
        return bool(errors or (self.strict and found))


def _in_colour() -> bool:
    """Say whether findings are coloured: on a terminal that can, unless the environment says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _painted(text: str, style: str) -> str:
    from publish.forms import STYLES  # noqa: PLC0415

    return click.style(text, **STYLES[style])


def _columns() -> int:
    """Give how many characters a line has on the terminal, or has elsewhere."""
    return max(shutil.get_terminal_size((100, 0)).columns, 40)


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every command with findings has."""
    for option in (
        click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text",
                     help="How findings are printed: for people, as JSON, or as GitHub shows them."),
        click.option("--strict", is_flag=True, help="Count warnings as errors: the status is then 1."),
        click.option("--quiet", is_flag=True, help="Print findings alone, no progress."),
        click.option("--verbose", is_flag=True, help="Print more of what is being done."),
    ):  # fmt: skip
        command = option(command)
    return command


def _outputs(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    from publish.diagnostics import did_you_mean  # noqa: PLC0415
    from publish.record import OUTPUTS  # noqa: PLC0415

    if value is None:
        return OUTPUTS
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    for name in names:
        if name not in OUTPUTS:
            hint = did_you_mean(name, OUTPUTS) or f"known: {', '.join(OUTPUTS)}"
            raise click.BadParameter(f"{name} is not an output; {hint}")
    if not names:
        raise click.BadParameter("name at least one output")
    return tuple(name for name in OUTPUTS if name in names)


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
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="How many processes lay out pages; all cores when left out."
)
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="A Dask cluster of yours that lays out pages instead, such as tcp://host:8786.")  # fmt: skip
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Where pages and plates are kept; else $PUBLISH_CACHE, else your cache folder.")  # fmt: skip
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
    sys.exit(_build_archive(requests, console) if many else _build(asked, console))


def _publications(folder: Path) -> tuple[Path, ...]:
    """Give the manuscripts that a folder stands for: itself, or those in it where it is none."""
    if (folder / "publication.yaml").exists():
        return (folder,)
    return tuple(sorted(each.parent for each in folder.glob("*/publication.yaml"))) or (folder,)


def _build(request: Request, console: Console) -> int:
    """Build one manuscript, and give the status to end with."""
    from publish.build import build as run  # noqa: PLC0415
    from publish.diagnostics import PublishError  # noqa: PLC0415

    try:
        outcome = run(request, console.progress)
    except PublishError as error:
        console.findings(error.diagnostics, request.manuscript)
        if request.out.is_dir() and any(request.out.glob("*-report.json")):
            console.say(f"nothing was changed in {request.out}: the last good files are still there")
        return ERRORS
    finally:
        console.rest()
    failed = console.findings(outcome.diagnostics, request.manuscript)
    if not outcome.fresh:
        console.say(f"{request.out} is up to date")
    elif outcome.report:
        for each in outcome.report.outputs:
            console.say(f"{request.out / each.name} {each.size / 1e6:.1f} MB")
    return ERRORS if failed else OK


def _build_archive(requests: Sequence[Request], console: Console) -> int:
    """Build several manuscripts, several at a time, and give the status to end with."""
    from publish.archive import build_all  # noqa: PLC0415
    from publish.forms import number  # noqa: PLC0415

    try:
        outcomes = build_all(requests, console.progress)
    finally:
        console.rest()
    found = [each for outcome in outcomes for each in outcome.diagnostics]
    failed = console.findings(found, *(request.manuscript for request in requests))
    pages = sum(outcome.report.pages for outcome in outcomes if outcome.report)
    built = sum(outcome.report is not None for outcome in outcomes)
    console.say(f"{built} of {number(len(requests), 'manuscript')}, {number(pages, 'page')}")
    return ERRORS if failed else OK


@cli.command()
@click.argument("manuscript", default="manuscript", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
              help="Where the sheets go.")  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="How many processes lay out pages; all cores when left out."
)
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Where pages and plates are kept; else $PUBLISH_CACHE, else your cache folder.")  # fmt: skip
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
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="How many processes lay out pages; all cores when left out."
)
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Where pages are kept; else $PUBLISH_CACHE, else your cache folder.")  # fmt: skip
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
@click.option("--template", type=click.Choice(TEMPLATES), default=TEMPLATES[0], show_default=True,
              help="What kind of publication it becomes.")  # fmt: skip
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


def _folder(manuscript: Path) -> None:
    if not manuscript.is_dir():
        raise click.UsageError(f"{manuscript} is not a folder")


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


if __name__ == "__main__":
    main()

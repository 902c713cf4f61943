"""Commands that look and build nothing: at a manuscript, at built files, at a finding, at this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from publish.commands import options
from publish.console import ERRORS, LACKING, OK, Console, columns, in_colour, painted


@click.command()
@options.manuscript
@options.common
def check(manuscript: Path, form: str, *, strict: bool, quiet: bool, verbose: bool) -> None:
    """Say what is wrong in a manuscript, build nothing."""
    from publish.build import check as run
    from publish.excerpts import safe

    console = Console(form, quiet=quiet, verbose=verbose, strict=strict)
    options.folder(manuscript)
    found = run(manuscript, str(manuscript))
    failed = console.findings(found, manuscript)
    if not found and form == "text":
        click.echo(safe(f"{manuscript}: nothing to mend"))
    sys.exit(ERRORS if failed else OK)


@click.command()
@options.manuscript
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="dist", show_default=True,
              help="The folder of a build, which knows the pages.")  # fmt: skip
@options.form_alone
def stats(manuscript: Path, out: Path, form: str) -> None:
    """Count MANUSCRIPT: words, minutes of reading, pages, pictures and those described, notes."""
    from publish import statistics
    from publish.diagnostics import Severity
    from publish.edition import slug
    from publish.manuscript.loader import load
    from publish.record import read_report
    from publish.request import Request
    from publish.standing import digest_of

    options.folder(manuscript)
    console = Console(form)
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


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@options.common
def verify(files: tuple[Path, ...], form: str, *, strict: bool, quiet: bool, verbose: bool) -> None:
    """Have independent validators judge built files.

    FILES are EPUBs and PDFs; what is in `dist` when none is named.
    """
    from publish.forms import number
    from publish.verify import verify as run

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


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def transcript(file: Path) -> None:
    """Say what a screen reader says of a file.

    FILE is an EPUB or a tagged PDF.
    """
    from publish.diagnostics import PublishError
    from publish.excerpts import safe
    from publish.transcript import transcript as run

    try:
        for line in run(file).splitlines():
            click.echo(safe(line) if sys.stdout.isatty() else line)
    except PublishError as error:
        Console("text").findings(error.diagnostics)
        sys.exit(ERRORS)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@options.form_alone
def diff(old: Path, new: Path, form: str) -> None:
    """Say which words changed from OLD to NEW, two PDFs or two EPUBs, by page or document; status 1 where any did."""
    from publish import comparing
    from publish.diagnostics import PublishError
    from publish.forms import unpainted

    try:
        found = comparing.compare(old, new)
    except PublishError as error:
        Console(form).findings(error.diagnostics)
        sys.exit(ERRORS)
    coloured, paint = (True, painted) if in_colour() else (False, unpainted)
    if form == "json":
        click.echo(comparing.as_json(found).encode())
    else:
        click.echo(comparing.as_text(found, paint), color=coloured)
    sys.exit(OK if found.same else ERRORS)


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain a finding: its rule, an example, its mend.

    CODE is what stands in brackets behind the finding; without it, all codes are listed.
    """
    from publish.codes import RULES
    from publish.diagnostics import did_you_mean
    from publish.explanations import explained, listed
    from publish.forms import unpainted

    if code is None:
        click.echo(listed(columns()))
        return
    rule = RULES.get(code.strip("[]"))
    if rule is None:
        raise click.UsageError(f"{code} is not a code. {did_you_mean(code, RULES) or 'publish explain lists them all'}")
    coloured, paint = (True, painted) if in_colour() else (False, unpainted)
    title = f"{paint(rule.code, 'path')}: {paint(rule.severity.value, rule.severity.value)}"
    click.echo(f"{title}\n\n{explained(rule, columns())}", color=coloured)


@click.command()
def doctor() -> None:
    """Say what this machine has, lacks, and how to get it."""
    from publish.doctor import examine

    needs = examine()
    for need in needs:
        state = need.found or ("missing" if need.required else "not here")
        click.echo(f"{need.name:20} {state:14} {need.purpose}")
        if not need.found:
            click.echo(f"{'':20} install it with: {need.install}")
    sys.exit(LACKING if any(need.required and not need.found for need in needs) else OK)

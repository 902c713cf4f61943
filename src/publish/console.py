"""How commands speak: findings to standard output, progress to standard error, the statuses to end with."""

from __future__ import annotations

import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.status import Status

    from publish.diagnostics import Diagnostic

OK, ERRORS, USAGE, LACKING, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130


class Console:
    """Where things are said: findings to standard output in one form, progress to standard error."""

    def __init__(self, form: str, *, quiet: bool = False, verbose: bool = False, strict: bool = False) -> None:
        self.form = form
        self.quiet = quiet
        self.verbose = verbose
        self._start = time.monotonic()
        self.strict = strict
        self._live: Status | None = None

    def progress(self, text: str) -> None:
        """Say what is being done: live on a terminal, as a line elsewhere, and with the seconds so far if asked."""
        if self.quiet:
            return
        if self.verbose:
            self.say(f"{time.monotonic() - self._start:6.1f} s  {text}")
        elif not sys.stderr.isatty():
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
            coloured, paint = (True, painted) if in_colour() else (False, forms.unpainted)
            for text in shown(found, render=lambda each: forms.as_text(each, read, paint, columns())):
                click.echo(text, color=coloured)
            click.echo(forms.counted(found))
        errors = sum(each.severity.value == "error" for each in found)
        return bool(errors or (self.strict and found))


def in_colour() -> bool:
    """Say whether findings are coloured: on a terminal that can, unless the environment says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def painted(text: str, style: str) -> str:
    """Give text as a terminal shows what it is: a key of ``forms.STYLES``."""
    from publish.forms import STYLES  # noqa: PLC0415

    return click.style(text, **STYLES[style])


def columns() -> int:
    """Give how many characters a line has on the terminal, or has elsewhere."""
    return max(shutil.get_terminal_size((100, 0)).columns, 40)

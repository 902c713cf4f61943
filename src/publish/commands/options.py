"""Arguments and options that several commands have, and what may be said with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

manuscript = click.argument("manuscript", default="manuscript", type=click.Path(path_type=Path))
"""The folder of one manuscript."""

form_alone = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The form.")
"""The option that names the form of what is printed, where that isn't findings."""

workers = click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="How many processes lay out pages; all cores when left out."
)
"""The option that names how many processes work."""

cache = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where pages and plates are kept; else $PUBLISH_CACHE, else your cache folder.",
)
"""The option that names the folder of what is kept from one build to the next."""


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every command with findings has."""
    for option in (
        click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text",
                     help="How findings are printed: for people, as JSON, or as GitHub shows them."),
        click.option("--strict", is_flag=True, help="Count warnings as errors: the status is then 1."),
        click.option("--quiet", is_flag=True, help="Print findings alone, no progress."),
        click.option("--verbose", is_flag=True, help="Print each step that is taken, with the seconds so far."),
    ):  # fmt: skip
        command = option(command)
    return command


def folder(manuscript: Path) -> None:
    """Refuse what is no folder as wrong usage."""
    if not manuscript.is_dir():
        raise click.UsageError(f"{manuscript} is not a folder")


def outputs(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Read the names of outputs, parted by commas, as an option's callback; all of them where it is left out."""
    from publish.diagnostics import did_you_mean
    from publish.record import OUTPUTS

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

"""The command line. Only this module, the commands and the console print; all that they do can be imported."""

from __future__ import annotations

import gc
import io
import signal
import sys
import traceback

import click

from publish import __version__
from publish.commands import COMMANDS
from publish.console import BUG, INTERRUPTED, LACKING, USAGE
from publish.diagnostics import LackingError


@click.group(commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publish")
def cli() -> None:
    """From one manuscript to an EPUB, an accessible PDF and a press PDF."""


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

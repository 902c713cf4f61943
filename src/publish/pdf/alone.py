"""WeasyPrint without the machine around it: no fonts of the system, no list of file types, no programs started.

The same input gives the same bytes on every machine, so what a machine has must not be looked at.
"""

from __future__ import annotations

import ctypes.util
import mimetypes
import os
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from publish.pdf.replacing import replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_FONTS = Path(__file__).with_name("no-fonts.conf")


@contextmanager
def alone() -> Iterator[None]:
    """Import WeasyPrint in here: it looks around the machine at once, and keeps what it has seen."""
    with warnings.catch_warnings(), fontconfig_file(NO_FONTS), _no_file_types(), _libraries_by_name():
        # It says that it has found no fonts; each layout brings its own.
        warnings.simplefilter("ignore")
        yield


@contextmanager
def fontconfig_file(file: Path) -> Iterator[None]:
    """Have fontconfig read this file: it has no call to choose one, and reads the variable for each configuration."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(file)
    try:
        yield
    finally:
        os.environ.pop("FONTCONFIG_FILE")
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _no_file_types() -> Iterator[None]:
    """Have Python's table of file types filled without /etc/mime.types and its like, for good."""
    with replaced(mimetypes, "knownfiles", []):
        mimetypes.init()
        yield


@contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Have libraries opened by the names that the system's loader knows.

    For other names cffi asks Python, which on Linux runs ldconfig, a compiler and a linker to find out. On macOS it
    looks into folders, Homebrew's among them, and is needed.
    """
    if sys.platform == "darwin":
        yield
        return
    with replaced(ctypes.util, "find_library", lambda _name: None):
        yield

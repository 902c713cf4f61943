"""A layout as designers keep it: a folder of templates and stylesheets with one small file of settings.

Files are looked up from the special to the general: the manuscript's own ``layouts/`` first, then the house's; in each,
``<layout>/<target>``, ``<layout>``, ``shared/<target>``, ``shared``. So a folder chooses, and no template asks which
target it is in.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from publish.diagnostics import Diagnostic, did_you_mean
from publish.manuscript.files import Folder
from publish.manuscript.metadata import Keys, TrimSize
from publish.measures import TRIMS
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TARGETS = ("epub", "pdf", "web")

TEMPLATE_LIMIT = 128 * 1024
"""The largest template, in bytes; the largest of the house has 4 KB."""

STYLESHEET_LIMIT = 256 * 1024
"""The largest stylesheet or file of settings, in bytes."""

MOST_FILES = 2000
"""How many files a folder of layouts may hold."""


@dataclass(frozen=True, slots=True)
class File:
    """A template or stylesheet: the path that its designer knows, and its text."""

    shown: str
    text: str


class Settings(Keys):
    """``layout.toml``: what a layout decides beside its templates and styles."""

    trim: TrimSize = TRIMS["A4"]
    number_chapters: bool = False
    number_figures: bool = False
    chapters_open: Literal["page", "recto"] = "page"
    pdf_front: tuple[str, ...] = ("cover", "contents")
    pdf_back: tuple[str, ...] = ("back-cover",)
    epub_front: tuple[str, ...] = ("cover", "contents")
    epub_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Design:
    """A layout that has been read: its settings, and its files by target and name."""

    name: str
    settings: Settings = field(default_factory=Settings)
    files: Mapping[str, Mapping[str, File]] = field(default_factory=dict)

    @property
    def number_chapters(self) -> bool:
        """Whether chapters have numbers."""
        return self.settings.number_chapters

    @property
    def number_figures(self) -> bool:
        """Whether figures and tables have numbers."""
        return self.settings.number_figures

    def stylesheets(self, target: str) -> tuple[File, ...]:
        """Give a target's stylesheets in the order in which they apply: tokens, base, blocks, pages, the target's."""
        files = self.files[target]
        first = ("tokens.css", "base.css")
        last = f"{target}.css"
        placed = {*first, *(f"{each}.css" for each in TARGETS)}
        other = [name for name in sorted(files) if name.endswith(".css") and name not in placed]
        return tuple(files[name] for name in (*first, *other, last) if name in files)

    def styles(self) -> tuple[File, ...]:
        """Give the stylesheets of all targets, each once."""
        return tuple(dict.fromkeys(file for target in self.files for file in self.stylesheets(target)))


def read_design(name: str, roots: Sequence[tuple[Path, str]], span: Span) -> tuple[Design | None, list[Diagnostic]]:
    """Read the layout ``name`` from ``layouts`` folders, each with the name it is shown by, the special one first."""
    known = sorted({path.name for root, _ in roots if root.is_dir() for path in root.iterdir() if path.is_dir()})
    known = [folder for folder in known if folder != "shared" and not folder.startswith(".")]
    if name not in known:
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        return None, [Diagnostic("layout-unknown", f"there is no layout {name}", span, hint, about=name)]
    found: list[Diagnostic] = []
    folders = [_Layouts(Folder(root, shown), found) for root, shown in roots]
    files = {target: _files(folders, name, target) for target in TARGETS}
    settings = _settings(folders, name, found)
    return Design(name, settings, files), found


def read_shared(roots: Sequence[tuple[Path, str]]) -> Design:
    """Read what all layouts share, as a layout of its own: the pages of a site belong to no one publication."""
    folders = [_Layouts(Folder(root, shown), []) for root, shown in roots]
    return Design("shared", files={target: _files(folders, "shared", target) for target in TARGETS})


class _Layouts:
    """A ``layouts`` folder that is read: a file is read once, and what is wrong with it goes into ``found``."""

    def __init__(self, folder: Folder, found: list[Diagnostic]) -> None:
        self._folder, self._found = folder, found
        self._texts: dict[str, str | None] = {}
        self.names = list(folder.names()) if self._is_inside() else []
        for name in folder.misnamed() if self.names else ():
            report = Diagnostic("file-unreadable", "the name of this file is not UTF-8", folder.span(name), "rename it")
            found.append(report)
        if len(self.names) > MOST_FILES:
            message = f"{folder.shown} has {len(self.names):,} files; the limit is {MOST_FILES:,}"
            found.append(Diagnostic("file-too-large", message, Span(folder.shown), "take away what no layout uses"))
            self.names = []

    def shown(self, name: str) -> Span:
        """Give the span of a file as its designer knows it."""
        return self._folder.span(name)

    def text(self, name: str) -> str | None:
        """Give a file's text; nothing where it can't be had."""
        if name not in self._texts:
            limit = TEMPLATE_LIMIT if name.endswith((".html", ".xml")) else STYLESHEET_LIMIT
            text = self._folder.text(name, self.shown(name), code="file-unreadable", limit=limit)
            if isinstance(text, Diagnostic):
                self._found.append(text)
            self._texts[name] = None if isinstance(text, Diagnostic) else text
        return self._texts[name]

    def _is_inside(self) -> bool:
        """Say whether the folder and those in it stay where they seem to be; one that is a link isn't walked into."""
        root, shown = self._folder.root, self._folder.shown
        if not root.is_dir():
            return False
        for path, name in ((root, shown), *((path, f"{shown}/{path.name}") for path in sorted(root.iterdir()))):
            if path.is_dir() and not path.resolve().is_relative_to(root.parent.resolve()):
                hint = "put the folder itself there"
                self._found.append(Diagnostic("path-outside", f"{name} is a link out of the folder", Span(name), hint))
                return False
        return True


def _files(folders: Sequence[_Layouts], layout: str, target: str) -> dict[str, File]:
    """Give each file's name and what a target sees under it: the first on the search path."""
    files: dict[str, File] = {}
    for folder in folders:
        for base in (f"{layout}/{target}/", f"{layout}/", f"shared/{target}/", "shared/"):
            for path in folder.names:
                name = path.removeprefix(base)
                known = name != path and path.endswith((".html", ".css", ".xml"))
                if not known or name.split("/")[0] in TARGETS or name in files:
                    continue
                text = folder.text(path)
                if text is not None:
                    files[name] = File(folder.shown(path).path, text)
    return files


def _settings(folders: Sequence[_Layouts], layout: str, found: list[Diagnostic]) -> Settings:
    for folder, part in ((folder, part) for folder in folders for part in (layout, "shared")):
        path = f"{part}/layout.toml"
        if path not in folder.names:
            continue
        span, text = folder.shown(path), folder.text(path)
        try:
            return Settings.model_validate(tomllib.loads(text or ""))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            at = re.search(r"at line (\d+), column (\d+)", str(error))
            place = span.at(int(at[1]), int(at[2])) if at else span
            found.append(Diagnostic("layout-settings", f"this is not TOML: {error}", place))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                key = ".".join(map(str, detail["loc"]))
                place = span.at(_line_of(key.partition(".")[0], text or ""))
                hint = did_you_mean(key, (field.alias or name for name, field in Settings.model_fields.items()))
                about = key.partition(".")[0]
                found.append(Diagnostic("layout-settings", f"{key}: {detail['msg']}", place, hint, about=about))
        break
    return Settings()


def _line_of(key: str, toml: str) -> int:
    """Give the line on which a key of a TOML file stands; the first where it isn't found."""
    found = re.search(rf"""^\s*["']?{re.escape(key)}["']?\s*=""", toml, re.MULTILINE)
    return toml.count("\n", 0, found.end()) + 1 if found else 1

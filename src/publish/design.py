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
from publish.manuscript.metadata import Keys, TrimSize
from publish.measures import TRIMS
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TARGETS = ("epub", "pdf")


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


def read_design(name: str, roots: Sequence[tuple[Path, str]], span: Span) -> tuple[Design | None, list[Diagnostic]]:
    """Read the layout ``name`` from ``layouts`` folders, each with the name it is shown by, the special one first."""
    known = sorted({path.name for root, _ in roots if root.is_dir() for path in root.iterdir() if path.is_dir()})
    known = [folder for folder in known if folder != "shared" and not folder.startswith(".")]
    if name not in known:
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        return None, [Diagnostic("layout-unknown", f"there is no layout {name}", span, hint, about=name)]
    found: list[Diagnostic] = []
    folders = [(root / part, f"{shown}/{part}") for root, shown in roots for part in (name, "shared")]
    files = {target: _files(folders, target, found) for target in TARGETS}
    settings = _settings(folders, found)
    return Design(name, settings, files), found


def _files(folders: Sequence[tuple[Path, str]], target: str, found: list[Diagnostic]) -> dict[str, File]:
    """Give each file's name and what a target sees under it: the first on the search path."""
    files: dict[str, File] = {}
    for folder, shown in folders:
        for base, label in ((folder / target, f"{shown}/{target}"), (folder, shown)):
            for path in sorted(base.rglob("*")) if base.is_dir() else ():
                name = path.relative_to(base).as_posix()
                if name.split("/")[0] in TARGETS or path.suffix not in {".html", ".css", ".xml"} or name in files:
                    continue
                try:
                    files[name] = File(f"{label}/{name}", path.read_text("utf-8-sig"))
                except (OSError, UnicodeDecodeError):
                    span = Span(f"{label}/{name}")
                    found.append(Diagnostic("layout-unreadable", "this file can't be read as UTF-8 text", span))
    return files


def _settings(folders: Sequence[tuple[Path, str]], found: list[Diagnostic]) -> Settings:
    for folder, shown in folders:
        path = folder / "layout.toml"
        if not path.is_file():
            continue
        span = Span(f"{shown}/layout.toml")
        try:
            return Settings.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            at = re.search(r"at line (\d+), column (\d+)", str(error))
            place = span.at(int(at[1]), int(at[2])) if at else span
            found.append(Diagnostic("layout-settings", f"this is not TOML: {error}", place))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                key = ".".join(map(str, detail["loc"]))
                place = span.at(_line_of(key.partition(".")[0], path.read_text("utf-8")))
                hint = did_you_mean(key, (field.alias or name for name, field in Settings.model_fields.items()))
                about = key.partition(".")[0]
                found.append(Diagnostic("layout-settings", f"{key}: {detail['msg']}", place, hint, about=about))
        break
    return Settings()


def _line_of(key: str, toml: str) -> int:
    """Give the line on which a key of a TOML file stands; the first where it isn't found."""
    found = re.search(rf"""^\s*["']?{re.escape(key)}["']?\s*=""", toml, re.MULTILINE)
    return toml.count("\n", 0, found.end()) + 1 if found else 1

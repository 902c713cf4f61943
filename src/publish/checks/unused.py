"""Files that lie in the manuscript's folder and that nothing uses."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Known, Severity
from publish.manuscript.metadata import PartEntry
from publish.pictures import SUFFIXES
from publish.tree import Image, Reference
from publish.walk import query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publish.source import Span
    from publish.tree import Publication

_OTHERS = ("layouts/", "fonts/")
"""Folders of a manuscript that belong to its designers."""
# What a folder of files says of itself.
_ABOUT = re.compile(
    r"(?:readme|licen[cs]e|copying|changelog|changes|contributing|notice|authors|code[_-]of[_-]conduct|security|todo)"
    r"(?:[._-].*)?",
    re.IGNORECASE,
)
_REPORT = re.compile(r"(?:(?P<folder>.+)/)?(?P<slug>[^/]+)-report\.json")


def pictures_are_used(publication: Publication) -> Iterator[Diagnostic]:
    """A picture of the manuscript's folder is used: in an article, on a cover or as an advertisement."""
    used = {_name(path) for path in publication.pictures}
    files = [(path, span) for path, span in _own_files(publication) if _name(path) not in used]
    pictures = [(path, span) for path, span in files if PurePosixPath(path).suffix.lower() in SUFFIXES]
    if pictures:
        missing = _Missing(each for each in _pictures(publication) if each[0] not in publication.pictures)
        said = {_name(path) for path in missing.named}  # what is wrong with these has been said where they are named
        for path, span in pictures:
            if _name(path) in said:
                continue
            hint = missing.hint(path) or "take it out of the folder, or show it: ![Alt text](…)"
            yield Diagnostic("image-unused", f"nothing uses the picture {path}", span, hint, Severity.WARNING)


def articles_are_used(publication: Publication) -> Iterator[Diagnostic]:
    """A Markdown file of the manuscript's folder is listed in the contents, or describes a figure."""
    used = {_name(article.path) for article in publication.documents}
    if not used:
        return  # that there is no article at all is said already
    files = [(path, span) for path, span in _own_files(publication) if _name(path) not in used]
    articles = [(path, span) for path, span in files if path.endswith(".md")]
    if articles:
        missing = _Missing(each for each in _articles(publication) if _name(each[0]) not in used)
        is_listed = publication.metadata.contents is not None
        mend = "list it under contents" if is_listed else "move it beside the others"
        for path, span in articles:
            hint = missing.hint(path) or f"{mend}, or take it out of the folder"
            yield Diagnostic("article-unused", f"nothing uses the article {path}", span, hint, Severity.WARNING)


def _name(path: str) -> str:
    """Give a path as every file system compares it: some keep accents apart, some know no capitals."""
    return unicodedata.normalize("NFC", path).casefold()


def _own_files(publication: Publication) -> Iterator[tuple[str, Span]]:
    """Give the files that are there to be published: not a layout's, nor what an earlier build wrote."""
    built: list[str] = []
    for report in filter(None, map(_REPORT.fullmatch, publication.files)):
        # A folder that holds a report is for what comes out; beside publication.yaml only what has its name is.
        built += [f"{report['folder']}/"] if report["folder"] else [f"{report['slug']}-", f"{report['slug']}."]
    for path, span in publication.files.items():
        if not path.startswith((*_OTHERS, *built)) and not _ABOUT.fullmatch(PurePosixPath(path).stem):
            yield path, span


class _Missing:
    """Files that are named and aren't there, each with the place that names it."""

    def __init__(self, named: Iterable[tuple[str, Span]]) -> None:
        self.named = dict(named)
        self.known = Known(self.named)

    def hint(self, path: str) -> str:
        """Give the hint that a file may be one of these, or nothing."""
        meant = self.known.nearest(path)
        return f"{self.named[meant]} names {meant}, which is not there: is it this one?" if meant else ""


def _pictures(publication: Publication) -> Iterator[tuple[str, Span]]:
    """Give every picture that is named, and where."""
    metadata = publication.metadata
    for key, cover in (("cover", metadata.cover), ("back-cover", metadata.back_cover)):
        if cover:
            yield cover.image, publication.place(key, "image")
    for place, advertisement in enumerate(metadata.print.house_ads):
        yield advertisement.image, publication.place("print", "house-ads", str(place), "image")
    for article in publication.documents:
        for node in query(article, Image):
            if node.path:
                yield node.path, node.span


def _articles(publication: Publication) -> Iterator[tuple[str, Span]]:
    """Give every article that is named, and where: in the contents, and by references that lead to no article."""
    for path, keys in _listed(publication.metadata.contents or ()):
        yield path, publication.place(*keys)
    for article in publication.documents:
        for node in query(article, Reference):
            if node.target.article.endswith(".md"):
                yield node.target.article, node.span


def _listed(contents: Iterable[str | PartEntry]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for place, entry in enumerate(contents):
        if isinstance(entry, PartEntry):
            for inner, path in enumerate(entry.contents):
                yield path, ("contents", str(place), "contents", str(inner))
        else:
            yield entry, ("contents", str(place))

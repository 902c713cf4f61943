"""A manuscript's folder → a publication, and everything that was found wrong on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from publish import pictures
from publish.diagnostics import Diagnostic, did_you_mean
from publish.manuscript import yaml
from publish.manuscript.article import Source, read_article
from publish.manuscript.context import Context, slug
from publish.manuscript.dialect import dialect
from publish.manuscript.files import PICTURE_LIMIT, Folder, beside
from publish.manuscript.inlines import is_elsewhere, prose
from publish.manuscript.keys import validated
from publish.manuscript.metadata import MOST_PAGES, Metadata, PartEntry
from publish.manuscript.vendors import with_vendor
from publish.tree import Article, Figure, Image, Link, NoteCall, Part, Publication, Reference
from publish.walk import descend, query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from markdown_it import MarkdownIt

    from publish.pictures import Picture
    from publish.source import Span

RESERVED = {"accessibility-claims", "back-cover", "blank", "contents", "cover", "nav", "title-page"} | {
    f"filler-{number}" for number in range(1, MOST_PAGES)
}
"""Ids that the documents which layouts make have taken: a binding lacks one page less than its multiple at most."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a folder: a publication where one could be made, and every finding."""

    publication: Publication | None
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path, shown: str) -> Loaded:
    """Read the manuscript in the folder ``root``; ``shown`` is how diagnostics name it."""
    folder = Folder(root, shown)
    document = _metadata(folder)
    metadata = validated(Metadata, document) if not document.diagnostics else None
    if metadata is not None:
        return _Loading(folder, metadata, document).publication()
    if not document.value:
        return Loaded(None, tuple(document.diagnostics))
    # The articles are read all the same, so that their mistakes are shown together with these.
    loaded = _Loading(folder, _salvaged(document), document).publication()
    return Loaded(loaded.publication, (*document.diagnostics, *loaded.diagnostics))


def _salvaged(document: yaml.Document) -> Metadata:
    """Give the metadata that can be read of a file with mistakes in it, with a stand-in for what has to be there."""
    stand_in: dict[str, object] = {"title": "?", "language": "en"}
    for key, value in document.value.items():
        try:
            Metadata.model_validate(stand_in | {key: value})
        except ValidationError:
            continue
        stand_in[key] = value
    return Metadata.model_validate(stand_in)


def _metadata(folder: Folder) -> yaml.Document:
    start = folder.span("publication.yaml")
    text = folder.text("publication.yaml", start, code="publication-missing")
    if isinstance(text, str):
        document = yaml.read(text, start)
        asked, found = with_vendor(document.value.get("print"), document.places.get(("print", "vendor"), start))
        document.diagnostics += found
        if asked:
            document.value["print"] = asked
        return document
    if text.code == "publication-missing":
        hint = "write one with at least a title and a language"
        text = Diagnostic(text.code, "there is no publication.yaml here", start, hint)
    return yaml.Document({}, places={(): start}, diagnostics=[text])


class _Loading:
    """One run of the loader: files are read once, and findings come together."""

    def __init__(self, folder: Folder, metadata: Metadata, document: yaml.Document) -> None:
        self.folder = folder
        self.metadata = metadata
        self.document = document
        self.diagnostics = [
            Diagnostic("file-unreadable", "the name of this file is not UTF-8", folder.span(name), "rename it")
            for name in folder.misnamed(".md")
        ]
        self.md: MarkdownIt = dialect(maths=metadata.math)
        self.names = list(folder.names(".md"))
        parts = sum(isinstance(entry, PartEntry) for entry in metadata.contents or ())
        self.ids = article_ids(self.names, {*RESERVED, *(f"part-{number + 1}" for number in range(parts))})

    def publication(self) -> Loaded:
        """Read every article, extended description and picture."""
        contents = tuple(self._contents())
        read = [article for entry in contents for article in (entry.articles if isinstance(entry, Part) else (entry,))]
        descriptions = tuple(self._descriptions(read))
        publication = Publication(
            profile=self._profile(),
            metadata=self.metadata,
            contents=contents,
            descriptions=descriptions,
            pictures=self._pictures([*read, *descriptions]),
            places={".".join(map(str, path)): span for path, span in self.document.places.items()},
        )
        if not read and not self.diagnostics:
            hint = "add a Markdown file that starts with # Title"
            self.diagnostics.append(Diagnostic("contents-empty", "there is no article", self._place("contents"), hint))
        return Loaded(publication, tuple(self.diagnostics))

    # ------------------------------------------------------------------------------------------------------ articles

    def _place(self, *path: str | int) -> Span:
        while path and path not in self.document.places:
            path = path[:-1]
        return self.document.places[path]

    def _contents(self) -> Iterable[Part | Article]:
        listed = self.metadata.contents
        seen: set[str] = set()
        if listed is None:
            described = self._described_files()
            listed = tuple(name for name in self.names if "/" not in name and name not in described)
        previous: Article | None = None
        parts = 0
        for index, entry in enumerate(listed):
            if isinstance(entry, PartEntry):
                parts += 1
                articles: list[Article] = []
                for inner, path in enumerate(entry.contents):
                    article = self._article(path, seen, self._place("contents", index, "contents", inner))
                    if article:
                        previous = _started(replace(article, level=2), previous if articles else None)
                        articles.append(previous)
                yield self._part(entry, parts, tuple(articles), self._place("contents", index, "part"))
            else:
                article = self._article(entry, seen, self._place("contents", index))
                if article:
                    previous = _started(article, previous)
                    yield previous

    def _part(self, entry: PartEntry, number: int, articles: tuple[Article, ...], span: Span) -> Part:
        context = Context("publication.yaml", span, self.md, self.ids)
        title = prose(context, entry.part, span)
        if any(isinstance(node, Image | Link | NoteCall | Reference) or node.attributes.id for node in descend(title)):
            message = "a part's title can't hold pictures, links, notes or ids"
            context.report("key-value", message, span, "write words alone")
        self.diagnostics += context.diagnostics
        if not articles and not self.diagnostics:
            self.diagnostics.append(Diagnostic("part-empty", "the part has no article", span, "list its articles"))
        return Part(f"part-{number}", title, articles, span=span)

    def _article(self, path: str, seen: set[str], span: Span) -> Article | None:
        path = str(PurePosixPath(path))
        if path in seen:
            self.diagnostics.append(Diagnostic("contents-duplicate", f"{path} is listed twice", span, "list it once"))
            return None
        seen.add(path)
        if not path.endswith(".md"):
            hint = did_you_mean(path, self.names)
            self.diagnostics.append(Diagnostic("contents-kind", f"{path} is not a Markdown file", span, hint))
            return None
        return self._read(path, span)

    def _read(self, path: str, span: Span) -> Article | None:
        text = self.folder.text(path, span, code="article-missing")
        if isinstance(text, Diagnostic):
            if text.code == "article-missing":
                text = replace(text, hint=did_you_mean(path, self.names))
            self.diagnostics.append(text)
            return None
        if path not in self.ids:  # a file that the listing leaves out, such as a hidden one
            self.diagnostics.append(Diagnostic("contents-kind", f"{path} is a hidden file", span, "give it a name"))
            return None
        source = Source(path, text, self.folder.span(path))
        article, found = read_article(source, self.md, self.ids, self.metadata.language)
        self.diagnostics += found
        return article

    def _described_files(self) -> set[str]:
        """Give the files that figures name as extended descriptions: they aren't articles of their own."""
        found: set[str] = set()
        for name in self.names:
            text = self.folder.text(name, self.folder.span(name), code="article-missing")
            if isinstance(text, str):
                found.update(beside(name, file) for file in re.findall(r"longdesc=\"?([^\"\s}#]+)", text))
        return found

    def _descriptions(self, articles: list[Article]) -> Iterable[Article]:
        """Read each extended description that a figure names and that isn't an article of the contents."""
        paths = {name: path for path, name in self.ids.items()}
        done = {article.id for article in articles}
        for article in articles:
            for node in query(article):
                if isinstance(node, Figure) and node.description and node.description.article not in done:
                    done.add(node.description.article)
                    path = paths.get(node.description.article, node.description.article)
                    described = self._read(path, node.span)
                    if described:
                        yield replace(described, start="page")

    def _profile(self) -> bytes | None:
        path = self.metadata.print.profile
        if path is None:
            return None
        data = self.folder.read(path, self._place("print", "profile"), code="profile-missing", limit=PICTURE_LIMIT)
        if isinstance(data, Diagnostic):
            self.diagnostics.append(data)
            return None
        return data

    # ------------------------------------------------------------------------------------------------------ pictures

    def _pictures(self, articles: list[Article]) -> Mapping[str, Picture]:
        wanted: dict[str, Span] = {}
        named: list[tuple[str, Span]] = []
        for key, image in (("cover", self.metadata.cover), ("back-cover", self.metadata.back_cover)):
            named += [(image.image, self._place(key, "image"))] if image else []
        for number, ad in enumerate(self.metadata.print.house_ads):
            named.append((ad.image, self._place("print", "house-ads", number, "image")))
        for path, span in named:
            if is_elsewhere(path):
                hint = "put the picture into the manuscript's images folder"
                message = f"{path[:60]} is not a file of the manuscript"
                self.diagnostics.append(Diagnostic("image-address", message, span, hint))
            else:
                wanted.setdefault(path, span)
        for article in articles:
            for node in query(article):
                if isinstance(node, Image) and node.path:
                    wanted.setdefault(node.path, node.span)
        result: dict[str, Picture] = {}
        for path, span in wanted.items():
            data = self.folder.read(path, span, code="image-missing", limit=PICTURE_LIMIT)
            if isinstance(data, Diagnostic):
                self.diagnostics.append(data)
                continue
            picture, found = pictures.examine(path, data, span)
            self.diagnostics += found
            if picture:
                result[path] = picture
        return result


def _started(article: Article, previous: Article | None) -> Article:
    """Give an article with its start: news runs on after news, everything else begins a page."""
    if article.start:
        return article
    runs_on = previous is not None and article.kind == "news" == previous.kind
    return replace(article, start="run-on" if runs_on else "page")


def article_ids(paths: list[str], kept: Iterable[str] = RESERVED) -> dict[str, str]:
    """Give each Markdown file an id that is unique in the publication, made of its path, and none that is ``kept``."""
    ids: dict[str, str] = {}
    taken = set(kept)
    for path in paths:
        name = base = slug(path.removesuffix(".md").replace("/", "-").replace(".", "-"))
        count = 1
        while name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        ids[path] = name
    return ids

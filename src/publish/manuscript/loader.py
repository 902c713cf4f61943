"""A manuscript's folder → a publication, and everything that was found wrong on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from publish import pictures
from publish.diagnostics import Diagnostic, Known, Severity, did_you_mean
from publish.limits import PUBLICATION_BYTES, Tally, TooMuchError, raising, require
from publish.manuscript import yaml
from publish.manuscript.article import Source, read_article
from publish.manuscript.context import Context, Names, slug
from publish.manuscript.dialect import dialect
from publish.manuscript.files import Folder, beside
from publish.manuscript.inlines import is_elsewhere, prose
from publish.manuscript.keys import validated
from publish.manuscript.metadata import MOST_PAGES, Metadata, PartEntry
from publish.manuscript.texts import Texts
from publish.manuscript.vendors import with_vendor
from publish.tree import Article, Figure, Image, Link, NoteCall, Part, Publication, Reference
from publish.walk import descend, query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from markdown_it import MarkdownIt

    from publish.pictures import Picture
    from publish.source import Span

RESERVED = {
    *("accessibility-claims", "back-cover", "blank", "contents", "contents-title", "cover", "nav", "spine"),
    *("title-page", *(f"filler-{number}" for number in range(1, MOST_PAGES))),
}
"""Ids that the documents which layouts make have taken: a binding lacks one page less than its multiple at most."""


MISSING = frozenset({"article-missing", "image-missing"})
"""Mistakes that a file which nothing uses may be the mend of."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a folder: a publication where one could be made, and every finding."""

    publication: Publication | None
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path, shown: str, meanwhile: Callable[[str, Span | None], None] = lambda _layout, _span: None) -> Loaded:
    """Read the manuscript in the folder ``root``; ``shown`` is how diagnostics name it.

    ``meanwhile`` is told which layout is asked for, and where, before the articles are read.
    """
    folder = Folder(root, shown)
    document = _metadata(folder)
    metadata = validated(Metadata, document) if not document.diagnostics else None
    if metadata is None and not document.value:
        return Loaded(None, tuple(document.diagnostics))
    known = metadata or _salvaged(document)
    meanwhile(known.layout, document.places.get(("layout",)))
    # The articles are read all the same, so that their mistakes are shown together with those of the metadata.
    loaded = _Loading(folder, known, document).publication()
    return loaded if metadata else Loaded(loaded.publication, (*document.diagnostics, *loaded.diagnostics))


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
    hint = "write it shorter: there is no limit on this file that it could raise itself"
    text = folder.text("publication.yaml", start, code="publication-missing", limit=PUBLICATION_BYTES, hint=hint)
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
        self.limits = metadata.limits
        self.tally = Tally(metadata.limits)
        self.texts = Texts(folder, metadata.limits)
        self.diagnostics = [
            Diagnostic("file-unreadable", "the name of this file is not UTF-8", folder.span(name), "rename it")
            for name in folder.misnamed(".md")
        ]
        self.md: MarkdownIt = dialect(maths=metadata.math)
        self.names = list(folder.names(".md"))
        self.known = Known(self.names)
        parts = sum(isinstance(entry, PartEntry) for entry in metadata.contents or ())
        of_parts = (name for part in range(1, parts + 1) for name in (f"part-{part}", f"part-{part}-title"))
        self.ids = article_ids(self.names, {*RESERVED, *of_parts})

    def publication(self) -> Loaded:
        """Read every article, extended description and picture; of a publication that has too much there is none."""
        try:
            publication = self._publication()
        except TooMuchError as stop:
            self.diagnostics += stop.diagnostics
            publication = None
        return Loaded(publication, tuple(self.diagnostics))

    def _publication(self) -> Publication:
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
            files=self._files(),
        )
        if not read and not self.diagnostics:
            hint = "add a Markdown file that starts with # Title"
            self.diagnostics.append(Diagnostic("contents-empty", "there is no article", self._place("contents"), hint))
        return publication

    def _files(self) -> Mapping[str, Span]:
        """Give every file of the folder, where all that could name one was read without a mistake."""
        found = (*self.document.diagnostics, *self.diagnostics)
        if any(each.severity is Severity.ERROR and each.code not in MISSING for each in found):
            return {}
        return {name: self.folder.span(name) for name in self.folder.names()}

    # ------------------------------------------------------------------------------------------------------ articles

    def _place(self, *path: str | int) -> Span:
        while path and path not in self.document.places:
            path = path[:-1]
        return self.document.places[path]

    def _contents(self) -> Iterable[Part | Article]:
        listed = self.metadata.contents
        seen: set[str] = set()
        names = [name for name in self.names if "/" not in name]
        count = sum(len(each.contents) if isinstance(each, PartEntry) else 1 for each in listed or names)
        require(self.limits, "articles", count, self._place("contents"))
        if listed is None:
            described = self._described_files()
            listed = tuple(name for name in names if name not in described)
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
        context = Context("publication.yaml", span, self.md, self.ids, self.tally)
        title = prose(context, entry.part, span)
        if any(isinstance(node, Image | Link | NoteCall | Reference) or node.attributes.id for node in descend(title)):
            message = "a part's title can't hold pictures, links, notes or ids"
            context.report("key-value", message, span, "write words alone", about=entry.part)
        self.diagnostics += context.diagnostics
        if not articles and not self.diagnostics:
            message = "the part has no article"
            self.diagnostics.append(Diagnostic("part-empty", message, span, "list its articles", about=entry.part))
        return Part(f"part-{number}", title, articles, span=span)

    def _article(self, path: str, seen: set[str], span: Span) -> Article | None:
        if path in seen:
            message = f"{path} is listed twice"
            self.diagnostics.append(Diagnostic("contents-duplicate", message, span, "list it once", about=path))
            return None
        seen.add(path)
        if not path.endswith(".md"):
            hint = did_you_mean(path, self.known)
            message = f"{path} is not a Markdown file"
            self.diagnostics.append(Diagnostic("contents-kind", message, span, hint, about=path))
            return None
        return self._read(path, span)

    def _read(self, path: str, span: Span) -> Article | None:
        text = self.texts.take(path, span)
        if isinstance(text, Diagnostic):
            self.diagnostics.append(text)
            return None
        if path not in self.ids:  # a file that the listing leaves out, such as a hidden one
            message = f"{path} is hidden, or in a folder that is a link"
            hint = "put the file itself into the folder, under a name without a full stop in front"
            self.diagnostics.append(Diagnostic("contents-kind", message, span, hint, about=path))
            return None
        source = Source(path, text, self.folder.span(path))
        article, found = read_article(source, self.md, self.ids, self.metadata.language, self.tally)
        self.diagnostics += found
        if self.tally.spent:
            raise TooMuchError  # that has been said of this article, and would be said of every other
        return article

    def _described_files(self) -> set[str]:
        """Give the files that figures name as extended descriptions: they aren't articles of their own."""
        found: set[str] = set()
        for name in self.names:
            text = self.texts.look(name, self.folder.span(name))
            if isinstance(text, str):
                found.update(beside(name, file) for file in re.findall(r"longdesc=\"?([^\"\s}#]+)", text))
        return found

    def _descriptions(self, articles: list[Article]) -> Iterable[Article]:
        """Read each extended description that a figure names and that isn't an article of the contents."""
        paths = {name: path for path, name in self.ids.items()}
        done = {article.id for article in articles}
        for article in articles:
            for node in query(article, Figure):
                if node.description and node.description.article not in done:
                    done.add(node.description.article)
                    path = paths.get(node.description.article, node.description.article)
                    described = self._read(path, node.span)
                    if described:
                        yield replace(described, start="page")

    def _profile(self) -> bytes | None:
        path = self.metadata.print.profile
        if path is None:
            return None
        span, limit = self._place("print", "profile"), self.limits.picture_bytes
        data = self.folder.read(path, span, code="profile-missing", limit=limit)
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
                self.diagnostics.append(Diagnostic("image-address", message, span, hint, about=path))
            else:
                wanted.setdefault(path, span)
        for article in articles:
            for node in query(article, Image):
                if node.path:
                    wanted.setdefault(node.path, node.span)
        for number, span in enumerate(wanted.values(), 1):
            require(self.limits, "pictures", number, span)
        return self._examined(wanted)

    def _examined(self, wanted: Mapping[str, Span]) -> Mapping[str, Picture]:
        """Give the pictures that can be used, by path; ``wanted`` says where each is first named."""
        hint = raising(self.limits, "picture_bytes", "save it smaller")
        result: dict[str, Picture] = {}
        size = 0
        for path, span in wanted.items():
            data = self.folder.read(path, span, code="image-missing", limit=self.limits.picture_bytes, hint=hint)
            if isinstance(data, Diagnostic):
                self.diagnostics.append(data)
                continue
            size += len(data)
            require(self.limits, "pictures_bytes", size, span)
            picture, found = pictures.examine(path, data, span, self.limits)
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
    names = Names(kept)
    return {path: names.take(slug(path.removesuffix(".md").replace("/", "-").replace(".", "-"))) for path in paths}

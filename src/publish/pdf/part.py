"""One part of an edition → its pages, as plain data: the function that is worked side by side and kept on disk.

A result depends on nothing but what is handed in. The engine is imported where the work is done (`worker`), so whoever
only asks for it needs none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from publish.design import Design
from publish.pool import Here

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from publish.cache import Cache
    from publish.edition import Edition
    from publish.pagemap import PageStart
    from publish.pictures import Picture
    from publish.placing import Placement
    from publish.pool import Pool
    from publish.renditions import Rendition
    from publish.tree import Article

SCREEN, PRESS, COVER = "screen", "press", "cover"
"""What can be drawn of a part: its tagged PDF, its PDF in inks, and its first page as a JPEG."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something WeasyPrint logged: its text, its level, and the stylesheet it spoke of (counted from 0), if one.

    ``form`` is the text before its ``arguments`` were put in: by it remarks are told apart. ``by`` names the logger.
    """

    text: str
    level: int
    stylesheet: int | None = None
    form: str = ""
    arguments: tuple[object, ...] = ()
    by: str = "weasyprint"


@dataclass(frozen=True, slots=True)
class Pressroom:
    """Where pages are made: a pool, folders of fonts, a folder to work in, and caches.

    ``cache`` keeps pages, and None keeps none; ``plates`` is the folder of the cache of separated pictures. ``stamp``
    stands for the versions of all that has a hand in it. ``font_files`` are given where the pool's places are ``far``.
    """

    pool: Pool
    fonts: tuple[Path, ...]
    work: Path
    plates: Path
    cache: Cache | None = None
    stamp: str = ""
    font_files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def near(self) -> Pool:
        """Where small work is done: in the pool's places, but here where these are far."""
        return Here() if self.pool.far else self.pool


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts of an edition share: the edition less its contents, stylesheets, folders of fonts, the bleed.

    ``bleed`` is in points, ``work`` is a folder for fontconfig's files, ``plates`` that of the cache of separated
    pictures. Where ``font_files`` are given, by folder and name, they stand in place of all three folders.
    ``digest`` stands for all of it that decides what comes out.
    """

    edition: Edition
    styles: tuple[str, ...]
    fonts: tuple[Path, ...]
    work: Path
    bleed: float
    plates: Path
    digest: str
    font_files: Mapping[str, bytes] = field(default_factory=dict)


def setting_of(edition: Edition, styles: tuple[str, ...], press: Pressroom) -> Setting:
    """Give the setting of an edition in a pressroom."""
    publication = replace(edition.publication, contents=(), descriptions=(), pictures={}, profile=None)
    bare = replace(edition, publication=publication, design=Design(edition.design.name), faces=(), renditions={},
                   labels={})  # fmt: skip
    total = sha256(f"{press.stamp}\0{publication.metadata!r}\0{sorted(publication.places.items())!r}".encode())
    for text in styles:
        total.update(sha256(text.encode()).digest())
    for data in (press.font_files or font_files(press.fonts)).values():
        total.update(sha256(data).digest())
    if inks := edition.inks:
        facts = (inks.profile.sha256, inks.condition, sorted(inks.tokens.items()), inks.intent)
        total.update(repr(facts).encode())
    bleed = publication.metadata.print.bleed.largest.pt
    return Setting(bare, styles, press.fonts, press.work, bleed, press.plates, total.hexdigest(), press.font_files)


def font_files(folders: Iterable[Path]) -> dict[str, bytes]:
    """Give all files of folders of fonts by name, each folder under its number."""
    return {
        f"{number}/{file.relative_to(folder).as_posix()}": file.read_bytes()
        for number, folder in enumerate(folders)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@dataclass(frozen=True, slots=True)
class Part:
    """One part to be laid out: its markup, what that rests on, and the key that stands for all of it.

    ``documents`` are the ids of the documents that it shows. ``leaf`` names the page of a cover that is printed by
    itself. ``styles`` stand in place of the edition's, where there are any.
    """

    html: str
    articles: tuple[Article, ...] = ()
    documents: frozenset[str] = frozenset()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    renditions: Mapping[str, Rendition] = field(default_factory=dict)
    leaf: str = ""
    styles: tuple[str, ...] = ()
    key: str = ""


def keyed(part: Part, setting: Setting) -> Part:
    """Give a part with its key: a digest of the setting and of all of the part that decides what comes out.

    The tree is a function of its file and of the setting, but for what shows in the markup.
    """
    total = sha256(f"{setting.digest}\0{part.leaf}\0{sorted(part.documents)}\0{part.styles}\0{part.html}".encode())
    for article in part.articles:
        total.update(f"{article.id}\0{article.digest}".encode())
    for path in sorted(part.renditions):
        total.update(path.encode() + sha256(part.renditions[path].data).digest())
    for path in sorted(part.pictures):
        total.update(path.encode() + sha256(part.pictures[path].data).digest())
    return replace(part, key=total.hexdigest())


@dataclass(frozen=True, slots=True)
class Measured:
    """What laying a part out has told: how many pages it takes, the page of each id, and whether numbers are bound."""

    first_page: int
    page_count: int
    anchors: Mapping[str, int]
    bound: bool = False

    def at(self, first_page: int) -> Measured | None:
        """Give the same pages under other numbers; None where they would have to be laid out again."""
        by = first_page - self.first_page
        if by % 2 or (by and self.bound):
            return None
        moved = {name: page + by for name, page in self.anchors.items()}
        return Measured(first_page, self.page_count, moved, self.bound)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of a part, in their place: labels, what stands where, where each begins, and their drawings.

    ``placements`` count pages from 0. ``mismatch`` says why the starts can't be trusted, where that is so.
    ``drawings`` are PDFs by SCREEN and PRESS, and a JPEG by COVER; ``messages`` is what the engine logged.
    """

    first_page: int
    labels: tuple[str, ...]
    anchors: Mapping[str, int]
    leaf: str = ""
    placements: tuple[Placement, ...] = ()
    starts: tuple[PageStart, ...] = ()
    fragments: int = 0
    mismatch: str = ""
    messages: tuple[Message, ...] = ()
    drawings: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def page_count(self) -> int:
        """The number of pages."""
        return len(self.labels)


def lay_out(setting: Setting, part: Part, first_page: int) -> Measured:
    """Lay out a part, keep it at that place until it is drawn, and give its measures."""
    from publish.pdf import worker  # noqa: PLC0415  see above

    return worker.lay_out(setting, part, first_page)


def finish(setting: Setting, part: Part, first_page: int, wanted: frozenset[str]) -> Sheets:
    """Give the pages of a part from its first page's number on, drawn as is ``wanted``."""
    from publish.pdf import worker  # noqa: PLC0415

    return worker.finish(setting, part, first_page, wanted)

"""WeasyPrint 70 as this project uses it: HTML and CSS in, laid-out pages and tagged PDF out, and nothing from outside.

Here, in ``lines``, ``links``, ``tags``, ``spaces`` and ``drawing`` stands all that the screen PDF touches of
WeasyPrint's inside, so the version is checked; importing this module is what imports WeasyPrint (half a second).
"""

from __future__ import annotations

import copy
import logging
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont
from PIL import ImageFile

from publish.pdf.alone import alone, fontconfig_file

with alone():
    import weasyprint
    import weasyprint.document
    from cssselect2 import ElementWrapper
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.background import layout_box_backgrounds
    from weasyprint.layout.page import make_margin_boxes
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

from publish.pdf.carrying import carried_over
from publish.pdf.drawing import ADDED_HYPHEN, tagged_drawing
from publish.pdf.hyphens import short_words_divided
from publish.pdf.inking import image_ids, press_drawing
from publish.pdf.lines import filled_lines
from publish.pdf.links import settle_links
from publish.pdf.part import Message
from publish.pdf.replacing import replaced
from publish.pdf.spaces import kept_spaces
from publish.pdf.tags import structure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from publish.colour import Inks, Plate

    Resource = Callable[[str], tuple[bytes, str] | None]

# WeasyPrint has Pillow take pictures that are cut off, in the whole process; a manuscript's are to be refused.
ImageFile.LOAD_TRUNCATED_IMAGES = False

WEASYPRINT = "70.0"
if weasyprint.__version__ != WEASYPRINT:
    raise ImportError(f"the PDF engine room knows the inside of WeasyPrint {WEASYPRINT}, not {weasyprint.__version__}")

# A made-up scheme: paths stay relative, since nothing can be joined to it, and our own fetcher gets them as they are.
_BASE = "publish:"
_OURS = Path(__file__).parents[1]
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"})
_FIRST_PAGE = """
html {{ break-before: {side} !important }}
@page :first {{ counter-reset: page {number} !important }}
"""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts that a layout may use: WeasyPrint's configuration and the names of the families in it."""

    configuration: Any
    families: frozenset[str]


@dataclass(frozen=True, slots=True)
class Laid:
    """A part as laid out: WeasyPrint's document, its first page's number, the page of each id, what was logged.

    ``leaf`` names the page of a part that is one page of a cover, which has no number. ``bound`` says that what stands
    on the pages, not in their margins alone, depends on their numbers. ``context`` is WeasyPrint's own.
    """

    document: Any
    first_page: int
    anchors: Mapping[str, int]
    messages: tuple[Message, ...]
    leaf: str = ""
    bound: bool = False
    context: Any = field(default=None, repr=False)

    @property
    def page_count(self) -> int:
        """The number of pages."""
        return len(self.document.pages)

    @property
    def labels(self) -> tuple[str, ...]:
        """The printed number of each page, or the cover's name of it."""
        if self.leaf:
            return (self.leaf,) * self.page_count
        return tuple(str(self.first_page + index) for index in range(self.page_count))


class EngineError(Exception):
    """WeasyPrint itself failed on a part, by a fault of its own that some layout or text brings out."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part as drawn: the bytes of its PDF, and what was logged, such as a glyph that no font has."""

    pdf: bytes
    messages: tuple[Message, ...]


def fonts_visible(directories: Sequence[Path], cache: Path) -> Fonts:
    """Give a font configuration that sees the fonts under ``directories`` and no other; ``cache`` holds its files.

    No rule of the system applies. Raises ``FileNotFoundError`` for a directory that isn't there.
    """
    for directory in directories:
        if not directory.is_dir():
            raise FileNotFoundError(f"no folder of fonts: {directory}")
    cache.mkdir(parents=True, exist_ok=True)
    shown = "".join(f"  <dir>{escape(str(path.resolve()))}</dir>\n" for path in directories)
    file = cache / "fonts.conf"
    file.write_text(_FONTCONFIG.format(directories=shown, cache=escape(str(cache.resolve()))), encoding="utf-8")
    with fontconfig_file(file.resolve()):
        configuration = FontConfiguration()
    return Fonts(configuration, frozenset(_families(directories)))


_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{directories}  <cachedir>{cache}</cachedir>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="autohint" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"""


def _families(directories: Iterable[Path]) -> Iterator[str]:
    for directory in directories:
        for path in sorted(directory.rglob("*.[ot]tf")):
            with TTFont(path, lazy=True) as font:
                # The family by weight and style, and the family as designers know it (OpenType, name ids 1 and 16).
                names = (font["name"].getDebugName(number) for number in (1, 16))
                yield from (name.lower() for name in names if name)


class _Page(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A document that is a tree already: WeasyPrint parses HTML only, and would take blocks out of paragraphs."""

    def __init__(self, root: Element, fetcher: URLFetcher) -> None:
        self.base_url = _BASE
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def lay_out(
    root: Element,
    *,
    stylesheets: Sequence[str],
    resource: Resource,
    first_page: int,
    fonts: Fonts,
    cache: dict[str, Any] | None = None,
    read: dict[str, tuple[Any, tuple[Message, ...]]] | None = None,
) -> Laid:
    """Lay out a part, an ``html`` element, whose first page is number ``first_page``, a right-hand page if that is odd.

    ``resource`` gives bytes and media type for a relative path such as ``images/a.jpg``, or None; every other URL is
    refused. ``cache`` keeps decoded images from one part to the next, ``read`` the stylesheets. What goes wrong is in
    ``messages``.
    """
    fetcher = _Fetcher(resource)
    with _logged() as messages, _faults("laid out"):
        html_ = _Page(root, fetcher)
        _hyphens_written(html_.etree_element)
        first = _FIRST_PAGE.format(side="right" if first_page % 2 else "left", number=first_page)
        sheets, kept = [], {} if read is None else read
        for number, text in enumerate((*stylesheets, first)):
            if text not in kept:
                before = len(messages)
                sheet = weasyprint.CSS(
                    string=text, base_url=_BASE, url_fetcher=fetcher, font_config=fonts.configuration
                )
                kept[text] = sheet, tuple(messages[before:])
                del messages[before:]
            sheets.append(kept[text][0])
            messages += [replace(message, stylesheet=number) for message in kept[text][1]]
        with filled_lines(), kept_spaces(), short_words_divided(), carried_over() as lost, _contexts() as contexts:
            document = html_.render(font_config=fonts.configuration, stylesheets=sheets, cache=cache, pdf_tags=True)
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages, first_page):
        # The outline is written where the parts come together.
        page.bookmarks.clear()
        for name in page.anchors:
            anchors.setdefault(name, number)
    messages += [
        _own(logging.ERROR, "a link leads to #%s, which the part doesn't have", name)
        for name in settle_links(document, anchors)
    ]
    messages += [_own(logging.ERROR, "the float %s doesn't end on the last page", name) for name in lost]
    messages += _unknown_families(document, fonts.families)
    [context] = contexts
    bound = bool(context.target_collector.counter_lookup_items)
    return Laid(document, first_page, anchors, tuple(dict.fromkeys(messages)), bound=bound, context=context)


@contextmanager
def _contexts() -> Iterator[list[Any]]:
    """Keep what WeasyPrint knows of a layout, which it forgets once the pages are made."""
    kept: list[Any] = []
    original = weasyprint.document.layout_document

    def layout_document(html: Any, root: Any, context: Any) -> Any:
        kept.append(context)
        return original(html, root, context)

    with replaced(weasyprint.document, "layout_document", layout_document):
        yield kept


def renumbered(laid: Laid, first_page: int) -> Laid | None:
    """Give the same pages with other numbers: only what stands in the margins is made anew.

    None where that isn't all: a left-hand page becomes a right-hand one, or the text itself shows its page's number.
    """
    by = first_page - laid.first_page
    if by == 0:
        return laid
    if by % 2 or laid.bound:
        return None
    context = laid.context
    for number, page in enumerate(laid.document.pages, 1):
        box = page._page_box
        context.current_page = number
        state = copy.deepcopy(context.page_maker[number][3])
        state[1]["page"] = [value + by for value in state[1]["page"]]
        inside = tuple(child for child in box.children if not isinstance(child, boxes.MarginBox))
        margins = tuple(make_margin_boxes(context, box, state))
        for margin in margins:
            layout_box_backgrounds(box, margin, context.get_image_from_uri)
        box.children = (*inside, *margins)
        context.page_maker[number] = (*context.page_maker[number][:3], state, context.page_maker[number][4])
    return replace(laid, first_page=first_page, anchors={name: page + by for name, page in laid.anchors.items()})


def remarks(css: str) -> tuple[Message, ...]:
    """Give what WeasyPrint says of a stylesheet as it reads it; nothing is fetched, and no font is looked for."""
    with _logged() as messages, _faults("styled"):
        weasyprint.CSS(string=css, base_url=_BASE, url_fetcher=_Fetcher(lambda _path: None))
    return tuple(dict.fromkeys(messages))


def draw(laid: Laid) -> Drawn:
    """Draw a part as a tagged PDF/UA-1 (PDF 1.7) of its own, streams uncompressed, the same bytes each time."""
    # A copy has its own fonts, which a drawing reduces to the glyphs it used.
    document = laid.document.copy()
    tagged = tagged_drawing(structure_of(document, laid.first_page))
    with _logged() as messages, _faults("drawn"), _bleeding(document, 0), tagged:
        pdf = document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    return Drawn(pdf, tuple(dict.fromkeys(messages)))


@dataclass(frozen=True, slots=True)
class Press:
    """What a drawing for press asks: how colours become inks, and the plates of pictures.

    ``plates`` gives the plate of a picture by its path, ``paths`` are all there are; ``separate`` makes the plate of a
    PNG that WeasyPrint has drawn itself.
    """

    inks: Inks
    plates: Callable[[str], Plate]
    paths: Sequence[str]
    separate: Callable[[bytes], Plate]


def draw_press(laid: Laid, press: Press, bleed: float) -> Drawn:
    """Draw a part in inks, without tags and links, streams uncompressed, the same bytes each time.

    A page is as large as its trim with ``bleed``, in points, on all four sides, and its TrimBox says where the trim is.
    """
    document = laid.document.copy()
    inked = press_drawing(press.inks, press.plates, press.separate, image_ids(press.paths))
    with _logged() as messages, _faults("drawn"), _bleeding(document, bleed / 0.75), inked:
        pdf = document.write_pdf(uncompressed_pdf=True, pdf_tags=False)
    return Drawn(pdf, tuple(dict.fromkeys(messages)))


@contextmanager
def _bleeding(document: Any, bleed: float) -> Iterator[None]:
    """Have pages end at their trim with a bleed, in CSS pixels, for the time of a drawing; the layout knows its own."""
    before = [page.bleed for page in document.pages]
    for page in document.pages:
        page.bleed = dict.fromkeys(("top", "right", "bottom", "left"), bleed)
    try:
        yield
    finally:
        for page, own in zip(document.pages, before, strict=True):
            page.bleed = own


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves relative paths out of ``resource`` and refuses everything else."""

    def __init__(self, resource: Resource) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._resource = resource

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  WeasyPrint's signature
        path = unquote(url.partition("#")[0])
        if ":" in path or "\\" in path or "?" in path or path.startswith("/") or ".." in path.split("/"):
            raise ValueError(f"{path} is not a path inside the publication")
        found = self._resource(path)
        if found is None:
            raise FileNotFoundError(f"{path} is not in the publication")
        content, media_type = found
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


def _hyphens_written(root: Any) -> None:
    """Write each hyphen of the text as U+002D, so that U+2010 where a line ends is one that WeasyPrint added."""
    for element in root.iter():
        element.text = element.text and element.text.replace(ADDED_HYPHEN, "-")
        element.tail = element.tail and element.tail.replace(ADDED_HYPHEN, "-")


@contextmanager
def _faults(done: str) -> Iterator[None]:
    """Raise an EngineError for what WeasyPrint raises, and leave what this project's own code raises as it is."""
    try:
        yield
    except Exception as error:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = trace.tb_frame.f_code.co_filename if trace is not None else ""
        if Path(where).is_relative_to(_OURS):
            raise
        raise EngineError(f"a part can't be {done}: {type(error).__name__}: {error}") from error


@contextmanager
def _logged() -> Iterator[list[Message]]:
    """Take what WeasyPrint and fontTools log into a list; nothing of it is printed."""
    messages: list[Message] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            given = record.args if isinstance(record.args, tuple) else ()
            arguments = tuple(each if isinstance(each, int) else str(each) for each in given)
            by = record.name.partition(".")[0]
            messages.append(Message(record.getMessage(), record.levelno, None, str(record.msg), arguments, by))

    keeper = Keeper(logging.WARNING)
    with ExitStack() as stack:
        for name in ("weasyprint", "fontTools"):
            logger = logging.getLogger(name)
            stack.callback(setattr, logger, "propagate", logger.propagate)
            logger.propagate = False
            logger.addHandler(keeper)
            stack.callback(logger.removeHandler, keeper)
        yield messages


def _unknown_families(document: Any, known: frozenset[str]) -> Iterator[Message]:
    """Give a message for each list of font families none of whose names is among the fonts."""
    asked = dict.fromkeys(
        tuple(box.style["font_family"])
        for page in document.pages
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TextBox) and box.text.strip()
    )
    for families in asked:
        named = [family for family in families if family.lower() not in _GENERIC]
        if not known.intersection(family.lower() for family in named):
            have = ", ".join(sorted(known))
            yield _own(logging.WARNING, "no font of the family %s", ", ".join(families), have)


def _own(level: int, form: str, *arguments: str) -> Message:
    """Give a message of ours, in the form of those that the engine logs."""
    return Message(form.replace("%s", arguments[0]), level, None, form, arguments)

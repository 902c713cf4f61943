"""Laid-out pages → what stands where on them, each with its place in the manuscript.

What of WeasyPrint is private here: the box classes, positions, ``replacement``, ``background``, ``Page._page_box``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.replaced import replacedbox_layout

from publish.pagemap import numbered
from publish.pdf.runs import filler_id
from publish.pictures import Kind
from publish.placing import Placement
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from publish.edition import Edition
    from publish.pdf.engine import Laid
    from publish.placing.placements import Area

_MM = 25.4 / 96


def placements(edition: Edition, parts: Sequence[Laid]) -> tuple[Placement, ...]:
    """Give every picture, line of text and coloured ground of the pages, in order."""
    spans = _Spans(edition)
    found: list[Placement] = []
    page = 0
    for laid in parts:
        walk = _Walk(edition, laid, spans)
        for number, sheet in enumerate(laid.document.pages):
            found += walk.page(sheet, page, laid.labels[number], recto=(laid.first_page + number) % 2 == 1)
            page += 1
    return tuple(found)


class _Spans:
    """Where each node, article and page of the layout's own is asked for."""

    def __init__(self, edition: Edition) -> None:
        publication = edition.publication
        self._nodes = {
            (article.id, number): node.span for article in publication.articles for number, node in numbered(article)
        }
        self._documents: dict[str, Span] = {article.id: article.span for article in publication.articles} | {
            "cover": publication.place("cover", "image"),
            "back-cover": publication.place("back-cover", "image"),
        }
        for number in range(len(publication.metadata.print.house_ads)):
            place = publication.place("print", "house-ads", str(number), "image")
            self._documents[filler_id(number + 1)] = place

    def of(self, element: Element | None, parents: Mapping[Element, Element]) -> Span:
        while element is not None:
            document, _, number = element.get("data-node", "").rpartition("/")
            if document and (document, int(number)) in self._nodes:
                return self._nodes[document, int(number)]
            if element.get("id", "") in self._documents:
                return self._documents[element.get("id", "")]
            element = parents.get(element)
        return Span("layouts")


class _Walk:
    """The walk over the pages of one part."""

    def __init__(self, edition: Edition, laid: Laid, spans: _Spans) -> None:
        self._pictures = edition.publication.pictures
        self._spans = spans
        self._paper: Any = None
        root = laid.document._html.etree_element
        self._parents: Mapping[Element, Element] = {child: parent for parent in root.iter() for child in parent}

    def page(self, sheet: Any, page: int, label: str, *, recto: bool) -> Iterator[Placement]:
        """Give what stands on a page."""
        ground = sheet._page_box.background
        self._paper = ground.color if ground is not None else None
        for box in _boxes(sheet._page_box):
            yield from self._placed(box, page, label, recto=recto)

    def _placed(self, box: Any, page: int, label: str, *, recto: bool) -> Iterator[Placement]:
        furniture = isinstance(box, boxes.MarginBox) or "@" in (box.element_tag or "")
        if isinstance(box, boxes.TextBox):
            if box.text.strip() and box.style["visibility"] == "visible":
                area = _area(box.position_x, box.position_y, box.width, box.height)
                span = Span("layouts") if furniture else self._spans.of(box.element, self._parents)
                text = " ".join(box.text.split())[:40]
                yield Placement("text", page, label, recto, area, span, text=text, furniture=furniture)
        elif isinstance(box, boxes.ReplacedBox):
            yield self._picture(box, page, label, recto=recto)
        elif _is_coloured(box, self._paper):
            area = _area(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
            yield Placement("ground", page, label, recto, area, self._spans.of(box.element, self._parents))

    def _picture(self, box: Any, page: int, label: str, *, recto: bool) -> Placement:
        width, height, x, y = replacedbox_layout(box)
        # What object-fit makes larger than its box is cut off at the box.
        left, top = max(box.content_box_x(), x), max(box.content_box_y(), y)
        right = min(box.content_box_x() + box.width, x + width)
        bottom = min(box.content_box_y() + box.height, y + height)
        area = _area(left, top, right - left, bottom - top)
        path = unquote(box.element.get("src", "")) if box.element is not None else ""
        picture = self._pictures.get(path)
        raster = picture is not None and picture.kind is not Kind.SVG
        return Placement(
            "picture",
            page,
            label,
            recto,
            area,
            self._spans.of(box.element, self._parents),
            path=path,
            pixels=(picture.width, picture.height) if picture and raster else (0, 0),
            size=(width * _MM, height * _MM),
            line_art=bool(picture and picture.mode == "1"),
        )


def _boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in box.all_children() if hasattr(box, "all_children") else ():
        yield from _boxes(child)


def _is_coloured(box: Any, paper: Any) -> bool:
    """Say whether a box has a ground other than the page's, which always covers the bleed."""
    if isinstance(box, boxes.PageBox | boxes.MarginBox) or box.element_tag in {"html", "body"}:
        return False
    ground = getattr(box, "background", None)
    return ground is not None and ground.color.alpha > 0 and ground.color != paper


def _area(x: float, y: float, width: float, height: float) -> Area:
    return x * _MM, y * _MM, (x + width) * _MM, (y + height) * _MM

"""Laid-out pages → what stands where on them, each with its place in the manuscript.

What of WeasyPrint is private here: the box classes, positions, ``replacement``, ``background``, ``Page._page_box``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.replaced import replacedbox_layout

from publish.pagemap import numbered
from publish.pdf.rooms import MM, room_beside, room_in, room_of_notes, room_on
from publish.pdf.runs import filler_id
from publish.pictures import Kind
from publish.placing import Placement
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from publish.edition import Edition
    from publish.pdf.engine import Laid
    from publish.placing import Room
    from publish.placing.placements import Area

_ROLES = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading") | {
    "header": "opening",
    "figcaption": "caption",
    "caption": "caption",
    "th": "cell",
    "td": "cell",
    "pre": "code",
}

_FORCED = frozenset({"page", "always", "left", "right", "recto", "verso"})
"""The values of break-before and break-after with which a layout asks for a new page."""


def placements_of(edition: Edition, laid: Laid, first: int) -> list[Placement]:
    """Give what stands on the pages of one part, in order, its first page counted as ``first``."""
    return _Walk(edition, laid).placed(first)


class _Sources:
    """Which node, article or page of the layout's own each element is, and its role there."""

    def __init__(self, edition: Edition, root: Element) -> None:
        publication = edition.publication
        self._articles = {article.id: article for article in publication.articles}
        self._documents: dict[str, Span] = {article.id: article.span for article in publication.articles} | {
            "cover": publication.place("cover", "image"),
            "back-cover": publication.place("back-cover", "image"),
        }
        for number in range(len(publication.metadata.print.house_ads)):
            place = publication.place("print", "house-ads", str(number), "image")
            self._documents[filler_id(number + 1)] = place
        self._nodes: dict[str, dict[int, Span]] = {}
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._known: dict[Element | None, tuple[Span, str]] = {None: (Span("layouts"), "")}

    def of(self, element: Element | None) -> tuple[Span, str]:
        """Give where the manuscript asks for an element, and what it is: the innermost element that says so decides."""
        known = self._known.get(element)
        if known is None:
            assert element is not None
            span, role = self.of(self._parents.get(element))
            document, _, number = element.get("data-node", "").rpartition("/")
            node = self._span(document, int(number)) if document else None
            span = node or self._documents.get(element.get("id", "")) or span
            own = "formula" if element.get("role") == "math" else _ROLES.get(element.tag)
            role = own or role or ("text" if node else "")
            known = self._known[element] = span, role
        return known

    def encloses(self, outer: Element, element: Element | None) -> bool:
        """Say whether an element is another or stands in it."""
        while element is not None and element is not outer:
            element = self._parents.get(element)
        return element is outer

    def _span(self, document: str, number: int) -> Span | None:
        if document not in self._nodes:
            article = self._articles.get(document)
            self._nodes[document] = {n: node.span for n, node in numbered(article)} if article else {}
        return self._nodes[document].get(number)


@dataclass(frozen=True, slots=True)
class _Where:
    """What the boxes around a box say of it: its room, its column, and whether it is a note or furniture."""

    room: Room | None
    column: int = 0
    note: bool = False
    furniture: bool = False


class _Walk:
    """The walk over the pages of one part."""

    def __init__(self, edition: Edition, laid: Laid) -> None:
        self._pictures = edition.publication.pictures
        self._laid = laid
        self._sources = _Sources(edition, laid.document._html.etree_element)
        self._found: list[Placement] = []
        self._sheet: Any = None
        self._page: tuple[int, str, bool] = (0, "", True)
        self._columns = 0
        # How pages come to begin: elements behind which a break is asked, before which one was, and what is known now.
        self._ended: Any = None
        self._before: Any = None
        self._begun: set[Any] = set()
        self._opens = False

    def placed(self, first: int) -> list[Placement]:
        """Give what stands on the pages."""
        name = None
        for number, sheet in enumerate(self._laid.document.pages):
            self._sheet = sheet._page_box
            recto = (self._laid.first_page + number) % 2 == 1
            self._page = first + number, self._laid.labels[number], recto
            self._columns = 0
            self._before, self._ended = self._ended, None
            self._opens = name != self._sheet.page_type.name
            name = self._sheet.page_type.name
            room = room_on(self._sheet)
            for child in self._sheet.children:
                self._visit(child, _Where(room))
        return self._found

    def _visit(self, box: Any, where: _Where) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.LineBox):
            self._line(box, where)
        elif isinstance(box, boxes.ReplacedBox):
            self._picture(box, where)
        else:
            coloured = self._is_coloured(box)
            self._breaks(box)
            if coloured:
                self._frame("ground", box, where)
            if isinstance(box, boxes.TableBox):
                self._frame("table", box, where)
            where = self._inside(box, where, ground=coloured)
            for child in box.all_children():
                self._visit(child, where)
            if box.style["break_after"] in _FORCED:
                self._ended = box.element

    def _breaks(self, box: Any) -> None:
        if box.style["break_before"] in _FORCED and box.element not in self._begun:
            self._begun.add(box.element)
            self._opens = True

    def _inside(self, box: Any, where: _Where, *, ground: bool) -> _Where:
        """Give what holds for the insides of a box."""
        if isinstance(box, boxes.MarginBox):
            return _Where(None, furniture=True)
        if isinstance(box, boxes.FootnoteAreaBox):
            return _Where(room_of_notes(self._sheet), note=True)
        column = where.column
        if box.is_column:
            self._columns += 1
            column = self._columns
        room = where.room and room_in(box, where.room, ground=ground)
        if room is where.room and column == where.column:
            return where
        return replace(where, room=room, column=column)

    # ------------------------------------------------------------------------------------------------- what is found

    def _line(self, line: Any, where: _Where) -> None:
        texts: list[Any] = []
        self._gather(line, where, texts)
        self._text(texts, where)

    def _gather(self, box: Any, where: _Where, texts: list[Any]) -> None:
        """Take together the texts of a line; a block in it parts it, since it has lines of its own."""
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                if child.text.strip() and child.style["visibility"] == "visible":
                    texts.append(child)
            elif isinstance(child, boxes.InlineBox):
                if self._is_coloured(child):
                    self._frame("ground", child, where)
                self._gather(child, where, texts)
            else:
                if isinstance(child, boxes.InlineBlockBox):
                    self._text(texts, where)
                    texts.clear()
                self._visit(child, where)

    def _text(self, texts: Sequence[Any], where: _Where) -> None:
        if not texts:
            return
        left, top = min(text.position_x for text in texts), min(text.position_y for text in texts)
        right = max(text.position_x + _inked(text) for text in texts)
        bottom = max(text.position_y + text.height for text in texts)
        largest = max(texts, key=lambda text: text.style["font_size"])
        self._add(
            "text",
            _area(left, top, right - left, bottom - top),
            texts[0].element,
            where,
            text=" ".join("".join(text.text for text in texts).split())[:40],
            baseline=(largest.position_y + largest.baseline) * MM,
            em=largest.style["font_size"] * MM,
        )

    def _frame(self, kind: str, box: Any, where: _Where) -> None:
        """Add a ground, or a table, by its outer edge."""
        area = _area(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
        self._add(kind, area, box.element, where)

    def _picture(self, box: Any, where: _Where) -> None:
        width, height, x, y = replacedbox_layout(box)
        # What object-fit makes larger than its box is cut off at the box.
        left, top = max(box.content_box_x(), x), max(box.content_box_y(), y)
        right = min(box.content_box_x() + box.width, x + width)
        bottom = min(box.content_box_y() + box.height, y + height)
        path = unquote(box.element.get("src", "")) if box.element is not None else ""
        picture = self._pictures.get(path)
        raster = picture is not None and picture.kind is not Kind.SVG
        self._add(
            "picture",
            _area(left, top, right - left, bottom - top),
            box.element,
            replace(where, room=where.room and room_beside(box, where.room)),
            path=path,
            pixels=(picture.width, picture.height) if picture and raster else (0, 0),
            size=(width * MM, height * MM),
            line_art=bool(picture and picture.mode == "1"),
        )

    def _add(self, kind: str, area: Area, element: Element | None, where: _Where, **own: Any) -> None:
        span, role = self._sources.of(None if where.furniture else element)
        opens = False
        if kind != "ground" and not where.furniture:
            ended = self._before is not None and not self._sources.encloses(self._before, element)
            opens, self._opens, self._before = self._opens or ended, False, None
        self._found.append(
            Placement(
                kind,
                *self._page,
                area,
                span,
                role="note" if where.note else role,
                column=where.column,
                furniture=where.furniture,
                opens=opens,
                room=where.room,
                **own,
            )
        )

    def _is_coloured(self, box: Any) -> bool:
        """Say whether a box has a ground other than the page's, which always covers the bleed."""
        if isinstance(box, boxes.MarginBox) or box.element_tag in {"html", "body"}:
            return False
        ground, paper = getattr(box, "background", None), self._sheet.background
        return ground is not None and ground.color.alpha > 0 and (paper is None or ground.color != paper.color)


def _inked(text: Any) -> float:
    """Give the width of a text without the spaces at its end, which take no room on a line of code."""
    return float(text.width * len(text.text.rstrip()) / len(text.text))


def _area(x: float, y: float, width: float, height: float) -> Area:
    return x * MM, y * MM, (x + width) * MM, (y + height) * MM

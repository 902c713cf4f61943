"""A tagged PDF → utterances: its structure tree from first to last; artifacts and untagged content say nothing."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf

from publish.pdf.reading import INLINE, Element, read
from publish.transcript.speech import Speaker, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from publish.transcript.speech import Utterance

_BLOCKS = {
    "P": "paragraph",
    "Caption": "caption",
    "TOCI": "entry",
    "BlockQuote": "quotation",
}
_GROUPS = {"Art": "article", "Aside": "box"}
_MARK = re.compile(r"[0-9*†‡§ ]+")


def spoken(data: bytes) -> tuple[Utterance, ...]:
    """Give what is said of a tagged PDF, in the order of its tree; raise UnreadableError where it has none."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            tree = read(pdf).elements
            language = str(pdf.Root.get("/Lang", ""))
            labels = [str(page.label) for page in pdf.pages]
    except pikepdf.PdfError as error:
        raise UnreadableError(f"can't be read: {error}") from None
    if not tree:
        raise UnreadableError("has no tags, so nothing in it can be read aloud in order")
    speaker = Speaker(language)
    teller = _Teller(speaker, labels, {name: each for top in tree for each in top.walk() if (name := _id(each))})
    for element in tree:
        teller.element(element)
    return speaker.result()


def _id(element: Element) -> str:
    return element.entries.get("ID", "")


class _Teller:
    """Says elements, and announces each page as something on it is first said."""

    def __init__(self, speaker: Speaker, labels: Sequence[str], named: dict[str, Element]) -> None:
        self.speaker, self.labels, self.named = speaker, labels, named
        self.page = -1
        self.terms = self.contents = False

    def element(self, element: Element) -> None:
        """Say an element and what is in it."""
        self._turn(element.pages[:1])
        with self.speaker.speaking(element.entries.get("Lang", "")):
            kind = element.kind
            if kind in _HANDLERS:
                _HANDLERS[kind](self, element)
            elif "ActualText" in element.entries or "Alt" in element.entries:
                self.speaker.say(element.entries.get("ActualText") or element.entries["Alt"])
            elif kind in _BLOCKS or (kind[:1] == "H" and kind[1:].isdigit()):
                with self.speaker.block(_BLOCKS.get(kind) or f"heading {kind[1:]}"):
                    self.kids(element)
            elif kind == "Code" and not self.speaker.blocks:
                with self.speaker.block("code"):
                    self.kids(element)
            elif kind in INLINE:
                self.kids(element)
            else:
                self.group(element)
        self._turn(element.pages[1:])

    def kids(self, element: Element) -> None:
        """Say the words and the elements in an element."""
        for kid in element.kids:
            if isinstance(kid, str):
                self.speaker.say(kid.replace("\u00ad", ""))
            else:
                self.element(kid)

    def group(self, element: Element) -> None:
        """Say what stands together, announced where it is an article or a box."""
        kind, label = _GROUPS.get(element.kind, ""), element.entries.get("T", "")
        if kind:
            self.speaker.announce(f"{kind}, {label}" if label else kind)
        loose = any(isinstance(kid, str) and kid.strip() for kid in element.kids)
        if loose and element.kind not in INLINE:
            with self.speaker.block("text"):
                self.kids(element)
        else:
            self.kids(element)
        if kind:
            self.speaker.announce(f"end of {kind}")

    def picture(self, element: Element) -> None:
        """Say a figure or a formula by its alternative text."""
        text = element.entries.get("ActualText") or element.entries.get("Alt") or element.text
        if text:
            self.speaker.announce("image" if element.kind == "Figure" else "formula", " ".join(text.split()))

    def link(self, element: Element) -> None:
        """Say a link by its words."""
        with self.speaker.phrase("link"):
            self.kids(element)

    def reference(self, element: Element) -> None:
        """Announce the mark of a note, which is no word of the text; a reference around a link is the link."""
        if self.contents or not _MARK.fullmatch(element.text):
            self.kids(element)
        else:
            self.speaker.announce(f"note reference {element.text}")

    def table_of_contents(self, element: Element) -> None:
        """Say a table of contents, whose references are links and no notes."""
        before, self.contents = self.contents, True
        self.kids(element)
        self.contents = before

    def note(self, element: Element) -> None:
        """Say a note, with its label before it."""
        label = next((each.text for each in element.walk() if each.kind == "Lbl"), "")
        with self.speaker.aside(label or "?"):
            self.speaker.announce(f"note {label}".strip())
            with self.speaker.block("text"):
                self.kids(element)
            self.speaker.announce("end of note")

    def item(self, element: Element) -> None:
        """Say an item of a list; one of terms is said as its term and its definition."""
        if self.terms:
            self.kids(element)
        else:
            with self.speaker.block("item"):
                self.kids(element)

    def body(self, element: Element) -> None:
        """Say what stands behind an item's label."""
        with self.speaker.block("definition" if self.terms else "item"):
            self.kids(element)

    def label(self, element: Element) -> None:
        """Announce a label, which is no word of the text, unless it is the term of a definition."""
        if self.terms and not self.speaker.note:
            with self.speaker.block("term"):
                self.kids(element)

    def list(self, element: Element) -> None:
        """Announce a list with the count of its items, and its end; a list with terms and no numbers is of terms."""
        items = [kid for kid in element.kids if isinstance(kid, Element) and kid.kind == "LI"]
        labelled = any(isinstance(kid, Element) and kid.kind == "Lbl" for item in items for kid in item.kids)
        before, self.terms = self.terms, labelled and element.attributes.get("ListNumbering", "None") == "None"
        count = len(items)
        self.speaker.announce(f"list, {count} {'term' if self.terms else 'item'}{'' if count == 1 else 's'}")
        self.kids(element)
        self.speaker.announce("end of list")
        self.terms = before

    def table(self, element: Element) -> None:
        """Announce a table with its size, and its end."""
        rows = [each for each in element.walk() if each.kind == "TR"]
        columns = max((sum(isinstance(kid, Element) for kid in row.kids) for row in rows), default=0)
        self.speaker.announce(f"table, {len(rows)} rows, {columns} columns")
        self.kids(element)
        self.speaker.announce("end of table")

    def header(self, element: Element) -> None:
        """Say the cell of a table that heads others."""
        with self.speaker.block("header"):
            self.kids(element)

    def cell(self, element: Element) -> None:
        """Say a cell of a table, with the headers that it names."""
        names = element.attributes.get("Headers", "").split()
        headers = "; ".join(self.named[name].text for name in names if name in self.named)
        with self.speaker.block(f"cell ({headers})" if headers else "cell"):
            self.kids(element)

    def _turn(self, pages: Sequence[int]) -> None:
        for page in pages:
            if page > self.page:
                self.page = page
                self.speaker.announce(f"page {self.labels[page]}")


_HANDLERS: dict[str, Callable[[_Teller, Element], None]] = {
    "Figure": _Teller.picture,
    "Formula": _Teller.picture,
    "Link": _Teller.link,
    "Reference": _Teller.reference,
    "Note": _Teller.note,
    "TOC": _Teller.table_of_contents,
    "Lbl": _Teller.label,
    "L": _Teller.list,
    "LI": _Teller.item,
    "LBody": _Teller.body,
    "Table": _Teller.table,
    "TH": _Teller.header,
    "TD": _Teller.cell,
}

"""Which construct a style becomes, by its name: the table that comes with the program, and one of the user's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, PublishError, did_you_mean
from publish.manuscript import yaml
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PARAGRAPHS: dict[str, str] = {
    "title": "the title, `# …`",
    "kicker": "`kicker` of the front matter",
    "standfirst": "`standfirst` of the front matter",
    "author": "one of the `authors` of the front matter",
    "heading 1": "a heading of the first level below the title, `## …`; the title, where no style says which that is",
    "heading 2": "a heading below that, and so on to `heading 6`",
    "text": "a paragraph",
    "quote": "a quotation, `> …`",
    "pullquote": "`::: pullquote`",
    "aside": "`::: aside`",
    "note": "`::: note`",
    "editorial": "`::: editorial`",
    "links": "`::: links`",
    "code": "a block of code",
    "caption": "the caption of the picture or table above or below it",
    "credit": "the credit of the picture above or below it",
    "term": "a term of a definition list",
    "description": "what the term above it means",
    "list": "goes on in the list item above it",
    "break": "a change of scene, `***`",
    "drop": "nothing: it is left out",
}
"""What a style of paragraphs can become, and what that is in the manuscript."""

CHARACTERS: dict[str, str] = {
    "emphasis": "`*…*`",
    "strong": "`**…**`",
    "strong emphasis": "`***…***`",
    "strike": "`~~…~~`",
    "smallcaps": "`[…]{.smallcaps}`",
    "code word": "`` `…` ``",
    "plain": "the words alone",
}
"""What a style of characters can become."""

CONSTRUCTS = PARAGRAPHS | CHARACTERS | {f"heading {level}": "" for level in range(3, 7)}

TABLE: dict[str, tuple[str, ...]] = {
    "title": ("Title", "Titel", "Titre", "Título", "Titolo", "Article Title", "Headline", "MsoTitle"),
    "kicker": ("Kicker", "Overline", "Eyebrow", "Rubrik", "Strapline"),
    "standfirst": (
        *("Subtitle", "Untertitel", "Sous-titre", "Subtítulo", "Sottotitolo", "MsoSubtitle"),
        *("Standfirst", "Deck", "Lead", "Intro", "Introduction", "Abstract", "Vorspann", "Chapeau"),
    ),
    "author": ("Author", "Authors", "Byline", "Autor", "Auteur"),
    "text": (
        *("Normal", "Standard", "Default", "Default Style", "Default Paragraph Style", "Body Text", "Text Body"),
        *("Body Text 2", "Body Text 3", "Body Text Indent", "Body Text First Indent", "First line indent"),
        *("First Paragraph", "Compact", "No Spacing", "Normal (Web)", "Normal Indent", "List Paragraph", "Plain Text"),
        *("Table Contents", "Table Heading", "Table Grid", "Frame Contents", "Footnote", "Endnote", "Footnote Text"),
        *("Endnote Text", "Index", "Salutation", "Signature", "Closing", "Date", "Text", "MsoNormal", "MsoBodyText"),
        *(
            "MsoListParagraph",
            "MsoFootnoteText",
            "List",
            "List Bullet",
            "List Number",
            "Header",
            "Footer",
            "Comment Text",
        ),
        *("annotation text", "Balloon Text", "Textkörper", "Corps de texte", "Cuerpo de texto", "Corpo del testo"),
        *("Body", "Body Copy", "Marginalia", "Hanging indent", "Text body indent", "HTML Top of Form", "western"),
    ),
    "quote": (
        *("Quote", "Intense Quote", "Quotations", "Block Text", "Block Quotation", "Blockquote", "Citation", "Cita"),
        *("Zitat", "Intensives Zitat", "Citation intense", "Citazione", "MsoQuote", "MsoIntenseQuote"),
    ),
    "pullquote": ("Pull Quote", "Pullquote", "Callout"),
    "aside": ("Aside", "Sidebar", "Box", "Boxout", "Box Text", "Infobox", "Kasten", "Encadré", "text box"),
    "note": ("Note", "Tip", "Hint", "Warning"),
    "editorial": ("Editor's Note", "Editorial"),
    "links": ("Links", "Further Reading"),
    "code": (
        *("Preformatted Text", "HTML Preformatted", "Source Code", "Code", "Code Block", "macro", "Macro Text"),
        *("Vorformatierter Text", "Quelltext"),
    ),
    "caption": (
        *("Caption", "Figure Caption", "Image Caption", "Table Caption", "Illustration", "Figure", "Table", "Drawing"),
        *("Beschriftung", "Bildunterschrift", "Légende", "Leyenda", "Didascalia", "MsoCaption", "Captioned Figure"),
        *("Abbildung", "Tabelle"),
    ),
    "credit": ("Credit", "Photo Credit", "Picture Credit", "Bildnachweis", "Crédit photo", "Crédito"),
    "term": ("Definition Term", "List Heading"),
    "description": ("Definition", "List Contents"),
    "list": ("List Continue", "List Continue 2", "List Continue 3"),
    "break": ("Horizontal Line", "Scene Break"),
    "drop": (
        *("TOC Heading", "Contents Heading", "Table of Figures", "table of authorities", "Index Heading"),
        *(f"TOC {level}" for level in range(1, 10)),
        *(f"Contents {level}" for level in range(1, 11)),
    ),
    "emphasis": ("Emphasis", "Subtle Emphasis", "Hervorhebung", "Accentuation", "Book Title"),
    "strong": ("Strong", "Strong Emphasis", "Fett", "Intense Emphasis", "Élevé"),
    "code word": (
        *("Source Text", "Verbatim Char", "HTML Code", "HTML Typewriter", "HTML Sample", "Teletype", "Inline Code"),
        *("HTML Keyboard", "User Entry", "Example"),
    ),
    "plain": (
        *("Default Paragraph Font", "Hyperlink", "Internet Link", "FollowedHyperlink", "Visited Internet Link"),
        *("footnote reference", "endnote reference", "Footnote Anchor", "Endnote Anchor", "Footnote Characters"),
        *(
            "Endnote Characters",
            "Footnote Symbol",
            "Endnote Symbol",
            "annotation reference",
            "Bullet Symbols",
            "Bullets",
        ),
        *(
            "Numbering Symbols",
            "page number",
            "Page Number",
            "Placeholder Text",
            "Subtle Reference",
            "Intense Reference",
        ),
        *("line number", "Line Numbering", "Index Link", "Definition Char", "Unresolved Mention", "Mention"),
    ),
} | {
    f"heading {level}": (
        *(f"Heading {level}", f"Überschrift {level}", f"Titre {level}", f"Título {level}", f"Titolo {level}"),
    )
    for level in range(1, 7)
}
"""The names of styles, in Word, LibreOffice and what others make, that are known without being told."""


def _key(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


_KNOWN = {_key(name): construct for construct, names in reversed(TABLE.items()) for name in names}


@dataclass(frozen=True, slots=True)
class Styles:
    """What styles become; ``own`` is the user's table, which goes first."""

    own: Mapping[str, str] = field(default_factory=dict)

    def construct(self, names: Iterable[str]) -> str:
        """Give the construct of a style, by its own name, else by the first of those it is based on that is no text.

        Nothing is given where its own name is unknown, and none of the others says more.
        """
        first = True
        for name in names:
            key = _key(name)
            found = self.own.get(key) or _KNOWN.get(key) or _numbered(key)
            if found and (first or found not in {"text", "plain"}):
                return found
            first = False
        return ""


def _numbered(key: str) -> str:
    """Give the construct of a name that has many numbers: ``List Bullet 3``, ``Numbering 1 Start``."""
    if re.fullmatch(r"(heading|überschrift|titre) [7-9]|heading 10", key):
        return "heading 6"
    return (
        "text"
        if re.fullmatch(r"(list( bullet| number)?|numbering|body text)( \d)?( start| end| cont\.?)?", key)
        else ""
    )


def read_styles(path: Path) -> Styles:
    """Read a user's table, a YAML file of names and constructs; raise PublishError where it can't be understood."""
    span = Span(str(path))
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        message = f"{path} can't be read: {error.strerror}"
        raise PublishError([Diagnostic("file-unreadable", message, span, "mend the name behind --styles")]) from error
    except UnicodeDecodeError as error:
        raise PublishError([Diagnostic("encoding", "this is not UTF-8", span, "save the file as UTF-8")]) from error
    document = yaml.read(text, span)
    found = list(document.diagnostics)
    own: dict[str, str] = {}
    for name, value in document.value.items():
        construct = str(value).casefold() if value is not None else ""
        if construct not in CONSTRUCTS:
            hint = did_you_mean(construct, CONSTRUCTS) or f"one of {', '.join(sorted(CONSTRUCTS))}"
            place = document.places.get((name,), span)
            found.append(Diagnostic("import-styles", f"{value} is nothing that a style can become", place, hint))
        own[_key(name)] = construct
    if found:
        raise PublishError(found)
    return Styles(own)


def styles_table() -> str:
    """Give the constructs with the names of styles that become them, as a table in Markdown."""
    lines = ["| construct | becomes | styles that are known |", "| --- | --- | --- |"]
    for construct, said in CONSTRUCTS.items():
        names = ", ".join(dict.fromkeys(TABLE.get(construct, ()))) or "none"
        lines.append(f"| `{construct}` | {said or 'a heading below that'} | {names} |")
    return "\n".join(lines) + "\n"

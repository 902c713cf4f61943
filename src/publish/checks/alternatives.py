"""What stands for a picture: whether the words tell a reader something that the caption doesn't."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.checks.boxes import plain_words
from publish.diagnostics import Diagnostic, Severity
from publish.tree import Figure, Image
from publish.walk import query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.source import Span
    from publish.tree import Publication

LONGEST = 250
SHORTEST = 4

# What screen readers have already said: they call a picture a picture. A drawing, a map or a screenshot says more.
_ANNOUNCED: dict[str, str] = {
    "cy": r"(llun|delwedd|ffotograff) (o|yn dangos)",
    "da": r"(et |en )?(billede|foto|fotografi) (af|der viser)",
    "de": r"(ein |das )?(bild|foto|fotografie|abbildung) (von|vom|des|der|zeigt|mit)",
    "en": r"(an? |the )?(image|picture|photo|photograph|graphic) (of|shows|showing)",
    "es": r"(una? |la )?(imagen|foto|fotografía) (de|del|que muestra)",
    "fi": r"(kuva|valokuva), jossa",
    "fr": r"(une |l['’]|la )?(image|photo|photographie) (de|du|des|d['’]|montrant)",
    "ga": r"(íomhá|pictiúr|grianghraf) (de|d['’])",
    "it": r"(un['’]|una |l['’]|la )?(immagine|foto|fotografia) (di|del|della|che mostra)",
    "nb": r"(et |en )?(bilde|foto|fotografi) (av|som viser)",
    "nl": r"(een |de )?(afbeelding|foto|plaatje) (van|met)",
    "pl": r"(zdjęcie|obraz|obrazek|fotografia) (przedstawiając\w+|pokazując\w+)",
    "pt": r"(uma |a )?(imagem|foto|fotografia) (de|do|da|que mostra)",
    "sv": r"(en |ett )?(bild|foto|fotografi) (av|på|som visar)",
}
_FILE_NAME = re.compile(
    r"\S+\.(jpe?g|png|gif|webp|tiff?|svg|bmp|heic)|(img|dsc|dscn|pict|image|photo)[_-]?\d+", re.IGNORECASE
)
# Scripts that put no space between words, so that one word can't be told from ten: kana, Han, Thai, Lao, Khmer.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Described:
    """A picture that says something: what stands for it, its caption, its language, and whether it stands alone."""

    alt: str
    path: str
    language: str
    span: Span
    caption: str = ""
    alone: bool = True
    longer: bool = False


def described(publication: Publication) -> Iterator[Described]:
    """Give every picture of a publication that has alternative text: figures, pictures in sentences, and covers."""
    for article in publication.documents:
        figures = query(article, Figure)
        for figure in figures:
            if figure.image.alt.strip():
                image, language = figure.image, figure.attributes.lang or article.language
                caption, longer = text_of(figure.caption), figure.description is not None
                yield Described(image.alt, image.path, language, image.span, caption, longer=longer)
        alone = {id(figure.image) for figure in figures}
        for image in query(article, Image):
            if image.alt.strip() and not image.decorative and id(image) not in alone:
                language = image.attributes.lang or article.language
                yield Described(image.alt, image.path, language, image.span, alone=False)
    metadata, places = publication.metadata, publication.places
    for key, cover in (("cover", metadata.cover), ("back-cover", metadata.back_cover)):
        if cover and cover.alt.strip():
            yield Described(cover.alt, cover.image, metadata.language, places.get(f"{key}.alt", places[""]))


def alt_is_not_the_caption(publication: Publication) -> Iterator[Diagnostic]:
    """A picture's alternative text and its caption differ, since both are read aloud (WCAG 2.2, 1.1.1)."""
    for each in described(publication):
        words = plain_words(each.alt)
        if words.strip() and words == plain_words(each.caption):
            hint = "say in the alternative text what is to be seen, and in the caption what it means here"
            yield Diagnostic("alt-caption", "the caption says the same as the alternative text", each.span, hint,
                             Severity.WARNING, about=each.alt)  # fmt: skip


def alt_is_not_a_file_name(publication: Publication) -> Iterator[Diagnostic]:
    """Alternative text is words, not the name of a file (WCAG 2.2, 1.1.1, failure F30)."""
    for each in described(publication):
        if is_file_name(each.alt, each.path):
            hint = "say in a sentence what is to be seen"
            message = f"the alternative text {each.alt} is the name of a file"
            yield Diagnostic("alt-filename", message, each.span, hint, about=each.alt)


def is_file_name(alt: str, path: str) -> bool:
    """Say whether alternative text names a file; that of its own, such as map, may well be a poor description."""
    alt, name = alt.strip(), path.rpartition("/")[2]
    own = alt in {name, name.rpartition(".")[0]} and not alt.replace(" ", "").isalpha()
    return own or _FILE_NAME.fullmatch(alt) is not None


def alt_does_not_say_that_it_is_a_picture(publication: Publication) -> Iterator[Diagnostic]:
    """Alternative text starts with what is to be seen: that it is a picture has been said (WCAG 2.2, 1.1.1, H37)."""
    for each in described(publication):
        pattern = _ANNOUNCED.get(each.language.partition("-")[0].lower())
        if not pattern:
            continue
        found = re.match(rf"(?:{pattern})(?:(?!\w)|(?<=['’]))", each.alt.strip(), re.IGNORECASE)
        if found:
            hint = f"leave “{found[0]}” out: a screen reader says that this is a picture"
            yield Diagnostic("alt-announces", f"the alternative text starts with “{found[0]}”", each.span, hint,
                             Severity.WARNING, about=found[0])  # fmt: skip


def alt_is_not_too_long(publication: Publication) -> Iterator[Diagnostic]:
    """Alternative text has at most 250 characters: it can't be paused or gone back in (WCAG 2.2, 1.1.1, G92)."""
    for each in described(publication):
        length = len(each.alt.strip())
        if length > LONGEST:
            hint = "keep one or two sentences"
            hint += "" if each.longer or not each.alone else ', and write the rest into a file: {longdesc="file.md"}'
            yield Diagnostic("alt-long", f"the alternative text has {length} characters", each.span, hint,
                             Severity.WARNING, about=each.alt)  # fmt: skip


def alt_is_not_too_short(publication: Publication) -> Iterator[Diagnostic]:
    """A figure's alternative text has more than a word (WCAG 2.2, 1.1.1); in a sentence, an emblem may have one."""
    for each in described(publication):
        alt = each.alt.strip()
        one = len(alt.split()) == 1 and not _UNSPACED.search(alt)
        if each.alone and (len(alt) < SHORTEST or one) and not is_file_name(each.alt, each.path):
            hint = "say in a sentence what is to be seen, or mark the picture {.decorative} if it says nothing"
            yield Diagnostic("alt-short", f"the alternative text “{alt}” hardly says anything", each.span, hint,
                             Severity.WARNING, about=alt)  # fmt: skip

"""Generated manuscripts: sentences from a list of words by a fixed seed, with what books and magazines have in them.

The same arguments give the same files. A size in pages is what is asked for; the reports say what came of it.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOUNS = tuple(
    "harbour lamp keeper council letter engine valley garden bridge window ledger orchard village market signal "  # noqa: SIM905
    "archive kitchen meadow station portrait library workshop chapel ferry mill quarry teacher printer surveyor "
    "winter evening journey question answer promise rumour habit shadow map river school shepherd café façade".split()
)
VERBS = tuple(
    "opened carried remembered counted followed repaired described painted crossed kept measured left found watched "  # noqa: SIM905
    "answered copied drew mended passed reached sold named praised questioned returned studied visited".split()
)
ADJECTIVES = tuple(
    "narrow patient quiet crooked generous early distant careful bright hollow northern ordinary stubborn wooden "  # noqa: SIM905
    "unfinished modest weathered familiar rare public sudden slow late plain hopeful".split()
)
PLACES = (
    "beyond the hill", "before breakfast", "in the autumn of that year", "under the old roof", "against all advice",
    "with both hands", "after the flood", "along the estuary", "for the first time", "without a word",
)  # fmt: skip
NAMES = tuple("Ada Beatriz Conor Dafydd Élodie Farah Goran Håkan Imogen Jürgen Keiko Łucja Mhairi Niamh".split())  # noqa: SIM905
FORMS = (
    "The {adjective} {noun} {verb} the {noun2} {place}.",
    "{name} {verb} the {noun}, and the {adjective} {noun2} {verb2} it {place}.",
    "{place}, {name} {verb} one {adjective} {noun} — nobody {verb2} the {noun2}.",
    "“It was the {noun},” said {name}, “that {verb} the {adjective} {noun2}.”",
    "What the {noun} {verb} {place} was, in the end, the {noun2}’s own {adjective} work…",
    "There were {number} of them between the {noun} and the {noun2}; {name} {verb} every one.",
    "Had the {adjective} {noun} {verb} it sooner, the {noun2} would have stood {place}.",
    "The {noun} (the *{adjective}* one, as {name} put it) {verb} the {noun2}.",
    "In 18{number} the {noun} {verb} **the {noun2}** {place}, and {name} never {verb2} why.",
)

TEXT_WORDS_A_PAGE, TEXT_PAGES_A_CHAPTER = 232, 9
MAGAZINE_WORDS_A_PAGE, MAGAZINE_PAGES_AN_ARTICLE = 590, 4


@dataclass(frozen=True, slots=True)
class Book:
    """A manuscript that can be written: its name, and what writes it into a folder that isn't there yet."""

    name: str
    write: Callable[[Path], None]


def text(pages: int) -> Book:
    """Give a book of about so many pages without pictures."""
    chapters = max(1, round((pages - 5) / TEXT_PAGES_A_CHAPTER))
    words = max(1, pages - 5) * TEXT_WORDS_A_PAGE
    return Book(f"text, {pages:,} pages", lambda folder: write_text(folder, chapters, words))


def record(words: int = 400_000, chapters: int = 60) -> Book:
    """Give the book of record: 400,000 words in 60 chapters, no pictures."""
    return Book("book of record", lambda folder: write_text(folder, chapters, words))


def magazine(pages: int) -> Book:
    """Give a magazine of about so many pages, with a picture for each article, boxes, pull quotes and tables."""
    articles = max(1, round((pages - 2) / MAGAZINE_PAGES_AN_ARTICLE))
    words = max(1, pages - 2) * MAGAZINE_WORDS_A_PAGE
    return Book(f"magazine, {pages:,} pages", lambda folder: write_magazine(folder, articles, words))


def write_text(folder: Path, chapters: int, words: int) -> None:
    """Write a book: chapters of paragraphs with headings, notes, lists, quotations and emphasis."""
    _begin(folder, "The Keepers of the Lamp", "book")
    for chapter in range(1, chapters + 1):
        chosen = random.Random(f"text {chapters} {words} {chapter}")
        title = f"# {_heading(chosen)}\n"
        body = "\n".join(_body(chosen, words // chapters))
        (folder / f"{chapter:04}.md").write_text(f"{title}\n{body}", "utf-8")


def write_magazine(folder: Path, articles: int, words: int) -> None:
    """Write a magazine: articles with a lead picture, a standfirst, a pull quote, a box and a table."""
    _begin(folder, "The Estuary Review", "magazine")
    (folder / "images").mkdir()
    for article in range(1, articles + 1):
        chosen = random.Random(f"magazine {articles} {words} {article}")
        (folder / "images" / f"{article:04}.jpg").write_bytes(_photograph(article))
        body = list(_body(chosen, words // articles))
        for place, piece in zip((-2, len(body) // 2, len(body) // 3), _pieces(chosen, article), strict=True):
            body.insert(place, piece)
        head = f"---\nkicker: {chosen.choice(NOUNS).title()}\nstandfirst: “{_plain(chosen)}”\n---\n"
        text = f"{head}# {_heading(chosen)}\n\n" + "\n".join(body)
        (folder / f"{article:04}.md").write_text(text, "utf-8")


def middle(folder: Path) -> Path:
    """Give the file of the chapter in the middle."""
    chapters = sorted(folder.glob("*.md"))
    return chapters[len(chapters) // 2]


def misspelt(chapter: str, number: int) -> str:
    """Give a chapter with one word misspelt, each number another: its letters, and so its width, stay the same."""
    pieces = chapter.split(" the ")
    place = 1 + number % (len(pieces) - 1)
    return " the ".join(pieces[:place]) + " teh " + " the ".join(pieces[place:])


def longer(chapter: str, number: int) -> str:
    """Give a chapter with about a page more at its end, each number other sentences."""
    chosen = random.Random(f"longer {number}")
    return chapter + "\n" + "\n".join(_paragraph(chosen)[0] for _ in range(4))


def _begin(folder: Path, title: str, layout: str) -> None:
    folder.mkdir(parents=True)
    head = f"title: {title}\nlanguage: en-GB\nlayout: {layout}\ndate: 2024-01-01\n"
    (folder / "publication.yaml").write_text(head, "utf-8")


def _body(chosen: random.Random, words: int) -> Iterator[str]:
    """Give the blocks of a chapter of so many words, each with a line's end behind it."""
    count = notes = 0
    number = 0
    while count < words:
        number += 1
        paragraph, size = _paragraph(chosen)
        if number % 6 == 3:
            notes += 1
            paragraph = paragraph.rstrip() + f"[^{notes}]\n\n[^{notes}]: {_plain(chosen)}\n"
        yield paragraph
        count += size
        if number % 12 == 0 and count < words:
            yield f"## {_heading(chosen)} {number // 12}\n"
            paragraph, size = _paragraph(chosen)
            yield paragraph
            count += size
        elif number % 17 == 5:
            yield "".join(f"- {_sentence(chosen)}\n" for _ in range(3))
        elif number % 17 == 11:
            yield f"> {_sentence(chosen)}\n"


def _paragraph(chosen: random.Random) -> tuple[str, int]:
    sentences = " ".join(_sentence(chosen) for _ in range(chosen.randint(3, 8)))
    return sentences + "\n", len(sentences.split())


def _sentence(chosen: random.Random) -> str:
    (noun, noun2), (verb, verb2) = chosen.sample(NOUNS, 2), chosen.sample(VERBS, 2)
    made = chosen.choice(FORMS).format(
        adjective=chosen.choice(ADJECTIVES), noun=noun, noun2=noun2, verb=verb, verb2=verb2,
        place=chosen.choice(PLACES), name=chosen.choice(NAMES), number=chosen.randint(20, 99),
    )  # fmt: skip
    return made[0].upper() + made[1:]


def _plain(chosen: random.Random) -> str:
    """Give a sentence without quotation marks and emphasis."""
    return FORMS[0].format(
        adjective=chosen.choice(ADJECTIVES), noun=chosen.choice(NOUNS), verb=chosen.choice(VERBS),
        noun2=chosen.choice(NOUNS), place=chosen.choice(PLACES),
    )  # fmt: skip


def _heading(chosen: random.Random) -> str:
    return f"The {chosen.choice(ADJECTIVES)} {chosen.choice(NOUNS)} of {chosen.choice(NAMES)}"


def _pieces(chosen: random.Random, article: int) -> Iterator[str]:
    """Give a table, a figure and a box, as a magazine has them between its paragraphs."""
    rows = "".join(f"| The {noun} | {chosen.randint(1000, 9999):,} |\n" for noun in chosen.sample(NOUNS, 5))
    yield f"| What | How many |\n|---|---:|\n{rows}\nTable: {_plain(chosen)}\n"
    credit = f"Photo: {chosen.choice(NAMES)}"
    yield f'![A pattern of light](images/{article:04}.jpg "{_plain(chosen)}"){{credit="{credit}" width=column}}\n'
    yield f'::: aside "{_heading(chosen)}"\n{_sentence(chosen)} {_sentence(chosen)}\n:::\n'


def _photograph(number: int) -> bytes:
    """Give a JPEG with noise in it, as photographs have, no two alike."""
    size = (1500, 1000)
    # Pillow's own noise has no seed.
    grain = Image.frombytes("L", (375, 250), random.Random(number).randbytes(375 * 250)).resize(size)
    slope = Image.linear_gradient("L").resize(size)
    out = io.BytesIO()
    Image.merge("RGB", (Image.blend(grain, slope, 0.6), slope, Image.blend(slope, grain, 0.2))).save(
        out, "JPEG", quality=85
    )
    return out.getvalue()

"""What a template's variables are made of: each kind of value that isn't a plain one, with its fields.

A field is described like a variable: its name, its type, a sentence, an example. `given.py` says which types there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that templates are given: its name, its type as designers see it, a sentence, and an example.

    ``only`` names the one output that gives it, if it is one.
    """

    name: str
    type: str
    says: str
    example: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value with fields.

    A ``paired`` one is taken apart by its places, as in ``{% for name, value in facts %}``. Of one that isn't ``whole``
    the fields are those that layouts have a use for; it has more, which may change.
    """

    says: str
    fields: tuple[Given, ...]
    paired: bool = False
    whole: bool = True


_PUBLICATION = {
    "publication": Kind("what publication.yaml says", (
        Given("title", "text", "the title", "In Our View, issue 39"),
        Given("subtitle", "text", "the subtitle, or nothing", "Two days on the coast"),
        Given("language", "text", "the language, as a tag", "en-GB"),
        Given("description", "text", "what it is about, or nothing", "Dorset, Essex and the police."),
        Given("publisher", "text", "who publishes it, or nothing", "The Society"),
        Given("rights", "text", "what may be done with it, or nothing", "© The Society"),
        Given("subjects", "list of text", "what it is about, in a library’s words", "local government"),
        Given("series", "series or nothing", "the periodical or series that it belongs to"),
        Given("contributors", "list of contributor", "who made it"),
        Given("cover", "cover or nothing", "what is said of the cover; its picture comes to cover.html ready for use"),
        Given("isbn", "ISBN", "the numbers of its editions"),
    ), whole=False),
    "series": Kind("the place in a series", (
        Given("title", "text", "the name of the series", "In Our View"),
        Given("number", "text or nothing", "the number of this issue", "39"),
        Given("label", "text", "what the issue is called, or nothing", "Focus"),
        Given("issn", "text or nothing", "the number of the series", "2049-3630"),
    )),
    "contributor": Kind("someone who made the publication", (
        Given("name", "text", "the name as it is read", "Mark Lumley"),
        Given("role", "text", "what they did: aut wrote it, edt edited, ill drew, pht took photographs", "aut"),
        Given("sort", "text", "the name as a library files it, or nothing", "Lumley, Mark"),
    )),
    "cover": Kind("what is said of the cover", (
        Given("alt", "text", "what the picture shows", "A pale sun over a plain."),
        Given("credit", "text", "whose picture it is, or nothing", "Photo: Ada Example"),
    ), whole=False),
    "ISBN": Kind("the numbers of the editions", (
        Given("epub", "text or nothing", "that of the EPUB", "978-3-16-148410-0"),
        Given("print", "text or nothing", "that of the printed edition", "978-3-16-148410-0"),
    )),
    "edition": Kind("the whole publication, as it is about to be drawn", (
        Given("publication", "manuscript", "what the manuscript holds"),
        Given("language", "text", "the language, as a tag", "en-GB"),
        Given("slug", "text", "the name of the files that come out", "in-our-view-39"),
    ), whole=False),
    "manuscript": Kind("what the manuscript holds", (
        Given("articles", "list of article", "every article in its order; `| list` before `| length` counts them"),
    ), whole=False),
    "article": Kind("what an article’s front matter says beside its words", (
        Given("kind", "text", "article, letter, news, interview, listing, sponsored, imprint or frontmatter", "letter"),
        Given("start", "text", "where it begins: page, column or run-on", "page"),
        Given("columns", "number", "the columns it asks for; 0 leaves it to the layout", "2"),
        Given("number", "number", "its number as a chapter; 0 where chapters aren’t numbered", "3"),
        Given("language", "text", "its language, as a tag", "cy"),
        Given("lead", "lead or nothing", "the picture that opens it; `lead` has it drawn"),
    ), whole=False),
    "lead": Kind("the picture that opens an article", (
        Given("image", "lead image", "its file and its words"),
    ), whole=False),
    "lead image": Kind("the file of a picture, and its words", (
        Given("path", "text", "its path in the manuscript", "images/harbour.jpg"),
        Given("alt", "text", "what it shows", "Boats at low tide"),
    ), whole=False),
    "document": Kind("the page or file that is being drawn", (
        Given("id", "text", "its name, and no other document’s", "dorset"),
        Given("kind", "text", "the name of its template", "article"),
        Given("section", "number", "which part of the publication it is in, from 1; 0 outside of all parts", "2"),
        Given("number", "number", "which house advertisement it is, from 0", "0"),
    ), whole=False),
}  # fmt: skip

_BLOCKS = {
    "picture": Kind("a picture that is ready for use", (
        Given("src", "text", "its address", "images/harbour.jpg"),
        Given("alt", "text", "what it shows; nothing where it is decoration", "Boats at low tide"),
        Given("width", "number", "its width in CSS pixels", "1600"),
        Given("height", "number", "its height in CSS pixels", "900"),
    )),
    "item": Kind("one item of a list", (
        Given("attributes", "attributes", "the item’s own", ' class="done"'),
        Given("body", "markup", "what it says", "<p>Rope</p>"),
    )),
    "definition": Kind("a term with what it means", (
        Given("term", "markup", "the term", "Neap tide"),
        Given("descriptions", "list of markup", "what it means, once or more", "A tide of small range."),
    )),
    "cell": Kind("one cell of a table", (
        Given("content", "markup", "what it says", "12 <em>m</em>"),
        Given("align", "text", "left, center, right or nothing", "right"),
        Given("header", "text", "col or row where it heads others, or nothing", "row"),
        Given("attributes", "attributes", "the cell’s own", ' lang="cy"'),
    )),
    "note": Kind("a note, where notes stand together", (
        Given("number", "number", "its number", "4"),
        Given("id", "text", "the id that its call leads to", "note-4"),
        Given("href", "text", "the way back to its call", "#call-4"),
        Given("body", "markup", "what it says", "<p>See page 12.</p>"),
    )),
    "note paragraph": Kind("a piece of a note: one of its two fields is empty", (
        Given("content", "markup", "the words of a paragraph, without a p", "See page 12."),
        Given("body", "markup", "any other block, whole", "<ul>…</ul>"),
    )),
    "entry": Kind("an entry of the contents", (
        Given("title", "markup", "its title, without links", "The <em>Golden</em> Hind"),
        Given("text", "text", "its title without markup", "The Golden Hind"),
        Given("href", "text", "where it leads", "hind.xhtml"),
        Given("page", "text", "its page; nothing where there are no pages", "12"),
        Given("kind", "text", "part, the article’s kind, or page", "letter"),
        Given("number", "number", "its number as a chapter, or 0", "3"),
        Given("section", "number", "the part it belongs to, from 1, or 0", "2"),
        Given("kicker", "markup", "the article’s kicker, or nothing", "Dorset"),
        Given("standfirst", "markup", "the article’s standfirst, or nothing", "A ship comes home."),
        Given("authors", "list of markup", "who wrote it", "Ada Example"),
        Given("opens", "markup", "the markers of print pages that begin at it", '<span id="page-3" …>…'),
        Given("children", "list of entry", "the entries below it"),
    )),
    "cover line": Kind("a line of the cover that announces a piece", (
        Given("text", "markup", "what it says", "Two days in <em>Dorset</em>"),
        Given("href", "text", "where it leads, or nothing", "#dorset"),
        Given("page", "text", "the page of the piece, or nothing", "4"),
    )),
    "landmark": Kind("a place that reading systems jump to", (
        Given("type", "text", "what it is, for epub:type", "bodymatter"),
        Given("href", "text", "where it is", "letter.xhtml"),
        Given("title", "text", "what it is called", "Start of the text"),
    )),
    "print page": Kind("a page of the print edition", (
        Given("label", "text", "its number as printed", "12"),
        Given("href", "text", "where it begins", "dorset.xhtml#page-12"),
    )),
    "statement": Kind("what is said of accessibility under one heading", (
        Given("heading", "text", "the heading", "Ways of reading"),
        Given("statements", "list of text", "what is said", "Has alternative text"),
    )),
    "claim": Kind("a claim that is made", (
        Given("value", "text", "what is claimed", "alternativeText"),
        Given("evidence", "text", "what it rests on", "12 pictures, each with a text"),
    ), whole=False),
    "withheld claim": Kind("a claim that isn’t made", (
        Given("value", "text", "what isn’t claimed", "longDescription"),
        Given("reason", "text", "why", "a figure has none"),
    ), whole=False),
    "fact": Kind("a name and what it comes to", (
        Given("name", "text", "what it is", "Trim"),
        Given("value", "text", "what it comes to", "210 × 297 mm"),
    ), paired=True),
}  # fmt: skip

_JOB = {
    "job": Kind("what job.json says", (
        Given("title", "text", "the title", "In Our View, issue 39"),
        Given("publisher", "text", "who publishes it, or nothing", "The Society"),
        Given("date", "text or nothing", "the day of this edition", "2023-06-20"),
        Given("files", "list of job file", "the PDFs that are handed over"),
        Given("made-by", "text", "program and version, written `job[\"made-by\"]`", "publish 1.0"),
    ), whole=False),
    "job file": Kind("a PDF that is handed over", (
        Given("name", "text", "its name", "in-our-view-39-press.pdf"),
        Given("sha256", "text", "its SHA-256", "9f86d0…"),
        Given("pages", "number", "how many pages it has", "24"),
        Given("bytes", "number", "its size in bytes", "1200000"),
    ), whole=False),
    "printed picture": Kind("a picture as it is printed", (
        Given("page", "number", "the page it is on", "5"),
        Given("pixels", "list of number", "its width and its height", "1800, 1200"),
        Given("ppi", "number", "pixels to the inch at the size it is printed", "240"),
        Given("space", "text", "its colours", "DeviceCMYK"),
    ), whole=False),
}  # fmt: skip

_SITE = {
    "site": Kind("what the pages of a site share", (
        Given("words", "words", "the words that the site adds, in its language", "Read online"),
        Given("sizes", "sizes", "the sizes of each photograph, by its address"),
    )),
    "size": Kind("a photograph in one size", (
        Given("address", "text", "its file", "images/harbour-800.jpg"),
        Given("width", "number", "its width in pixels", "800"),
    ), paired=True),
    "issue": Kind("a publication as the site knows it", (
        Given("title", "text", "the title", "In Our View, issue 39"),
        Given("subtitle", "text", "the subtitle, or nothing", "Two days on the coast"),
        Given("description", "text", "what it is about, or nothing", "Dorset, Essex and the police."),
        Given("language", "text", "the language, as a tag", "en-GB"),
        Given("series", "series or nothing", "the series that it belongs to"),
        Given("authors", "list of contributor", "who wrote it"),
        Given("publisher", "text", "who publishes it, or nothing", "The Society"),
        Given("rights", "text", "what may be done with it, or nothing", "© The Society"),
        Given("cover_alt", "text", "what the cover shows, or nothing", "A pale sun over a plain."),
    ), whole=False),
    "issue entry": Kind("an entry of the contents on a publication’s own page: as an entry, and this", (
        Given("id", "text", "the id of the article or part", "dorset"),
        Given("picture", "thumbnail or nothing", "the picture that opens the article, small"),
        Given("children", "list of issue entry", "the entries below it"),
    ), whole=False),
    "thumbnail": Kind("a small picture that says nothing by itself", (
        Given("src", "text", "its address", "images/harbour-400.jpg"),
    )),
    "covers": Kind("a cover in all its formats and sizes, for a picture element", (
        Given("src", "text", "the largest JPEG", "cover-960.jpg"),
        Given("width", "number", "its width in pixels", "960"),
        Given("height", "number", "its height in pixels", "1358"),
        Given("webp", "text", "WebP files with their widths, or nothing", "cover-240.webp 240w"),
        Given("jpeg", "text", "JPEG files with their widths", "cover-240.jpg 240w"),
    )),
    "download": Kind("a file to take away", (
        Given("name", "text", "what it is called", "EPUB"),
        Given("href", "text", "where it is", "in-our-view-39.epub"),
        Given("size", "text", "how large it is, in words", "1.2 MB"),
        Given("sha256", "text", "its SHA-256", "9f86d0…"),
    )),
    "format": Kind("what is said of the accessibility of one format", (
        Given("name", "text", "the format", "EPUB"),
        Given("fields", "list of statement", "what is said of it"),
    )),
    "shown issue": Kind("a publication as the index shows it", (
        Given("issue", "issue", "what the site knows of it"),
        Given("href", "text", "its own page", "in-our-view-39/index.html"),
        Given("covers", "covers", "its cover"),
        Given("date", "text", "month and year, or nothing", "June 2023"),
        Given("series", "text", "its place in its series, or nothing", "In Our View 39 (Focus)"),
    )),
    "group": Kind("the publications of one series", (
        Given("title", "text", "the name of the series", "In Our View"),
        Given("issues", "list of shown issue", "its publications, the newest first"),
    )),
    "step": Kind("a step of the way back", (
        Given("name", "text", "what it is called", "All publications"),
        Given("href", "text", "where it leads", "../index.html"),
    ), paired=True),
    "alternate": Kind("the same page in another form", (
        Given("type", "text", "its media type", "application/webpub+json"),
        Given("href", "text", "where it is", "publication.json"),
        Given("name", "text", "what it is called", "In Our View, issue 39"),
    ), paired=True),
    "pager": Kind("the articles beside this one", (
        Given("previous", "neighbour or nothing", "the one before it"),
        Given("next", "neighbour or nothing", "the one that follows"),
    )),
    "neighbour": Kind("an article beside another", (
        Given("title", "text", "its title", "The harbour"),
        Given("href", "text", "its page", "harbour.html"),
    )),
}  # fmt: skip

KINDS: Mapping[str, Kind] = {**_PUBLICATION, **_BLOCKS, **_JOB, **_SITE}
"""Each kind of value that has fields, by the name that types have it by."""

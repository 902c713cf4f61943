"""What each template is given: the registry of the variables that a designer may use, of record.

A variable is one line: its name, its type, what it is, an example as it would come out. A test compares all of it with
what is rendered, down to the fields of each value; `docs/designing.md` is made from it.

A type is one of ``PLAIN``, a kind that `kinds.py` describes, or ``list of …``; ``or nothing`` behind it says that it
may be missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.layouts.kinds import Given

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN: Mapping[str, str] = {
    "text": "words without markup; `<` and `&` in it are escaped when it is printed",
    "markup": "words with their markup, ready to be printed",
    "number": "a number",
    "yes or no": "for `{% if … %}`",
    "words": "words by name: `words[\"figure\"]`",
    "sizes": "lists of [size](#size) by the address of a picture: `site.sizes[picture.src]`",
    "attributes": 'id, class and language, for a tag: `<li{{ item.attributes("mine") }}>` adds a class',
    "function": "to be called with what its sentence says",
}  # fmt: skip
"""The types that have no fields, and what each is."""

SHARED = (
    Given("publication", "publication", "what publication.yaml says"),
    Given("edition", "edition", "the whole publication, for lists of articles"),
    Given("layout", "text", "the name of the layout", "magazine"),
    Given("words", "words", 'the words that layouts add, in the article’s language: `words["figure"]`', "Figure"),
    Given("date", "text", "the publication’s date in its language, or nothing", "20 June 2023"),
    Given("month", "text", "its month and year, or nothing", "June 2023"),
)
"""What every template of a publication is given."""

ON_SITES = (Given("site", "site", "what the pages of a site share"),)
"""What the templates of web pages are given beside; those of a site's index have nothing else that is shared."""

DOCUMENT = (
    Given("document", "document", "which document this is"),
    Given("id", "text", "the id that this document has to have", "dorset"),
    Given("opens", "markup", "the markers of print pages that begin with it; print it first", '<span id="page-3" …>…'),
    Given("back", "text", "the way back to what an extended description describes, or nothing", "dorset.xhtml#plan"),
)
"""What the template of every document is given: articles, parts, and the pages before and behind them."""

_COVER = (
    *DOCUMENT,
    Given("picture", "picture or nothing", "the picture, where the manuscript has one"),
    Given("alt", "text", "what the picture shows", "A pale sun over a plain."),
    Given("credit", "markup", "whose picture it is, or nothing", "Photo: Ada Example"),
    Given("lines", "list of cover line", "the lines that announce pieces; a back cover has none"),
)
ATTRIBUTES = Given(
    "attributes",
    "attributes",
    'the block’s own, to be called in its tag: `<p{{ attributes("mine") }}>`',
    ' class="mine"',
)
"""What the template of every block is given."""

_BLOCKS: Mapping[str, tuple[Given, ...]] = {
    "blocks/paragraph.html": (
        Given("content", "markup", "the words", "Low <em>tide</em>"),
        Given("question", "yes or no", "whether it asks: in an interview, one that is strong as a whole", "no"),
    ),
    "blocks/heading.html": (
        Given("content", "markup", "the words", "How it began"),
        Given("level", "number", "its level in the publication, from 2 to 6: in a part, one deeper", "3"),
    ),
    "blocks/figure.html": (
        Given("picture", "picture", "the picture, with its text"),
        Given("caption", "markup", "the caption, or nothing", "Boats at <em>Leigh</em>"),
        Given("credit", "markup", "whose picture it is, or nothing", "Photo: Ada Example"),
        Given("label", "text", "word and number where figures are numbered, or nothing", "Figure 3"),
        Given("width", "text", "how wide it asks to be: full, column, bleed or margin", "full"),
        Given("description", "text", "the address of its extended description, or nothing", "plan-described.xhtml"),
    ),
    "blocks/quotation.html": (
        Given("body", "markup", "the blocks in it", "<p>…</p>"),
    ),
    "blocks/list.html": (
        Given("items", "list of item", "the items in their order"),
        Given("ordered", "yes or no", "whether it is numbered", "yes"),
        Given("start", "number", "the first number", "1"),
        Given("tight", "yes or no", "whether items have no space between them", "yes"),
    ),
    "blocks/definition-list.html": (
        Given("definitions", "list of definition", "the terms in their order"),
    ),
    "blocks/code.html": (
        Given("content", "markup", "the lines; a class names what each word is", '<span class="code-keyword">def'),
        Given("language", "text", "the language that the author named, or nothing", "python"),
    ),
    "blocks/formula.html": (
        Given("formula", "markup", "the formula: MathML, or a drawing with its text", "<math>…</math>"),
    ),
    "blocks/table.html": (
        Given("caption", "markup", "the caption, or nothing", "Tides at Leigh"),
        Given("label", "text", "word and number where tables are numbered, or nothing", "Table 2"),
        Given("head", "list of cell", "the names of the columns"),
        Given("rows", "list of list of cell", "the rows, each a list of its cells"),
        Given("columns", "number", "how many columns there are", "4"),
    ),
    "blocks/break.html": (),
    "blocks/decoration.html": (
        Given("picture", "picture", "the picture; it needs an empty alt"),
    ),
    "blocks/pullquote.html": (
        Given("body", "markup", "the words", "<p>…</p>"),
        Given("cite", "markup", "who said them, or nothing", "Ada Example"),
        Given("repeats", "yes or no", "whether the article says them too, so that nobody need hear them twice", "yes"),
    ),
    "blocks/box.html": (
        Given("kind", "text", "note, aside, links, sponsored or editorial", "aside"),
        Given("title", "markup", "its title, or nothing", "Further reading"),
        Given("by", "markup", "who pays for it, or nothing", "Rope &amp; Sons"),
        Given("name", "text", "what it is announced as: its title, else its kind’s word", "Further reading"),
        Given("body", "markup", "the blocks in it", "<p>…</p>"),
    ),
    "blocks/event.html": (
        Given("title", "markup", "what takes place, or nothing", "Regatta"),
        Given("days", "text", "when, in words", "24–25 June 2023"),
        Given("start", "text", "the first day, for machines", "2023-06-24"),
        Given("end", "text", "the last day, or nothing", "2023-06-25"),
        Given("place", "markup", "where, or nothing", "Leigh, Essex"),
        Given("url", "text", "its address, or nothing", "https://example.org/"),
        Given("name", "text", "what it is announced as", "Regatta"),
        Given("body", "markup", "what is said of it", "<p>…</p>"),
    ),
    "page-break.html": (
        Given("label", "text", "the number of the print page that begins here", "12"),
    ),
}  # fmt: skip
_OTHERS: Mapping[str, tuple[Given, ...]] = {
    "article.html": (
        *DOCUMENT,
        Given("article", "article", "what the front matter says beside"),
        Given("attributes", "attributes", "id, class and language of the article", ' id="dorset" class="feature"'),
        Given("kind", "text", "article, letter, news, interview, listing, sponsored, imprint or frontmatter", "letter"),
        Given("level", "number", "the level of its title: 2 in a part, else 1", "2"),
        Given("title", "markup", "the title", "The <em>Golden</em> Hind"),
        Given("title_id", "text", "the id that the title has to have", "the-golden-hind"),
        Given("title_text", "text", "the title without markup", "The Golden Hind"),
        Given("short_title", "markup", "the title for running heads, without links", "Golden Hind"),
        Given("kicker", "markup", "the line over the title, or nothing", "Dorset"),
        Given("standfirst", "markup", "what it is about, or nothing", "A ship comes home."),
        Given("authors", "list of markup", "who wrote it", "Ada Example"),
        Given("part", "markup", "the title of the part that it stands in, or nothing", "Day one"),
        Given("section", "number", "which part that is, from 1; 0 outside of all parts", "2"),
        Given("lead", "markup", "the picture that opens it, drawn by blocks/figure.html, or nothing", "<figure>…"),
        Given("body", "markup", "the text", "<p>…</p>"),
        Given("notes", "list of note", "its notes"),
        Given("dropcap", "function", "`dropcap(body)` sets its first letter apart", '<span class="dropcap">L</span>'),
    ),
    "part.html": (
        *DOCUMENT,
        Given("attributes", "attributes", "nothing yet: a part has no attributes of its own"),
        Given("title", "markup", "the title of the part", "Day one"),
    ),
    "part-opening.html": (
        Given("part", "markup", "the part’s title, drawn by part.html", "<section>…</section>"),
        Given("article", "markup", "the article that follows it, drawn by its own template", "<article>…</article>"),
    ),
    "note-call.html": (
        Given("number", "number", "the note’s number", "4"),
        Given("first", "yes or no", "whether this is the first call of its note", "yes"),
        Given("id", "text", "the id that the way back leads to; nothing at a second call", "call-4"),
        Given("href", "text", "where the note is", "#note-4"),
        Given("note_id", "text", "the id of the note, where the page’s foot has it", "note-4"),
        Given("paragraphs", "list of note paragraph", "what the note says, at its first call"),
    ),
    "cover.html": (
        *_COVER,
        Given("cover_source", "text", "the cover as one picture, or nothing", "images/cover-page.jpg", "epub"),
        Given("cover_alt", "text", "what that picture says and shows", "Cover: In Our View. A pale sun.", "epub"),
    ),
    "back-cover.html": _COVER,
    "title-page.html": DOCUMENT,
    "contents.html": (
        *DOCUMENT,
        Given("entries", "list of entry", "the contents; articles of a part stand below it"),
    ),
    "nav.html": (
        Given("entries", "list of entry", "the contents, and the page about accessibility"),
        Given("landmarks", "list of landmark", "places to jump to"),
        Given("pages", "list of print page", "the pages of the print edition, if they are known"),
    ),
    "accessibility.html": (
        *DOCUMENT,
        Given("title", "text", "the title of the page", "Accessibility"),
        Given("fields", "list of statement", "what is claimed, under headings"),
        Given("language_name", "text", "the main language in words", "English (United Kingdom)"),
        Given("evidence", "list of claim", "each claim with what it rests on"),
        Given("withheld", "list of withheld claim", "what isn’t claimed, and why"),
    ),
    "document.html": (
        Given("content", "markup", "what the page shows", "<article>…</article>"),
        Given("title", "text", "its title", "Dorset — In Our View"),
        Given("language", "text", "its language, as a tag", "en-GB"),
        Given("kind", "text", "the kind of document", "cover", "epub"),
    ),
    "notes-page.html": (
        *DOCUMENT,
        Given("lines", "number", "how many lines, 9 mm apart, the page has room for", "24"),
    ),
    "house-ad.html": (
        *DOCUMENT,
        Given("picture", "picture", "the advertisement"),
        Given("alt", "text", "what it says and shows", "Join the Society."),
    ),
    "blank.html": (),
    "spine.html": (
        Given("text", "yes or no", "whether it is wide enough for words", "yes"),
    ),
    "job-sheet.html": (
        Given("job", "job", "what job.json says"),
        Given("facts", "list of fact", "what the printer has to know"),
        Given("verdict", "text", "what the preflight found", "The preflight passed."),
        Given("pictures", "list of printed picture", "the coarsest pictures"),
        Given("more", "number", "how many finer ones there are", "12"),
        Given("fonts", "text", "the fonts that are embedded", "SourceSerif4-Regular"),
    ),
    "page.html": (
        Given("content", "markup", "what the page shows", "<article>…</article>"),
        Given("kind", "text", "shelf, issue or article", "article"),
        Given("look", "text", "the layout’s name; site on the index", "magazine"),
        Given("section", "number", "the part that an article is in, or 0", "2"),
        Given("title", "text", "the title of the page", "Dorset — In Our View"),
        Given("language", "text", "its language, as a tag", "en-GB"),
        Given("description", "text", "what it is about, for search engines, or nothing", "A ship comes home."),
        Given("canonical", "text", "its whole address, where that is known", "https://example.org/dorset.html"),
        Given("root", "text", "the way to the site’s index", "../"),
        Given("style", "text", "the stylesheet", "style.css"),
        Given("data", "markup", "what search engines read, as JSON-LD", "{…}"),
        Given("alternates", "list of alternate", "the same in other forms"),
        Given("trail", "list of step", "the way back, from the index on"),
        Given("pager", "pager", "the articles before and behind; empty on other pages"),
        Given("foot", "issue or nothing", "the publication that it belongs to"),
    ),
    "issue.html": (
        Given("issue", "issue", "the publication"),
        Given("covers", "covers", "its cover"),
        Given("contents", "list of issue entry", "its contents"),
        Given("start", "text", "the page of its first article", "letter.html"),
        Given("downloads", "list of download", "its files"),
        Given("accessibility", "list of format", "what is said of the accessibility of each format"),
        Given("facts", "list of fact", "what a library card says"),
    ),
    "shelf.html": (
        Given("title", "text", "the name of the site, or nothing", "The Society’s library"),
        Given("newest", "shown issue", "the newest publication"),
        Given("series", "list of group", "all others, by series"),
    ),
}  # fmt: skip

VARIABLES: Mapping[str, tuple[Given, ...]] = {
    **{name: (ATTRIBUTES, *fields) for name, fields in _BLOCKS.items()},
    **_OTHERS,
}
"""What each template that is asked for is given beside; ``article-….html`` is given what ``article.html`` is."""

EVERYWHERE = frozenset(each.name for each in SHARED)
"""The names of what every template is given."""

_WEB = frozenset({"issue.html", "page.html", "shelf.html"})
_SITE = frozenset(each.name for each in ON_SITES)

GIVEN: Mapping[str, frozenset[str]] = {name: frozenset(each.name for each in said) for name, said in VARIABLES.items()}
"""The names of what each template is given beside."""


def given(name: str) -> frozenset[str]:
    """Give the names that a template is given; for one that others include, those of every template."""
    if name.startswith("article-"):
        name = "article.html"
    if name not in GIVEN:
        return EVERYWHERE | _SITE.union(*GIVEN.values())
    return EVERYWHERE | GIVEN[name] | (_SITE if name in _WEB else frozenset())

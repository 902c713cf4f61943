"""The rules of manuscripts and built files: every one but those of layouts and of the press."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

FILES: tuple[Rule, ...] = (
    Rule("publication-missing", ERROR, "A manuscript's folder holds a publication.yaml.", "an empty folder",
         "Write publication.yaml with at least title: and language:."),
    Rule("article-missing", ERROR, "Every article of the contents is a file.", "contents: [welcom.md]",
         "Mend the name under contents, or add the file."),
    Rule("image-missing", ERROR, "Every picture is a file of the manuscript.", "![A harbour](images/harbour.jpg)",
         "Mend the name, or put the file into images/."),
    Rule("path-outside", ERROR, "Nothing outside the manuscript's folder is read, nor of a layout outside layouts/.",
         "![A plan](../plan.png)", "Put the file into the folder and name it there."),
    Rule("file-unreadable", ERROR, "Files can be read.", "a file without read permission",
         "Give yourself the right to read it, or replace it."),
    Rule("encoding", ERROR, "Text files are UTF-8.", "a file saved as Windows-1252", "Save the file as UTF-8."),
)  # fmt: skip

KEYS: tuple[Rule, ...] = (
    Rule("yaml-syntax", ERROR, "publication.yaml and front matter are YAML 1.2.", "title: In Our View: issue 39",
         "Put a value that holds a colon in quotes."),
    Rule("yaml-limit", ERROR, "YAML is of ordinary size and depth, without aliases and tags.", "a: &a [*a]",
         "Write the values out."),
    Rule("key-duplicate", ERROR, "A key stands once.", "title: One\ntitle: Two", "Keep one of the two."),
    Rule("key-unknown", ERROR, "Every key is known.", "langauge: en", "Mend its spelling: the hint names the nearest."),
    Rule("key-missing", ERROR, "title and language are always given.", "title: Alone",
         "Add the key that the message names."),
    Rule("key-value", ERROR, "A key's value is of its kind.", "date: last week",
         "Write the value in the form that the message names."),
    Rule("vendor-unknown", ERROR, "A vendor's file is in press/vendors.", "print: {vendor: uk-magasine}",
         "Mend the name: the hint lists those that are known."),
    Rule("vendor-unreadable", ERROR, "A vendor's file has the keys of print, as TOML.", 'bleed = "three"',
         "Mend the line that the message names."),
)  # fmt: skip

CONTENTS: tuple[Rule, ...] = (
    Rule("contents-empty", ERROR, "A publication has at least one article.", "a folder with publication.yaml alone",
         "Add a Markdown file that starts with # Title."),
    Rule("contents-duplicate", ERROR, "An article stands in the contents once.", "contents: [a.md, a.md]",
         "List it once."),
    Rule("contents-kind", ERROR, "Contents are Markdown files.", "contents: [a.docx]", "Name an .md file."),
    Rule("part-empty", ERROR, "A part has at least one article.", "- {part: Day one, contents: []}",
         "List its articles, or take the part away."),
    Rule("title-missing", ERROR, "An article has a title.", "a file that starts with a paragraph",
         "Start it with a line such as # Title."),
    Rule("title-second", ERROR, "An article has one title.", "# One\n\n# Two", "Make the second heading ## or less."),
    Rule("title-late", ERROR, "The title stands first.", "Some words.\n\n# Title", "Put the # line above them."),
)  # fmt: skip

DIALECT: tuple[Rule, ...] = (
    Rule("raw-html", ERROR, "Raw HTML is not used.", "<b>words</b>", "Write the construct that the hint names."),
    Rule("attributes-syntax", ERROR, "Attributes in braces can be read.", "## Heading {#a #b}",
         'Write {#id .class key="value"}.'),
    Rule("attributes-unknown", ERROR, "Attributes are known where they stand.", "## Heading {colour=red}",
         "Take the attribute away, or mend its name."),
    Rule("class-unknown", WARNING, "A class that means something is spelt as it is known.", "![](rule.svg){.decorativ}",
         "Mend the class: the hint names the one that was likely meant. One with a style of its own is never meant."),
    Rule("attributes-stray", ERROR, "Attributes belong to something.", "words {#id} words",
         "Put them right behind a link, an image, code, maths or [words], at the end of a heading or Table: "
         "line, or on a line of their own above a block."),
    Rule("box-unknown", ERROR, "A box is one of those that there are.", "::: sidebar", "Name a known box."),
    Rule("box-unclosed", ERROR, "A box is closed.", "::: note\nwords", "Add a line of as many colons."),
    Rule("box-stray", ERROR, "A line of colons closes a box.", ":::", "Open the box, or take the line away."),
    Rule("box-syntax", ERROR, "A box's opening line can be read.", "::: note of mine",
         'Write ::: note "Title" {#id}.'),
    Rule("caption-stray", ERROR, "A Table: line stands below a table.", "Table: Alone", "Put it below its table."),
    Rule("caption-touches", ERROR, "An empty line stands between a table and its caption.", "| 1 | 2 |\nTable: Numbers",
         "Put an empty line between them."),
    Rule("image-caption", ERROR, "A picture with a caption stands alone in its paragraph.",
         'words ![A plan](a.png "The plan") words', "Give the picture a paragraph of its own."),
    Rule("image-address", ERROR, "Pictures are files of the manuscript.", "![Logo](https://example.org/logo.png)",
         "Put the picture into images/."),
    Rule("link-target", ERROR, "Links lead to the web, to a mail address, to an article or to an id.",
         "[here](javascript:alert())", "Write https://…, other.md or #id."),
    Rule("maths", ERROR, "Formulas can be set.", "$\\frac{1$", "Mend the LaTeX at the place that the message names."),
)  # fmt: skip

NAMES: tuple[Rule, ...] = (
    Rule("id-duplicate", ERROR, "An id names one thing in its article.", "## One {#a}\n\n## Two {#a}",
         "Give one of the two another id.", "HTML, 3.2.3"),
    Rule("reference-dead", ERROR, "A cross-reference leads somewhere.", "[see](brnet.md)", "Mend the file or the id."),
    Rule("reference-empty", ERROR, "A reference has words, or takes those of its target.", "[](this-article.md)",
         "Write the words of the link."),
    Rule("note-undefined", ERROR, "A note that is called is defined.", "words[^1]", "Write [^1]: … below."),
    Rule("note-unused", ERROR, "A note that is defined is called.", "[^1]: words", "Put [^1] into the text."),
    Rule("note-duplicate", ERROR, "A note is defined once.", "[^1]: one\n\n[^1]: two", "Give each its own label."),
)  # fmt: skip

PICTURES: tuple[Rule, ...] = (
    Rule("alt-missing", ERROR, "A picture has alternative text, or is marked as decorative.", "![](images/a.jpg)",
         "Say in a sentence what is to be seen, or add {.decorative}.", "WCAG 2.2, 1.1.1"),
    Rule("alt-decorative", ERROR, "A decorative picture has no alternative text.", "![Rule](rule.svg){.decorative}",
         "Take the text away, or .decorative.", "WCAG 2.2, 1.1.1"),
    Rule("alt-filename", ERROR, "Alternative text is words, not the name of a file.", "![harbour.jpg](harbour.jpg)",
         "Say in a sentence what is to be seen.", "WCAG 2.2, 1.1.1 (F30)"),
    Rule("alt-caption", WARNING, "Alternative text and caption differ.", '![The old harbour](a.jpg "The old harbour")',
         "Say in the alternative text what is to be seen, and in the caption what it means here.", "WCAG 2.2, 1.1.1"),
    Rule("alt-announces", WARNING, "Alternative text doesn't say that it stands for a picture.",
         "![Photo of two boats](boats.jpg)", "Start with what is to be seen: two boats …", "WCAG 2.2, 1.1.1 (H37)"),
    Rule("alt-long", WARNING, "Alternative text has at most 250 characters.", "every figure of a chart",
         'Keep a sentence or two, and write the rest into a file: {longdesc="file.md"}.', "WCAG 2.2, 1.1.1 (G92)"),
    Rule("alt-short", WARNING, "A figure's alternative text has more than a word.", "![Chart](images/chart.svg)",
         "Say in a sentence what is to be seen, or mark the picture {.decorative}.", "WCAG 2.2, 1.1.1"),
    Rule("image-format", ERROR, "Pictures are JPEG, PNG, GIF, WebP, TIFF or SVG.", "![A plan](plan.psd)",
         "Save the picture as JPEG, PNG or SVG."),
    Rule("image-mislabelled", ERROR, "A picture is of the kind that its name says.", "a PNG named photo.jpg",
         "Give the file the ending that it should have."),
    Rule("image-unreadable", ERROR, "Pictures can be read to the end.", "a JPEG that was cut off on its way",
         "Fetch or export the picture again."),
    Rule("image-too-large", ERROR, "A picture has no more in it than pictures need (docs/limits.md).",
         "50,000 × 50,000 pixels",
         "Save the picture smaller."),
    Rule("image-animated", WARNING, "Pictures stand still.", "an animated GIF",
         "Save the frame that you want; the first one is used.", "WCAG 2.2, 2.2.2"),
    Rule("image-profile", WARNING, "A picture's colour profile can be read and fits it.", "a JPEG with half a profile",
         "Export the picture again, with sRGB or another profile embedded."),
    Rule("svg-unsafe", ERROR, "Drawings have no script, no entities and nothing from elsewhere, and stand still.",
         '<image href="https://example.org/a.png"/>', "Export it as plain SVG, without pictures from elsewhere."),
    Rule("svg-unreadable", ERROR, "Drawings are well-formed SVG.", "<svg><g></svg>", "Export the drawing again."),
    Rule("svg-size-missing", ERROR, "Drawings say how large they are.", "<svg> without viewBox",
         "Give the drawing a viewBox, or width and height."),
)  # fmt: skip

WORDS: tuple[Rule, ...] = (
    Rule("heading-skipped", ERROR, "Headings go down by one level at a time.", "## Rooms\n\n#### Kitchen",
         "Write as many # as the level has that comes next.", "WCAG 2.2, 1.3.1; ISO 14289-1, 7.4.2"),
    Rule("heading-empty", ERROR, "A heading has words.", "##", "Write its words, or take the line away.",
         "WCAG 2.2, 1.3.1 and 2.4.6"),
    Rule("heading-repeated", WARNING, "Headings that follow each other have different words.",
         "## Results\n\nwords\n\n## Results", "Say in each what the text below it is about.", "WCAG 2.2, 2.4.6"),
    Rule("table-header-empty", ERROR, "Each column of a table has a header.", "| | Day |\n|---|---|\n| Rain | 3 |",
         "Say above each column what it holds; where the first names the rows, say {.row-headers} behind Table:.",
         "WCAG 2.2, 1.3.1"),
    Rule("link-empty", ERROR, "A link has words.", "[](https://example.org/)",
         "Write between the brackets what is to be found there.", "WCAG 2.2, 2.4.4 and 4.1.2"),
    Rule("link-words", WARNING, "A link's words say where it leads.", "[Click here](https://example.org/)",
         "Link words that name what is to be found there.", "WCAG 2.2, 2.4.4"),
    Rule("link-ambiguous", WARNING, "Links with the same words lead to one place.",
         "[The report](https://example.org/2022) … [The report](https://example.org/2023)",
         "Say in each what it leads to.", "WCAG 2.2, 2.4.4"),
    Rule("language-unmarked", WARNING, "Words in another script have a language.", "He said γνῶθι σεαυτόν, and left.",
         "Write [γνῶθι σεαυτόν]{lang=grc}; a block takes {lang=…} on the line above it.", "WCAG 2.2, 3.1.2"),
    Rule("capitals", WARNING, "Sentences aren't typed in capitals.", "PLEASE NOTE THE NEW OPENING HOURS.",
         "Type them in small letters; a layout can set them in capitals."),
)  # fmt: skip

BOXES: tuple[Rule, ...] = (
    Rule("pullquote-original", WARNING, "A pull quote repeats its article word for word.",
         "::: pullquote\nWords that stand nowhere else.\n:::", "Quote the article, or say .original."),
    Rule("event-date", ERROR, "An event has ISO 8601 dates in order.", "::: event {start=24-6-2023}",
         "Write start=2023-06-24, and an end that isn't earlier."),
    Rule("allow-unknown", ERROR, "What is silenced is a finding's code.", "allow: [{code: repeat, reason: …}]",
         "Name the code that stands in brackets behind the finding."),
    Rule("allow-error", ERROR, "Warnings can be silenced, errors can't.", "allow: [{code: alt-missing, reason: …}]",
         "Mend what the code finds."),
)  # fmt: skip

BUILT: tuple[Rule, ...] = (
    Rule("epubcheck", ERROR, "EPUBCheck finds nothing in the EPUB.", "an EPUB with a dead link",
         "Mend what the message names; in a file that publish built, it is a bug of ours.", "EPUB 3.3"),
    Rule("ace", ERROR, "Ace finds nothing in the EPUB; a moderate or minor finding of its is a warning.",
         "an EPUB with a picture that has no alt", "Mend what the message names.", "EPUB Accessibility 1.1"),
    Rule("pdf-ua", ERROR, "The PDF satisfies PDF/UA-1.", "a PDF without tags",
         "Mend what the message names; in a file that publish built, it is a bug of ours.", "ISO 14289-1"),
    Rule("tag-tree", ERROR, "The PDF's structure tree is whole: one element for one thing, all of the page in it.",
         "a paragraph that goes on over a page as a second paragraph",
         "Mend what the message names; in a file that publish built, it is a bug of ours.", "ISO 14289-1"),
    Rule("qpdf", ERROR, "qpdf can read the PDF without repair.", "a PDF that was cut off", "Build or fetch it again."),
    Rule("validator-failed", ERROR, "A validator that is run gives its verdict.", "EPUBCheck runs out of memory.",
         "Read what it said, and run it again; publish doctor shows its version."),
    Rule("not-a-publication", ERROR, "Built files are EPUB and PDF.", "publish verify notes.txt",
         "Name an .epub or .pdf file."),
    Rule("file-missing", ERROR, "The files to verify are there.", "publish verify dist/nothing.epub",
         "Build first, or mend the name."),
)  # fmt: skip

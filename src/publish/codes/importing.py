"""The rules of files that are imported: what can't be read, and what did not carry over."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

IMPORTING: tuple[Rule, ...] = (
    Rule("import-unreadable", ERROR, "A file to import is a Word, ODT or HTML file that can be read to its end.",
         "report.doc, or a .docx with a password", "Save it as .docx, without a password, and import that."),
    Rule("import-unsafe", ERROR, "A file to import holds no entities, and no more than a document needs.",
         "a zip file of 100 kB that unpacks to 10 GB",
         "Open it in Word or LibreOffice and save it again as .docx."),
    Rule("import-exists", ERROR, "Importing overwrites nothing.", "publish import report.docx beside a report.md",
         "Name another folder with --out, or say --force to replace the files that the message names."),
    Rule("import-styles", ERROR, "A table of styles names what a style can become.", "Deck: standfurst",
         "Write one of the constructs of docs/importing.md."),
    Rule("import-title", WARNING, "A document names its own title, once and at its top.",
         "a letter without a paragraph of the style Title",
         "Look at the title, and write the right one behind #."),
    Rule("import-heading", WARNING, "Headings go down by one level at a time.", "Heading 3 below Heading 1",
         "Look at the levels of the headings in the article."),
    Rule("import-change", WARNING, "Changes have been accepted or rejected.", "a deletion that is only marked",
         "Look at the place: insertions are in the article, deletions aren't."),
    Rule("import-comment", WARNING, "Comments have been dealt with.", "a comment beside a paragraph",
         "Do what it asks; it is not in the article."),
    Rule("import-style", WARNING, "The styles of a document are known.", "a style of your own named Boxout 2",
         "Say what it becomes in a YAML file: import --styles FILE."),
    Rule("import-formatting", WARNING, "What letters look like is left to the layout.", "three words in red",
         "Say with a style or in words what the look meant; else nothing is to be done."),
    Rule("import-table", WARNING, "Tables have a row of headers, one text in a cell, and no merged cells.",
         "a table that begins with its first entry", "Look at the table in the article."),
    Rule("import-list", WARNING, "Lists have bullets or numbers.", "a list from a) to d)",
         "Look at sentences that name an item by its letter."),
    Rule("import-picture", WARNING, "Pictures are in a file that every output can show.", "a drawing as EMF",
         "Save the picture as PNG, JPEG or SVG, and put it where the article says TODO."),
    Rule("import-alt", WARNING, "Pictures have an alternative text that somebody wrote.", "a picture without one",
         "Write into the brackets what is to be seen, or mark the picture {.decorative}.", "WCAG 2.2, 1.1.1"),
    Rule("import-link", WARNING, "Links lead to the web, to a mail address or to a place in the document.",
         "a link to C:\\Users\\me\\plan.pdf", "Link to where a reader can go, or leave the words alone."),
    Rule("import-lost", WARNING, "A document holds what a manuscript can.", "a formula, a chart, the text of a header",
         "Put it into the article in the way that the hint says, if a reader needs it."),
)  # fmt: skip

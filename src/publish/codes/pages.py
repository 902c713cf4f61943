"""The rules of laid-out pages: what an editor or a designer looks for on proofs."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

WARNING = Severity.WARNING

PAGES: tuple[Rule, ...] = (
    Rule("overset", WARNING, "Text, pictures and tables stay in their column, their box and the type area.",
         "a table of nine columns in a column of 60 mm; a note over the last line",
         "Shorten or divide what is too long; where a layout holds it, give it more room there."),
    Rule("heading-stranded", WARNING, "A heading has two lines of its text behind it in its column.",
         "a heading on the last line of a page", "Add a line or two before the heading, or take some out."),
    Rule("page-short", WARNING, "The last page of an article has more than three lines.",
         "a page with the last two lines of a chapter", "Save the lines on the pages before, or write some more."),
)  # fmt: skip

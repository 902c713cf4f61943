"""The rules of what editors look for: files left over, spaces, doubled words, marks in pairs, dates and addresses."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

WARNING = Severity.WARNING

EDITORIAL: tuple[Rule, ...] = (
    # ------------------------------------------------------------------------------------------------------- files
    Rule("article-unused", WARNING, "Every Markdown file of the manuscript is published.",
         "a file brent.md that contents: leaves out", "List it under contents, or take it out of the folder."),
    Rule("image-unused", WARNING, "Every picture of the manuscript is shown.",
         "images/old-cover.jpg, which nothing names", "Take it out of the folder, or show it."),
    # --------------------------------------------------------------------------------------------------- addresses
    Rule("link-form", WARNING, "An address can be one, can be reached from elsewhere, and is read as a link.",
         "[The report](https://https://example.org/)", "Write it as the address bar shows it.",
         "RFC 3986, RFC 6068 and RFC 3966"),
    # ---------------------------------------------------------------------------------------------- words and marks
    Rule("space-double", WARNING, "One space stands between words.", "The  committee", "Type one."),
    Rule("space-before-punctuation", WARNING, "No space stands before punctuation, but where the language has one.",
         "The committee , which met", "Take the space away."),
    Rule("repeated-word", WARNING, "A word doesn't stand twice.", "in the\nthe committee", "Take one of the two away."),
    Rule("quote-straight", WARNING, "No straight mark is left that typography can't set.", "She is 5'10\" tall.",
         "Type ′ and ″ for feet, inches, minutes and seconds, and ’ in names; put code in `code`."),
    Rule("quote-unpaired", WARNING, "A quotation is closed in the paragraph that opens it.", '"It is late, she said.',
         "Close it; where it goes on in the next paragraph, open that with a quotation mark too."),
    Rule("bracket-unpaired", WARNING, "A bracket that opens is closed.", "The committee (which met today.",
         "Close it, or take it away."),
    Rule("placeholder", WARNING, "Nothing waits to be replaced.", "See page 000. [insert caption]",
         "Put there what it stands for, or take it away."),
    # ------------------------------------------------------------------------------------------------------- dates
    Rule("date-weekday", WARNING, "A weekday is that of the date beside it.", "Sunday 24 June 2023",
         "Mend the weekday or the date."),
    Rule("date-impossible", WARNING, "A date is in the calendar.", "31 June 2023", "Mend the date."),
    Rule("date-order", WARNING, "Time goes forwards from the first to the last.", "1999–1995",
         "Mend one of the two, or change their order."),
    Rule("event-day", WARNING, "A day in an event's title is a day of the event.",
         '::: event "Walk, 25 June" {start=2023-06-24}', "Mend the title, or start and end."),
    Rule("event-past", WARNING, "An event is not over when the publication comes out.",
         "::: event {start=2023-05-01} in a publication of 2023-06-20",
         "Mend its dates, or tell of it in the text, without a box."),
)  # fmt: skip

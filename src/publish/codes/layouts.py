"""The rules of layouts: settings, stylesheets, templates and fonts."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

LAYOUTS = (
    # ------------------------------------------------------------------------------------------------------- files
    Rule("layout-unknown", ERROR, "The layout is a folder in layouts/.", "layout: magasine", "Name a layout there is."),
    Rule("layout-settings", ERROR, "layout.toml holds the settings that there are.", 'trims = "A4"',
         "Mend the key or the value that the message names."),
    # ------------------------------------------------------------------------------------------------- stylesheets
    Rule("css-syntax", ERROR, "Stylesheets can be read to the end.", "p { color red }",
         "Mend the line that the message names: a colon, a semicolon or a closing brace is missing.", "CSS Syntax 3"),
    Rule("css-property", WARNING, "A property is one that its output knows.", "p { colr: red }",
         "Mend its spelling, or put what only reading systems know into epub/ or epub.css."),
    Rule("css-value", WARNING, "A property has a value that the page engine takes.", "p { float: top }",
         "Use a value that the hint names, or put what only reading systems know into epub/ or epub.css."),
    Rule("css-selector", WARNING, "Selectors are ones that the page engine knows.", "p::frist-letter { color: red }",
         "Mend the selector, or put what only reading systems know into epub/ or epub.css."),
    Rule("css-rule", WARNING, "Rules that begin with @ are ones that their output knows.", "@supports (gap: 1em) {}",
         "Take the rule away, or put what only reading systems know into epub/ or epub.css."),
    Rule("css-variable", ERROR, "A var() names a token that a stylesheet sets, or says what stands in for it.",
         "p { color: var(--acent) }", "Mend the name, or set the token in tokens.css.", "CSS Variables 1, 3"),
    Rule("css-address", ERROR, "Stylesheets take nothing from outside the publication.",
         "p { background: url(https://example.org/a.png) }",
         "Name a picture of the manuscript. Stylesheets and fonts are found by their folders, without @import or "
         "@font-face."),
    Rule("css-limit", ERROR, "Stylesheets are of ordinary size and depth, and their numbers of ordinary value.",
         "p { columns: 100000 }", "Write what the message names smaller."),
    Rule("layout-picture", ERROR, "A picture that a stylesheet or template names is in the publication.",
         "body { background: url(images/paper.png) }", "Show the picture in the manuscript, or mend its path."),
    Rule("layout-engine", WARNING, "Stylesheets hold what the layout engine understands.", "float: top",
         "Use what the engine knows: the message quotes the declaration."),
    Rule("contrast-low", ERROR, "Text stands out from its ground by 4.5:1, large text by 3:1.",
         ".credit { color: #999 }", "Take a darker colour, or a lighter ground.", "WCAG 2.2, 1.4.3"),
    Rule("contrast-inherited", WARNING, "A ground stands out from the colour that its text inherits by 4.5:1.",
         ".box { background: #555 }", "Set color in the same rule as the ground.", "WCAG 2.2, 1.4.3"),
    Rule("colour-alone", WARNING, "An EPUB sets a text's colour and its ground together, or neither.",
         "p { color: #222 }", "Leave the colour to the reader, or set the ground too.", "WCAG 2.2, 1.4.3 (F24)"),
    Rule("link-colour-only", ERROR, "A link in running text is told by more than its colour.",
         "a { text-decoration: none }", "Underline links, or give them a border.", "WCAG 2.2, 1.4.1 (F73)"),
    Rule("css-fixed-size", WARNING, "An EPUB's text sizes are relative, so that the reader can change them.",
         "p { font-size: 12px }", "Write em, rem or %.", "WCAG 2.2, 1.4.4"),
    Rule("css-important", WARNING, "An EPUB's styles give way to the reader's.", "p { line-height: 1.2 !important }",
         "Take !important away, and make the selector more special.", "WCAG 2.2, 1.4.12"),
    Rule("css-order", WARNING, "An EPUB's styles show content in the order in which it is read.",
         ".standfirst { order: -1 }", "Change the order in the template.", "WCAG 2.2, 1.3.2"),
    Rule("css-direction", ERROR, "An EPUB's styles don't set the direction of text.", "p { direction: rtl }",
         "Give the language instead; the markup says the direction.", "EPUB 3.3, 6.3"),
    Rule("css-motion", WARNING, "An EPUB's styles move nothing.", "a { transition: color 1s }", "Take the motion away.",
         "WCAG 2.2, 2.2.2 and 2.3.1"),
    # --------------------------------------------------------------------------------------------------- templates
    Rule("template", ERROR, "Templates can be rendered.", "{{ captoin }}",
         "Use a variable that the hint names, or mend the syntax."),
    Rule("template-markup", ERROR, "What templates write is well-formed XHTML.", "<p>{{ content }}",
         "Close every element, and write & as &amp;."),
    Rule("template-unused", WARNING, "Every template has the name of one that is asked for.", "blocks/figrue.html",
         "Mend the file's name, or take it away."),
    Rule("template-block", ERROR, "A block fills one that the template has which it extends.",
         '{% extends "article.html" %}{% block bodi %}', "Use a block that the hint names."),
    Rule("template-limit", ERROR, "Templates are of ordinary size, and end after ordinary work.", '{{ "a" * 10**9 }}',
         "Loop over less, or write less."),
    # -------------------------------------------------------------------------------------------- pages and fonts
    Rule("page-map", ERROR, "Every print page can be marked in the EPUB at the word with which it begins.",
         "a template of an article without {{ opens }}",
         "Print {{ opens }} in each template of a document, and {{ attributes() }} in each of a block."),
    Rule("layout-failed", ERROR, "The layout engine can lay out and draw every page.", "::first-letter { float: left }",
         "Take out the last rule that you wrote: it brings out a fault of the engine."),
    Rule("font-unreadable", ERROR, "Font files can be read.", "a font file that was cut off", "Replace the file."),
    Rule("font-licence-missing", WARNING, "A font's licence lies beside it.", "fonts/mine/mine.ttf alone",
         "Put the licence beside the font, as OFL.txt or LICENSE.txt."),
    Rule("font-missing", ERROR, "The families that tokens.css names are in fonts/.", '--text: "Helvetica";',
         "Put the family into fonts/, or name one that is there."),
    Rule("glyph-missing", ERROR, "Every character can be drawn by a font of the layout.", "a word in Tamil",
         "Use another character, or add a font that has it."),
)  # fmt: skip

"""The rules of what goes to press: colours, pictures, trim and binding."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

COLOURS: tuple[Rule, ...] = (
    Rule("condition-unknown", ERROR, "The printing condition is a registered one.", "print: {condition: FORGA39}",
         "Name it as the printer does, such as FOGRA39: the hint lists those that are known.", "ISO 15930-7, 6.2.2"),
    Rule("profile-missing", ERROR, "The profile of the printing condition is there.", "print: {condition: FOGRA51}",
         "Put the profile that the hint names into the manuscript, and its path under print.profile.",
         "ISO 15930-7, 6.2.2"),
    Rule("profile-unreadable", ERROR, "A profile is a whole ICC profile of version 2 or 4.",
         "a profile that was cut off", "Get the file again from where it came.", "ICC.1:2010, 7.2"),
    Rule("profile-not-cmyk", ERROR, "The profile of a printing condition is an output profile for CMYK.",
         "print: {profile: sRGB.icc}", "Name the printer's CMYK profile.", "ISO 15930-7, 6.2.2"),
    Rule("token-inks", ERROR, "Two tokens that look the same on screens have the same inks.",
         "--a: #b5402a; --a-cmyk: 20% 85% 90% 10%; --b: #b5402a; --b-cmyk: 0% 80% 80% 20%;",
         "Make one of the two a shade different: the press looks inks up by the colour that screens show."),
    Rule("token-cmyk", ERROR, "A token's inks can be read, and belong to a colour.", "--ink-cmyk: 95 85 40 45;",
         "Write four inks, such as 95% 85% 40% 45%, behind the colour of that name."),
    Rule("token-over-limit", ERROR, "No token has more ink than the paper takes.", "--night-cmyk: 100% 90% 70% 90%;",
         "Take back the three colours alike, and add black for what they gave.", "GWG 2022, R0026"),
    Rule("token-without-cmyk", WARNING, "A colour of the printed pages says its inks.", "--ink: #1d2440; alone",
         "Write --ink-cmyk: … behind it, or leave it to the profile."),
)  # fmt: skip

PLACED: tuple[Rule, ...] = (
    Rule("image-resolution", ERROR, "A picture has enough pixels for the size at which it is printed.",
         "a picture of 600 × 400 pixels over the width of a page", "Put a larger picture there, or show it smaller.",
         "GWG 2022, R0031 and R0032"),
    Rule("image-resolution-low", WARNING, "A picture has as many pixels as print shows.",
         "a picture of 1,500 pixels over the width of a page", "Put a larger picture there if there is one.",
         "GWG 2022, R0031 and R0032"),
    Rule("bleed-short", ERROR, "What is cut at the trim goes on over it by the bleed.",
         "a picture at the page's edge that ends there", "Let it reach over the trim by var(--bleed)."),
    Rule("safe-zone", ERROR, "Text keeps out of the zone that print.safe names.", "a folio 2 mm from the edge",
         "Move it inwards, or ask the printer whether print.safe may be less."),
    Rule("gutter-safety", WARNING, "Text keeps 10 mm from the spine of what is glued.", "an inner margin of 6 mm",
         "Make the inner margin wider."),
    Rule("creep", WARNING, "Text is safe where inner sheets, pushed outwards, are trimmed.",
         "a folio 5 mm from the edge of the middle pages", "Move it inwards by what the message names."),
    Rule("ink-limit", ERROR, "No square of 15 mm has more ink than print.ink-limit.", "a dark picture in CMYK at 340 %",
         "Convert it with a profile of that limit, or lighten it.", "GWG 2022, R0026"),
)  # fmt: skip

BINDING: tuple[Rule, ...] = (
    Rule("page-multiple", ERROR, "The number of pages fits the binding.",
         "fillers: error, with 23 pages to be stitched",
         "Write fillers: design under print, or add or take away an article."),
    Rule("cover-missing", ERROR, "A cover that is printed by itself is there.", "cover: separate, without a cover",
         "Add cover: with an image, or write cover: self."),
)  # fmt: skip

PRESS: tuple[Rule, ...] = (*COLOURS, *PLACED, *BINDING)

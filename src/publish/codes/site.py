"""The rules of a site of several publications."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

ERROR = Severity.ERROR

SITE = (
    Rule("shelf-twice", ERROR, "Each publication of a site has a slug and an identifier of its own.",
         "slug: spring in two manuscripts", "Give one of them another, or leave one of them out."),
    Rule("shelf-taken", ERROR, "A site takes the place of no file that it didn't write.",
         "--out with a folder that has an index.html of yours",
         "Name a folder of the site's own with --out, or take away what the message names."),
)  # fmt: skip

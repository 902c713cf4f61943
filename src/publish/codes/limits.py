"""The rules on quantity: what goes over a limit of ``limits.py``."""

from __future__ import annotations

from publish.diagnostics import Rule, Severity

LIMITS = (
    Rule("file-too-large", Severity.ERROR, "A file has no more bytes than the limit for its kind (docs/limits.md).",
         "a Markdown file of 100 MB", "Split the article, save the picture smaller, or raise the limit."),
    Rule("too-many", Severity.ERROR, "There is no more of anything than its limit allows (docs/limits.md).",
         "a table of 30,000 cells", "Do what the hint says, or raise its key under limits: in publication.yaml."),
    Rule("nesting", Severity.ERROR, "Blocks, emphasis and brackets nest to a reasonable depth.",
         "> > > > > > … thirty deep", "Nest less; put a backslash before a bracket that is meant as one."),
)  # fmt: skip

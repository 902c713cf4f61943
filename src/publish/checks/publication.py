"""What ``publication.yaml`` says of the articles and of the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.codes import RULES
from publish.diagnostics import Diagnostic, Known, Severity, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.tree import Publication


def cover_lines_lead_somewhere(publication: Publication) -> Iterator[Diagnostic]:
    """A cover line leads to an article of the contents."""
    paths = {article.path for article in publication.articles}
    known = Known(paths)
    for index, line in enumerate(publication.metadata.cover.lines if publication.metadata.cover else ()):
        if line.to and line.to not in paths:
            span = publication.places.get(f"cover.lines.{index}.to", publication.places[""])
            yield Diagnostic("reference-dead", f"{line.to} is not an article", span, did_you_mean(line.to, known))


def allowances_are_of_use(publication: Publication) -> Iterator[Diagnostic]:
    """A silenced finding is one that there is, and that is a warning: an error can't be silenced."""
    for index, allowance in enumerate(publication.metadata.allow):
        span = publication.places.get(f"allow.{index}.code", publication.places[""])
        rule = RULES.get(allowance.code)
        if rule is None:
            hint = did_you_mean(allowance.code, RULES)
            yield Diagnostic("allow-unknown", f"{allowance.code} is not the code of a finding", span, hint)
        elif rule.severity is Severity.ERROR:
            hint = f"mend what it finds: publish explain {allowance.code}"
            yield Diagnostic("allow-error", f"{allowance.code} is an error, which can't be silenced", span, hint)

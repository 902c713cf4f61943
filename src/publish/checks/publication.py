"""What ``publication.yaml`` says of the articles and of the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.codes import RULES
from publish.diagnostics import Diagnostic, Known, Severity, did_you_mean
from publish.manuscript.inlines import is_address, is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.tree import Publication


def cover_lines_lead_somewhere(publication: Publication) -> Iterator[Diagnostic]:
    """A cover line leads to an article of the contents, and nowhere else."""
    paths = {article.path for article in publication.articles}
    known = Known(paths)
    for index, line in enumerate(publication.metadata.cover.lines if publication.metadata.cover else ()):
        if line.to and line.to not in paths:
            span = publication.places.get(f"cover.lines.{index}.to", publication.places[""])
            if is_elsewhere(line.to):
                hint = "name an article: other.md"
                yield Diagnostic("link-target", f"{line.to[:60]} is not an article", span, hint, about=line.to)
                continue
            hint = did_you_mean(line.to, known) or "name an article of the contents"
            yield Diagnostic("reference-dead", f"{line.to} is not an article", span, hint, about=line.to)


def addresses_lead_to_the_web(publication: Publication) -> Iterator[Diagnostic]:
    """An address in ``publication.yaml`` that becomes a link leads to a host on the web."""
    certifier = publication.metadata.accessibility.certifier
    if certifier and certifier.report and not is_address(certifier.report):
        span = publication.places.get("accessibility.certifier.report", publication.places[""])
        yield Diagnostic("link-target", f"{certifier.report[:60]} is not an address", span, "write https://…")


def allowances_are_of_use(publication: Publication) -> Iterator[Diagnostic]:
    """A silenced finding is one that there is, and that is a warning: an error can't be silenced."""
    for index, allowance in enumerate(publication.metadata.allow):
        span = publication.places.get(f"allow.{index}.code", publication.places[""])
        rule = RULES.get(allowance.code)
        if rule is None:
            hint = did_you_mean(allowance.code, RULES) or "publish explain lists the codes"
            message = f"{allowance.code} is not the code of a finding"
            yield Diagnostic("allow-unknown", message, span, hint, about=allowance.code)
        elif rule.severity is Severity.ERROR:
            hint = f"mend what it finds: publish explain {allowance.code}"
            message = f"{allowance.code} is an error, which can't be silenced"
            yield Diagnostic("allow-error", message, span, hint, about=allowance.code)

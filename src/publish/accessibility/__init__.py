"""Accessibility claims, each computed from the document with the evidence for it, and withdrawn where that fails.

Values are those of the Schema.org Accessibility Properties for Discoverability Vocabulary 1.1; the conformance string
is that of EPUB Accessibility 1.1. No claim is a constant: each has a rule that can fail.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.accessibility.facts import SPEAKS_AGAINST, Facts
from publish.accessibility.rules import EPUB_RULES, PDF_RULES, WEB_RULES, decide
from publish.accessibility.values import MODE, SUFFICIENT, Claim, Claims, Styles, Withheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from publish.diagnostics import Diagnostic
    from publish.pagemap import PageMap
    from publish.tree import Publication

__all__ = ["CONFORMANCE", "Claim", "Claims", "Styles", "Withheld", "claims", "roles_in"]

RULES = {"epub": EPUB_RULES, "pdf": PDF_RULES, "web": WEB_RULES}

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def claims(
    publication: Publication, styles: Styles, pages: PageMap | None, found: Sequence[Diagnostic], target: str = "epub"
) -> Claims:
    """Give the claims of one output, ``epub``, ``pdf`` or ``web``; ``found`` is what the checks found in it."""
    facts = Facts(publication, styles, pages, found)
    results = [rule(facts) for rule in RULES[target]]
    made = [result for result in results if isinstance(result, Claim)]
    withheld = [result for result in results if isinstance(result, Withheld)]
    made += _modes(facts, {claim.value for claim in made})
    if target == "epub":
        conformance = _conformance(facts, withheld)
        (made if isinstance(conformance, Claim) else withheld).append(conformance)  # type: ignore[arg-type]
    return Claims(tuple(made), tuple(withheld), _summary(facts, target))


# --------------------------------------------------------------------------------------------- modes and conformance


def _modes(facts: Facts, features: set[str]) -> Iterator[Claim]:
    words = sum(1 for _ in facts.publication.articles)
    yield Claim(MODE, "textual", f"{words} articles of text")
    if facts.informative:
        yield Claim(MODE, "visual", f"{len(facts.informative)} pictures that say something")
    readable = "alternativeText" in features or not facts.images
    mute = [each for each in facts.formulas if not each.alt and "MathML" not in features]
    if readable and not mute:
        yield Claim(SUFFICIENT, "textual", "all that is shown is also said in words")
    if facts.informative:
        yield Claim(SUFFICIENT, "textual,visual", "text and pictures together")


NEEDED = ("alternativeText", "tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability")
"""Features on which the conformance rests: WCAG 2.2, 1.1.1, 1.3.1, 1.3.2, 1.4.4, 2.4.1, 2.4.5."""


def _conformance(facts: Facts, withheld: Sequence[Withheld]) -> Claim | Withheld:
    """Give the claim of conformance: only with a named certifier, and only where every check behind it passes."""
    certifier = facts.publication.metadata.accessibility.certifier
    against = [f"{each.value} is not claimed: {each.reason}" for each in withheld if each.value in {*NEEDED, "none"}]
    against += [f"{each.code} at {each.span.path}:{each.span.line}" for each in facts.found
                if each.code in SPEAKS_AGAINST and not SPEAKS_AGAINST[each.code]]  # fmt: skip
    if facts.styles.contrast < 4.5:
        against.append(f"contrast of {facts.styles.contrast:.1f}:1 at {facts.styles.contrast_at}")
    if certifier is None:
        against.append("nobody certifies it: publication.yaml names no accessibility.certifier")
    name = certifier.name if certifier else ""
    return decide(CONFORMANCE, f"every check passed; certified by {name}", against, "conformsTo")


def _summary(facts: Facts, target: str) -> str:
    """Give what the other metadata don't say, in sentences; EPUB Accessibility 1.1 asks for new facts only."""
    sentences = []
    if facts.pages and target != "web":
        sentences.append("Page numbers are those of the print edition, at the word with which each page begins.")
    if facts.repeating:
        sentences.append("Pull quotes that repeat the text are not read aloud.")
    if facts.notes:
        followed = "Notes follow the article that calls them, with links there and back."
        sentences.append("Notes are read where they are called." if target == "pdf" else followed)
    if facts.languages:
        names = ", ".join(sorted(facts.languages))
        sentences.append(f"Words in other languages are marked as such ({names}).")
    if not facts.images:
        sentences.append("There are no pictures but the cover.")
    return " ".join(sentences)


def roles_in(templates: Mapping[str, str], used: Iterable[str]) -> tuple[str, ...]:
    """Give the ``doc-`` roles that the templates in use write, sorted."""
    return tuple(sorted({role for name in used if name in templates
                         for role in re.findall(r'role="(doc-[a-z]+)"', templates[name])}))  # fmt: skip

"""Accessibility claims, each computed from the document with the evidence for it, and withdrawn where that fails.

Values are those of the Schema.org Accessibility Properties for Discoverability Vocabulary 1.1; the conformance string
is that of EPUB Accessibility 1.1. No claim is a constant: each has a rule here that can fail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.tree import Article, Figure, Formula, FormulaBlock, Heading, Image, NoteCall, PageBreak, Part, PullQuote
from publish.walk import query, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from publish.diagnostics import Diagnostic
    from publish.pagemap import PageMap
    from publish.tree import Publication

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

FEATURE, MODE, SUFFICIENT, HAZARD = (
    "accessibilityFeature",
    "accessMode",
    "accessModeSufficient",
    "accessibilityHazard",
)

# What a finding of each code speaks against, beside the conformance as a whole.
SPEAKS_AGAINST: Mapping[str, tuple[str, ...]] = {
    "alt-missing": ("alternativeText",),
    "alt-decorative": ("alternativeText",),
    "alt-filename": ("alternativeText",),
    "heading-skipped": ("structuralNavigation",),
    "heading-empty": ("structuralNavigation",),
    "contrast-low": (),
    "table-header-empty": (),
    "link-colour-only": (),
    "link-empty": (),
    "css-direction": (),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: a property of the vocabulary, its value, and the evidence for it."""

    property: str
    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A claim that isn't made, and why not."""

    property: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What a publication says of its accessibility, and what it doesn't say, with reasons."""

    made: tuple[Claim, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    summary: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        """Give the values that are claimed of a property."""
        return tuple(claim.value for claim in self.made if claim.property == name)

    @property
    def features(self) -> frozenset[str]:
        """The accessibility features that are claimed."""
        return frozenset(self.values(FEATURE))

    @property
    def conformance(self) -> str:
        """The conformance that is claimed, or nothing."""
        return next(iter(self.values("conformsTo")), "")


@dataclass(frozen=True, slots=True)
class Styles:
    """What a layout's stylesheets and templates for an output do: places of what would speak against a claim."""

    fixed_sizes: tuple[str, ...] = ()
    importants: tuple[str, ...] = ()
    reorderings: tuple[str, ...] = ()
    motions: tuple[str, ...] = ()
    contrast: float = 21.0
    contrast_at: str = ""
    roles: tuple[str, ...] = ()


def claims(
    publication: Publication, styles: Styles, pages: PageMap | None, found: Sequence[Diagnostic], target: str = "epub"
) -> Claims:
    """Give the claims of one output, ``epub`` or ``pdf``; ``found`` is what the checks found in the manuscript."""
    facts = _Facts(publication, styles, pages, found)
    rules = EPUB_RULES if target == "epub" else PDF_RULES
    results = [rule(facts) for rule in rules]
    made = [result for result in results if isinstance(result, Claim)]
    withheld = [result for result in results if isinstance(result, Withheld)]
    made += _modes(facts, {claim.value for claim in made})
    if target == "epub":
        conformance = _conformance(facts, withheld)
        (made if isinstance(conformance, Claim) else withheld).append(conformance)  # type: ignore[arg-type]
    return Claims(tuple(made), tuple(withheld), _summary(facts, target))


class _Facts:
    """What the rules ask of a publication, counted once."""

    def __init__(
        self, publication: Publication, styles: Styles, pages: PageMap | None, found: Sequence[Diagnostic]
    ) -> None:
        self.publication = publication
        self.styles = styles
        self.pages = pages
        self.found = found
        nodes = [node for article in publication.documents for node in query(article)]
        self.images = [node for node in nodes if isinstance(node, Image)]
        self.informative = [image for image in self.images if not image.decorative]
        self.undescribed = [image for image in self.informative if not image.alt.strip()]
        self.described_at_length = sum(isinstance(node, Figure) and node.description is not None for node in nodes)
        self.formulas = [node for node in nodes if isinstance(node, Formula | FormulaBlock)]
        self.notes = sum(isinstance(node, NoteCall) for node in nodes)
        self.page_breaks = [node.label for node in nodes if isinstance(node, PageBreak)]
        self.repeating = sum(isinstance(node, PullQuote) and node.repeats for node in nodes)
        self.languages = {node.attributes.lang for node in nodes if node.attributes.lang}
        self.headings = list(_heading_levels(publication))

    def against(self, value: str) -> Iterator[str]:
        """Give the findings that speak against a claim, by code and place."""
        return (f"{each.code} at {each.span.path}:{each.span.line}" for each in self.found
                if value in SPEAKS_AGAINST.get(each.code, ()))  # fmt: skip


def _heading_levels(publication: Publication) -> Iterator[tuple[int, str]]:
    """Give the level of every heading of the reading order as it is drawn, with its place."""
    for entry in publication.contents:
        if isinstance(entry, Part):
            yield 1, str(entry.span)
        for article in entry.articles if isinstance(entry, Part) else (entry,):
            yield article.level, str(article.span)
            for node in query(article):
                if isinstance(node, Heading):
                    yield min(node.level + article.level - 1, 6), str(node.span)


def _decide(value: str, evidence: str, reasons: Iterable[str], name: str = FEATURE) -> Claim | Withheld:
    """Give the claim with its evidence, or withhold it with the reasons against it."""
    against = tuple(dict.fromkeys(reasons))
    if not against:
        return Claim(name, value, evidence)
    more = f", and {len(against) - 3} more" if len(against) > 3 else ""
    return Withheld(name, value, "; ".join(against[:3]) + more)


# ------------------------------------------------------------------------------------------------------------- rules


def has_alternative_text(facts: _Facts) -> Claim | Withheld | None:
    """Every picture is described, or says that it is decorative."""
    if not facts.images:
        return None
    decorative = len(facts.images) - len(facts.informative)
    described = len(facts.informative) - len(facts.undescribed)
    missing = [f"no alternative text at {image.span.path}:{image.span.line}" for image in facts.undescribed]
    evidence = f"{described} of {len(facts.informative)} pictures described, {decorative} decorative"
    return _decide("alternativeText", evidence, [*missing, *facts.against("alternativeText")])


def has_long_descriptions(facts: _Facts) -> Claim | Withheld | None:
    """At least one picture has an extended description, and each that is named is there."""
    if not facts.described_at_length:
        return None
    return Claim(FEATURE, "longDescription", f"{facts.described_at_length} pictures with an extended description")


def has_table_of_contents(facts: _Facts) -> Claim | Withheld | None:
    """The table of contents reaches every article, in reading order."""
    articles = list(facts.publication.articles)
    untitled = [f"no title at {each.span.path}" for each in articles if not text_of(each.title).strip()]
    return _decide("tableOfContents", f"{len(articles)} articles, each with its entry, in reading order", untitled)


def has_structural_navigation(facts: _Facts) -> Claim | Withheld | None:
    """Headings form a tree through all files: none skips a level."""
    skipped = []
    before = 0
    for level, place in facts.headings:
        if level > before + 1:
            skipped.append(f"a heading of level {level} follows one of level {before} at {place.rpartition(':')[0]}")
        before = level
    evidence = f"{len(facts.headings)} headings, no level skipped"
    return _decide("structuralNavigation", evidence, [*skipped, *facts.against("structuralNavigation")])


def has_reading_order(facts: _Facts) -> Claim | Withheld | None:
    """Nothing in the styles moves text out of the order in which it is written."""
    return _decide("readingOrder", "no style rule reorders content", facts.styles.reorderings)


def has_page_navigation(facts: _Facts) -> Claim | Withheld | None:
    """A page list leads to each print page."""
    missing = [] if facts.pages else ["no page list: the pages were not laid out"]
    count = len(facts.pages.starts) if facts.pages else 0
    return _decide("pageNavigation", f"a page list of {count} pages, each with its marker", missing)


def has_page_break_markers(facts: _Facts) -> Claim | Withheld | None:
    """A marker stands at the word with which each print page begins."""
    pages = facts.pages
    missing = [] if pages else ["no markers: the pages were not laid out"]
    count, matched = (len(pages.starts), pages.fragments) if pages else (0, 0)
    evidence = f"{count} page breaks, placed by {matched} pieces of text that were matched with the pages"
    return _decide("pageBreakMarkers", evidence, missing)


def has_transformable_display(facts: _Facts) -> Claim | Withheld | None:
    """The reader's own settings rule: no fixed sizes, nothing that overrides them."""
    against = [*facts.styles.fixed_sizes, *facts.styles.importants]
    return _decide("displayTransformability", "no fixed font size, no !important in the styles", against)


def has_aria(facts: _Facts) -> Claim | Withheld | None:
    """Roles of the Digital Publishing WAI-ARIA Module say what things are."""
    if not facts.styles.roles:
        return Withheld(FEATURE, "ARIA", "no template of this layout has a role")
    return Claim(FEATURE, "ARIA", f"roles: {', '.join(facts.styles.roles)}")


def has_mathml(facts: _Facts) -> Claim | Withheld | None:
    """All maths is MathML."""
    if not facts.formulas:
        return None
    return Claim(FEATURE, "MathML", f"{len(facts.formulas)} formulas, all in MathML")


def has_described_maths(facts: _Facts) -> Claim | Withheld | None:
    """Every formula is said in words."""
    if not facts.formulas:
        return None
    silent = [
        f"no words for the formula at {each.span.path}:{each.span.line}" for each in facts.formulas if not each.alt
    ]
    return _decide("describedMath", f"{len(facts.formulas)} formulas described in words", silent)


def has_high_contrast(facts: _Facts) -> Claim | Withheld | None:
    """Text stands out at 7:1 or more wherever the styles set its colour."""
    low = [] if facts.styles.contrast >= 7 else [f"{facts.styles.contrast:.1f}:1 at {facts.styles.contrast_at}"]
    return _decide("highContrastDisplay", f"the lowest contrast is {facts.styles.contrast:.1f}:1", low)


def has_no_hazard(facts: _Facts) -> Claim | Withheld | None:
    """Nothing flashes, moves or sounds: pictures stand still, and no style animates."""
    evidence = f"{len(facts.images)} pictures, none animated; no sound, no video, no script, no animation in the styles"
    return _decide("none", evidence, facts.styles.motions, HAZARD)


def is_tagged(facts: _Facts) -> Claim | Withheld | None:
    """The PDF is tagged: its structure is built from the same tree."""
    return Claim(FEATURE, "taggedPDF", f"a structure of {len(facts.headings)} headings and all their text")


EPUB_RULES = (
    has_alternative_text,
    has_long_descriptions,
    has_table_of_contents,
    has_structural_navigation,
    has_reading_order,
    has_page_navigation,
    has_page_break_markers,
    has_transformable_display,
    has_aria,
    has_mathml,
    has_described_maths,
    has_high_contrast,
    has_no_hazard,
)

PDF_RULES = (
    has_alternative_text,
    has_long_descriptions,
    has_table_of_contents,
    has_structural_navigation,
    is_tagged,
    has_described_maths,
    has_no_hazard,
)

# --------------------------------------------------------------------------------------------- modes and conformance


def _modes(facts: _Facts, features: set[str]) -> Iterator[Claim]:
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


def _conformance(facts: _Facts, withheld: Sequence[Withheld]) -> Claim | Withheld:
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
    return _decide(CONFORMANCE, f"every check passed; certified by {name}", against, "conformsTo")


def _summary(facts: _Facts, target: str) -> str:
    """Give what the other metadata don't say, in sentences; EPUB Accessibility 1.1 asks for new facts only."""
    sentences = []
    if facts.pages:
        sentences.append("Page numbers are those of the print edition, at the word with which each page begins.")
    if facts.repeating:
        sentences.append("Pull quotes that repeat the text are not read aloud.")
    if facts.notes:
        where = (
            "Notes follow the article that calls them" if target == "epub" else "Notes are read where they are called"
        )
        sentences.append(f"{where}, with links there and back." if target == "epub" else f"{where}.")
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


def kinds_of(article: Article) -> set[type]:
    """Give the kinds of node that an article has."""
    return {type(node) for node in query(article)}

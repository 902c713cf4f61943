"""The rules of the claims: each gives a claim with its evidence, withholds it with the reason, or says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.accessibility.values import FEATURE, HAZARD, Claim, Withheld
from publish.walk import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publish.accessibility.facts import Facts


def decide(value: str, evidence: str, reasons: Iterable[str], name: str = FEATURE) -> Claim | Withheld:
    """Give the claim with its evidence, or withhold it with the reasons against it."""
    against = tuple(dict.fromkeys(reasons))
    if not against:
        return Claim(name, value, evidence)
    more = f", and {len(against) - 3} more" if len(against) > 3 else ""
    return Withheld(name, value, "; ".join(against[:3]) + more)


def has_alternative_text(facts: Facts) -> Claim | Withheld | None:
    """Every picture is described, or says that it is decorative."""
    if not facts.images:
        return None
    decorative = len(facts.images) - len(facts.informative)
    described = len(facts.informative) - len(facts.undescribed)
    missing = [f"no alternative text at {image.span.path}:{image.span.line}" for image in facts.undescribed]
    evidence = f"{described} of {len(facts.informative)} pictures described, {decorative} decorative"
    return decide("alternativeText", evidence, [*missing, *facts.against("alternativeText")])


def has_long_descriptions(facts: Facts) -> Claim | Withheld | None:
    """At least one picture has an extended description, and each that is named is there."""
    if not facts.described_at_length:
        return None
    return Claim(FEATURE, "longDescription", f"{facts.described_at_length} pictures with an extended description")


def has_table_of_contents(facts: Facts) -> Claim | Withheld | None:
    """The table of contents reaches every article, in reading order."""
    articles = list(facts.publication.articles)
    untitled = [f"no title at {each.span.path}" for each in articles if not text_of(each.title).strip()]
    return decide("tableOfContents", f"{len(articles)} articles, each with its entry, in reading order", untitled)


def has_structural_navigation(facts: Facts) -> Claim | Withheld | None:
    """Headings form a tree through all files: none skips a level."""
    skipped = []
    before = 0
    for level, place in facts.headings:
        if level > before + 1:
            skipped.append(f"a heading of level {level} follows one of level {before} at {place.rpartition(':')[0]}")
        before = level
    evidence = f"{len(facts.headings)} headings, no level skipped"
    return decide("structuralNavigation", evidence, [*skipped, *facts.against("structuralNavigation")])


def has_reading_order(facts: Facts) -> Claim | Withheld | None:
    """Nothing in the styles moves text out of the order in which it is written."""
    return decide("readingOrder", "no style rule reorders content", facts.styles.reorderings)


def has_page_navigation(facts: Facts) -> Claim | Withheld | None:
    """A page list leads to each print page."""
    missing = [] if facts.pages else ["no page list: the pages were not laid out"]
    count = len(facts.pages.starts) if facts.pages else 0
    return decide("pageNavigation", f"a page list of {count} pages, each with its marker", missing)


def has_page_break_markers(facts: Facts) -> Claim | Withheld | None:
    """A marker stands at the word with which each print page begins."""
    pages = facts.pages
    missing = [] if pages else ["no markers: the pages were not laid out"]
    count, matched = (len(pages.starts), pages.fragments) if pages else (0, 0)
    evidence = f"{count} page breaks, placed by {matched} pieces of text that were matched with the pages"
    return decide("pageBreakMarkers", evidence, missing)


def has_transformable_display(facts: Facts) -> Claim | Withheld | None:
    """The reader's own settings rule: no fixed sizes, nothing that overrides them."""
    against = [*facts.styles.fixed_sizes, *facts.styles.importants]
    return decide("displayTransformability", "no fixed font size, no !important in the styles", against)


def has_aria(facts: Facts) -> Claim | Withheld | None:
    """Roles of the Digital Publishing WAI-ARIA Module say what things are."""
    if not facts.styles.roles:
        return Withheld(FEATURE, "ARIA", "no template of this layout has a role")
    return Claim(FEATURE, "ARIA", f"roles: {', '.join(facts.styles.roles)}")


def has_mathml(facts: Facts) -> Claim | Withheld | None:
    """All maths is MathML."""
    if not facts.formulas:
        return None
    return Claim(FEATURE, "MathML", f"{len(facts.formulas)} formulas, all in MathML")


def has_described_maths(facts: Facts) -> Claim | Withheld | None:
    """Every formula is said in words."""
    if not facts.formulas:
        return None
    silent = [
        f"no words for the formula at {each.span.path}:{each.span.line}" for each in facts.formulas if not each.alt
    ]
    return decide("describedMath", f"{len(facts.formulas)} formulas described in words", silent)


def has_high_contrast(facts: Facts) -> Claim | Withheld | None:
    """Text stands out at 7:1 or more wherever the styles set its colour."""
    low = [] if facts.styles.contrast >= 7 else [f"{facts.styles.contrast:.1f}:1 at {facts.styles.contrast_at}"]
    return decide("highContrastDisplay", f"the lowest contrast is {facts.styles.contrast:.1f}:1", low)


def has_no_hazard(facts: Facts) -> Claim | Withheld | None:
    """Nothing flashes, moves or sounds: pictures stand still, and no style animates."""
    evidence = f"{len(facts.images)} pictures, none animated; no sound, no video, no script, no animation in the styles"
    return decide("none", evidence, facts.styles.motions, HAZARD)


def is_tagged(facts: Facts) -> Claim | Withheld | None:
    """The PDF is PDF/UA, which asks more of it than tags: described pictures, headings without a gap, a title.

    ISO 14289-1, 7.1, 7.3 and 7.4.2; the vocabulary has the value for PDF/UA alone.
    """
    results = (has_alternative_text(facts), has_structural_navigation(facts), has_table_of_contents(facts))
    against = [each.reason for each in results if isinstance(each, Withheld)]
    evidence = f"one structure for {len(facts.headings)} headings and all that stands below them"
    return decide("taggedPDF", evidence, against)


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

WEB_RULES = tuple(rule for rule in EPUB_RULES if rule not in {has_page_navigation, has_page_break_markers})

PDF_RULES = (
    has_alternative_text,
    has_long_descriptions,
    has_table_of_contents,
    has_structural_navigation,
    is_tagged,
    has_described_maths,
    has_no_hazard,
)

"""Straight marks that typography can't make right: primes behind numbers, and marks in names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Severity
from publish.typography import straight_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.checks.prose import Prose, Run
    from publish.tree import Publication
    from publish.typography import Mark

PRIME = re.compile(r"['\"](?<=\d['\"])")
"""A straight mark behind a digit."""
_NUMBER = re.compile(r"\d[\d.,]*\Z")
_LONGEST_NUMBER = 20
_INCHES = re.compile(r"\d+['\"]")  # behind the feet
_THOUSANDS = re.compile(r"'\d{3}(?!\d)")  # as Switzerland writes 10'000
_ONE_MEASURE = 4  # characters between the two marks of 5'10"


def numbers_have_primes_behind_them(prose: Prose) -> Iterator[Diagnostic]:
    """Feet, inches, minutes and seconds have primes: a straight mark would be printed as a quotation mark."""
    for run in prose:
        if not PRIME.search(run.text):
            continue
        last = -_ONE_MEASURE
        for place, mark in straight_marks(run.text, run.language).items():
            if PRIME.match(run.text, place) and _is_prime(run, place, mark):
                if place - last >= _ONE_MEASURE:
                    yield _prime(run, place)
                last = place


def _is_prime(run: Run, place: int, mark: Mark) -> bool:
    """Say whether a straight mark behind a digit is one, and not an apostrophe or the end of a quotation."""
    if mark.kind == "apostrophe":
        after = run.text[place + 1 : place + 2]
        return not after.isalpha() and not _THOUSANDS.match(run.text, place)
    return mark.kind == "closes" and not mark.is_paired


def _prime(run: Run, place: int) -> Diagnostic:
    number = _NUMBER.search(run.text, max(place - _LONGEST_NUMBER, 0), place)
    start = number.start() if number else place
    rest = _INCHES.match(run.text, place + 1)
    end = rest.end() if rest else place + 1
    message = f"a mark of {run.text[start:end]} would be printed as a quotation mark or an apostrophe"
    hint = "type ′ for feet and minutes, ″ for inches and seconds; code goes into `code`"
    return run.warning("quote-straight", message, hint, start, end)


def names_have_no_straight_marks(publication: Publication) -> Iterator[Diagnostic]:
    """Names in publication.yaml have typographic apostrophes and quotation marks: they are printed as they stand."""
    metadata = publication.metadata
    named: list[tuple[tuple[str, ...], str]] = [(("publisher",), metadata.publisher)]
    named += [(("contributors", str(place), "name"), each.name) for place, each in enumerate(metadata.contributors)]
    if metadata.series:
        named += [(("series", "title"), metadata.series.title), (("series", "label"), metadata.series.label)]
    for keys, name in named:
        if mark := re.search("['\"]", name):
            message = f"the straight {mark[0]} of {name} would be printed: names are left as they are typed"
            hint = "type ’ for an apostrophe, and the quotation marks of the language"
            place = publication.place(*keys)
            yield Diagnostic("quote-straight", message, place, hint, Severity.WARNING, about=name)

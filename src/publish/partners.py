"""What partners are given of a publication: built first where it isn't there yet, then written all at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publish.build import build
from publish.bundle import write_bag
from publish.delivery import held
from publish.diagnostics import Diagnostic, PublishError
from publish.onix import PRODUCTS, message
from publish.preparation import prepare
from publish.standing import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from publish.request import Outcome, Request


def write_onix(
    request: Request, file: Path | None, progress: Callable[[str], None] = lambda _stage: None
) -> tuple[Outcome, Path]:
    """Write the ONIX message of the EPUB and the screen PDF; give what came of building them, and where it is.

    Without ``file`` it stands beside them. Raises PublishError where the manuscript has errors or names no publisher.
    """
    edition, found = prepare(request.manuscript, request.shown, tuple(PRODUCTS))
    if not edition.publication.metadata.publisher.strip():
        place = edition.publication.place("publisher")
        told = "publisher is missing, which sends the ONIX message"
        raise PublishError((*found, Diagnostic("key-missing", told, place, "add publisher: …")))
    outcome = build(replace(request, outputs=tuple(PRODUCTS)), progress)
    assert outcome.report is not None
    file = file or request.out / f"{edition.slug}-onix.xml"
    with held(file.parent) as delivery:
        delivery.replace({file.name: message(edition, outcome.report)})
    return outcome, file


def write_package(
    request: Request, file: Path | None, progress: Callable[[str], None] = lambda _stage: None
) -> tuple[Outcome, Path]:
    """Write the bag of a publication, with the outputs that are asked for; give what came of building, and where it is.

    Without ``file`` it stands beside them. Raises PublishError where the manuscript has errors.
    """
    outcome = build(request, progress)
    while outcome.report is None or outcome.report.input != digest_of(request):  # somebody saved on the way
        outcome = build(request, progress)
    edition, _ = prepare(request.manuscript, request.shown, request.outputs)
    file = file or request.out / f"{edition.slug}-package.zip"
    progress(f"packing {file.name}")
    with held(file.parent) as delivery:
        write_bag(delivery.work / file.name, edition, outcome.report, request.manuscript, request.out)
        delivery.replace({file.name: delivery.work / file.name})
    return outcome, file

"""Several manuscripts, built side by side: each as if it were alone."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.build import build, pool_for
from publish.delivery import held
from publish.diagnostics import PublishError
from publish.making import deliver
from publish.outputs import Wanted, draw
from publish.pdf.part import Pressroom, font_files
from publish.pool import Here, lost
from publish.preparation import font_folders, prepare
from publish.request import Outcome
from publish.source import Span
from publish.standing import digest_of, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from publish.diagnostics import Diagnostic
    from publish.edition import Edition
    from publish.outputs import Drawn
    from publish.pool import Pool
    from publish.request import Request

    Asked = tuple[Future[Any], Callable[[Any], Outcome]]


def build_all(requests: Sequence[Request], progress: Callable[[str], None] = lambda _stage: None) -> list[Outcome]:
    """Build several manuscripts, as many at a time as there are workers, each as a whole in one of them.

    The outcomes are in the order of the requests; one with errors has no report. Workers of this machine read and write
    themselves. Those of a cluster see no folder of ours: they are given editions and give back files.
    """
    waiting = deque(enumerate(requests))
    flying: dict[Future[Any], tuple[int, Callable[[Any], Outcome]]] = {}
    outcomes: dict[int, Outcome] = {}
    with pool_for(requests[0]) as places:
        ask = _ask_cluster if places.far else _ask_worker
        while waiting or flying:
            if waiting and len(flying) <= places.places:  # one more than there are places, so that none waits for it
                number, request = waiting.popleft()
                asked, then = ask(places, request)
                flying[asked] = number, then
                continue
            for done in wait(flying, return_when=FIRST_COMPLETED).done:
                number, then = flying.pop(done)
                outcomes[number] = _outcome(requests[number], done, then)
                progress(f"building: {len(outcomes)} of {len(requests)} manuscripts")
    return [outcomes[number] for number in range(len(requests))]


def _outcome(request: Request, done: Future[Any], then: Callable[[Any], Outcome]) -> Outcome:
    """Give what came of one of several manuscripts: errors are part of it, and end no other."""
    try:
        return then(done.result())
    except PublishError as error:
        return Outcome(error.diagnostics)
    except (BrokenExecutor, MemoryError) as error:
        where = Span(f"{request.shown}/publication.yaml")
        return Outcome(lost(f"building {request.shown}", where, error).diagnostics)


def _ask_worker(places: Pool, request: Request) -> Asked:
    """Have a worker of this machine build a manuscript."""
    return places.submit(build, replace(request, workers=1)), _same


def _same(outcome: Outcome) -> Outcome:
    return outcome


def _ask_cluster(places: Pool, request: Request) -> Asked:
    """Read a manuscript, and have a worker of a cluster draw it; what it draws is delivered here."""
    digest = digest_of(request)
    made = standing(request, digest)
    if made:
        return _over(made), _same
    try:
        edition, found = prepare(request.manuscript, request.shown, request.outputs)
    except PublishError as error:
        return _over(Outcome(error.diagnostics)), _same
    files = font_files(font_folders(request.manuscript))
    name = hashlib.sha256(repr([(key, hashlib.sha256(data).digest()) for key, data in files.items()]).encode())
    fonts = places.share(name.hexdigest(), files)
    asked = places.submit(_drawn, fonts, edition, found, request.outputs, request.page_list)
    return asked, partial(_delivered, request, digest, edition, found)


def _over(outcome: Outcome) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    future.set_result(outcome)
    return future


def _drawn(
    fonts: Mapping[str, bytes],
    edition: Edition,
    found: tuple[Diagnostic, ...],
    outputs: Sequence[str],
    page_list: bool,
) -> Drawn:
    """Draw an edition at a place that sees none of our folders."""
    press = Pressroom(Here(), (), Path(), Path(), font_files=fonts)
    return draw(edition, Wanted(outputs, press, page_list), lambda: found, lambda _stage: None)


def _delivered(request: Request, digest: str, edition: Edition, found: tuple[Diagnostic, ...], drawn: Drawn) -> Outcome:
    with held(request.out) as delivery:
        made = standing(request, digest)
        return made or deliver(request, digest, edition, (*found, *drawn.found), drawn, delivery)

"""The wiring: from a manuscript's folder to the files that come out, which are handed to the output folder at once.

Whether there is anything to do is found out without an engine: what makes things is imported where something is made.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from publish import record
from publish.diagnostics import LackingError, PublishError
from publish.pool import pool
from publish.request import Outcome, Request
from publish.standing import digest_of, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from publish.diagnostics import Diagnostic
    from publish.pool import Pool

__all__ = ["Outcome", "Request", "build", "check", "pool_for", "prove"]


def build(request: Request, progress: Callable[[str], None] = lambda _stage: None) -> Outcome:
    """Build what is asked for, unless it stands there already; raise PublishError where the manuscript has errors."""
    digest = digest_of(request)
    made = standing(request, digest)
    if made:
        return made
    paged = request.page_list or request.outputs != ("epub",)
    with pool_for(request, busy=not paged) as places:
        from publish.making import make  # noqa: PLC0415  other processes start meanwhile

        return make(request, digest, places, progress)


@contextmanager
def pool_for(request: Request, *, busy: bool = False) -> Iterator[Pool]:
    """Give where pages are made: here, in processes of this machine, or at the workers of a Dask cluster.

    Where this process is ``busy`` itself, it counts as one of them. Raises LackingError where the cluster, or what it
    takes to reach one, isn't there.
    """
    if not request.scheduler:
        with pool(request.workers, "publish.place", busy=busy) as made:
            yield made
        return
    try:
        from publish.cluster import cluster  # noqa: PLC0415  it is an extra, and takes a second to start
    except ModuleNotFoundError as error:
        mend = f"{sys.executable} -m pip install distributed"
        raise LackingError(f"{error.name} is not installed, which Dask clusters need", mend) from error
    with cluster(request.scheduler, record.ENGINES, record.code) as made:
        yield made


def check(manuscript: Path, shown: str) -> tuple[Diagnostic, ...]:
    """Give what every check finds that needs no rendering."""
    from publish.preparation import prepare  # noqa: PLC0415

    try:
        _, found = prepare(manuscript, shown)
    except PublishError as error:
        return error.diagnostics
    return found


def prove(request: Request, progress: Callable[[str], None] = lambda _stage: None) -> Outcome:
    """Build the press PDF and write proof sheets of it into ``<slug>-proof`` in the output folder."""
    from publish.making import make_proof  # noqa: PLC0415

    outcome = build(replace(request, outputs=("press",)), progress)
    return replace(outcome, files=make_proof(request, outcome, progress))

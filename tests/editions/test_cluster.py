"""A Dask cluster makes the same pages as one process, also where a worker is lost on the way."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.editions.conftest import MANUSCRIPTS
from tests.pages import pressroom

from publish.build import Request, build_all, prepare
from publish.diagnostics import LackingError
from publish.pdf.book import lay_out
from publish.pool import Cluster, pool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publish.pdf.book import Pages


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Give the address of a cluster of two workers, each a process of its own, on this machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster  # noqa: PLC0415

        cluster: Any = LocalCluster
        with cluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as made:
            yield str(made.scheduler_address)


def drawn(pages: Pages) -> list[tuple[object, ...]]:
    return [(each.first_page, each.laid.labels, dict(each.laid.drawings)) for each in pages.placed]


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_pages(address: str, tmp_path: Path) -> None:
    manuscript = MANUSCRIPTS["plain"]
    edition, _ = prepare(manuscript, "plain")
    here = pressroom(manuscript, tmp_path / "here")
    with pool(1, "publish.pdf.worker", address) as cluster:
        assert cluster.places == 2
        # A folder that no worker sees: fonts travel with the work.
        there = replace(here, pool=cluster, work=tmp_path / "nowhere")
        assert drawn(lay_out(edition, there)) == drawn(lay_out(edition, here))


@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_is_lost_costs_its_own_parts_alone(address: str, tmp_path: Path) -> None:
    manuscript = MANUSCRIPTS["plain"]
    edition, _ = prepare(manuscript, "plain")
    here = pressroom(manuscript, tmp_path)
    with pool(1, "publish.pdf.worker", address) as cluster:
        assert isinstance(cluster, Cluster)
        lost = drawn(lay_out(edition, replace(here, pool=_Losing(cluster, tmp_path / "lost"))))
    assert (tmp_path / "lost").exists()
    assert lost == drawn(lay_out(edition, here))


class _Losing:
    """A cluster whose worker ends in the middle of the second piece of work."""

    remembers = False

    def __init__(self, cluster: Cluster, mark: Path) -> None:
        self.places = cluster.places
        self._cluster, self._mark, self._count = cluster, mark, 0

    def submit(self, place: int, work: Any, /, *arguments: Any, **named: Any) -> Any:
        self._count += 1
        if self._count == 2:
            return self._cluster.submit(place, _end_once, str(self._mark), work, *arguments, **named)
        return self._cluster.submit(place, work, *arguments, **named)


def _end_once(mark: str, work: Any, *arguments: Any) -> Any:
    import os  # noqa: PLC0415  this runs in a worker
    from pathlib import Path  # noqa: PLC0415

    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(1)
    return work(*arguments)


def test_a_scheduler_that_isn_t_there_is_what_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.pool._PATIENCE", "1s")
    with pytest.raises(LackingError, match="no Dask scheduler"), pool(1, "publish.pdf.worker", "tcp://127.0.0.1:1"):
        pass


def test_an_archive_is_built_side_by_side_and_each_publication_whole(tmp_path: Path) -> None:
    asked = [_request(tmp_path, name, text) for name, text in (("a", "# A\n"), ("b", "No title.\n"), ("c", "# C\n"))]
    good, bad, other = build_all([replace(each, workers=2) for each in asked])
    assert good.report is not None
    assert other.report is not None
    assert bad.report is None
    assert [each.code for each in bad.diagnostics] == ["title-missing"]
    alone = [each.report for each in build_all(asked)]
    assert alone == [good.report, None, other.report]


def _request(folder: Path, name: str, text: str) -> Request:
    manuscript = folder / name
    manuscript.mkdir()
    (manuscript / "publication.yaml").write_text(f"title: Title {name}\nlanguage: en\n")
    (manuscript / "a.md").write_text(text)
    return Request(manuscript, name, folder / "out" / name, ("epub",), page_list=False)

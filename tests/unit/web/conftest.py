"""What tests of the web ask for: a publication as the site knows it, and a small manuscript on disk."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from publish.accessibility import Claim, Claims
from publish.web.issue import Issue, Offer, Person, Picture, SeriesPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CLAIMS = Claims(
    (
        Claim("accessMode", "textual", "e"),
        Claim("accessMode", "visual", "e"),
        Claim("accessModeSufficient", "textual", "e"),
        Claim("accessModeSufficient", "textual,visual", "e"),
        Claim("accessibilityFeature", "alternativeText", "e"),
        Claim("accessibilityFeature", "pageNavigation", "e"),
        Claim("accessibilityFeature", "pageBreakMarkers", "e"),
        Claim("accessibilityHazard", "none", "e"),
    ),
    summary="All of it is said.",
)

COVERS = tuple(
    Picture(f"cover.{width}.{suffix}", f"image/{kind}", width, width * 7 // 5)
    for width in (240, 960)
    for kind, suffix in (("webp", "webp"), ("jpeg", "jpg"))
)

ISSUE = Issue(
    slug="view-39",
    kind="PublicationIssue",
    title="View 39 </script><b>&",
    language="en-GB",
    identifier="urn:uuid:0d5a1b1c-6f2e-4a3f-9a56-3d1f3e8f7a10",
    modified=dt.datetime(2023, 6, 22, 9, tzinfo=dt.UTC),
    date=dt.date(2023, 6, 20),
    subtitle="Retold",
    description="What was said.",
    publisher="The Society",
    rights="CC0",
    isbn="9783161484100",
    subjects=("tides", "ropes"),
    series=SeriesPlace("View", "39", "Focus", "2049-3630"),
    people=(
        Person("Ada Example", "aut", "Example, Ada"),
        Person("The Society", "aut"),
        Person("Bert Sample", "edt"),
        Person("Cleo Test", "pht"),
        Person("Somebody Else", "ant"),
    ),
    covers=COVERS,
    offers=(
        Offer("view-39.epub", "application/epub+zip", 1234, "ab" * 32, CLAIMS),
        Offer("view-39-screen.pdf", "application/pdf", 5678, "cd" * 32),
    ),
    pages=24,
)
BARE = Issue("bare", "Book", "Bare", "de", "urn:uuid:1d5a1b1c-6f2e-4a3f-9a56-3d1f3e8f7a10",
             dt.datetime(2000, 1, 1, tzinfo=dt.UTC), covers=COVERS,
             offers=(Offer("bare.epub", "application/epub+zip", 1, "ef" * 32),))  # fmt: skip


@pytest.fixture
def issue() -> Issue:
    """A publication that says everything of itself."""
    return ISSUE


@pytest.fixture
def bare() -> Issue:
    """A publication that says nothing of itself."""
    return BARE


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write a manuscript of texts, with more lines for its publication.yaml, and give its folder."""

    def written(name: str, files: Mapping[str, str] | str = "Words.", more: str = "") -> Path:
        root = tmp_path / name
        root.mkdir()
        texts = {"a.md": f"# A\n\n{files}\n"} if isinstance(files, str) else files
        texts = {"publication.yaml": f"title: {name}\nlanguage: en-GB\n{more}", **texts}
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        return root

    return written

"""What a site was made of, kept beside it: each publication as the site knows it, and what its folder came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from publish.web.issue import Issue  # noqa: TC001  pydantic reads the annotations

if TYPE_CHECKING:
    from pathlib import Path

NAME = "shelf.json"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A publication on the site: what it was made of, and the digest of the folder that came of it."""

    issue: Issue
    input: str
    base: str
    made: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole site: its title and address, its publications, the files at its root, and the digest of these."""

    title: str = ""
    base: str = ""
    publications: tuple[Shelved, ...] = ()
    files: tuple[str, ...] = ()
    made: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The names of all that stands in the site's folder."""
        own = (name.partition("/")[0] for name in self.files)
        return frozenset((NAME, *own, *(each.issue.slug for each in self.publications)))

    def made_of(self, digest: str) -> Shelved | None:
        """Give the publication that was made of an input."""
        return next((each for each in self.publications if each.input == digest), None)

    def json(self) -> bytes:
        """Give the site as it stands in its file."""
        return _KEPT.dump_json(self, indent=1) + b"\n"


_KEPT = TypeAdapter(Kept)


def read(site: Path) -> Kept:
    """Give what a site was made of; nothing where there is none, or none that can be read."""
    try:
        return _KEPT.validate_json((site / NAME).read_bytes())
    except (OSError, ValidationError):
        return Kept()

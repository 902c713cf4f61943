"""What a publication is printed with: its condition, the profile, and the inks of the layout's tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publish.colour import Inks, condition, read_profile
from publish.diagnostics import Diagnostic
from publish.house import house_folder
from publish.styles import stylesheet, token_inks

if TYPE_CHECKING:
    from concurrent.futures import Future

    from publish.colour import Condition, Profile
    from publish.design import Design
    from publish.pool import Pool
    from publish.tree import Publication


Found = tuple["Profile | None", tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Printing:
    """The condition that ``print`` names, or None and what is wrong with it, and its profile as it is tried."""

    condition: Condition | None
    intent: str
    found: tuple[Diagnostic, ...] = ()
    profile: Future[Found] | None = None

    def inks(self, design: Design) -> tuple[Inks | None, tuple[Diagnostic, ...]]:
        """Give how colours become inks, or None and what is wrong; wait until the profile is tried."""
        profile, found = self.profile.result() if self.profile else (None, self.found)
        if profile is None or self.condition is None:
            return None, found
        return Inks(self.condition, profile, token_inks(stylesheet(design, "pdf")), self.intent), found


def printing(publication: Publication, places: Pool, after: Future[Any] | None = None) -> Printing:
    """Have the profile of what a publication is printed with tried in one of the ``places``: where ``after`` was."""
    asked = publication.metadata.print
    span = publication.place("print", "condition")
    wanted, unknown = condition(asked.condition, span)
    path, data = asked.profile, publication.profile
    if path is not None:
        span = publication.place("print", "profile")
    elif wanted and wanted.shipped:
        path, data = wanted.shipped, (house_folder("press") / wanted.shipped).read_bytes()
    elif wanted:
        message = f"the profile of {wanted.name} doesn't come with the program"
        hint = f"put {wanted.profile} or another one made for it into the manuscript, and name it under print.profile"
        unknown = (Diagnostic("profile-missing", message, span, hint),)
    # Where a profile is named and isn't there, the loader has said why.
    known = wanted and path and data is not None
    tried = places.submit(read_profile, path, data, span, after=after) if known else None
    return Printing(wanted, asked.rendering_intent, unknown, tried)

"""What a publication is printed with: its condition, the profile, and the inks of the layout's tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.colour import Inks, condition, read_profile
from publish.diagnostics import Diagnostic
from publish.house import house_folder
from publish.styles import stylesheet, token_inks

if TYPE_CHECKING:
    from publish.colour import Condition, Profile
    from publish.design import Design
    from publish.tree import Publication


def inks_of(publication: Publication, design: Design) -> tuple[Inks | None, tuple[Diagnostic, ...]]:
    """Give how colours become inks for the condition that ``print`` names, or None and what is wrong with it."""
    asked = publication.metadata.print
    found_condition, unknown = condition(asked.condition, publication.place("print", "condition"))
    if found_condition is None:
        return None, unknown
    profile, found = _profile(publication, found_condition)
    if profile is None:
        return None, found
    tokens = token_inks(stylesheet(design, "pdf"))
    return Inks(found_condition, profile, tokens, asked.rendering_intent), found


def _profile(publication: Publication, wanted: Condition) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    path = publication.metadata.print.profile
    if path is not None:
        if publication.profile is None:
            return None, ()  # the loader has said why
        return read_profile(path, publication.profile, publication.place("print", "profile"))
    span = publication.place("print", "condition")
    if not wanted.shipped:
        message = f"the profile of {wanted.name} doesn't come with the program"
        hint = f"put {wanted.profile} or another one made for it into the manuscript, and name it under print.profile"
        return None, (Diagnostic("profile-missing", message, span, hint),)
    return read_profile(wanted.shipped, (house_folder("press") / wanted.shipped).read_bytes(), span)

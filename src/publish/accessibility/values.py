"""What is claimed of accessibility, with its evidence, and what is not claimed, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

FEATURE, MODE, SUFFICIENT, HAZARD = (
    "accessibilityFeature",
    "accessMode",
    "accessModeSufficient",
    "accessibilityHazard",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: a property of the vocabulary, its value, and the evidence for it."""

    property: str
    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A claim that isn't made, and why not."""

    property: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What a publication says of its accessibility, and what it doesn't say, with reasons."""

    made: tuple[Claim, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    summary: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        """Give the values that are claimed of a property."""
        return tuple(claim.value for claim in self.made if claim.property == name)

    @property
    def features(self) -> frozenset[str]:
        """The accessibility features that are claimed."""
        return frozenset(self.values(FEATURE))

    @property
    def conformance(self) -> str:
        """The conformance that is claimed, or nothing."""
        return next(iter(self.values("conformsTo")), "")


@dataclass(frozen=True, slots=True)
class Styles:
    """What a layout's stylesheets and templates for an output do: places of what would speak against a claim."""

    fixed_sizes: tuple[str, ...] = ()
    importants: tuple[str, ...] = ()
    reorderings: tuple[str, ...] = ()
    motions: tuple[str, ...] = ()
    contrast: float = 21.0
    contrast_at: str = ""
    roles: tuple[str, ...] = ()

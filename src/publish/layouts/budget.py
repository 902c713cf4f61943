"""How much work a rendering may do: counted, not timed, so that the same template ends the same way on any machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TURNS = 200_000
"""How many turns of loops, calls and filters one rendering may take; a table of a hundred rows takes 1,200."""

MOST_TURNS_IN_ALL = 2_000_000
"""How many all renderings for one output, or for one run of its pages, may take together."""

MOST_CHARACTERS = 100_000_000
"""How many characters one rendering may read and make: an article of 8 MB is read and made a few times."""

MOST_IN_ONE = 20_000_000
"""How many characters one value may have, with what stands in it."""

MOST_INCLUDED = 20
"""How many names an include may try."""

LARGEST_NUMBER = 10**30
"""The largest number that arithmetic may come to."""

WIDEST = 200
"""How many characters a text may be filled up to, or indented by."""

LONGEST_RANGE = 10_000
"""How many numbers a range may have."""

ITEM = 16
"""How many characters an entry of a list counts for, beside its own: about what it takes of memory."""


class LimitError(Exception):
    """A template asks for more than a rendering may do."""


class Budget:
    """What is left to the renderings for one output. ``spend`` and ``charge`` raise LimitError when it is used up."""

    def __init__(self) -> None:
        self.turns: float = 0
        self.characters: float = 0
        self.turns_in_all: float = MOST_TURNS_IN_ALL

    def begin(self, *, bounded: bool = True) -> None:
        """Begin a rendering; what is rendered once more, to find a place in it, has no bounds: it has an end."""
        self.turns = MOST_TURNS if bounded else float("inf")
        self.characters = MOST_CHARACTERS if bounded else float("inf")
        self.turns_in_all = self.turns_in_all if bounded else float("inf")

    def spend(self, characters: int = 0) -> bool:
        """Count one turn of a loop, or one call, that writes so many characters; give True, for conditions."""
        self.turns -= 1
        self.turns_in_all -= 1
        if self.turns < 0:
            raise LimitError(f"this template takes more than {MOST_TURNS:,} turns of loops and calls")
        if self.turns_in_all < 0:
            raise LimitError(f"the templates take more than {MOST_TURNS_IN_ALL:,} turns of loops and calls")
        self.charge(characters)
        return True

    def charge(self, characters: int) -> None:
        """Count characters that are about to be made, or were made."""
        self.characters -= characters
        if characters > MOST_IN_ONE:
            raise LimitError(f"this makes a value of more than {MOST_IN_ONE:,} characters")
        if self.characters < 0:
            raise LimitError(f"this template makes more than {MOST_CHARACTERS:,} characters")

    def weighed(self, value: Any) -> Any:
        """Give a value back, once what it takes is counted."""
        if isinstance(value, str):
            self.charge(len(value))
        elif isinstance(value, list | tuple | dict | set | frozenset):
            self.charge(sum(_weights(value)))
        elif isinstance(value, int) and not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
            raise LimitError("this number is too large")
        return value


def _weights(value: Any) -> Iterator[int]:
    """Give what a container and each thing in it weigh; what stands in it twice weighs twice, as when it is written."""
    stack, total = [value], 0
    while stack and total <= MOST_IN_ONE:
        each = stack.pop()
        weight = ITEM + (len(each) if isinstance(each, str) else 0)
        total += weight
        yield weight
        if isinstance(each, dict):
            stack += each
            stack += each.values()
        elif isinstance(each, list | tuple | set | frozenset):
            stack += each

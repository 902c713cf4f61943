"""What a template's methods and filters are about to make, where that may be far more than what they are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from publish.layouts.budget import ITEM, WIDEST, LimitError

if TYPE_CHECKING:
    from publish.layouts.budget import Budget

_PRINTF = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(\*|\d*)(?:\.(\*|\d*))?")
_PIECES = frozenset(
    {"batch", "dictsort", "groupby", "list", "rsplit", "slice", "sort", "split", "splitlines", "unique"}
)
_COUNTED = frozenset({"batch", "center", "indent", "round", "slice"})


def foreseen(budget: Budget, name: str, value: Any = "", *args: Any) -> None:
    """Count what a method or filter reads and is about to make; raise LimitError where that is too much."""
    text = value if isinstance(value, str) else ""
    texts = [each for each in args if isinstance(each, str)]
    budget.charge(len(text) * (ITEM if name in _PIECES else 1))
    if name in _COUNTED and any(isinstance(each, int) and abs(each) > WIDEST for each in args):
        raise LimitError(f"{name} takes no number above {WIDEST}")
    if name == "sum" and any(isinstance(each, list | tuple | str) for each in args):
        raise LimitError("sum adds numbers")
    if name == "replace" and len(texts) >= 2:
        times = text.count(texts[0]) if texts[0] else len(text) + 1
        budget.charge(times * len(texts[1]))
    elif name == "join":
        _joined(budget, value, args)
    elif name == "indent":
        budget.charge(text.count("\n") * max([WIDEST, *map(len, texts)]))
    elif name == "striptags":
        budget.charge(text.count("<!--") * len(text))  # each comment that is taken out copies the text
    elif name == "format":
        printf(budget, text)


def _joined(budget: Budget, value: Any, args: tuple[Any, ...]) -> None:
    """Look at ``items | join(between)`` and ``between.join(items)``."""
    first = args[0] if args else ""
    between, items = (first, value) if isinstance(first, str) else (value, first)
    if isinstance(between, str) and len(between) > WIDEST:
        raise LimitError(f"join puts at most {WIDEST} characters between two things")
    if isinstance(items, list | tuple):
        budget.weighed(items)
        budget.charge(len(items) * len(str(between)))


def printf(budget: Budget, text: str) -> None:
    """Look at the widths of a text with % in it."""
    for piece in _PRINTF.findall(text):
        if any(each == "*" or (each and int(each[:9]) > WIDEST) for each in piece):
            raise LimitError(f"a text is filled up to at most {WIDEST} characters")
    budget.charge(len(text))

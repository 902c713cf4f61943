"""Where something stands in a file: the one value that every node and every diagnostic carries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file: its path as shown to people, line and column, both counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def at(self, line: int, column: int = 1) -> Span:
        """Give the span of another line of the same file."""
        return Span(self.path, line, column)

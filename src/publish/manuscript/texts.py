"""The texts of a manuscript's articles, each read from disk once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.limits import Limits, raising, require

if TYPE_CHECKING:
    from publish.diagnostics import Diagnostic
    from publish.manuscript.files import Folder
    from publish.source import Span


@dataclass(slots=True)
class Texts:
    """What has been read and not been taken yet, by path, and how many bytes have been read in all."""

    folder: Folder
    limits: Limits
    _held: dict[str, str] = field(default_factory=dict)
    _bytes: int = 0

    def look(self, path: str, span: Span) -> str | Diagnostic:
        """Give the text of an article and keep it, or say why there is none; raise TooMuchError beyond the limit."""
        if path in self._held:
            return self._held[path]
        hint = raising(self.limits, "article_bytes", "split it")
        text = self.folder.text(path, span, code="article-missing", limit=self.limits.article_bytes, hint=hint)
        if isinstance(text, str):
            self._bytes += len(text.encode())
            require(self.limits, "text_bytes", self._bytes, self.folder.span(path))
            self._held[path] = text
        return text

    def take(self, path: str, span: Span) -> str | Diagnostic:
        """Give the text of an article that is read now, and keep it no longer."""
        text = self.look(path, span)
        self._held.pop(path, None)
        return text

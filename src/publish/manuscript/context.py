"""What the two halves of the Markdown reader share while they read one file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, did_you_mean
from publish.manuscript.values import nearest_language
from publish.tree import Attributes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt

    from publish.manuscript.attributes import Given
    from publish.source import Span

GENERAL = frozenset({"lang"})
"""The pairs that every element takes; id and class are taken by every element too."""

KEPT = re.compile(r"(note|call)-[0-9]+|page-([0-9]+|[ivxlcdm]+)")
"""The ids that layouts give to notes, to their calls and to page starts; nothing else in an article can have one."""


KEPT_CLASSES = re.compile(
    r"article|(half-)?title-page|(back-)?cover|blank|contents(-page)?|toc|part(-opening)?|spine|house-ad|imprint(-page)?"
    r"|notes-page|note-(call|paragraph|text)|page-break|opening|feature|letter|listing|news|start-[a-z-]+|section-[0-9]+"
)
"""The classes by which layouts know whole pages, notes and page starts: on anything else they would break its page."""


@dataclass(slots=True)
class Context:
    """One file being read: where its text starts, what is known of the other files, and what was found wrong."""

    path: str
    start: Span
    md: MarkdownIt
    ids: Mapping[str, str]
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def span(self, line: int) -> Span:
        """Give the span of a line of the Markdown text, counted from 0."""
        return self.start.at(self.start.line + line)

    def report(self, code: str, message: str, span: Span, hint: str = "", *, about: str = "") -> None:
        """Keep a finding."""
        self.diagnostics.append(Diagnostic(code, message, span, hint, about=about))

    def take(
        self, given: Given | None, span: Span, known: frozenset[str] = GENERAL
    ) -> tuple[Attributes, dict[str, str]]:
        """Give the general attributes and the others that are known here; report what can't be read or isn't known."""
        if given is None:
            return Attributes(), {}
        if given.problem:
            hint = 'write {#id .class key="value"}'
            self.report("attributes-syntax", f"attributes: {given.problem}", span, hint, about=given.source)
            return Attributes(), {}
        pairs = dict(given.pairs)
        for key in [key for key in pairs if key not in known | GENERAL]:
            hint = did_you_mean(key, known | GENERAL) or f"known here: {', '.join(sorted(known | GENERAL))}"
            about = given.written(key)
            self.report("attributes-unknown", f"{key} is not an attribute here", span, hint, about=about)
            del pairs[key]
        lang = pairs.pop("lang", "")
        if lang and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", lang):
            hint = nearest_language(lang)
            hint = f"did you mean {hint}?" if hint else "write lang=fr or lang=pt-BR"
            about = given.written("lang")
            self.report("attributes-unknown", f"{lang} is not a language tag", span, hint, about=about)
            lang = ""
        for kept in filter(KEPT_CLASSES.fullmatch, given.classes):
            message = f"the class {kept} is kept for what layouts do with whole pages"
            self.report("attributes-unknown", message, span, "take another name")
        return Attributes(given.id, given.classes, lang), pairs


def slug(text: str) -> str:
    """Give the automatic id of a heading: small letters, digits and hyphens, in any script."""
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(r"[^\w\s-]", "", text.replace("_", "-"))
    return re.sub(r"[\s-]+", "-", text).strip("-") or "section"

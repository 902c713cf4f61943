"""What the two halves of the Markdown reader share while they read one file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, did_you_mean
from publish.limits import NESTING, Tally, excess
from publish.manuscript.values import nearest_language
from publish.tree import Attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    tally: Tally = field(default_factory=Tally)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def span(self, line: int) -> Span:
        """Give the span of a line of the Markdown text, counted from 0."""
        return self.start.at(self.start.line + line)

    def report(self, code: str, message: str, span: Span, hint: str = "", *, about: str = "") -> None:
        """Keep a finding."""
        self.diagnostics.append(Diagnostic(code, message, span, hint, about=about))

    def report_excess(self, span: Span | None = None) -> bool:
        """Report what goes over a limit, at ``span`` or at its own line; say whether anything does."""
        found = bool(self.tally.over)
        for name, line in self.tally.over.items():
            place = span or self.span(line)
            if name == "nesting":
                message = f"this is nested more than {NESTING // 2} deep"
                self.report("nesting", message, place, "nest less, and put \\ before a bracket that is meant as one")
            else:
                self.diagnostics.append(excess(self.tally.limits, name, place))
        self.tally.over.clear()
        return found

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


class Names:
    """Ids that are taken or never given, and new ones made beside them: ``base``, else ``base-2`` and so on."""

    def __init__(self, taken: Iterable[str], never: re.Pattern[str] | None = None) -> None:
        self._taken = set(taken)
        self._never = never
        self._counts: dict[str, int] = {}

    def take(self, base: str) -> str:
        """Give the first name made of ``base`` that is free, and take it."""
        # Counting goes on where it ended for the same words: ten thousand headings that say the same cost no more.
        count = self._counts.get(base, 0)
        name = ""
        while not name or name in self._taken or (self._never and self._never.fullmatch(name)):
            count += 1
            name = base if count == 1 else f"{base}-{count}"
        self._counts[base] = count
        self._taken.add(name)
        return name


def slug(text: str) -> str:
    """Give the automatic id of a heading: small letters, digits and hyphens, in any script."""
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(r"[^\w\s-]", "", text.replace("_", "-"))
    return re.sub(r"[\s-]+", "-", text).strip("-") or "section"

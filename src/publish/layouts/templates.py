"""The templates of a layout for one output: a sandbox that renders them, and says what is wrong with them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jinja2 import DictLoader, FunctionLoader
from markupsafe import Markup

from publish.diagnostics import Diagnostic, PublishError
from publish.layouts.faults import Undefined, fault
from publish.layouts.markup import HINT, Flaw, flaw, marked, place, unmarked
from publish.layouts.sandbox import OPTIONS, Sandbox
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from publish.design import File


class IllFormedError(PublishError):
    """What a template wrote isn't well-formed."""


_INNER = ("blocks/", "note-call.html", "page-break.html")
"""Templates of what stands inside a document: that is looked at as a whole first."""


class Templates:
    """The templates of a layout for one output; ``given`` is what every one of them knows.

    Markup that isn't well-formed is found in a whole document, and `carefully` in the template that wrote it.
    """

    def __init__(self, files: Mapping[str, File], given: Mapping[str, object]) -> None:
        self._files = files
        self._environment = Sandbox(loader=FunctionLoader(self._source), undefined=Undefined, **OPTIONS)
        self._environment.globals.update(given)
        frame = files["document.html"].text if "document.html" in files else ""
        self._careful = False
        self._declarations = " ".join(re.findall(r'xmlns:[\w.-]+="[^"{]*"', frame))

    def render(self, name: str, /, **context: object) -> Markup:
        """Render a template; raise PublishError with its file and line where it fails or writes ill-formed markup."""
        self._environment.budget.begin()
        try:
            markup = self._environment.get_template(name).render(context).strip()
        except Exception as error:
            diagnostic = fault(error, self.span(name), context, self._files, self._environment)
            if diagnostic is None:
                raise  # it happened in our own code, so it is a bug of ours and shows its traceback
            raise PublishError([diagnostic]) from error
        inner = name.startswith(_INNER) and not self._careful
        found = None if inner else flaw(markup, self._declarations)
        if found:
            raise IllFormedError([self._ill_formed(name, context, found)])
        return Markup(markup)  # noqa: S704  our own templates wrote it, and text in it is escaped

    @contextmanager
    def carefully(self) -> Iterator[None]:
        """Look at what each template writes, that of the smallest block too."""
        self._careful = True
        try:
            yield
        finally:
            self._careful = False

    @property
    def names(self) -> Collection[str]:
        """The names of all files of the layout."""
        return self._files.keys()

    def span(self, name: str, line: int = 1) -> Span:
        """Give a line of a template, under the path that its designer knows."""
        return Span(self._files[name].shown if name in self._files else f"layouts/{name}", line)

    def _source(self, name: str) -> tuple[str, str, None] | None:
        """Give a template's text, and the path that its designer knows as its place: tracebacks show it, too."""
        file = self._files.get(name)
        return (file.text, file.shown, None) if file else None

    def _ill_formed(self, name: str, context: Mapping[str, object], found: Flaw) -> Diagnostic:
        """Say where a flaw was written: the template is rendered once more, with its lines marked."""
        sources, places = marked(self._environment, {name: file.text for name, file in self._files.items()})
        self._environment.budget.begin(bounded=False)
        environment = self._environment.overlay(loader=DictLoader(sources))
        output = environment.get_template(name).render(context)
        text, offsets, at = unmarked(output, places)
        again = flaw(text.strip(), self._declarations) or found
        before = len(text) - len(text.lstrip())
        where = place(again.offset + before, offsets, at) or (name, 1)
        return Diagnostic("template-markup", found.message, self.span(*where), HINT)

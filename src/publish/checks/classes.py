"""Classes that mean something to the dialect, where they are spelt nearly right and so mean nothing."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from publish.diagnostics import Diagnostic, Severity
from publish.walk import query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publish.design import Design
    from publish.tree import Publication

MEANT = ("decorative", "original", "page", "row-headers")
"""The classes that the dialect itself knows; every other one is the layout's."""

_ALIKE = 0.8
"""How alike two words are that are taken for one: .pages is near to .page, and .image isn't."""


def classes_are_known(publication: Publication, design: Design) -> Iterator[Diagnostic]:
    """A class that is nearly one of the dialect's, and that no file of the layout names, is spelt as it is known."""
    for article in publication.documents:
        for node in query(article):
            for name in node.attributes.classes:
                near = difflib.get_close_matches(name.lower(), MEANT, n=1, cutoff=_ALIKE)
                if near and name != near[0] and not _is_named(name, design):
                    message = f"the class {name} means nothing here"
                    hint = f"did you mean .{near[0]}?"
                    yield Diagnostic("class-unknown", message, node.span, hint, Severity.WARNING, about=f".{name}")


def _is_named(name: str, design: Design) -> bool:
    """Say whether a stylesheet has a selector with the class, or a template has its name in quotes."""
    styled, asked = (re.compile(rf"{before}{re.escape(name)}(?![\w-])") for before in (r"\.", "[\"']"))
    files = (item for target in design.files.values() for item in target.items())
    return any((styled if path.endswith(".css") else asked).search(file.text) for path, file in files)

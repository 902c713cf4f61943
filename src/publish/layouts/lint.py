"""What is wrong with a layout's templates, whether or not a manuscript has anything that is set with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError, nodes

from publish.diagnostics import Diagnostic, Severity, did_you_mean
from publish.layouts.blocks import TEMPLATES
from publish.layouts.faults import Undefined, fault, instead, no_such
from publish.layouts.given import GIVEN, given
from publish.layouts.sandbox import OPTIONS, Sandbox
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publish.design import Design, File

_IN_PLACES = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})
"""Names that Jinja itself gives in some places."""

_MAY_BE_MISSING = ("default", "d")
_ASK_WHETHER = ("defined", "undefined")


def templates_are_in_order(design: Design) -> Iterator[Diagnostic]:
    """Templates can be compiled, name what there is, extend and include what there is, and are asked for."""
    found: dict[Diagnostic, None] = {}
    looked_at = {target: _Templates(files) for target, files in design.files.items()}
    for templates in looked_at.values():
        found.update(dict.fromkeys(templates.findings()))
    yield from found
    if not found:
        yield from dict.fromkeys(each for templates in looked_at.values() for each in templates.unnamed())
        yield from _unused(design, looked_at)


class _Templates:
    """The templates of one output, as they are written."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self.files = {name: file for name, file in files.items() if name.endswith(".html")}
        self.environment = Sandbox(undefined=Undefined, **OPTIONS)
        self.trees: dict[str, nodes.Template] = {}
        self.broken: list[Diagnostic] = []
        for name, file in self.files.items():
            try:
                self.trees[name] = self.environment.plain(file.text, name, file.shown)
                self.environment.compile(file.text, name, file.shown)
            except (TemplateSyntaxError, SyntaxError, RecursionError, MemoryError) as error:
                self._refuse(file, error)

    def _refuse(self, file: File, error: Exception) -> None:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
        found = fault(error, Span(file.shown, line), (), self.files, self.environment)
        self.broken += [found] if found else []

    def findings(self) -> Iterator[Diagnostic]:
        """Give what is wrong with each; names are looked up where all templates can be read."""
        yield from self.broken
        for name, tree in self.trees.items():
            yield from self._names_of_things(self.files[name], tree)
            yield from self._blocks(self.files[name], tree)
        if not self.broken:
            written = self._written()
            for name, tree in self.trees.items():
                yield from self._variables(name, tree, written)

    def unnamed(self) -> Iterator[Diagnostic]:
        """Give the templates of blocks that never print the attributes by which a block is known."""
        for name in sorted({each for each in TEMPLATES.values() if each in self.trees and each.startswith("blocks/")}):
            reached = self.asked_for({name})
            trees = [self.trees[each] for each in reached or ()]
            names = {node.name for tree in trees for node in tree.find_all(nodes.Name)}
            if reached is not None and "attributes" not in names:
                message = "this block doesn't print its attributes, so its id, classes and language are lost"
                hint = "write {{ attributes() }} into the tag of its element: the page list rests on it, too"
                yield Diagnostic("template-attributes", message, Span(self.files[name].shown), hint)

    def asked_for(self, names: set[str]) -> set[str] | None:
        """Give these templates and all that they include, import or extend; nothing where a template works that out."""
        reached: set[str] = set()
        ahead = [name for name in names if name in self.trees]
        while ahead:
            name = ahead.pop()
            reached.add(name)
            for node in _references(self.trees[name]):
                inner = _constants(node.template)
                if inner is None:
                    return None
                ahead += (each for each in inner if each in self.trees and each not in reached)
        return reached

    # ------------------------------------------------------------------------------- filters, tests, other templates

    def _names_of_things(self, file: File, tree: nodes.Template) -> Iterator[Diagnostic]:
        for node in tree.find_all((nodes.Filter, nodes.Test)):
            kind = "filter" if isinstance(node, nodes.Filter) else "test"
            known = self.environment.filters if kind == "filter" else self.environment.tests
            if node.name not in known:
                span = Span(file.shown, node.lineno)
                message = no_such(kind, node.name)
                yield Diagnostic("template", message, span, instead(node.name, known), about=node.name)
        for each in _references(tree):
            names = _constants(each.template)
            if names and not getattr(each, "ignore_missing", False) and not set(names) & set(self.files):
                hint = did_you_mean(names[0], sorted(self.files))
                message, span = f"there is no template {names[0]}", Span(file.shown, each.lineno)
                yield Diagnostic("template", message, span, hint, about=names[0])

    def _blocks(self, file: File, tree: nodes.Template) -> Iterator[Diagnostic]:
        """Give the blocks that fill none of the template which theirs extends."""
        above = self._blocks_above(tree, frozenset())
        if above is None:
            return
        for node in tree.body:
            if isinstance(node, nodes.Block) and node.name not in above:
                message = f"what this extends has no block {node.name}, so it is never shown"
                hint = instead(node.name, above) or "it has no blocks at all"
                span = Span(file.shown, node.lineno)
                yield Diagnostic("template-block", message, span, hint, about=node.name)

    def _blocks_above(self, tree: nodes.Template, seen: frozenset[str]) -> set[str] | None:
        """Give the blocks of all that a template extends; nothing where it extends nothing, or that can't be told."""
        extends = next(tree.find_all(nodes.Extends), None)
        names = _constants(extends.template) if extends else None
        if not names or names[0] not in self.trees or names[0] in seen:
            return None
        parent = self.trees[names[0]]
        own = {each.name for each in parent.find_all(nodes.Block)}
        if parent.find(nodes.Extends) is None:
            return own
        above = self._blocks_above(parent, seen | {names[0]})
        return None if above is None else own | above

    # --------------------------------------------------------------------------------------------------- variables

    def _variables(self, name: str, tree: nodes.Template, written: set[str]) -> Iterator[Diagnostic]:
        """Give names that no template is given and none sets."""
        known = written | frozenset().union(*map(given, GIVEN)) | self.environment.globals.keys() | _IN_PLACES
        excused = {id(node) for node in _excused(tree)}
        for node in tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name not in known and id(node) not in excused:
                span = Span(self.files[name].shown, node.lineno)
                own = {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
                hint = instead(node.name, given(name) | own)
                yield Diagnostic("template", f"'{node.name}' is undefined", span, hint, about=node.name)

    def _written(self) -> set[str]:
        """Give every name that any template sets: what includes another hands its own names down."""
        return {name for tree in self.trees.values() for name in _set_in(tree)}


def _references(tree: nodes.Template) -> Iterator[Any]:
    """Give what names other templates."""
    return tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends))


def _set_in(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport, nodes.NSRef)):
        if isinstance(node, nodes.Name):
            if node.ctx != "load":
                yield node.name
        elif isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (each if isinstance(each, str) else each[1] for each in node.names)


def _excused(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Give the names of which a template asks whether they are there, or for which it has something else."""
    asked = {each.node.name for each in tree.find_all(nodes.Test)
             if each.name in _ASK_WHETHER and isinstance(each.node, nodes.Name)}  # fmt: skip
    for node in tree.find_all(nodes.Filter):
        if node.name in _MAY_BE_MISSING and isinstance(node.node, nodes.Name):
            yield node.node
    yield from (node for node in tree.find_all(nodes.Name) if node.name in asked)


def _constants(template: Any) -> list[str] | None:
    """Give the names that a template names another by; nothing where it works them out."""
    if isinstance(template, nodes.Const):
        return [template.value] if isinstance(template.value, str) else list(template.value)
    if isinstance(template, nodes.Tuple | nodes.List) and all(isinstance(each, nodes.Const) for each in template.items):
        return [each.value for each in template.items if isinstance(each, nodes.Const)]
    return None


# ------------------------------------------------------------------------------------------------------------ unused


def _unused(design: Design, looked_at: Mapping[str, _Templates]) -> Iterator[Diagnostic]:
    """Give the templates that no output asks for: the manuscript's own, or those of the layout where it has none.

    What a manuscript's template takes the place of may have been all that included one of the house's.
    """
    settings = design.settings
    fronts = (settings.pdf_front, settings.pdf_back, settings.epub_front, settings.epub_back)
    asked = {*GIVEN, *(f"{kind}.html" for kinds in fronts for kind in kinds)}
    used: set[str] = set()
    for templates in looked_at.values():
        articles = {name for name in templates.trees if name.startswith("article-")}
        reached = templates.asked_for(asked | articles)
        if reached is None:
            return
        used |= reached
    every = {file.shown: name for templates in looked_at.values() for name, file in templates.files.items()}
    own = {shown: name for shown, name in every.items() if not shown.startswith("layouts/")}
    candidates = own or {shown: name for shown, name in every.items() if shown.startswith(f"layouts/{design.name}/")}
    for shown, name in sorted(candidates.items()):
        if name not in used:
            hint = did_you_mean(name, sorted(asked)) or "include it in another, or take it away"
            message = f"no template is asked for by the name {name}, and none includes it"
            yield Diagnostic("template-unused", message, Span(shown), hint, Severity.WARNING)

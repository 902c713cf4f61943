"""What templates are given, watched while they are rendered: each value against the type that is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from publish.layouts.given import ON_SITES, SHARED, VARIABLES
from publish.layouts.kinds import KINDS, Kind
from publish.layouts.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from publish.layouts.kinds import Given

MISSING = object()


class Watch:
    """What has been rendered: ``seen`` names by template, ``faults`` in words, the fields that were ``met`` by kind."""

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = {}
        self.faults: dict[str, None] = {}
        self.met: defaultdict[str, set[str]] = defaultdict(set)
        self._looked_at: dict[int, object] = {}

    def look(self, name: str, context: Mapping[str, object], shared: Mapping[str, object]) -> None:
        """Compare what a template is given with what is said of it."""
        plain = "article.html" if name.startswith("article-") else name
        self.seen.setdefault(plain, set()).update(context)
        for each in VARIABLES[plain]:
            if each.name in context:
                self._compare(context[each.name], each, plain)
            elif not each.only:
                self.faults[f"{plain} isn't given {each.name}"] = None
        for each in (*SHARED, *ON_SITES):
            if each.name in shared and id(shared) not in self._looked_at:
                self._compare(shared[each.name], each, "every template")
        self._looked_at[id(shared)] = shared  # held, so that nothing else gets its number

    def fields_never_met(self, *names: str) -> list[str]:
        """Give the fields of kinds, all or those that are named, of which no value has been seen."""
        return [
            f"{name}.{field.name}"
            for name in names or KINDS
            for field in KINDS[name].fields
            if field.name not in self.met[name]
        ]

    def _compare(self, value: object, said: Given, where: str) -> None:
        for fault in self.mismatches(value, said.type, f"{where}: {said.name}"):
            self.faults[fault] = None

    def mismatches(self, value: object, kind: str, path: str) -> Iterator[str]:
        """Give in words what a value has not, or has beside, of a type."""
        plain = kind.removesuffix(" or nothing")
        if plain != kind and (value is MISSING or not value):
            return
        if plain.startswith("list of "):
            if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
                yield f"{path} is no list"
                return
            for each in value:
                yield from self.mismatches(each, plain.removeprefix("list of "), f"{path}[]")
        elif plain == "sizes":
            assert isinstance(value, Mapping)
            for each in value.values():
                yield from self.mismatches(each, "list of size", f"{path}[…]")
        elif plain in KINDS:
            yield from self._fields(value, plain, KINDS[plain], path)
        elif not _is_plain(value, plain):
            yield f"{path} is no {plain}: {value!r:.60}"

    def _fields(self, value: object, name: str, kind: Kind, path: str) -> Iterator[str]:
        if kind.paired:
            if not isinstance(value, tuple) or len(value) != len(kind.fields):
                yield f"{path} has not {len(kind.fields)} places"
                return
            values = {field.name: each for field, each in zip(kind.fields, value, strict=True)}
        elif isinstance(value, Mapping):
            values = dict(value)
            if kind.whole:
                yield from (f"{path} has {each}, of which nothing is said" for each in values.keys() - _names(kind))
        else:
            values = {each: getattr(value, each) for each in _names(kind) if hasattr(value, each)}
        for field in kind.fields:
            found = values.get(field.name, MISSING)
            if found is not MISSING:
                self.met[name].add(field.name)
            yield from self.mismatches(found, field.type, f"{path}.{field.name}")


def _names(kind: Kind) -> set[str]:
    return {field.name for field in kind.fields}


def _is_plain(value: object, kind: str) -> bool:
    match kind:
        case "text":
            return isinstance(value, str) and not isinstance(value, Markup)
        case "markup":
            return isinstance(value, Markup)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "yes or no":
            return isinstance(value, bool)
        case "words":
            return isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values())
        case "attributes":
            return callable(value) and isinstance(value("mine"), Markup) and 'class="mine' in value("mine")
        case "function":
            return callable(value) and isinstance(value(Markup("<p>Words</p>")), Markup)
        case _:
            return False


def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Have all that is rendered from now on looked at."""
    render = Templates.render
    watching = Watch()

    def watched(self: Templates, name: str, /, **context: object) -> Markup:
        watching.look(name, context, self._environment.globals)
        return render(self, name, **context)

    monkeypatch.setattr(Templates, "render", watched)
    return watching

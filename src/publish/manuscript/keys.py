"""Keys checked against their model, with a diagnostic at the line of each mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from publish.diagnostics import Diagnostic, did_you_mean
from publish.manuscript.metadata import FrontMatter, Keys, Metadata
from publish.manuscript.values import meant

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from publish.manuscript.yaml import Document, Path
    from publish.source import Span

Model = TypeVar("Model", bound=Keys)

SHOULD_BE = {
    "string_type": "text; put it in quotes",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "tuple_type": "a list",
    "model_type": "a list of keys and values",
    "model_attributes_type": "a list of keys and values",
    "date_type": "a date such as 2023-06-20",
    "date_parsing": "a date such as 2023-06-20",
    "date_from_datetime_parsing": "a date such as 2023-06-20",
    "date_from_datetime_inexact": "a date such as 2023-06-20, without a time",
    "datetime_type": "a time such as 2023-06-22T09:00:00Z",
    "datetime_parsing": "a time such as 2023-06-22T09:00:00Z",
    "datetime_from_date_parsing": "a time such as 2023-06-22T09:00:00Z",
    "string_too_short": "more than nothing",
}

OTHERWISE: dict[tuple[type[Keys], str], str] = {
    (FrontMatter, "title"): "write the title as the article's first heading: # Title",
    (Metadata, "author"): "write contributors: [{name: …, role: author}]",
    (Metadata, "authors"): "write contributors: [{name: …, role: author}]",
}
"""What is written instead of keys that other programs have."""


def validated(model: type[Model], document: Document) -> Model | None:
    """Give the model's value, or None with the mistakes added to the document's diagnostics."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        seen: set[Span] = set()
        for detail in error.errors(include_url=False):
            diagnostic = _diagnostic(model, detail, document)
            if diagnostic.span not in seen:  # a union gives an error for each of its members
                seen.add(diagnostic.span)
                document.diagnostics.append(diagnostic)
        return None


def _diagnostic(model: type[Keys], detail: ErrorDetails, document: Document) -> Diagnostic:
    path = _path(detail["loc"], document)
    name = _name(path)
    if detail["type"] == "extra_forbidden":
        key, place = str(path[-1]), document.keys.get(path, _near(document, path))
        hint = OTHERWISE.get((model, key)) or _misplaced(model, key) if len(path) == 1 else ""
        hint = hint or did_you_mean(key, _known(model, path[:-1]))
        return Diagnostic("key-unknown", f"{name} is not a key", place, hint, about=key)
    if detail["type"] == "missing":
        return Diagnostic("key-missing", f"{name} is missing", _near(document, path), f"add {path[-1]}: …")
    problem, hint = _problem(detail), _meant(path, detail)
    about = _written(detail["input"], problem)
    return Diagnostic("key-value", f"{name}: {problem}", _near(document, path), hint, about=about)


def _written(value: object, problem: str) -> str:
    """Give what stands in the file of a value that isn't right, or the one of its keys that the problem names."""
    if isinstance(value, dict):
        return next((str(key) for key in value if problem.startswith(f"{key}:")), "")
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _meant(path: Path, detail: ErrorDetails) -> str:
    """Give a hint that names the value which was likely meant, where there are only so many."""
    if detail["type"] == "literal_error":
        return did_you_mean(str(detail["input"]), re.findall(r"'([^']+)'", detail["ctx"]["expected"]))
    return meant(str(path[-1]), detail["input"]) if path else ""


def _misplaced(model: type[Keys], key: str) -> str:
    """Give a hint where a key is one of those that stand below another key."""
    for name, field in model.model_fields.items():
        if any(key in _names(inner) for inner in _models(field.annotation)):
            return f"did you mean {field.alias or name}.{key}?"
    return ""


def _problem(detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    if detail["type"] in {"literal_error", "enum"}:
        return f"{detail['input']} is not one of {detail['ctx']['expected']}"
    wanted = SHOULD_BE.get(detail["type"])
    return f"this should be {wanted}" if wanted else detail["msg"][0].lower() + detail["msg"][1:]


def _path(location: Path, document: Document) -> Path:
    """Give the path of keys and places in lists that pydantic's location stands for."""
    path: Path = ()
    for part in location:
        if not _is_union_tag(part) or (*path, part) in document.keys:
            path = (*path, part)
    return path


def _is_union_tag(part: str | int) -> bool:
    """Say whether a part of pydantic's location names a member of a union rather than a key."""
    return isinstance(part, str) and (part in {"str", "PartEntry"} or "[" in part)


def _name(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path) or "this"


def _near(document: Document, path: Path) -> Span:
    """Give the place of a value, or of the nearest one around it."""
    while path and path not in document.places:
        path = path[:-1]
    return document.places.get(path, document.places[()])


def _known(model: type[Keys], path: Path) -> list[str]:
    """Give the keys that are known where an unknown one stands."""
    current: Any = model
    for part in path:
        if isinstance(part, int):
            continue
        fields = {field.alias or name: field for name, field in current.model_fields.items()}
        models = list(_models(fields[part].annotation)) if part in fields else []
        if not models:
            return []
        current = models[0]
    return _names(current)


def _names(model: type[Keys]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> list[type[Keys]]:
    if isinstance(annotation, type) and issubclass(annotation, Keys):
        return [annotation]
    return [model for each in getattr(annotation, "__args__", ()) for model in _models(each)]

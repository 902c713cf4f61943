"""JSON Schemas of ``publication.yaml`` and of front matter, from the same models that read them, for editors.

An editor that knows them completes keys and marks mistakes as they are typed. They say what is certain of a key alone;
check digits, files and what two keys mean together are left to ``publish check``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publish.codes import RULES
from publish.limits import Limits, unit
from publish.manuscript.metadata import FrontMatter, Metadata

if TYPE_CHECKING:
    from publish.manuscript.metadata import Keys

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def publication_schema() -> dict[str, Any]:
    """Give the schema of ``publication.yaml``."""
    made = _schema(Metadata, "publication.yaml")
    made["$defs"]["Allowance"]["properties"]["code"]["enum"] = sorted(RULES)
    for name, field in Limits.model_fields.items():
        told = f"{unit(name)}; {field.description}"
        made["$defs"]["LimitKeys"]["properties"][name.replace("_", "-")]["description"] = told
    return made


def article_schema() -> dict[str, Any]:
    """Give the schema of the front matter of an article."""
    return _schema(FrontMatter, "The front matter of an article")


def _schema(model: type[Keys], title: str) -> dict[str, Any]:
    made = model.model_json_schema()
    tidied = _tidied({name: value for name, value in made.items() if name != "title"})
    return {"$schema": _DIALECT, "title": title, **tidied}


def _tidied(schema: Any) -> Any:
    """Give a schema as YAML is read: a number is taken for text; defaults are told where they can be written so."""
    if isinstance(schema, list):
        return [_tidied(each) for each in schema]
    if isinstance(schema, str):
        return schema.replace("``", "`")
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if not _is_noise(key, value)}
    if kept.get("type") == "string" and not {"enum", "const", "format"} & set(kept):
        kept["type"] = ["string", "number"]
    if isinstance(kept.get("properties"), dict):  # whose keys are names, not keywords
        inside = {name: _tidied(value) for name, value in kept.pop("properties").items()}
        return {key: _tidied(value) for key, value in kept.items()} | {"properties": inside}
    return {key: value if key in {"default", "examples"} else _tidied(value) for key, value in kept.items()}


def _is_noise(key: str, value: object) -> bool:
    """Say whether a keyword tells an editor nothing: a title made of the key, a default that is nothing or no YAML."""
    return (
        (key == "title" and isinstance(value, str))
        or (key == "unit" and isinstance(value, str))
        or (key == "default" and (value in (None, "", [], {}) or isinstance(value, dict)))
    )

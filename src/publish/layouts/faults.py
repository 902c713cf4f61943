"""What is wrong with a template that can't be rendered: a diagnostic with its file and line, and what there is."""

from __future__ import annotations

import functools
import re
import traceback
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplatesNotFound
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.utils import missing

from publish.diagnostics import Diagnostic, did_you_mean
from publish.layouts.budget import LimitError
from publish.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from types import FrameType

    from jinja2 import Environment

    from publish.design import File


_AROUND = frozenset(f"publish.layouts.{name}" for name in ("budget", "foresight", "sandbox"))
"""Our modules that stand around whatever a template calls: what fails behind them isn't ours."""


_TAGS = (
    "block", "call", "elif", "else", "endblock", "endcall", "endfilter", "endfor", "endif", "endmacro", "endset",
    "endwith", "extends", "filter", "for", "from", "if", "import", "include", "macro", "set", "with",
)  # fmt: skip
_NO_TAG = re.compile(r"Encountered unknown tag '([^']+)'")
_NO_SUCH = re.compile(r"No (filter|test) named '([^']+)'")


class NotThereError(UndefinedError):
    """A name that a template uses and that isn't there: a variable, or a part of the value ``of``."""

    def __init__(self, name: str, of: object, message: str) -> None:
        super().__init__(message)
        self.name, self.of = name, of


class Undefined(StrictUndefined):
    """What stands for a name that isn't there: whatever is done with it raises NotThereError."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateError] = UndefinedError,
    ) -> None:
        raised: Any = exc
        if isinstance(name, str) and exc is UndefinedError:
            raised = functools.partial(NotThereError, name, obj)
        super().__init__(hint, obj, name, raised)


def fault(
    error: Exception, span: Span, context: Iterable[str], files: Mapping[str, File], environment: Environment
) -> Diagnostic | None:
    """Give the mistake that ``error`` speaks of, which rendering the template at ``span`` raised; none if it is ours.

    It is ours where a template called code of this project, and that code failed for another reason than a name that
    the template hadn't got. ``context`` are the names that the template was given.
    """
    frame, line, ours = _last_template(error, {file.shown for file in files.values()})
    if ours and not isinstance(error, TemplateError | RecursionError | LimitError):
        return None
    if frame:
        span = Span(frame.f_code.co_filename, line)
    known = {*context, *(frame.f_locals if frame else ()), *environment.globals} - set(DEFAULT_NAMESPACE)
    if isinstance(error, LimitError | MemoryError):
        message = str(error) or "this template takes too much memory"
        return Diagnostic("template-limit", message, span, "loop over less, or write less")
    hint, about = _hint(error, known, files, environment), _about(error)
    return Diagnostic("template", _message(error), span, hint, about=about)


def _about(error: Exception) -> str:
    """Give what a template wrote that isn't there."""
    match error:
        case NotThereError():
            return error.name
        case TemplateNotFound():
            return str(error.name or "")
        case _:
            named = re.match(r"No (filter|test) named '([^']+)'", str(error))
            return named[2] if named else ""


def _last_template(error: Exception, shown: Collection[str]) -> tuple[FrameType | None, int, bool]:
    """Give the innermost template in a traceback, its line, and whether it called code of ours that failed."""
    last, at, ours = None, 1, False
    for frame, line in list(traceback.walk_tb(error.__traceback__))[1:]:
        if frame.f_code.co_filename in shown:
            last, at, ours = frame, line, False
        elif frame.f_globals.get("__name__", "").startswith("publish.") and frame.f_globals["__name__"] not in _AROUND:
            ours = True
    return last, at, ours


def _message(error: Exception) -> str:
    match error:
        case NotThereError() if error.of is not missing:
            kind = type(error.of)
            what = kind.__name__ if kind.__module__.startswith("publish.") else "this value"
            text = f"'{error.name}' is undefined in {what}"
        case TemplatesNotFound():
            text = str(error)
        case TemplateNotFound():
            text = f"there is no template {error}"
        case SecurityError() if "not safely callable" in str(error):
            text = "a template can't call this"  # the engine would show the whole value
        case RecursionError():
            text = "this template nests too deep, or includes or calls itself without end"
        case TemplateError() if named := _NO_TAG.match(str(error)):
            text = f"there is no tag {named[1]} here"
        case TemplateError() if named := _NO_SUCH.match(str(error)):
            text = no_such(named[1], named[2])
        case SyntaxError():
            text = error.msg  # of the Python that the template became, whose line says nothing
        case KeyError():
            text = f"there is no {error}"
        case _:
            text = str(error) or type(error).__name__
    text = " ".join(text.split()).rstrip(".")
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def no_such(kind: str, name: str) -> str:
    """Say that there is no filter or test of a name."""
    return f"there is no {kind} {name}"


def _hint(error: Exception, known: Collection[str], files: Mapping[str, File], environment: Environment) -> str:
    """Say what there is instead of a name that isn't there, the nearest one if one is near."""
    if isinstance(error, NotThereError):
        return instead(error.name, known if error.of is missing else _parts(error.of))
    if isinstance(error, TemplateNotFound):
        return did_you_mean(str(error.name), (name for name in files if name.endswith(".html")))
    tag = _NO_TAG.match(str(error))
    if tag:
        return "it closes nothing that is open here" if tag[1] in _TAGS else instead(tag[1], _TAGS)
    named = _NO_SUCH.match(str(error))
    if named:
        return instead(named[2], environment.filters if named[1] == "filter" else environment.tests)
    return ""


def instead(name: str, known: Collection[str]) -> str:
    """Give a hint with the nearest of the known names, or with all of them."""
    listed = ", ".join(sorted(known))
    return did_you_mean(name, known) or (f"available: {listed}" if listed else "")


def _parts(value: object) -> list[str]:
    """Give the names that a template may use behind a value and a full stop."""
    if isinstance(value, dict):
        return [name for name in value if isinstance(name, str)]
    kind = type(value)
    names = (name for name in dir(value) if not name.startswith(("_", "model_")))
    return [name for name in names if not callable(getattr(kind, name, None))]

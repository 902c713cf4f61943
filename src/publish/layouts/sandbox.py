"""Jinja's sandbox with limits: what templates may call, and how much work a rendering may do.

A template is rewritten before it is compiled: each loop, macro, block and template counts its turns, and each value
that it makes is weighed. What Jinja would work out while it compiles is left to the rendering, where it is counted.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import string
from collections.abc import Iterable
from types import BuiltinMethodType, CodeType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEscapeFormatter, SandboxedFormatter
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from publish.layouts.budget import ITEM, LONGEST_RANGE, MOST_INCLUDED, WIDEST, Budget, LimitError
from publish.layouts.foresight import foreseen, printf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2.bccache import Bucket
    from jinja2.runtime import Context

# Chance would give other bytes each time; the rest writes what no page has a use for, and takes long on some texts.
_NO_FILTERS = ("filesizeformat", "pformat", "pprint", "random", "tojson", "urlize", "wordwrap", "xmlattr")
_NO_GLOBALS = ("lipsum",)
_METHODS = frozenset({
    "capitalize", "casefold", "count", "endswith", "find", "format", "get", "index", "isalnum", "isalpha", "isdigit",
    "islower", "isnumeric", "isspace", "istitle", "isupper", "items", "join", "keys", "lower", "lstrip", "partition",
    "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "split",
    "splitlines", "startswith", "strip", "striptags", "swapcase", "title", "upper", "values",
})  # fmt: skip
_DATES = frozenset({"isoformat", "isoweekday", "weekday"})
_WIDTH = re.compile(r"\d+")


class _Compiled(BytecodeCache):
    """Templates that were compiled, by their text: every part and every output is set with the same ones."""

    most = 2000

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was compiled, if it was."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            if len(self._known) >= self.most:
                self._known.clear()
            self._known[bucket.key, bucket.checksum] = bucket.code


OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "bytecode_cache": _Compiled(),
}
"""How every template is read."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox of a layout's templates; ``budget`` is that of the rendering that goes on."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(optimized=False, finalize=_printed, **options)
        self.budget = Budget()
        for name in _NO_FILTERS:
            self.filters.pop(name, None)
        for name in _NO_GLOBALS:
            self.globals.pop(name, None)
        self.globals["range"] = short_range
        self.filters = {name: _guarded(self, name, each) for name, each in self.filters.items()}

    def is_safe_callable(self, obj: object) -> bool:
        """Say whether a template may call something: what a layout gives it, its own macros, and plain methods."""
        if isinstance(obj, Macro | BlockReference | LoopContext | Joiner):
            return True
        if isinstance(obj, BuiltinMethodType | MethodType):
            owner = obj.__self__
            if isinstance(owner, str | list | tuple | dict):
                return obj.__name__ in _METHODS
            return isinstance(owner, LoopContext | Cycler) or (isinstance(owner, dt.date) and obj.__name__ in _DATES)
        if isinstance(obj, type):
            return obj in {dict, Namespace, Cycler, Joiner}
        return str(getattr(obj, "__module__", "")).startswith("publish.layouts.")

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call something for a template; it counts as a turn, and what it gives is weighed."""
        method = isinstance(obj, BuiltinMethodType | MethodType)
        if method and obj.__self__ is self:  # what a template was rewritten to call counts for itself
            return obj(*args)
        self.budget.spend()
        if method and isinstance(obj.__self__, str):
            foreseen(self.budget, obj.__name__, obj.__self__, *args)
        return self.budget.weighed(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work out an operator; what would come out too large isn't begun."""
        self.budget.spend()
        if operator == "*":
            for some, times in ((left, right), (right, left)):
                if isinstance(some, str | list | tuple) and isinstance(times, int):
                    self.budget.charge(max(0, times) * (len(some) + 1) * (1 if isinstance(some, str) else ITEM))
        elif operator == "**" and (not _is_small(left) or not _is_small(right)):
            raise LimitError("this number is too large")
        elif operator == "%" and isinstance(left, str):
            printf(self.budget, left)
        return self.budget.weighed(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Give ``format`` of a text so that it fills up no further than WIDEST; ``format_map`` isn't given."""
        if not isinstance(value, BuiltinMethodType | MethodType) or not isinstance(value.__self__, str):
            return None
        if value.__name__ != "format":
            return None
        text = value.__self__
        formatter = _EscapeFormatter(self, escape=text.escape) if isinstance(text, Markup) else _Formatter(self)

        def formatted(*args: Any, **kwargs: Any) -> str:
            return type(text)(formatter.vformat(text, args, kwargs))

        return formatted

    def joined(self, *parts: Any) -> str:
        """Join what stands between ``~``, as markup where any of it is."""
        self.budget.spend()
        texts = [escape(each) if hasattr(each, "__html__") else str(_printable(each)) for each in parts]
        self.budget.charge(sum(map(len, texts)))
        return Markup("").join(texts) if any(hasattr(each, "__html__") for each in parts) else "".join(texts)

    def turn(self, characters: int) -> bool:
        """Count a turn of a loop, or the beginning of a macro, block or template, and the text that stands in it."""
        return self.budget.spend(characters)

    def held(self, value: Any) -> Any:
        """Weigh a list or mapping that a template writes."""
        return self.budget.weighed(value)

    def names(self, value: Any) -> Any:
        """Give the names of templates of which the first that there is is included."""
        if isinstance(value, list | tuple) and len(value) > MOST_INCLUDED:
            raise LimitError(f"an include names at most {MOST_INCLUDED} templates")
        return value

    def plain(self, source: str, name: str, filename: str) -> nodes.Template:
        """Give a template as it is written, to be looked at."""
        return super()._parse(source, name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _Counting().visit(super()._parse(source, name, filename))  # type: ignore[no-any-return]


def short_range(*args: int) -> range:
    """Give a range that isn't too long."""
    numbers = range(*args)
    if len(numbers) > LONGEST_RANGE:
        raise LimitError(f"a range has at most {LONGEST_RANGE:,} numbers")
    return numbers


# ------------------------------------------------------------------------------------------------ before it compiles


class _Counting(NodeTransformer):
    """Has a template count its turns and weigh what it makes."""

    def visit_Template(self, node: nodes.Template) -> nodes.Node:  # noqa: N802  the names are Jinja's
        return self._counted(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        return self._counted(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802
        return self._counted(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802
        return self._counted(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        counted = self._counted(node)
        if node.test is not None:  # turns that a condition leaves out count, too
            turn = _call(node, "turn", [nodes.Const(0, lineno=node.lineno)])
            node.test = nodes.And(turn, node.test, lineno=node.lineno)
        return counted

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call(node, "joined", node.nodes)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _call(node, "held", [node.expr])
        for each in node.ops:
            each.expr = _call(node, "held", [each.expr])
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.template, nodes.Const):
            node.template = _call(node, "names", [node.template])
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _call(node, "held", [node.node])
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return self._held(node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        return self._held(node) if node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return self._held(node)

    def _held(self, node: nodes.Expr) -> nodes.Node:
        self.generic_visit(node)
        return _call(node, "held", [node])

    def _counted(self, node: Any) -> nodes.Node:
        characters = sum(len(each.data) for each in _own(node.body, nodes.TemplateData))
        self.generic_visit(node)
        turn = _call(node, "turn", [nodes.Const(characters, lineno=node.lineno)])
        node.body = [nodes.ExprStmt(turn, lineno=node.lineno), *node.body]
        return node  # type: ignore[no-any-return]


def _call(at: nodes.Node, name: str, arguments: list[nodes.Expr]) -> nodes.Call:
    """Give a call of a method of the sandbox."""
    method = nodes.EnvironmentAttribute(name, lineno=at.lineno)
    return nodes.Call(method, arguments, [], None, None, lineno=at.lineno)


def _own(body: Iterable[nodes.Node], kind: type[Any]) -> Iterable[Any]:
    """Give the nodes of a kind in a body, without those in what counts for itself."""
    for node in body:
        if isinstance(node, kind):
            yield node
        elif not isinstance(node, nodes.For | nodes.Macro | nodes.Block | nodes.CallBlock):
            yield from _own(node.iter_child_nodes(), kind)


# ------------------------------------------------------------------------------------------------------ while it runs


@pass_context
def _printed(context: Context, value: Any) -> Any:
    """Give what a template prints, once it is counted; what has no words of its own isn't printed."""
    budget = context.environment.budget  # type: ignore[attr-defined]
    if isinstance(value, str):
        budget.charge(len(value))
        return value
    budget.spend()
    return _printable(budget.weighed(value))


def _printable(value: Any) -> Any:
    """Give a value back that has words of its own; what Python would show of others is nothing for a page."""
    kind = type(value)
    if isinstance(value, str | int | float | Undefined | None) or hasattr(value, "__html__"):
        return value
    if isinstance(value, FunctionType | BuiltinMethodType | MethodType | Macro | type):
        raise SecurityError("a function can't be printed: call it")
    if isinstance(value, Iterable):
        raise SecurityError(f"a {kind.__name__} can't be printed: print its parts, in a loop or with join")
    if not any("__str__" in vars(each) for each in kind.__mro__[:-1]):
        raise SecurityError(f"{kind.__name__} can't be printed: print one of its parts")
    return value


def _guarded(sandbox: Sandbox, name: str, each: Callable[..., Any]) -> Callable[..., Any]:
    """Give a filter that counts as a turn, doesn't begin what would come out too large, and has its value weighed."""
    skipped = 1 if hasattr(each, "jinja_pass_arg") else 0

    @functools.wraps(each)
    def run(*args: Any, **kwargs: Any) -> Any:
        sandbox.budget.spend()
        given = args[skipped:]
        foreseen(sandbox.budget, name, *given, *kwargs.values())
        return sandbox.budget.weighed(each(*args, **kwargs))

    return run


def _is_small(number: Any) -> bool:
    return isinstance(number, int | float) and -1000 <= number <= 1000


class _Widths(string.Formatter):
    """Fills nothing up further than WIDEST."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Format one field of a text."""
        if any(int(each[:9]) > WIDEST for each in _WIDTH.findall(format_spec)):
            raise LimitError(f"a text is filled up to at most {WIDEST} characters")
        return str(super().format_field(value, format_spec))


class _Formatter(_Widths, SandboxedFormatter):
    """Formats text."""


class _EscapeFormatter(_Widths, SandboxedEscapeFormatter):
    """Formats markup."""

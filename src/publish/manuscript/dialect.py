"""The dialect: CommonMark and the constructs added to it, as rules of markdown-it.

Each rule recognises and nothing more: it leaves tokens, and what is wrong in their ``meta``; the builder makes the tree
and the diagnostics.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import normalizeReference
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from publish.limits import NESTING
from publish.manuscript import attributes
from publish.manuscript.bounds import blocks_within_bounds, table_within_bounds

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

ATTACHABLE = {"image", "link_close", "code_inline", "maths_inline", "span_close"}

_BOX = re.compile(r'(?P<colons>:{3,})[ \t]*(?P<name>[A-Za-z][\w-]*)?(?:[ \t]+"(?P<title>(?:[^"\\]|\\.)*)")?[ \t]*')
_FORMULA = re.compile(r"\$\$(.+?)\$\$[ \t]*(\{.*\})?", re.DOTALL)
_BEHIND_FORMULA = re.compile(r"\$\$[ \t]*\{")
_NOTE_CALL = re.compile(r"\[\^([^\] \n]{1,200})\]")
_FENCE = re.compile(r"(?P<ticks>`{3,})[^`]*|(?P<tildes>~{3,}).*")
# What may stand before a fence on its line: the marks of quotations, list items, descriptions and notes.
_HOLDERS = re.compile(r"(?:(?:>|[-+*:~]|[0-9]{1,9}[.)]|\[\^[^\]\s]+\]:)[ \t]+|>)*")


def dialect(*, maths: bool) -> MarkdownIt:
    """Give a parser for the dialect; ``$`` starts maths only where ``maths`` is true."""
    md = MarkdownIt("commonmark", {"maxNesting": NESTING, "html": True})
    md.enable(["table", "strikethrough"])
    # The builder says which links aren't allowed; markdown-it would print their source as text.
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    md.helpers = SimpleNamespace(**vars(helpers) | {"parseLinkLabel": _label_end})  # type: ignore[assignment]
    deflist_plugin(md)
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
    md.inline.ruler.at("footnote_ref", _note_call)
    md.core.ruler.after("block", "bounds", blocks_within_bounds)
    md.block.ruler.at("table", table_within_bounds, {"alt": ["paragraph", "reference"]})
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "box", _box, interrupts)
    md.block.ruler.before("fence", "attributes_block", _attributes_block)
    md.inline.ruler.before("link", "attributes", _attributes)
    md.inline.ruler.after("footnote_ref", "note_label", _note_label)
    md.inline.ruler.after("note_label", "span", _span)
    if maths:
        md.block.ruler.before("fence", "maths_block", _maths_block, interrupts)
        md.inline.ruler.before("escape", "maths_inline", _maths_inline)
    return md


# ----------------------------------------------------------------------------------------------------------- inlines


def _attributes(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    attached = not state.pending and bool(state.tokens) and state.tokens[-1].type in ATTACHABLE
    if not attached and not attributes.look_like_attributes(state.src, state.pos):
        return False
    given = attributes.parse(state.src, state.pos)
    if not silent:
        token = state.push("attributes", "", 0)
        token.content = state.src[state.pos : given.end]
        token.meta = {"given": given, "attached": attached}
    state.pos = given.end
    return True


def _note_call(state: StateInline, silent: bool) -> bool:
    """``[^1]``: as the plugin has it, but that a label ends somewhere, so that nobody looks far for its end."""
    found = _NOTE_CALL.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def _note_label(state: StateInline, silent: bool) -> bool:
    """``[^what it calls]``: a label with spaces, or none, which the rule for notes leaves alone."""
    found = re.compile(r"\[\^[^\[\]]*\]").match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("note_label", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0 or not state.src.startswith("{", end + 1) or not attributes.look_like_attributes(state.src, end + 1):
        return False
    if not silent:
        limit, start = state.posMax, state.pos
        state.pos, state.posMax = start + 1, end
        state.push("span_open", "", 1)
        state.md.inline.tokenize(state)
        state.push("span_close", "", -1)
        state.posMax = limit
    state.pos = end + 1
    return True


def _label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803  markdown-it's name
    """Give where the text of a link or span ends that begins at ``start``, or -1.

    A link holds no other link (CommonMark 0.31, 6.3), nor a note's call, which is one; it may hold spans.
    """
    end = helpers.parseLinkLabel(state, start)
    if end < 0 or not disableNested:
        return end
    place, state.pos = state.pos, start + 1
    while state.pos < end:
        opening = state.pos
        state.md.inline.skipToken(state)
        if state.src[opening] == "[" and state.pos > opening + 1:
            if not _is_span(state, opening):
                end = -1
                break
            state.pos = opening + 1  # what stands in a span stands in the link
    state.pos = place
    return end


def _is_span(state: StateInline, opening: int) -> bool:
    """Say whether what begins with a bracket, and ends before ``state.pos``, is a span: no link, and no note's call."""
    label = state.src[opening + 1 : state.pos - 1]
    known = normalizeReference(label) in state.env.get("references", {})
    return state.src.startswith("]{", state.pos - 1) and not known and not label.startswith("^")


def _maths_inline(state: StateInline, silent: bool) -> bool:
    """``$x$``: no space inside the dollars, no digit behind the closing one, so that prices stay prices."""
    found = re.compile(r"(\${1,2})(?=\S)((?:[^$\\]|\\.)+?)(?<=\S)\1(?!\d)", re.DOTALL).match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("maths_inline", "", 0)
        token.content = found[2]
        token.meta = {"display": found[1] == "$$"}
    state.pos = found.end()
    return True


# ------------------------------------------------------------------------------------------------------------ blocks


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _indented(state: StateBlock, line: int) -> bool:
    return state.sCount[line] - state.blkIndent >= 4


def _attributes_block(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    text = _line(state, start)
    if _indented(state, start) or not text.endswith("}") or not attributes.look_like_attributes(text, 0):
        return False
    given = attributes.parse(text, 0)
    if given.end != len(text) and not given.problem:
        return False
    if not silent:
        token = state.push("attributes_block", "", 0)
        token.content, token.map = text, [start, start + 1]
        token.meta = {"given": given}
        state.line = start + 1
    return True


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``::: name "Title" {…}`` to a line of as many colons; what is wrong with it stands in ``meta["problem"]``."""
    text = _line(state, start)
    if _indented(state, start) or not (head := _BOX.match(text)):
        return False
    if silent:
        return True
    meta: dict[str, Any] = {"name": head["name"] or "", "title": head["title"], "given": None, "problem": ""}
    rest = text[head.end() :]
    if rest.startswith("{"):
        given = attributes.parse(rest, 0)
        meta["given"] = given
        rest = rest[given.end :].strip()
    if rest and meta["name"]:
        meta["problem"] = "syntax"
    if not meta["name"]:
        meta["problem"] = "stray"
    if not meta["name"]:
        _box_tokens(state, start, start + 1, meta, empty=True)
        state.line = start + 1
        return True
    close, closed = _closing(state, start + 1, end, head["colons"])
    if not closed:
        meta["problem"] = "unclosed"
    _box_tokens(state, start, close, meta, empty=False)
    state.line = close + closed
    return True


@dataclass(frozen=True, slots=True)
class _Fence:
    """Fenced code that is open: the run of its marks, and what a line needs to stand in what holds it.

    ``column`` is where the line has to begin in a list item, a description or a note; a quotation asks for its mark.
    """

    run: str
    column: int = 0
    quoted: bool = False

    def holds(self, text: str, column: int) -> bool:
        """Say whether a line stands in what holds the code; where it doesn't, the code has ended before it."""
        return text.startswith(">") if self.quoted else not text or column >= self.column

    def ends(self, text: str) -> bool:
        """Say whether a line ends the code by its own marks."""
        inside = text.lstrip("> \t") if self.quoted else text
        return inside.startswith(self.run) and not inside.strip(self.run[0])


def _closing(state: StateBlock, start: int, end: int, colons: str) -> tuple[int, bool]:
    """Give the line that closes a box, or the one at which what it stands in ends, and whether it closes the box.

    Lines inside fenced code close nothing. A list's item or a note ends at a line behind an empty one that isn't
    indented.
    """
    fence: _Fence | None = None
    text = ":::"
    for line in range(start, end):
        before, text, column = text, _line(state, line), state.sCount[line]
        if text and not before and column < state.blkIndent:
            return line, False
        if fence and fence.holds(text, column):
            fence = None if fence.ends(text) else fence
            continue
        if text == colons and column >= state.blkIndent:
            return line, True
        fence = _opened(text, column)
    return end, False


def _opened(text: str, column: int) -> _Fence | None:
    """Give the fenced code that a line opens, where it begins at ``column``."""
    holders = _HOLDERS.match(text)
    marks = holders[0] if holders else ""
    found = _FENCE.fullmatch(text, len(marks))
    if found is None:
        return None
    # What goes on in a note is indented by four, however long its label is.
    inside = 4 if marks.startswith("[") else len(marks)
    return _Fence(found["ticks"] or found["tildes"], column + inside if marks else 0, ">" in marks)


def _box_tokens(state: StateBlock, start: int, close: int, meta: dict[str, Any], *, empty: bool) -> None:
    token = state.push("box_open", "", 1)
    token.map, token.meta, token.block = [start, close], meta, True
    if not empty:
        parent, limit = state.parentType, state.lineMax
        state.parentType, state.lineMax = "box", close
        state.md.block.tokenize(state, start + 1, close)
        state.parentType, state.lineMax = parent, limit
    state.push("box_close", "", -1).block = True


def _maths_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``$$ … $$`` on lines of its own, with attributes behind the closing dollars."""
    if _indented(state, start) or not _line(state, start).startswith("$$"):
        return False
    stop = _formula_end(state, start, end)
    if stop == start:
        return False
    if not silent:
        found = _FORMULA.fullmatch("\n".join(_line(state, line) for line in range(start, stop)))
        assert found
        token = state.push("maths_block", "", 0)
        token.content, token.map = found[1].strip(), [start, stop]
        token.meta = {"given": attributes.parse(found[2], 0) if found[2] else None}
        state.line = stop
    return True


def _formula_end(state: StateBlock, start: int, end: int) -> int:
    """Give the line behind a formula that begins with ``$$``, or ``start`` where it is closed before no empty line."""
    # Where the lines from here on close no formula, those from any line between don't either: nobody looks twice.
    place = (state.level, state.blkIndent, end)
    known, first, last = state.env.get("unclosed formula", (None, 0, 0))
    if known == place and first <= start < last:
        return start
    attributed = False
    line = start
    for line in range(start, end):
        text = _line(state, line)
        inside = text[2:] if line == start else text
        attributed = attributed or _BEHIND_FORMULA.search(inside, int(line == start)) is not None
        if (len(inside) > 2 or line > start) and (text.endswith("$$") or (attributed and text.endswith("}"))):
            return line + 1
        if not text:
            break
    state.env["unclosed formula"] = (place, start, line + 1)
    return start

"""Text as the dialect has it: whatever it would take for markup is escaped, and nothing else."""

from __future__ import annotations

import re

from publish.manuscript.files import NOT_TEXT

_INLINE = re.compile(
    r"[\\`*\[\]{$^]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # a low line between letters marks nothing
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#|[A-Za-z][A-Za-z0-9]*;)"
    r"|~(?=~)|(?<=~)~"
)
_START = re.compile(r"[#>+=|~:-]|(?:[0-9]{1,9})(?=[.)])")
_TABLE = re.compile(r"Table(?=:)")


def escaped(text: str, *, starts: bool = False) -> str:
    """Give text in which nothing is markup, ``starts`` where it stands at the start of a line."""
    result = _INLINE.sub(r"\\\g<0>", text)
    lines = result.split("\n")
    return "\n".join(_at_start(line) if starts or number else line for number, line in enumerate(lines))


def _at_start(line: str) -> str:
    """Give a line in which nothing begins a block."""
    if found := _START.match(line):
        digits = found[0].isdigit()
        return f"{found[0]}\\{line[found.end() :]}" if digits else f"\\{line}"
    return _TABLE.sub(r"Table\\", line) if _TABLE.match(line) else line


def quoted(text: str) -> str:
    """Give a value in the straight double quotes that attributes take."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def titled(text: str) -> str:
    """Give Markdown as the title of a picture, in which escapes and entities count once more."""
    inside = re.sub(r'[\\"]|&(?=#|[A-Za-z][A-Za-z0-9]*;)', r"\\\g<0>", text)
    return f'"{inside}"'


def address(text: str) -> str:
    """Give the address of a link or the path of a picture between its brackets."""
    plain = re.sub(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)", r"\\&", text)
    simple = re.fullmatch(r"[^\s<>()\\]+", plain)
    return plain if simple else f"<{plain}>"


def cleaned(text: str) -> str:
    """Give text without what no output can hold, its line ends and tabs as spaces."""
    return NOT_TEXT.sub("", re.sub(r"[\t\n\r\x0b\x0c]+", " ", text))

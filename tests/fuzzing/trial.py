"""One trial: a made-up manuscript is built, and whatever ought not to happen is said.

A build gives its files or a `PublishError`, within its time and memory; it leaves alone all but its output folder, and
that too where it refuses; what it gives is in order. Anything else is a fault of ours.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fuzzing import judge

from publish.build import Request, build
from publish.codes import RULES
from publish.codes.preflight import PREFLIGHT
from publish.diagnostics import Diagnostic, PublishError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SECONDS = 10
"""Of the processor: the machine may have other things to do."""
MEMORY = 1 << 30
SHOWN = "m"
OURS = frozenset({"layout-failed", "page-map", "template", "template-markup"} | {rule.code for rule in PREFLIGHT})
"""Errors that no manuscript in the house's own layouts can be blamed for: refused for these, it found a fault."""


class TooSlowError(BaseException):
    """The time is over; nothing that catches exceptions on the way may take it for its own."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial: whether files came of it, the codes that were said, and the faults, each with its kind."""

    built: bool
    codes: frozenset[str]
    faults: tuple[tuple[str, str], ...]
    seconds: float = 0.0
    files: Mapping[str, Path] = field(default_factory=dict)


class Trials:
    """A folder in which one manuscript after the other is tried; what a build writes elsewhere is noticed."""

    def __init__(self, folder: Path, outputs: Sequence[str], *, page_list: bool) -> None:
        self.root = folder / "manuscript"
        self.out = folder / "out"
        self.cache = folder / "cache"
        self.temporary = folder / "temporary"
        self.outputs = tuple(outputs)
        self.page_list = page_list
        for each in (self.cache, self.temporary, self.out):
            each.mkdir()
        tempfile.tempdir = str(self.temporary)
        self._writes = _Writes()
        self._heavy = False

    def run(self, files: Mapping[str, bytes], *, seconds: int = SECONDS) -> Tried:
        """Try one manuscript; the folder holds no other, and in the output folder stands something of before."""
        _emptied(self.root)
        _emptied(self.out)
        (self.out / "before.txt").write_text("A build that is refused leaves this alone.\n", "utf-8")
        _write(self.root, files)
        before = {folder: _state(folder) for folder in (self.root, self.out)}
        faults: list[tuple[str, str]] = []
        found: tuple[Diagnostic, ...] = ()
        built: dict[str, Path] = {}
        start = _processor()
        try:
            request = Request(self.root, SHOWN, self.out, self.outputs, self.page_list, self.cache)
            with self._writes.noticed(self.out, self.cache, self.temporary), _limited(seconds):
                outcome = build(request)
            found = outcome.diagnostics
            built = {each.kind: self.out / each.name for each in outcome.report.outputs} if outcome.report else {}
        except PublishError as error:
            found = error.diagnostics
            if not any(each.severity is Severity.ERROR for each in found):
                faults.append(("refused without an error", "\n".join(map(str, found))))
            if _state(self.out) != before[self.out]:
                faults.append(("a refused build changed the output folder", ", ".join(_state(self.out))))
        except TooSlowError:
            faults.append(("too slow", _trace()))
        except Exception:  # noqa: BLE001  it is what is looked for
            faults.append((_where(), traceback.format_exc()))
        took = _processor() - start
        faults += self._afterwards(before[self.root])
        faults += _said(found, self.root, files)
        if built:
            faults += judge.faults(built)
        return Tried(bool(built), frozenset(each.code for each in found), tuple(faults), took, built)

    def _afterwards(self, before: Any) -> Iterator[tuple[str, str]]:
        if _state(self.root) != before:
            yield "the manuscript was changed", ", ".join(_state(self.root))
        left = sorted(path.name for path in self.temporary.iterdir())
        if left:
            yield "something is left in the temporary folder", ", ".join(left)
            _emptied(self.temporary)
        elsewhere = self._writes.taken()
        if elsewhere:
            yield "a file was opened for writing elsewhere", ", ".join(elsewhere)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        if peak > MEMORY and not self._heavy:
            self._heavy = True  # the peak of a process never falls again
            yield "too much memory", f"{peak / 1e6:.0f} MB"


def _said(found: Sequence[Diagnostic], root: Path, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Give what is wrong with the findings themselves: unknown codes, places that aren't there, faults of ours."""
    for each in found:
        text = str(each)
        if each.code not in RULES or not each.message:
            yield "a finding without a rule", text
        inside = each.span.path.removeprefix(f"{SHOWN}/")
        if each.span.path.startswith(f"{SHOWN}/") and inside in files and inside.endswith((".md", ".yaml")):
            # What begins behind the last line, such as an end that is missing, stands on the line after it.
            lines = len(files[inside].decode("utf-8", "replace").splitlines()) + 1
            if not (1 <= each.span.line <= lines and each.span.column >= 1):
                yield "a finding at no place", text
        elif str(root) in text:
            yield "a finding that shows the folder", text
        own = each.code.startswith("template") and any(name.startswith("layouts/") for name in files)
        if each.code in OURS and each.severity is Severity.ERROR and not own:
            yield f"refused by {each.code}", text


# --------------------------------------------------------------------------------------------------------- the rest


class _Writes:
    """What Python opens, makes, moves or deletes outside some folders, as its audit events tell."""

    _EVENTS = frozenset({"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate"})

    def __init__(self) -> None:
        self._allowed: tuple[str, ...] = ()
        self._found: list[str] = []
        sys.addaudithook(self._hook)

    @contextmanager
    def noticed(self, *allowed: Path) -> Iterator[None]:
        """Notice what is written outside these folders."""
        self._allowed = tuple(map(str, allowed))
        try:
            yield
        finally:
            self._allowed = ()

    def taken(self) -> list[str]:
        """Give what was noticed, and forget it."""
        found, self._found = self._found, []
        return sorted(set(found))

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._allowed or (event != "open" and event not in self._EVENTS):
            return
        path = arguments[0]
        if event == "open":
            flags = arguments[2] if isinstance(arguments[2], int) else 0
            if not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or isinstance(path, int):
                return
        shown = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else str(path)
        # A name relative to an open folder is one of those that were made before.
        if Path(shown).is_absolute() and not shown.startswith((*self._allowed, os.devnull)) and ".pyc" not in shown:
            self._found.append(f"{event} {shown}")


@contextmanager
def _limited(seconds: int) -> Iterator[None]:
    """Raise TooSlowError in what goes on once the processor has had so many seconds."""

    def over(_signal: int, _frame: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _where() -> str:
    """Name an exception by its type and the place where it was raised, so that the same ones are told as one."""
    kind, _, trace = sys.exc_info()
    frames = traceback.extract_tb(trace)
    ours = [each for each in frames if f"{os.sep}publish{os.sep}" in each.filename] or frames
    last = ours[-1]
    return f"{kind.__name__ if kind else '?'} in {Path(last.filename).name}, {last.name}"


def _trace() -> str:
    return "".join(traceback.format_exc().splitlines(keepends=True)[-24:])


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        with suppress(OSError):  # a name that no file system takes reaches nobody
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _emptied(folder: Path) -> None:

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Give what tells whether anything in a folder was touched: names, sizes and times of change."""
    paths = sorted(folder.rglob("*"))
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}

"""The output folder: held by one build at a time, its files changed together, and put right after a kill.

Files are written aside, in a hidden folder inside the output folder, so on the same disk. Once all of them are there,
a list of their names is written beside them: from then on the change is decided, and whoever comes next into the folder
finishes it if this build can't. Before that, nothing has happened.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import signal
import tempfile
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publish.diagnostics import LackingError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

_ASIDE = ".publish-"
_DECIDED = "decided.json"
_INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A held output folder: where it is, and a folder for what is in work, which goes when it is let go."""

    out: Path
    work: Path

    def replace(self, files: Mapping[str, bytes | Path], gone: Collection[str] = ()) -> None:
        """Put files, or folders made in `work`, into the output folder, all of them or none, in this order.

        What is named in `gone` is taken away with the same step.
        """
        new = self.work / "new"
        new.mkdir()
        for name, made in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            if isinstance(made, Path):
                made.rename(new / name)
            else:
                _write(new / name, made)
        _write(new / "writing", json.dumps({"names": list(files), "gone": sorted(gone)}).encode())
        with _uninterrupted():
            (new / "writing").rename(new / _DECIDED)
            _finish(new, self.out)


@contextmanager
def held(out: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[Delivery]:
    """Hold an output folder, made where it isn't there, until no longer needed; ``waiting`` is called if another does.

    What an earlier build had decided before it was killed is finished first, and what it had in work is taken away.
    Raises LackingError where the disk is full or the folder can't be written to.
    """
    with lacking_room(out):
        handle, made = _lock(out, waiting)
        try:
            _put_right(out)
            work = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=out))
            try:
                yield Delivery(out, work)
            finally:
                shutil.rmtree(work, ignore_errors=True)
        finally:
            for folder in made:  # a folder that was made for nothing goes again
                with suppress(OSError):
                    folder.rmdir()
            os.close(handle)


@contextmanager
def lacking_room(out: Path) -> Iterator[None]:
    """Say that the disk is full, or that a folder is closed to us, as what the machine lacks."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            what = "the disk is full, or your share of it"
            raise LackingError(what, f"make room for {out}, and build again; nothing was changed there") from error
        if error.errno in _CLOSED and error.filename and Path(os.fsdecode(error.filename)).is_relative_to(out):
            mend = "give yourself the right to, or name another folder with --out"
            raise LackingError(f"{out} can't be written to", mend) from error
        raise


def _lock(out: Path, waiting: Callable[[], None]) -> tuple[int, list[Path]]:
    """Lock a folder, made first where it isn't there; give the open folder, and the folders made, innermost first.

    The folder itself is locked, so there is no lock file to be left behind, and a killed build holds nothing.
    """
    told = False
    while True:
        made = _make(out)
        handle = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not told:
                    waiting()
                    told = True
                fcntl.flock(handle, fcntl.LOCK_EX)
            # The one who held it may have taken the folder away, because it had made it for nothing.
            if out.is_dir() and os.path.samestat(os.fstat(handle), out.stat()):
                return handle, made
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _make(out: Path) -> list[Path]:
    """Make a folder and those above it; give the ones that weren't there, innermost first."""
    missing = []
    folder = out
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    try:
        out.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise LackingError(
            f"{out} is not a folder", "take that file away, or name another folder with --out"
        ) from error
    return missing


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Have interrupts wait until the names are changed. A kill can't be made to wait: the next build finishes."""
    if threading.current_thread() is not threading.main_thread():
        yield  # interrupts are raised in the main thread alone
        return
    came: list[int] = []
    before = {each: signal.signal(each, lambda number, _frame: came.append(number)) for each in _INTERRUPTS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        for number in came:
            signal.raise_signal(number)


def _put_right(out: Path) -> None:
    """Finish what was decided in a folder, and take away what was in work: whoever did it is gone, for we hold it."""
    for aside in sorted(out.glob(f"{_ASIDE}*")):
        if (aside / "new" / _DECIDED).is_file():
            _finish(aside / "new", out)
        shutil.rmtree(aside, ignore_errors=True)


def _finish(new: Path, out: Path) -> None:
    """Rename what stands in ``new`` into its place, one after the other; it can be done again from any point."""
    decided = json.loads((new / _DECIDED).read_bytes())
    for name in decided["names"]:
        made = new / name
        if not made.exists():
            continue  # it is in its place already
        if (out / name).is_dir() and not (out / name).is_symlink():
            (out / name).rename(Path(tempfile.mkdtemp(dir=new)) / name)  # a folder can't be replaced in one step
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        made.replace(out / name)
    for name in decided["gone"]:
        if (out / name).exists():
            (out / name).rename(Path(tempfile.mkdtemp(dir=new)) / name)


def _write(path: Path, data: bytes) -> None:
    """Write a file through to the disk, so that a list of names never outlives the files that it names."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())

"""What a command takes: seconds, processor seconds, and the memory of it and of every process that it starts.

`measured` runs this very file in a small process of its own, which starts the command, looks at the processes below it
from time to time, and waits for each of them. Linux only. Standard library only, so that the small process stays small.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BETWEEN = 0.02
"""The least seconds from one look at the processes to the next."""

SHARE = 30
"""A look costs time: the next one waits so many times as long as the last one took, which makes 3 % of a core."""

_ADOPT = 36  # PR_SET_CHILD_SUBREAPER, from linux/prctl.h


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run of a command took: seconds by the clock, processor seconds of all its processes, and memory.

    ``memory`` is the most that all processes held at one time: their proportional set sizes (PSS), in which a page that
    several share counts once. ``resident`` is the most that the command's own process held (RSS). Both in megabytes.
    """

    seconds: float
    cpu: float
    memory: float
    resident: float


class FailedError(Exception):
    """A command that was to be measured ended with another status than 0."""


def measured(command: Sequence[str]) -> Taken:
    """Run a command and give what it took; raises FailedError with what it said where it fails."""
    with tempfile.TemporaryDirectory(prefix="measure-") as folder:
        result = Path(folder) / "result"
        # -I and -S: nothing of the project and of its packages is read here. The command has its own surroundings.
        small = [sys.executable, "-I", "-S", __file__, str(result), *command]
        # Some machines forbid Python to keep what it has compiled, which would be measured each time.
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(small, capture_output=True, text=True, check=False, env=env)
        if done.returncode:
            raise FailedError(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return Taken(**json.loads(result.read_text("utf-8")))


def main(result: Path, command: list[str]) -> int:
    """Run a command, write what it took as JSON, and give its exit status."""
    # A process whose parent has ended comes to this one, so that its time isn't lost: a pool's server of forks does.
    ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)
    ended = threading.Event()
    watch = _Watch(os.getpid(), ended)
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    watch.start()
    seconds = cpu = resident = 0.0
    status = 0
    while True:
        try:
            pid, how, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += used.ru_utime + used.ru_stime
        if pid == child:
            seconds, status = time.perf_counter() - start, os.waitstatus_to_exitcode(how)
            resident = used.ru_maxrss / 1024
    ended.set()
    watch.join()
    result.write_text(json.dumps(asdict(Taken(seconds, cpu, watch.most / 1024, resident))), "utf-8")
    return status


class _Watch(threading.Thread):
    """Looks at all processes below one, and keeps the most memory that they held together, in kilobytes."""

    def __init__(self, top: int, ended: threading.Event) -> None:
        super().__init__()
        self.most = 0
        self._top = top
        self._ended = ended

    def run(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            start = time.thread_time()
            self.most = max(self.most, sum(_shared(pid) for pid in below(self._top)))
            pause = max(BETWEEN, SHARE * (time.thread_time() - start))


def below(top: int) -> list[int]:
    """Give the processes that a process has started, and those that they have."""
    children: dict[int, list[int]] = {}
    for pid, parent in _parents():
        children.setdefault(parent, []).append(pid)
    found: list[int] = []
    waiting = [top]
    while waiting:
        more = children.get(waiting.pop(), [])
        found += more
        waiting += more
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for name in (entry.name for entry in os.scandir("/proc")):
        if name.isdigit():
            # Behind the command's name, which may have brackets and spaces in it, come state and parent (proc(5)).
            text = _read(f"/proc/{name}/stat").rpartition(")")[2].split()
            if text:
                yield int(name), int(text[1])


def _shared(pid: int) -> int:
    """Give the proportional set size of a process in kilobytes; 0 for one that has ended."""
    text = _read(f"/proc/{pid}/smaps_rollup")
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))

"""A build touches nothing but its input, its output, its cache and its temporary folder, and calls nobody."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import publish
from publish.house import house_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "tests" / "manuscripts" / "torture" / "images" / "sun.jpg"
ARTICLE = """# What a build needs

Words, *stressed*, with a note,[^1] a [link](https://example.org/) and a formula, $a^2$.

![A yellow disc before a blue sky](images/sun.jpg "A sun"){width=full credit="Photo: nobody"}

[^1]: What it needs is here.

| One | Two |
| --- | --- |
| 1   | 2   |

``` python
print("Words")
```
"""
YAML = """title: Alone
language: en-GB
layout: magazine
date: 2024-01-01
math: true
cover: {image: images/sun.jpg, alt: A yellow disc stands before a blue sky.}
print: {resolution: {error: 0}}
"""

SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/libexec"),
    "/usr/share/locale",
    "/etc/locale.alias",
    "/usr/share/zoneinfo",
    "/usr/share/icu",
    "/etc/ld.so.cache",  # where libraries are
    "/etc/localtime",  # the C library reads it with the first time that it tells, whichever
    "/etc/ssl/openssl.cnf",  # Python's digests come with OpenSSL, which is set up when it is loaded
    "/proc/self",
    "/proc/filesystems",  # a library below Pango asks whether there is SELinux
    "/sys/devices/system/cpu",  # how many processors there are, for numpy
    "/sys/fs/cgroup",  # the same, for containers
    "/dev/null",
    "/dev/urandom",
    "/usr/share/fontconfig/conf.avail",  # fontconfig reads there what its rules are called, and follows none
)
"""What Python and the libraries read of the system: themselves, and what they ask before they do anything."""


@dataclass(frozen=True)
class Place:
    """A manuscript, and the three folders that a build of it may write to."""

    manuscript: Path
    out: Path
    cache: Path
    temporary: Path

    @property
    def command(self) -> list[str]:
        """The arguments of the program; several workers would talk with each other through sockets of this machine."""
        places = ["--out", str(self.out), "--cache", str(self.cache)]
        return ["build", str(self.manuscript), *places, "--workers", "1", "--quiet"]

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the tests, and where temporary files go; Python keeps no compiled modules."""
        return os.environ | {"TMPDIR": str(self.temporary), "PYTHONDONTWRITEBYTECODE": "1"}

    @property
    def written(self) -> tuple[str, ...]:
        """The folders that may be written to."""
        return (str(self.out), str(self.cache), str(self.temporary))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path / "manuscript", tmp_path / "out", tmp_path / "cache", tmp_path / "temporary")
    (found.manuscript / "images").mkdir(parents=True)
    found.temporary.mkdir()
    (found.manuscript / "publication.yaml").write_text(YAML)
    (found.manuscript / "a.md").write_text(ARTICLE)
    shutil.copy(PICTURE, found.manuscript / "images")
    return found


# -------------------------------------------------------------------------------------------------- as the system sees


def calls(trace: Path) -> Iterator[str]:
    """Give the lines that strace wrote of each process and thread."""
    for file in sorted(trace.parent.glob(f"{trace.name}.*")):
        yield from file.read_text("utf-8").splitlines()


def opened(line: str) -> tuple[str, bool] | None:
    """Give the path that a call has opened, and whether for writing; None for any other call and one that failed."""
    found = re.match(r'open(?:at)?\(.*?"(?:[^"\\]|\\.)*", ([A-Z_|]+).* = \d+<(.*?)(?: \(deleted\))?>$', line)
    if found is None:
        return None
    path = re.sub(r"^/proc/\d+/", "/proc/self/", found[2])
    return path, bool({"O_WRONLY", "O_RDWR", "O_CREAT"} & set(found[1].split("|")))


def is_below(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(f"{folder.rstrip('/')}/") for folder in folders)


def python_folders() -> tuple[str, ...]:
    """Give where Python, its packages and this program are."""
    paths = sysconfig.get_paths()
    named = (sys.prefix, sys.executable, paths["stdlib"], paths["platstdlib"], f"{sys.base_prefix}/lib")
    # A virtual environment may take packages from other folders, and the program itself from its sources.
    imported = (path for path in sys.path if path.endswith("site-packages"))
    folders = (*named, *imported, str(Path(publish.__file__).parents[1]))
    return tuple(dict.fromkeys(str(Path(folder).resolve()) for folder in folders if Path(folder).exists()))


@pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")
@pytest.mark.validator("strace")
def test_a_build_opens_nothing_else_and_calls_nobody(place: Place, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    strace = ["strace", "-ff", "-y", "-qq", "-s", "4096", "-o", str(trace), "-e", "trace=%network,%process,%file"]
    command = [*strace, sys.executable, "-m", "publish", *place.command]
    # Python looks into the folder that it is started in.
    run = subprocess.run(
        command, capture_output=True, text=True, env=place.environment, cwd=place.temporary, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    lines = list(calls(trace))
    asked = [line for line in lines if re.match(r"(socket|connect|bind|sendto|sendmsg|getsockname)\(", line)]
    assert asked == []
    started = [line for line in lines if line.startswith("execve") and line.endswith(" = 0")]
    assert len(started) == 1
    files = dict.fromkeys(filter(None, map(opened, lines)))
    house = tuple(str(house_folder(name).resolve()) for name in ("layouts", "fonts", "press"))
    readable = (*python_folders(), *house, *SYSTEM, *place.written, str(place.manuscript), os.devnull)
    assert [path for path, writing in files if not writing and not is_below(path, readable)] == []
    assert [path for path, writing in files if writing and not is_below(path, (*place.written, os.devnull))] == []
    assert {str(place.manuscript / "a.md"), str(place.manuscript / "images" / "sun.jpg")} <= {path for path, _ in files}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('openat(AT_FDCWD</w>, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3</etc/passwd>', ("/etc/passwd", False)),
        ('openat(4</t>, "a b\\"c", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 5</t/a b\\"c>', ('/t/a b\\"c', True)),
        ('open("x", O_RDWR) = 7</t/x (deleted)>', ("/t/x", True)),
        ('openat(AT_FDCWD</w>, "/none", O_RDONLY) = -1 ENOENT (No such file or directory)', None),
        ('newfstatat(AT_FDCWD</w>, "/etc/passwd", {st_mode=S_IFREG|0644}, 0) = 0', None),
    ],
)
def test_what_strace_writes_is_understood(line: str, found: tuple[str, bool] | None) -> None:
    assert opened(line) == found


def test_what_may_be_read_holds_no_fonts_and_no_home() -> None:
    readable = (*python_folders(), *SYSTEM)
    for path in ("/etc/fonts/fonts.conf", "/usr/share/fonts/a.ttf", "/etc/mime.types", "/etc/passwd", "/usr/library"):
        assert not is_below(path, readable)
    assert is_below("/usr/lib/x86_64-linux-gnu/libc.so.6", readable)
    assert is_below(os.__file__, readable)


# ------------------------------------------------------------------------------------------------------ as Python sees

WATCH = """
import json, os, sys
allowed, command = tuple(json.loads(sys.argv[1])), json.loads(sys.argv[2])
seen = []
CALLS = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "subprocess.", "webbrowser.", "os.system", "os.exec",
         "os.spawn", "os.posix_spawn", "os.fork", "pty.")
CHANGES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}

def inside(path, folder):
    path = os.path.abspath(os.path.join(folder, os.fsdecode(path)))
    return path == os.devnull or any(path.startswith(each + os.sep) or path == each for each in allowed)

def watch(event, arguments):
    if event.startswith(CALLS):
        seen.append([event, repr(arguments)])
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not inside(arguments[0], os.getcwd()):
            seen.append([event, repr(arguments)])
    elif event in CHANGES and isinstance(arguments[0], (str, bytes)):
        # Beside the path may stand an open folder that it is of: those are opened below the allowed ones alone.
        relative = any(isinstance(each, int) and each >= 0 for each in arguments[1:]) and event != "os.chmod"
        if not (relative and not os.path.isabs(arguments[0])) and not inside(arguments[0], os.getcwd()):
            seen.append([event, repr(arguments)])

sys.addaudithook(watch)
from publish.cli import cli
try:
    cli(command, standalone_mode=False)
except SystemExit as status:
    seen += [["exit", status.code]] if status.code else []
print(json.dumps(seen))
"""


def watched(place: Place, before: str = "") -> list[list[str]]:
    """Give the events of a build, run with some code before it, that it shouldn't have."""
    arguments = [json.dumps(place.written), json.dumps(place.command)]
    command = [sys.executable, "-c", WATCH.replace("from publish.cli", f"{before}\nfrom publish.cli"), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, env=place.environment, check=False)
    assert run.returncode == 0, run.stderr
    found: list[list[str]] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_a_build_raises_no_event_of_calls_and_of_writing_elsewhere(place: Place) -> None:
    assert watched(place) == []
    assert len(list(place.out.iterdir())) >= 5
    assert list(place.temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("import socket; socket.socket()", "socket.__new__"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        ("import tempfile; open(os.path.join(os.path.dirname(tempfile.gettempdir()), 'x'), 'w')", "open"),
    ],
)
def test_the_watch_sees_what_it_looks_for(place: Place, code: str, event: str) -> None:
    assert event in {name for name, *_ in watched(place, code)}

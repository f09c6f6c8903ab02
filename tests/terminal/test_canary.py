"""A typed word is nowhere on disk unencrypted, however the program ends or locks."""

import os
import re
import signal
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from ..full_length import shortened
from .conftest import STRACE, Person
from .terminal import BREAK, QUIT, Terminal

CANARY = "kanariegeel"
LOCK = "\x0c"


def _quits(terminal: Terminal) -> None:
    terminal.types(QUIT)
    assert terminal.ends() == 0


def _locks(terminal: Terminal) -> None:
    terminal.types(LOCK)
    terminal.sees("Je logboek is op slot")
    assert CANARY not in terminal.picture
    _quits(terminal)


def _breaks(terminal: Terminal) -> None:
    terminal.types(BREAK)
    assert terminal.ends() == 1


def _gets(number: signal.Signals) -> Callable[[Terminal], None]:
    def end(terminal: Terminal) -> None:
        terminal.sees("bewaard om")  # so that the word is on disk, encrypted
        os.kill(_program(terminal.process.pid), number)
        terminal.ends()

    return end


def _program(tracer: int) -> int:
    """Return the process id of the program, which is a child of the tracer if there is one."""
    children = Path(f"/proc/{tracer}/task/{tracer}/children")
    process_ids = children.read_text().split() if children.exists() else []
    return int(process_ids[0]) if process_ids else tracer


ENDS: dict[str, Callable[[Terminal], None]] = {
    "normal end": _quits,
    "lock": _locks,
    "kill -9": _gets(signal.SIGKILL),
    "SIGHUP": _gets(signal.SIGHUP),
    "exception": _breaks,
}


@pytest.mark.parametrize("end", shortened(ENDS.values(), [_locks, ENDS["kill -9"], _breaks]), ids=ENDS)
def test_typed_text_is_never_written_to_disk_unencrypted(
    person: Person, end: Callable[[Terminal], None], can_trace: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where system calls can be traced, every write is checked, also to files that were removed again."""
    trace = tmp_path_factory.mktemp("buiten") / "trace"
    calls = "trace=open,openat,creat,write,writev,pwrite64,pwritev,sendto,sendmsg"
    tracer = [STRACE, "-f", "-qq", "-y", "-s", "200000", "-e", calls, "-e", "signal=none", "-o", str(trace)]
    if can_trace:
        person.environ["TRACED"] = "yes"
    terminal = person.writes(CANARY, driver="breaks", before=tracer if can_trace else ())
    end(terminal)
    assert _files_with_canary([person.home]) == set()
    assert CANARY in "".join(person.saved_texts)
    if can_trace:
        _assert_no_call_has_canary(trace, person)


def _assert_no_call_has_canary(trace: Path, person: Person) -> None:
    lines = trace.read_text(errors="replace").splitlines()
    outside_terminal = [
        line[:120] for line in lines if CANARY in line and not re.search(r"</dev/(pts/\d+|tty)>", line)
    ]
    assert outside_terminal == []
    opened = {Path(name) for line in lines for name in re.findall(r" = \d+<([^>]+)>", line)}
    assert person.data_folder / "logboek.db" in opened
    assert _files_with_canary(file for file in opened if file.is_file() and file.suffix != ".py") == set()


def test_no_file_outside_the_data_folder_is_opened(person: Person, program: Path) -> None:
    person.environ["OPENED"] = str(person.home / "geopend")
    terminal = person.writes(CANARY, driver="files")
    _locks(terminal)
    opened = {line for line in (person.home / "geopend").read_text().splitlines() if line}
    assert [name for name in opened if not _is_expected(name, person, program)] == []


def _is_expected(name: str, person: Person, program: Path) -> bool:
    """Return whether a file is of the journal, the program, Python, the terminal or the system."""
    path = Path(name)
    if any(path.is_relative_to(folder) for folder in (person.home, "/dev/shm")):
        return path.is_relative_to(person.data_folder)
    python = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    roots = [
        str(person.data_folder),
        str(program),
        str(Path(__file__).parents[2]),
        *python,
        "/dev",
        "/proc",
        "/etc",
        "/usr",
        "/sys",
    ]
    return name.isdigit() or any(path.is_relative_to(root) for root in roots)


def _files_with_canary(places: object) -> set[str]:
    """Return the names of the files that contain the word, in any letter case or encoding."""
    forms = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY[::-1].encode())
    files: list[Path] = []
    for place in places:  # type: ignore[attr-defined]
        inside = [Path(folder) / name for folder, _, names in os.walk(place) for name in names]
        files += inside or [place]
    return {file.name for file in files if any(form in file.read_bytes().lower() for form in forms)}

"""A word typed on the screen stands nowhere in plain text, however the program ends or locks."""

import os
import re
import signal
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import PASSWORD, STRACE, Person
from .terminal import BREAK, ENTER, QUIT, Terminal

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
        terminal.sees("bewaard om")  # so that there is something on disk to find
        os.kill(_program(terminal.process.pid), number)
        terminal.ends()

    return end


def _program(tracer: int) -> int:
    """The program itself: it is a child of the tracer where there is one."""
    children = Path(f"/proc/{tracer}/task/{tracer}/children")
    below = children.read_text().split() if children.exists() else []
    return int(below[0]) if below else tracer


ENDS: dict[str, Callable[[Terminal], None]] = {
    "normal end": _quits,
    "lock": _locks,
    "kill -9": _gets(signal.SIGKILL),
    "SIGHUP": _gets(signal.SIGHUP),
    "exception": _breaks,
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_canary_stands_in_no_file_and_the_system_is_never_given_it_to_write(
    person: Person, end: Callable[[Terminal], None], can_trace: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where calls can be traced: every one that opens or writes, also to files that were taken away again."""
    trace = tmp_path_factory.mktemp("buiten") / "trace"
    calls = "trace=open,openat,creat,write,writev,pwrite64,pwritev,sendto,sendmsg"
    tracer = [STRACE, "-f", "-qq", "-y", "-s", "200000", "-e", calls, "-e", "signal=none", "-o", str(trace)]
    if can_trace:
        person.environ["TRACED"] = "yes"
    terminal = person.writes(CANARY, driver="breaks", before=tracer if can_trace else ())
    end(terminal)
    assert _canary_stands_in([person.home]) == set()
    assert CANARY in "".join(person.kept)
    if can_trace:
        _no_call_held_a_canary(trace, person)


def _no_call_held_a_canary(trace: Path, person: Person) -> None:
    lines = trace.read_text(errors="replace").splitlines()
    elsewhere = [
        line[:120] for line in lines if CANARY in line and not re.search(r"</dev/(pts/\d+|tty)>", line)
    ]
    assert elsewhere == []
    opened = {Path(name) for line in lines for name in re.findall(r" = \d+<([^>]+)>", line)}
    assert person.map / "logboek.db" in opened
    assert _canary_stands_in(file for file in opened if file.is_file() and file.suffix != ".py") == set()


def test_python_opens_no_file_outside_the_journal_but_its_own(person: Person) -> None:
    person.environ["OPENED"] = str(person.home / "geopend")
    terminal = person.writes(CANARY, driver="files")
    _locks(terminal)
    opened = {line for line in (person.home / "geopend").read_text().splitlines() if line}
    assert [name for name in opened if not _is_expected(name, person)] == []


def _is_expected(name: str, person: Person) -> bool:
    """The data folder, the program and its words, Python's own, the terminal and the system."""
    path = Path(name)
    if any(path.is_relative_to(own) for own in (person.home, "/dev/shm")):
        return path.is_relative_to(person.map)
    python = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    roots = [
        str(person.map),
        str(Path(__file__).parents[2]),
        *python,
        "/dev",
        "/proc",
        "/etc",
        "/usr",
        "/sys",
    ]
    return name.isdigit() or any(path.is_relative_to(root) for root in roots)


def _canary_stands_in(places: object) -> set[str]:
    """The names of the files that hold the word, in some letter case or encoding."""
    forms = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY[::-1].encode())
    files: list[Path] = []
    for place in places:  # type: ignore[attr-defined]
        inside = [Path(folder) / name for folder, _, names in os.walk(place) for name in names]
        files += inside or [place]
    return {file.name for file in files if any(form in file.read_bytes().lower() for form in forms)}


def test_after_locking_nothing_is_left_in_the_memory_of_the_program(person: Person) -> None:
    person.has()
    del person.environ["REFLECTIE_WACHTWOORD"]
    person.environ["SOUGHT"] = str(person.home / "gezocht")
    words = (CANARY[:8].encode(), PASSWORD.encode(), person.data_key)
    (person.home / "gezocht").write_text("\n".join(word[::-1].hex() for word in words))
    terminal = person.starts(driver="searched")
    terminal.sees("Je logboek is op slot")
    terminal.types(PASSWORD, ENTER)
    terminal.sees("Schrijf deze twaalf woorden over")
    terminal.types("\x1b")
    terminal.sees("v Vraag")
    terminal.types("v")
    terminal.sees("Schrijf zoals het komt.")
    terminal.types(CANARY)
    terminal.pastes(f" geplakt {CANARY}")
    terminal.sees(f"geplakt {CANARY}")
    assert "in [" in _searches(terminal, person), "the walk finds what is there"
    terminal.types(LOCK)
    terminal.sees("Je logboek is op slot")
    assert _searches(terminal, person) == ""


def _searches(terminal: Terminal, person: Person) -> str:
    found = person.home / "gezocht.gevonden"
    found.unlink(missing_ok=True)
    terminal.types(BREAK)
    terminal.waits_for(lambda: found.exists() and terminal.shows("gezocht"), "the end of the search")
    return found.read_text()

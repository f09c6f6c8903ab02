"""No internet socket is ever opened."""

import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import Person
from .terminal import QUIT

_STRACE = shutil.which("strace") or ""


def _can_trace() -> bool:
    return (
        bool(_STRACE) and subprocess.run([_STRACE, "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.fixture
def seen(person: Person) -> Path:
    return person.home / "sockets"


def _uses_it(person: Person, **how: object) -> None:
    terminal = person.writes("kanariegeel", **how)
    terminal.types(QUIT)
    assert terminal.ends() == 0


@pytest.mark.skipif(not _can_trace(), reason="needs strace and the right to trace")
def test_the_system_is_never_asked_for_an_internet_socket(person: Person, seen: Path) -> None:
    _uses_it(person, before=[_STRACE, "-f", "-qq", "-e", "trace=socket,connect", "-o", str(seen)])
    assert "AF_INET" not in seen.read_text()


def test_python_never_opens_an_internet_socket(person: Person, seen: Path) -> None:
    person.environ["SOCKETS"] = str(seen)
    _uses_it(person, driver="sockets")
    families = set(seen.read_text().split("\n")) - {""}
    assert families == {"1"}, "only the event loop's own pair, AF_UNIX"

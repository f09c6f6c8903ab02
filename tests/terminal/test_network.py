"""No internet socket is ever opened."""

import pytest

from .conftest import STRACE, Person
from .terminal import QUIT


def test_no_internet_socket_is_opened(person: Person, can_trace: bool) -> None:
    calls, sockets = person.home / "calls", person.home / "sockets"
    person.environ["SOCKETS"] = str(sockets)
    tracer = [STRACE, "-f", "-qq", "-e", "trace=socket,connect", "-o", str(calls)]
    terminal = person.writes("kanariegeel", driver="sockets", before=tracer if can_trace else ())
    terminal.types(QUIT)
    assert terminal.ends() == 0
    families = set(sockets.read_text().split("\n")) - {""}
    assert families == {"1"}, "only the socket pair of the event loop, AF_UNIX"
    if not can_trace:
        pytest.skip("system calls cannot be traced here")
    assert "AF_INET" not in calls.read_text()

"""Internet sockets are blocked in every test."""

import socket
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the event loop of Windows uses one")


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_internet_socket_can_be_opened_here(family: socket.AddressFamily) -> None:
    with pytest.raises(PermissionError):
        socket.socket(family)


def test_no_internet_socket_can_be_opened_in_a_child_process() -> None:
    command = [sys.executable, "-c", "import socket; socket.socket()"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr


def test_local_sockets_still_work() -> None:
    first, second = socket.socketpair()
    first.close()
    second.close()

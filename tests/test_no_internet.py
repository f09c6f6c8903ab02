"""The gate itself: every other test runs behind it."""

import socket
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the event loop uses one there")


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_internet_socket_can_be_opened_here(family: socket.AddressFamily) -> None:
    with pytest.raises(PermissionError):
        socket.socket(family)


def test_nor_in_a_program_that_a_test_starts() -> None:
    command = [sys.executable, "-c", "import socket; socket.socket()"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr


def test_what_is_no_internet_still_works() -> None:
    one, other = socket.socketpair()
    one.close()
    other.close()

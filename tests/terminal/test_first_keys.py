"""A password that is typed while the program starts is taken whole, and shown nowhere."""

import contextlib
import signal
import sys
import termios

import pyte
import pytest

from ..full_length import shortened
from .conftest import PASSWORD, Person
from .terminal import BACKSPACE, ENTER, QUIT, Terminal

LONG = "een wachtwoord dat langer is dan een regel van het scherm " * 2
MILLISECONDS = shortened((0, 80, 150, 300, 600, 1000), (80, 600))
COMMAND = ("lijst",)


@pytest.fixture
def user(person: Person) -> Person:
    """A user with a journal, whose password is in no environment."""
    person.has()
    del person.environ["REFLECTIE_WACHTWOORD"]
    return person


def _types_slowly(terminal: Terminal, text: str) -> None:
    for letter in text:
        terminal.types(letter)
        terminal.watches(0.01)


def _echoes(terminal: Terminal) -> bool:
    with contextlib.suppress(termios.error):
        return bool(termios.tcgetattr(terminal.master)[3] & termios.ECHO)
    return True


def _waits_for_hidden_typing(terminal: Terminal) -> None:
    terminal.waits_for(lambda: not _echoes(terminal), "hidden typing")


def _left_in_the_terminal(terminal: Terminal) -> str:
    """What is on the screen, and stays in its history, below and above the full screen."""
    screen = pyte.HistoryScreen(80, 24)
    before, _, after = bytes(terminal.raw).partition(b"\x1b[?1049h")
    pyte.ByteStream(screen).feed(before + after.rpartition(b"\x1b[?1049l")[2])
    return "\n".join(screen.display)


def _is_open(terminal: Terminal) -> bool:
    return terminal.shows("v Vraag") or terminal.shows("Een herstelcode")


def _is_unlocked(terminal: Terminal) -> None:
    terminal.waits_for(lambda: _is_open(terminal), "the open journal")
    terminal.types(QUIT)
    assert terminal.ends() == 0
    terminal.is_clean()
    assert _left_in_the_terminal(terminal).strip() == ""


@pytest.mark.parametrize("milliseconds", MILLISECONDS)
def test_a_password_typed_during_the_start_opens_the_journal_and_leaves_no_trace(
    user: Person, milliseconds: int
) -> None:
    terminal = user.starts()
    terminal.watches(milliseconds / 1000)
    _types_slowly(terminal, PASSWORD + ENTER)
    _is_unlocked(terminal)


@pytest.mark.parametrize(
    "text", ["w@t een wachtw", "\x1b[A", "é" * 90 + "\n" * 3], ids=["part", "arrow", "rows"]
)
def test_what_the_terminal_showed_before_the_program_ran_is_erased(user: Person, text: str) -> None:
    terminal = user.starts()
    terminal.types(text)
    _waits_for_hidden_typing(terminal)
    terminal.sees("wachtwoord kwijt?")
    terminal.types(QUIT)
    assert terminal.ends() == 0
    assert _left_in_the_terminal(terminal).strip() == ""


def test_typing_is_hidden_before_the_program_is_loaded(user: Person) -> None:
    terminal = user.starts()
    _waits_for_hidden_typing(terminal)
    assert terminal.raw.strip() == b""
    terminal.types(PASSWORD, ENTER)
    _is_unlocked(terminal)
    assert PASSWORD.encode() not in terminal.raw
    assert PASSWORD[:4].encode() not in terminal.raw.partition(b"\x1b[?1049h")[0]


def test_keys_of_the_start_are_handled_in_order(user: Person) -> None:
    terminal = user.starts()
    terminal.types(PASSWORD[:-3], "xyz")
    _waits_for_hidden_typing(terminal)
    terminal.types(BACKSPACE * 3, PASSWORD[-3:], ENTER)
    _is_unlocked(terminal)


def test_ctrl_c_during_the_start_ends_the_program_and_shows_typing_again(user: Person) -> None:
    terminal = user.starts()
    _waits_for_hidden_typing(terminal)
    terminal.types("\x03")
    assert terminal.ends() == 130
    assert _echoes(terminal)
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("milliseconds", shortened(range(30, 300, 20), [50, 130]))
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_at_any_moment_of_the_start_ends_the_program_and_shows_typing_again(
    user: Person, number: signal.Signals, milliseconds: int
) -> None:
    terminal = user.starts()
    _waits_for_hidden_typing(terminal)
    terminal.watches(milliseconds / 1000)
    terminal.sends(number)
    assert terminal.ends() in (128 + number, 0)
    assert _echoes(terminal)
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("arguments", [("--help",), ("onbekend",), ("toon",)])
def test_a_start_without_a_full_screen_shows_typing_again(user: Person, arguments: tuple[str, ...]) -> None:
    terminal = user.starts(*arguments)
    terminal.ends()
    assert _echoes(terminal)


# As a shell, this reads keys itself, without echo and with Enter as it is, until so many bytes wait.
_READS_KEYS = """
import fcntl, os, sys, termios, time, tty
before = termios.tcgetattr(0)
tty.setraw(0, termios.TCSANOW)
while int.from_bytes(fcntl.ioctl(0, termios.FIONREAD, bytes(4)), sys.byteorder) < int(sys.argv[1]):
    time.sleep(0.01)
termios.tcsetattr(0, termios.TCSANOW, before)
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.mark.parametrize("arguments", [(), COMMAND], ids=["full screen", "command"])
def test_a_password_typed_before_the_shell_let_go_is_taken_whole(
    user: Person, arguments: tuple[str, ...]
) -> None:
    keys = PASSWORD + ENTER
    terminal = user.starts(*arguments, before=[sys.executable, "-c", _READS_KEYS, str(len(keys))])
    _waits_for_hidden_typing(terminal)
    terminal.types(keys)
    if arguments:
        assert terminal.ends() == 0
    else:
        _is_unlocked(terminal)
    assert PASSWORD not in _left_in_the_terminal(terminal)


# Commands ----------------------------------------------------------------------------------------

# As a shell, this runs a job; when the job is suspended it says so, and goes on with it after a line.
_HAS_JOBS = """
import os, signal, sys, termios
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
before, times = termios.tcgetattr(0), 0
if not (job := os.fork()):
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.argv[1], sys.argv[1:])
while os.WIFSTOPPED(status := os.waitpid(job, os.WUNTRACED)[1]):
    os.tcsetpgrp(0, os.getpgrp())
    times += 1
    print(times, "suspended", "openly" if termios.tcgetattr(0) == before else "and hidden", flush=True)
    termios.tcsetattr(0, termios.TCSANOW, before)
    input()
    os.tcsetpgrp(0, job)
    os.killpg(job, signal.SIGCONT)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def test_a_password_is_hidden_again_after_ctrl_z(user: Person) -> None:
    terminal = user.starts(*COMMAND, before=[sys.executable, "-c", _HAS_JOBS])
    terminal.sees("Wachtwoord:")
    for times in (1, 2):
        terminal.types("\x1a")
        terminal.sees(f"{times} suspended openly")
        terminal.types(ENTER)
        _waits_for_hidden_typing(terminal)
    terminal.types(PASSWORD + ENTER)
    assert terminal.ends() == 0
    assert PASSWORD not in _left_in_the_terminal(terminal)
    assert _echoes(terminal)


@pytest.mark.parametrize("milliseconds", MILLISECONDS)
def test_a_password_typed_before_a_command_asks_is_taken_and_leaves_no_trace(
    user: Person, milliseconds: int
) -> None:
    terminal = user.starts(*COMMAND)
    terminal.watches(milliseconds / 1000)
    _types_slowly(terminal, PASSWORD + ENTER)
    assert terminal.ends() == 0
    left = _left_in_the_terminal(terminal)
    assert "Wachtwoord:" in left
    assert PASSWORD not in left
    assert _echoes(terminal)


def test_a_password_for_a_command_can_be_corrected(user: Person) -> None:
    terminal = user.starts(*COMMAND)
    terminal.types("helemaal niet")
    terminal.sees("Wachtwoord:")
    terminal.types("\x15", "é", BACKSPACE, PASSWORD, "x", BACKSPACE, ENTER)
    assert terminal.ends() == 0
    assert _echoes(terminal)


def test_what_follows_a_password_stays_for_the_command(user: Person) -> None:
    terminal = user.starts("schrijf")
    terminal.types(PASSWORD, "\n", "kanariegeel", "\n")
    terminal.sees("Geef op een nieuwe regel")
    terminal.types("zeppelin\n")
    terminal.sees("zeppelin")
    terminal.types("\x04")
    assert terminal.ends() == 0
    assert any("kanariegeel" in text and "zeppelin" in text for text in user.saved_texts)


def test_the_end_of_input_is_no_password(user: Person) -> None:
    terminal = user.starts(*COMMAND)
    terminal.sees("Wachtwoord:")
    terminal.types("\x04")
    assert terminal.ends() == 1
    assert "Er kwam geen wachtwoord" in terminal.picture
    assert _echoes(terminal)

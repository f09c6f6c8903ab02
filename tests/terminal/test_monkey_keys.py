"""Random input in a real terminal never ends the program, and leaves a sound journal. Seeds are printed."""

import os
import signal

import pytest

from ..monkey import PASSWORD as MONKEY_PASSWORD
from ..monkey import Monkey
from .conftest import PASSWORD, Person
from .terminal import Terminal

SHORT_BURSTS, LONG_BURSTS, LONG_SESSIONS = 60, 300, 40
"""A burst is three or four keys on average: the long sessions together are more than 20,000 keys."""
FIRST_SEED = int(os.environ.get("MONKEY_SEED", "0"))

assert MONKEY_PASSWORD == PASSWORD


def plays_a_session(person: Person, seed: int, bursts: int) -> None:
    """Press keys, end the program as the system does, and prove that the journal is sound."""
    print(f"seed {seed}")
    monkey, terminal = Monkey(seed), person.starts()
    terminal.sees("Ctrl+Q")
    for _ in range(bursts):
        burst = monkey.burst().encode(errors="surrogateescape")
        if terminal.process.poll() is not None:
            _ended_as_asked(terminal)
            terminal = person.starts()
            terminal.sees("Ctrl+Q")
        _sends(terminal, burst)
        if monkey.random.random() < 0.1:
            terminal.reads(0.2)
    terminal.sends(signal.SIGTERM)
    assert terminal.ends() == 0, terminal.picture
    _ended_as_asked(terminal)
    person.runs("controle")


def _sends(terminal: Terminal, data: bytes) -> None:
    try:
        for start in range(0, len(data), 200):  # a terminal goes on reading while it sends
            terminal.types_unread(data[start : start + 200])
            terminal.reads(0.01)
    except OSError:  # it has just ended: the menu has a row for that
        terminal.ends()


def _ended_as_asked(terminal: Terminal) -> None:
    assert terminal.ends() == 0, terminal.afterwards
    assert "Er ging iets mis" not in terminal.raw.decode(errors="replace")
    terminal.is_clean()


def test_random_keys_in_a_terminal_leave_a_sound_journal(person: Person) -> None:
    person.has()
    plays_a_session(person, seed=1, bursts=SHORT_BURSTS)


@pytest.mark.long
def test_twenty_thousand_keys_over_forty_sessions_leave_a_sound_journal(person: Person) -> None:
    person.has()
    for seed in range(FIRST_SEED, LONG_SESSIONS):
        plays_a_session(person, seed, LONG_BURSTS)

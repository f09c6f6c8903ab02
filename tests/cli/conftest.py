"""A console in memory, over a journal on disk whose key derivation is fast."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reflectie.cli.commands import full_screen
from reflectie.cli.console import Console
from reflectie.cli.main import run
from reflectie.domain.entry import Address, Answer, Entry
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal
from reflectie.tui import app

NOON = dt.datetime.fromisoformat("2026-11-22 12:00").astimezone()
"""Noon where the tests run: commands know the day there."""
PASSWORD = "een lang wachtwoord"


class Person:
    """A user at a command line, with the output of the last command in ``out`` and ``err``."""

    def __init__(self, folder: Path) -> None:
        self.environ = {"REFLECTIE_MAP": str(folder), "REFLECTIE_WACHTWOORD": PASSWORD}
        self.passwords: Iterator[str] = iter(())
        self.width: int | None = None
        self.now = NOON
        self.is_interactive = False
        self.answers: Callable[[str, str], str] = lambda prompt, shown: ""
        """Gives the answer to a prompt, from the prompt and the output above it."""
        self.out = self.err = ""

    def runs(self, *arguments: str, stdin: bytes | io.BytesIO = b"") -> int:
        """Run a command and return its exit code."""
        out, err = io.StringIO(), io.StringIO()
        console = Console(
            environ=self.environ,
            stdin=io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin,
            stdout=out,
            stderr=err,
            clock=lambda: self.now,
            ask_password=lambda _: next(self.passwords),
            is_interactive=self.is_interactive,
            width=self.width,
            ask=lambda prompt: self.answers(prompt, out.getvalue()),
        )
        code = run(arguments, console)
        self.out, self.err = out.getvalue(), err.getvalue()
        return code


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "map")


@pytest.fixture
def at_terminal(person: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A user in a terminal. The process of the tests itself is not changed."""
    person.is_interactive, person.width = True, 80
    monkeypatch.setattr("reflectie.cli.commands.full_screen.disable_logging", lambda: None)
    monkeypatch.setattr(full_screen, "remove_textual_variables", lambda: None)
    for name in ("install_input_parser", "install_safe_streams", "hold_exit_signals", "ignore_signals"):
        monkeypatch.setattr(app, name, lambda *_: None)
    return person


@pytest.fixture
def journal(person: Person, cheap: KdfCost) -> Iterator[Journal]:
    folder = JournalFolder(Path(person.environ["REFLECTIE_MAP"]))
    journal = create_journal(folder, PASSWORD, lambda: NOON, cheap)
    yield journal
    journal.close()


@pytest.fixture
def save_entry(journal: Journal) -> Callable[..., Entry]:
    """Saves an entry with one answer."""

    def save(text: str, number: int = 1, day: str = "2026-11-22", **more: object) -> Entry:
        answer = Answer(address=Address(step="tekst"), question="Wat is er?", text=text)
        fields = {
            "exercise": "kern:vrij-schrijven",
            "title": "Vrij schrijven",
            "begun": NOON,
            "closed": NOON,
            **more,
        }
        entry = Entry(
            id=f"01a20205-0000-7000-8000-{number:012}",
            day=dt.date.fromisoformat(day),
            answers=(answer,),
            **fields,
        )  # type: ignore[arg-type]
        journal.save(entry, entry.answers)
        return entry

    return save

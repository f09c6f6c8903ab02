"""Somebody who starts the real program, each time in a terminal of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from reflectie.content.compiled import builtin_library
from reflectie.domain.entry import Address, Answer, Entry, Placement
from reflectie.domain.session import Session
from reflectie.domain.step import Place
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal, open_with_key
from reflectie.services.context import local_now

from .terminal import NEXT, Terminal

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]  # other systems have no pty

PASSWORD = "een lang wachtwoord"
FREE = "kern:vrij-schrijven"
_DRIVER = Path(__file__).parent / "driver.py"
STRACE = shutil.which("strace") or ""
_NOT_OURS = ("TEXTUAL", "REFLECTIE", "NO_COLOR", "COLORTERM")


class Person:
    """A home with a data folder in it, a folder to start from, and one for temporary files.

    ``empty`` is the folder of an empty journal; who needs one gets a copy of it.
    """

    def __init__(self, home: Path, empty: Path) -> None:
        self.home, self.map, self._empty = home, home / "map", empty
        self.here, self.temp = home / "hier", home / "tijdelijk"
        self.here.mkdir()
        self.temp.mkdir()
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_OURS)}
        self.environ |= {
            "HOME": str(home),
            "TMPDIR": str(self.temp),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "TEXTUAL_ANIMATIONS": "none",
            "REFLECTIE_MAP": str(self.map),
            "REFLECTIE_WACHTWOORD": PASSWORD,
        }
        self._terminals: list[Terminal] = []

    def starts(self, *arguments: str, driver: str = "", before: Sequence[str] = (), **how: Any) -> Terminal:
        """The full screen, started by the command ``before``; with ``driver`` as driver.py alters it."""
        program = [str(_DRIVER), driver] if driver else ["-m", "reflectie"]
        command = [*before, sys.executable, *program, *arguments]
        self._terminals.append(Terminal(command, self.environ, self.here, **how))
        return self._terminals[-1]

    def writes(self, text: str = "", **how: Any) -> Terminal:
        """The full screen, with this in the field of the question of the day."""
        if not self.map.exists():
            self.has()
        terminal = self.starts(**how)
        terminal.sees("v Vraag")
        terminal.types("v")
        terminal.sees("Schrijf zoals het komt.")
        if text:
            terminal.types(text)
            terminal.sees(text)
        return terminal

    def walks(self, terminal: Terminal, *steps: str, number: int = 4) -> None:
        """On with Ctrl+N through these steps of the exercise of a line, with a mark on its first place."""
        exercise = next(e for e in builtin_library().exercises if e.core_number == number)
        place = next(step for step in exercise.steps if isinstance(step, Place))
        now = local_now()
        known = {"left": "", "right": "", "value": -1, "day": now.date()}
        mark = Placement(address=Address(step=place.id), field=place.field, aspect=place.aspect, **known)
        entry = Entry(id="", exercise=exercise.id, title="", day=now.date(), begun=now, placements=(mark,))
        for stop in Session(exercise=exercise, entry=entry).stops:
            if stop.address.step in steps:
                terminal.sees(stop.text[:30])
                terminal.types(NEXT)

    def runs(self, *arguments: str) -> str:
        """A command that must succeed; gives what it says on standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "reflectie", *arguments],
            env=self.environ,
            cwd=self.here,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    # The journal -----------------------------------------------------------------------------------

    def has(self, *entries: Entry) -> None:
        """A journal with these entries, exactly as they are; its key is quicker than a real one."""
        shutil.copytree(self._empty, self.map)
        with closing(self.opened()) as journal:
            for entry in entries:
                journal.save(entry, entry.answers, entry.placements)

    def opened(self) -> Journal:
        """The journal, beside whatever program has it open."""
        return open_with_key(JournalFolder(self.map), self.data_key, local_now)

    @cached_property
    def data_key(self) -> bytes:
        return unlock_with_password(JournalFolder(self.map), PASSWORD)

    @property
    def entries(self) -> list[Entry]:
        """All that is in the journal."""
        with closing(self.opened()) as journal:
            return [journal.entry(summary.id) for summary in journal.summaries()]

    @property
    def kept(self) -> set[str]:
        """Every text in the journal, of an answer or a draft."""
        with closing(self.opened()) as journal:
            entries = [journal.entry(summary.id) for summary in journal.summaries()]
            answers = {answer.text for entry in entries for answer in entry.answers}
            drafts = {draft.text for entry in entries for draft in journal.drafts(entry.id)}
        return answers | drafts

    def close(self) -> None:
        for terminal in self._terminals:
            terminal.close()


@pytest.fixture(scope="session")
def can_trace() -> bool:
    """Whether there is strace, and the right to trace."""
    return bool(STRACE) and subprocess.run([STRACE, "true"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty journal, with the fastest lock that the program accepts."""
    folder = JournalFolder(tmp_path_factory.mktemp("leeg") / "map")
    create_journal(folder, PASSWORD, local_now, KdfCost(iterations=1, lanes=1)).close()
    return folder.path


@pytest.fixture
def person(tmp_path: Path, empty: Path) -> Iterator[Person]:
    somebody = Person(tmp_path, empty)
    yield somebody
    somebody.close()


def written(text: str, number: int = 0, **more: Any) -> Entry:
    """An entry of free writing in which everything says ``text``."""
    now = local_now()
    answer = Answer(address=Address(step="tekst"), question=text, text=text)
    known = {"exercise": FREE, "title": text, "day": now.date(), "begun": now, "closed": now, **more}
    return Entry(id=f"01a20205-0000-7000-8000-{number:012}", answers=(answer,), **known)

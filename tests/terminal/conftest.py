"""A user who starts the real program, each time in a terminal of its own."""

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

import reflectie
from reflectie.content.compiled import builtin_library, compile_library
from reflectie.content.pack import builtin_folder
from reflectie.domain.entry import Address, Answer, Entry, Placement, new_entry
from reflectie.domain.session import Session
from reflectie.domain.step import Place
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal, open_with_key
from reflectie.services.context import local_now

from .terminal import NEXT, Terminal

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]  # Windows has no pty

PASSWORD = "een lang wachtwoord"
FREE = "kern:vrij-schrijven"
_DRIVER = Path(__file__).parent / "driver.py"
STRACE = shutil.which("strace") or ""
_REMOVED_VARIABLES = ("TEXTUAL", "REFLECTIE", "NO_COLOR", "COLORTERM")


class EmptyJournal(NamedTuple):
    """The folder of an empty journal, and its data key, because deriving it is slow."""

    folder: Path
    data_key: bytes


class Person:
    """A user with a home folder, a data folder and a working folder in it, and one for temporary files.

    ``empty_journal`` is copied where a test needs one.
    ``program`` is the folder that holds the program.
    """

    def __init__(self, home: Path, empty_journal: EmptyJournal, program: Path) -> None:
        self.home, self.data_folder, self._empty_journal = home, home / "map", empty_journal
        self.working_folder, self.temp_folder = home / "hier", home / "tijdelijk"
        self.working_folder.mkdir()
        self.temp_folder.mkdir()
        self.environ = {
            name: value for name, value in os.environ.items() if not name.startswith(_REMOVED_VARIABLES)
        }
        self.environ |= {
            "HOME": str(home),
            "PYTHONPATH": os.pathsep.join([str(program), os.environ["PYTHONPATH"]]),
            "TMPDIR": str(self.temp_folder),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "TEXTUAL_ANIMATIONS": "none",
            "REFLECTIE_MAP": str(self.data_folder),
            "REFLECTIE_WACHTWOORD": PASSWORD,
        }
        self._terminals: list[Terminal] = []

    def starts(self, *arguments: str, driver: str = "", before: Sequence[str] = (), **how: Any) -> Terminal:
        """Start the full screen. ``driver`` is a change in driver.py, ``before`` a command that runs it."""
        program = [str(_DRIVER), driver] if driver else ["-m", "reflectie"]
        command = [*before, sys.executable, *program, *arguments]
        self._terminals.append(Terminal(command, self.environ, self.working_folder, **how))
        return self._terminals[-1]

    def writes(self, text: str = "", **how: Any) -> Terminal:
        """Start the full screen and type a text at the question of the day."""
        if not self.data_folder.exists():
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
        """Press Ctrl+N at each of these steps of an exercise, as planned after a first placement.

        A place is left without a mark by nature.
        """
        exercise = next(e for e in builtin_library().exercises if e.core_number == number)
        place = next(step for step in exercise.steps if isinstance(step, Place))
        now = local_now()
        values = {"left": "", "right": "", "value": -1, "day": now.date()}
        placement = Placement(
            address=Address(step=place.id), field=place.field, aspect=place.aspect, **values
        )
        entry = replace(new_entry(exercise, now), placements=(placement,))
        for stop in Session(exercise=exercise, entry=entry).stops:
            texts = [stop.text, *([stop.nature.text] if stop.nature else [])]
            for text in texts if stop.address.step in steps else ():
                terminal.sees(text[:30])
                terminal.types(NEXT)

    def runs(self, *arguments: str) -> str:
        """Run a command that must succeed. Return its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "reflectie", *arguments],
            env=self.environ,
            cwd=self.working_folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    # The journal -----------------------------------------------------------------------------------

    def has(self, *entries: Entry) -> None:
        """Create a journal with these entries. Its key derivation is faster than the default."""
        shutil.copytree(self._empty_journal.folder, self.data_folder)
        self.data_key = self._empty_journal.data_key
        with closing(self.opened()) as journal:
            for entry in entries:
                journal.save(entry, entry.answers, entry.placements)

    def opened(self) -> Journal:
        """Open the journal in this process, beside the program that has it open."""
        return open_with_key(JournalFolder(self.data_folder), self.data_key, local_now)

    @cached_property
    def data_key(self) -> bytes:
        return unlock_with_password(JournalFolder(self.data_folder), PASSWORD)

    @property
    def entries(self) -> list[Entry]:
        """Every entry in the journal."""
        with closing(self.opened()) as journal:
            return [journal.entry(summary.id) for summary in journal.summaries()]

    @property
    def saved_texts(self) -> set[str]:
        """Every text in the journal, in an answer or a draft."""
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
    """Whether strace is installed and may trace."""
    return bool(STRACE) and subprocess.run([STRACE, "true"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="session")
def empty_journal(tmp_path_factory: pytest.TempPathFactory) -> EmptyJournal:
    """An empty journal with the fastest key derivation that the program accepts."""
    folder = JournalFolder(tmp_path_factory.mktemp("leeg") / "map")
    create_journal(folder, PASSWORD, local_now, KdfCost(iterations=1, lanes=1)).close()
    return EmptyJournal(folder.path, unlock_with_password(folder, PASSWORD))


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program as it is installed: with its content compiled."""
    folder = tmp_path_factory.mktemp("programma")
    package = Path(reflectie.__file__).parent
    compileall.compile_dir(package, quiet=1)  # once, for all copies
    shutil.copytree(package, folder / "reflectie")
    content = shutil.copytree(builtin_folder(), folder / "reflectie" / "_content" / "nl", dirs_exist_ok=True)
    for name, compiled in compile_library(builtin_library()).items():
        (content / name).write_bytes(compiled)
    return folder


@pytest.fixture
def person(tmp_path: Path, empty_journal: EmptyJournal, program: Path) -> Iterator[Person]:
    person = Person(tmp_path, empty_journal, program)
    yield person
    person.close()


def written(text: str, number: int = 0, **more: Any) -> Entry:
    """Return an entry of free writing in which every text is ``text``."""
    now = local_now()
    answer = Answer(address=Address(step="tekst"), question=text, text=text)
    fields = {"exercise": FREE, "title": text, "day": now.date(), "begun": now, "closed": now, **more}
    return Entry(id=f"01a20205-0000-7000-8000-{number:012}", answers=(answer,), **fields)

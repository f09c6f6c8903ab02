"""Two programs that write to one journal, and one that is killed."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Answer, Entry
from reflectie.journal.backup.rollback_journal import rollback_journal_path
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import open_with_key

WRITER = """
import datetime as dt, sys
from pathlib import Path
from reflectie.domain.entry import Address, Answer, Entry
from reflectie.domain.value import new_id
from reflectie.journal.folder import JournalFolder
from reflectie.journal.opening import open_with_key

def clock():
    return dt.datetime.now(dt.UTC)

journal = open_with_key(JournalFolder(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]), clock)
for number in range(int(sys.argv[3])):
    entry = Entry(id=new_id(), exercise="nl:vrij", title="Vrij", day=clock().date(), begun=clock())
    answer = Answer(address=Address(step="vraag"), question="?", text=f"woorden {number}")
    journal.save(entry, [answer])
    print(entry.id, flush=True)
journal.close()
"""


@pytest.fixture
def filled(
    journal: Journal, folder: JournalFolder, entry: Entry, make_answer: Callable[..., Answer]
) -> JournalFolder:
    """A closed journal with one entry."""
    journal.save(entry, [make_answer("een")])
    journal.close()
    return folder


def writer(folder: JournalFolder, data_key: bytes, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder.path), data_key.hex(), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("count", [25, pytest.param(500, marks=pytest.mark.long)])
def test_two_programs_writing_at_once_lose_nothing(
    filled: JournalFolder, clock: Clock, password: str, count: int
) -> None:
    data_key = unlock_with_password(filled, password)
    programs = [writer(filled, data_key, count) for _ in range(2)]
    saved = [line for program in programs for line in program.communicate(timeout=300)[0].split()]
    journal = open_with_key(filled, data_key, clock)
    assert len(saved) == 2 * count
    assert {*saved, "a1"} == {summary.id for summary in journal.summaries()}
    journal.close()


def test_a_killed_program_loses_nothing_that_it_reported_as_saved(
    filled: JournalFolder, clock: Clock, password: str
) -> None:
    data_key = unlock_with_password(filled, password)
    program = writer(filled, data_key, 1_000_000)
    assert program.stdout
    saved = [program.stdout.readline().strip() for _ in range(30)]
    program.kill()
    saved += program.communicate()[0].split()
    journal = open_with_key(filled, data_key, clock)
    assert set(saved) <= {summary.id for summary in journal.summaries()}
    assert all(journal.entry(entry_id).answers[0].text for entry_id in saved)
    journal.close()


def test_a_save_that_another_program_finishes_during_opening_is_no_crash(
    filled: JournalFolder, clock: Clock, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key = unlock_with_password(filled, password)
    saving = rollback_journal_path(filled.journal_file)
    saving.touch()
    copy_file = shutil.copyfile

    def copy_after_the_other_program(source: Path, target: Path) -> Path:
        saving.unlink(missing_ok=True)
        return copy_file(source, target)

    monkeypatch.setattr(shutil, "copyfile", copy_after_the_other_program)
    journal = open_with_key(filled, data_key, clock)
    assert journal.entry("a1").answers[0].text == "een"
    journal.close()
    assert [path.name for path in filled.path.iterdir() if path.name.endswith("voor-herstel")] == []

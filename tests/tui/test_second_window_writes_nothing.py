"""A second window changes nothing before it knows that it may, and the folder is looked at once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflectie.journal.folder import JournalFolder
from reflectie.journal.instance_lock import InstanceLock
from reflectie.journal.keys.key_file import create_key_file
from reflectie.journal.opening import create_journal

from .conftest import Start
from .writer import StillClock

PASSWORD = "een lange zin die ik onthoud"
STORED = Path(__file__).parents[1] / "data"


@pytest.fixture
def open_elsewhere(folder: JournalFolder) -> Iterator[JournalFolder]:
    """A folder whose journal a first window holds."""
    folder.create()
    lock = InstanceLock(folder)
    assert lock.acquire()
    yield folder
    lock.release()


async def test_a_second_window_does_not_migrate_the_journal_of_the_first(
    start: Start, open_elsewhere: JournalFolder
) -> None:
    shutil.copyfile(STORED / "logboek-v4.db", open_elsewhere.journal_file)
    create_key_file(open_elsewhere, PASSWORD, data_key=bytes(range(32)))
    before = open_elsewhere.journal_file.read_bytes()
    writer = await start(folder=open_elsewhere)
    await writer.writes(f"{PASSWORD}\n")
    await writer.sees("nog open in een ander", "Sluit dat venster")
    assert open_elsewhere.journal_file.read_bytes() == before
    assert not open_elsewhere.backups_folder.exists()


async def test_a_second_window_does_not_reset_the_password_of_the_first(
    start: Start, open_elsewhere: JournalFolder, clock: StillClock
) -> None:
    create_journal(open_elsewhere, PASSWORD, clock).close()
    before = open_elsewhere.key_file.read_bytes()
    writer = await start(folder=open_elsewhere)
    await writer.presses("f2")
    await writer.sees("open in een ander venster")
    assert open_elsewhere.key_file.read_bytes() == before


async def test_a_conflict_copy_is_told_when_the_journal_opens(
    start: Start, folder: JournalFolder, clock: StillClock
) -> None:
    create_journal(folder, PASSWORD, clock).close()
    shutil.copyfile(folder.journal_file, folder.path / "logboek-LAPTOP.db")
    writer = await start(folder=folder)
    await writer.writes(f"{PASSWORD}\n")
    await writer.is_home()
    await writer.sees("logboek-LAPTOP.db")

"""A flipped byte in any file is refused for the right reason, repaired, or harmless."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement
from reflectie.domain.errors import DamagedJournal, DamagedKeyFile, NewerFormat, ReflectieError
from reflectie.domain.field import Aspect
from reflectie.journal import database
from reflectie.journal.backup import rollback_journal
from reflectie.journal.backup.backups import Backup
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.own_files import list_leftovers
from reflectie.journal.backup.restore import restore_backup
from reflectie.journal.backup.rollback_journal import (
    PAGE_SIZE,
    is_intact_rollback_journal,
    rollback_journal_path,
)
from reflectie.journal.bin import list_revisions
from reflectie.journal.find_entries import search_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys import slots
from reflectie.journal.keys.key_file import create_key_file, unlock_with_password
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_database, open_with_key
from reflectie.journal.trails import list_trails

from ..examples import examples

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
TODAY = NOON.date()
KEY = bytes(range(32))
ADDRESS = Address(step="vraag")

flips = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
"""Where in a file, as a fraction of its length, and which bits to flip there."""


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other program writes here, so reading a rollback journal again need not wait."""
    monkeypatch.setattr(rollback_journal, "RETRY_SECONDS", 0.0)


@pytest.fixture(scope="module")
def intact_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JournalFolder]:
    """A closed journal with everything a journal can hold, and a backup."""
    folder = JournalFolder(tmp_path_factory.mktemp("heel"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "MEMORY_KIB_RANGE", (8, 1024 * 1024))
        create_database(folder.journal_file, KEY)
        create_key_file(folder, "woord", KdfCost(memory_kib=8, iterations=1, lanes=1), KEY)
        journal = open_with_key(folder, KEY, lambda: NOON)
        fill(journal)
        back_up_journal(journal, TODAY)
        journal.close()
        yield folder


def fill(journal: Journal) -> None:
    for number in range(12):
        entry = Entry(id=f"e{number}", exercise="x", title=f"titel {number}", day=TODAY, begun=NOON)
        placement = Placement(
            address=ADDRESS, field="f", left="l", right="r", aspect=Aspect.NOW, value=1, day=TODAY
        )
        for text in ("eerst", "woorden " * 90):
            journal.save(entry, [Answer(address=ADDRESS, question="?", text=f"{text} {number}")], [placement])
        journal.save_draft(entry, Draft(address=Address(step="los"), question="?", text="half " * 40))


def read_all(journal: Journal) -> tuple[object, ...]:
    try:
        entries = [
            (journal.entry(s.id), journal.drafts(s.id), list_revisions(journal, s.id))
            for s in journal.summaries()
        ]
        hits = [hit.entry for hit in search_entries(journal, "woorden", 99)]
        return (*entries, hits, list_trails(journal))
    finally:
        journal.close()


@pytest.fixture(scope="module")
def stored_entries(intact_folder: JournalFolder) -> tuple[object, ...]:
    return read_all(open_with_key(intact_folder, KEY, lambda: NOON))


def flip_byte(path: Path, flip: tuple[float, int]) -> None:
    content = bytearray(path.read_bytes())
    content[int(flip[0] * len(content))] ^= flip[1]
    path.write_bytes(content)


def copy_folder(source: JournalFolder, path: str) -> JournalFolder:
    shutil.copytree(source.path, path, dirs_exist_ok=True)
    return JournalFolder(Path(path))


# Each region ---------------------------------------------------------------------------------------


def check_database(intact_folder: JournalFolder, stored_entries: object, flip: tuple[float, int]) -> None:
    with TemporaryDirectory() as path:
        folder = copy_folder(intact_folder, path)
        flip_byte(folder.journal_file, flip)
        before = folder.journal_file.read_bytes()
        try:
            assert read_all(open_with_key(folder, KEY, lambda: NOON)) == stored_entries
        except DamagedJournal as error:
            assert "Je wachtwoord is niet het probleem" in str(error)
            assert folder.journal_file.read_bytes() == before


def check_key_file(intact_folder: JournalFolder, stored_entries: object, flip: tuple[float, int]) -> None:
    with TemporaryDirectory() as path:
        folder = copy_folder(intact_folder, path)
        flip_byte(folder.key_file, flip)
        try:
            assert unlock_with_password(folder, "woord") == KEY
        except (DamagedKeyFile, NewerFormat):
            return


def check_backup_file(intact_folder: JournalFolder, stored_entries: object, flip: tuple[float, int]) -> None:
    with TemporaryDirectory() as path:
        folder = copy_folder(intact_folder, path)
        backup = Backup(folder.backups_folder, f"logboek-{TODAY}.db", TODAY)
        flip_byte(backup.journal_file, flip)
        folder.journal_file.unlink()
        try:
            restore_backup(folder, backup, KEY, TODAY)
        except ReflectieError as error:
            assert str(error).startswith("De kopie ")
            assert not folder.journal_file.exists()
            return
        assert read_all(open_with_key(folder, KEY, lambda: NOON)) == stored_entries


REGIONS = [check_database, check_key_file, check_backup_file]


@pytest.mark.parametrize("region", REGIONS)
@given(flip=flips)
@examples(100, HealthCheck.function_scoped_fixture)
def test_a_flipped_byte_is_refused_or_harmless(
    intact_folder: JournalFolder,
    stored_entries: tuple[object, ...],
    region: Callable[..., None],
    flip: tuple[float, int],
) -> None:
    region(intact_folder, stored_entries, flip)


@pytest.mark.long
@pytest.mark.parametrize("region", REGIONS)
def test_a_flip_every_few_bytes_is_refused_or_harmless(
    intact_folder: JournalFolder, stored_entries: tuple[object, ...], region: Callable[..., None]
) -> None:
    for number in range(400):
        region(intact_folder, stored_entries, (number / 400, 1 << number % 8))


# A crash in the middle of a save -------------------------------------------------------------------


@pytest.fixture(scope="module", params=[2, 20, 60])
def crashed(
    intact_folder: JournalFolder, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> JournalFolder:
    """The files of a journal after a power cut, with few or many pages already written."""
    folder = copy_folder(intact_folder, str(tmp_path_factory.mktemp("bezig")))
    after = JournalFolder(tmp_path_factory.mktemp("uitgevallen"))
    connection = database.connect(folder.journal_file, KEY)
    connection.execute(f"PRAGMA cache_size = {request.param}")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE answer SET text = 'FOUT ' || text, version = version + 1")
    connection.execute("UPDATE draft SET text = 'FOUT ' || text")
    connection.execute("UPDATE revision SET text = 'FOUT ' || text")
    connection.execute(
        "INSERT INTO revision SELECT id + 100, entry, step, item, turn, part, question,"
        " text || hex(zeroblob(2000)), value, state, written_at, replaced_at, why FROM revision"
    )
    shutil.copytree(folder.path, after.path, dirs_exist_ok=True)
    connection.execute("ROLLBACK")
    connection.close()
    assert rollback_journal_path(after.journal_file).exists()
    return after


def test_a_save_interrupted_by_a_crash_is_undone(
    crashed: JournalFolder, stored_entries: tuple[object, ...]
) -> None:
    pages = crashed.journal_file.stat().st_size // PAGE_SIZE
    assert is_intact_rollback_journal(rollback_journal_path(crashed.journal_file).read_bytes(), pages)
    with TemporaryDirectory() as path:
        folder = copy_folder(crashed, path)
        assert read_all(open_with_key(folder, KEY, lambda: NOON)) == stored_entries
        assert list_leftovers(folder) == ()


def check_crashed(
    crashed: JournalFolder,
    stored_entries: object,
    in_rollback_journal: bool,
    offset_and_flip: tuple[int, int],
) -> None:
    offset, flip = offset_and_flip
    with TemporaryDirectory() as copy_path:
        folder = copy_folder(crashed, copy_path)
        file = rollback_journal_path(folder.journal_file) if in_rollback_journal else folder.journal_file
        content = bytearray(file.read_bytes())
        content[offset % len(content)] ^= flip
        file.write_bytes(content)
        before = (folder.journal_file.read_bytes(), rollback_journal_path(folder.journal_file).read_bytes())
        try:
            assert read_all(open_with_key(folder, KEY, lambda: NOON)) == stored_entries
        except DamagedJournal as error:
            assert error.newest_backup
            assert before == tuple(
                map(original_content, (folder.journal_file, rollback_journal_path(folder.journal_file)))
            )


def original_content(file: Path) -> bytes:
    """Return the content of a file before recovery; if it was touched, a copy is beside it."""
    copy = file.with_name(f"{file.name}.voor-herstel")
    return (copy if copy.exists() else file).read_bytes()


places = st.one_of(st.integers(0, 600), st.integers(0, 1 << 20))
"""Half of the flips are in the header of a rollback journal, where most damage matters."""


@given(in_rollback_journal=st.sampled_from([True, True, False]), offset=places, flip=st.integers(1, 255))
@examples(100, HealthCheck.function_scoped_fixture)
def test_a_flipped_byte_after_a_crash_is_refused_or_harmless(
    crashed: JournalFolder,
    stored_entries: tuple[object, ...],
    in_rollback_journal: bool,
    offset: int,
    flip: int,
) -> None:
    check_crashed(crashed, stored_entries, in_rollback_journal, (offset, flip))


@pytest.mark.parametrize("offset", range(16, 20))
def test_a_rollback_journal_cannot_make_the_database_longer(
    crashed: JournalFolder, stored_entries: tuple[object, ...], offset: int
) -> None:
    """Those four bytes give the pages of the database: SQLite would make a file of terabytes."""
    check_crashed(crashed, stored_entries, True, (offset, 0x40))


@pytest.mark.long
def test_any_flipped_byte_in_a_rollback_journal_header_is_refused_or_harmless(
    crashed: JournalFolder, stored_entries: tuple[object, ...]
) -> None:
    length = rollback_journal_path(crashed.journal_file).stat().st_size
    for offset in [*range(28), *range(28, length, 1999), *range(515, min(length, 60_000), 4104)]:
        for flip in (1, 0xFF):
            check_crashed(crashed, stored_entries, True, (offset, flip))


@pytest.mark.parametrize("cut", [1, 27, 28, 512, 3000, -1, -4104, -600])
def test_a_truncated_rollback_journal_is_refused_or_harmless(
    crashed: JournalFolder, stored_entries: tuple[object, ...], cut: int
) -> None:
    with TemporaryDirectory() as path:
        folder = copy_folder(crashed, path)
        file = rollback_journal_path(folder.journal_file)
        file.write_bytes(file.read_bytes()[:cut])
        try:
            journal = open_with_key(folder, KEY, lambda: NOON)
        except DamagedJournal:
            return
        assert read_all(journal) == stored_entries


def test_a_save_by_another_program_is_not_taken_for_damage(intact_folder: JournalFolder) -> None:
    with TemporaryDirectory() as path:
        folder = copy_folder(intact_folder, path)
        busy = open_with_key(folder, KEY, lambda: NOON)
        busy.connection.execute("BEGIN IMMEDIATE")
        busy.connection.execute("UPDATE answer SET text = 'bezig'")
        other = open_with_key(folder, KEY, lambda: NOON)
        assert "bezig" not in other.entry("e1").answers[0].text
        busy.connection.execute("COMMIT")
        assert other.entry("e1").answers[0].text == "bezig"
        other.close()
        busy.close()

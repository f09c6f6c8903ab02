"""Whatever byte flips in whatever file: refused for the true reason, repaired, or still right."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement
from reflectie.domain.errors import CannotRestore, DamagedJournal, DamagedKeyFile, NewerFormat
from reflectie.domain.field import Aspect
from reflectie.journal import database
from reflectie.journal.backup import rollback_journal
from reflectie.journal.backup.backups import Backup
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.erase import list_leftovers
from reflectie.journal.backup.restore import restore_backup
from reflectie.journal.backup.rollback_journal import (
    PAGE_SIZE,
    is_intact_rollback_journal,
    rollback_journal_path,
)
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys import slots
from reflectie.journal.keys.key_file import create_key_file, unlock_with_password
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_database, open_with_key
from reflectie.journal.trails import list_placements

from ..examples import examples

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
TODAY = NOON.date()
KEY = bytes(range(32))
HERE = Address(step="vraag")

flips = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
"""Where in a file, as a part of its length, and what is turned over there."""


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else writes here, so a second look at a rollback journal need not wait."""
    monkeypatch.setattr(rollback_journal, "RETRY_SECONDS", 0.0)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JournalFolder]:
    """A closed journal with all that a journal can hold, its keys and a copy."""
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
            address=HERE, field="f", left="l", right="r", aspect=Aspect.NOW, value=1, day=TODAY
        )
        for text in ("eerst", "woorden " * 90):
            journal.save(entry, [Answer(address=HERE, question="?", text=f"{text} {number}")], [placement])
        journal.save_draft(entry, Draft(address=Address(step="los"), question="?", text="half " * 40))


def everything(journal: Journal) -> tuple[object, ...]:
    try:
        entries = [
            (journal.entry(s.id), journal.drafts(s.id), journal.revisions(s.id)) for s in journal.summaries()
        ]
        found = [hit.entry for hit in journal.search("woorden", 99)]
        return (*entries, found, list_placements(journal))
    finally:
        journal.close()


@pytest.fixture(scope="module")
def whole(sound: JournalFolder) -> tuple[object, ...]:
    return everything(open_with_key(sound, KEY, lambda: NOON))


def flipped(path: Path, flip: tuple[float, int]) -> None:
    content = bytearray(path.read_bytes())
    content[int(flip[0] * len(content))] ^= flip[1]
    path.write_bytes(content)


def copied(source: JournalFolder, place: str) -> JournalFolder:
    shutil.copytree(source.path, place, dirs_exist_ok=True)
    return JournalFolder(Path(place))


# Each region ---------------------------------------------------------------------------------------


def store_is_refused_or_right(sound: JournalFolder, whole: object, flip: tuple[float, int]) -> None:
    with TemporaryDirectory() as place:
        folder = copied(sound, place)
        flipped(folder.journal_file, flip)
        before = folder.journal_file.read_bytes()
        try:
            assert everything(open_with_key(folder, KEY, lambda: NOON)) == whole
        except DamagedJournal as error:
            assert "Je wachtwoord is niet het probleem" in str(error)
            assert folder.journal_file.read_bytes() == before


def keys_are_refused_or_right(sound: JournalFolder, whole: object, flip: tuple[float, int]) -> None:
    with TemporaryDirectory() as place:
        folder = copied(sound, place)
        flipped(folder.key_file, flip)
        try:
            assert unlock_with_password(folder, "woord") == KEY
        except (DamagedKeyFile, NewerFormat):
            return


def copy_is_refused_or_right(sound: JournalFolder, whole: object, flip: tuple[float, int]) -> None:
    with TemporaryDirectory() as place:
        folder = copied(sound, place)
        backup = Backup(folder.backups_folder, f"logboek-{TODAY}.db", TODAY)
        flipped(backup.journal_file, flip)
        folder.journal_file.unlink()
        try:
            restore_backup(folder, backup, KEY, TODAY)
        except CannotRestore:
            assert not folder.journal_file.exists()
            return
        assert everything(open_with_key(folder, KEY, lambda: NOON)) == whole


REGIONS = [store_is_refused_or_right, keys_are_refused_or_right, copy_is_refused_or_right]


@pytest.mark.parametrize("region", REGIONS)
@given(flip=flips)
@examples(100, HealthCheck.function_scoped_fixture)
def test_a_flipped_byte_is_refused_or_harmless(
    sound: JournalFolder, whole: tuple[object, ...], region: Callable[..., None], flip: tuple[float, int]
) -> None:
    region(sound, whole, flip)


@pytest.mark.long
@pytest.mark.parametrize("region", REGIONS)
def test_a_flip_every_few_bytes_is_refused_or_harmless(
    sound: JournalFolder, whole: tuple[object, ...], region: Callable[..., None]
) -> None:
    for number in range(400):
        region(sound, whole, (number / 400, 1 << number % 8))


# A crash in the middle of a save -------------------------------------------------------------------


@pytest.fixture(scope="module", params=[2, 20, 60])
def crashed(
    sound: JournalFolder, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> JournalFolder:
    """The files of a journal as a power cut leaves them, with few or many pages written already."""
    folder = copied(sound, str(tmp_path_factory.mktemp("bezig")))
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


def test_a_save_interrupted_by_a_crash_is_undone(crashed: JournalFolder, whole: tuple[object, ...]) -> None:
    pages = crashed.journal_file.stat().st_size // PAGE_SIZE
    assert is_intact_rollback_journal(rollback_journal_path(crashed.journal_file).read_bytes(), pages)
    with TemporaryDirectory() as place:
        folder = copied(crashed, place)
        assert everything(open_with_key(folder, KEY, lambda: NOON)) == whole
        assert list_leftovers(folder) == ()


def crash_is_refused_or_right(
    crashed: JournalFolder, whole: object, which: bool, place_and_flip: tuple[int, int]
) -> None:
    place, flip = place_and_flip
    with TemporaryDirectory() as here:
        folder = copied(crashed, here)
        file = rollback_journal_path(folder.journal_file) if which else folder.journal_file
        content = bytearray(file.read_bytes())
        content[place % len(content)] ^= flip
        file.write_bytes(content)
        before = (folder.journal_file.read_bytes(), rollback_journal_path(folder.journal_file).read_bytes())
        try:
            assert everything(open_with_key(folder, KEY, lambda: NOON)) == whole
        except DamagedJournal as error:
            assert error.newest_backup
            assert before == tuple(
                map(as_it_was, (folder.journal_file, rollback_journal_path(folder.journal_file)))
            )


def as_it_was(file: Path) -> bytes:
    """What a file held before it was played back: beside it under another name, if it was touched."""
    kept = file.with_name(f"{file.name}.voor-herstel")
    return (kept if kept.exists() else file).read_bytes()


places = st.one_of(st.integers(0, 600), st.integers(0, 1 << 20))
"""Most go wrong in the head of a rollback journal, so half of the flips are there."""


@given(which=st.sampled_from([True, True, False]), place=places, flip=st.integers(1, 255))
@examples(100, HealthCheck.function_scoped_fixture)
def test_a_flipped_byte_after_a_crash_is_refused_or_harmless(
    crashed: JournalFolder, whole: tuple[object, ...], which: bool, place: int, flip: int
) -> None:
    crash_is_refused_or_right(crashed, whole, which, (place, flip))


@pytest.mark.parametrize("place", range(16, 20))
def test_a_rollback_journal_cannot_make_the_database_longer(
    crashed: JournalFolder, whole: tuple[object, ...], place: int
) -> None:
    """Those four bytes say how many pages the store had: SQLite would make a file of terabytes."""
    crash_is_refused_or_right(crashed, whole, True, (place, 0x40))


@pytest.mark.long
def test_any_flipped_byte_in_a_rollback_journal_header_is_refused_or_harmless(
    crashed: JournalFolder, whole: tuple[object, ...]
) -> None:
    length = rollback_journal_path(crashed.journal_file).stat().st_size
    for place in [*range(28), *range(28, length, 1999), *range(515, min(length, 60_000), 4104)]:
        for flip in (1, 0xFF):
            crash_is_refused_or_right(crashed, whole, True, (place, flip))


@pytest.mark.parametrize("cut", [1, 27, 28, 512, 3000, -1, -4104, -600])
def test_a_truncated_rollback_journal_is_refused_or_harmless(
    crashed: JournalFolder, whole: tuple[object, ...], cut: int
) -> None:
    with TemporaryDirectory() as place:
        folder = copied(crashed, place)
        file = rollback_journal_path(folder.journal_file)
        file.write_bytes(file.read_bytes()[:cut])
        try:
            journal = open_with_key(folder, KEY, lambda: NOON)
        except DamagedJournal:
            return
        assert everything(journal) == whole


def test_a_save_by_another_program_is_not_taken_for_damage(sound: JournalFolder) -> None:
    with TemporaryDirectory() as place:
        folder = copied(sound, place)
        busy = open_with_key(folder, KEY, lambda: NOON)
        busy.connection.execute("BEGIN IMMEDIATE")
        busy.connection.execute("UPDATE answer SET text = 'bezig'")
        other = open_with_key(folder, KEY, lambda: NOON)
        assert "bezig" not in other.entry("e1").answers[0].text
        busy.connection.execute("COMMIT")
        assert other.entry("e1").answers[0].text == "bezig"
        other.close()
        busy.close()

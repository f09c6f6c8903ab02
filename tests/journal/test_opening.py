"""Creating and opening a journal, and how damage is reported."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Answer, Draft, Entry
from reflectie.domain.errors import CannotWrite, DamagedJournal, DamagedKeyFile, NewerFormat, WrongPassword
from reflectie.journal import database, migrations
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal, open_journal, open_with_key
from reflectie.journal.trails import last_shown_days, list_trails

CANARY = "kanariepietje"


@pytest.fixture
def filled(
    journal: Journal, folder: JournalFolder, entry: Entry, make_answer: Callable[..., Answer]
) -> JournalFolder:
    """A closed journal with one entry, a revision and a draft."""
    journal.save(entry, [make_answer(f"{CANARY} een")])
    journal.save(entry, [make_answer(f"{CANARY} twee " * 50)])
    answer = make_answer("", step="later")
    journal.save_draft(entry, Draft(address=answer.address, question=CANARY, text=CANARY * 3))
    journal.close()
    return folder


def test_everything_saved_is_there_after_reopening(
    filled: JournalFolder, clock: Clock, password: str
) -> None:
    opened = open_journal(filled, password, clock)
    assert opened.entry("a1").answers[0].text == f"{CANARY} twee " * 50
    assert opened.drafts("a1")[0].text == CANARY * 3
    opened.close()


def test_commits_are_synced_and_deleted_content_is_overwritten(filled: JournalFolder, password: str) -> None:
    connection = database.connect(filled.journal_file, unlock_with_password(filled, password))
    settings = ("synchronous", "journal_mode", "foreign_keys", "temp_store", "secure_delete")
    values = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in settings]
    assert [str(value) for value in values] == ["3", "delete", "1", "2", "1"]
    connection.close()


def test_no_text_is_on_disk_in_plain(filled: JournalFolder) -> None:
    for path in filled.path.rglob("*"):
        assert CANARY.encode() not in path.read_bytes(), path


def test_no_text_is_on_disk_in_plain_during_a_save(
    journal: Journal, folder: JournalFolder, entry: Entry
) -> None:
    journal.save(entry)
    connection = journal._connection
    connection.execute("PRAGMA cache_size = 2")  # spills to disk before the commit
    connection.execute("BEGIN IMMEDIATE")
    for number in range(200):
        row = (f"x{number}", CANARY * 20, CANARY)
        connection.execute(
            "INSERT INTO entry (id, exercise, title, day, begun_at, changed_at) VALUES (?, ?, ?, '', '', '')",
            row,
        )
    files = [path.read_bytes() for path in folder.path.iterdir()]
    connection.execute("ROLLBACK")
    assert len(files) == 3
    assert not any(CANARY.encode() in content for content in files)


def test_a_wrong_password_prints_nothing(
    filled: JournalFolder, clock: Clock, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongPassword):
        open_journal(filled, "mis", clock)
    with pytest.raises(DamagedJournal):
        open_with_key(filled, bytes(32), clock)
    assert capfd.readouterr() == ("", "")


def test_a_missing_database_is_reported_and_not_created(
    filled: JournalFolder, clock: Clock, password: str
) -> None:
    filled.journal_file.unlink()
    with pytest.raises(DamagedJournal, match="ontbreekt"):
        open_journal(filled, password, clock)
    assert not filled.journal_file.exists()


def test_a_journal_without_its_keys_is_not_replaced(
    filled: JournalFolder, clock: Clock, password: str, cheap: KdfCost
) -> None:
    filled.key_file.unlink()
    with pytest.raises(DamagedKeyFile, match="ontbreekt"):
        open_journal(filled, password, clock)
    with pytest.raises(CannotWrite, match="al een logboek"):
        create_journal(filled, password, clock, cheap)


@pytest.mark.parametrize("size", [0, 10, 1024, 4096, 8192, -4096, -1])
def test_a_truncated_database_is_damaged(
    filled: JournalFolder, clock: Clock, password: str, size: int
) -> None:
    content = filled.journal_file.read_bytes()
    filled.journal_file.write_bytes(content[:size])
    with pytest.raises(DamagedJournal):
        read_all(open_journal(filled, password, clock))


def test_a_flipped_byte_is_damage_or_harmless(filled: JournalFolder, clock: Clock, password: str) -> None:
    intact = filled.journal_file.read_bytes()
    data_key = unlock_with_password(filled, password)
    before = read_all(open_with_key(filled, data_key, clock))
    damaged = 0
    for offset in [*range(0, 120, 7), *range(120, len(intact), 211)]:
        flipped = bytearray(intact)
        flipped[offset] ^= 1 << offset % 8
        filled.journal_file.write_bytes(flipped)
        try:
            assert read_all(open_with_key(filled, data_key, clock)) == before
        except DamagedJournal:
            damaged += 1
    assert damaged > 100


def test_a_newer_journal_is_not_opened(filled: JournalFolder, clock: Clock, password: str) -> None:
    connection = database.connect(filled.journal_file, unlock_with_password(filled, password))
    connection.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    connection.close()
    before = filled.journal_file.read_bytes()
    with pytest.raises(NewerFormat):
        open_journal(filled, password, clock)
    assert filled.journal_file.read_bytes() == before


def test_a_journal_can_be_created_after_a_crash_before_the_key_file(
    folder: JournalFolder, clock: Clock, password: str, cheap: KdfCost
) -> None:
    folder.create()
    (folder.path / "logboek.db.0123abcd.nieuw").write_bytes(b"half")
    create_journal(folder, password, clock, cheap).close()
    open_journal(folder, password, clock).close()


def test_opening_completes_a_creation_that_crashed_after_the_key_file(
    filled: JournalFolder, clock: Clock, password: str
) -> None:
    (filled.path / "logboek.db.00000000.nieuw").write_bytes(b"van een ander")
    filled.journal_file.rename(filled.path / "logboek.db.0123abcd.nieuw")
    journal = open_journal(filled, password, clock)
    assert count_entries(journal) == 1
    journal.close()
    assert filled.journal_file.exists()


def test_the_second_of_two_programs_creating_a_journal_is_refused(
    folder: JournalFolder, clock: Clock, password: str, cheap: KdfCost, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = create_journal(folder, password, clock, cheap)
    monkeypatch.setattr(JournalFolder, "has_journal", lambda _: False)  # both looked before either created it
    with pytest.raises(CannotWrite):
        create_journal(folder, "een ander wachtwoord", clock, cheap)
    first.close()
    monkeypatch.undo()
    monkeypatch.setattr("reflectie.journal.keys.slots.MEMORY_KIB_RANGE", (8, 1024 * 1024))
    open_journal(folder, password, clock).close()
    assert {path.name for path in folder.path.iterdir()} == {"logboek.db", "sleutels.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_journal_behind_a_link_keeps_its_link(
    folder: JournalFolder, tmp_path: Path, clock: Clock, password: str, cheap: KdfCost
) -> None:
    folder.create()
    real = tmp_path / "schijf" / "echt.db"
    real.parent.mkdir()
    folder.journal_file.symlink_to(real)
    create_journal(folder, password, clock, cheap).close()
    open_journal(folder, password, clock).close()
    assert folder.journal_file.is_symlink()
    assert real.stat().st_size > 0


def read_all(journal: Journal) -> tuple[object, ...]:
    try:
        summaries = journal.summaries()
        entries = [journal.entry(summary.id) for summary in summaries]
        drafts = [journal.drafts(summary.id) for summary in summaries]
        with database.read_transaction(journal._connection, "test"):
            revisions = journal._connection.execute("SELECT * FROM revision").fetchall()
        return (summaries, entries, drafts, revisions, last_shown_days(journal), list_trails(journal))
    except database_error() as error:
        pytest.fail(f"{error!r} reached the caller")
    finally:
        journal.close()


def database_error() -> type[Exception]:
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

    error: type[Exception] = dbapi2.Error
    return error

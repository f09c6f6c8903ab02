"""A save is complete or did not happen, and the error gives the reason."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Answer, Entry
from reflectie.domain.errors import DISK_FULL, FILE_MISSING, IN_USE, NO_PERMISSION, READ_ONLY, CannotWrite
from reflectie.journal import database
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import open_with_key

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
MakeAnswer = Callable[..., Answer]


def test_a_lone_surrogate_is_refused_and_nothing_is_written(
    journal: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("oud")])
    before = journal.entry("a1")
    with pytest.raises(CannotWrite, match="half teken") as refusal:
        journal.save(replace(entry, title="x"), [make_answer("nieuw"), make_answer("geheim\ud800", step="b")])
    assert "geheim" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert journal.entry("a1") == before


def test_a_full_disk_leaves_the_old_state(journal: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    journal.save(entry, [make_answer("oud")])
    before = journal.entry("a1")
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CannotWrite, match="de schijf is vol"):
        journal.save(replace(entry, title="x"), [make_answer("nieuw"), make_answer("w" * 90_000, step="b")])
    assert journal.entry("a1") == before
    journal._connection.execute("PRAGMA max_page_count = 1000000")
    journal.save(entry, [make_answer("w" * 90_000, step="b")])


def test_a_bug_in_the_program_leaves_the_old_state(
    journal: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("oud")])
    before = journal.entry("a1")
    with pytest.raises(database_error()):
        journal.save(entry, [make_answer("nieuw"), make_answer("x", step="b", ordinal="geen getal")])
    with pytest.raises(ValueError, match="time zone"):
        journal.save(replace(entry, id="a2", begun=NOON.replace(tzinfo=None)))
    assert journal.entry("a1") == before
    assert count_entries(journal) == 1


def test_another_program_that_is_writing_is_named(
    journal: Journal,
    folder: JournalFolder,
    clock: Clock,
    entry: Entry,
    password: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.01)
    journal.save(entry)
    other = open_with_key(folder, unlock_with_password(folder, password), clock)
    journal._connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(CannotWrite, match="een ander venster"):
        other.save(entry)
    assert count_entries(other) == 1
    journal._connection.execute("ROLLBACK")
    other.save(entry)
    other.close()


def test_a_read_only_journal_can_be_read(journal: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    journal.save(entry, [make_answer("oud")])
    journal._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(CannotWrite, match="alleen-lezen"):
        journal.save(entry, [make_answer("nieuw")])
    assert journal.entry("a1").answers[0].text == "oud"


def test_a_moved_journal_is_called_missing_and_not_read_only(
    journal: Journal, folder: JournalFolder, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal.save(entry, [make_answer("oud")])
    elsewhere = folder.path.rename(folder.path.with_name("elders"))
    with pytest.raises(CannotWrite, match="staat niet meer op zijn plek") as refusal:
        journal.save(entry, [make_answer("nieuw")])
    assert "alleen-lezen" not in str(refusal.value)
    elsewhere.rename(folder.path)
    journal.save(entry, [make_answer("nieuw")])
    assert journal.entry("a1").answers[0].text == "nieuw"


def database_error() -> type[Exception]:
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

    error: type[Exception] = dbapi2.DatabaseError
    return error


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        (DISK_FULL, "Maak ruimte op die schijf en probeer het opnieuw."),
        (READ_ONLY, "weer beschrijfbaar en probeer"),
        (NO_PERMISSION, "de map van jou is en probeer"),
        (FILE_MISSING, "Zet de map terug waar die stond en probeer"),
        (IN_USE, "Wacht tot dat klaar is en probeer"),
        ("de schijf meldt een fout (EIO)", "Probeer het straks opnieuw."),
    ],
)
def test_a_write_error_gives_the_reason_and_advice(reason: str, advice: str) -> None:
    message = str(CannotWrite("/map", reason))
    assert message.startswith(f"Schrijven in /map lukt niet: {reason}. Er is niets gewijzigd. ")
    assert advice in message
    assert "scherm" not in message
    assert "andere map" not in message


def test_a_read_error_is_not_called_a_write_error(
    journal: Journal,
    folder: JournalFolder,
    entry: Entry,
    clock: Clock,
    password: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journal.save(entry)
    data_key = unlock_with_password(folder, password)
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.01)
    other = open_with_key(folder, data_key, clock)
    journal._connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CannotWrite, match=r"^Lezen uit .* een ander venster"):
        count_entries(other)
    journal._connection.execute("ROLLBACK")
    other.close()
    journal.close()
    folder.journal_file.rename(folder.path / "weg")
    folder.journal_file.mkdir()  # as unreadable as a file without permission, for root too
    with pytest.raises(CannotWrite, match=r"^Lezen uit .* geen rechten"):
        database.connect(folder.journal_file, data_key)

"""An entry in the bin is complete but in no list; an erased entry is nowhere."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement, ShownQuestion
from reflectie.domain.errors import DISK_FULL, CannotWrite, NotFound, ReflectieError
from reflectie.journal import database
from reflectie.journal.backup import create_backup, erase
from reflectie.journal.backup.backups import list_backups
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.erase import erase_everywhere, remove_backups, remove_journal
from reflectie.journal.backup.own_files import list_leftovers
from reflectie.journal.bin import (
    list_revisions,
    move_to_bin,
    restore_from_bin,
    set_keep_until,
    summaries_in_bin,
    summaries_past_keep_until,
)
from reflectie.journal.find_entries import count_entries, find_entry_id, search_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.opening import open_with_key
from reflectie.journal.trails import last_shown_days, list_trails

TODAY = dt.date(2026, 11, 22)
CANARY = "kanariepietje"
MakeAnswer = Callable[..., Answer]
MakePlacement = Callable[..., Placement]


def all_lists(journal: Journal) -> tuple[object, ...]:
    lists = (
        journal.summaries(),
        journal.summaries(open_only=True),
        list_trails(journal),
    )
    return (
        *lists,
        last_shown_days(journal),
        count_entries(journal),
        search_entries(journal, CANARY),
        summaries_past_keep_until(journal, TODAY),
    )


def test_an_entry_in_the_bin_is_in_no_list_and_comes_back_complete(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, make_placement: MakePlacement
) -> None:
    nothing = all_lists(memory)
    shown = (ShownQuestion(step="kies", item="a"),)
    memory.save(replace(entry, shown=shown), [make_answer("een")], [make_placement(10)])
    memory.save(replace(entry, shown=shown), [make_answer(CANARY)])
    set_keep_until(memory, "a1", TODAY - dt.timedelta(days=1))
    before, full_entry, revisions = all_lists(memory), memory.entry("a1"), list_revisions(memory, "a1")
    move_to_bin(memory, "a1")
    assert all_lists(memory) == nothing
    assert [summary.id for summary in summaries_in_bin(memory)] == ["a1"]
    assert summaries_in_bin(memory)[0].deleted
    restore_from_bin(memory, "a1")
    assert all_lists(memory) == before
    assert (memory.entry("a1"), list_revisions(memory, "a1"), summaries_in_bin(memory)) == (
        full_entry,
        revisions,
        (),
    )


def test_the_id_of_an_entry_in_the_bin_is_found_only_in_the_bin(memory: Journal, entry: Entry) -> None:
    memory.save(entry)
    move_to_bin(memory, "a1")
    with pytest.raises(NotFound):
        find_entry_id(memory, "a1")
    assert find_entry_id(memory, "a1", in_bin=True) == "a1"
    thrown_away = summaries_in_bin(memory)
    move_to_bin(memory, "a1")  # as a second program may
    assert summaries_in_bin(memory) == thrown_away


def test_a_save_takes_an_entry_out_of_the_bin(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    memory.save(entry, [make_answer("een")])
    move_to_bin(memory, "a1")
    memory.save_draft(entry, Draft(address=Address(step="vraag"), question="?", text="half"))
    assert summaries_in_bin(memory)
    memory.save(entry, [make_answer("twee")])
    assert summaries_in_bin(memory) == ()
    assert [hit.words for hit in search_entries(memory, "twee")] == ["twee"]


def test_entries_past_their_retention_date_are_listed_and_not_touched(memory: Journal, entry: Entry) -> None:
    for number, day in enumerate([None, TODAY, TODAY - dt.timedelta(days=1), TODAY - dt.timedelta(days=9)]):
        memory.save(replace(entry, id=f"e{number}"))
        set_keep_until(memory, f"e{number}", day)
    assert [summary.id for summary in summaries_past_keep_until(memory, TODAY)] == ["e3", "e2"]
    assert count_entries(memory) == 4
    with pytest.raises(NotFound):
        set_keep_until(memory, "weg", TODAY)


@pytest.fixture
def binned(journal: Journal, entry: Entry, make_answer: MakeAnswer, make_placement: MakePlacement) -> Journal:
    """A journal with a backup, in which one of two entries is in the bin with all that an entry can hold."""
    journal.save(replace(entry, id="b2"), [make_answer("blijft", step="b")])
    journal.save(replace(entry, title=CANARY), [make_answer(CANARY * 300)], [make_placement(1, field=CANARY)])
    journal.save(replace(entry, title=CANARY), [make_answer(f"{CANARY}twee")])
    journal.save_draft(entry, Draft(address=Address(step="los"), question=CANARY, text=f"{CANARY}drie"))
    back_up_journal(journal, TODAY - dt.timedelta(days=1))
    move_to_bin(journal, "a1")
    back_up_journal(journal, TODAY)
    return journal


def test_erasing_leaves_no_trace_in_the_database_the_index_or_backups(
    binned: Journal, folder: JournalFolder, password: str
) -> None:
    data_key = unlock_with_password(folder, password)
    assert any(CANARY in page for page in pages(folder.journal_file, data_key))
    (folder.backups_folder / "beschadigd-2026-01-01-aa-logboek.db").write_bytes(b"oud")
    result = erase_everywhere(binned, ["a1"], TODAY, with_set_aside=True)
    assert result.not_removed == ()
    assert [backup.name for backup in list_backups(folder)] == [result.backup.name]
    assert {path.name for path in folder.backups_folder.iterdir()} == {
        result.backup.name,
        result.backup.own_key_file.name,
    }
    for file in (folder.journal_file, result.backup.journal_file):
        assert not any(CANARY in page for page in pages(file, data_key)), file
        assert any("blijft" in page for page in pages(file, data_key))
    assert [summary.id for summary in binned.summaries()] == ["b2"]


def test_a_failed_backup_after_erasing_says_that_older_backups_remain(
    binned: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(create_backup, "create_private_file", broken)
    with pytest.raises(ReflectieError, match="In oudere kopieën staat het nog"):
        erase_everywhere(binned, ["a1"], TODAY)
    assert (len(list_backups(folder)), summaries_in_bin(binned)) == (2, ())


def test_a_full_disk_during_vacuum_still_reports_the_erasure(
    binned: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Journal) -> None:
        raise CannotWrite(folder.journal_file, DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(erase, "vacuum", full)
        with pytest.raises(
            ReflectieError, match=r"is het gewist.*In oudere kopieën staat het nog\. Maak ruimte"
        ):
            erase_everywhere(binned, ["a1"], TODAY)
    assert (len(list_backups(folder)), summaries_in_bin(binned)) == (2, ())
    erase_everywhere(binned, [], TODAY)
    assert len(list_backups(folder)) == 1


def test_removing_the_journal_leaves_only_the_files_of_others(binned: Journal, folder: JournalFolder) -> None:
    binned.close()
    (folder.path / "mijn-brief.txt").write_text("van mij")
    (folder.path / ".sleutels.json.abc_12de").write_text("rest")
    assert remove_journal(folder) == ()
    assert [path.name for path in folder.path.iterdir()] == ["mijn-brief.txt"]


def test_a_backup_folder_that_may_not_be_read_is_named_and_the_rest_is_removed(
    binned: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    binned.close()
    list_folder = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path == folder.backups_folder:
            raise PermissionError(path)
        return list_folder(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert remove_backups(folder) == (folder.backups_folder,)
    assert remove_journal(folder) == (folder.backups_folder,)
    assert not folder.journal_file.exists()


def test_leftovers_are_listed_but_not_a_journal_still_being_created(
    journal: Journal, folder: JournalFolder, clock: Clock, password: str
) -> None:
    journal.close()
    folder.journal_file.rename(folder.path / "logboek.db.0a.nieuw")
    assert list_leftovers(folder) == ()
    open_with_key(folder, unlock_with_password(folder, password), clock).close()
    (folder.path / "logboek.db.0b.nieuw").write_bytes(b"")
    assert [path.name for path in list_leftovers(folder)] == ["logboek.db.0b.nieuw"]


def pages(file: Path, data_key: bytes) -> list[str]:
    """Everything that the decrypted file holds, also where no table looks any more, and the words to search.

    Pages are AES-256-CBC, 4096 bytes of which the last 80 hold IV and HMAC; the first 16 of all are the salt.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    content, texts = file.read_bytes(), []
    for start in range(0, len(content), 4096):
        page, skipped = content[start : start + 4096], 16 if start == 0 else 0
        decryptor = Cipher(algorithms.AES(data_key), modes.CBC(page[-80:-64])).decryptor()
        texts.append((decryptor.update(page[skipped:-80]) + decryptor.finalize()).decode("latin-1"))
    return [*texts, *search_terms(file, data_key)]


def search_terms(file: Path, data_key: bytes) -> list[str]:
    connection = database.connect(file, data_key)
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search', 'row')")
    texts = connection.execute("SELECT term FROM temp.terms").fetchall()
    connection.close()
    return [word for (word,) in texts]

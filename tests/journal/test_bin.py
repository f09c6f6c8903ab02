"""In the bin an entry is out of sight and whole; erased, it is nowhere."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.domain.disk import FULL
from reflectie.domain.entry import Address, Answer, Draft, Entry, Placement, Shown
from reflectie.domain.errors import CannotWrite, NotTidied, UnknownEntry
from reflectie.journal import copying, database
from reflectie.journal.backups import listed
from reflectie.journal.copying import back_up
from reflectie.journal.folder import Folder
from reflectie.journal.keys import unlock
from reflectie.journal.opening import open_with_key
from reflectie.journal.store import Clock, Journal
from reflectie.journal.tidying import leftovers, remove_all, tidy

TODAY = dt.date(2026, 11, 22)
CANARY = "kanariepietje"
Say = Callable[..., Answer]
Mark = Callable[..., Placement]


def everything(journal: Journal) -> tuple[object, ...]:
    lists = (journal.summaries(), journal.summaries(only_open=True), journal.placements(), journal.trails())
    return (*lists, journal.shown(), journal.count(), journal.search(CANARY), journal.past_keep_until(TODAY))


def test_what_is_in_the_bin_is_in_no_list_and_comes_back_whole(
    memory: Journal, entry: Entry, said: Say, mark: Mark
) -> None:
    nothing = everything(memory)
    shown = (Shown(step="kies", item="a"),)
    memory.keep(replace(entry, shown=shown), [said("een")], [mark(10)])
    memory.keep(replace(entry, shown=shown), [said(CANARY)])
    memory.set_keep_until("a1", TODAY - dt.timedelta(days=1))
    before, whole, past = everything(memory), memory.entry("a1"), memory.revisions("a1")
    memory.delete("a1")
    assert everything(memory) == nothing
    assert [summary.id for summary in memory.bin()] == ["a1"]
    assert memory.bin()[0].deleted
    memory.undelete("a1")
    assert everything(memory) == before
    assert (memory.entry("a1"), memory.revisions("a1"), memory.bin()) == (whole, past, ())


def test_only_the_bin_knows_the_mark_of_what_lies_in_it(memory: Journal, entry: Entry) -> None:
    memory.keep(entry)
    memory.delete("a1")
    with pytest.raises(UnknownEntry):
        memory.find("a1")
    assert memory.find("a1", in_bin=True) == "a1"
    thrown_away = memory.bin()
    memory.delete("a1")  # as a second window may
    assert memory.bin() == thrown_away


def test_who_writes_in_an_entry_takes_it_out_of_the_bin(memory: Journal, entry: Entry, said: Say) -> None:
    memory.keep(entry, [said("een")])
    memory.delete("a1")
    memory.draft(entry, Draft(address=Address(step="vraag"), question="?", text="half"))
    assert memory.bin()
    memory.keep(entry, [said("twee")])
    assert memory.bin() == ()
    assert [hit.words for hit in memory.search("twee")] == ["twee"]


def test_what_is_past_its_day_is_told_and_not_touched(memory: Journal, entry: Entry) -> None:
    for number, day in enumerate([None, TODAY, TODAY - dt.timedelta(days=1), TODAY - dt.timedelta(days=9)]):
        memory.keep(replace(entry, id=f"e{number}"))
        memory.set_keep_until(f"e{number}", day)
    assert [summary.id for summary in memory.past_keep_until(TODAY)] == ["e3", "e2"]
    assert memory.count() == 4
    with pytest.raises(UnknownEntry):
        memory.set_keep_until("weg", TODAY)


@pytest.fixture
def erased(journal: Journal, entry: Entry, said: Say, mark: Mark) -> Journal:
    """A journal in which one of two entries, with all that can belong to it, is in the bin, and copied."""
    journal.keep(replace(entry, id="b2"), [said("blijft", step="b")])
    journal.keep(replace(entry, title=CANARY), [said(CANARY * 300)], [mark(1, field=CANARY)])
    journal.keep(replace(entry, title=CANARY), [said(f"{CANARY}twee")])
    journal.draft(entry, Draft(address=Address(step="los"), question=CANARY, text=f"{CANARY}drie"))
    back_up(journal, TODAY - dt.timedelta(days=1))
    journal.delete("a1")
    back_up(journal, TODAY)
    return journal


def test_erasing_leaves_no_trace_in_the_file_the_index_and_the_copies(
    erased: Journal, folder: Folder, password: str
) -> None:
    data_key = unlock(folder, password)
    assert any(CANARY in page for page in pages(folder.journal, data_key))
    (folder.backups / "beschadigd-2026-01-01-aa-logboek.db").write_bytes(b"oud")
    tidied = tidy(erased, ["a1"], TODAY)
    assert tidied.left == ()
    assert [backup.name for backup in listed(folder)] == [tidied.backup.name]
    assert {path.name for path in folder.backups.iterdir()} == {
        tidied.backup.name,
        tidied.backup.own_keys.name,
    }
    for file in (folder.journal, tidied.backup.journal):
        assert not any(CANARY in page for page in pages(file, data_key)), file
        assert any("blijft" in page for page in pages(file, data_key))
    assert [summary.id for summary in erased.summaries()] == ["b2"]


def test_a_copy_that_fails_says_that_older_ones_still_hold_it(
    erased: Journal, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(copying, "make_private_file", broken)
    with pytest.raises(NotTidied, match="In oudere kopieën staat het nog"):
        tidy(erased, ["a1"], TODAY)
    assert (len(listed(folder)), erased.bin()) == (2, ())


def test_no_room_to_build_the_file_anew_does_not_hide_that_it_was_erased(
    erased: Journal, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Journal) -> None:
        raise CannotWrite(folder.journal, FULL)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "build_anew", full)
        with pytest.raises(NotTidied, match=r"is het gewist.*In oudere kopieën staat het nog\. Maak ruimte"):
            tidy(erased, ["a1"], TODAY)
    assert (len(listed(folder)), erased.bin()) == (2, ())
    tidy(erased, [], TODAY)
    assert len(listed(folder)) == 1


def test_removing_all_leaves_nothing_and_spares_what_is_of_others(erased: Journal, folder: Folder) -> None:
    erased.close()
    (folder.path / "mijn-brief.txt").write_text("van mij")
    (folder.path / ".sleutels.json.abc").write_text("rest")
    assert remove_all(folder) == ()
    assert [path.name for path in folder.path.iterdir()] == ["mijn-brief.txt"]


def test_what_was_interrupted_is_seen_and_a_journal_that_waits_is_not_taken_for_it(
    journal: Journal, folder: Folder, clock: Clock, password: str
) -> None:
    journal.close()
    folder.journal.rename(folder.path / "logboek.db.0a.nieuw")
    assert leftovers(folder) == ()
    open_with_key(folder, unlock(folder, password), clock).close()
    (folder.path / "logboek.db.0b.nieuw").write_bytes(b"")
    assert [path.name for path in leftovers(folder)] == ["logboek.db.0b.nieuw"]


def pages(file: Path, data_key: bytes) -> list[str]:
    """Everything that the decrypted file holds, also where no table looks any more, and the words to search.

    Pages are AES-256-CBC, 4096 bytes of which the last 80 hold IV and HMAC; the first 16 of all are the salt.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    content, found = file.read_bytes(), []
    for start in range(0, len(content), 4096):
        page, skipped = content[start : start + 4096], 16 if start == 0 else 0
        decryptor = Cipher(algorithms.AES(data_key), modes.CBC(page[-80:-64])).decryptor()
        found.append((decryptor.update(page[skipped:-80]) + decryptor.finalize()).decode("latin-1"))
    return [*found, *words(file, data_key)]


def words(file: Path, data_key: bytes) -> list[str]:
    connection = database.connect(file, data_key)
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search', 'row')")
    found = connection.execute("SELECT term FROM temp.terms").fetchall()
    connection.close()
    return [word for (word,) in found]

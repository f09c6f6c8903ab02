"""Another file takes the place of an open journal, or damage shows late: told for what it is."""

import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from reflectie.domain.entry import Answer, Entry
from reflectie.domain.errors import CannotWrite, DamagedJournal
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.erase import erase_everywhere
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal

from ..conftest import TODAY

MakeAnswer = Callable[..., Answer]


def replace_file(path: Path, other: Path) -> None:
    """Put another file in the place of one that is open, as a sync program does."""
    shutil.copyfile(other, path.with_suffix(".sync"))
    path.with_suffix(".sync").replace(path)


def test_a_replaced_file_is_told_once_and_then_used(
    journal: Journal, folder: JournalFolder, entry: Entry, make_answer: MakeAnswer, tmp_path: Path
) -> None:
    journal.save(entry, [make_answer("toen")])
    shutil.copyfile(folder.journal_file, tmp_path / "van elders.db")
    journal.save(entry, [make_answer("later")])
    replace_file(folder.journal_file, tmp_path / "van elders.db")
    with pytest.raises(CannotWrite, match="door een ander vervangen") as refusal:
        journal.save(entry, [make_answer("nog later")])
    assert "alleen-lezen" not in str(refusal.value)
    assert journal.entry(entry.id).answers[0].text == "toen"
    journal.save(entry, [make_answer("nog later")])
    assert journal.entry(entry.id).answers[0].text == "nog later"


def test_reading_tells_of_a_replaced_file_too(
    journal: Journal, folder: JournalFolder, entry: Entry, make_answer: MakeAnswer, tmp_path: Path
) -> None:
    shutil.copyfile(folder.journal_file, tmp_path / "leeg.db")
    journal.save(entry, [make_answer("hier")])
    replace_file(folder.journal_file, tmp_path / "leeg.db")
    with pytest.raises(CannotWrite, match=r"Lezen uit .* door een ander vervangen"):
        journal.summaries()
    assert journal.summaries() == ()
    replace_file(folder.journal_file, tmp_path / "leeg.db")
    with pytest.raises(CannotWrite, match="door een ander vervangen"):
        back_up_journal(journal, TODAY)


def test_an_emptied_file_is_damage_and_not_a_newer_version(
    journal: Journal, folder: JournalFolder, entry: Entry
) -> None:
    journal.save(entry)
    with folder.journal_file.open("r+b") as file:
        file.truncate()
    for attempt in (lambda: journal.save(entry), journal.summaries):
        with pytest.raises(DamagedJournal, match="is leeg"):
            attempt()


def test_damage_that_shows_as_a_lack_of_memory_is_called_damage(
    journal: Journal,
    folder: JournalFolder,
    entry: Entry,
    make_answer: MakeAnswer,
) -> None:
    journal.save(entry, [make_answer(f"woord{number} " * 700, step=f"s{number}") for number in range(14)])
    intact = folder.journal_file.read_bytes()
    is_found = False
    for page, offset in product(range(5, len(intact) // 4096), (50, 500, 1500, 3000)):
        content = bytearray(intact)
        content[page * 4096 + offset] ^= 0xFF
        folder.journal_file.write_bytes(content)
        try:
            journal.reconnect()
            erase_everywhere(journal, [], TODAY)
        except DamagedJournal as error:
            is_found = isinstance(error.__cause__, MemoryError)
        if is_found:
            break
    assert is_found, "no damage showed as a lack of memory"

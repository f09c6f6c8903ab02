"""Only what this program made is removed or replaced; everything else stays and is named."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Answer, Entry
from reflectie.domain.errors import CannotBackUp, CannotWrite, ReflectieError
from reflectie.journal.backup import create_backup
from reflectie.journal.backup.backups import Backup, list_backups
from reflectie.journal.backup.create_backup import back_up_journal, location_of, write_backup
from reflectie.journal.backup.erase import erase_everywhere, remove_journal
from reflectie.journal.backup.own_files import list_foreign_files, list_leftovers
from reflectie.journal.backup.rollback_journal import recovery_guard, rollback_journal_path
from reflectie.journal.folder import JournalFolder, write_private_new
from reflectie.journal.journal import Journal

from ..conftest import TODAY

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")

FOREIGN = [
    "belangrijk.docx",
    "logboek-2026-11-22 (conflicted copy).db",
    "logboek.db",
    ".sleutels.json.swp",
    "map/brief.txt",
]


@pytest.fixture
def strangers(journal: Journal, folder: JournalFolder) -> list[Path]:
    """Files of the user in the backup folder, beside a backup and a set aside file of the program."""
    back_up_journal(journal, TODAY)
    (folder.backups_folder / "beschadigd-2026-11-20-0a1b-logboek.db").write_bytes(b"oud")
    (folder.backups_folder / "map").mkdir()
    paths = [folder.backups_folder / name for name in FOREIGN]
    for path in paths:
        path.write_text("van mij")
    return paths


def test_erasing_leaves_and_names_the_files_of_others(
    journal: Journal, folder: JournalFolder, strangers: list[Path]
) -> None:
    assert erase_everywhere(journal, [], TODAY, with_set_aside=True).not_removed == ()
    assert all(path.read_text() == "van mij" for path in strangers)
    names = {path.name for path in list_foreign_files(folder)}
    assert names == {"map", *(name for name in FOREIGN if "/" not in name)}


def test_what_was_set_aside_goes_only_when_asked_for(
    journal: Journal, folder: JournalFolder, strangers: list[Path]
) -> None:
    erase_everywhere(journal, [], TODAY)
    assert len(list(folder.backups_folder.glob("beschadigd-*"))) == 1
    erase_everywhere(journal, [], TODAY, with_set_aside=True)
    assert list(folder.backups_folder.glob("beschadigd-*")) == []


def test_removing_the_journal_leaves_the_files_of_others(
    journal: Journal, folder: JournalFolder, strangers: list[Path]
) -> None:
    journal.close()
    (folder.path / ".sleutels.json.swp").write_text("van mijn editor")
    assert remove_journal(folder) == ()
    assert all(path.read_text() == "van mij" for path in strangers)
    assert {path.name for path in folder.path.iterdir()} == {".sleutels.json.swp", "kopieen"}
    assert {path.name for path in folder.backups_folder.iterdir()} == {
        path.name for path in list_foreign_files(folder)
    }


@needs_links
def test_of_a_link_only_the_link_is_removed(journal: Journal, folder: JournalFolder, tmp_path: Path) -> None:
    journal.close()
    targets = []
    for name in ("instellingen.json", "logboek-2026-11-22.db", "logboek.db.voor-herstel"):
        target = tmp_path / f"elders-{name}"
        target.write_text("van mij")
        targets.append(target)
    folder.backups_folder.mkdir()
    folder.settings_file.symlink_to(targets[0])
    (folder.backups_folder / "logboek-2026-11-22.db").symlink_to(targets[1])
    (folder.path / "logboek.db.voor-herstel").symlink_to(targets[2])
    assert list_leftovers(folder) == ()
    assert remove_journal(folder) == (targets[0],)
    assert [target.read_text() for target in targets] == ["van mij"] * 3


@needs_links
@pytest.mark.parametrize("exists", [True, False])
def test_a_planted_link_is_not_written_through_at_recovery(
    journal: Journal, folder: JournalFolder, tmp_path: Path, exists: bool
) -> None:
    journal.close()
    target = tmp_path / "van mij"
    if exists:
        target.write_text("van mij")
    folder.journal_file.with_name("logboek.db.voor-herstel").symlink_to(target)
    rollback_journal_path(folder.journal_file).touch()
    message = "een verwijzing die niet van reflectie is"
    with pytest.raises(CannotWrite, match=message), recovery_guard(folder.journal_file):
        pass
    assert target.exists() == exists
    assert not exists or target.read_text() == "van mij"


@needs_links
def test_a_new_file_is_not_written_through_a_link(tmp_path: Path) -> None:
    link = tmp_path / "kaart.txt"
    link.symlink_to(tmp_path / "elders.txt")
    with pytest.raises(CannotWrite, match="daar staat al een bestand"):
        write_private_new(link, b"nieuw")
    assert not (tmp_path / "elders.txt").exists()


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("name", ["mijn.db", "mijn.sleutels.json"])
def test_a_file_made_while_a_backup_is_copied_is_not_replaced(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, has_links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    made = tmp_path / name

    def make(*_: object) -> None:
        made.write_text("van mij")

    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 5)
    with pytest.raises(CannotBackUp, match="daar staat al een bestand"):
        write_backup(journal.connection, location_of(journal), Backup(tmp_path, "mijn.db", TODAY), make)
    assert made.read_text() == "van mij"
    assert {path.name for path in tmp_path.iterdir()} == {name, "reflectie"}


def test_a_daily_backup_takes_the_next_name_when_another_program_takes_its_name(
    journal: Journal, folder: JournalFolder, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.save(entry)
    monkeypatch.setattr(create_backup, "PAGES_PER_STEP", 5)
    taken = folder.backups_folder / "logboek-2026-11-22.db"
    backup = back_up_journal(
        journal, TODAY, lambda *_: taken.write_bytes(b"van het andere programma") and None
    )
    assert backup.name == "logboek-2026-11-22-2.db"
    assert taken.read_bytes() == b"van het andere programma"


def test_a_key_file_that_lost_its_backup_does_not_stop_the_next_one(
    journal: Journal, folder: JournalFolder
) -> None:
    back_up_journal(journal, TODAY).journal_file.unlink()
    assert back_up_journal(journal, TODAY).name == "logboek-2026-11-22-2.db"
    assert len(list_backups(folder)) == 1


def test_a_full_disk_with_an_empty_bin_does_not_say_that_anything_was_erased(
    journal: Journal,
    entry: Entry,
    make_answer: Callable[..., Answer],
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    journal.save(entry, [make_answer("blijft")])
    monkeypatch.setattr(create_backup, "create_private_file", full)
    with pytest.raises(ReflectieError, match=r"^Opruimen lukt niet: .* vol\. Er was niets te wissen"):
        erase_everywhere(journal, [], TODAY)

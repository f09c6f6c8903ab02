"""A second journal beside the journal, as sync programs make it, is noticed."""

import shlex

import pytest

from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.diagnostics import Severity, check_journal_files
from reflectie.journal.conflict_copies import conflict_notice, find_conflict_copies
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal

from ..conftest import NOW, TODAY

NAMES = [
    "logboek (PC's conflicted copy 2026-11-30).db",  # Dropbox
    "logboek (conflictkopie van PC 2026-11-30).db",
    "logboek-LAPTOP-3K2.db",  # OneDrive
    "logboek-PC-2.db",
    "logboek 2.db",  # iCloud
    "logboek (1).db",  # Google Drive
    "Kopie van logboek.db",
    "logboek.sync-conflict-20261130-101500-ABCDEFG.db",  # Syncthing
    "logboek (conflicted copy 2026-11-30 101500).db",  # Nextcloud
    "logboek.Conflict.db",
    "sleutels (PC's conflicted copy 2026-11-30).json",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_conflict_copy_of_a_sync_program_is_found(
    journal: Journal, folder: JournalFolder, name: str
) -> None:
    copy = folder.path / name
    copy.write_bytes(folder.journal_file.read_bytes())
    assert find_conflict_copies(folder) == (copy,)
    assert name in conflict_notice((copy,))
    (double,) = [item for item in check_journal_files(folder, {}, NOW) if item.name == "dubbel"]
    assert double.level is Severity.NOTE
    assert shlex.split(double.mend) == ["reflectie", "herstel", name, "--lezen"]


def test_the_files_of_the_program_itself_are_no_conflict_copies(
    journal: Journal, folder: JournalFolder
) -> None:
    backup = back_up_journal(journal, TODAY)
    names = [
        "logboek-2026-11-22-2-vervangen.db",
        "logboek.db-journal",
        "logboek.db.voor-herstel",
        ".logboek.db.0a.terug",
        "brief.db",
    ]
    for name in (*names, backup.name, backup.own_key_file.name):
        (folder.path / name).touch()
    (folder.path / "logboek van vroeger.db").mkdir()
    for path in (folder.settings_file, folder.instance_lock_file, folder.key_lock_file):
        path.touch()
    assert find_conflict_copies(folder) == ()

"""Full disks, read-only disks and folders of other users: reported in words, without damage."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from reflectie.domain.dates import Clock
from reflectie.domain.entry import Answer, Draft, Entry
from reflectie.domain.errors import AccessDenied, CannotBackUp, CannotWrite, ReflectieError
from reflectie.journal.backup.backups import list_backups
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.erase import erase_everywhere
from reflectie.journal.bin import move_to_bin, summaries_in_bin
from reflectie.journal.find_entries import count_entries, search_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import create_key_file, read_key_file
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal, open_with_key

TODAY = dt.date(2026, 11, 22)
KEY = bytes(range(32))
STORED = Path(__file__).parents[1] / "data"
MakeAnswer = Callable[..., Answer]


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("a disk can only be mounted by root")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A separate disk of one megabyte."""
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("there are no such disks here")
    path = tmp_path / "schijf"
    path.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(path))
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def fill_disk(journal: Journal, entry: Entry, make_answer: MakeAnswer) -> tuple[list[str], CannotWrite]:
    """Save entries until the disk is full. Return the ids of those saved, and the error."""
    saved: list[str] = []
    try:
        for number in range(1000):
            journal.save(replace(entry, id=f"e{number}"), [make_answer(f"woord{number} " * 900)])
            saved.append(f"e{number}")
    except CannotWrite as error:
        return saved, error
    raise AssertionError("the disk did not fill up")


def test_entries_saved_before_the_disk_was_full_are_intact(
    disk: Path, clock: Clock, cheap: KdfCost, password: str, entry: Entry, make_answer: MakeAnswer
) -> None:
    journal = create_journal(JournalFolder(disk / "map"), password, clock, cheap)
    (disk / "ander").write_bytes(bytes(100_000))
    saved, error = fill_disk(journal, entry, make_answer)
    assert "de schijf is vol" in str(error)
    assert len(saved) > 10
    with pytest.raises(CannotWrite, match="de schijf is vol"):
        for number in range(100):
            journal.save_draft(
                entry, Draft(address=make_answer("").address, question="?", text="w" * 1000 * number)
            )
    assert sorted(summary.id for summary in journal.summaries() if summary.id != "a1") == sorted(saved)
    assert all(journal.entry(entry_id).answers[0].text for entry_id in saved)
    assert [hit.entry for hit in search_entries(journal, "woord0 woord0")] == ["e0"]
    with pytest.raises(CannotBackUp, match="de schijf is vol"):
        back_up_journal(journal, TODAY)
    assert list_backups(JournalFolder(disk / "map")) == ()
    assert len(list((disk / "map").rglob("*"))) == 3
    (disk / "ander").unlink()
    journal.save(entry, [make_answer("er is weer ruimte")])
    journal.close()


def test_a_full_disk_stops_a_migration_before_it_begins(disk: Path, clock: Clock, cheap: KdfCost) -> None:
    folder = JournalFolder(disk / "map")
    folder.create()
    shutil.copyfile(STORED / "logboek-v1.db", folder.journal_file)
    create_key_file(folder, "woord", cheap, KEY)
    before = folder.journal_file.read_bytes()
    (disk / "groot").write_bytes(bytes(shutil.disk_usage(disk).free - 20_000))
    with pytest.raises(CannotBackUp, match="de schijf is vol"):
        open_with_key(folder, KEY, clock)
    assert folder.journal_file.read_bytes() == before
    (disk / "groot").unlink()
    journal = open_with_key(folder, KEY, clock)
    assert count_entries(journal) == 3
    journal.close()


def test_erasing_on_a_nearly_full_disk_reports_what_was_erased(
    disk: Path, clock: Clock, cheap: KdfCost, password: str, entry: Entry, make_answer: MakeAnswer
) -> None:
    folder = JournalFolder(disk / "map")
    journal = create_journal(folder, password, clock, cheap)
    for number in range(6):
        journal.save(replace(entry, id=f"e{number}"), [make_answer(f"woord{number} " * 900)])
    back_up_journal(journal, TODAY)
    move_to_bin(journal, "e0")
    (disk / "groot").write_bytes(bytes(shutil.disk_usage(disk).free - 150_000))
    with pytest.raises(ReflectieError, match=r"de schijf is vol\. In oudere kopieën staat het nog"):
        erase_everywhere(journal, ["e0"], TODAY)
    assert summaries_in_bin(journal) == ()
    assert count_entries(journal) == 5
    assert len(list_backups(folder)) == 1
    (disk / "groot").unlink()
    assert erase_everywhere(journal, [], TODAY).not_removed == ()
    journal.close()


def test_a_journal_on_a_read_only_disk_can_be_read(
    disk: Path, clock: Clock, cheap: KdfCost, password: str, entry: Entry, make_answer: MakeAnswer
) -> None:
    folder = JournalFolder(disk / "map")
    created = create_journal(folder, password, clock, cheap)
    created.save(entry, [make_answer("woord")])
    data_key = created.location.data_key if created.location else b""
    created.close()
    mount("-o", "remount,ro", str(disk))
    journal = open_with_key(folder, data_key, clock)
    assert search_entries(journal, "woord")
    with pytest.raises(CannotWrite, match="alleen-lezen"):
        journal.save(entry, [make_answer("nieuw")])
    with pytest.raises(CannotBackUp, match="alleen-lezen"):
        back_up_journal(journal, TODAY)
    assert journal.entry("a1").answers[0].text == "woord"
    journal.close()


@pytest.fixture
def as_nobody() -> Iterator[Callable[[JournalFolder, str], str]]:
    """Run a line of Python as a user without permissions, and return what it prints."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root can become another user")

    def run(folder: JournalFolder, line: str) -> str:
        code = (
            "import os, sys; os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            "try:\n    " + line + "\nexcept ReflectieError as e:\n    print(type(e).__name__, e)"
        )
        before = (
            "import sys, encodings.idna; from pathlib import Path; from reflectie.domain.errors import *;"
            "from reflectie.journal.keys.key_file import read_key_file\n"
            "from reflectie.journal.folder import JournalFolder\n"
            "folder = JournalFolder(Path(sys.argv[1]))\n"
        )
        command = [sys.executable, "-c", before + code, str(folder.path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return run


def test_the_folder_of_another_user_is_neither_empty_nor_damaged(
    as_nobody: Callable[[JournalFolder, str], str], clock: Clock, cheap: KdfCost, password: str
) -> None:
    with tempfile.TemporaryDirectory() as path:
        Path(path).chmod(0o755)
        folder = JournalFolder(Path(path) / "map")
        create_journal(folder, password, clock, cheap).close()
        assert as_nobody(folder, "print(folder.has_journal())").startswith(
            "AccessDenied Je hebt geen rechten"
        )
        folder.path.chmod(0o755)
        assert as_nobody(folder, "read_key_file(folder)").startswith("AccessDenied Je hebt geen rechten")


def test_a_key_file_without_read_permission_is_not_called_damaged(
    journal: Journal, folder: JournalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AccessDenied):
        read_key_file(folder)

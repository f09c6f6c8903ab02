"""A program that is killed while it rewrites a file leaves the old or the new one, never neither."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reflectie.journal.backup.backups import list_backups
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.integrity import verify_database
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import create_key_file, read_verified_key_file
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_database, open_with_key

from ..conftest import NOW
from ..full_length import shortened

KEY = bytes(range(32))

DIES = """
import datetime as dt, os, sys
from pathlib import Path
from reflectie.journal.backup.backups import list_backups
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.backup.restore import restore_backup
from reflectie.journal.backup.restore_preview import preview_restore
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import slots
from reflectie.journal.keys.rekey import set_password
from reflectie.journal.opening import open_with_key

slots.MEMORY_KIB_RANGE = (8, 1024 * 1024)
folder, action, left = JournalFolder(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
key, now = bytes(range(32)), dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
cost = slots.KdfCost(memory_kib=8, iterations=1, lanes=1)

def dies(call):
    def counted(*args, **options):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return call(*args, **options)
    return counted

for name in ("replace", "rename", "link", "unlink", "fsync", "open", "chmod"):
    setattr(os, name, dies(getattr(os, name)))
if action == "backup":
    back_up_journal(open_with_key(folder, key, lambda: now), now.date())
elif action == "password":
    set_password(folder, key, "iets heel anders", cost)
else:
    backup = list_backups(folder)[0]
    preview = preview_restore(folder, backup, key)
    restore_backup(folder, backup, key, now.date(), salvaged=preview.salvage)
"""


@pytest.fixture
def filled(folder: JournalFolder, cheap: KdfCost) -> JournalFolder:
    """A journal with a backup of the day before."""
    folder.create()
    create_database(folder.journal_file, KEY)
    create_key_file(folder, "een lang wachtwoord", cheap, KEY)
    journal = open_with_key(folder, KEY, lambda: NOW)
    back_up_journal(journal, NOW.date() - dt.timedelta(days=1))
    journal.close()
    return folder


def die(folder: JournalFolder, action: str, after: int) -> bool:
    """Run an action that ends after so many calls of the system. Return whether it ended before its end."""
    command = [sys.executable, "-c", DIES, str(folder.path), action, str(after)]
    code = subprocess.run(command, check=False, timeout=60, env={**os.environ}).returncode
    assert code in (0, 9)
    return code == 9


FEW = {3, 8}
"""The moments of the short run; the long one has all."""


@pytest.mark.parametrize("after", shortened(range(30), FEW))
@pytest.mark.parametrize("action", ["backup", "password", "restore", "mend"])
def test_a_kill_leaves_an_intact_journal_its_keys_and_its_backup(
    filled: JournalFolder, action: str, after: int
) -> None:
    if action == "mend":
        damage(filled.journal_file)
    was_killed = die(filled, action, after)
    read_verified_key_file(filled, KEY)
    for backup in list_backups(filled):
        verify_database(backup.journal_file, KEY)
        read_verified_key_file(backup, KEY)
    assert list_backups(filled)
    if action == "mend" and was_killed:
        assert die(filled, action, 10_000) is False  # the next attempt succeeds
    opened = open_with_key(filled, KEY, lambda: NOW)
    assert count_entries(opened) == 0
    opened.close()


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-50] ^= 0xFF
    path.write_bytes(content)

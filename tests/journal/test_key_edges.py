"""Keys at their limits: two programs at once, too many slots, too little memory, another journal's file."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.kdf import argon2

from reflectie.domain.dates import Clock
from reflectie.domain.errors import CannotWrite, DamagedKeyFile, InvalidInput, ReflectieError, WrongPassword
from reflectie.journal import instance_lock
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.database import connect
from reflectie.journal.folder import JournalFolder
from reflectie.journal.instance_lock import key_file_lock
from reflectie.journal.journal import Journal
from reflectie.journal.keys.key_file import (
    KeyFile,
    create_key_file,
    new_slot,
    read_key_file,
    read_verified_key_file,
    seal_key_file,
    slot_kinds,
    unlock_with_password,
)
from reflectie.journal.keys.rekey import replace_slot, set_password
from reflectie.journal.keys.slots import KdfCost, SlotKind
from reflectie.journal.opening import create_journal, open_journal

from ..conftest import TODAY

KEY = bytes(range(32))

CHANGER = """
import sys
from pathlib import Path
from msgspec.structs import replace
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import slots
from reflectie.journal.keys.key_file import new_slot
from reflectie.journal.keys.rekey import replace_slot
from reflectie.journal.keys.slots import KdfCost

slots.MEMORY_KIB_RANGE = (8, 1024 * 1024)
folder, key = JournalFolder(Path(sys.argv[1])), bytes(range(32))
slot = new_slot(slots.SlotKind.RECOVERY, b"x", key, KdfCost(memory_kib=8, iterations=1, lanes=1))
for number in range(int(sys.argv[3])):
    kind = sys.argv[2] + str(number)
    replace_slot(folder, key, replace(slot, kind=kind))
"""


@pytest.fixture
def keys(folder: JournalFolder, cheap: KdfCost) -> JournalFolder:
    """A folder with a key file and no journal yet."""
    folder.create()
    create_key_file(folder, "een lang wachtwoord", cheap, KEY)
    return folder


@pytest.mark.parametrize("count", [15, pytest.param(200, marks=pytest.mark.long)])
def test_two_programs_that_change_the_keys_lose_no_slot(keys: JournalFolder, count: int) -> None:
    commands = [[sys.executable, "-c", CHANGER, str(keys.path), name, str(count)] for name in "ab"]
    programs = [subprocess.Popen(command) for command in commands]
    assert [program.wait(timeout=300) for program in programs] == [0, 0]
    assert len(slot_kinds(keys)) == 1 + 2 * count


def test_the_keys_are_not_changed_while_another_program_changes_them(
    keys: JournalFolder, cheap: KdfCost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance_lock, "KEY_LOCK_SECONDS", 0.0)
    before = keys.key_file.read_bytes()
    with key_file_lock(keys), pytest.raises(CannotWrite, match="een ander venster is er nog mee bezig"):
        set_password(keys, KEY, "iets heel anders", cheap)
    assert keys.key_file.read_bytes() == before
    set_password(keys, KEY, "iets heel anders", cheap)
    assert unlock_with_password(keys, "iets heel anders") == KEY


def test_more_slots_of_one_kind_than_the_program_makes_are_damage(
    keys: JournalFolder, cheap: KdfCost
) -> None:
    slot = new_slot(SlotKind.PASSWORD, b"x", KEY, cheap)
    body = read_verified_key_file(keys, KEY)
    for count, is_damage in ((2, False), (200, True)):
        many = KeyFile(format=body.format, slots=(*body.slots, *[slot] * count))
        keys.key_file.write_bytes(seal_key_file(many, KEY))
        if is_damage:
            with pytest.raises(DamagedKeyFile, match="sloten"):
                read_key_file(keys)
        else:
            read_key_file(keys)


def test_too_little_memory_for_a_slot_is_said_in_words(
    keys: JournalFolder, cheap: KdfCost, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    replace_slot(keys, KEY, msgspec.structs.replace(new_slot(SlotKind.PASSWORD, b"x", KEY, cheap), kdf=big()))
    monkeypatch.setattr(argon2, "Argon2id", Refusing)
    with pytest.raises(ReflectieError, match=r"daar is 1024 MB geheugen voor nodig.*wachtwoord is niet het"):
        unlock_with_password(keys, "een lang wachtwoord")


def big() -> KdfCost:
    return KdfCost(memory_kib=1024 * 1024)


@pytest.mark.parametrize("password", ["x", "   ", " " * 12, "zeven77"])
def test_a_new_journal_needs_a_password_of_eight_characters(
    folder: JournalFolder, clock: Clock, password: str
) -> None:
    with pytest.raises(InvalidInput, match="minstens 8 tekens"):
        create_journal(folder, password, clock)
    assert not folder.path.exists()


def test_the_keys_of_another_journal_are_not_called_a_wrong_password(
    journal: Journal, folder: JournalFolder, clock: Clock, cheap: KdfCost, password: str, tmp_path: Path
) -> None:
    back_up_journal(journal, TODAY)
    journal.close()
    other = JournalFolder(tmp_path / "ander")
    create_journal(other, "een ander wachtwoord", clock, cheap).close()
    folder.key_file.write_bytes(other.key_file.read_bytes())
    with pytest.raises(DamagedKeyFile, match="hoort bij een ander logboek") as damage:
        open_journal(folder, password, clock)
    assert "logboek-2026-11-22.db" in str(damage.value)
    with pytest.raises(WrongPassword):
        open_journal(folder, "zomaar iets", clock)


def test_an_old_password_is_a_wrong_password(
    journal: Journal, folder: JournalFolder, clock: Clock, cheap: KdfCost, password: str
) -> None:
    back_up_journal(journal, TODAY)
    data_key = unlock_with_password(folder, password)
    set_password(folder, data_key, "iets heel anders", cheap)
    with pytest.raises(WrongPassword):
        open_journal(folder, password, clock)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process its own memory")
def test_an_open_journal_keeps_no_text_of_its_key(
    journal: Journal, folder: JournalFolder, password: str
) -> None:
    key = unlock_with_password(folder, password)
    connection = connect(folder.journal_file, key)
    end_of_statement = ("\"'" + key.hex()[:3:-1]).encode()
    assert count_in_memory(end_of_statement) == 0
    connection.close()


WIPING = """
import sys
from pathlib import Path
from reflectie.journal import database
from reflectie.journal.database import open_connection

if sys.argv[3:] == ["off"]:
    database.WIPES_MEMORY = False
with open_connection(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])) as connection:
    print(*connection.execute("PRAGMA cipher_memory_security").fetchone())
"""


@pytest.mark.parametrize(("options", "state"), [((), "1"), (("off",), "0")])
def test_a_connection_wipes_what_it_frees(
    journal: Journal, folder: JournalFolder, password: str, options: tuple[str, ...], state: str
) -> None:
    key = unlock_with_password(folder, password)
    # In a process of its own: once on, SQLCipher wipes until the process ends.
    command = [sys.executable, "-c", WIPING, str(folder.journal_file), key.hex(), *options]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == state


def count_in_memory(reversed_text: bytes) -> int:
    """Count a text in the writable memory of this process. It is given in reverse, not to find itself."""
    found = 0
    with Path("/proc/self/maps").open() as maps, Path("/proc/self/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, mode, *_ = line.split()
            if "rw" in mode:
                start, end = (int(number, 16) for number in span.split("-"))
                try:
                    memory.seek(start)
                    found += memory.read(end - start)[::-1].count(reversed_text)
                except (OSError, OverflowError):  # not memory of its own
                    continue
    return found

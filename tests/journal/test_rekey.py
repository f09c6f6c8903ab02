"""Changing the slots of a key file, and detecting changes made without the key."""

import hashlib
import json
import os
import stat
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reflectie.domain.errors import CannotWrite, DamagedKeyFile, InvalidInput, ReflectieError, WrongPassword
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import key_file
from reflectie.journal.keys.key_file import (
    create_key_file,
    open_slot,
    read_verified_key_file,
    slot_kinds,
    unlock_with_password,
)
from reflectie.journal.keys.password_rule import check_password
from reflectie.journal.keys.recovery_code import RecoveryCode, new_recovery_code, unlock_with_code
from reflectie.journal.keys.rekey import (
    remove_slot,
    replace_slot,
    set_password,
    set_recovery_code,
)
from reflectie.journal.keys.slots import KdfCost, SlotKind, wrap_key

from ..examples import examples

SECRET = b"uit de sleutelbos"
Opening = Callable[[JournalFolder], bytes | None]


@pytest.fixture(scope="module")
def code() -> RecoveryCode:
    return new_recovery_code()


@pytest.fixture
def full_folder(folder: JournalFolder, cheap: KdfCost, password: str, code: RecoveryCode) -> JournalFolder:
    """A key file with a password, a recovery code and a keychain."""
    folder.create()
    fill(folder, cheap, password, code)
    return folder


def fill(folder: JournalFolder, cheap: KdfCost, password: str, code: RecoveryCode) -> bytes:
    data_key = create_key_file(folder, password, cheap)
    set_recovery_code(folder, data_key, code, cheap)
    replace_slot(folder, data_key, wrap_key(SlotKind.KEYCHAIN, SECRET, data_key, cheap))
    return data_key


def openings(password: str, code: RecoveryCode) -> list[Opening]:
    return [
        lambda folder: unlock_with_password(folder, password),
        lambda folder: unlock_with_code(folder, code),
        lambda folder: open_slot(folder, SlotKind.KEYCHAIN, SECRET),
    ]


def slots(folder: JournalFolder) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(folder.key_file.read_bytes())["body"]["slots"]
    return found


def tamper(folder: JournalFolder, changed: list[dict[str, Any]]) -> None:
    """Replace the slots and correct the checksum, as a person could do by hand."""
    file = json.loads(folder.key_file.read_bytes())
    body = json.dumps({"format": 1, "slots": changed}).encode()
    checksum = hashlib.sha256(file["hmac"].encode() + b"\n" + body).hexdigest()
    folder.key_file.write_bytes(
        b'{"sha256":"%s","hmac":"%s","body":%s}' % (checksum.encode(), file["hmac"].encode(), body)
    )


def test_all_three_secrets_give_the_same_key(
    full_folder: JournalFolder, password: str, code: RecoveryCode
) -> None:
    assert slot_kinds(full_folder) == {"wachtwoord", "herstelcode", "sleutelbos"}
    assert len({opened(full_folder) for opened in openings(password, code)}) == 1


def test_a_new_password_replaces_the_old_one_only(
    full_folder: JournalFolder, cheap: KdfCost, password: str, code: RecoveryCode
) -> None:
    data_key = unlock_with_password(full_folder, password)
    set_password(full_folder, data_key, "iets heel anders", cheap)
    assert [opened(full_folder) for opened in openings("iets heel anders", code)] == [data_key] * 3
    with pytest.raises(WrongPassword):
        unlock_with_password(full_folder, password)


def test_removing_a_slot_leaves_the_others(
    full_folder: JournalFolder, password: str, code: RecoveryCode
) -> None:
    data_key = unlock_with_password(full_folder, password)
    remove_slot(full_folder, data_key, SlotKind.KEYCHAIN)
    assert open_slot(full_folder, SlotKind.KEYCHAIN, SECRET) is None
    assert [opened(full_folder) for opened in openings(password, code)[:2]] == [data_key] * 2


def test_a_change_keeps_the_slots_of_a_later_version(
    full_folder: JournalFolder, cheap: KdfCost, password: str
) -> None:
    data_key = unlock_with_password(full_folder, password)
    later = wrap_key(SlotKind.KEYCHAIN, b"x", data_key, cheap)
    replace_slot(full_folder, data_key, type(later)(**{**_fields(later), "kind": "vinger"}))
    set_password(full_folder, data_key, "iets heel anders", cheap)
    assert "vinger" in slot_kinds(full_folder)


def _fields(slot: Any) -> dict[str, Any]:
    return {name: getattr(slot, name) for name in slot.__struct_fields__}


def test_a_short_password_is_refused() -> None:
    with pytest.raises(InvalidInput, match="korte zin"):
        check_password("kort")
    with pytest.raises(InvalidInput, match="korte zin"):
        check_password(" " * 12)
    check_password("lang genoeg")


def test_every_flipped_byte_is_damage_for_every_secret(
    full_folder: JournalFolder, password: str, code: RecoveryCode
) -> None:
    intact, data_key = full_folder.key_file.read_bytes(), unlock_with_password(full_folder, password)
    for offset in range(len(intact)):
        flipped = bytearray(intact)
        flipped[offset] ^= 1 << offset % 8
        full_folder.key_file.write_bytes(flipped)
        for opened in openings(password, code):
            try:
                assert opened(full_folder) == data_key
            except DamagedKeyFile:
                continue
            assert flipped.strip() == intact.strip(), offset


@given(data=st.data())
@examples(60, HealthCheck.function_scoped_fixture)
def test_several_flipped_bytes_are_damage(
    full_folder: JournalFolder, password: str, code: RecoveryCode, data: st.DataObject
) -> None:
    intact = full_folder.key_file.read_bytes()
    flipped = bytearray(intact)
    for offset in data.draw(st.lists(st.integers(0, len(intact) - 2), min_size=2, max_size=9, unique=True)):
        flipped[offset] ^= data.draw(st.integers(1, 255))
    full_folder.key_file.write_bytes(flipped)
    try:
        for opened in openings(password, code):
            with pytest.raises(DamagedKeyFile):
                opened(full_folder)
    finally:
        full_folder.key_file.write_bytes(intact)


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_slot_removed_by_hand_is_tampering(
    full_folder: JournalFolder, password: str, code: RecoveryCode, missing: int
) -> None:
    present = slots(full_folder)
    tamper(full_folder, [slot for index, slot in enumerate(present) if index != missing])
    for index, opened in enumerate(openings(password, code)):
        if index != missing:
            with pytest.raises(DamagedKeyFile, match="buiten reflectie om"):
                opened(full_folder)


def test_a_slot_added_by_hand_is_tampering(
    full_folder: JournalFolder, password: str, code: RecoveryCode
) -> None:
    tamper(full_folder, [*slots(full_folder), slots(full_folder)[1]])
    for opened in openings(password, code):
        with pytest.raises(DamagedKeyFile, match="buiten reflectie om"):
            opened(full_folder)


def test_a_slot_of_another_journal_opens_nothing(
    full_folder: JournalFolder, cheap: KdfCost, password: str, code: RecoveryCode
) -> None:
    other = JournalFolder(full_folder.path.with_name("ander"))
    other.create()
    theirs = new_recovery_code()
    fill(other, cheap, "hun eigen woord", theirs)
    tamper(full_folder, [slots(other)[0], *slots(full_folder)[1:]])
    with pytest.raises(DamagedKeyFile, match="buiten reflectie om"):
        unlock_with_password(full_folder, "hun eigen woord")
    with pytest.raises(DamagedKeyFile, match="buiten reflectie om"):
        unlock_with_code(full_folder, code)


def test_a_lowered_cost_is_not_a_wrong_password(
    folder: JournalFolder, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.create()
    create_key_file(folder, password)
    (slot,) = slots(folder)
    tamper(folder, [slot | {"kdf": slot["kdf"] | {"iterations": 1}}])
    with pytest.raises(DamagedKeyFile, match="buiten reflectie om"):
        unlock_with_password(folder, password)
    with pytest.raises(WrongPassword):
        unlock_with_password(folder, "iets anders")


def test_a_file_that_was_tampered_with_is_not_changed(
    full_folder: JournalFolder, cheap: KdfCost, password: str
) -> None:
    data_key = unlock_with_password(full_folder, password)
    tamper(full_folder, slots(full_folder)[:2])
    before = full_folder.key_file.read_bytes()
    with pytest.raises(DamagedKeyFile):
        set_password(full_folder, data_key, "iets heel anders", cheap)
    with pytest.raises(DamagedKeyFile):
        read_verified_key_file(full_folder, data_key)
    assert full_folder.key_file.read_bytes() == before


def test_a_full_disk_leaves_the_old_key_file(
    full_folder: JournalFolder, cheap: KdfCost, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key, before = unlock_with_password(full_folder, password), full_folder.key_file.read_bytes()

    def refuses(*_: object) -> None:
        raise OSError(28, "vol")

    monkeypatch.setattr(os, "fsync", refuses)
    with pytest.raises(CannotWrite, match="vol"):
        set_password(full_folder, data_key, "iets heel anders", cheap)
    assert full_folder.key_file.read_bytes() == before
    assert {path.name for path in full_folder.path.iterdir()} - {"sleutels.lock"} == {"sleutels.json"}


@pytest.mark.skipif(os.name != "posix", reason="rights are of another kind there")
def test_the_key_file_stays_private_after_a_change(
    full_folder: JournalFolder, cheap: KdfCost, password: str
) -> None:
    before = os.umask(0)
    try:
        set_password(full_folder, unlock_with_password(full_folder, password), "iets heel anders", cheap)
    finally:
        os.umask(before)
    assert stat.S_IMODE(full_folder.key_file.stat().st_mode) == 0o600


def test_two_changes_at_once_leave_one_intact_file(
    full_folder: JournalFolder, cheap: KdfCost, password: str, code: RecoveryCode
) -> None:
    data_key, passwords = unlock_with_password(full_folder, password), [f"wachtwoord {n}" for n in range(2)]
    refused: list[ReflectieError] = []

    def change(word: str) -> None:
        for _ in range(25):
            try:
                set_password(full_folder, data_key, word, cheap)
            except ReflectieError as error:
                refused.append(error)

    threads = [threading.Thread(target=change, args=(word,)) for word in passwords]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert read_verified_key_file(full_folder, data_key)
    assert refused == []
    assert unlock_with_code(full_folder, code) == data_key
    opened = [
        word
        for word in passwords
        if key_file.open_slot(full_folder, SlotKind.PASSWORD, key_file.password_bytes(word))
    ]
    assert len(opened) == 1

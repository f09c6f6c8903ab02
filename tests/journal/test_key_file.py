"""The key file: what opens it, and how damage, tampering and a wrong password are told apart."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reflectie.domain.errors import CannotWrite, DamagedKeyFile, NewerFormat, ReflectieError, WrongPassword
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import (
    KEY_FILE_FORMAT,
    KeyFile,
    create_key_file,
    read_key_file,
    seal_key_file,
    unlock_with_password,
)
from reflectie.journal.keys.slots import KdfCost, SlotKind, wrap_key

from ..examples import examples


@pytest.fixture
def keyed(folder: JournalFolder, cheap: KdfCost, password: str) -> JournalFolder:
    folder.create()
    create_key_file(folder, password, cheap)
    return folder


def rewrite(folder: JournalFolder, change: dict[str, Any], honest: bool = True) -> None:
    """Change the body and, with ``honest``, the checksum with it."""
    file = json.loads(folder.key_file.read_bytes())
    body = json.dumps(file["body"] | change).encode()
    checksum = hashlib.sha256(file["hmac"].encode() + b"\n" + body).hexdigest()
    folder.key_file.write_bytes(
        b'{"sha256":"%s","hmac":"%s","body":%s}'
        % (checksum.encode() if honest else b"0" * 64, file["hmac"].encode(), body)
    )


def test_the_default_cost_is_strong_and_works(folder: JournalFolder, password: str) -> None:
    folder.create()
    data_key = create_key_file(folder, password)
    assert unlock_with_password(folder, password) == data_key
    assert len(data_key) == 32
    assert read_key_file(folder).slots[0].kdf.memory_kib >= 64 * 1024


def test_another_password_is_wrong(keyed: JournalFolder, password: str) -> None:
    for other in ("", password + " ", password.upper()):
        with pytest.raises(WrongPassword):
            unlock_with_password(keyed, other)


def test_the_same_letters_in_another_unicode_form_open(folder: JournalFolder, cheap: KdfCost) -> None:
    folder.create()
    data_key = create_key_file(folder, "cafe\u0301 \udc80", cheap)
    assert unlock_with_password(folder, "caf\u00e9 \udc80") == data_key


def test_an_existing_key_file_is_never_replaced(keyed: JournalFolder, cheap: KdfCost, password: str) -> None:
    before = keyed.key_file.read_bytes()
    with pytest.raises(CannotWrite):
        create_key_file(keyed, "nieuw", cheap)
    assert keyed.key_file.read_bytes() == before


def test_a_missing_or_empty_folder_has_no_journal(folder: JournalFolder) -> None:
    with pytest.raises(ReflectieError, match="nog geen logboek in"):
        read_key_file(folder)
    folder.create()
    with pytest.raises(ReflectieError, match="nog geen logboek in"):
        unlock_with_password(folder, "x")


def test_a_missing_key_file_is_damage_and_not_a_wrong_password(keyed: JournalFolder) -> None:
    keyed.key_file.rename(keyed.journal_file)
    with pytest.raises(DamagedKeyFile, match="ontbreekt"):
        read_key_file(keyed)


def test_every_flipped_byte_is_damage_and_never_a_wrong_password(keyed: JournalFolder, password: str) -> None:
    intact = keyed.key_file.read_bytes()
    data_key = unlock_with_password(keyed, password)
    for offset in range(len(intact)):
        for mask in (0x01 if offset % 2 else 0x20, 0x80):
            flipped = bytearray(intact)
            flipped[offset] ^= mask
            keyed.key_file.write_bytes(flipped)
            try:
                assert unlock_with_password(keyed, password) == data_key
            except DamagedKeyFile:
                continue
            assert flipped.strip() == intact.strip(), offset


@given(content=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@examples(100, HealthCheck.function_scoped_fixture)
def test_a_file_with_other_content_is_damaged(keyed: JournalFolder, content: bytes) -> None:
    keyed.key_file.write_bytes(content)
    with pytest.raises(DamagedKeyFile):
        read_key_file(keyed)


@pytest.mark.parametrize(
    "content",
    [
        b'{"sha256":"","hmac":"","body":' + b"[" * 60_000,
        b'{"sha256":"","hmac":"\\udc00","body":{}}',
        b'{"sha256":"","hmac":"\\ud800a","body":{}}',
        b" " * 200_000,
    ],
)
def test_a_huge_or_deeply_nested_file_is_damaged(keyed: JournalFolder, content: bytes) -> None:
    keyed.key_file.write_bytes(content)
    with pytest.raises(DamagedKeyFile):
        read_key_file(keyed)


def test_a_file_of_a_later_version_is_reported_as_newer(keyed: JournalFolder, password: str) -> None:
    rewrite(keyed, {"format": KEY_FILE_FORMAT + 1, "iets": ["nieuws"]})
    with pytest.raises(NewerFormat):
        unlock_with_password(keyed, password)
    rewrite(keyed, {"format": KEY_FILE_FORMAT + 1}, honest=False)
    with pytest.raises(DamagedKeyFile):
        unlock_with_password(keyed, password)


def test_tampering_with_a_corrected_checksum_is_found_after_the_password(
    keyed: JournalFolder, password: str
) -> None:
    slot = json.loads(keyed.key_file.read_bytes())["body"]["slots"][0]
    rewrite(keyed, {"slots": [slot, slot | {"kind": "achterdeur"}]})
    with pytest.raises(DamagedKeyFile, match="buiten reflectie om"):
        unlock_with_password(keyed, password)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 64 * 1024 - 1},
        {"memory_kib": 1024 * 1024 + 1},
        {"iterations": 0},
        {"iterations": 21},
        {"lanes": 0},
        {"lanes": 17},
    ],
)
def test_a_key_derivation_that_is_too_weak_or_too_expensive_is_refused(
    folder: JournalFolder,
    cheap: KdfCost,
    password: str,
    cost: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder.create()
    create_key_file(folder, password, cheap)
    monkeypatch.undo()  # the real limits
    slot = json.loads(folder.key_file.read_bytes())["body"]["slots"][0]
    rewrite(folder, {"slots": [slot | {"kdf": {"memory_kib": 65536, "iterations": 5, "lanes": 4} | cost}]})
    with pytest.raises(DamagedKeyFile, match=next(iter(cost))):
        unlock_with_password(folder, password)


def test_a_slot_is_bound_to_its_cost(keyed: JournalFolder, password: str) -> None:
    slot = json.loads(keyed.key_file.read_bytes())["body"]["slots"][0]
    rewrite(keyed, {"slots": [slot | {"kdf": {"memory_kib": 8, "iterations": 2, "lanes": 1}}]})
    with pytest.raises(WrongPassword):
        unlock_with_password(keyed, password)


def test_a_slot_of_an_unknown_kind_is_ignored(keyed: JournalFolder, cheap: KdfCost, password: str) -> None:
    data_key = unlock_with_password(keyed, password)
    later = wrap_key(SlotKind.PASSWORD, b"iets anders", data_key, cheap)
    first = read_key_file(keyed).slots[0]
    other = type(later)(
        kind="later", kdf=later.kdf, salt=later.salt, nonce=later.nonce, wrapped=later.wrapped
    )
    keyed.key_file.write_bytes(seal_key_file(KeyFile(format=KEY_FILE_FORMAT, slots=(other, first)), data_key))
    assert unlock_with_password(keyed, password) == data_key


def test_a_key_file_without_a_password_slot_is_damaged(keyed: JournalFolder, password: str) -> None:
    data_key = unlock_with_password(keyed, password)
    keyed.key_file.write_bytes(seal_key_file(KeyFile(format=KEY_FILE_FORMAT, slots=()), data_key))
    with pytest.raises(DamagedKeyFile, match="wachtwoord"):
        unlock_with_password(keyed, password)

"""The key file: what opens it, and how damage, tampering and a wrong password are told apart."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reflectie.domain.errors import CannotWrite, DamagedKeys, NewerFormat, NoJournal, WrongPassword
from reflectie.journal.folder import Folder
from reflectie.journal.keys import FORMAT, Keys, make_keys, read_keys, seal, unlock
from reflectie.journal.slots import KdfCost, SlotKind, wrap

from ..examples import examples


@pytest.fixture
def keyed(folder: Folder, cheap: KdfCost, password: str) -> Folder:
    folder.make()
    make_keys(folder, password, cheap)
    return folder


def rewrite(folder: Folder, change: dict[str, Any], honest: bool = True) -> None:
    """Change the body and, as one who tampers would, the checksum with it."""
    file = json.loads(folder.keys.read_bytes())
    body = json.dumps(file["body"] | change).encode()
    checksum = hashlib.sha256(file["hmac"].encode() + b"\n" + body).hexdigest()
    folder.keys.write_bytes(
        b'{"sha256":"%s","hmac":"%s","body":%s}'
        % (checksum.encode() if honest else b"0" * 64, file["hmac"].encode(), body)
    )


def test_the_default_cost_is_strong_and_opens(folder: Folder, password: str) -> None:
    folder.make()
    data_key = make_keys(folder, password)
    assert unlock(folder, password) == data_key
    assert len(data_key) == 32
    assert read_keys(folder).slots[0].kdf.memory_kib >= 64 * 1024


def test_another_password_is_called_wrong(keyed: Folder, password: str) -> None:
    for wrong in ("", password + " ", password.upper()):
        with pytest.raises(WrongPassword):
            unlock(keyed, wrong)


def test_the_same_letters_typed_in_another_way_open(folder: Folder, cheap: KdfCost) -> None:
    folder.make()
    data_key = make_keys(folder, "cafe\u0301 \udc80", cheap)
    assert unlock(folder, "caf\u00e9 \udc80") == data_key


def test_keys_are_never_made_over_others(keyed: Folder, cheap: KdfCost, password: str) -> None:
    before = keyed.keys.read_bytes()
    with pytest.raises(CannotWrite):
        make_keys(keyed, "nieuw", cheap)
    assert keyed.keys.read_bytes() == before


def test_no_folder_and_an_empty_folder_hold_no_journal(folder: Folder) -> None:
    with pytest.raises(NoJournal):
        read_keys(folder)
    folder.make()
    with pytest.raises(NoJournal):
        unlock(folder, "x")


def test_a_journal_without_keys_is_no_question_of_password(keyed: Folder) -> None:
    keyed.keys.rename(keyed.journal)
    with pytest.raises(DamagedKeys, match="ontbreekt"):
        read_keys(keyed)


def test_every_flipped_byte_is_damage_and_never_a_wrong_password(keyed: Folder, password: str) -> None:
    sound = keyed.keys.read_bytes()
    data_key = unlock(keyed, password)
    for place in range(len(sound)):
        for mask in (0x01 if place % 2 else 0x20, 0x80):
            flipped = bytearray(sound)
            flipped[place] ^= mask
            keyed.keys.write_bytes(flipped)
            try:
                assert unlock(keyed, password) == data_key
            except DamagedKeys:
                continue
            assert flipped.strip() == sound.strip(), place


@given(content=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@examples(100, HealthCheck.function_scoped_fixture)
def test_anything_else_in_the_file_is_damage(keyed: Folder, content: bytes) -> None:
    keyed.keys.write_bytes(content)
    with pytest.raises(DamagedKeys):
        read_keys(keyed)


@pytest.mark.parametrize(
    "content",
    [
        b'{"sha256":"","hmac":"","body":' + b"[" * 60_000,
        b'{"sha256":"","hmac":"\\udc00","body":{}}',
        b'{"sha256":"","hmac":"\\ud800a","body":{}}',
        b" " * 200_000,
    ],
)
def test_a_monstrous_file_is_damage(keyed: Folder, content: bytes) -> None:
    keyed.keys.write_bytes(content)
    with pytest.raises(DamagedKeys):
        read_keys(keyed)


def test_a_file_of_a_later_version_is_called_newer(keyed: Folder, password: str) -> None:
    rewrite(keyed, {"format": FORMAT + 1, "iets": ["nieuws"]})
    with pytest.raises(NewerFormat):
        unlock(keyed, password)
    rewrite(keyed, {"format": FORMAT + 1}, honest=False)
    with pytest.raises(DamagedKeys):
        unlock(keyed, password)


def test_tampering_that_mends_the_checksum_is_seen_after_the_password(keyed: Folder, password: str) -> None:
    slot = json.loads(keyed.keys.read_bytes())["body"]["slots"][0]
    rewrite(keyed, {"slots": [slot, slot | {"kind": "achterdeur"}]})
    with pytest.raises(DamagedKeys, match="buiten reflectie om"):
        unlock(keyed, password)


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
def test_a_derivation_that_is_too_weak_or_too_heavy_is_refused(
    folder: Folder, cheap: KdfCost, password: str, cost: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.make()
    make_keys(folder, password, cheap)
    monkeypatch.undo()  # the true limits
    slot = json.loads(folder.keys.read_bytes())["body"]["slots"][0]
    rewrite(folder, {"slots": [slot | {"kdf": {"memory_kib": 65536, "iterations": 5, "lanes": 4} | cost}]})
    with pytest.raises(DamagedKeys, match=next(iter(cost))):
        unlock(folder, password)


def test_a_slot_is_bound_to_its_cost(keyed: Folder, password: str) -> None:
    slot = json.loads(keyed.keys.read_bytes())["body"]["slots"][0]
    rewrite(keyed, {"slots": [slot | {"kdf": {"memory_kib": 8, "iterations": 2, "lanes": 1}}]})
    with pytest.raises(WrongPassword):
        unlock(keyed, password)


def test_a_slot_of_an_unknown_kind_is_passed_over(keyed: Folder, cheap: KdfCost, password: str) -> None:
    data_key = unlock(keyed, password)
    later = wrap(SlotKind.PASSWORD, b"iets anders", data_key, cheap)
    first = read_keys(keyed).slots[0]
    other = type(later)(
        kind="later", kdf=later.kdf, salt=later.salt, nonce=later.nonce, wrapped=later.wrapped
    )
    keyed.keys.write_bytes(seal(Keys(format=FORMAT, slots=(other, first)), data_key))
    assert unlock(keyed, password) == data_key


def test_keys_without_a_password_slot_say_so(keyed: Folder, password: str) -> None:
    data_key = unlock(keyed, password)
    keyed.keys.write_bytes(seal(Keys(format=FORMAT, slots=()), data_key))
    with pytest.raises(DamagedKeys, match="wachtwoord"):
        unlock(keyed, password)

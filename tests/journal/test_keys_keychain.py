"""The keychain of the system, played by one in memory."""

import builtins
import threading
from typing import Any

import keyring
import pytest
from keyring.backends import chainer, fail, null

from reflectie.domain.errors import DamagedKeys, NoKeychain
from reflectie.journal import keychain
from reflectie.journal.changing import put_slot, set_password
from reflectie.journal.folder import Folder
from reflectie.journal.keychain import (
    is_on,
    switch_off,
    switch_on,
    system_keychain,
    unlock_with_keychain,
)
from reflectie.journal.keys import make_keys, unlock
from reflectie.journal.slots import KdfCost, SlotKind, wrap


class Fake:
    """A keychain in memory, that looks like one of the system."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


Fake.__module__ = "keyring.backends.libsecret"


class Plain(Fake):
    """Keeps everything in sight, like those of ``keyrings.alt``."""


Plain.__module__ = "keyrings.alt.file"


class Broken(Fake):
    """Raises what no family of errors knows."""

    def get_password(self, service: str, username: str) -> str | None:
        raise Exception("dbus")

    set_password = delete_password = get_password  # type: ignore[assignment]


Broken.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def keyed(folder: Folder, cheap: KdfCost, password: str) -> Folder:
    folder.make()
    make_keys(folder, password, cheap)
    return folder


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> Fake:
    fake = Fake()
    monkeypatch.setattr(keyring, "get_keyring", lambda: fake)
    return fake


def test_on_it_opens_without_a_password(keyed: Folder, chain: Fake, cheap: KdfCost, password: str) -> None:
    data_key = unlock(keyed, password)
    assert unlock_with_keychain(keyed) is None
    switch_on(keyed, data_key, cost=cheap)
    assert is_on(keyed)
    assert unlock_with_keychain(keyed) == data_key == unlock(keyed, password)


def test_it_holds_neither_the_data_key_nor_the_password(
    keyed: Folder, chain: Fake, cheap: KdfCost, password: str
) -> None:
    data_key = unlock(keyed, password)
    switch_on(keyed, data_key, cost=cheap)
    (secret,) = chain.kept.values()
    assert data_key.hex() not in secret
    assert password not in secret


def test_off_takes_away_the_slot_and_what_was_kept(
    keyed: Folder, chain: Fake, cheap: KdfCost, password: str
) -> None:
    data_key = unlock(keyed, password)
    switch_on(keyed, data_key, cost=cheap)
    assert switch_off(keyed, data_key)
    assert not is_on(keyed)
    assert chain.kept == {}
    assert unlock_with_keychain(keyed) is None


def test_off_works_without_the_keychain_and_says_so(
    keyed: Folder, chain: Fake, cheap: KdfCost, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key = unlock(keyed, password)
    switch_on(keyed, data_key, cost=cheap)
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    assert not switch_off(keyed, data_key)
    assert not is_on(keyed)


def test_a_new_password_leaves_the_keychain_on(
    keyed: Folder, chain: Fake, cheap: KdfCost, password: str
) -> None:
    data_key = unlock(keyed, password)
    switch_on(keyed, data_key, cost=cheap)
    set_password(keyed, data_key, "iets heel anders", cheap)
    assert unlock_with_keychain(keyed) == data_key


def test_each_journal_has_a_name_of_its_own(
    keyed: Folder, chain: Fake, cheap: KdfCost, password: str
) -> None:
    other = Folder(keyed.path.with_name("ander"))
    other.make()
    make_keys(other, password, cheap)
    for folder in (keyed, other):
        switch_on(folder, unlock(folder, password), cost=cheap)
    assert len(chain.kept) == 2
    assert unlock_with_keychain(keyed) == unlock(keyed, password) != unlock(other, password)


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, Plain])
def test_a_keychain_that_protects_nothing_is_refused(
    keyed: Folder, password: str, backend: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", backend)
    before = keyed.keys.read_bytes()
    with pytest.raises(NoKeychain, match="geen die een sleutel veilig bewaart"):
        switch_on(keyed, unlock(keyed, password))
    assert keyed.keys.read_bytes() == before


def test_of_a_chain_the_first_that_protects_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, fake = Plain(), Fake()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, fake])
    monkeypatch.setattr(keyring, "get_keyring", chainer.ChainerBackend)
    assert system_keychain() is fake


def test_without_the_package_a_message_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "keyring":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(NoKeychain, match="niet geïnstalleerd"):
        system_keychain()


def test_a_keychain_that_breaks_is_a_message_and_at_the_door_silence(
    keyed: Folder, cheap: KdfCost, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", Broken)
    data_key = unlock(keyed, password)
    with pytest.raises(NoKeychain, match="weigert"):
        switch_on(keyed, data_key, cost=cheap)
    put_slot(keyed, data_key, wrap(SlotKind.KEYCHAIN, b"x", data_key, cheap))
    assert unlock_with_keychain(keyed) is None


def test_a_keychain_that_forgets_is_refused(
    keyed: Folder, chain: Fake, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "get_password", lambda *_: None)
    with pytest.raises(NoKeychain, match="geeft niet terug"):
        switch_on(keyed, unlock(keyed, password))
    assert not is_on(keyed)


def test_a_keychain_that_never_answers_is_not_waited_for(
    keyed: Folder, chain: Fake, cheap: KdfCost, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_on(keyed, unlock(keyed, password), cost=cheap)
    answer = threading.Event()
    monkeypatch.setattr(keychain, "PATIENCE", 0.01)
    monkeypatch.setattr(chain, "get_password", lambda *_: answer.wait(10) and None)
    assert unlock_with_keychain(keyed) is None
    answer.set()


def test_what_the_keychain_gives_is_not_believed_over_the_file(
    keyed: Folder, chain: Fake, cheap: KdfCost, password: str
) -> None:
    switch_on(keyed, unlock(keyed, password), cost=cheap)
    keyed.keys.write_bytes(keyed.keys.read_bytes()[:-10])
    assert unlock_with_keychain(keyed) is None
    with pytest.raises(DamagedKeys):
        unlock(keyed, password)

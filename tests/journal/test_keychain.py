"""The keychain of the system, replaced by one in memory."""

import builtins
import threading
from typing import Any

import keyring
import pytest
from keyring.backends import chainer, fail, null

from reflectie.domain.errors import DamagedKeyFile, KeychainUnavailable
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import keychain
from reflectie.journal.keys.key_file import create_key_file, unlock_with_password
from reflectie.journal.keys.keychain import (
    disable_keychain,
    enable_keychain,
    is_keychain_enabled,
    system_keychain,
    unlock_with_keychain,
)
from reflectie.journal.keys.rekey import replace_slot, set_password
from reflectie.journal.keys.slots import KdfCost, SlotKind, wrap_key


class FakeKeychain:
    """A keychain in memory that looks like one of the system."""

    def __init__(self) -> None:
        self.stored: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.stored.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.stored[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.stored[service, username]


FakeKeychain.__module__ = "keyring.backends.libsecret"


class PlainTextKeychain(FakeKeychain):
    """Stores secrets in plain text, like those of ``keyrings.alt``."""


PlainTextKeychain.__module__ = "keyrings.alt.file"


class FailingKeychain(FakeKeychain):
    """Raises errors of a type of its own."""

    def get_password(self, service: str, username: str) -> str | None:
        raise Exception("dbus")

    set_password = delete_password = get_password  # type: ignore[assignment]


FailingKeychain.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def keyed(folder: JournalFolder, cheap: KdfCost, password: str) -> JournalFolder:
    folder.create()
    create_key_file(folder, password, cheap)
    return folder


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> FakeKeychain:
    fake = FakeKeychain()
    monkeypatch.setattr(keyring, "get_keyring", lambda: fake)
    return fake


def test_an_enabled_keychain_opens_without_a_password(
    keyed: JournalFolder, chain: FakeKeychain, cheap: KdfCost, password: str
) -> None:
    data_key = unlock_with_password(keyed, password)
    assert unlock_with_keychain(keyed) is None
    enable_keychain(keyed, data_key, cost=cheap)
    assert is_keychain_enabled(keyed)
    assert unlock_with_keychain(keyed) == data_key == unlock_with_password(keyed, password)


def test_the_keychain_stores_neither_the_data_key_nor_the_password(
    keyed: JournalFolder, chain: FakeKeychain, cheap: KdfCost, password: str
) -> None:
    data_key = unlock_with_password(keyed, password)
    enable_keychain(keyed, data_key, cost=cheap)
    (secret,) = chain.stored.values()
    assert data_key.hex() not in secret
    assert password not in secret


def test_disabling_removes_the_slot_and_the_secret(
    keyed: JournalFolder, chain: FakeKeychain, cheap: KdfCost, password: str
) -> None:
    data_key = unlock_with_password(keyed, password)
    enable_keychain(keyed, data_key, cost=cheap)
    assert disable_keychain(keyed, data_key)
    assert not is_keychain_enabled(keyed)
    assert chain.stored == {}
    assert unlock_with_keychain(keyed) is None


def test_disabling_works_without_the_keychain_and_reports_it(
    keyed: JournalFolder, chain: FakeKeychain, cheap: KdfCost, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_key = unlock_with_password(keyed, password)
    enable_keychain(keyed, data_key, cost=cheap)
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    assert not disable_keychain(keyed, data_key)
    assert not is_keychain_enabled(keyed)


def test_a_new_password_leaves_the_keychain_enabled(
    keyed: JournalFolder, chain: FakeKeychain, cheap: KdfCost, password: str
) -> None:
    data_key = unlock_with_password(keyed, password)
    enable_keychain(keyed, data_key, cost=cheap)
    set_password(keyed, data_key, "iets heel anders", cheap)
    assert unlock_with_keychain(keyed) == data_key


def test_each_journal_has_its_own_name_in_the_keychain(
    keyed: JournalFolder, chain: FakeKeychain, cheap: KdfCost, password: str
) -> None:
    other = JournalFolder(keyed.path.with_name("ander"))
    other.create()
    create_key_file(other, password, cheap)
    for folder in (keyed, other):
        enable_keychain(folder, unlock_with_password(folder, password), cost=cheap)
    assert len(chain.stored) == 2
    assert (
        unlock_with_keychain(keyed)
        == unlock_with_password(keyed, password)
        != unlock_with_password(other, password)
    )


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, PlainTextKeychain])
def test_an_untrusted_keychain_is_refused(
    keyed: JournalFolder, password: str, backend: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", backend)
    before = keyed.key_file.read_bytes()
    with pytest.raises(KeychainUnavailable, match="geen sleutelbos die een sleutel veilig bewaart"):
        enable_keychain(keyed, unlock_with_password(keyed, password))
    assert keyed.key_file.read_bytes() == before


def test_the_first_trusted_backend_of_a_chain_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, fake = PlainTextKeychain(), FakeKeychain()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, fake])
    monkeypatch.setattr(keyring, "get_keyring", chainer.ChainerBackend)
    assert system_keychain() is fake


def test_a_missing_keyring_package_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "keyring":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(KeychainUnavailable, match="niet geïnstalleerd"):
        system_keychain()


def test_a_failing_keychain_is_reported_but_not_when_unlocking(
    keyed: JournalFolder, cheap: KdfCost, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", FailingKeychain)
    data_key = unlock_with_password(keyed, password)
    with pytest.raises(KeychainUnavailable, match="weigert"):
        enable_keychain(keyed, data_key, cost=cheap)
    replace_slot(keyed, data_key, wrap_key(SlotKind.KEYCHAIN, b"x", data_key, cheap))
    assert unlock_with_keychain(keyed) is None


def test_a_keychain_that_loses_the_secret_is_refused(
    keyed: JournalFolder, chain: FakeKeychain, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "get_password", lambda *_: None)
    with pytest.raises(KeychainUnavailable, match="geeft niet terug"):
        enable_keychain(keyed, unlock_with_password(keyed, password))
    assert not is_keychain_enabled(keyed)


def test_a_keychain_that_never_answers_times_out(
    keyed: JournalFolder, chain: FakeKeychain, cheap: KdfCost, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enable_keychain(keyed, unlock_with_password(keyed, password), cost=cheap)
    answer = threading.Event()
    monkeypatch.setattr(keychain, "TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(chain, "get_password", lambda *_: answer.wait(10) and None)
    assert unlock_with_keychain(keyed) is None
    answer.set()


def test_a_secret_that_does_not_fit_the_key_file_opens_nothing(
    keyed: JournalFolder, chain: FakeKeychain, cheap: KdfCost, password: str
) -> None:
    enable_keychain(keyed, unlock_with_password(keyed, password), cost=cheap)
    keyed.key_file.write_bytes(keyed.key_file.read_bytes()[:-10])
    assert unlock_with_keychain(keyed) is None
    with pytest.raises(DamagedKeyFile):
        unlock_with_password(keyed, password)

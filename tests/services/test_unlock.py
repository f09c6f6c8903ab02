"""Open or create a journal: with a given password, the keychain, or what the user types."""

import asyncio
from collections.abc import Callable, Iterator

import keyring
import pytest

from reflectie.domain.dates import Clock
from reflectie.domain.errors import DamagedKeyFile, ReflectieError, WrongPassword
from reflectie.journal.find_entries import count_entries
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import unlock_with_password
from reflectie.journal.keys.keychain import enable_keychain
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.opening import create_journal
from reflectie.services.data_key import ATTEMPTS, unlock_data_key
from reflectie.services.journal_opener import JournalOpener
from reflectie.services.unlock import Unlock, may_create

from ..conftest import NOW

PASSWORD = "een lang wachtwoord"


class Prompt:
    """A user who types these passwords, one at each question."""

    def __init__(self, *passwords: str) -> None:
        self._passwords: Iterator[str] = iter(passwords)
        self.asked = 0
        self.errors: list[str] = []

    def ask(self) -> str:
        self.asked += 1
        return next(self._passwords)

    def on_failure(self, error: ReflectieError) -> None:
        self.errors.append(str(error))

    def unlock(self, folder: JournalFolder, password: str | None = None) -> bytes:
        return unlock_data_key(folder, lambda: NOW, password, self.ask, self.on_failure)


class Keychain:
    """A keychain in memory that the program trusts."""

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.secrets.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.secrets[service, name] = secret


Keychain.__module__ = "keyring.backends.macOS"


@pytest.fixture
def data_key(folder: JournalFolder, clock: Clock, cheap: KdfCost) -> bytes:
    """The data key of a journal that was created before."""
    create_journal(folder, PASSWORD, clock, cheap).close()
    return unlock_with_password(folder, PASSWORD)


@pytest.fixture
def keychain(folder: JournalFolder, data_key: bytes, monkeypatch: pytest.MonkeyPatch) -> Keychain:
    """A keychain that opens the journal."""
    keychain = Keychain()
    monkeypatch.setattr(keyring, "get_keyring", lambda: keychain)
    enable_keychain(folder, data_key)
    return keychain


def test_a_given_password_is_used_and_nothing_is_asked(folder: JournalFolder, data_key: bytes) -> None:
    prompt = Prompt()
    assert prompt.unlock(folder, PASSWORD) == data_key
    with pytest.raises(WrongPassword):
        prompt.unlock(folder, "niet dit")
    assert (prompt.asked, prompt.errors) == (0, [])


def test_the_keychain_comes_before_the_prompt(
    folder: JournalFolder, data_key: bytes, keychain: Keychain
) -> None:
    prompt = Prompt(PASSWORD)
    assert prompt.unlock(folder) == data_key
    assert prompt.asked == 0
    keychain.secrets.clear()
    assert prompt.unlock(folder) == data_key
    assert prompt.asked == 1


def test_a_password_may_be_typed_three_times(folder: JournalFolder, data_key: bytes) -> None:
    prompt = Prompt("fout", "weer fout", PASSWORD)
    assert prompt.unlock(folder) == data_key
    assert (prompt.asked, len(prompt.errors)) == (ATTEMPTS, ATTEMPTS - 1)


def test_the_third_wrong_password_is_the_last(folder: JournalFolder, data_key: bytes) -> None:
    prompt = Prompt(*["fout"] * ATTEMPTS, PASSWORD)
    with pytest.raises(WrongPassword):
        prompt.unlock(folder)
    assert prompt.asked == ATTEMPTS


def test_a_damaged_key_file_is_reported_before_a_password_is_asked(
    folder: JournalFolder, data_key: bytes
) -> None:
    folder.key_file.write_bytes(b"{}")
    prompt = Prompt(PASSWORD)
    with pytest.raises(DamagedKeyFile):
        prompt.unlock(folder)
    assert prompt.asked == 0


def test_a_password_creates_a_journal_only_without_journal_and_backups(
    folder: JournalFolder, clock: Clock
) -> None:
    assert may_create(folder, PASSWORD)
    assert not may_create(folder, None)
    folder.backups_folder.mkdir(parents=True)
    (folder.backups_folder / "logboek-2026-11-22.db").touch()
    assert not may_create(folder, PASSWORD)


def test_an_existing_journal_is_not_created_again(folder: JournalFolder, data_key: bytes) -> None:
    assert not may_create(folder, PASSWORD)


# Unlock --------------------------------------------------------------------------------------------
async def test_a_journal_is_created_and_opened_again(
    folder: JournalFolder, clock: Clock, cheap: KdfCost
) -> None:
    unlock = Unlock(folder, clock)
    assert not unlock.has_journal
    worker = await unlock.opener.create(PASSWORD)
    assert await worker.call(count_entries) == 0
    await asyncio.to_thread(worker.close)
    assert unlock.has_journal and not unlock.is_gone
    worker = await unlock.opener.open(PASSWORD)
    await asyncio.to_thread(worker.close)
    with pytest.raises(WrongPassword):
        await unlock.opener.open("niet dit")


async def test_the_data_key_is_given_for_the_right_password(
    folder: JournalFolder, data_key: bytes, clock: Clock
) -> None:
    assert await JournalOpener(folder, clock).data_key(PASSWORD) == data_key
    folder.journal_file.unlink()
    folder.key_file.unlink()
    with pytest.raises(ReflectieError, match="staat niet meer in"):
        await JournalOpener(folder, clock).data_key(PASSWORD)


async def test_the_keychain_opens_the_journal_only_with_its_secret(
    folder: JournalFolder, keychain: Keychain, clock: Clock
) -> None:
    worker = await JournalOpener(folder, clock).open_with_keychain()
    assert worker is not None
    await asyncio.to_thread(worker.close)
    keychain.secrets.clear()
    assert await JournalOpener(folder, clock).open_with_keychain() is None


@pytest.mark.parametrize(
    ("end", "was_locked"), [(Unlock.take_password, False), (Unlock.forget_password, True)]
)
def test_a_given_password_works_once_and_never_after_a_lock(
    folder: JournalFolder, clock: Clock, end: Callable[[Unlock], object], was_locked: bool
) -> None:
    unlock = Unlock(folder, clock, PASSWORD)
    end(unlock)
    assert (unlock.password, unlock.was_locked) == (None, was_locked)

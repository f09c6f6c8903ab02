"""Open the journal with a secret from the keychain of the operating system."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Thread
from typing import Protocol

from reflectie.domain.errors import KeychainUnavailable, ReflectieError
from reflectie.journal.folder import JournalFolder, resolve_link
from reflectie.journal.keys.key_file import new_slot, open_slot, slot_kinds
from reflectie.journal.keys.rekey import remove_slot, replace_slot
from reflectie.journal.keys.slots import KEY_BYTES, KdfCost, SlotKind

_SERVICE = "reflectie"

TRUSTED_BACKENDS = ("macOS", "Windows", "SecretService", "libsecret", "kwallet")
"""The ``keyring`` backends that protect a secret by the user's login; others may store it in plain text."""

TIMEOUT_SECONDS = 30.0
"""Time for the user to answer a question of the system before the keychain does."""


class Keychain(Protocol):
    """The part of a ``keyring`` backend that is used."""

    def get_password(self, service: str, username: str, /) -> str | None: ...
    def set_password(self, service: str, username: str, password: str, /) -> None: ...
    def delete_password(self, service: str, username: str, /) -> None: ...


FindKeychain = Callable[[], Keychain]


def system_keychain() -> Keychain:
    """Return the keychain of this system.

    Raises:
        KeychainUnavailable: there is none, or it does not protect its secrets.
    """
    with _translate_keychain_errors():
        import keyring

        keyring_backend = keyring.get_keyring()
        # The backend may be a chain of several, some of which store secrets in plain text.
        backends = list(getattr(keyring_backend, "backends", ())) or [keyring_backend]
        trusted: list[Keychain] = [backend for backend in backends if _is_trusted(backend)]
    if not trusted:
        raise KeychainUnavailable("er is geen sleutelbos die een sleutel veilig bewaart")
    return trusted[0]


def is_keychain_enabled(folder: JournalFolder) -> bool:
    """Whether the journal has a slot for the keychain. Errors as in ``read_key_file``."""
    return SlotKind.KEYCHAIN in slot_kinds(folder)


def enable_keychain(
    folder: JournalFolder, data_key: bytes, find: FindKeychain = system_keychain, cost: KdfCost | None = None
) -> None:
    """Let the keychain open the journal from now on.

    Raises:
        KeychainUnavailable: there is none, or it does not return what it stored.
        DamagedKeyFile, CannotWrite: as in ``replace_slot``.
    """
    keychain, secret = find(), secrets.token_hex(KEY_BYTES)
    with _translate_keychain_errors():
        keychain.set_password(_SERVICE, _account_name(folder), secret)
        stored = keychain.get_password(_SERVICE, _account_name(folder))
    if stored != secret:
        raise KeychainUnavailable("de sleutelbos geeft niet terug wat hij moest bewaren")
    replace_slot(folder, data_key, new_slot(SlotKind.KEYCHAIN, secret.encode(), data_key, cost))


def disable_keychain(folder: JournalFolder, data_key: bytes, find: FindKeychain = system_keychain) -> bool:
    """Remove the slot and the secret in the keychain. Return whether the secret was removed.

    A secret that stays behind no longer opens anything.

    Raises:
        DamagedKeyFile, CannotWrite: as in ``replace_slot``.
    """
    remove_slot(folder, data_key, SlotKind.KEYCHAIN)
    try:
        _delete_secret(folder, find)
    except KeychainUnavailable:
        return False
    return True


def forget_keychain_secret(folder: JournalFolder, find: FindKeychain = system_keychain) -> None:
    """Delete the secret of a journal that is being removed; ignore a keychain that refuses."""
    with suppress(ReflectieError):
        if is_keychain_enabled(folder):
            _delete_secret(folder, find)


def unlock_with_keychain(folder: JournalFolder, find: FindKeychain = system_keychain) -> bytes | None:
    """Return the data key, or None when the keychain does not open this journal, for whatever reason."""
    try:
        if not is_keychain_enabled(folder):
            return None
        keychain = find()
        secret = _ask_with_timeout(partial(keychain.get_password, _SERVICE, _account_name(folder)))
        return open_slot(folder, SlotKind.KEYCHAIN, secret.encode()) if secret else None
    except ReflectieError:
        return None  # unlocking with the password reports what is wrong


def _delete_secret(folder: JournalFolder, find: FindKeychain) -> None:
    keychain = find()
    with _translate_keychain_errors():
        keychain.delete_password(_SERVICE, _account_name(folder))


def _is_trusted(backend: object) -> bool:
    return type(backend).__module__ in {f"keyring.backends.{name}" for name in TRUSTED_BACKENDS}


def _account_name(folder: JournalFolder) -> str:
    """The name of the secret in the keychain: each journal has its own."""
    return str(resolve_link(folder.key_file).parent)


def _ask_with_timeout(ask: Callable[[], str | None]) -> str | None:
    """Return the answer of the keychain, or None when it refuses or takes too long.

    It runs on a daemon thread, because a question of the system may stay open for ever.
    """
    answers: list[str | None] = []

    def work() -> None:
        with suppress(KeychainUnavailable), _translate_keychain_errors():
            answers.append(ask())

    thread = Thread(target=work, name="sleutelbos", daemon=True)
    thread.start()
    thread.join(TIMEOUT_SECONDS)
    return answers[0] if answers else None


@contextmanager
def _translate_keychain_errors() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise KeychainUnavailable("het pakket keyring is niet geïnstalleerd") from error
    # Backends raise errors of their own, some of types that exist on one system only.
    except Exception as error:  # noqa: BLE001
        raise KeychainUnavailable(f"de sleutelbos weigert ({type(error).__name__})") from None

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

SERVICE = "reflectie"

TRUSTED_BACKENDS = ("macOS", "Windows", "SecretService", "libsecret", "kwallet")
"""The backends of ``keyring`` that keep a secret behind the login of a user; others may keep it in sight."""

TIMEOUT_SECONDS = 30.0
"""Seconds in which the system may ask something of the person before the keychain answers."""


class Keychain(Protocol):
    """The part of a ``keyring`` backend that is used."""

    def get_password(self, service: str, username: str, /) -> str | None: ...
    def set_password(self, service: str, username: str, password: str, /) -> None: ...
    def delete_password(self, service: str, username: str, /) -> None: ...


FindKeychain = Callable[[], Keychain]


def system_keychain() -> Keychain:
    """The keychain of this system.

    Raises:
        NoKeychain: there is none, or only one that does not protect what it keeps.
    """
    with _translate_keychain_errors():
        import keyring

        chosen = keyring.get_keyring()
        # keyring puts several backends in a chain; in it may be one that keeps secrets in plain sight.
        offered = list(getattr(chosen, "backends", ())) or [chosen]
        trusted: list[Keychain] = [backend for backend in offered if _is_trusted(backend)]
    if not trusted:
        raise KeychainUnavailable("er is er geen die een sleutel veilig bewaart")
    return trusted[0]


def is_keychain_enabled(folder: JournalFolder) -> bool:
    """Whether the journal has a slot for the keychain; errors as ``read_keys``."""
    return SlotKind.KEYCHAIN in slot_kinds(folder)


def enable_keychain(
    folder: JournalFolder, data_key: bytes, find: FindKeychain = system_keychain, cost: KdfCost | None = None
) -> None:
    """Have the keychain open the journal from now on.

    Raises:
        NoKeychain: there is none, or it does not keep what it is given.
        DamagedKeys, CannotWrite: as ``put_slot``.
    """
    keychain, secret = find(), secrets.token_hex(KEY_BYTES)
    with _translate_keychain_errors():
        keychain.set_password(SERVICE, _account_name(folder), secret)
        kept = keychain.get_password(SERVICE, _account_name(folder))
    if kept != secret:
        raise KeychainUnavailable("hij geeft niet terug wat hij moest bewaren")
    replace_slot(folder, data_key, new_slot(SlotKind.KEYCHAIN, secret.encode(), data_key, cost))


def disable_keychain(folder: JournalFolder, data_key: bytes, find: FindKeychain = system_keychain) -> bool:
    """Take the slot away, and what the keychain kept; whether that was there and could be removed.

    When the keychain does not answer its secret stays behind, and opens nothing any more.

    Raises:
        DamagedKeys, CannotWrite: as ``put_slot``.
    """
    remove_slot(folder, data_key, SlotKind.KEYCHAIN)
    try:
        keychain = find()
        with _translate_keychain_errors():
            keychain.delete_password(SERVICE, _account_name(folder))
    except KeychainUnavailable:
        return False
    return True


def forget_keychain_secret(folder: JournalFolder, find: FindKeychain = system_keychain) -> None:
    """Take away what the keychain keeps for a journal that is being removed, as far as it answers."""
    with suppress(ReflectieError):
        if is_keychain_enabled(folder):
            keychain = find()
            with _translate_keychain_errors():
                keychain.delete_password(SERVICE, _account_name(folder))


def unlock_with_keychain(folder: JournalFolder, find: FindKeychain = system_keychain) -> bytes | None:
    """The data key, or None when the keychain does not open this journal, for whatever reason."""
    try:
        if not is_keychain_enabled(folder):
            return None
        keychain = find()
        secret = _ask_with_timeout(partial(keychain.get_password, SERVICE, _account_name(folder)))
        return open_slot(folder, SlotKind.KEYCHAIN, secret.encode()) if secret else None
    except ReflectieError:
        return None  # what is wrong is said where the password is asked


def _is_trusted(backend: object) -> bool:
    return type(backend).__module__ in {f"keyring.backends.{name}" for name in TRUSTED_BACKENDS}


def _account_name(folder: JournalFolder) -> str:
    """Under which name the keychain keeps the secret: each journal has its own."""
    return str(resolve_link(folder.key_file).parent)


def _ask_with_timeout(ask: Callable[[], str | None]) -> str | None:
    """What the keychain answers; None when it refuses or does not answer.

    On a thread that nobody waits for at the end: a question of the system may stand open for ever.
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
    # A backend talks to another program and raises what it likes, of kinds that only exist on that system.
    except Exception as error:  # noqa: BLE001
        raise KeychainUnavailable(f"hij weigert ({type(error).__name__})") from None

"""The journal, opened with the password from the environment or from the person."""

from collections.abc import Iterator
from contextlib import contextmanager

from reflectie.cli.console import PASSWORD, Console
from reflectie.domain.errors import WrongPassword
from reflectie.journal.folder import Folder, data_folder
from reflectie.journal.store import Journal

TRIES = 3


@contextmanager
def journal(console: Console) -> Iterator[Journal]:
    """The open journal of this user.

    With a password in the environment and no journal yet, one is made. Damage that is met while working names
    the newest good copy, as damage at opening does.

    Raises:
        NoJournal: there is none, and no password to make it with.
        OnlyCopies: there is none any more; a new one would hide that what was written can come back.
        WrongPassword: the one given, or the last of three, does not fit.
        NoTerminal: there is nobody to ask.
    """
    from reflectie.journal.opening import offering

    folder = Folder(data_folder(console.environ))
    opened = _opened(folder, console)
    try:
        with offering(folder, opened.home.data_key if opened.home else None):
            yield opened
    finally:
        opened.close()


def data_key(folder: Folder, console: Console) -> bytes:
    """The key of a journal, or of a copy: from the keychain, or with the password that is given or asked.

    Raises:
        DamagedKeys, NewerFormat: before a password is asked.
        WrongPassword, NoTerminal: as ``journal``.
    """
    from reflectie.journal.keychain import unlock_with_keychain
    from reflectie.journal.keys import read_keys, unlock
    from reflectie.journal.opening import offering

    with offering(folder):
        read_keys(folder)
        if console.password:
            return unlock(folder, console.password)
        if found := unlock_with_keychain(folder):
            return found
        for _ in range(TRIES - 1):
            try:
                return unlock(folder, console.ask_password("Wachtwoord: "))
            except WrongPassword as error:
                console.say(str(error))
        return unlock(folder, console.ask_password("Wachtwoord: "))


def _opened(folder: Folder, console: Console) -> Journal:
    from reflectie.journal.opening import create_journal, open_with_key

    if folder.exists():
        return open_with_key(folder, data_key(folder, console), console.clock)
    if not console.password or folder.has_copies():
        raise folder.missing()
    made = create_journal(folder, console.password, console.clock)
    console.say(
        f"Er was nog geen logboek. Er is er een gemaakt in {folder.path}, "
        f"alleen met het wachtwoord uit {PASSWORD}."
    )
    return made

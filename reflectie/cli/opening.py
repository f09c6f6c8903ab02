"""The journal, opened with the password from the environment or from the person."""

from collections.abc import Iterator
from contextlib import contextmanager

from reflectie.cli.console import PASSWORD, Console
from reflectie.domain.errors import NoJournal, WrongPassword
from reflectie.journal.folder import Folder, data_folder
from reflectie.journal.store import Journal

TRIES = 3


@contextmanager
def journal(console: Console) -> Iterator[Journal]:
    """The open journal of this user.

    With a password in the environment and no journal yet, one is made.

    Raises:
        NoJournal: there is none, and no password to make it with.
        WrongPassword: the one given, or the last of three, does not fit.
        NoTerminal: there is nobody to ask.
    """
    opened = _opened(Folder(data_folder(console.environ)), console)
    try:
        yield opened
    finally:
        opened.close()


def _opened(folder: Folder, console: Console) -> Journal:
    from reflectie.journal.opening import create_journal, open_journal

    if folder.exists():
        if console.password:
            return open_journal(folder, console.password, console.clock)
        return _asked(folder, console)
    if not console.password:
        raise NoJournal(folder.path)
    made = create_journal(folder, console.password, console.clock)
    console.say(
        f"Er was nog geen logboek. Er is er een gemaakt in {folder.path}, "
        f"alleen met het wachtwoord uit {PASSWORD}."
    )
    return made


def _asked(folder: Folder, console: Console) -> Journal:
    from reflectie.journal.keys import read_keys
    from reflectie.journal.opening import open_journal

    read_keys(folder)  # damage is said before anyone types a password
    for _ in range(TRIES - 1):
        try:
            return open_journal(folder, console.ask_password("Wachtwoord: "), console.clock)
        except WrongPassword as error:
            console.say(str(error))
    return open_journal(folder, console.ask_password("Wachtwoord: "), console.clock)

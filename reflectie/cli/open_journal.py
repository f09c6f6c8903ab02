"""Open the journal with the password from the environment, the keychain or the user."""

from collections.abc import Iterator
from contextlib import contextmanager

from reflectie.cli.console import PASSWORD_VARIABLE, Console
from reflectie.domain.errors import WrongPassword
from reflectie.journal.folder import JournalFolder, data_folder
from reflectie.journal.journal import Journal

PASSWORD_ATTEMPTS = 3


@contextmanager
def open_journal_from_console(console: Console) -> Iterator[Journal]:
    """The open journal of this user.

    With a password in the environment and no journal yet, one is made. Damage that is met while working names
    the newest good copy, as damage at opening does.

    Raises:
        NoJournal: there is none, and no password to make it with.
        OnlyCopies: there is none any more; a new one would hide that what was written can come back.
        WrongPassword: the one given, or the last of three, does not fit.
        NoTerminal: there is nobody to ask.
    """
    from reflectie.journal.opening import name_newest_backup_on_damage

    folder = JournalFolder(data_folder(console.environ))
    opened = _open_or_create(folder, console)
    try:
        with name_newest_backup_on_damage(folder, opened.location.data_key if opened.location else None):
            yield opened
    finally:
        opened.close()


def ask_data_key(folder: JournalFolder, console: Console) -> bytes:
    """The key of a journal, or of a copy: from the keychain, or with the password that is given or asked.

    Raises:
        DamagedKeys, NewerFormat: before a password is asked.
        WrongPassword, NoTerminal: as ``journal``.
    """
    from reflectie.journal.keys.key_file import read_key_file, unlock_with_password
    from reflectie.journal.keys.keychain import unlock_with_keychain
    from reflectie.journal.opening import name_newest_backup_on_damage

    with name_newest_backup_on_damage(folder):
        read_key_file(folder)
        if console.password:
            return unlock_with_password(folder, console.password)
        if found := unlock_with_keychain(folder):
            return found
        for _ in range(PASSWORD_ATTEMPTS - 1):
            try:
                return unlock_with_password(folder, console.ask_password("Wachtwoord: "))
            except WrongPassword as error:
                console.print_message(str(error))
        return unlock_with_password(folder, console.ask_password("Wachtwoord: "))


def _open_or_create(folder: JournalFolder, console: Console) -> Journal:
    from reflectie.journal.opening import create_journal, open_with_key

    if folder.has_journal():
        return open_with_key(folder, ask_data_key(folder, console), console.clock)
    if not console.password or folder.has_backups():
        raise folder.missing_journal_error()
    made = create_journal(folder, console.password, console.clock)
    console.print_message(
        f"Er was nog geen logboek. Er is er een gemaakt in {folder.path}, "
        f"alleen met het wachtwoord uit {PASSWORD_VARIABLE}."
    )
    return made


def resolve_situation_id(opened: Journal, name: str | None) -> str | None:
    """The id of the situation with this name; None when none was asked for.

    Raises:
        UnknownSituation: there is none with this name.
    """
    if name is None:
        return None
    from reflectie.journal.situations import find_situation_by_name

    return find_situation_by_name(opened, name).id

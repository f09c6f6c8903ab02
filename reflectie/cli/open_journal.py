"""Open the journal with the password from the environment, the keychain or the user."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from reflectie.cli.console import PASSWORD_VARIABLE, Console
from reflectie.domain.dates import Clock
from reflectie.domain.errors import CannotBackUp, CannotWrite, ReflectieError
from reflectie.domain.exercise import Library
from reflectie.early_terminal import early_terminal
from reflectie.journal.backup.backups import backup_is_due
from reflectie.journal.backup.create_backup import back_up_journal
from reflectie.journal.folder import JournalFolder, read_settings
from reflectie.journal.journal import Journal
from reflectie.journal.opening import (
    create_journal,
    name_newest_backup_on_damage,
    open_read_only,
    open_with_key,
)
from reflectie.journal.situations import find_situation
from reflectie.services.data_key import unlock_data_key
from reflectie.services.folder_notices import folder_notices
from reflectie.services.packs import ContentSource, rejection_message
from reflectie.services.unlock import may_create


@contextmanager
def open_journal_from_console(
    console: Console, create: bool = False, read_only: bool = False
) -> Iterator[Journal]:
    """Open the journal of this user, and close it afterwards.

    With ``read_only`` nothing can be written to it.

    With ``create``, a password in the environment creates a journal where there is none and no backup, and
    the backup of today is made after writing; a command that only reads does neither. Damage that is found
    while the journal is open names the newest good backup, as damage at opening does.

    Raises:
        ReflectieError: there is no journal, and none may be created; or there are backups of one.
        WrongPassword: the given password, or the last of three, is wrong.
        NoTerminal: there is no terminal to ask for the password.
    """
    folder = console.folder
    opener = open_read_only if read_only else open_with_key
    with closing(_open_or_create(folder, console, create, opener)) as journal:
        for notice in folder_notices(folder):
            console.print_message(notice)
        data_key = journal.location.data_key if journal.location else None
        with name_newest_backup_on_damage(folder, console.clock, data_key):
            yield journal
            if create:
                _back_up_daily(journal, console)


def _back_up_daily(journal: Journal, console: Console) -> None:
    """Make the backup of today after writing, as the full screen does; report it when that fails."""
    try:
        if backup_is_due(console.folder, console.today):
            back_up_journal(journal, console.today)
    except (CannotBackUp, CannotWrite) as error:
        console.print_message(str(error))


def open_library_from_console(options: argparse.Namespace, console: Console) -> Library:
    """Load the content with the packs of this user and of ``--inhoud``, and say which are left out."""
    library = ContentSource(read_settings(console.folder), options.inhoud).load_library()
    for rejected in library.rejected:
        console.print_message(rejection_message(rejected))
    return library


def ask_data_key(folder: JournalFolder, console: Console) -> bytes:
    """Return the data key of a journal or a backup. Errors are those of ``unlock_data_key``."""

    def print_error(error: ReflectieError) -> None:
        console.print_message(str(error))

    try:
        return unlock_data_key(
            folder,
            console.clock,
            console.password,
            lambda: console.ask_password("Wachtwoord: "),
            print_error,
        )
    finally:
        early_terminal.show()  # not between two attempts: the next one may be typed already


def _open_or_create(
    folder: JournalFolder,
    console: Console,
    create: bool,
    opener: Callable[[JournalFolder, bytes, Clock], Journal],
) -> Journal:
    if folder.has_journal():
        return opener(folder, ask_data_key(folder, console), console.clock)
    password = console.password
    if not create or not password or not may_create(folder, password):
        raise folder.missing_journal_error()
    journal = create_journal(folder, password, console.clock)
    console.print_message(
        f"Er was nog geen logboek. Er is er een gemaakt in {folder.path}, "
        f"alleen met het wachtwoord uit {PASSWORD_VARIABLE}."
    )
    return journal


def resolve_situation_id(journal: Journal, name: str | None) -> str | None:
    """Return the id of the situation with this name or a part of it; None if no name was given.

    Raises:
        NotFound: there is none, or more than one.
    """
    return find_situation(journal, name).id if name is not None else None

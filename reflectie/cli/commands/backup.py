"""``reflectie backup``: create a verified backup."""

import argparse
import datetime as dt
from pathlib import Path

from reflectie.cli.command import Command
from reflectie.cli.console import Console, progress_bar
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.errors import CannotBackUp
from reflectie.journal.backup.backups import Backup, backup_from_path, numbered_backup
from reflectie.journal.backup.create_backup import back_up_journal, location_of, write_backup


# Back up -------------------------------------------------------------------------------------------
def _add_backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--naar", metavar="PAD", help="een map of een bestand ergens anders, zoals op een USB-stick"
    )


def _back_up(options: argparse.Namespace, console: Console) -> int:
    target = _backup_target(options.naar, console.today) if options.naar else None
    with open_journal_from_console(console) as journal, progress_bar(console, "Kopie maken") as progress:
        if target is None:
            backup = back_up_journal(journal, console.today, progress)
        else:
            backup = write_backup(journal.connection, location_of(journal), target, progress)
    console.print_message(
        f"De kopie is gemaakt en getest: {backup.journal_file} (hoort bij {backup.key_file.name})."
    )
    return 0


def _backup_target(typed: str, today: dt.date) -> Backup:
    """Return where ``--naar`` puts a backup. Called before a password is asked; no file is overwritten.

    A name without a suffix is that of a folder.
    """
    path = Path(typed).absolute()
    if path.is_dir():
        backups = filter(None, map(backup_from_path, path.iterdir()))
        return numbered_backup(path, today, [backup.number for backup in backups if backup.day == today])
    target = Backup(path.parent, path.name, today)
    if not path.parent.is_dir():
        raise CannotBackUp(path.parent, "die map is er niet")
    if not path.suffix and not path.exists():
        raise CannotBackUp(path, "die map is er niet; bedoel je een bestand, zet er dan .db achter")
    if path.exists() or target.own_key_file.exists():
        raise CannotBackUp(path, "daar staat al een bestand")
    return target


BACK_UP = Command(
    "Maakt een kopie van je logboek, versleuteld en met het sleutelbestand erbij, en opent die om te zien of "
    "ze goed is. Het wachtwoord van nu opent haar. Elke dag dat je reflectie start, komt er vanzelf een bij.",
    _back_up,
    _add_backup_options,
)

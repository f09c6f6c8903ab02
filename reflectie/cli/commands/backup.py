"""``reflectie backup``: create and verify an encrypted backup of the journal."""

import argparse
from pathlib import Path

from reflectie.cli.console import Console, progress_bar, today
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.errors import CannotBackUp
from reflectie.journal.backup.backups import Backup, backup_from_path, numbered_backup

HELP = "een versleutelde kopie van je logboek"

DESCRIPTION = (
    "Maakt een kopie van je logboek, versleuteld en met het sleutelbestand erbij, en opent die om te zien of "
    "ze goed is. Het wachtwoord van nu opent haar. Het volle scherm maakt er zelf een per dag."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--naar", metavar="PAD", help="een map of een bestand ergens anders, zoals op een USB-stick"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    from reflectie.journal.backup.create_backup import back_up_journal, location_of, write_backup

    target = _backup_target(Path(options.naar).absolute(), console) if options.naar else None
    with open_journal_from_console(console) as opened, progress_bar(console, "Kopie maken") as progress:
        if target is None:
            made = back_up_journal(opened, today(console), progress)
        else:
            made = write_backup(opened.connection, location_of(opened), target, progress)
    console.print_message(
        f"De kopie is gemaakt en getest: {made.journal_file} (hoort bij {made.key_file.name})."
    )
    return 0


def _backup_target(path: Path, console: Console) -> Backup:
    """Where the copy goes, looked at before a password is asked; nothing is written over."""
    day = today(console)
    if path.is_dir():
        found = filter(None, map(backup_from_path, path.iterdir()))
        return numbered_backup(path, day, [backup.number for backup in found if backup.day == day])
    target = Backup(path.parent, path.name, day)
    if not path.parent.is_dir():
        raise CannotBackUp(path.parent, "die map is er niet")
    if path.exists() or target.own_key_file.exists():
        raise CannotBackUp(path, "daar staat al een bestand")
    return target

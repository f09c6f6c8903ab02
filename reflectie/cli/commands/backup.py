"""``reflectie backup``: a copy of the journal, encrypted, with its keys, proved by opening it."""

import argparse
from pathlib import Path

from reflectie.cli.asking import bar, today
from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.domain.errors import CannotBackUp
from reflectie.journal.backups import Backup, backup_at, named

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
    from reflectie.journal.copying import back_up, home_of, make

    target = _target(Path(options.naar).absolute(), console) if options.naar else None
    with journal(console) as opened, bar(console, "Kopie maken") as progress:
        if target is None:
            made = back_up(opened, today(console), progress)
        else:
            made = make(opened.connection, home_of(opened), target, progress)
    console.say(f"De kopie is gemaakt en getest: {made.journal} (hoort bij {made.keys.name}).")
    return 0


def _target(path: Path, console: Console) -> Backup:
    """Where the copy goes, looked at before a password is asked; nothing is written over."""
    day = today(console)
    if path.is_dir():
        found = filter(None, map(backup_at, path.iterdir()))
        return named(path, day, [backup.number for backup in found if backup.day == day])
    target = Backup(path.parent, path.name, day)
    if not path.parent.is_dir():
        raise CannotBackUp(path.parent, "die map is er niet")
    if path.exists() or target.own_keys.exists():
        raise CannotBackUp(path, "daar staat al een bestand")
    return target

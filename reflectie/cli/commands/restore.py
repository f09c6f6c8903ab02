"""``reflectie herstel``: the copies, and putting one back after showing what changes."""

import argparse
import datetime as dt
from pathlib import Path

from reflectie.cli.asking import bar, confirmed, today
from reflectie.cli.console import Console
from reflectie.cli.opening import data_key
from reflectie.domain.errors import CannotRestore, Damaged
from reflectie.domain.text import dutch_number
from reflectie.journal.backups import Backup, backup_at, listed
from reflectie.journal.fitting import Preview, preview, with_keys
from reflectie.journal.folder import Folder, data_folder

HELP = "een kopie terugzetten, na een blik op wat er verandert"
DESCRIPTION = (
    "Zonder KOPIE: de kopieën die er zijn. Met een kopie (haar dag, naam of pad): wat er verandert, en na je "
    "bevestiging het terugzetten. Van wat er nu is wordt eerst een kopie gemaakt."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kopie", metavar="KOPIE", nargs="?", help="de dag, de naam of het pad van een kopie")
    parser.add_argument(
        "--sleutels",
        action="store_true",
        help="alleen het sleutelbestand; je reflecties blijven zoals ze zijn",
    )
    parser.add_argument("--ja", action="store_true", help="niet om bevestiging vragen")


def run(options: argparse.Namespace, console: Console) -> int:
    folder = Folder(data_folder(console.environ))
    if options.sleutels:
        return _keys(folder, options, console)
    if options.kopie is None:
        return _list(folder, console)
    from reflectie.journal.restore import restore

    backup = _chosen(folder, options.kopie)
    key = _key(folder, backup, console)
    console.write(_told(backup, preview(folder, backup, key)))
    if not confirmed(console, "Deze kopie terugzetten?", "ja", options.ja):
        console.say("Er is niets veranderd.")
        return 1
    with bar(console, "Terugzetten") as progress:
        aside = restore(folder, backup, key, today(console), progress)
    console.say("De kopie is teruggezet." + (f" Wat er stond, is bewaard in {aside}." if aside else ""))
    return 0


def _list(folder: Folder, console: Console) -> int:
    backups = listed(folder)
    for backup in backups:
        size = dutch_number(max(backup.journal.stat().st_size // 1000, 1))
        console.write(f"{backup.day:%d-%m-%Y}  {backup.name}  {size} kB\n")
    if backups:
        console.say(f"Bekijken en terugzetten: reflectie herstel {backups[0].name}")
    else:
        console.say(f"Er zijn geen kopieën in {folder.backups}. Een kopie van elders: reflectie herstel PAD")
    return 0


def _chosen(folder: Folder, named: str) -> Backup:
    """The copy that is meant: the newest of a day, one of the folder by its name, or a file anywhere."""
    for backup in listed(folder):
        if named in (backup.name, backup.day.isoformat(), f"{backup.day:%d-%m-%Y}"):
            return backup
    path = Path(named).absolute()
    if not path.is_file():
        raise CannotRestore(named, "is er niet; met 'reflectie herstel' zie je welke er zijn")
    day = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    return backup_at(path) or Backup(path.parent, path.name, day)


def _key(folder: Folder, backup: Backup, console: Console) -> bytes:
    """The key of this journal; where its key file is gone or damaged, that of the copy."""
    from reflectie.journal.keys import read_keys

    if folder.exists():
        try:
            read_keys(folder)
        except Damaged:
            console.say(
                "Het sleutelbestand van nu is kapot of weg; dat van de kopie komt ervoor in de plaats."
            )
        else:
            return data_key(folder, console)
    return data_key(backup, console)


def _told(backup: Backup, seen: Preview) -> str:
    lines = [f"Kopie van {backup.day:%d-%m-%Y}, laatst geschreven {_moment(seen.newest_then)}."]
    if seen.newest_now is None:
        lines.append("Van het logboek van nu is niets te lezen; het wordt opzijgezet.")
    else:
        lines += [
            f"In het logboek van nu is het laatst geschreven {_moment(seen.newest_now)}.",
            "Van het logboek van nu wordt eerst een kopie gemaakt.",
        ]
    changes = {"komen terug": seen.added, "verdwijnen": seen.lost, "worden weer zoals toen": seen.changed}
    lines += [f"{dutch_number(count):>7}  {what}" for what, count in changes.items()]
    return "".join(f"{line}\n" for line in lines)


def _moment(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone():%d-%m-%Y %H:%M}" if moment else "nog nooit"


def _keys(folder: Folder, options: argparse.Namespace, console: Console) -> int:
    from reflectie.journal.opening import open_with_key
    from reflectie.journal.restore import restore_keys

    backups = (_chosen(folder, options.kopie),) if options.kopie else with_keys(folder)
    if not backups:
        raise CannotRestore(folder.backups, "is er niet met een heel sleutelbestand")
    key = data_key(backups[0], console)
    open_with_key(folder, key, console.clock).close()  # it opens the journal of now, or is of no use
    if not confirmed(
        console, f"Het sleutelbestand van {backups[0].day:%d-%m-%Y} terugzetten?", "ja", options.ja
    ):
        console.say("Er is niets veranderd.")
        return 1
    restore_keys(folder, backups[0], today(console))
    console.say("Het sleutelbestand is teruggezet; je reflecties van nu zijn niet aangeraakt.")
    return 0

"""``reflectie herstel``: list backups, or restore one after a preview."""

import argparse
import datetime as dt
from pathlib import Path

from reflectie.cli.console import Console, confirm, progress_bar, today
from reflectie.cli.open_journal import ask_data_key
from reflectie.domain.errors import CannotRestore, DamagedFile
from reflectie.domain.text import format_number
from reflectie.journal.backup.backups import Backup, backup_from_path, list_backups
from reflectie.journal.backup.restore_preview import RestorePreview, backups_with_key_file, preview_restore
from reflectie.journal.folder import JournalFolder, data_folder

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
    folder = JournalFolder(data_folder(console.environ))
    if options.sleutels:
        return _restore_keys(folder, options, console)
    if options.kopie is None:
        return _list_backups(folder, console)
    from reflectie.journal.backup.restore import restore_backup

    backup = _find_backup(folder, options.kopie)
    key = _backup_data_key(folder, backup, console)
    console.write(_format_preview(backup, preview_restore(folder, backup, key)))
    if not confirm(console, "Deze kopie terugzetten?", "ja", options.ja):
        console.print_message("Er is niets veranderd.")
        return 1
    with progress_bar(console, "Terugzetten") as progress:
        aside = restore_backup(folder, backup, key, today(console), progress)
    console.print_message(
        "De kopie is teruggezet." + (f" Wat er stond, is bewaard in {aside}." if aside else "")
    )
    return 0


def _list_backups(folder: JournalFolder, console: Console) -> int:
    backups = list_backups(folder)
    for backup in backups:
        size = format_number(max(backup.journal_file.stat().st_size // 1000, 1))
        console.write(f"{backup.day:%d-%m-%Y}  {backup.name}  {size} kB\n")
    if backups:
        console.print_message(f"Bekijken en terugzetten: reflectie herstel {backups[0].name}")
    else:
        console.print_message(
            f"Er zijn geen kopieën in {folder.backups_folder}. Een kopie van elders: reflectie herstel PAD"
        )
    return 0


def _find_backup(folder: JournalFolder, named: str) -> Backup:
    """The copy that is meant: the newest of a day, one of the folder by its name, or a file anywhere."""
    for backup in list_backups(folder):
        if named in (backup.name, backup.day.isoformat(), f"{backup.day:%d-%m-%Y}"):
            return backup
    path = Path(named).absolute()
    if not path.is_file():
        raise CannotRestore(named, "is er niet; met 'reflectie herstel' zie je welke er zijn")
    day = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    return backup_from_path(path) or Backup(path.parent, path.name, day)


def _backup_data_key(folder: JournalFolder, backup: Backup, console: Console) -> bytes:
    """The key of this journal; where its key file is gone or damaged, that of the copy."""
    from reflectie.journal.keys.key_file import read_key_file

    if folder.has_journal():
        try:
            read_key_file(folder)
        except DamagedFile:
            console.print_message(
                "Het sleutelbestand van nu is kapot of weg; dat van de kopie komt ervoor in de plaats."
            )
        else:
            return ask_data_key(folder, console)
    return ask_data_key(backup, console)


def _format_preview(backup: Backup, seen: RestorePreview) -> str:
    lines = [f"Kopie van {backup.day:%d-%m-%Y}, laatst geschreven {_format_moment(seen.backup_changed_at)}."]
    if seen.journal_changed_at is None:
        lines.append("Van het logboek van nu is niets te lezen; het wordt opzijgezet.")
    else:
        lines += [
            f"In het logboek van nu is het laatst geschreven {_format_moment(seen.journal_changed_at)}.",
            "Van het logboek van nu wordt eerst een kopie gemaakt.",
        ]
    changes = {"komen terug": seen.added, "verdwijnen": seen.removed, "worden weer zoals toen": seen.changed}
    lines += [f"{format_number(count):>7}  {what}" for what, count in changes.items()]
    return "".join(f"{line}\n" for line in lines)


def _format_moment(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone():%d-%m-%Y %H:%M}" if moment else "nog nooit"


def _restore_keys(folder: JournalFolder, options: argparse.Namespace, console: Console) -> int:
    from reflectie.journal.backup.restore import restore_key_file
    from reflectie.journal.opening import open_with_key

    backups = (_find_backup(folder, options.kopie),) if options.kopie else backups_with_key_file(folder)
    if not backups:
        raise CannotRestore(folder.backups_folder, "is er niet met een heel sleutelbestand")
    key = ask_data_key(backups[0], console)
    open_with_key(folder, key, console.clock).close()  # it opens the journal of now, or is of no use
    if not confirm(
        console, f"Het sleutelbestand van {backups[0].day:%d-%m-%Y} terugzetten?", "ja", options.ja
    ):
        console.print_message("Er is niets veranderd.")
        return 1
    restore_key_file(folder, backups[0], today(console))
    console.print_message("Het sleutelbestand is teruggezet; je reflecties van nu zijn niet aangeraakt.")
    return 0

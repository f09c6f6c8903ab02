"""``reflectie backup`` and ``herstel``: create a verified backup, list backups, and restore one."""

import argparse
import datetime as dt
from pathlib import Path

from reflectie.cli.command import Command
from reflectie.cli.console import Console, confirm, progress_bar
from reflectie.cli.open_journal import ask_data_key, open_journal_from_console
from reflectie.domain.errors import CannotBackUp, DamagedFile, cannot_restore
from reflectie.domain.text import format_number
from reflectie.journal.backup.create_backup import (
    Backup,
    back_up_journal,
    backup_from_path,
    list_backups,
    location_of,
    numbered_backup,
    write_backup,
)
from reflectie.journal.backup.restore import (
    RestorePreview,
    backups_with_key_file,
    preview_restore,
    restore_backup,
    restore_key_file,
)
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import read_key_file
from reflectie.journal.opening import open_with_key


# Back up -------------------------------------------------------------------------------------------
def _add_backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--naar", metavar="PAD", help="een map of een bestand ergens anders, zoals op een USB-stick"
    )


def _back_up(options: argparse.Namespace, console: Console) -> int:
    target = _backup_target(Path(options.naar).absolute(), console.today) if options.naar else None
    with open_journal_from_console(console) as journal, progress_bar(console, "Kopie maken") as progress:
        if target is None:
            backup = back_up_journal(journal, console.today, progress)
        else:
            backup = write_backup(journal.connection, location_of(journal), target, progress)
    console.print_message(
        f"De kopie is gemaakt en getest: {backup.journal_file} (hoort bij {backup.key_file.name})."
    )
    return 0


def _backup_target(path: Path, today: dt.date) -> Backup:
    """Return where ``--naar`` puts a backup. Called before a password is asked; no file is overwritten."""
    if path.is_dir():
        backups = filter(None, map(backup_from_path, path.iterdir()))
        return numbered_backup(path, today, [backup.number for backup in backups if backup.day == today])
    target = Backup(path.parent, path.name, today)
    if not path.parent.is_dir():
        raise CannotBackUp(path.parent, "die map is er niet")
    if path.exists() or target.own_key_file.exists():
        raise CannotBackUp(path, "daar staat al een bestand")
    return target


# Restore -------------------------------------------------------------------------------------------
def _add_restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kopie", metavar="KOPIE", nargs="?", help="de dag, de naam of het pad van een kopie")
    parser.add_argument(
        "--sleutels",
        action="store_true",
        help="alleen het sleutelbestand; je reflecties blijven zoals ze zijn",
    )
    parser.add_argument("--ja", action="store_true", help="niet om bevestiging vragen")


def _restore(options: argparse.Namespace, console: Console) -> int:
    folder = console.folder
    if options.sleutels:
        return _restore_keys(folder, options, console)
    if options.kopie is None:
        return _list_backups(folder, console)
    backup = _find_backup(folder, options.kopie)
    data_key = _backup_data_key(folder, backup, console)
    console.write(_format_preview(backup, preview_restore(folder, backup, data_key)))
    if not confirm(console, "Deze kopie terugzetten?", "ja", options.ja):
        console.print_message("Er is niets veranderd.")
        return 1
    with progress_bar(console, "Terugzetten") as progress:
        replaced = restore_backup(folder, backup, data_key, console.today, progress)
    notice = f" Wat er stond, is bewaard in {replaced}." if replaced else ""
    console.print_message(f"De kopie is teruggezet.{notice}")
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


def _find_backup(folder: JournalFolder, name: str) -> Backup:
    """Return the newest backup of a day, the backup with this name, or the one at this path.

    Raises:
        ReflectieError: there is none.
    """
    for backup in list_backups(folder):
        if name in (backup.name, backup.day.isoformat(), f"{backup.day:%d-%m-%Y}"):
            return backup
    path = Path(name).absolute()
    if not path.is_file():
        raise cannot_restore(name, "is er niet")
    day = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    return backup_from_path(path) or Backup(path.parent, path.name, day)


def _backup_data_key(folder: JournalFolder, backup: Backup, console: Console) -> bytes:
    """Return the data key of the journal; if its key file is missing or damaged, that of the backup."""
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


def _format_preview(backup: Backup, preview: RestorePreview) -> str:
    written = _format_moment(preview.backup_changed_at)
    lines = [f"Kopie van {backup.day:%d-%m-%Y}, laatst geschreven {written}."]
    if preview.journal_changed_at is None:
        lines.append("Van het logboek van nu is niets te lezen; het wordt opzijgezet.")
    else:
        lines += [
            f"In het logboek van nu is het laatst geschreven {_format_moment(preview.journal_changed_at)}.",
            "Van het logboek van nu wordt eerst een kopie gemaakt.",
        ]
    changes = {
        "komen terug": preview.added,
        "verdwijnen": preview.removed,
        "worden weer zoals toen": preview.changed,
    }
    lines += [f"{format_number(count):>7}  {label}" for label, count in changes.items()]
    return "".join(f"{line}\n" for line in lines)


def _format_moment(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone():%d-%m-%Y %H:%M}" if moment else "nog nooit"


def _restore_keys(folder: JournalFolder, options: argparse.Namespace, console: Console) -> int:
    backups = (_find_backup(folder, options.kopie),) if options.kopie else backups_with_key_file(folder)
    if not backups:
        raise cannot_restore(folder.backups_folder, "is er niet met een heel sleutelbestand")
    backup = backups[0]
    data_key = ask_data_key(backup, console)
    open_with_key(folder, data_key, console.clock).close()  # raises if the key is of another journal
    question = f"Het sleutelbestand van {backup.day:%d-%m-%Y} terugzetten?"
    if not confirm(console, question, "ja", options.ja):
        console.print_message("Er is niets veranderd.")
        return 1
    restore_key_file(folder, backup, console.today)
    console.print_message("Het sleutelbestand is teruggezet; je reflecties van nu zijn niet aangeraakt.")
    return 0


BACK_UP = Command(
    "Maakt een kopie van je logboek, versleuteld en met het sleutelbestand erbij, en opent die om te zien of "
    "ze goed is. Het wachtwoord van nu opent haar. Elke dag dat je reflectie start, komt er vanzelf een bij.",
    _back_up,
    _add_backup_options,
)

RESTORE = Command(
    "Zonder KOPIE: de kopieën die er zijn. Met een kopie (haar dag, naam of pad): wat er verandert, en na je "
    "bevestiging het terugzetten. Van wat er nu is wordt eerst een kopie gemaakt.",
    _restore,
    _add_restore_options,
)

"""``reflectie herstel``: list backups, look into them, and restore one."""

import argparse
import datetime as dt
import shlex
from contextlib import closing, suppress
from pathlib import Path

from reflectie.cli.command import Command
from reflectie.cli.commands.read_entries import format_entry
from reflectie.cli.console import Console, UsageError, confirm, progress_bar
from reflectie.cli.open_journal import ask_data_key, open_library_from_console
from reflectie.cli.output import format_summary
from reflectie.domain.dates import local_time
from reflectie.domain.errors import DamagedFile, ReflectieError, WrongPassword, cannot_restore
from reflectie.domain.exercise import Library
from reflectie.domain.text import format_number
from reflectie.journal.backup.backups import (
    Backup,
    backup_from_path,
    has_wrong_day,
    list_backups,
    wrong_days_last,
)
from reflectie.journal.backup.own_files import list_set_aside
from reflectie.journal.backup.restore import restore_backup, restore_key_file
from reflectie.journal.backup.restore_preview import RestorePreview, backups_with_key_file, preview_restore
from reflectie.journal.conflict_copies import find_conflict_copies
from reflectie.journal.folder import JournalFolder, file_exists
from reflectie.journal.keys.key_file import read_key_file
from reflectie.journal.opening import open_with_key
from reflectie.services.data_key import retry
from reflectie.services.kept_words import with_kept_words
from reflectie.services.read_copy import (
    CopyKeys,
    OpenedCopy,
    find_copy_keys,
    read_copy,
    unlock_copy,
)


def _add_restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kopie", metavar="KOPIE", nargs="?", help="de dag, de naam of het pad van een kopie")
    parser.add_argument(
        "--sleutels",
        action="store_true",
        help="alleen het sleutelbestand; je reflecties blijven zoals ze zijn",
    )
    parser.add_argument(
        "--lezen",
        metavar="KENMERK",
        nargs="?",
        const="",
        help="alleen kijken: wat erin staat, of met een KENMERK één reflectie daaruit",
    )
    parser.add_argument(
        "--enkel",
        action="store_true",
        help="enkel wat in de kopie staat: uit een beschadigd logboek gaat niets mee",
    )
    parser.add_argument("--ja", action="store_true", help="niet om bevestiging vragen")


def _restore(options: argparse.Namespace, console: Console) -> int:
    folder = console.folder
    if options.lezen is not None:
        return _look_into(folder, options, console)
    if options.sleutels:
        return _restore_keys(folder, options, console)
    if options.kopie is None:
        return _list_backups(folder, console)
    backup = _find_backup(folder, options.kopie)
    data_key = _backup_data_key(folder, backup, console)
    preview = preview_restore(folder, backup, data_key)
    if options.enkel:
        preview = preview._replace(salvage=None)
    console.write(_format_preview(backup, preview))
    if not confirm(console, "Deze kopie terugzetten?", "ja", options.ja):
        console.print_message("Er is niets veranderd.")
        return 1
    with progress_bar(console, "Terugzetten") as progress:
        replaced = restore_backup(folder, backup, data_key, console.today, progress, preview.salvage)
    notice = f" Wat er stond, is bewaard in {replaced}." if replaced else ""
    console.print_message(f"De kopie is teruggezet.{notice}")
    return 0


def _list_backups(folder: JournalFolder, console: Console) -> int:
    backups = wrong_days_last(list_backups(folder), console.today)
    for backup in backups:
        note = (
            "  (deze dag klopt niet: de klok stond verkeerd)" if has_wrong_day(backup, console.today) else ""
        )
        console.write(f"{backup.day:%d-%m-%Y}  {_format_file(backup.journal_file)}{note}\n")
    for path in list_set_aside(folder):
        console.write(f"opzijgezet  {_format_file(path)}\n")
    for path in find_conflict_copies(folder):
        console.write(f"ernaast     {_format_file(path)}\n")
    if backups:
        console.print_message(
            f"Bekijken en terugzetten: reflectie herstel {backups[0].name}; om te lezen: met --lezen."
        )
        return 0
    if not folder.has_journal():
        console.print_message(f"In {folder.path} staat nog geen logboek.")
    console.print_message(
        f"Er zijn geen kopieën in {folder.backups_folder}. Een kopie van elders: reflectie herstel PAD"
    )
    return 0


def _format_file(path: Path) -> str:
    size = path.stat().st_size if file_exists(path) else 0
    return f"{path.name}  {format_number(max(size // 1000, 1))} kB"


def _find_backup(folder: JournalFolder, name: str) -> Backup:
    """Return the newest backup of a day, the backup with this name, or the one at this path.

    Raises:
        ReflectieError: there is none.
    """
    for backup in list_backups(folder):
        if name in (backup.name, backup.day.isoformat(), f"{backup.day:%d-%m-%Y}"):
            return backup
    others = {path.name: path for path in (*list_set_aside(folder), *find_conflict_copies(folder))}
    path = others.get(name) or Path(name).absolute()
    if not path.is_file():
        raise cannot_restore(name, "is er niet")
    day = local_time(dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)).date()
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
    keys = backup if file_exists(backup.key_file) else next(iter(backups_with_key_file(folder)), backup)
    return ask_data_key(keys, console)


def _format_preview(backup: Backup, preview: RestorePreview) -> str:
    written = _format_moment(preview.backup_changed_at)
    lines = [f"Kopie van {backup.day:%d-%m-%Y}, laatst geschreven {written}."]
    if preview.is_damaged:
        return "".join(f"{line}\n" for line in [*lines, *_damage_lines(preview)])
    if preview.journal_changed_at is None:
        lines.append("In het logboek van nu staat nog niets.")
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


def _damage_lines(preview: RestorePreview) -> list[str]:
    """Say what the backup holds, what is newer and goes along, and what is lost."""
    salvaged, count = preview.salvage, format_number(preview.added)
    if salvaged is None:
        return [
            "Uit het logboek van nu gaat niets mee. Is het er nog, dan wordt het opzijgezet.",
            f"{count:>7}  komen terug",
        ]
    whole = sum(entry.is_whole for entry in salvaged.entries)
    rows = {
        "komen terug uit de kopie": preview.added,
        "zijn nieuwer dan de kopie en heel te lezen; die gaan mee": whole,
        "zijn nieuwer en voor een deel te lezen; dat deel gaat mee": len(salvaged.entries) - whole,
        "zijn nergens meer te lezen; die gaan verloren": preview.lost,
    }
    return [
        f"Het logboek van nu is beschadigd; reflecties die nog te lezen zijn: {salvaged.readable}.",
        "Het wordt opzijgezet, niet weggegooid.",
        *(f"{format_number(number):>7}  {label}" for label, number in rows.items()),
    ]


def _format_moment(moment: dt.datetime | None) -> str:
    return f"{local_time(moment):%d-%m-%Y %H:%M}" if moment else "nog nooit"


def _look_into(folder: JournalFolder, options: argparse.Namespace, console: Console) -> int:
    """List what is in a copy, or show one entry of it."""
    name, entry_id = options.kopie or options.lezen, options.lezen if options.kopie else ""
    if not name:
        raise UsageError("Zet voor --lezen welke kopie je bedoelt: haar dag, naam of pad.")
    backup = _find_backup(folder, name)
    copy = _open_copy(folder, backup, console)
    with closing(copy.journal) as journal:
        library = open_library_from_console(options, console)
        if entry_id:
            console.write(format_entry(journal, library, entry_id, console.width))
        else:
            _write_summaries(copy, library, console)
    if copy.unreadable:
        console.print_message(f"Niet te lezen, want beschadigd: {copy.unreadable} reflectie(s).")
    if not entry_id:
        console.print_message(f"Eén ervan lezen: reflectie herstel {shlex.quote(name)} --lezen KENMERK")
    return 0


def _open_copy(folder: JournalFolder, backup: Backup, console: Console) -> OpenedCopy:
    """Open a copy to look into: with the key of the journal, or else with its own password or code."""
    journal_key = _backup_data_key(folder, backup, console)
    try:
        return read_copy(backup.journal_file, journal_key, folder, console.clock)
    except ReflectieError:
        keys = find_copy_keys(backup, journal_key)
        if not keys:
            raise
    console.print_message(
        "De sleutel van je logboek past niet op deze kopie; er staat een ander sleutelbestand bij. "
        "Geef het wachtwoord of de herstelcode van de kopie."
    )
    copy_key = _ask_copy_key(keys, console)
    return read_copy(backup.journal_file, copy_key, folder, console.clock, journal_key)


def _ask_copy_key(keys: tuple[CopyKeys, ...], console: Console) -> bytes:
    if console.password:
        with suppress(WrongPassword):
            return unlock_copy(keys, console.password)
    return retry(
        lambda: unlock_copy(keys, console.ask_password("Wachtwoord of herstelcode van de kopie: ")),
        lambda error: console.print_message(str(error)),
    )


def _write_summaries(copy: OpenedCopy, library: Library, console: Console) -> None:
    """Write a row for each entry, with how it differs from the journal."""
    labels = (
        (copy.only_here, "staat niet in je logboek"),
        (copy.different, "anders dan in je logboek"),
        (copy.incomplete, "voor een deel te lezen"),
    )
    for summary in with_kept_words(copy.journal, library.kept_steps, copy.journal.summaries()):
        console.write(format_summary(summary, console.width))
        notes = ", ".join(label for ids, label in labels if summary.id in ids)
        if notes:
            console.write(f"{'':12}({notes})\n")


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


RESTORE = Command(
    "Zonder KOPIE: de kopieën die er zijn. Met een kopie (haar dag, naam of pad): wat er verandert, en na je "
    "bevestiging het terugzetten. Van wat er nu is wordt eerst een kopie gemaakt. Is het beschadigd, dan "
    "gaat mee wat nieuwer is en nog te lezen. Met --lezen kijk je alleen.",
    _restore,
    _add_restore_options,
)

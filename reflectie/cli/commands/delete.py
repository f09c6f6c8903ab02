"""``reflectie verwijder`` and ``opruimen``: the bin, erasing it, and deleting the whole journal."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from reflectie.cli.command import Command
from reflectie.cli.console import Console, UsageError, confirm, progress_bar
from reflectie.cli.open_journal import open_journal_from_console, open_library_from_console
from reflectie.cli.output import format_summaries, format_summary, short_id
from reflectie.domain.entry import EntrySummary
from reflectie.domain.errors import journal_not_found
from reflectie.journal.backup.erase import OUT_OF_REACH_NOTICE, erase_everywhere, remove_journal
from reflectie.journal.backup.own_files import list_foreign_files, list_set_aside
from reflectie.journal.bin import move_to_bin, restore_from_bin, summaries_in_bin, summaries_past_keep_until
from reflectie.journal.conflict_copies import find_conflict_copies
from reflectie.journal.find_entries import find_entry_id
from reflectie.journal.folder import JournalFolder
from reflectie.journal.instance_lock import InstanceLock
from reflectie.journal.journal import Journal
from reflectie.journal.keys.keychain import forget_keychain_secret
from reflectie.services.kept_words import KeptSteps, with_kept_words

DELETE_CONFIRMATION_WORD, ERASE_CONFIRMATION_WORD = "wis alles", "wis"


# The bin -------------------------------------------------------------------------------------------
def _add_delete_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", nargs="?", help="het kenmerk uit 'reflectie lijst'")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--terug", action="store_true", help="uit de prullenbak halen")
    mode.add_argument("--lijst", action="store_true", help="tonen wat er in de prullenbak ligt")
    mode.add_argument(
        "--alles",
        action="store_true",
        help="logboek, sleutels, kopieën en instellingen wissen; kan niet terug",
    )
    parser.add_argument("--ja", action="store_true", help="bij --alles: niet om bevestiging vragen")


def _delete(options: argparse.Namespace, console: Console) -> int:
    if (options.id is None) != (options.lijst or options.alles):
        raise UsageError("Geef één kenmerk uit 'reflectie lijst', of --lijst of --alles zonder kenmerk.")
    if options.alles:
        return _confirm_delete_all(options.ja, console)
    if options.lijst:
        return _list_bin(options, console)
    with open_journal_from_console(console) as journal:
        entry_id = find_entry_id(journal, options.id, in_bin=options.terug)
        (restore_from_bin if options.terug else move_to_bin)(journal, entry_id)
    shown_id = short_id(entry_id)
    if options.terug:
        console.print_message(f"{shown_id} staat weer in je logboek.")
    else:
        console.print_message(
            f"{shown_id} ligt in de prullenbak. Terughalen: reflectie verwijder {shown_id} --terug"
        )
    return 0


def _list_bin(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as journal:
        kept = open_library_from_console(options, console).kept_steps
        summaries = with_kept_words(journal, kept, summaries_in_bin(journal))
    console.write(format_summaries(summaries, console.width))
    if not summaries:
        console.print_message("De prullenbak is leeg.")
    return 0


# The whole journal ---------------------------------------------------------------------------------
def _confirm_delete_all(is_confirmed: bool, console: Console) -> int:
    folder = console.folder
    if not folder.has_journal() and not folder.has_backups():
        raise journal_not_found(folder.path)
    console.print_message(
        f"Dit wist je hele logboek in {folder.path}: alles wat je schreef, de sleutels, alle kopieën "
        "die reflectie maakte en je instellingen. Het kan niet terug.\n"
        "Wil je het eerst meenemen? Stop dan hier, en doe: reflectie exporteer --naar PAD"
    )
    if not confirm(console, "Alles wissen?", DELETE_CONFIRMATION_WORD, is_confirmed):
        console.print_message("Er is niets gewist.")
        return 1
    return _delete_all(folder, console)


def _delete_all(folder: JournalFolder, console: Console) -> int:
    forget_keychain_secret(folder)
    files_before = _files_in(folder)
    not_removed = remove_journal(folder)
    if not_removed and _files_in(folder) == files_before:
        console.print_message(
            f"Geen van de bestanden in {folder.path} kon weg; er is niets gewist. Kijk of de schijf "
            "beschrijfbaar is en de map van jou, en doe het dan opnieuw."
        )
        return 1
    _print_not_removed(not_removed, console)
    _print_foreign(_foreign_files(folder, not_removed), console)
    console.print_message(f"{'De rest' if not_removed else 'Alles'} is gewist. {OUT_OF_REACH_NOTICE}")
    return 1 if not_removed else 0


def _foreign_files(folder: JournalFolder, named: Sequence[Path] = ()) -> list[Path]:
    """Return what is not ours among the backups and beside the journal, except what was named already."""
    return [
        path for path in (*list_foreign_files(folder), *find_conflict_copies(folder)) if path not in named
    ]


def _files_in(folder: JournalFolder) -> set[Path]:
    return {path for path in folder.path.rglob("*") if not path.is_dir()}


def _print_not_removed(paths: Sequence[Path], console: Console) -> None:
    for path in paths:
        console.print_message(f"Dit bestand kon niet weg; haal het zelf weg: {path}")


# Erase ---------------------------------------------------------------------------------------------
def _add_erase_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", nargs="?", help="alleen deze reflectie uit de prullenbak")
    parser.add_argument(
        "--opzijgezet",
        action="store_true",
        help="ook wat 'reflectie herstel' opzijzette, zoals een kapot logboek",
    )
    parser.add_argument("--ja", action="store_true", help="niet om bevestiging vragen")


def _confirm_erase(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as journal:
        kept = open_library_from_console(options, console).kept_steps
        _print_past_retention(journal, kept, console)
        summaries = with_kept_words(journal, kept, summaries_in_bin(journal))
        if options.id is not None:
            entry_id = find_entry_id(journal, options.id, in_bin=True)
            summaries = tuple(summary for summary in summaries if summary.id == entry_id)
        console.write(format_summaries(summaries, console.width))
        _print_set_aside(console.folder, options.opzijgezet, console)
        _warn_about_open_screen(console)
        if not confirm(console, _erase_question(len(summaries)), ERASE_CONFIRMATION_WORD, options.ja):
            console.print_message("Er is niets gewist.")
            return 1
        return _erase(journal, summaries, options.opzijgezet, console)


def _print_set_aside(folder: JournalFolder, is_erased: bool, console: Console) -> None:
    """Name what a restore set aside before it goes, or tell that it stays."""
    for path in list_set_aside(folder):
        if is_erased:
            console.print_message(f"Wat opzijgezet was gaat ook weg: {path.name}")
        else:
            console.print_message(
                f"{path.name} is opzijgezet en blijft staan, met wat erin staat. Bekijken: reflectie herstel "
                f"{path.name} --lezen. Weg ermee: reflectie opruimen --opzijgezet"
            )


def _warn_about_open_screen(console: Console) -> None:
    """Tell that a screen in which an erased entry is still open would save it again."""
    lock = InstanceLock(console.folder)
    if lock.acquire():
        lock.release()
    else:
        console.print_message(
            "Je logboek is ook open in een ander venster. Staat daar een van deze reflecties open, en typ je "
            "verder, dan wordt ze weer bewaard. Sluit dat venster liever eerst."
        )


def _print_foreign(paths: Sequence[Path], console: Console) -> None:
    """Name the files that are not ours, among which there may be copies that a sync program made."""
    if paths:
        console.print_message(
            "Dit is niet door reflectie gemaakt en staat er nog; zit er een kopie van je logboek bij, dan "
            f"staat het gewiste daar nog in: {', '.join(map(str, paths))}"
        )


def _print_past_retention(journal: Journal, kept: KeptSteps, console: Console) -> None:
    summaries = with_kept_words(journal, kept, summaries_past_keep_until(journal, console.today))
    if not summaries:
        return
    console.print_message(
        "Deze reflecties wilde je niet langer bewaren. Er gebeurt niets mee, tot je ze zelf weggooit:"
    )
    for summary in summaries:
        row = format_summary(summary, console.width)
        console.print_message(f"  {row}    reflectie verwijder {short_id(summary.id)}")


def _erase_question(count: int) -> str:
    if count == 0:
        return "De prullenbak is leeg. Alle oudere kopieën wissen, en er één nieuwe voor in de plaats?"
    subject = "Deze reflectie" if count == 1 else f"Deze {count} reflecties"
    return f"{subject} voorgoed wissen, ook uit alle kopieën?"


def _erase(
    journal: Journal, summaries: Sequence[EntrySummary], with_set_aside: bool, console: Console
) -> int:
    entry_ids = [summary.id for summary in summaries]
    with progress_bar(console, "Kopie maken") as progress:
        result = erase_everywhere(journal, entry_ids, console.today, progress, with_set_aside)
    _print_not_removed(result.not_removed, console)
    _print_foreign(_foreign_files(console.folder, result.not_removed), console)
    console.print_message(
        f"Opgeruimd. De enige kopie is nu {result.backup.journal_file}. {OUT_OF_REACH_NOTICE}"
    )
    return 1 if result.not_removed else 0


DELETE = Command(
    "Gooit een reflectie weg: ze ligt dan in de prullenbak en staat in geen lijst meer. Met --terug "
    "haal je haar terug. Voorgoed wissen doe je met 'reflectie opruimen'.",
    _delete,
    _add_delete_options,
)

ERASE = Command(
    "Wist voorgoed wat in de prullenbak ligt, met wat er eerder stond, en zet één nieuwe kopie in de plaats "
    "van alle oudere. Het kan niet terug. Toont ook wat je niet langer wilde bewaren.",
    _confirm_erase,
    _add_erase_options,
)

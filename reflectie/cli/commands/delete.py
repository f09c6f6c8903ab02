"""``reflectie verwijder``: move an entry to the bin or back, or delete the whole journal."""

import argparse
from pathlib import Path

from reflectie.cli.console import Console, UsageError, confirm, format_summary, short_id
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.errors import JournalNotFound
from reflectie.journal.bin import move_to_bin, restore_from_bin, summaries_in_bin
from reflectie.journal.folder import JournalFolder, data_folder

HELP = "naar de prullenbak, en terug; of alles"

DESCRIPTION = (
    "Legt een reflectie in de prullenbak. Ze staat dan in geen lijst meer en komt met --terug weer terug. "
    "Echt wissen doe je met 'reflectie opruimen'."
)

CONFIRMATION_WORD = "verwijder"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", nargs="?", help="het kenmerk uit 'reflectie lijst'")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--terug", action="store_true", help="uit de prullenbak halen")
    what.add_argument("--lijst", action="store_true", help="tonen wat er in de prullenbak ligt")
    what.add_argument(
        "--alles", action="store_true", help="logboek, sleutels, kopieën en instellingen verwijderen"
    )
    parser.add_argument("--ja", action="store_true", help="bij --alles: niet om bevestiging vragen")


def run(options: argparse.Namespace, console: Console) -> int:
    if (options.id is None) != (options.lijst or options.alles):
        raise UsageError("Geef één kenmerk uit 'reflectie lijst', of --lijst of --alles zonder kenmerk.")
    if options.alles:
        return _confirm_delete_all(options.ja, console)
    if options.lijst:
        return _list_bin(console)
    with open_journal_from_console(console) as opened:
        entry_id = opened.find_entry_id(options.id, in_bin=options.terug)
        (restore_from_bin if options.terug else move_to_bin)(opened, entry_id)
    mark = short_id(entry_id)
    if options.terug:
        console.print_message(f"{mark} staat weer in je logboek.")
    else:
        console.print_message(f"{mark} ligt in de prullenbak. Terughalen: reflectie verwijder {mark} --terug")
    return 0


def _list_bin(console: Console) -> int:
    with open_journal_from_console(console) as opened:
        lying = summaries_in_bin(opened)
    console.write("".join(f"{format_summary(summary, console.width)}\n" for summary in lying))
    if not lying:
        console.print_message("De prullenbak is leeg.")
    return 0


def _confirm_delete_all(beforehand: bool, console: Console) -> int:
    folder = JournalFolder(data_folder(console.environ))
    if not folder.has_journal() and not folder.has_backups():
        raise JournalNotFound(folder.path)
    console.print_message(
        f"Dit verwijdert je hele logboek in {folder.path}: alles wat je schreef, de sleutels, alle kopieën "
        "die reflectie maakte en je instellingen. Het kan niet ongedaan worden gemaakt.\n"
        "Wil je het eerst meenemen? Stop dan hier, en doe: reflectie exporteer --naar PAD"
    )
    if not confirm(console, "Alles verwijderen?", CONFIRMATION_WORD, beforehand):
        console.print_message("Er is niets verwijderd.")
        return 1
    return _delete_all(folder, console)


def _delete_all(folder: JournalFolder, console: Console) -> int:
    from reflectie.journal.backup.erase import OUT_OF_REACH_NOTICE, remove_journal
    from reflectie.journal.keys.keychain import forget_keychain_secret

    forget_keychain_secret(folder)
    there = _files_in(folder)
    left = remove_journal(folder)
    if left and _files_in(folder) == there:
        console.print_message(
            f"Geen van de bestanden in {folder.path} kon weg; er is niets verwijderd. Kijk of de schijf "
            "beschrijfbaar is en de map van jou, en doe het dan opnieuw."
        )
        return 1
    for path in left:
        console.print_message(f"Dit bestand kon niet weg: {path}")
    console.print_message(f"{'De rest' if left else 'Alles'} is verwijderd. {OUT_OF_REACH_NOTICE}")
    return 1 if left else 0


def _files_in(folder: JournalFolder) -> set[Path]:
    return {path for path in folder.path.rglob("*") if not path.is_dir()}

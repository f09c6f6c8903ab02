"""``reflectie verwijder``: to the bin and back; with ``--alles`` the whole journal."""

import argparse
from pathlib import Path

from reflectie.cli.asking import confirmed
from reflectie.cli.commands.listing import row, short
from reflectie.cli.console import Console, WrongUse
from reflectie.cli.opening import journal
from reflectie.domain.errors import NoJournal
from reflectie.journal.folder import Folder, data_folder

HELP = "naar de prullenbak, en terug; of alles"
DESCRIPTION = (
    "Legt een reflectie in de prullenbak. Ze staat dan in geen lijst meer en komt met --terug weer terug. "
    "Echt wissen doe je met 'reflectie opruimen'."
)
WORD = "verwijder"


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
        raise WrongUse("Geef één kenmerk uit 'reflectie lijst', of --lijst of --alles zonder kenmerk.")
    if options.alles:
        return _all(options.ja, console)
    if options.lijst:
        return _show(console)
    with journal(console) as opened:
        entry_id = opened.find(options.id, in_bin=options.terug)
        (opened.undelete if options.terug else opened.delete)(entry_id)
    mark = short(entry_id)
    if options.terug:
        console.say(f"{mark} staat weer in je logboek.")
    else:
        console.say(f"{mark} ligt in de prullenbak. Terughalen: reflectie verwijder {mark} --terug")
    return 0


def _show(console: Console) -> int:
    with journal(console) as opened:
        lying = opened.bin()
    console.write("".join(f"{row(summary, console.width)}\n" for summary in lying))
    if not lying:
        console.say("De prullenbak is leeg.")
    return 0


def _all(beforehand: bool, console: Console) -> int:
    folder = Folder(data_folder(console.environ))
    if not folder.exists() and not folder.has_copies():
        raise NoJournal(folder.path)
    console.say(
        f"Dit verwijdert je hele logboek in {folder.path}: alles wat je schreef, de sleutels, alle kopieën "
        "die reflectie maakte en je instellingen. Het kan niet ongedaan worden gemaakt.\n"
        "Wil je het eerst meenemen? Stop dan hier, en doe: reflectie exporteer --naar PAD"
    )
    if not confirmed(console, "Alles verwijderen?", WORD, beforehand):
        console.say("Er is niets verwijderd.")
        return 1
    return _remove_all(folder, console)


def _remove_all(folder: Folder, console: Console) -> int:
    from reflectie.journal.keychain import forget
    from reflectie.journal.tidying import OUT_OF_REACH, remove_all

    forget(folder)
    there = _files(folder)
    left = remove_all(folder)
    if left and _files(folder) == there:
        console.say(
            f"Geen van de bestanden in {folder.path} kon weg; er is niets verwijderd. Kijk of de schijf "
            "beschrijfbaar is en de map van jou, en doe het dan opnieuw."
        )
        return 1
    for path in left:
        console.say(f"Dit bestand kon niet weg: {path}")
    console.say(f"{'De rest' if left else 'Alles'} is verwijderd. {OUT_OF_REACH}")
    return 1 if left else 0


def _files(folder: Folder) -> set[Path]:
    return {path for path in folder.path.rglob("*") if not path.is_dir()}

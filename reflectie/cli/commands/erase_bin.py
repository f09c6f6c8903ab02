"""``reflectie opruimen``: erase the entries in the bin, also from all backups."""

import argparse
from collections.abc import Sequence

from reflectie.cli.console import Console, confirm, format_summary, progress_bar, short_id, today
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.entry import EntrySummary
from reflectie.journal.bin import summaries_in_bin, summaries_past_keep_until
from reflectie.journal.journal import Journal

HELP = "echt wissen wat in de prullenbak ligt"

DESCRIPTION = (
    "Wist wat in de prullenbak ligt uit het logboek, met vroegere versies en al, en zet één nieuwe kopie in "
    "de plaats van alle oudere. Het kan niet ongedaan worden gemaakt. Toont ook wat je niet langer wilde "
    "bewaren."
)

CONFIRMATION_WORD = "wis"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", nargs="?", help="alleen deze reflectie uit de prullenbak")
    parser.add_argument("--ja", action="store_true", help="niet om bevestiging vragen")


def run(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as opened:
        _print_past_retention(opened, console)
        lying = summaries_in_bin(opened)
        if options.id is not None:
            wanted = opened.find_entry_id(options.id, in_bin=True)
            lying = tuple(summary for summary in lying if summary.id == wanted)
        console.write("".join(f"{format_summary(summary, console.width)}\n" for summary in lying))
        if not confirm(console, _confirmation_question(lying), CONFIRMATION_WORD, options.ja):
            console.print_message("Er is niets gewist.")
            return 1
        return _erase(opened, lying, console)


def _print_past_retention(opened: Journal, console: Console) -> None:
    past = summaries_past_keep_until(opened, today(console))
    if not past:
        return
    console.print_message(
        "Deze reflecties wilde je niet langer bewaren. Ze worden pas gewist als je ze verwijdert:"
    )
    for summary in past:
        console.print_message(
            f"  {format_summary(summary, console.width)}\n    reflectie verwijder {short_id(summary.id)}"
        )


def _confirmation_question(lying: Sequence[EntrySummary]) -> str:
    if not lying:
        return "De prullenbak is leeg; alle oudere kopieën worden vervangen door één nieuwe."
    what = "Deze reflectie" if len(lying) == 1 else f"Deze {len(lying)} reflecties"
    return f"{what} voorgoed wissen, ook uit alle kopieën?"


def _erase(opened: Journal, lying: Sequence[EntrySummary], console: Console) -> int:
    from reflectie.journal.backup.erase import OUT_OF_REACH_NOTICE, erase_everywhere

    with progress_bar(console, "Kopie maken") as progress:
        tidied = erase_everywhere(opened, [summary.id for summary in lying], today(console), progress)
    for path in tidied.not_removed:
        console.print_message(f"Dit bestand kon niet weg: {path}")
    console.print_message(
        f"Opgeruimd. De enige kopie is nu {tidied.backup.journal_file}. {OUT_OF_REACH_NOTICE}"
    )
    return 1 if tidied.not_removed else 0

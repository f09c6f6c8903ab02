"""``reflectie opruimen``: truly erases what lies in the bin, the copies included."""

import argparse
from collections.abc import Sequence

from reflectie.cli.asking import bar, confirmed, today
from reflectie.cli.commands.listing import row, short
from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.domain.entry import Summary
from reflectie.journal.store import Journal

HELP = "echt wissen wat in de prullenbak ligt"
DESCRIPTION = (
    "Wist wat in de prullenbak ligt uit het logboek, met vroegere versies en al, en zet één nieuwe kopie in "
    "de plaats van alle oudere. Het kan niet ongedaan worden gemaakt. Toont ook wat je niet langer wilde "
    "bewaren."
)
WORD = "wis"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", nargs="?", help="alleen deze reflectie uit de prullenbak")
    parser.add_argument("--ja", action="store_true", help="niet om bevestiging vragen")


def run(options: argparse.Namespace, console: Console) -> int:
    with journal(console) as opened:
        _tell_past(opened, console)
        lying = opened.bin()
        if options.id is not None:
            wanted = opened.find(options.id, in_bin=True)
            lying = tuple(summary for summary in lying if summary.id == wanted)
        console.write("".join(f"{row(summary, console.width)}\n" for summary in lying))
        if not confirmed(console, _question(lying), WORD, options.ja):
            console.say("Er is niets gewist.")
            return 1
        return _tidy(opened, lying, console)


def _tell_past(opened: Journal, console: Console) -> None:
    past = opened.past_keep_until(today(console))
    if not past:
        return
    console.say("Deze reflecties wilde je niet langer bewaren. Ze worden pas gewist als je ze verwijdert:")
    for summary in past:
        console.say(f"  {row(summary, console.width)}\n    reflectie verwijder {short(summary.id)}")


def _question(lying: Sequence[Summary]) -> str:
    if not lying:
        return "De prullenbak is leeg; alle oudere kopieën worden vervangen door één nieuwe."
    what = "Deze reflectie" if len(lying) == 1 else f"Deze {len(lying)} reflecties"
    return f"{what} voorgoed wissen, ook uit alle kopieën?"


def _tidy(opened: Journal, lying: Sequence[Summary], console: Console) -> int:
    from reflectie.journal.tidying import OUT_OF_REACH, tidy

    with bar(console, "Kopie maken") as progress:
        tidied = tidy(opened, [summary.id for summary in lying], today(console), progress)
    for path in tidied.left:
        console.say(f"Dit bestand kon niet weg: {path}")
    console.say(f"Opgeruimd. De enige kopie is nu {tidied.backup.journal}. {OUT_OF_REACH}")
    return 1 if tidied.left else 0

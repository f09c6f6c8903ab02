"""``reflectie zoek``: the texts in which words stand, the newest day first."""

import argparse

from reflectie.cli.commands.listing import short
from reflectie.cli.console import Console, WrongUse
from reflectie.cli.opening import journal
from reflectie.domain.history import Hit
from reflectie.domain.text import first_words

HELP = "woorden zoeken in wat je schreef"
DESCRIPTION = (
    "Zoekt in je teksten en titels, de nieuwste dag bovenaan. Zonder WOORDEN wordt ernaar gevraagd: zo komen "
    "ze niet in de geschiedenis van je terminal. Het laatste woord mag onaf zijn; "
    '"woorden samen" staan bij elkaar.'
)
MOST = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WOORDEN", nargs="*", help="wat er in dezelfde tekst moet staan")
    parser.add_argument(
        "--aantal", metavar="N", type=_number, default=MOST, help=f"hoeveel; gewoonlijk {MOST}"
    )
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def run(options: argparse.Namespace, console: Console) -> int:
    with journal(console) as opened:
        words = " ".join(options.words) or _asked(console)
        hits = opened.search(words, options.aantal + 1)
    more, hits = len(hits) > options.aantal, hits[: options.aantal]
    if options.json:
        from reflectie.export.json import dumps

        console.write(dumps(hits))
        return 0
    console.write("".join(f"{_row(hit, console.width)}\n" for hit in hits))
    if not hits:
        console.say("Niets gevonden. Korter zoeken helpt soms: het begin van een woord is genoeg.")
    elif more:
        console.say("Er is meer; met --aantal zie je meer.")
    return 0


def _asked(console: Console) -> str:
    words = console.ask("Zoek naar: ") if console.types else console.stdin.readline().decode(errors="replace")
    if not words.strip():
        raise WrongUse("Er kwamen geen woorden om naar te zoeken.")
    return words


def _row(hit: Hit, width: int | None) -> str:
    from reflectie.export.line import cut

    words = "" if hit.address is None else f" · {first_words(hit.words, 200)}"
    row = f"{hit.day:%d-%m-%Y}  {short(hit.entry)}  {hit.title}{words}"
    return row if width is None else cut(row, width)


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 100_000:
        raise argparse.ArgumentTypeError("kies een getal van 1 tot 100.000")
    return int(text)

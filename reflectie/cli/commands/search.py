"""``reflectie zoek``: search the texts of entries, newest day first."""

import argparse

from reflectie.cli.console import Console, UsageError, short_id
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.entry import SearchHit
from reflectie.domain.text import shorten

HELP = "woorden zoeken in wat je schreef"

DESCRIPTION = (
    "Zoekt in je teksten en titels, de nieuwste dag bovenaan. Zonder WOORDEN wordt ernaar gevraagd: zo komen "
    "ze niet in de geschiedenis van je terminal. Het laatste woord mag onaf zijn; "
    '"woorden samen" staan bij elkaar.'
)

DEFAULT_LIMIT = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WOORDEN", nargs="*", help="wat er in dezelfde tekst moet staan")
    parser.add_argument(
        "--aantal",
        metavar="N",
        type=_parse_limit,
        default=DEFAULT_LIMIT,
        help=f"hoeveel; gewoonlijk {DEFAULT_LIMIT}",
    )
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def run(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as opened:
        words = " ".join(options.words) or _ask_words(console)
        hits = opened.search(words, options.aantal + 1)
    more, hits = len(hits) > options.aantal, hits[: options.aantal]
    if options.json:
        from reflectie.export.json import to_json

        console.write(to_json(hits))
        return 0
    console.write("".join(f"{_format_hit(hit, console.width)}\n" for hit in hits))
    if not hits:
        console.print_message("Niets gevonden. Korter zoeken helpt soms: het begin van een woord is genoeg.")
    elif more:
        console.print_message("Er is meer; met --aantal zie je meer.")
    return 0


def _ask_words(console: Console) -> str:
    words = (
        console.ask("Zoek naar: ")
        if console.is_interactive
        else console.stdin.readline().decode(errors="replace")
    )
    if not words.strip():
        raise UsageError("Er kwamen geen woorden om naar te zoeken.")
    return words


def _format_hit(hit: SearchHit, width: int | None) -> str:
    from reflectie.domain.text_layout import truncate

    words = "" if hit.address is None else f" · {shorten(hit.words, 200)}"
    row = f"{hit.day:%d-%m-%Y}  {short_id(hit.entry)}  {hit.title}{words}"
    return row if width is None else truncate(row, width)


def _parse_limit(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 100_000:
        raise argparse.ArgumentTypeError("kies een getal van 1 tot 100.000")
    return int(text)

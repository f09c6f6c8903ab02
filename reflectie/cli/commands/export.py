"""``reflectie exporteer``: write entries to a file that is readable without the program."""

import argparse
from pathlib import Path

from reflectie.cli.command import Command, parse_period
from reflectie.cli.console import Console
from reflectie.cli.open_journal import open_journal_from_console, resolve_situation_id
from reflectie.cli.output import output_path, write_output
from reflectie.content.compiled import open_library
from reflectie.domain.text import format_number
from reflectie.export.formats import FORMATS
from reflectie.services.entries import collect_log


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--naar", metavar="PAD", required=True, help="het bestand, of - voor standaarduitvoer"
    )
    parser.add_argument(
        "--formaat", choices=tuple(FORMATS), default="md", help="md (Markdown, als je niets kiest) of json"
    )
    parser.add_argument(
        "--van", metavar="DAG", help="vanaf deze dag, zoals gisteren of 22-11-2026; een maand of jaar mag ook"
    )
    parser.add_argument("--tot", metavar="DAG", help="tot en met deze dag, deze maand of dit jaar")
    parser.add_argument(
        "--situatie", metavar="NAAM", help="alleen wat bij deze situatie hoort; een deel van de naam mag"
    )
    parser.add_argument("--overschrijf", action="store_true", help="een bestand dat er al is vervangen")


def _run(options: argparse.Namespace, console: Console) -> int:
    first, last = parse_period(options, console.today)
    path = output_path(options, console)
    with open_journal_from_console(console) as journal:
        situation = resolve_situation_id(journal, options.situatie)
        log = collect_log(journal, open_library(options.inhoud), first, last, situation)
    if not log.entries:
        selection = "periode" if options.situatie is None else "situatie en periode"
        console.print_message(f"Er zijn geen reflecties in deze {selection}; er is niets geschreven.")
        return 1
    write_output(path, FORMATS[options.formaat].write(log), console)
    console.print_message(_result_message(len(log.entries), path))
    return 0


def _result_message(count: int, path: Path | None) -> str:
    number = "1 reflectie" if count == 1 else f"{format_number(count)} reflecties"
    if path is None:
        return f"{number} geschreven."
    return f"{number} geschreven naar {path}. Dit bestand is niet versleuteld."


EXPORT = Command(
    "Schrijft je reflecties, of die van een periode, naar een bestand dat zonder reflectie te lezen is.",
    _run,
    _add_options,
)

"""``reflectie exporteer``: write entries, or the card of one, to a file readable without the program."""

import argparse
from pathlib import Path

from reflectie.cli.command import Command, parse_period
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import (
    open_journal_from_console,
    open_library_from_console,
    resolve_situation_id,
)
from reflectie.cli.output import output_path, write_output
from reflectie.domain.errors import NotFound
from reflectie.domain.text import format_number
from reflectie.export.card import render_card
from reflectie.export.formats import FORMATS
from reflectie.export.markdown import to_markdown
from reflectie.journal.find_entries import find_entry_id
from reflectie.services.entries import collect_log, load_entry_with_drafts


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
    parser.add_argument(
        "--kaart",
        metavar="KENMERK",
        help="alleen de kaart van deze reflectie; het kenmerk staat in 'reflectie lijst'",
    )
    parser.add_argument(
        "--gedeeld", action="store_true", help="met --kaart: de deelkaart, alleen wat je deelt"
    )
    parser.add_argument("--overschrijf", action="store_true", help="een bestand dat er al is vervangen")


def _run(options: argparse.Namespace, console: Console) -> int:
    if options.kaart is not None:
        return _export_card(options, console)
    if options.gedeeld:
        raise UsageError("--gedeeld hoort bij --kaart: geef ook het kenmerk van een reflectie.")
    first, last = parse_period(options, console.today)
    path = output_path(options, console)
    with open_journal_from_console(console) as journal:
        situation = resolve_situation_id(journal, options.situatie)
        log = collect_log(journal, open_library_from_console(options, console), first, last, situation)
    if not log.entries:
        selection = "periode" if options.situatie is None else "situatie en periode"
        console.print_message(f"Er zijn geen reflecties in deze {selection}; er is niets geschreven.")
        return 1
    write_output(options, FORMATS[options.formaat].write(log), console)
    console.print_message(_result_message(len(log.entries), path))
    return 0


def _export_card(options: argparse.Namespace, console: Console) -> int:
    """Write the card of one entry in Markdown."""
    if options.formaat != "md" or options.van or options.tot or options.situatie is not None:
        raise UsageError(
            "--kaart gaat over één reflectie, als md. Laat --formaat, --van, --tot en --situatie weg."
        )
    path = output_path(options, console)
    with open_journal_from_console(console) as journal:
        library = open_library_from_console(options, console)
        entry = load_entry_with_drafts(journal, library, find_entry_id(journal, options.kaart))
    exercise = library.exercise(entry.exercise)
    if exercise is None or not exercise.has_own_card:
        raise NotFound("Bij deze reflectie hoort geen kaart. Laat --kaart weg: dan krijg je alles.")
    document = render_card(None, entry, exercise, options.gedeeld)
    write_output(options, to_markdown(document).encode(), console)
    if path:
        console.print_message(f"De kaart staat in {path}. Dit bestand is niet versleuteld.")
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

"""``reflectie lijst``, ``toon`` and ``zoek``: list, show and search entries."""

import argparse
from functools import partial

from reflectie.cli.command import Command, parse_count
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import open_journal_from_console, resolve_situation_id
from reflectie.cli.output import MAX_SNIPPET_LENGTH, fit_row, format_summaries, short_id
from reflectie.content.compiled import open_library
from reflectie.domain.entry import SearchHit
from reflectie.domain.text import shorten
from reflectie.export.json import to_json
from reflectie.export.plain_text import to_plain_text
from reflectie.export.render import render_entry
from reflectie.journal.find_entries import find_entry_id, search_entries
from reflectie.services.entries import load_entry_with_drafts, situation_of
from reflectie.services.meeting_overview import meeting_details

DEFAULT_LIMIT = 20

_parse_limit = partial(parse_count, maximum=100_000, message="kies een getal van 1 tot 100.000")


# List ----------------------------------------------------------------------------------------------
def _add_list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")
    parser.add_argument("--open", action="store_true", help="alleen reflecties die nog open zijn")
    parser.add_argument("--situatie", metavar="NAAM", help="alleen die bij deze situatie horen")


def _list(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as journal:
        situation = resolve_situation_id(journal, options.situatie)
        summaries = journal.summaries(open_only=options.open, situation=situation)
    if options.json:
        console.write(to_json(summaries))
    elif summaries:
        console.write(format_summaries(summaries, console.width))
    else:
        console.print_message(_empty_message(options))
    return 0


def _empty_message(options: argparse.Namespace) -> str:
    if options.open:
        return "Er is geen open reflectie."
    if options.situatie is not None:
        return "Bij deze situatie hoort nog geen reflectie."
    return "Er staat nog niets in je logboek."


# Show ----------------------------------------------------------------------------------------------
def _add_show_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", help="het kenmerk uit 'reflectie lijst'")
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def _show(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as journal:
        library = open_library(options.inhoud)
        entry = load_entry_with_drafts(journal, library, find_entry_id(journal, options.id))
        if options.json:
            console.write(to_json(entry))
            return 0
        situation = situation_of(journal, entry)
        meeting, preparation = meeting_details(journal, library, entry)
    document = render_entry(entry, library.exercise(entry.exercise), situation, meeting, preparation)
    console.write(to_plain_text(document, console.width))
    return 0


# Search --------------------------------------------------------------------------------------------
def _add_search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WOORDEN", nargs="*", help="wat er in dezelfde tekst moet staan")
    parser.add_argument(
        "--aantal",
        metavar="N",
        type=_parse_limit,
        default=DEFAULT_LIMIT,
        help=f"hoeveel; gewoonlijk {DEFAULT_LIMIT}",
    )
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def _search(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as journal:
        query = " ".join(options.words) or _ask_query(console)
        hits = search_entries(journal, query, options.aantal + 1)
    has_more, hits = len(hits) > options.aantal, hits[: options.aantal]
    if options.json:
        console.write(to_json(hits))
        return 0
    console.write("".join(_format_hit(hit, console.width) for hit in hits))
    if not hits:
        console.print_message("Niets gevonden. Korter zoeken helpt soms: het begin van een woord is genoeg.")
    elif has_more:
        console.print_message("Er is meer; met --aantal zie je meer.")
    return 0


def _ask_query(console: Console) -> str:
    query = console.ask_or_read("Zoek naar: ")
    if not query.strip():
        raise UsageError("Er kwamen geen woorden om naar te zoeken.")
    return query


def _format_hit(hit: SearchHit, width: int | None) -> str:
    words = "" if hit.address is None else f" · {shorten(hit.words, MAX_SNIPPET_LENGTH)}"
    return fit_row(f"{hit.day:%d-%m-%Y}  {short_id(hit.entry)}  {hit.title}{words}", width)


LIST = Command(
    "Toont je reflecties, de nieuwste bovenaan: dag, kenmerk, titel en de eerste woorden.",
    _list,
    _add_list_options,
)

SHOW = Command(
    "Toont één reflectie in haar geheel. Het kenmerk staat in 'reflectie lijst'.", _show, _add_show_options
)

SEARCH = Command(
    "Zoekt in je teksten en titels, de nieuwste dag bovenaan. Zonder WOORDEN wordt ernaar gevraagd: zo komen "
    "ze niet in de geschiedenis van je terminal. Het laatste woord mag onaf zijn; "
    '"woorden samen" staan bij elkaar.',
    _search,
    _add_search_options,
)

"""``reflectie lijst``, ``toon`` and ``zoek``: list, show and search entries."""

import argparse
import datetime as dt
from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from reflectie.cli.command import Command, parse_count, parse_period
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import (
    open_journal_from_console,
    open_library_from_console,
    resolve_situation_id,
)
from reflectie.cli.output import MAX_SNIPPET_LENGTH, fit_row, format_summaries, short_id
from reflectie.domain.entry import SearchHit
from reflectie.domain.entry_filter import EntryFilter
from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Library
from reflectie.domain.field import Role
from reflectie.domain.situation import Situation
from reflectie.domain.tag import clean_tag
from reflectie.domain.text import ONLY_SIGNS_TEXT, has_words, shorten
from reflectie.export.json import to_json
from reflectie.export.plain_text import to_plain_text
from reflectie.journal.find_entries import find_entry_id, search_entries
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import find_meeting
from reflectie.journal.situations import list_situations
from reflectie.services.entries import load_entry_with_drafts
from reflectie.services.kept_words import with_kept_words
from reflectie.services.logbook import entry_document
from reflectie.services.logbook_filter import used_exercises

DEFAULT_LIMIT = 20

_TEXT_INDENT = " " * len("22-11-2026  00000001  ")

_parse_line_number = partial(parse_count, maximum=6, message="kies een lijn van 1 tot 6")

_parse_limit = partial(parse_count, maximum=100_000, message="kies een getal van 1 tot 100.000")


# List ----------------------------------------------------------------------------------------------
def _add_list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")
    parser.add_argument("--open", action="store_true", help="alleen wat nog open is")
    parser.add_argument(
        "--situatie",
        metavar="NAAM",
        nargs="?",
        const="",
        help="alleen wat bij deze situatie hoort; een deel van de naam mag. Zonder NAAM: de situaties zelf",
    )


def _list(options: argparse.Namespace, console: Console) -> int:
    if options.situatie == "":
        return _list_situations(options, console)
    with open_journal_from_console(console) as journal:
        situation = resolve_situation_id(journal, options.situatie)
        kept = open_library_from_console(options, console).kept_steps
        summaries = with_kept_words(
            journal, kept, journal.summaries(open_only=options.open, situation=situation)
        )
    if options.json:
        console.write(to_json(summaries))
    elif summaries:
        console.write(format_summaries(summaries, console.width))
    else:
        console.print_message(_empty_message(options))
    return 0


def _list_situations(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as journal:
        situations = list_situations(journal, open_only=options.open)
    if options.json:
        console.write(to_json(situations))
    elif situations:
        console.write("".join(_format_situation(situation, console.width) for situation in situations))
    else:
        console.print_message("Er is nog geen situatie. Start reflectie; op Thuis maak je er een met s.")
    return 0


def _format_situation(situation: Situation, width: int | None) -> str:
    state = "" if situation.is_open else "gearchiveerd"
    purpose = shorten(situation.purpose, MAX_SNIPPET_LENGTH)
    return fit_row(" · ".join(filter(None, [situation.name, state, purpose])), width)


def _empty_message(options: argparse.Namespace) -> str:
    if options.open:
        return "Er is geen reflectie die nog open is."
    if options.situatie is not None:
        return "Bij deze situatie hoort nog geen reflectie."
    return "Er staat nog niets in je logboek. Begin met 'reflectie' of met 'reflectie schrijf'."


# Show ----------------------------------------------------------------------------------------------
def _add_show_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", help="het kenmerk uit 'reflectie lijst'")
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def _show(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as journal:
        library = open_library_from_console(options, console)
        if options.json:
            console.write(
                to_json(load_entry_with_drafts(journal, library, find_entry_id(journal, options.id)))
            )
        else:
            console.write(format_entry(journal, library, options.id, console.width))
    return 0


def format_entry(journal: Journal, library: Library, entry_id: str, width: int | None) -> str:
    """Return one entry as text. ``entry_id`` may be the end of an id.

    Raises:
        NotFound: there is no such entry, or more than one.
    """
    entry = load_entry_with_drafts(journal, library, find_entry_id(journal, entry_id))
    return to_plain_text(entry_document(journal, library, entry), width)


# Search --------------------------------------------------------------------------------------------
def _add_search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WOORDEN", nargs="*", help="wat er in dezelfde tekst moet staan")
    parser.add_argument(
        "--aantal",
        metavar="N",
        type=_parse_limit,
        default=DEFAULT_LIMIT,
        help=f"hoeveel je er hooguit ziet; {DEFAULT_LIMIT} als je niets kiest",
    )
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")
    parser.add_argument("--open", action="store_true", help="alleen in wat nog open is")
    parser.add_argument(
        "--lijn", metavar="NUMMER", type=_parse_line_number, help="alleen bij deze lijn, 1 tot 6"
    )
    parser.add_argument("--werkvorm", metavar="NAAM", help="alleen in deze werkvorm; een deel mag")
    parser.add_argument("--rol", choices=tuple(Role), help="alleen in werkvormen voor deze rol")
    parser.add_argument("--situatie", metavar="NAAM", help="alleen bij deze situatie; een deel mag")
    parser.add_argument(
        "--overleg", metavar="NAAM", help="alleen bij dit overleg: een deel van de naam, of het kenmerk"
    )
    parser.add_argument("--etiket", metavar="WOORD", help="alleen met dit etiket")
    parser.add_argument("--delen", action="store_true", help="alleen waarin je iets hebt gemerkt om te delen")
    parser.add_argument("--van", metavar="DAG", help="vanaf deze dag, zoals maandag of maart")
    parser.add_argument("--tot", metavar="DAG", help="tot en met deze dag")


def _typed_filter(options: argparse.Namespace, today: dt.date) -> EntryFilter:
    """Return the part of the filter that needs no journal."""
    first, last = parse_period(options, today)
    return EntryFilter(
        tag=clean_tag(options.etiket) if options.etiket is not None else None,
        first=first,
        last=last,
        is_open=options.open,
        is_shared=options.delen,
    )


def _search_filter(
    options: argparse.Namespace, typed: EntryFilter, journal: Journal, library: Library
) -> EntryFilter:
    """Return the filter that all options ask for together."""
    field = next((field for field in library.core_fields if field.number == options.lijn), None)
    return replace(
        typed,
        field=field.id if field else None,
        exercises=_searched_exercises(options, journal, library),
        situation=resolve_situation_id(journal, options.situatie),
        meeting=find_meeting(journal, options.overleg).id if options.overleg is not None else None,
    )


def _searched_exercises(
    options: argparse.Namespace, journal: Journal, library: Library
) -> tuple[str, ...] | None:
    """Return the ids of the exercises with this name and for this role; None without such an option."""
    if options.werkvorm is None and options.rol is None:
        return None
    name, role = options.werkvorm or "", Role(options.rol) if options.rol else None
    if name and not used_exercises(journal, library, name_part=name):
        raise NotFound(f"In je logboek staat geen werkvorm '{name}'. Een deel van de naam is genoeg.")
    return tuple(exercise.id for exercise in used_exercises(journal, library, role, name))


def _search(options: argparse.Namespace, console: Console) -> int:
    typed = _typed_filter(options, console.today)
    with open_journal_from_console(console) as journal:
        library = open_library_from_console(options, console)
        criteria = _search_filter(options, typed, journal, library)
        query = " ".join(options.words) or _ask_query(console)
        hits = search_entries(journal, query, options.aantal + 1, criteria=criteria)
    has_more, hits = len(hits) > options.aantal, hits[: options.aantal]
    if options.json:
        console.write(to_json(hits))
        return 0
    console.write(_format_hits(hits, console.width))
    if not has_words(query):
        console.print_message(ONLY_SIGNS_TEXT)
    elif not hits:
        console.print_message("Niets gevonden. Korter zoeken helpt soms: het begin van een woord is genoeg.")
    elif has_more:
        console.print_message(f"Er is meer gevonden. Met --aantal {2 * options.aantal} zie je meer.")
    return 0


def _ask_query(console: Console) -> str:
    query = console.ask_or_read("Zoek naar: ")
    if not query.strip():
        raise UsageError("Er kwamen geen woorden om naar te zoeken. Geef er een of meer.")
    return query


def _format_hits(hits: Sequence[SearchHit], width: int | None) -> str:
    """Format each entry once, in the order of the hits, with the texts that were found in it."""
    entries: dict[str, list[SearchHit]] = {}
    for hit in hits:
        entries.setdefault(hit.entry, []).append(hit)
    return "".join(_format_entry_hits(entry_hits, width) for entry_hits in entries.values())


def _format_entry_hits(hits: Sequence[SearchHit], width: int | None) -> str:
    """Format the texts of one entry: the first behind its title, the others below it."""
    entry = f"{hits[0].day:%d-%m-%Y}  {short_id(hits[0].entry)}  {hits[0].title}"
    texts = [shorten(text, MAX_SNIPPET_LENGTH) for text in map(_text_beside_title, hits) if text]
    rows = [" · ".join([entry, *texts[:1]]), *(f"{_TEXT_INDENT}· {text}" for text in texts[1:])]
    return "".join(fit_row(row, width) for row in rows)


def _text_beside_title(hit: SearchHit) -> str:
    """Return the words of a hit; of a hit in the title what stands behind it, such as the situation."""
    return hit.words if hit.address is not None else hit.words.removeprefix(hit.title).removeprefix(" · ")


LIST = Command(
    "Toont je reflecties, de nieuwste bovenaan. Een reflectie is wat je in één keer schreef. Je ziet de dag, "
    "het kenmerk, de titel en een stukje tekst.",
    _list,
    _add_list_options,
)

SHOW = Command(
    "Toont één reflectie in haar geheel. Het kenmerk staat in 'reflectie lijst'.", _show, _add_show_options
)

SEARCH = Command(
    "Zoekt in je teksten en titels, de nieuwste dag bovenaan. Zonder WOORDEN wordt ernaar gevraagd: zo komen "
    "ze niet in de geschiedenis van je terminal. Van het laatste woord is een begin van drie letters genoeg, "
    'en een deel van een lang woord mag ook; "woorden samen" staan bij elkaar.',
    _search,
    _add_search_options,
)

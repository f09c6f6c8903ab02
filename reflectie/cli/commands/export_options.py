"""The options that say which entries an export holds."""

import argparse
import datetime as dt
from collections.abc import Collection

from reflectie.cli.open_journal import resolve_situation_id
from reflectie.domain.entry_filter import EntryFilter
from reflectie.domain.exercise import Library, find_exercise
from reflectie.domain.field import find_field
from reflectie.domain.tag import clean_tag
from reflectie.journal.find_entries import find_entry_id
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import find_meeting
from reflectie.services.export_selection import Selection

SELECTION_OPTIONS = (
    "van",
    "tot",
    "veld",
    "werkvorm",
    "situatie",
    "overleg",
    "etiket",
    "reflectie",
    "alleen_deelbaar",
)
"""The names of the options that leave something out."""


def are_given(options: argparse.Namespace, names: Collection[str]) -> bool:
    """Whether the user gave any of these options."""
    return any(getattr(options, name) not in (None, False, []) for name in names)


def stands_alone(options: argparse.Namespace) -> bool:
    """Whether nothing was asked of a log: no selection, check, form or format."""
    others = (*SELECTION_OPTIONS, "controleer", "woorden", "prullenbak")
    return (options.formaat, options.vorm) == ("md", "logboek") and not are_given(options, others)


def add_selection_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a selection."""
    parser.add_argument(
        "--van", metavar="DAG", help="vanaf deze dag, zoals gisteren of 22-11-2026; een maand of jaar mag ook"
    )
    parser.add_argument("--tot", metavar="DAG", help="tot en met deze dag, deze maand of dit jaar")
    parser.add_argument("--veld", metavar="NAAM", help="alleen wat bij deze lijn hoort: 1 tot 6, of een pool")
    parser.add_argument(
        "--situatie", metavar="NAAM", help="alleen wat bij deze situatie hoort; een deel van de naam mag"
    )
    parser.add_argument("--werkvorm", metavar="NAAM", help="alleen van deze werkvorm; een deel mag")
    parser.add_argument(
        "--overleg", metavar="KENMERK", help="alleen wat bij dit overleg hoort; zie 'reflectie overleg lijst'"
    )
    parser.add_argument("--etiket", metavar="WOORD", help="alleen met dit etiket")
    parser.add_argument(
        "--reflectie",
        metavar="KENMERK",
        action="append",
        default=[],
        help="alleen deze reflectie; mag vaker, voor elke reflectie een keer",
    )
    parser.add_argument(
        "--alleen-deelbaar", action="store_true", help="alleen antwoorden die je hebt gemarkeerd om te delen"
    )
    parser.add_argument(
        "--prullenbak", action="store_true", help="ook wat in de prullenbak ligt; alleen json"
    )


def selection_from_options(
    options: argparse.Namespace, journal: Journal, library: Library, period: tuple[dt.date, dt.date]
) -> Selection:
    """Return what these options select.

    Raises:
        ReflectieError: one of them names nothing, or more than one thing.
    """
    first, last = period
    criteria = EntryFilter(
        first=first if options.van else None,
        last=last if options.tot else None,
        field=find_field(library.core_fields, options.veld).id if options.veld is not None else None,
        exercises=(find_exercise(library, options.werkvorm).id,) if options.werkvorm is not None else None,
        situation=resolve_situation_id(journal, options.situatie),
        meeting=find_meeting(journal, options.overleg).id if options.overleg is not None else None,
        tag=clean_tag(options.etiket) if options.etiket is not None else None,
    )
    return Selection(
        criteria=criteria,
        entries=tuple(find_entry_id(journal, id_part) for id_part in options.reflectie),
        shared_only=options.alleen_deelbaar,
        include_bin=options.prullenbak,
    )

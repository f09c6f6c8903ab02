"""``reflectie exporteer``: write entries to a file that is readable without the program."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reflectie.cli.console import Console, UsageError, output_path, write_output_file
from reflectie.cli.open_journal import open_journal_from_console, resolve_situation_id
from reflectie.domain.entry import Entry
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.text import format_number
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import list_meetings, list_series
from reflectie.journal.situations import list_situations
from reflectie.services.entries import load_entry_with_drafts

HELP = "reflecties naar een leesbaar bestand"

DESCRIPTION = (
    "Schrijft je reflecties, of die van een periode, naar een bestand dat zonder reflectie te lezen is."
)


class ExportedLog(NamedTuple):
    """What is to be written: entries, what they belong to, and folders with more content."""

    entries: list[Entry]
    situations: tuple[Situation, ...]
    meetings: tuple[Meeting, ...]
    series: tuple[Series, ...]
    packs: list[Path]


def _to_markdown(what: ExportedLog) -> str:
    from reflectie.content.compiled import open_library
    from reflectie.export.markdown import log_to_markdown

    return log_to_markdown(what.entries, open_library(what.packs), what.situations, what.meetings)


def _to_json(what: ExportedLog) -> str:
    from reflectie.export.json import log_to_json

    return log_to_json(what.entries, what.situations, what.meetings, what.series)


FORMATS: dict[str, Callable[[ExportedLog], str]] = {"md": _to_markdown, "json": _to_json}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--naar", metavar="PAD", required=True, help="het bestand, of - voor standaarduitvoer"
    )
    parser.add_argument(
        "--formaat", choices=tuple(FORMATS), default="md", help="md (Markdown, gewoonlijk) of json"
    )
    parser.add_argument(
        "--van", metavar="DAG", type=_parse_day, help="vanaf deze dag, zoals 2026-11-22 of 22-11-2026"
    )
    parser.add_argument("--tot", metavar="DAG", type=_parse_day, help="tot en met deze dag")
    parser.add_argument("--situatie", metavar="NAAM", help="alleen die bij deze situatie horen")
    parser.add_argument("--overschrijf", action="store_true", help="een bestand dat er al is vervangen")


def run(options: argparse.Namespace, console: Console) -> int:
    first, last = options.van or dt.date.min, options.tot or dt.date.max
    if first > last:
        raise UsageError("--van ligt na --tot; draai ze om.")
    path = output_path(options, console)
    with open_journal_from_console(console) as opened:
        summaries = opened.summaries(situation=resolve_situation_id(opened, options.situatie))
        wanted = [summary.id for summary in summaries if first <= summary.day <= last]
        entries = [load_entry_with_drafts(opened, entry_id) for entry_id in wanted]
        what = _collect_log(opened, entries, options.inhoud)
    if not entries:
        console.print_message(
            f"Er zijn geen reflecties in deze {_selection_text(options)}; er is niets geschreven."
        )
        return 1
    text = FORMATS[options.formaat](what)
    if path is None:
        console.write(text)
    else:
        write_output_file(path, text)
    console.print_message(_result_message(len(entries), path))
    return 0


def _collect_log(opened: Journal, entries: list[Entry], packs: list[Path]) -> ExportedLog:
    ids = {one for entry in entries for one in (entry.situation, entry.meeting)}
    around = tuple(one for one in list_meetings(opened) if one.id in ids)
    tables = {one.series for one in around}
    return ExportedLog(
        entries,
        tuple(one for one in list_situations(opened) if one.id in ids),
        around,
        tuple(one for one in list_series(opened) if one.id in tables),
        packs,
    )


def _selection_text(options: argparse.Namespace) -> str:
    return "periode" if options.situatie is None else "situatie en periode"


def _result_message(count: int, target: Path | None) -> str:
    number = "1 reflectie" if count == 1 else f"{format_number(count)} reflecties"
    if target is None:
        return f"{number} geschreven."
    return f"{number} geschreven naar {target}. Dit bestand is niet versleuteld."


def _parse_day(text: str) -> dt.date:
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"{text!r} is geen dag; schrijf hem als 2026-11-22 of 22-11-2026")

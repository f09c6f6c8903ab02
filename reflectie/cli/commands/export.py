"""``reflectie exporteer``: everything out, in a form that is readable without the program."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reflectie.cli.commands.listing import situation_id
from reflectie.cli.console import Console, WrongUse
from reflectie.cli.opening import journal
from reflectie.cli.target import target, write_to
from reflectie.cli.whole import whole
from reflectie.domain.entry import Entry
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.text import dutch_number
from reflectie.journal.meetings import meetings
from reflectie.journal.series import all_series
from reflectie.journal.situations import situations
from reflectie.journal.store import Journal

HELP = "reflecties naar een leesbaar bestand"
DESCRIPTION = (
    "Schrijft je reflecties, of die van een periode, naar een bestand dat zonder reflectie te lezen is."
)


class Log(NamedTuple):
    """What is to be written: entries, what they belong to, and folders with more content."""

    entries: list[Entry]
    situations: tuple[Situation, ...]
    meetings: tuple[Meeting, ...]
    series: tuple[Series, ...]
    packs: list[Path]


def _markdown(what: Log) -> str:
    from reflectie.content.compiled import library
    from reflectie.export.markdown import log

    return log(what.entries, library(what.packs), what.situations, what.meetings)


def _json(what: Log) -> str:
    from reflectie.export.json import log

    return log(what.entries, what.situations, what.meetings, what.series)


FORMATS: dict[str, Callable[[Log], str]] = {"md": _markdown, "json": _json}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--naar", metavar="PAD", required=True, help="het bestand, of - voor standaarduitvoer"
    )
    parser.add_argument(
        "--formaat", choices=tuple(FORMATS), default="md", help="md (Markdown, gewoonlijk) of json"
    )
    parser.add_argument(
        "--van", metavar="DAG", type=_day, help="vanaf deze dag, zoals 2026-11-22 of 22-11-2026"
    )
    parser.add_argument("--tot", metavar="DAG", type=_day, help="tot en met deze dag")
    parser.add_argument("--situatie", metavar="NAAM", help="alleen die bij deze situatie horen")
    parser.add_argument("--overschrijf", action="store_true", help="een bestand dat er al is vervangen")


def run(options: argparse.Namespace, console: Console) -> int:
    first, last = options.van or dt.date.min, options.tot or dt.date.max
    if first > last:
        raise WrongUse("--van ligt na --tot; draai ze om.")
    path = target(options, console)
    with journal(console) as opened:
        summaries = opened.summaries(situation=situation_id(opened, options.situatie))
        wanted = [summary.id for summary in summaries if first <= summary.day <= last]
        entries = [whole(opened, entry_id) for entry_id in wanted]
        what = _with_what_they_belong_to(opened, entries, options.inhoud)
    if not entries:
        console.say(f"Er zijn geen reflecties in deze {_choice(options)}; er is niets geschreven.")
        return 1
    text = FORMATS[options.formaat](what)
    if path is None:
        console.write(text)
    else:
        write_to(path, text)
    console.say(_report(len(entries), path))
    return 0


def _with_what_they_belong_to(opened: Journal, entries: list[Entry], packs: list[Path]) -> Log:
    ids = {one for entry in entries for one in (entry.situation, entry.meeting)}
    around = tuple(one for one in meetings(opened) if one.id in ids)
    tables = {one.series for one in around}
    return Log(
        entries,
        tuple(one for one in situations(opened) if one.id in ids),
        around,
        tuple(one for one in all_series(opened) if one.id in tables),
        packs,
    )


def _choice(options: argparse.Namespace) -> str:
    return "periode" if options.situatie is None else "situatie en periode"


def _report(count: int, target: Path | None) -> str:
    number = "1 reflectie" if count == 1 else f"{dutch_number(count)} reflecties"
    if target is None:
        return f"{number} geschreven."
    return f"{number} geschreven naar {target}. Dit bestand is niet versleuteld."


def _day(text: str) -> dt.date:
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"{text!r} is geen dag; schrijf hem als 2026-11-22 of 22-11-2026")

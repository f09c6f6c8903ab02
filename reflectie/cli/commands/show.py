"""``reflectie toon``: one entry, whole."""

import argparse

from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.cli.whole import whole
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Exercise
from reflectie.journal.store import Journal

HELP = "één reflectie lezen"
DESCRIPTION = "Toont één reflectie in haar geheel. Het kenmerk staat in 'reflectie lijst'."


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", help="het kenmerk uit 'reflectie lijst'")
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def run(options: argparse.Namespace, console: Console) -> int:
    with journal(console) as opened:
        entry = whole(opened, opened.find(options.id))
        name = _situation(opened, entry)
        meeting, earlier = _meeting(opened, entry, options)
    if options.json:
        from reflectie.export.json import dumps

        console.write(dumps(entry))
        return 0
    from reflectie.content.compiled import library
    from reflectie.export.document import document
    from reflectie.export.plain import plain

    exercise = library(options.inhoud).exercise(entry.exercise)
    console.write(plain(document(entry, exercise, name, meeting, earlier), console.width))
    return 0


def _situation(opened: Journal, entry: Entry) -> str:
    """The name of the situation to which it belongs; empty when there is none."""
    if entry.situation is None:
        return ""
    from reflectie.journal.situations import situation

    return situation(opened, entry.situation).name


def _meeting(
    opened: Journal, entry: Entry, options: argparse.Namespace
) -> tuple[str, tuple[Exercise, Entry] | None]:
    """The name of the meeting to which it belongs, and how that was prepared; nothing when there is none."""
    if entry.meeting is None:
        return "", None
    from reflectie.cli.prepared import prepared
    from reflectie.content.compiled import library
    from reflectie.journal.meetings import meeting

    return meeting(opened, entry.meeting).name, prepared(opened, library(options.inhoud), entry.meeting)

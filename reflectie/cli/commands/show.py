"""``reflectie toon``: show one entry in full."""

import argparse

from reflectie.cli.console import Console
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.situation import Situation
from reflectie.journal.journal import Journal
from reflectie.services.entries import load_entry_with_drafts

HELP = "één reflectie lezen"

DESCRIPTION = "Toont één reflectie in haar geheel. Het kenmerk staat in 'reflectie lijst'."


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", help="het kenmerk uit 'reflectie lijst'")
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def run(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as opened:
        entry = load_entry_with_drafts(opened, opened.find_entry_id(options.id))
        situation = _situation_of(opened, entry)
        meeting, earlier = _meeting_and_preparation(opened, entry, options)
    if options.json:
        from reflectie.export.json import to_json

        console.write(to_json(entry))
        return 0
    from reflectie.content.compiled import open_library
    from reflectie.export.plain_text import to_plain_text
    from reflectie.export.render import render_entry

    exercise = open_library(options.inhoud).exercise(entry.exercise)
    console.write(to_plain_text(render_entry(entry, exercise, situation, meeting, earlier), console.width))
    return 0


def _situation_of(opened: Journal, entry: Entry) -> Situation | None:
    """The situation to which it belongs."""
    if entry.situation is None:
        return None
    from reflectie.journal.situations import get_situation

    return get_situation(opened, entry.situation)


def _meeting_and_preparation(
    opened: Journal, entry: Entry, options: argparse.Namespace
) -> tuple[str, tuple[Exercise, Entry] | None]:
    """The name of the meeting to which it belongs, and how that was prepared; nothing when there is none."""
    if entry.meeting is None:
        return "", None
    from reflectie.content.compiled import open_library
    from reflectie.journal.meetings import get_meeting
    from reflectie.services.entries import load_preparation

    return get_meeting(opened, entry.meeting).name, load_preparation(
        opened, open_library(options.inhoud), entry.meeting
    )

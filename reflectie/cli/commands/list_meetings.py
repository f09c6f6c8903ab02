"""``reflectie overleg lijst``: list meetings, oldest first."""

import argparse

from reflectie.cli.console import Console, short_id, today
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.entry import EntrySummary
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import (
    Meeting,
    latest_look_back,
    latest_preparation,
    meeting_moment,
    meeting_status,
)
from reflectie.domain.value import Value

HELP = "je overleggen, het oudste bovenaan"

DESCRIPTION = "Toont je overleggen, het oudste bovenaan: kenmerk, naam, dag, reeks, en wat je ermee deed."


class MeetingRow(Value):
    """A meeting in the list, with what was done with it: ``prepared`` is the id of its last preparation."""

    meeting: Meeting
    series: str = ""
    prepared: str | None = None
    looked_back: bool = False
    how_far: str = ""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def run(options: argparse.Namespace, console: Console) -> int:
    from reflectie.content.compiled import open_library
    from reflectie.journal.meetings import list_meetings, list_series, meeting_entries

    known = open_library(options.inhoud)
    with open_journal_from_console(console) as opened:
        found = list_meetings(opened)
        names = {one.id: one.name for one in list_series(opened)}
        written = meeting_entries(opened, (one.id for one in found))
    rows = [_meeting_row(one, names.get(one.series or "", ""), written, known, console) for one in found]
    if options.json:
        from reflectie.export.json import to_json

        console.write(to_json(rows))
    elif rows:
        console.write("".join(f"{_format_meeting(row, console)}\n" for row in rows))
    else:
        console.print_message(
            "Er staat nog geen overleg in je logboek. Met 'reflectie overleg nieuw' zet je er een in."
        )
    return 0


def _meeting_row(
    one: Meeting, series: str, written: tuple[EntrySummary, ...], library: Library, console: Console
) -> MeetingRow:
    prepared, back = (find(written, library, one.id) for find in (latest_preparation, latest_look_back))
    return MeetingRow(
        meeting=one,
        series=series,
        prepared=prepared.id if prepared else None,
        looked_back=back is not None,
        how_far=meeting_status(one, prepared, back, console.clock().astimezone()),
    )


def _format_meeting(row: MeetingRow, console: Console) -> str:
    from reflectie.domain.text_layout import truncate

    parts = [row.meeting.name, meeting_moment(row.meeting, today(console))]
    parts += [f"reeks {row.series}"] if row.series else []
    parts += [row.how_far]
    line = f"{short_id(row.meeting.id)}  {' · '.join(parts)}"
    return line if console.width is None else truncate(line, console.width)

"""``reflectie overleg lijst``: the meetings as lines, oldest first."""

import argparse

from reflectie.cli.asking import today
from reflectie.cli.commands.listing import short
from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.domain.around import how_far, look_back, preparation
from reflectie.domain.entry import Summary
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import Meeting, when
from reflectie.domain.value import Value

HELP = "je overleggen, het oudste bovenaan"
DESCRIPTION = "Toont je overleggen, het oudste bovenaan: kenmerk, naam, dag, reeks, en wat je ermee deed."


class Row(Value):
    """A meeting in the list, with what was done with it: ``prepared`` is the id of its last preparation."""

    meeting: Meeting
    series: str = ""
    prepared: str | None = None
    looked_back: bool = False
    how_far: str = ""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def run(options: argparse.Namespace, console: Console) -> int:
    from reflectie.content.compiled import library
    from reflectie.journal.meetings import entries, meetings
    from reflectie.journal.series import all_series

    known = library(options.inhoud)
    with journal(console) as opened:
        found = meetings(opened)
        names = {one.id: one.name for one in all_series(opened)}
        written = entries(opened, (one.id for one in found))
    rows = [_row(one, names.get(one.series or "", ""), written, known, console) for one in found]
    if options.json:
        from reflectie.export.json import dumps

        console.write(dumps(rows))
    elif rows:
        console.write("".join(f"{_told(row, console)}\n" for row in rows))
    else:
        console.say(
            "Er staat nog geen overleg in je logboek. Met 'reflectie overleg nieuw' zet je er een in."
        )
    return 0


def _row(one: Meeting, series: str, written: tuple[Summary, ...], library: Library, console: Console) -> Row:
    prepared, back = (find(written, library, one.id) for find in (preparation, look_back))
    return Row(
        meeting=one,
        series=series,
        prepared=prepared.id if prepared else None,
        looked_back=back is not None,
        how_far=how_far(one, prepared, back, console.clock().astimezone()),
    )


def _told(row: Row, console: Console) -> str:
    from reflectie.export.line import cut

    parts = [row.meeting.name, when(row.meeting, today(console))]
    parts += [f"reeks {row.series}"] if row.series else []
    parts += [row.how_far]
    line = f"{short(row.meeting.id)}  {' · '.join(parts)}"
    return line if console.width is None else cut(line, console.width)

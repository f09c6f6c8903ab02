"""``reflectie overleg nieuw``: add a meeting by name or from an invitation."""

import argparse
import datetime as dt
from pathlib import Path

from reflectie.calendar.invitation import NO_NAME_LABEL, Invitation
from reflectie.calendar.read_invitations import read_invitation_file
from reflectie.calendar.time_zones import LocalZone
from reflectie.cli.console import Console, UsageError, short_id, today
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.domain.date_parser import day_and_time_as_typed, parse_date
from reflectie.domain.dates import long_day
from reflectie.domain.entry import new_entry
from reflectie.domain.exercise import MeetingPhase
from reflectie.domain.meeting import Meeting, clean_meeting_name
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.text import clean_line
from reflectie.journal.journal import Journal
from reflectie.services.import_meeting import NewMeeting, create_meeting, find_imported_meeting


def choose_invitation(path: Path, number: int | None, console: Console) -> Invitation:
    """The meeting in a file, or the ``number``-th of several.

    Raises:
        ReflectieError: the file cannot be read, or holds no meeting.
        WrongUse: there are several and none was chosen, or not so many.
    """
    found = read_invitation_file(path, console.clock(), LocalZone())
    if number is None and len(found) == 1:
        return found[0]
    if number is None or number > len(found):
        now = console.clock()
        listed = "\n".join(f"{place}  {_invitation_row(one, now)}" for place, one in enumerate(found, 1))
        raise UsageError(f"Kies met --kies welk overleg je bedoelt:\n{listed}")
    return found[number - 1]


def _invitation_row(one: Invitation, now: dt.datetime) -> str:
    """24-11-2026 14:30  Regiotafel (geweest)"""
    over = " (geweest)" if one.is_over(now) else ""
    return f"{day_and_time_as_typed(one.day, one.time)}  {one.short_name or NO_NAME_LABEL}{over}"


HELP = "een overleg erin zetten, met de hand of uit een uitnodiging"

DESCRIPTION = (
    "Zet een overleg in je logboek. Zonder NAAM wordt ernaar gevraagd: zo komt de naam niet in de "
    "geschiedenis van je terminal. Uit een uitnodiging (.ics) komen naam, dag, tijd en reeks. Wie er komt "
    "wordt niet bewaard; met --rollen geef je ieder een rol, met --namen bewaar je de namen."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAAM", nargs="?", help="hoe je het overleg noemt")
    parser.add_argument("--dag", metavar="DAG", help="de dag, zoals 24-11-2026 of morgen")
    parser.add_argument("--tijd", metavar="TIJD", help="de tijd, zoals 14:30")
    parser.add_argument("--reeks", metavar="NAAM", help="de reeks waar het bij hoort")
    parser.add_argument("--ics", metavar="BESTAND", type=Path, help="een uitnodiging uit je agenda")
    parser.add_argument("--kies", metavar="N", type=_parse_number, help="welk overleg, als er meer in staan")
    people = parser.add_mutually_exclusive_group()
    people.add_argument("--rollen", action="store_true", help="naar de rol vragen van ieder die komt")
    people.add_argument("--namen", action="store_true", help="bewaren wie er komt, in een voorbereiding")


def run(options: argparse.Namespace, console: Console) -> int:
    if options.ics is None and (options.kies or options.namen or options.rollen):
        raise UsageError("--kies, --rollen en --namen horen bij een uitnodiging: geef --ics erbij.")
    found = choose_invitation(options.ics, options.kies, console) if options.ics else None
    with open_journal_from_console(console) as opened:
        planned = _read_new_meeting(options, console, found)
        known = find_imported_meeting(opened, planned, found)
        made = _update_meeting(opened, known, planned, options) if known else create_meeting(opened, planned)
        if planned.attendees:
            _add_attendees(opened, made, planned.attendees, options, console)
    _print_result(made, known, console)
    return 0


def _print_result(made: Meeting, known: Meeting | None, console: Console) -> None:
    day = "" if made.day is None else f", {long_day(made.day)}" + (f" {made.time:%H:%M}" if made.time else "")
    if known is None:
        console.print_message(f"Het overleg '{made.name}'{day} staat erin als {short_id(made.id)}.")
    elif (known.day, known.time) == (made.day, made.time):
        console.print_message(f"Het overleg '{made.name}'{day} stond er al, als {short_id(made.id)}.")
    else:
        console.print_message(
            f"Het overleg '{made.name}' stond er al, als {short_id(made.id)}, en is nu verzet{day}."
        )
    if hint := privacy_hint(made.name):
        console.print_message(hint)


def _read_new_meeting(options: argparse.Namespace, console: Console, found: Invitation | None) -> NewMeeting:
    """What is asked for: of an invitation its name, day and time, unless others are given."""
    day, time = _parse_day_and_time(options, console)
    if found and options.dag is None:
        day, time = found.day, time or found.time
    if time and not day:
        raise UsageError("--tijd hoort bij een dag: geef --dag erbij.")
    name = options.name or (found and found.short_name) or _ask_name(console)
    series = options.reeks or (found.short_series_name if found else "")
    people = _choose_attendees(found.attendees, options, console) if found else ()
    return NewMeeting(clean_meeting_name(name), day, time, series, found.uid if found else "", people)


def _choose_attendees(
    names: tuple[str, ...], options: argparse.Namespace, console: Console
) -> tuple[str, ...]:
    """Who is to be kept of those who come: all by name, or those who are given a role."""
    if not options.rollen:
        return names if options.namen else ()
    if not console.is_interactive:
        raise UsageError("--rollen vraagt je om rollen, en dat kan alleen in een terminal.")
    console.print_message(
        "Geef ieder een rol of een organisatie; leeg komt er niet in. Namen worden niet bewaard."
    )
    return tuple(role for name in names if (role := clean_line(console.ask(f"{clean_line(name)}: "))))


def _parse_day_and_time(
    options: argparse.Namespace, console: Console
) -> tuple[dt.date | None, dt.time | None]:
    now, day, time = today(console), None, None
    if options.dag is not None:
        date = parse_date(options.dag, now)
        day = date.full_date if date else None
        if day is None:
            raise UsageError(f"'{options.dag}' is geen dag; schrijf hem als 24-11-2026 of 24 november.")
    if options.tijd is not None:
        date = parse_date(f"{(day or now).isoformat()} {options.tijd}", now, time=True)
        time = date.time if date else None
        if time is None:
            raise UsageError(f"'{options.tijd}' is geen tijd; schrijf hem als 14:30.")
    return day, time


def _ask_name(console: Console) -> str:
    if console.is_interactive:
        return console.ask("Hoe noem je het overleg? ")
    return console.stdin.readline().decode(errors="replace")


def _update_meeting(
    opened: Journal, known: Meeting, planned: NewMeeting, options: argparse.Namespace
) -> Meeting:
    """As the invitation has it now, and under the name that was given with it."""
    from reflectie.journal import meetings

    if options.name and planned.name != known.name:
        meetings.rename_meeting(opened, known.id, planned.name)
    if (planned.day, planned.time) != (known.day, known.time):
        meetings.reschedule_meeting(opened, known.id, planned.day, planned.time)
    return meetings.get_meeting(opened, known.id)


def _add_attendees(
    opened: Journal, made: Meeting, people: tuple[str, ...], options: argparse.Namespace, console: Console
) -> None:
    """A preparation that begins with these people; nothing where one was begun already."""
    from reflectie.content.compiled import open_library
    from reflectie.domain.table_edit import attendee_answers
    from reflectie.domain.session import Session

    if opened.summaries(meeting=made.id):
        console.print_message("Er is al iets over geschreven: vul daar zelf aan wie er komt.")
        return
    for exercise in open_library(options.inhoud).for_meeting(MeetingPhase.PREPARE):
        entry = new_entry(exercise, console.clock().astimezone(), meeting=made.id)
        answers = attendee_answers(Session(exercise=exercise, entry=entry), people)
        if answers:
            opened.save(entry, answers)
            return


def _parse_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 10_000:
        raise argparse.ArgumentTypeError("kies een getal van 1 af")
    return int(text)

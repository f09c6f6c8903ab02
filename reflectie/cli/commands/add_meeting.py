"""``reflectie overleg nieuw``: add a meeting by name or from an invitation."""

import argparse
import datetime as dt
from functools import partial
from pathlib import Path

from reflectie.calendar.invitation import NO_NAME_LABEL, Invitation
from reflectie.cli.command import Command, parse_count
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import open_journal_from_console
from reflectie.cli.output import short_id
from reflectie.content.compiled import open_library
from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.dates import long_day
from reflectie.domain.errors import InvalidInput
from reflectie.domain.meeting import Meeting, clean_meeting_name
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.text import clean_line
from reflectie.journal.journal import Journal
from reflectie.services.import_meeting import (
    add_attendees,
    find_imported_meeting,
    load_invitations,
    update_imported_meeting,
)
from reflectie.services.meeting_overview import NewMeeting, create_meeting

_parse_number = partial(parse_count, maximum=10_000, message="kies 1 of hoger")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAAM", nargs="?", help="hoe je het overleg noemt")
    parser.add_argument(
        "--wanneer", metavar="WANNEER", help="dag en tijd, zoals 'dinsdag 14:30', 'morgen half drie' of 24-11"
    )
    parser.add_argument("--dag", metavar="DAG", help="alleen de dag, zoals 24-11-2026 of morgen")
    parser.add_argument("--tijd", metavar="TIJD", help="alleen de tijd, zoals 14:30")
    parser.add_argument("--reeks", metavar="NAAM", help="de reeks: overleggen aan dezelfde tafel")
    parser.add_argument("--ics", metavar="BESTAND", type=Path, help="een uitnodiging uit je agenda")
    parser.add_argument("--kies", metavar="N", type=_parse_number, help="welk overleg, als er meer in staan")
    attendees = parser.add_mutually_exclusive_group()
    attendees.add_argument("--rollen", action="store_true", help="naar de rol vragen van ieder die komt")
    attendees.add_argument("--namen", action="store_true", help="bewaren wie er komt, in een voorbereiding")


def _run(options: argparse.Namespace, console: Console) -> int:
    if options.ics is None and (options.kies or options.namen or options.rollen):
        raise UsageError("--kies, --rollen en --namen horen bij een uitnodiging: geef --ics erbij.")
    if options.wanneer is not None and (options.dag is not None or options.tijd is not None):
        raise UsageError("In --wanneer staan dag en tijd al; laat --dag en --tijd dan weg.")
    invitation = choose_invitation(options.ics, options.kies, console) if options.ics else None
    with open_journal_from_console(console, create=True) as journal:
        planned = _read_new_meeting(options, console, invitation)
        attendees = _choose_attendees(invitation, options, console)
        existing = find_imported_meeting(journal, invitation, planned.day) if invitation else None
        if existing:
            name = planned.name if options.name else None
            meeting = update_imported_meeting(journal, existing, planned.day, planned.time, name)
        else:
            meeting = create_meeting(journal, planned)
        if attendees:
            _add_attendees(journal, meeting, attendees, options, console)
    _print_result(meeting, existing, console)
    return 0


def _add_attendees(
    journal: Journal, meeting: Meeting, names: tuple[str, ...], options: argparse.Namespace, console: Console
) -> None:
    if not add_attendees(journal, open_library(options.inhoud), meeting, names, console.now):
        console.print_message("Er is al iets over geschreven: vul daar zelf aan wie er komt.")


def choose_invitation(path: Path, number: int | None, console: Console) -> Invitation:
    """Return the only invitation in a file, or the ``number``-th one.

    Raises:
        ReflectieError: the file cannot be read, or has no meeting in it.
        UsageError: there are several and ``number`` is None or too high.
    """
    now = console.clock()
    invitations = load_invitations(path, now)
    if number is None and len(invitations) == 1:
        return invitations[0]
    if number is None or number > len(invitations):
        rows = (f"{index}  {_invitation_row(item, now)}" for index, item in enumerate(invitations, 1))
        raise UsageError("\n".join(["Kies met --kies welk overleg je bedoelt:", *rows]))
    return invitations[number - 1]


def _invitation_row(invitation: Invitation, now: dt.datetime) -> str:
    """Format as "24-11-2026 14:30  Regiotafel (geweest)"."""
    name = invitation.short_name or NO_NAME_LABEL
    past = " (geweest)" if invitation.is_over(now) else ""
    return f"{day_and_time_as_typed(invitation.day, invitation.time)}  {name}{past}"


def _read_new_meeting(
    options: argparse.Namespace, console: Console, invitation: Invitation | None
) -> NewMeeting:
    """Return the meeting to create. Options take precedence over the invitation."""
    day, time = _parse_when(options, console.today, invitation)
    invited_name = invitation.short_name if invitation else ""
    name = options.name or invited_name or console.ask_or_read("Hoe noem je het overleg? ")
    name = clean_meeting_name(name)
    console.report_undecoded(f"{name} {clean_line(options.reeks or '')}")
    return NewMeeting(
        name=name,
        day=day,
        time=time,
        series=options.reeks or (invitation.short_series_name if invitation else ""),
        uid=invitation.uid if invitation else "",
    )


def _parse_when(
    options: argparse.Namespace, today: dt.date, invitation: Invitation | None
) -> tuple[dt.date | None, dt.time | None]:
    """Return the day and time in the options; what they leave out comes from the invitation."""
    invited = (invitation.day, invitation.time) if invitation else (None, None)
    day_text = options.wanneer if options.wanneer is not None else options.dag
    if options.tijd is not None and day_text is None:
        if invited[0] is None:
            raise UsageError("--tijd hoort bij een dag: geef --dag erbij, of zet beide in --wanneer.")
        day_text = invited[0].isoformat()
    if day_text is None:
        return invited
    typed = f"{day_text} {options.tijd or ''}".strip()
    try:
        return parse_day_and_time(typed, today)
    except InvalidInput as error:
        raise UsageError(str(error)) from error


def _choose_attendees(
    invitation: Invitation | None, options: argparse.Namespace, console: Console
) -> tuple[str, ...]:
    """Return the attendees to save: all names with --namen, the roles that are typed with --rollen."""
    names = invitation.attendees if invitation else ()
    if not options.rollen:
        return names if options.namen else ()
    if not console.is_interactive:
        raise UsageError("--rollen vraagt je om rollen, en dat kan alleen in een terminal.")
    console.print_message(
        "Geef ieder een rol of een organisatie; leeg komt er niet in. Namen worden niet bewaard."
    )
    roles = (clean_line(console.ask(f"{clean_line(name)}: ")) for name in names)
    return tuple(role for role in roles if role)


def _print_result(meeting: Meeting, existing: Meeting | None, console: Console) -> None:
    name, meeting_id, moment = meeting.name, short_id(meeting.id), _moment_suffix(meeting)
    if existing is None:
        console.print_message(f"Het overleg '{name}'{moment} staat erin als {meeting_id}.")
    elif (existing.day, existing.time) == (meeting.day, meeting.time):
        console.print_message(f"Het overleg '{name}'{moment} stond er al, als {meeting_id}.")
    else:
        console.print_message(f"Het overleg '{name}' stond er al, als {meeting_id}, en is nu verzet{moment}.")
    if hint := privacy_hint(name):
        console.print_message(hint)


def _moment_suffix(meeting: Meeting) -> str:
    """Format as ", dinsdag 24 november 2026 14:30"; empty without a day."""
    time = f" {meeting.time:%H:%M}" if meeting.time else ""
    return f", {long_day(meeting.day)}{time}" if meeting.day else ""


ADD_MEETING = Command(
    "Zet een overleg in je logboek. Zonder NAAM wordt ernaar gevraagd: zo komt de naam niet in de "
    "geschiedenis van je terminal. Uit een uitnodiging (.ics) komen naam, dag, tijd en reeks. Wie er komt "
    "wordt niet bewaard; met --rollen geef je ieder een rol, met --namen bewaar je de namen.",
    _run,
    _add_options,
)

"""``reflectie overleg``: list meetings, add one, or print the card of one."""

import argparse
import datetime as dt
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from reflectie.calendar.invitation import NO_NAME_LABEL, Invitation
from reflectie.cli.command import Command, add_subcommands, parse_count
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import (
    open_journal_from_console,
    open_library_from_console,
)
from reflectie.cli.output import fit_row, output_path, short_id, write_output
from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.dates import long_day
from reflectie.domain.errors import InvalidInput
from reflectie.domain.meeting import NO_VERSION, Meeting, clean_meeting_name, meeting_moment
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value
from reflectie.export.card import render_card
from reflectie.export.json import to_json
from reflectie.export.markdown import to_markdown
from reflectie.export.plain_text import to_plain_text
from reflectie.journal.journal import Journal
from reflectie.journal.meetings import find_meeting
from reflectie.services.card_output import PAGE_WIDTH
from reflectie.services.entries import load_preparation
from reflectie.services.import_meeting import (
    ImportedMeeting,
    ImportOutcome,
    add_attendees,
    find_imported_meeting,
    import_invitations,
    is_outdated,
    load_invitations,
    split_by_name,
    upcoming,
    update_imported_meeting,
)
from reflectie.services.meeting_overview import MeetingOverview, NewMeeting, all_overviews, create_meeting

# Add ----------------------------------------------------------------------------------------------

_ALL, _UPCOMING = "alle", "straks"

_SEVERAL = (_ALL, _UPCOMING)


def _parse_choice(text: str) -> int | str:
    message = f"kies 1 of hoger, {_ALL} of {_UPCOMING}"
    return text if text in _SEVERAL else parse_count(text, maximum=10_000, message=message)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAAM", nargs="?", help="hoe je het overleg noemt")
    parser.add_argument(
        "--wanneer", metavar="WANNEER", help="dag en tijd, zoals 'dinsdag 14:30', 'morgen half drie' of 24-11"
    )
    parser.add_argument("--dag", metavar="DAG", help="alleen de dag, zoals 24-11-2026 of morgen")
    parser.add_argument("--tijd", metavar="TIJD", help="alleen de tijd, zoals 14:30")
    parser.add_argument("--reeks", metavar="NAAM", help="de reeks: overleggen aan dezelfde tafel")
    parser.add_argument("--ics", metavar="BESTAND", type=Path, help="een uitnodiging uit je agenda")
    parser.add_argument(
        "--kies",
        metavar="N",
        type=_parse_choice,
        help="welk overleg, als er meer in staan; 'alle', of 'straks' voor wat nog komt",
    )
    attendees = parser.add_mutually_exclusive_group()
    attendees.add_argument("--rollen", action="store_true", help="naar de rol vragen van ieder die komt")
    attendees.add_argument("--namen", action="store_true", help="bewaren wie er komt, in een voorbereiding")


def _run(options: argparse.Namespace, console: Console) -> int:
    if options.ics is None and (options.kies or options.namen or options.rollen):
        raise UsageError("--kies, --rollen en --namen horen bij een uitnodiging: geef --ics erbij.")
    if options.wanneer is not None and (options.dag is not None or options.tijd is not None):
        raise UsageError("In --wanneer staan dag en tijd al; laat --dag en --tijd dan weg.")
    if options.kies in _SEVERAL:
        return _add_several(options, console)
    invitation = choose_invitation(options.ics, options.kies, console) if options.ics else None
    with open_journal_from_console(console, create=True) as journal:
        planned = _read_new_meeting(options, console, invitation)
        attendees = _choose_attendees(invitation, options, console)
        result = _add_or_update(journal, planned, invitation, options)
        if attendees:
            _add_attendees(journal, result.meeting, attendees, options, console)
    _print_result(result, console)
    return 0


def _add_or_update(
    journal: Journal, planned: NewMeeting, invitation: Invitation | None, options: argparse.Namespace
) -> ImportedMeeting:
    """Create the planned meeting, or update the one from the same invitation. What was typed always holds."""
    existing = find_imported_meeting(journal, invitation, planned.day) if invitation else None
    if invitation is None or existing is None:
        return ImportedMeeting(meeting=create_meeting(journal, planned), outcome=ImportOutcome.ADDED)
    name = planned.name if options.name else None
    day, time = planned.day, planned.time
    outdated = is_outdated(invitation, existing) and not _has_moment(options)
    if outdated:
        day, time = existing.day, existing.time
    meeting = update_imported_meeting(journal, existing, day, time, name, invitation.version)
    is_same = (existing.day, existing.time) == (meeting.day, meeting.time)
    outcome = ImportOutcome.UNCHANGED if is_same else ImportOutcome.MOVED
    return ImportedMeeting(meeting=meeting, outcome=ImportOutcome.OUTDATED if outdated else outcome)


def _has_moment(options: argparse.Namespace) -> bool:
    return any(text is not None for text in (options.wanneer, options.dag, options.tijd))


def _add_several(options: argparse.Namespace, console: Console) -> int:
    """Add all meetings of an invitation file, or those that are not over."""
    if options.name or options.reeks or options.namen or options.rollen or _has_moment(options):
        raise UsageError(
            f"Met --kies {options.kies} komen naam, dag en reeks uit het bestand zelf; "
            "--rollen en --namen horen bij één overleg."
        )
    now = console.clock()
    invitations = load_invitations(options.ics, now)
    if options.kies == _UPCOMING:
        invitations = upcoming(invitations, now)
    with open_journal_from_console(console, create=True) as journal:
        complete, nameless = split_by_name(journal, invitations)
        named = [item for invitation in nameless if (item := _with_name(invitation, console)).name]
        for result in import_invitations(journal, [*complete, *named]):
            _print_result(result, console)
    if len(named) < len(nameless):
        console.print_message(
            f"Zonder naam, en daarom niet overgenomen: {len(nameless) - len(named)}. "
            "Haal zo'n overleg apart, met een naam en --kies N."
        )
    return 0


def _with_name(invitation: Invitation, console: Console) -> Invitation:
    """Return an invitation with the name that is asked for in a terminal, or without one."""
    if not console.is_interactive:
        return invitation
    moment = day_and_time_as_typed(invitation.day, invitation.time)
    typed = console.ask(f"Hoe noem je het overleg van {moment}? Leeg: niet overnemen. ")
    return replace(invitation, name=clean_meeting_name(typed) if typed.strip() else "")


def _add_attendees(
    journal: Journal, meeting: Meeting, names: tuple[str, ...], options: argparse.Namespace, console: Console
) -> None:
    library = open_library_from_console(options, console)
    if not add_attendees(journal, library, meeting, names, console.now, console.day_of_writing):
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
        title = f"Kies met --kies welk overleg je bedoelt, of --kies {_ALL} of {_UPCOMING}:"
        raise UsageError("\n".join([title, *rows]))
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
        version=invitation.version if invitation else NO_VERSION,
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


_RESULTS = {
    ImportOutcome.ADDED: "Het overleg '{name}'{moment} staat erin als {id}.",
    ImportOutcome.UNCHANGED: "Het overleg '{name}'{moment} stond er al, als {id}.",
    ImportOutcome.MOVED: "Het overleg '{name}' stond er al, als {id}, en is nu verzet{moment}.",
    ImportOutcome.KEPT: "Het overleg '{name}' stond er al, als {id}, en blijft staan{moment}. "
    "In de uitnodiging staat een ander moment; met --kies N neem je dat over.",
    ImportOutcome.OUTDATED: "Deze uitnodiging is ouder dan die van het overleg '{name}', dat er al staat als "
    "{id}. Het blijft staan{moment}.",
}


def _print_result(result: ImportedMeeting, console: Console) -> None:
    meeting = result.meeting
    values = {"name": meeting.name, "id": short_id(meeting.id), "moment": _moment_suffix(meeting)}
    console.print_message(_RESULTS[result.outcome].format(**values))
    if hint := privacy_hint(meeting.name):
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

# List ----------------------------------------------------------------------------------------------


class MeetingRow(Value):
    """A meeting in the list and in ``--json``.

    ``prepared`` is the id of its newest preparation; ``how_far`` is its status in Dutch.
    """

    meeting: Meeting
    series: str = ""
    prepared: str | None = None
    looked_back: bool = False
    how_far: str = ""


def _add_list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")


def _list(options: argparse.Namespace, console: Console) -> int:
    library = open_library_from_console(options, console)
    with open_journal_from_console(console) as journal:
        rows = [_meeting_row(overview, console) for overview in all_overviews(journal, library)]
    if options.json:
        console.write(to_json(rows))
    elif rows:
        console.write("".join(_format_meeting(row, console) for row in rows))
    else:
        console.print_message(
            "Er staat nog geen overleg in je logboek. Met 'reflectie overleg nieuw' zet je er een in."
        )
    return 0


def _meeting_row(overview: MeetingOverview, console: Console) -> MeetingRow:
    return MeetingRow(
        meeting=overview.meeting,
        series=overview.series.name if overview.series else "",
        prepared=overview.preparation.id if overview.preparation else None,
        looked_back=overview.look_back is not None,
        how_far=overview.status(console.now),
    )


def _format_meeting(row: MeetingRow, console: Console) -> str:
    series = f"reeks {row.series}" if row.series else ""
    parts = (row.meeting.name, meeting_moment(row.meeting, console.today), series, row.how_far)
    return fit_row(f"{short_id(row.meeting.id)}  {' · '.join(filter(None, parts))}", console.width)


# Card ----------------------------------------------------------------------------------------------
def _add_card_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="KENMERK", help="het kenmerk uit 'reflectie overleg lijst'")
    parser.add_argument("--gedeeld", action="store_true", help="de deelkaart: alleen wat je deelt")
    parser.add_argument(
        "--formaat",
        choices=("md", "tekst"),
        default="tekst",
        help="tekst (als je niets kiest) of md (Markdown)",
    )
    parser.add_argument("--naar", metavar="PAD", default="-", help="het bestand; anders standaarduitvoer")
    parser.add_argument("--overschrijf", action="store_true", help="een bestand dat er al is vervangen")


def _print_card(options: argparse.Namespace, console: Console) -> int:
    path = output_path(options, console)
    with open_journal_from_console(console) as journal:
        meeting = find_meeting(journal, options.id)
        preparation = load_preparation(journal, open_library_from_console(options, console), meeting.id)
    exercise, entry = preparation or (None, None)
    document = render_card(meeting, entry, exercise, options.gedeeld)
    if options.formaat == "md":
        text = to_markdown(document)
    else:
        width = PAGE_WIDTH if path else console.width or PAGE_WIDTH
        text = to_plain_text(document, width, compact=True)
    write_output(options, text.encode(), console)
    if path:
        console.print_message(f"De kaart staat in {path}. Dit bestand is niet versleuteld.")
    return 0


# The group -----------------------------------------------------------------------------------------
LIST_MEETINGS = Command(
    "Toont je overleggen, het oudste bovenaan: kenmerk, naam, dag, reeks, en wat je ermee deed.",
    _list,
    _add_list_options,
)

PRINT_CARD = Command(
    "Maakt de kaart van een overleg uit je laatste voorbereiding. Op de deelkaart staat alleen wat je deelt, "
    "en nooit waar je anderen zag staan.",
    _print_card,
    _add_card_options,
)

_SUBCOMMANDS = {
    "lijst": ("je overleggen, het oudste bovenaan", LIST_MEETINGS),
    "nieuw": ("een overleg erin zetten, met de hand of uit een uitnodiging", ADD_MEETING),
    "kaart": ("de kaart van een overleg, voor aan tafel", PRINT_CARD),
}
"""The line of help and the command for each word after ``overleg``."""


MEETINGS = Command(
    "Toont je overleggen, zet er een nieuw in, of maakt de kaart voor aan tafel. "
    "Voorbereiden en terugkijken doe je op het scherm: start reflectie.",
    _list,  # replaced by the subcommand, which is required
    partial(add_subcommands, _SUBCOMMANDS),
)

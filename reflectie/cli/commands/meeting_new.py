"""``reflectie overleg nieuw``: a meeting by its name, or from an invitation."""

import argparse
import datetime as dt
from pathlib import Path
from typing import NamedTuple

from reflectie.cli import invited
from reflectie.cli.asking import today
from reflectie.cli.commands.listing import short
from reflectie.cli.console import Console, WrongUse
from reflectie.cli.opening import journal
from reflectie.domain.dates import long_day
from reflectie.domain.entry import Entry
from reflectie.domain.exercise import Exercise
from reflectie.domain.giveaway import hint_about
from reflectie.domain.ids import new_id
from reflectie.domain.meeting import Around, Meeting, meeting_name
from reflectie.domain.text import clean_line
from reflectie.domain.when import understood
from reflectie.invite.invitation import Invitation
from reflectie.journal.store import Journal

HELP = "een overleg erin zetten, met de hand of uit een uitnodiging"
DESCRIPTION = (
    "Zet een overleg in je logboek. Zonder NAAM wordt ernaar gevraagd: zo komt de naam niet in de "
    "geschiedenis van je terminal. Uit een uitnodiging (.ics) komen naam, dag, tijd en reeks. Wie er komt "
    "wordt niet bewaard; met --rollen geef je ieder een rol, met --namen bewaar je de namen."
)


class Planned(NamedTuple):
    """A meeting to make; ``series`` is the name of the one it belongs to, ``uid`` that of the invitation.

    ``people`` are those who come, by role or by name, as far as they are to be kept.
    """

    name: str
    day: dt.date | None = None
    time: dt.time | None = None
    series: str = ""
    uid: str = ""
    people: tuple[str, ...] = ()


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAAM", nargs="?", help="hoe je het overleg noemt")
    parser.add_argument("--dag", metavar="DAG", help="de dag, zoals 24-11-2026 of morgen")
    parser.add_argument("--tijd", metavar="TIJD", help="de tijd, zoals 14:30")
    parser.add_argument("--reeks", metavar="NAAM", help="de reeks waar het bij hoort")
    parser.add_argument("--ics", metavar="BESTAND", type=Path, help="een uitnodiging uit je agenda")
    parser.add_argument("--kies", metavar="N", type=_number, help="welk overleg, als er meer in staan")
    people = parser.add_mutually_exclusive_group()
    people.add_argument("--rollen", action="store_true", help="naar de rol vragen van ieder die komt")
    people.add_argument("--namen", action="store_true", help="bewaren wie er komt, in een voorbereiding")


def run(options: argparse.Namespace, console: Console) -> int:
    if options.ics is None and (options.kies or options.namen or options.rollen):
        raise WrongUse("--kies, --rollen en --namen horen bij een uitnodiging: geef --ics erbij.")
    found = invited.chosen(options.ics, options.kies, console) if options.ics else None
    with journal(console) as opened:
        planned = _planned(options, console, found)
        known = _known(opened, planned, found)
        made = _changed(opened, known, planned, options) if known else _made(opened, planned)
        if planned.people:
            _seat(opened, made, planned.people, options, console)
    _tell(made, known, console)
    return 0


def _tell(made: Meeting, known: Meeting | None, console: Console) -> None:
    day = "" if made.day is None else f", {long_day(made.day)}" + (f" {made.time:%H:%M}" if made.time else "")
    if known is None:
        console.say(f"Het overleg '{made.name}'{day} staat erin als {short(made.id)}.")
    elif (known.day, known.time) == (made.day, made.time):
        console.say(f"Het overleg '{made.name}'{day} stond er al, als {short(made.id)}.")
    else:
        console.say(f"Het overleg '{made.name}' stond er al, als {short(made.id)}, en is nu verzet{day}.")
    if hint := hint_about(made.name):
        console.say(hint)


def _planned(options: argparse.Namespace, console: Console, found: Invitation | None) -> Planned:
    """What is asked for: of an invitation its name, day and time, unless others are given."""
    day, time = _moment(options, console)
    if found and options.dag is None:
        day, time = found.day, time or found.time
    if time and not day:
        raise WrongUse("--tijd hoort bij een dag: geef --dag erbij.")
    name = options.name or (found and found.short_name) or _asked(console)
    series = options.reeks or (found.short_series if found else "")
    people = _people(found.attendees, options, console) if found else ()
    return Planned(meeting_name(name), day, time, series, found.uid if found else "", people)


def _people(names: tuple[str, ...], options: argparse.Namespace, console: Console) -> tuple[str, ...]:
    """Who is to be kept of those who come: all by name, or those who are given a role."""
    if not options.rollen:
        return names if options.namen else ()
    if not console.types:
        raise WrongUse("--rollen vraagt je om rollen, en dat kan alleen in een terminal.")
    console.say("Geef ieder een rol of een organisatie; leeg komt er niet in. Namen worden niet bewaard.")
    return tuple(role for name in names if (role := clean_line(console.ask(f"{clean_line(name)}: "))))


def _moment(options: argparse.Namespace, console: Console) -> tuple[dt.date | None, dt.time | None]:
    now, day, time = today(console), None, None
    if options.dag is not None:
        day = _day(understood(options.dag, now))
        if day is None:
            raise WrongUse(f"'{options.dag}' is geen dag; schrijf hem als 24-11-2026 of 24 november.")
    if options.tijd is not None:
        clock = understood(f"{(day or now).isoformat()} {options.tijd}", now, time=True).partition("T")[2]
        if not clock:
            raise WrongUse(f"'{options.tijd}' is geen tijd; schrijf hem als 14:30.")
        time = dt.time.fromisoformat(clock)
    return day, time


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:  # nothing, or no more than a month or a year
        return None


def _asked(console: Console) -> str:
    if console.types:
        return console.ask("Hoe noem je het overleg? ")
    return console.stdin.readline().decode(errors="replace")


def _known(opened: Journal, planned: Planned, found: Invitation | None) -> Meeting | None:
    """The meeting that was made from the same invitation before."""
    from reflectie.journal import meetings

    return meetings.invited(opened, planned.uid, planned.day, found.recurring) if found else None


def _changed(opened: Journal, known: Meeting, planned: Planned, options: argparse.Namespace) -> Meeting:
    """As the invitation has it now, and under the name that was given with it."""
    from reflectie.journal import meetings

    if options.name and planned.name != known.name:
        meetings.rename(opened, known.id, planned.name)
    if (planned.day, planned.time) != (known.day, known.time):
        meetings.plan(opened, known.id, planned.day, planned.time)
    return meetings.meeting(opened, known.id)


def _made(opened: Journal, planned: Planned) -> Meeting:
    from reflectie.journal import meetings, series

    belongs = series.series_for(opened, planned.series, planned.uid) if planned.series else None
    return meetings.make(opened, planned.name, planned.day, planned.time, belongs, planned.uid)


def _seat(
    opened: Journal, made: Meeting, people: tuple[str, ...], options: argparse.Namespace, console: Console
) -> None:
    """A preparation that begins with these people; nothing where one was begun already."""
    from reflectie.content.compiled import library
    from reflectie.domain.guests import guests
    from reflectie.domain.session import Session

    if opened.summaries(meeting=made.id):
        console.say("Er is al iets over geschreven: vul daar zelf aan wie er komt.")
        return
    for exercise in library(options.inhoud).around(Around.PREPARE):
        entry = _blank(exercise, made, console)
        answers = guests(Session(exercise=exercise, entry=entry), people)
        if answers:
            opened.keep(entry, answers)
            return


def _blank(exercise: Exercise, made: Meeting, console: Console) -> Entry:
    return Entry(
        id=new_id(),
        exercise=exercise.id,
        title=exercise.name,
        day=today(console),
        begun=console.clock(),
        meeting=made.id,
    )


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 10_000:
        raise argparse.ArgumentTypeError("kies een getal van 1 af")
    return int(text)

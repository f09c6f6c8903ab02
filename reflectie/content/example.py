"""Read the example journal of ``--voorbeeld`` from YAML, dated relative to today."""

import datetime as dt
import re
import uuid
from pathlib import Path

from reflectie.content.example_builder import ExampleBuilder
from reflectie.content.example_schema import (
    ExampleEntry,
    ExampleJournal,
    ExampleMeeting,
    ExampleSituation,
    ExampleYear,
    with_entry_dates,
)
from reflectie.content.load import decode
from reflectie.content.messages import shorten_word
from reflectie.content.problems import ProblemCollector
from reflectie.content.yaml_tree import read_yaml_file
from reflectie.domain.entry import Entry
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.meeting import Meeting, Series, latest_preparation
from reflectie.domain.situation import Situation

ID_NAMESPACE = uuid.UUID("5f7c3d1e-0b8a-4a51-9c3e-7e6f5d0c2b11")
"""The namespace of all ids in the example."""

MAX_DAYS_AGO = 3660

_TIME_PATTERN = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

_PLANNED_AHEAD = dt.timedelta(days=7)
"""How long before its day a meeting was added to the journal."""

_PLACEHOLDER_MOMENT = dt.datetime.min.replace(tzinfo=dt.UTC)


def read_example(path: Path, library: Library, today: dt.date, zone: dt.tzinfo = dt.UTC) -> ExampleJournal:
    """Read the example at ``path``, oldest entry first, with the questions as the exercises ask them.

    Times in the file are in ``zone``; moments in the result are in UTC. The same file and day give the same
    journal, including all ids.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    tree = read_yaml_file(path)
    year, problems = decode(tree, ExampleYear), ProblemCollector(tree)
    problems.check_text("$.title", year.title)
    _check_situations(problems, year)
    _check_meetings(problems, year)
    entries = _build_entries(problems, year, library, today, zone)
    if problems.problems:
        raise ContentError(problems.problems)
    return ExampleJournal(
        entries=entries,
        situations=with_entry_dates(tuple(map(_build_situation, year.situations)), entries),
        meetings=tuple(_build_meeting(meeting, today, zone) for meeting in year.meetings),
        series=tuple(Series(id=_example_id("series", s.id), name=s.name) for s in year.series),
    )


def _example_id(kind: str, name: str) -> str:
    return str(uuid.uuid5(ID_NAMESPACE, f"{kind} {name}"))


# Situations and meetings --------------------------------------------------------------------------


def _check_situations(problems: ProblemCollector, year: ExampleYear) -> None:
    ids: set[str] = set()
    for path, situation in problems.check_ids("$.situations", year.situations, ids, "deze lijst"):
        problems.check_text(f"{path}.name", situation.name)
    for number, entry in enumerate(year.entries):
        if entry.situation is not None and entry.situation not in ids:
            name = shorten_word(entry.situation)
            problems.add(
                f"$.entries[{number}].situation", f"de situatie '{name}' staat niet bij 'situations'."
            )


def _check_meetings(problems: ProblemCollector, year: ExampleYear) -> None:
    series_ids, meeting_ids = set[str](), set[str]()
    for path, series in problems.check_ids("$.series", year.series, series_ids, "deze lijst"):
        problems.check_text(f"{path}.name", series.name)
    for path, meeting in problems.check_ids("$.meetings", year.meetings, meeting_ids, "deze lijst"):
        _check_meeting(problems, path, meeting, series_ids)
    for number, entry in enumerate(year.entries):
        if entry.meeting is not None and entry.meeting not in meeting_ids:
            message = f"het overleg '{shorten_word(entry.meeting)}' staat niet bij 'meetings'."
            problems.add(f"$.entries[{number}].meeting", message)


def _check_meeting(
    problems: ProblemCollector, path: str, meeting: ExampleMeeting, series_ids: set[str]
) -> None:
    problems.check_text(f"{path}.name", meeting.name)
    if meeting.time:
        _check_time(problems, path, meeting.time)
    _check_days_ago(problems, path, meeting.days_ago, -MAX_DAYS_AGO)
    if meeting.series is not None and meeting.series not in series_ids:
        message = f"de reeks '{shorten_word(meeting.series)}' staat niet bij 'series'."
        problems.add(f"{path}.series", message)


def _check_time(problems: ProblemCollector, path: str, time: str) -> bool:
    is_valid = _TIME_PATTERN.fullmatch(time) is not None
    if not is_valid:
        message = f"'time' moet een tijd zijn als 21:48, hier staat '{shorten_word(time)}'."
        problems.add(f"{path}.time", message)
    return is_valid


def _check_days_ago(problems: ProblemCollector, path: str, days_ago: int, minimum: int) -> bool:
    is_valid = minimum <= days_ago <= MAX_DAYS_AGO
    if not is_valid:
        message = f"'days_ago' kan van {minimum} tot {MAX_DAYS_AGO} zijn, hier staat {days_ago}."
        problems.add(f"{path}.days_ago", message)
    return is_valid


def _build_situation(written: ExampleSituation) -> Situation:
    return Situation(
        id=_example_id("situation", written.id),
        name=written.name,
        purpose=written.purpose,
        opened=_PLACEHOLDER_MOMENT,
        closed=_PLACEHOLDER_MOMENT if written.closed else None,
    )


def _build_meeting(written: ExampleMeeting, today: dt.date, zone: dt.tzinfo) -> Meeting:
    day = today - dt.timedelta(days=written.days_ago)
    return Meeting(
        id=_example_id("meeting", written.id),
        name=written.name,
        day=day,
        time=dt.time.fromisoformat(written.time) if written.time else None,
        series=None if written.series is None else _example_id("series", written.series),
        made=dt.datetime.combine(day - _PLANNED_AHEAD, dt.time(9), zone).astimezone(dt.UTC),
    )


# Entries ------------------------------------------------------------------------------------------


def _build_entries(
    problems: ProblemCollector, year: ExampleYear, library: Library, today: dt.date, zone: dt.tzinfo
) -> tuple[Entry, ...]:
    entries, names = list[Entry](), {situation.id: situation.name for situation in year.situations}
    for number, written in enumerate(year.entries):
        path, exercise = f"$.entries[{number}]", library.exercise(written.exercise)
        if exercise is None:
            message = f"de werkvorm '{shorten_word(written.exercise)}' bestaat niet."
            problems.add(f"{path}.exercise", message)
        elif _check_days_ago(problems, path, written.days_ago, 0) and _check_time(
            problems, path, written.time
        ):
            blank = _blank_entry(exercise, written, number, today, zone)
            preparation = _preparation_of(library, entries, blank)
            situation = names.get(written.situation or "", "")
            builder = ExampleBuilder(library, exercise, blank, problems, situation, preparation)
            entries.append(builder.build(path, written))
    return tuple(sorted(entries, key=lambda entry: entry.begun))


def _blank_entry(
    exercise: Exercise, written: ExampleEntry, number: int, today: dt.date, zone: dt.tzinfo
) -> Entry:
    """The entry without answers. Its id depends only on the file."""
    day = today - dt.timedelta(days=written.days_ago)
    begun = dt.datetime.combine(day, dt.time.fromisoformat(written.time), zone).astimezone(dt.UTC)
    closed = begun + dt.timedelta(minutes=exercise.minutes)
    return Entry(
        id=str(uuid.uuid5(ID_NAMESPACE, f"{number} {written.days_ago} {written.time} {written.exercise}")),
        exercise=exercise.id,
        title=exercise.name,
        day=day,
        begun=begun,
        closed=None if written.open else closed,
        situation=None if written.situation is None else _example_id("situation", written.situation),
        meeting=None if written.meeting is None else _example_id("meeting", written.meeting),
    )


def _preparation_of(library: Library, entries: list[Entry], blank: Entry) -> tuple[Exercise, Entry] | None:
    """The preparation of the meeting of an entry, from the entries before it in the file."""
    entry = latest_preparation(entries, library, blank.meeting)
    exercise = library.exercise(entry.exercise) if entry else None
    return (exercise, entry) if exercise and entry else None

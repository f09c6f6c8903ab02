"""Read the example journal of ``--voorbeeld`` from YAML, dated relative to today."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from pathlib import Path

from reflectie.content.builtin_files import example_file
from reflectie.content.decode import decode
from reflectie.content.example_builder import ExampleBuilder
from reflectie.content.example_schema import ExampleEntry, ExampleMeeting, ExampleYear, with_entry_dates
from reflectie.content.messages import shorten_word
from reflectie.content.pack import read_yaml_file
from reflectie.content.problems import ProblemCollector
from reflectie.content.yaml_tree import YamlTree
from reflectie.domain.entry import Entry
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.meeting import Meeting, Series, latest_preparation
from reflectie.domain.situation import Situation

ID_NAMESPACE = uuid.UUID("5f7c3d1e-0b8a-4a51-9c3e-7e6f5d0c2b11")
"""In which all ids of the made-up year are made."""

TIME_PATTERN = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

_ENTERED_BEFORE = dt.timedelta(days=7)
"""How long before it a meeting was put in the journal."""


def example_meetings(year: ExampleYear, today: dt.date, zone: dt.tzinfo) -> tuple[Meeting, ...]:
    """The meetings on the calendar of ``today``; moments on the clock of ``zone``."""
    return tuple(_meeting(one, today - dt.timedelta(days=one.days_ago), zone) for one in year.meetings)


def example_series(year: ExampleYear) -> tuple[Series, ...]:
    return tuple(Series(id=_example_id("series", one.id), name=one.name) for one in year.series)


def example_meeting_id(name: str) -> str:
    return _example_id("meeting", name)


def _check_meetings(report: ProblemCollector, year: ExampleYear) -> None:
    """Each has a name, a day and perhaps a time, and what belongs to one finds it."""
    tables, meetings = set[str](), set[str]()
    for at, table in report.check_ids("$.series", year.series, tables, "deze lijst"):
        report.check_text(f"{at}.name", table.name)
    for at, one in report.check_ids("$.meetings", year.meetings, meetings, "deze lijst"):
        report.check_text(f"{at}.name", one.name)
        if one.time and not TIME_PATTERN.fullmatch(one.time):
            report.add(
                f"{at}.time", f"'time' moet een tijd zijn als 21:48, hier staat '{shorten_word(one.time)}'."
            )
        if not -3660 <= one.days_ago <= 3660:
            told = f"'days_ago' kan van -3660 tot 3660 zijn, hier staat {one.days_ago}"
            report.add(f"{at}.days_ago", f"{told}.")
        if one.series is not None and one.series not in tables:
            report.add(f"{at}.series", f"de reeks '{shorten_word(one.series)}' staat niet bij 'series'.")
    for number, entry in enumerate(year.entries):
        if entry.meeting is not None and entry.meeting not in meetings:
            told = f"het overleg '{shorten_word(entry.meeting)}' staat niet bij 'meetings'"
            report.add(f"$.entries[{number}].meeting", f"{told}.")


def _meeting(written: ExampleMeeting, day: dt.date, zone: dt.tzinfo) -> Meeting:
    made = dt.datetime.combine(day - _ENTERED_BEFORE, dt.time(9), zone).astimezone(dt.UTC)
    return Meeting(
        id=example_meeting_id(written.id),
        name=written.name,
        day=day,
        time=dt.time.fromisoformat(written.time) if written.time else None,
        series=None if written.series is None else _example_id("series", written.series),
        made=made,
    )


def _example_id(kind: str, name: str) -> str:
    return str(uuid.uuid5(ID_NAMESPACE, f"{kind} {name}"))


_PLACEHOLDER_MOMENT = dt.datetime.min.replace(tzinfo=dt.UTC)

_DEFAULT_MINUTES = 10
"""How long a reflection took whose exercise does not say."""


class ExampleFile:
    """The made-up year as it was read, with the tree of its file for messages."""

    def __init__(self, year: ExampleYear, tree: YamlTree) -> None:
        self.year = year
        self.tree = tree


def read_example_file(path: Path) -> ExampleFile:
    """The made-up year in a file.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    tree = read_yaml_file(path)
    return ExampleFile(decode(tree, ExampleYear), tree)


def example_entries(
    library: Library, today: dt.date, zone: dt.tzinfo = dt.UTC, path: Path | None = None
) -> tuple[Entry, ...]:
    """The reflections of the made-up year, oldest first, with the questions as the exercises ask them.

    The times of the file are on the clock of ``zone``; moments of entries are in UTC. The file is the
    built-in one unless ``path`` says otherwise. The same file and day give the same entries, ids included.

    Raises:
        ContentError: a line for each thing that the exercises do not have, at its place in the file.
    """
    example = read_example_file(path or example_file())
    report = ProblemCollector(example.tree)
    report.check_text("$.title", example.year.title)
    _check_situations(report, example.year)
    _check_meetings(report, example.year)
    entries: list[Entry] = []
    for number, written in enumerate(example.year.entries):
        at = f"$.entries[{number}]"
        exercise = library.exercise(written.exercise)
        if exercise is None:
            report.add(f"{at}.exercise", f"de werkvorm '{shorten_word(written.exercise)}' bestaat niet.")
        elif begun := _begin_moment(report, at, written, today, zone):
            blank = _empty_entry(exercise, written, number, today, begun)
            earlier = _preparation_of(library, entries, blank)
            entries.append(ExampleBuilder(library, exercise, blank, report, earlier).build(at, written))
    if report.problems:
        raise ContentError(report.problems)
    return tuple(sorted(entries, key=lambda entry: entry.begun))


def example_situations(entries: Iterable[Entry], path: Path | None = None) -> tuple[Situation, ...]:
    """To what these entries of the made-up year belong."""
    written = read_example_file(path or example_file()).year.situations
    known = (
        Situation(
            id=_situation_id(one.id),
            name=one.name,
            purpose=one.purpose,
            opened=_PLACEHOLDER_MOMENT,
            closed=_PLACEHOLDER_MOMENT if one.closed else None,
        )
        for one in written
    )
    return with_entry_dates(tuple(known), entries)


def _situation_id(name: str) -> str:
    return str(uuid.uuid5(ID_NAMESPACE, f"situation {name}"))


def _check_situations(report: ProblemCollector, year: ExampleYear) -> None:
    taken: set[str] = set()
    for at, one in report.check_ids("$.situations", year.situations, taken, "deze lijst"):
        report.check_text(f"{at}.name", one.name)
    for number, entry in enumerate(year.entries):
        if entry.situation is not None and entry.situation not in taken:
            name = shorten_word(entry.situation)
            report.add(f"$.entries[{number}].situation", f"de situatie '{name}' staat niet bij 'situations'.")


def _begin_moment(
    report: ProblemCollector, at: str, written: ExampleEntry, today: dt.date, zone: dt.tzinfo
) -> dt.datetime | None:
    if not 0 <= written.days_ago <= 3660:
        report.add(f"{at}.days_ago", f"'days_ago' kan van 0 tot 3660 zijn, hier staat {written.days_ago}.")
        return None
    if not TIME_PATTERN.fullmatch(written.time):
        report.add(
            f"{at}.time", f"'time' moet een tijd zijn als 21:48, hier staat '{shorten_word(written.time)}'."
        )
        return None
    day = today - dt.timedelta(days=written.days_ago)
    return dt.datetime.combine(day, dt.time.fromisoformat(written.time), zone).astimezone(dt.UTC)


def _preparation_of(library: Library, entries: list[Entry], blank: Entry) -> tuple[Exercise, Entry] | None:
    """How the meeting of an entry was prepared, higher up in the file."""
    entry = latest_preparation(entries, library, blank.meeting)
    exercise = library.exercise(entry.exercise) if entry else None
    return (exercise, entry) if exercise and entry else None


def _empty_entry(
    exercise: Exercise, written: ExampleEntry, number: int, today: dt.date, begun: dt.datetime
) -> Entry:
    """The entry before a word is written."""
    closed = begun + dt.timedelta(minutes=exercise.minutes or _DEFAULT_MINUTES)
    return Entry(
        id=str(uuid.uuid5(ID_NAMESPACE, f"{number} {written.days_ago} {written.time} {written.exercise}")),
        exercise=exercise.id,
        title=exercise.name,
        day=today - dt.timedelta(days=written.days_ago),
        begun=begun,
        closed=None if written.open else closed,
        situation=None if written.situation is None else _situation_id(written.situation),
        meeting=None if written.meeting is None else example_meeting_id(written.meeting),
    )

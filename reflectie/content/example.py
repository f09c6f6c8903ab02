"""The made-up year of ``--voorbeeld``: reflections a person could have written, on today's calendar."""

import datetime as dt
import uuid
from collections.abc import Iterable
from pathlib import Path

from reflectie.content.compiled_example import dated
from reflectie.content.decode import decode
from reflectie.content.example_meetings import SPACE, TIME, check_meetings, meeting_id
from reflectie.content.files import read_file
from reflectie.content.phrases import short
from reflectie.content.report import Report
from reflectie.content.schema import ExampleEntry, ExampleYear
from reflectie.content.source import example_file
from reflectie.content.telling import Telling
from reflectie.content.tree import Tree
from reflectie.domain.around import preparation
from reflectie.domain.entry import Entry
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.situation import Situation

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_MINUTES = 10
"""How long a reflection took whose exercise does not say."""


class Example:
    """The made-up year as it was read, with the tree of its file for messages."""

    def __init__(self, year: ExampleYear, tree: Tree) -> None:
        self.year = year
        self.tree = tree


def load_example(path: Path) -> Example:
    """The made-up year in a file.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    tree = read_file(path)
    return Example(decode(tree, ExampleYear), tree)


def example_entries(
    library: Library, today: dt.date, zone: dt.tzinfo = dt.UTC, path: Path | None = None
) -> tuple[Entry, ...]:
    """The reflections of the made-up year, oldest first, with the questions as the exercises ask them.

    The times of the file are on the clock of ``zone``; moments of entries are in UTC. The file is the
    built-in one unless ``path`` says otherwise. The same file and day give the same entries, ids included.

    Raises:
        ContentError: a line for each thing that the exercises do not have, at its place in the file.
    """
    example = load_example(path or example_file())
    report = Report(example.tree)
    report.text("$.title", example.year.title)
    _check_situations(report, example.year)
    check_meetings(report, example.year)
    entries: list[Entry] = []
    for number, written in enumerate(example.year.entries):
        at = f"$.entries[{number}]"
        exercise = library.exercise(written.exercise)
        if exercise is None:
            report.add(f"{at}.exercise", f"de werkvorm '{short(written.exercise)}' bestaat niet.")
        elif begun := _begun(report, at, written, today, zone):
            blank = _blank(exercise, written, number, today, begun)
            earlier = _prepared(library, entries, blank)
            entries.append(Telling(library, exercise, blank, report, earlier).told(at, written))
    if report.problems:
        raise ContentError(report.problems)
    return tuple(sorted(entries, key=lambda entry: entry.begun))


def example_situations(entries: Iterable[Entry], path: Path | None = None) -> tuple[Situation, ...]:
    """To what these entries of the made-up year belong."""
    written = load_example(path or example_file()).year.situations
    known = (
        Situation(
            id=_situation_id(one.id),
            name=one.name,
            purpose=one.purpose,
            opened=_NEVER,
            closed=_NEVER if one.closed else None,
        )
        for one in written
    )
    return dated(tuple(known), entries)


def _situation_id(name: str) -> str:
    return str(uuid.uuid5(SPACE, f"situation {name}"))


def _check_situations(report: Report, year: ExampleYear) -> None:
    taken: set[str] = set()
    for at, one in report.named("$.situations", year.situations, taken, "deze lijst"):
        report.text(f"{at}.name", one.name)
    for number, entry in enumerate(year.entries):
        if entry.situation is not None and entry.situation not in taken:
            name = short(entry.situation)
            report.add(f"$.entries[{number}].situation", f"de situatie '{name}' staat niet bij 'situations'.")


def _begun(
    report: Report, at: str, written: ExampleEntry, today: dt.date, zone: dt.tzinfo
) -> dt.datetime | None:
    if not 0 <= written.days_ago <= 3660:
        report.add(f"{at}.days_ago", f"'days_ago' kan van 0 tot 3660 zijn, hier staat {written.days_ago}.")
        return None
    if not TIME.fullmatch(written.time):
        report.add(f"{at}.time", f"'time' moet een tijd zijn als 21:48, hier staat '{short(written.time)}'.")
        return None
    day = today - dt.timedelta(days=written.days_ago)
    return dt.datetime.combine(day, dt.time.fromisoformat(written.time), zone).astimezone(dt.UTC)


def _prepared(library: Library, entries: list[Entry], blank: Entry) -> tuple[Exercise, Entry] | None:
    """How the meeting of an entry was prepared, higher up in the file."""
    entry = preparation(entries, library, blank.meeting)
    exercise = library.exercise(entry.exercise) if entry else None
    return (exercise, entry) if exercise and entry else None


def _blank(
    exercise: Exercise, written: ExampleEntry, number: int, today: dt.date, begun: dt.datetime
) -> Entry:
    """The entry before a word is written."""
    closed = begun + dt.timedelta(minutes=exercise.minutes or _MINUTES)
    return Entry(
        id=str(uuid.uuid5(SPACE, f"{number} {written.days_ago} {written.time} {written.exercise}")),
        exercise=exercise.id,
        title=exercise.name,
        day=today - dt.timedelta(days=written.days_ago),
        begun=begun,
        closed=None if written.open else closed,
        situation=None if written.situation is None else _situation_id(written.situation),
        meeting=None if written.meeting is None else meeting_id(written.meeting),
    )

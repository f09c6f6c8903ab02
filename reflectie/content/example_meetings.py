"""The meetings of the made-up year, past and to come."""

import datetime as dt
import re
import uuid

from reflectie.content.phrases import short
from reflectie.content.report import Report
from reflectie.content.schema import ExampleMeeting, ExampleYear
from reflectie.domain.meeting import Meeting, Series

SPACE = uuid.UUID("5f7c3d1e-0b8a-4a51-9c3e-7e6f5d0c2b11")
"""In which all ids of the made-up year are made."""

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MADE = dt.timedelta(days=7)
"""How long before it a meeting was put in the journal."""


def meetings_of(year: ExampleYear, today: dt.date, zone: dt.tzinfo) -> tuple[Meeting, ...]:
    """The meetings on the calendar of ``today``; moments on the clock of ``zone``."""
    return tuple(_meeting(one, today - dt.timedelta(days=one.days_ago), zone) for one in year.meetings)


def series_of(year: ExampleYear) -> tuple[Series, ...]:
    return tuple(Series(id=_id("series", one.id), name=one.name) for one in year.series)


def meeting_id(name: str) -> str:
    return _id("meeting", name)


def check_meetings(report: Report, year: ExampleYear) -> None:
    """Each has a name, a day and perhaps a time, and what belongs to one finds it."""
    tables, meetings = set[str](), set[str]()
    for at, table in report.named("$.series", year.series, tables, "deze lijst"):
        report.text(f"{at}.name", table.name)
    for at, one in report.named("$.meetings", year.meetings, meetings, "deze lijst"):
        report.text(f"{at}.name", one.name)
        if one.time and not TIME.fullmatch(one.time):
            report.add(f"{at}.time", f"'time' moet een tijd zijn als 21:48, hier staat '{short(one.time)}'.")
        if not -3660 <= one.days_ago <= 3660:
            told = f"'days_ago' kan van -3660 tot 3660 zijn, hier staat {one.days_ago}"
            report.add(f"{at}.days_ago", f"{told}.")
        if one.series is not None and one.series not in tables:
            report.add(f"{at}.series", f"de reeks '{short(one.series)}' staat niet bij 'series'.")
    for number, entry in enumerate(year.entries):
        if entry.meeting is not None and entry.meeting not in meetings:
            told = f"het overleg '{short(entry.meeting)}' staat niet bij 'meetings'"
            report.add(f"$.entries[{number}].meeting", f"{told}.")


def _meeting(written: ExampleMeeting, day: dt.date, zone: dt.tzinfo) -> Meeting:
    made = dt.datetime.combine(day - _MADE, dt.time(9), zone).astimezone(dt.UTC)
    return Meeting(
        id=meeting_id(written.id),
        name=written.name,
        day=day,
        time=dt.time.fromisoformat(written.time) if written.time else None,
        series=None if written.series is None else _id("series", written.series),
        made=made,
    )


def _id(kind: str, name: str) -> str:
    return str(uuid.uuid5(SPACE, f"{kind} {name}"))

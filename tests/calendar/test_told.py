"""A time zone that only the file knows keeps time as the world does."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from reflectie.calendar.ics import parse_calendars
from reflectie.calendar.time_zones import parse_time_zone

from .reading import at, calendar, event, read, sample

TOLD = parse_time_zone(parse_calendars(sample("outlook_own_zone"))[0].components[0])
KNOWN = ZoneInfo("Europe/Berlin")
HEAD = sample("outlook_own_zone").decode().partition("BEGIN:VTIMEZONE")[2].partition("BEGIN:VEVENT")[0]
NAME = '"(UTC+01:00) Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen"'

# Since 1996 the clocks of Europe change on the last Sundays of March and October.
times = st.datetimes(dt.datetime(1996, 1, 1), dt.datetime(2037, 12, 31))


@given(time=times, fold=st.sampled_from([0, 1]))
@example(dt.datetime(2026, 10, 25, 2, 0), 0)
@example(dt.datetime(2026, 10, 25, 2, 30), 1)
@example(dt.datetime(2026, 10, 25, 3, 0), 0)
@example(dt.datetime(2027, 3, 28, 2, 0), 0)
@example(dt.datetime(2027, 3, 28, 2, 30), 1)
@example(dt.datetime(2027, 3, 28, 3, 0), 0)
def test_the_clock_stands_where_it_stands_in_the_world(time: dt.datetime, fold: int) -> None:
    time = time.replace(fold=fold)
    assert time.replace(tzinfo=TOLD).utcoffset() == time.replace(tzinfo=KNOWN).utcoffset()


@given(time=times)
@example(dt.datetime(2026, 10, 25, 0, 59))
@example(dt.datetime(2026, 10, 25, 1, 0))
@example(dt.datetime(2026, 10, 25, 2, 0))
@example(dt.datetime(2027, 3, 28, 1, 0))
def test_every_moment_of_the_world_has_its_time(time: dt.datetime) -> None:
    moment = time.replace(tzinfo=dt.UTC)
    told, known = moment.astimezone(TOLD), moment.astimezone(KNOWN)
    assert (told.replace(tzinfo=None), told.fold) == (known.replace(tzinfo=None), known.fold)


def test_a_series_in_such_a_zone_leaves_out_what_is_left_out_in_another() -> None:
    series = event(
        "UID:een", f"DTSTART;TZID={NAME}:20261020T090000", "RRULE:FREQ=WEEKLY", "EXDATE:20261124T080000Z"
    )
    (found,) = read(calendar(series, head=f"BEGIN:VTIMEZONE{HEAD}"))
    assert found.start == at(1, 9, month=12)


def test_a_zone_may_change_on_days_that_are_listed() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Lijst\r\nBEGIN:STANDARD\r\nDTSTART:20200101T000000\r\nTZOFFSETFROM:+0000\r\n"
        "TZOFFSETTO:+0000\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:20260101T000000\r\n"
        "RDATE:20261123T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0300\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
    )
    (found,) = read(calendar(event("DTSTART;TZID=Lijst:20261124T093000"), head=zone))
    assert found.start == at(24, 7, 30)

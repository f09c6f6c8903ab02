"""A time zone defined in the file gives the same times as the IANA zone."""

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from ..examples import examples
from .calendar_files import at, calendar, event, read, sample

HEAD = sample("outlook_own_zone").decode().partition("BEGIN:VTIMEZONE")[2].partition("BEGIN:VEVENT")[0]
NAME = '"(UTC+01:00) Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen"'

# Since 1996 European clocks change on the last Sundays of March and October.
times = st.datetimes(dt.datetime(1996, 1, 1), dt.datetime(2037, 12, 31))


@examples(30)
@given(time=times)
@example(dt.datetime(2026, 10, 25, 2, 0))
@example(dt.datetime(2026, 10, 25, 2, 30))
@example(dt.datetime(2026, 10, 25, 3, 0))
@example(dt.datetime(2027, 3, 28, 1, 59))
@example(dt.datetime(2027, 3, 28, 2, 0))
@example(dt.datetime(2027, 3, 28, 2, 30))
@example(dt.datetime(2027, 3, 28, 3, 0))
def test_a_zone_in_the_file_gives_the_same_moment_as_the_iana_zone(time: dt.datetime) -> None:
    """Also in the hour that does not exist in spring: it counts on from the time before it."""
    in_file_zone, in_iana_zone = (
        read(calendar(event(f"DTSTART;TZID={name}:{time:%Y%m%dT%H%M%S}"), head=f"BEGIN:VTIMEZONE{HEAD}"))
        for name in (NAME, "Europe/Berlin")
    )
    assert in_file_zone[0].start == in_iana_zone[0].start


def test_a_series_in_a_file_zone_excludes_times_given_in_utc() -> None:
    series = event(
        "UID:een", f"DTSTART;TZID={NAME}:20261020T090000", "RRULE:FREQ=WEEKLY", "EXDATE:20261124T080000Z"
    )
    (invitation,) = read(calendar(series, head=f"BEGIN:VTIMEZONE{HEAD}"))
    assert invitation.start == at(1, 9, month=12)


def test_a_zone_may_change_its_clock_on_listed_days() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Lijst\r\nBEGIN:STANDARD\r\nDTSTART:20200101T000000\r\nTZOFFSETFROM:+0000\r\n"
        "TZOFFSETTO:+0000\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:20260101T000000\r\n"
        "RDATE:20261123T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0300\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
    )
    (invitation,) = read(calendar(event("DTSTART;TZID=Lijst:20261124T093000"), head=zone))
    assert invitation.start == at(24, 7, 30)

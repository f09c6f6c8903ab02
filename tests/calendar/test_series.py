"""Recurring meetings: the next one, with all changes to the series."""

import datetime as dt
from itertools import chain

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from ..examples import examples
from .calendar_files import at, calendar, event, read, read_single, sample

SERIES = "series_with_exceptions"


@pytest.mark.parametrize(
    ("now", "start", "name"),
    [
        (at(3, 8), at(3, 9), "Dinsdagtafel"),
        (at(3, 9, 30), at(3, 9), "Dinsdagtafel"),  # has begun but is not over
        (at(3, 10), at(10, 9), "Dinsdagtafel"),
        (at(22, 12), at(3, 13, month=12), "Dinsdagtafel op donderdag"),  # 24 is excluded, 1 was moved
        (at(3, 15, month=12), at(15, 9, month=12), "Dinsdagtafel"),  # 8 is cancelled
        (at(20, 9, month=12), at(22, 9, month=12), "Dinsdagtafel"),
        (at(1, 9, 0, 1, 2027), at(22, 9, month=12), "Dinsdagtafel"),  # the series is over
    ],
)
def test_a_series_gives_its_next_meeting(now: dt.datetime, start: dt.datetime, name: str) -> None:
    (invitation,) = read(sample(SERIES), now)
    assert (invitation.start, invitation.name, invitation.uid, invitation.is_recurring) == (
        start,
        name,
        "dinsdag@example",
        True,
    )
    assert invitation.short_series_name == "Dinsdagtafel", "a moved meeting does not name the series"


def test_a_changed_meeting_without_its_series_is_recurring() -> None:
    invitation = read_single("RECURRENCE-ID:20261124T080000Z", "DTSTART:20261126T080000Z")
    assert (invitation.start, invitation.is_recurring) == (at(26, 9), True)


def test_a_series_keeps_its_time_of_day_when_the_clock_changes() -> None:
    for now, start in [
        (at(20, 9, month=10), at(26, 8, 30, month=10)),
        (at(18, 9, month=10), at(19, 8, 30, month=10)),
        (at(27, 9, 0, 3, 2027), at(29, 8, 30, 3, 2027)),
    ]:
        (invitation,) = read(sample("series_over_dst"), now)
        assert invitation.start == start
        assert invitation.end == start + dt.timedelta(hours=1)


def test_whole_days_can_recur() -> None:
    yearly = ("DTSTART;VALUE=DATE:16041130", "RRULE:FREQ=YEARLY")
    assert read_single(*yearly).start == dt.date(2026, 11, 30)
    assert read_single(*yearly, "EXDATE;VALUE=DATE:20261130").start == dt.date(2027, 11, 30)
    assert read_single("DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=WEEKLY;UNTIL=20261123").start == dt.date(
        2026, 11, 23
    )


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("FREQ=DAILY", 22),
        ("FREQ=DAILY;INTERVAL=7", 25),
        ("FREQ=WEEKLY;BYDAY=MO,FR", 23),
        ("FREQ=MONTHLY;BYDAY=-1MO", 30),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", 27),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", 30),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", 25),
        ("FREQ=WEEKLY;UNTIL=20261125", 25),
        ("FREQ=WEEKLY;UNTIL=20261125T130000Z", 25),
        ("FREQ=WEEKLY;UNTIL=20261125T125959Z", 18),  # a second too early
        ("FREQ=WEEKLY;COUNT=3", 18),
        ("FREQ=WEEKLY;BYHOUR=14;BYMINUTE=0;BYSECOND=0", 25),
    ],
)
def test_recurrence_rules_are_followed(rule: str, day: int) -> None:
    invitation = read_single("DTSTART;TZID=Europe/Amsterdam:20261104T140000", f"RRULE:{rule}")
    assert invitation.day.day == day, invitation


def test_extra_dates_are_part_of_a_series() -> None:
    invitation = read_single("DTSTART:20261101T080000Z", "RDATE:20261201T080000Z,20261124T080000Z")
    assert (invitation.start, invitation.is_recurring) == (at(24, 9), True)


def test_a_meeting_can_be_excluded_by_date_by_utc_time_or_in_another_zone() -> None:
    for exclusion in (
        "EXDATE;VALUE=DATE:20261124",
        "EXDATE:20261124T080000Z",
        "EXDATE;TZID=Europe/London:20261124T080000",
    ):
        invitation = read_single(
            "DTSTART;TZID=Europe/Amsterdam:20261117T090000", "RRULE:FREQ=WEEKLY", exclusion
        )
        assert invitation.start == at(1, 9, month=12), exclusion


def test_a_meeting_cancelled_by_another_calendar_is_left_out_of_its_series() -> None:
    series = calendar(event("UID:een", "DTSTART:20261117T080000Z", "RRULE:FREQ=WEEKLY"))
    cancellation = event(
        "UID:een", "SEQUENCE:1", "RECURRENCE-ID:20261124T080000Z", "DTSTART:20261124T080000Z"
    )
    (invitation,) = read(series + calendar(cancellation, head="METHOD:CANCEL\r\n"))
    assert invitation.start == at(1, 9, month=12)


def test_a_rule_that_never_occurs_leaves_the_first_date() -> None:
    invitation = read_single("DTSTART:20261201T080000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert invitation.start == at(1, 9, month=12)


RULES = [
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYMONTH=2;BYDAY=MO,SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO",
    "FREQ=MONTHLY;BYMONTHDAY=29,-1",
    "FREQ=MONTHLY;BYDAY=2TU,-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO",
    "FREQ=YEARLY;BYYEARDAY=1,366",
    "FREQ=YEARLY",
]


@examples(60)
@given(
    rule=st.sampled_from(RULES),
    start=st.datetimes(dt.datetime(1890, 1, 1), dt.datetime(2110, 1, 1)).map(
        lambda start: start.replace(microsecond=0)
    ),
    days=st.integers(0, 800),
)
def test_the_next_date_is_that_of_dateutil(rule: str, start: dt.datetime, days: int) -> None:
    now = start + dt.timedelta(days=days)
    expected = next(time for time in chain([start], rrulestr(rule, dtstart=start)) if time >= now)
    invitation = read_single(
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"RRULE:{rule}", now=now.replace(tzinfo=dt.UTC), zone=dt.UTC
    )
    assert invitation.start == expected.replace(tzinfo=dt.UTC)


def test_a_series_can_change_from_a_day_on() -> None:
    (invitation,) = read(sample("series_changed_from_a_day"))
    assert (invitation.name, invitation.start) == ("Regiotafel", at(1, 10, 30, month=12))
    (invitation,) = read(sample("series_changed_from_a_day"), at(10, 12, month=12))
    assert invitation.start == at(15, 10, 30, month=12)

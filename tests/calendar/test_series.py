"""Meetings that come again: the next one, with all that was changed about it."""

import datetime as dt
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from reflectie.calendar.recurrence import RecurrenceRule, WorkBudget, expand_rule

from ..examples import examples
from .reading import at, calendar, event, only, read, sample

SERIES = "series_with_exceptions"


@pytest.mark.parametrize(
    ("now", "start", "name"),
    [
        (at(3, 8), at(3, 9), "Dinsdagtafel"),
        (at(3, 9, 30), at(3, 9), "Dinsdagtafel"),  # has begun, and is not over
        (at(3, 10), at(10, 9), "Dinsdagtafel"),
        (at(22, 12), at(3, 13, month=12), "Dinsdagtafel op donderdag"),  # 24 is left out, 1 was moved
        (at(3, 15, month=12), at(15, 9, month=12), "Dinsdagtafel"),  # 8 is called off
        (at(20, 9, month=12), at(22, 9, month=12), "Dinsdagtafel"),
        (at(1, 9, 0, 1, 2027), at(22, 9, month=12), "Dinsdagtafel"),  # over: the last one
    ],
)
def test_the_next_meeting_of_a_series_is_told(now: dt.datetime, start: dt.datetime, name: str) -> None:
    (found,) = read(sample(SERIES), now)
    assert (found.start, found.name, found.uid, found.is_recurring) == (start, name, "dinsdag@example", True)
    assert found.short_series_name == "Dinsdagtafel", "a meeting that was moved does not name the series"


def test_a_changed_meeting_that_comes_without_its_series_is_told_as_one_of_a_series() -> None:
    found = only("RECURRENCE-ID:20261124T080000Z", "DTSTART:20261126T080000Z")
    assert (found.start, found.is_recurring) == (at(26, 9), True)


def test_a_series_stays_at_its_hour_when_the_clock_changes() -> None:
    for now, start in [
        (at(20, 9, month=10), at(26, 8, 30, month=10)),
        (at(18, 9, month=10), at(19, 8, 30, month=10)),
        (at(27, 9, 0, 3, 2027), at(29, 8, 30, 3, 2027)),
    ]:
        (found,) = read(sample("series_over_dst"), now)
        assert found.start == start
        assert found.end == start + dt.timedelta(hours=1)


def test_whole_days_come_again_too() -> None:
    yearly = ("DTSTART;VALUE=DATE:16041130", "RRULE:FREQ=YEARLY")
    assert only(*yearly).start == dt.date(2026, 11, 30)
    assert only(*yearly, "EXDATE;VALUE=DATE:20261130").start == dt.date(2027, 11, 30)
    assert only("DTSTART;VALUE=DATE:20261102", "RRULE:FREQ=WEEKLY;UNTIL=20261123").start == dt.date(
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
def test_the_rules_of_programs_are_followed(rule: str, day: int) -> None:
    found = only("DTSTART;TZID=Europe/Amsterdam:20261104T140000", f"RRULE:{rule}")
    assert found.day.day == day, found


def test_days_beside_the_rule_count() -> None:
    found = only("DTSTART:20261101T080000Z", "RDATE:20261201T080000Z,20261124T080000Z")
    assert (found.start, found.is_recurring) == (at(24, 9), True)


def test_a_day_may_be_left_out_by_day_by_its_moment_or_by_another_zone() -> None:
    for left_out in (
        "EXDATE;VALUE=DATE:20261124",
        "EXDATE:20261124T080000Z",
        "EXDATE;TZID=Europe/London:20261124T080000",
    ):
        found = only("DTSTART;TZID=Europe/Amsterdam:20261117T090000", "RRULE:FREQ=WEEKLY", left_out)
        assert found.start == at(1, 9, month=12), left_out


def test_a_meeting_called_off_in_a_cancelling_calendar_is_left_out_of_its_series() -> None:
    series = calendar(event("UID:een", "DTSTART:20261117T080000Z", "RRULE:FREQ=WEEKLY"))
    off = event("UID:een", "SEQUENCE:1", "RECURRENCE-ID:20261124T080000Z", "DTSTART:20261124T080000Z")
    (found,) = read(series + calendar(off, head="METHOD:CANCEL\r\n"))
    assert found.start == at(1, 9, month=12)


def test_a_rule_that_never_comes_leaves_the_first_day() -> None:
    found = only("DTSTART:20261201T080000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert found.start == at(1, 9, month=12)


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
)
def test_centuries_away_a_rule_gives_the_same_days(rule: str, start: dt.datetime) -> None:
    assert list(islice(expand_rule(RecurrenceRule(rrule=rule), start, WorkBudget()), 8)) == list(
        islice(rrulestr(rule, dtstart=start), 8)
    )

"""A moment for the user's own calendar, read back with icalendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from reflectie.calendar.appointment import Appointment, appointment_moment, clean_title, to_ics
from reflectie.domain.errors import InvalidInput

NOW = dt.datetime(2026, 11, 22, 13, tzinfo=dt.timezone(dt.timedelta(hours=1)))

TUESDAY = dt.date(2026, 11, 24)


def read(appointment: Appointment):
    """The only event in the file of an appointment."""
    (event,) = Calendar.from_ical(to_ics(appointment, "een-id", NOW)).walk("VEVENT")
    assert not event.errors
    return event


def test_an_appointment_lasts_fifteen_minutes_on_the_clock_of_whoever_reads_it():
    event = read(Appointment(title="Terugkijken", day=TUESDAY, time=dt.time(23, 50)))
    assert event.decoded("DTSTART") == dt.datetime(2026, 11, 24, 23, 50)
    assert event.decoded("DTEND") == dt.datetime(2026, 11, 25, 0, 5)
    assert event.decoded("DTSTAMP") == dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_a_day_without_a_time_leaves_the_user_free_that_day():
    event = read(Appointment(title="Terugkijken", day=TUESDAY))
    assert event.decoded("DTSTART") == TUESDAY
    assert event.decoded("DTEND") == dt.date(2026, 11, 25)
    assert event["TRANSP"] == "TRANSPARENT"


def test_nothing_is_in_it_but_the_moment_and_the_title():
    event = read(Appointment(title="Terugkijken", day=TUESDAY, time=dt.time(9)))
    assert {*event} == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS"}
    assert (event["SUMMARY"], event["CLASS"]) == ("Terugkijken", "PRIVATE")


@given(st.text(max_size=150).map(str.strip).filter(bool))
def test_any_title_comes_back_as_it_was_kept(text):
    try:
        title = clean_title(text)
    except InvalidInput:
        return
    assert read(Appointment(title=title, day=TUESDAY))["SUMMARY"] == title
    lines = to_ics(Appointment(title=title, day=TUESDAY), "een-id", NOW).split(b"\r\n")
    assert max(map(len, lines)) <= 75


@pytest.mark.parametrize("text", ["", "   ", "x" * 101])
def test_a_title_is_a_few_words(text):
    with pytest.raises(InvalidInput, match="een paar woorden"):
        clean_title(text)


def test_a_title_of_several_lines_becomes_one():
    assert clean_title("a\r\nATTENDEE:mailto:x@example.org") == "a ATTENDEE:mailto:x@example.org"


def test_the_moment_is_said_in_words():
    assert appointment_moment(Appointment(title="x", day=TUESDAY, time=dt.time(15, 30))) == (
        "dinsdag 24 november 2026, 15:30 tot 15:45"
    )
    assert appointment_moment(Appointment(title="x", day=TUESDAY)).endswith("de hele dag")

"""Broken and hostile files are read correctly or refused with a message, within some seconds."""

import datetime as dt
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.calendar.read_invitations import MAX_FILE_BYTES
from reflectie.domain.errors import InvalidInput
from reflectie.domain.text import UNSAFE_CHARACTERS, clean_line

from ..examples import examples
from .calendar_files import SAMPLES, at, calendar, event, read, read_single, sample

EXPECTED_MESSAGES = {
    "all_left_out": "afgezegd",
    "day_that_is_not": "het begin onleesbaar",
    "empty": "leeg",
    "end_without_begin": "wat niet was begonnen",
    "event_without_calendar": "geen agendabestand",
    "every_second": "vaker dan één keer per dag",
    "every_second_hidden": "te lange reeksen",
    "interval_of_nothing": "de reeks onleesbaar",
    "nested_deeply": "te veel in elkaar",
    "nested_events": "te veel in elkaar",
    "no_event": "geen afspraak",
    "no_start": "heeft geen begin",
    "not_a_calendar": "geen agendabestand",
    "old_vcalendar": "oude vorm",
    "only_line_breaks": "leeg",
    "series_of_nonsense": "de reeks onleesbaar",
    "series_with_a_thirteenth_month": "de reeks onleesbaar",
    "start_of_letters": "dag of tijd die niet bestaat",
    "truncated": "houdt halverwege op",
    "truncated_in_a_line": "houdt halverwege op",
    "two_starts": "twee keer een begin",
    "unknown_zone": "tijdzone",
    "utf_16_cut": "letters",
    "year_one": "dag of tijd die niet bestaat",
    "zip": "geen agendabestand",
    "zone_that_is_a_folder": "tijdzone",
    "zone_that_is_a_path": "tijdzone",
    "zone_that_never_ends": "tijdzone",
    "zone_without_offset": "tijdzone",
}


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(data)
    return str(caught.value)


def test_every_broken_sample_has_an_expected_message() -> None:
    assert sorted(path.stem for path in (SAMPLES / "broken").glob("*.ics")) == sorted(EXPECTED_MESSAGES)


@pytest.mark.parametrize(("name", "message_part"), EXPECTED_MESSAGES.items())
def test_a_broken_file_is_refused_with_advice(name: str, message_part: str) -> None:
    message = refusal((SAMPLES / "broken" / f"{name}.ics").read_bytes())
    assert message_part in message
    assert message.endswith(" Er is niets bewaard.") and (
        "vul naam en dag zelf in" in message or ".ics" in message
    )
    assert "Regiotafel" not in message


def test_a_cancelled_meeting_is_refused_as_cancelled() -> None:
    assert "afgezegd" in refusal(sample("cancelled"))


def test_a_file_of_ten_megabytes_is_refused() -> None:
    assert "groter dan 5 MB" in refusal(calendar(event("DESCRIPTION:" + "x" * 10_000_000)))


def test_a_line_of_many_folds_that_is_not_read_does_no_harm() -> None:
    assert read_single("DTSTART:20261124", "X-A:" + "\r\n x" * 210_000).day == dt.date(2026, 11, 24)


def test_an_attachment_of_some_megabytes_is_allowed() -> None:
    base64 = "".join(f" {'QUJD' * 18}\r\n" for _ in range(40_000))
    assert read_single("DTSTART:20261124T083000Z", f"ATTACH;ENCODING=BASE64:\r\n{base64[:-2]}").start == at(
        24, 9, 30
    )


@pytest.mark.parametrize(
    ("data", "message_part"),
    [
        (calendar(*(event("DTSTART:20261124") for _ in range(2_001))), "te veel afspraken"),
        (calendar(event("DTSTART:20261124", *["ATTENDEE:mailto:a"] * 30_001)), "te veel om te lezen"),
        (
            calendar(event("DTSTART:20261124", *["EXDATE:" + ",".join(["20261124"] * 1_000)] * 31)),
            "te veel om te",
        ),
        (calendar(event("DTSTART:20261124", "SUMMARY:" + "x" * 10_001)), "veel te lang"),
    ],
    ids=["events", "attendees", "days", "one line"],
)
def test_a_file_with_too_much_in_it_is_refused(data: bytes, message_part: str) -> None:
    assert len(data) < MAX_FILE_BYTES
    assert message_part in refusal(data)


def test_many_series_that_never_occur_are_refused_after_a_bounded_search() -> None:
    series = [
        event(f"UID:{number}", "DTSTART:16040101", "RRULE:FREQ=DAILY;COUNT=9;BYMONTH=2;BYMONTHDAY=30")
        for number in range(2_000)
    ]
    assert "te lange reeksen" in refusal(calendar(*series))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY;BYHOUR=9",
        "FREQ=DAILY;INTERVAL=" + "9" * 5_000,
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;BYEASTER=1",
        "FREQ=DAILY;UNTIL=PT1H",
        "FREQ=WEEKLY;BYDAY",
        "COUNT=3",
    ],
)
def test_an_invalid_rule_is_refused(rule: str) -> None:
    assert re.search(
        "de reeks onleesbaar|vaker dan één keer",
        refusal(calendar(event("DTSTART:20261124T083000Z", f"RRULE:{rule}"))),
    )


@pytest.mark.parametrize("name", ["Europe/" + "x" * 300, "..", "/", "//", "a//b", "tzdata.zi"])
def test_a_zone_name_that_is_a_path_is_refused(name: str) -> None:
    assert "tijdzone" in refusal(calendar(event(f"DTSTART;TZID={name}:20261124T093000")))


BYTES = [
    b"",
    b"\x00",
    b"\xff",
    b"\r\n",
    b" ",
    b":",
    b";",
    b'"',
    b",",
    b"9",
    b"-",
    b"T",
    b"Z",
    b"=",
    b"\\",
    b"\xe2",
]
LINES = [
    b"END:VEVENT\r\n",
    b"BEGIN:VEVENT\r\n",
    b"BEGIN:VTIMEZONE\r\n",
    b"RRULE:FREQ=SECONDLY\r\n",
    b"00000000",
]
names = st.sampled_from(sorted(path.stem for path in SAMPLES.glob("*.ics")))
changes = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(BYTES + LINES) | st.binary(max_size=4)),
    min_size=1,
    max_size=4,
)


@examples(300)
@given(name=names, changes=changes)
def test_a_damaged_file_is_read_or_refused(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    data = sample(name)
    for position, removed, new in changes:
        start = int(position * len(data))
        data = data[:start] + new + data[start + removed :]
    try:
        invitations = read(data)
    except InvalidInput as error:
        assert str(error).endswith(" Er is niets bewaard.")
        return
    assert invitations
    for invitation in invitations:
        assert type(invitation.start) is type(invitation.end) and invitation.start <= invitation.end
        assert isinstance(invitation.start, dt.date)
        for text in (invitation.name, invitation.uid, *invitation.attendees):
            assert text == clean_line(text) and not UNSAFE_CHARACTERS.search(text)


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data: bytes) -> None:
    refusal(data)


def test_the_calendar_libraries_are_loaded_with_the_first_file() -> None:
    code = (
        "import sys, reflectie.cli.main, reflectie.tui.app\n"
        "heavy = ('icalendar', 'recurring_ical_events', 'dateutil', 'zoneinfo')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

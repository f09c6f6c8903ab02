"""Files as people's programs sent them: made anew and small, each with the right result."""

import datetime as dt
from typing import NamedTuple

import pytest
from icalendar.prop import vRecur

from reflectie.calendar.recurrence import MAX_STEPS, RecurrenceBudget
from reflectie.domain.errors import InvalidInput
from reflectie.domain.meeting import InvitationVersion

from .calendar_files import NOW, SAMPLES, at, calendar, event, read, read_single

Moment = dt.datetime | dt.date


class Case(NamedTuple):
    """A sample, and the names and starts that are right."""

    sample: str
    expected: tuple[tuple[str, Moment], ...]


CASES = [
    Case("attendee_loose_quotes", (("Zorgoverleg", at(15, 10, month=12)),)),
    Case("attendee_unclosed_quote", (("Open", at(4, 10, month=12)),)),
    Case("organizer_broken_fold", (("Wijkteam", at(16, 10, month=12)),)),
    Case("notes_zone", (("Bestuurdersoverleg", at(9, 16, month=12)),)),
    Case("rdate_period", (("Netwerkoverleg", at(7, 16, month=12)),)),
    Case("dtstamp_equal_sequence", (("Verzet overleg", at(11, 14, month=12)),)),
    Case("empty_rrule", (("Studiedag", dt.date(2026, 12, 10)),)),
    Case("dtend_floating_other_zone", (("Call", at(29, 15, month=12)),)),
    Case("same_uid_two_meetings", (("Eerste", at(12, 10, month=12)), ("Tweede", at(19, 10, month=12)))),
    Case("misspelled_end", (("Zorgoverleg", at(15, 10, month=12)),)),
    Case("property_without_colon", (("", at(15, 10, month=12)),)),
    Case("count_below_nothing", (("Weekstart", dt.date(2026, 11, 30)),)),
    Case("end_of_another_kind", (("Studieweek", dt.date(2026, 12, 7)),)),
    Case("unused_zone_is_wrong", (("Zorgoverleg", at(15, 10, month=12)),)),
    Case("calendar_zone", (("Bellen", at(24, 15)), ("Zonder zone", at(29, 15, month=12)))),
    Case("whole_zone_history", (("Zorgoverleg", at(15, 10, month=12)),)),
]


def wild(name: str) -> bytes:
    return (SAMPLES / "wild" / f"{name}.ics").read_bytes()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sample)
def test_a_file_from_the_wild_is_read(case: Case) -> None:
    assert (
        tuple((invitation.name, invitation.start) for invitation in read(wild(case.sample))) == case.expected
    )


def test_every_file_from_the_wild_has_a_test() -> None:
    others = {"reply", "version_1_import_second", "version_2_import_first"}
    names = {path.stem for path in (SAMPLES / "wild").glob("*.ics")}
    assert names == {case.sample for case in CASES} | others


def test_an_end_without_a_zone_is_in_that_of_the_start() -> None:
    (call,) = read(wild("dtend_floating_other_zone"))
    assert call.end == at(29, 16, month=12)


@pytest.mark.parametrize(
    "line",
    [
        "DTEND;TZID=Verweggistan:20261124T103000",
        "DTEND:morgen",
        "DTEND:29991124T103000Z",
        "DTEND:20261124T250000Z",
        "DURATION:lang",
        "DTSTAMP:ooit",
        "SEQUENCE:veel",
        "ATTENDEE;CN=" + "x" * 20_000 + ":mailto:jo@a",
    ],
)
def test_a_property_that_is_not_kept_never_refuses_a_file(line: str) -> None:
    meeting = read_single("SUMMARY:Raad", "DTSTART:20261124T083000Z", line)
    assert (meeting.name, meeting.start) == ("Raad", at(24, 9, 30))


def test_the_attendees_that_can_be_read_are_kept() -> None:
    people = ('ATTENDEE;CN=Jo "de Jonge" Bakker:mailto:jo@a', "ATTENDEE;CN=Noor:mailto:noor@a")
    assert read_single("DTSTART:20261124", *people).attendees == ("Noor",)
    (meeting,) = read(wild("organizer_broken_fold"))
    assert meeting.attendees == ()


@pytest.mark.parametrize(
    ("method", "message_part"),
    [
        ("REPLY", "een antwoord op een uitnodiging"),
        ("COUNTER", "een voorstel voor een andere tijd"),
        ("DECLINECOUNTER", "geen uitnodiging"),
        ("REFRESH", "een vraag om een uitnodiging"),
    ],
)
def test_what_is_no_invitation_is_refused_in_words(method: str, message_part: str) -> None:
    with pytest.raises(InvalidInput, match=message_part):
        read(wild("reply").replace(b"METHOD:REPLY", f"METHOD:{method}".encode()))


def test_versions_are_told_apart_by_sequence_and_then_by_stamp() -> None:
    (first,), (second,) = read(wild("version_1_import_second")), read(wild("version_2_import_first"))
    assert first.version.is_older_than(second.version)
    assert first.version == InvitationVersion(sequence=1, stamp="2026-11-01T09:00:00")


def test_meetings_under_one_uid_say_so() -> None:
    assert [meeting.shares_uid for meeting in read(wild("same_uid_two_meetings"))] == [True, True]
    assert not read_single("DTSTART:20261124").shares_uid


def test_the_same_meeting_twice_is_one_meeting() -> None:
    lines = event("UID:een", "DTSTART:20261124T083000Z")
    (meeting,) = read(calendar(lines, lines))
    assert not meeting.shares_uid


@pytest.mark.parametrize(
    "name",
    [
        "Western/Central Europe",
        "W. Europe Standard Time",
        "Romance Standard Time",
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        "/mozilla.org/20050126_1/Europe/Amsterdam",
    ],
)
def test_zones_of_notes_windows_and_others_need_no_definition(name: str) -> None:
    assert read_single(f"DTSTART;TZID={name}:20261124T093000").start == at(24, 9, 30)


@pytest.mark.parametrize(
    "value",
    ["2026-11-24T09:30:00", "20261124T0930", "20261124t093000", " 20261124T09:30 ", "20261124T093000,"],
)
def test_a_time_may_be_written_in_other_forms(value: str) -> None:
    assert read_single(f"DTSTART;TZID=Europe/Amsterdam:{value}").start == at(24, 9, 30)


@pytest.mark.parametrize("original", ["RECURRENCE-ID:20261124T083000Z", "RECURRENCE-ID;VALUE=DATE:20261124"])
def test_a_changed_meeting_may_name_its_day_only(original: str) -> None:
    series = event("UID:een", "DTSTART:20261117T083000Z", "RRULE:FREQ=WEEKLY;COUNT=2")
    change = event("UID:een", "SEQUENCE:1", original, "DTSTART:20261126T083000Z")
    (meeting,) = read(calendar(series, change))
    assert meeting.start == at(26, 9, 30)
    (last,) = read(calendar(series, change), at(1, 9, month=12))
    assert last.start == at(26, 9, 30)


# Recurrence is bounded ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "most_steps"),
    [
        ("FREQ=DAILY;COUNT=1000000000", 4_000),
        ("FREQ=DAILY;INTERVAL=1000000000", 200),
        ("FREQ=DAILY;BYMONTHDAY=" + ",".join(["1"] * 3_000), 4_000),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 140_000),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 6_000),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", 4_200),
    ],
)
def test_a_rule_takes_a_bounded_number_of_steps(rule: str, most_steps: int) -> None:
    budget = RecurrenceBudget(NOW)
    budget.dates_of(vRecur.from_ical(rule), NOW)
    assert 0 < budget.steps <= most_steps < MAX_STEPS
    assert read_single("DTSTART:20261124T083000Z", f"RRULE:{rule}").day == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=1,2,3",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5;BYSECOND=1,2,3,4,5",
    ],
)
def test_a_rule_from_centuries_ago_with_too_many_steps_is_refused(rule: str) -> None:
    with pytest.raises(InvalidInput, match=r"te lange reeksen|vaker dan één keer"):
        read_single("DTSTART:16040101T083000Z", f"RRULE:{rule}")


def test_a_meeting_can_come_twice_a_day() -> None:
    twice = ("DTSTART:20261101T080000Z", "RRULE:FREQ=DAILY;BYHOUR=8,14")
    assert read_single(*twice).start == at(22, 15)


def test_a_series_that_is_cancelled_from_a_day_on_gives_its_last_meeting() -> None:
    series = event("UID:een", "DTSTART:20200101T080000Z", "RRULE:FREQ=DAILY")
    change = ("STATUS:CANCELLED", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261101T080000Z")
    (last,) = read(calendar(series, event("UID:een", *change, "DTSTART:20261101T080000Z")))
    assert last.start == at(31, 9, month=10)


def test_a_rule_that_ends_before_it_begins_leaves_the_first_date() -> None:
    meeting = read_single("DTSTART:20261201T080000Z", "RRULE:FREQ=WEEKLY;UNTIL=20260101T000000Z")
    assert (meeting.start, meeting.is_recurring) == (at(1, 9, month=12), False)

"""Files as Outlook, Google and Apple write them."""

import datetime as dt
from zoneinfo import ZoneInfo

from .calendar_files import SAMPLES, at, calendar, event, read, read_single, sample

OTHER_NAMES = {"letter_over_two_lines": "Regiötafel", "broken_fold": "Regio tafel", "wrong_letters": "Café"}


def test_outlook_files_are_read_with_their_folds_quotes_and_windows_zone() -> None:
    (invitation,) = read(sample("outlook"))
    assert invitation.name == "Regiotafel jeugd; wat doen we sámen, en met wie? De tweede helft is besloten"
    assert (invitation.start, invitation.end) == (at(24, 9, 30), at(24, 11))
    assert invitation.uid.startswith("040000008200E00074C5B7101A82E008") and invitation.uid.endswith(
        "51F1C0DE"
    )
    assert len(invitation.uid) == 112
    assert not invitation.is_recurring


def test_outlook_attendees_include_the_organiser_but_not_the_room() -> None:
    (invitation,) = read(sample("outlook"))
    assert invitation.attendees == ("Zee, Noor van der", "Bakker, Yasmin", "Jos")


def test_a_windows_zone_needs_no_definition_in_the_file() -> None:
    text = sample("outlook").decode()
    begin, end = text.index("BEGIN:VTIMEZONE"), text.index("BEGIN:VEVENT")
    assert read((text[:begin] + text[end:]).encode()) == read(sample("outlook"))


def test_a_zone_defined_in_the_file_has_standard_and_summer_time() -> None:
    winter, summer, far = read(sample("outlook_own_zone"))
    assert (winter.start, winter.end) == (at(15, 10, month=12), at(15, 11, 30, month=12))
    assert (summer.start, summer.end) == (at(15, 10, 0, 6, 2027), at(15, 11, 30, 6, 2027))
    assert far.start == dt.datetime(2027, 7, 1, 14, 0, tzinfo=dt.UTC)


def test_a_zone_defined_in_one_file_does_not_affect_the_next() -> None:
    read(sample("outlook_own_zone"))
    text = sample("outlook_own_zone").decode()
    assert text.count("TZOFFSETTO:-0500") == 1
    *_, far = read(text.replace("TZOFFSETTO:-0500", "TZOFFSETTO:-0600").encode())
    assert far.start == dt.datetime(2027, 7, 1, 15, 0, tzinfo=dt.UTC)


def test_google_files_are_read_with_their_times_in_utc() -> None:
    (invitation,) = read(sample("google"))
    assert (invitation.name, invitation.start, invitation.end) == (
        "Regiotafel jeugd",
        at(24, 9, 30),
        at(24, 11),
    )
    assert invitation.start.utcoffset() == dt.timedelta(hours=1)  # type: ignore[union-attr]


def test_google_attendees_are_listed_once_by_name_or_else_by_address() -> None:
    (invitation,) = read(sample("google"))
    assert invitation.attendees == ("noor@regio.example", "Yasmin Bakker", "jos@aanbieder.example")


def test_apple_files_are_read_with_zoned_floating_and_whole_day_times() -> None:
    zoned, floating, days = read(sample("apple"))
    assert (zoned.start, zoned.end) == (at(24, 9, 30), at(24, 11))
    assert (floating.start, floating.end) == (at(25, 14), at(25, 15))
    assert (days.start, days.end) == (dt.date(2026, 11, 26), dt.date(2026, 11, 28))
    assert (days.day, days.time, zoned.day, zoned.time) == (
        dt.date(2026, 11, 26),
        None,
        dt.date(2026, 11, 24),
        dt.time(9, 30),
    )


def test_times_are_given_in_the_zone_of_the_reader() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    zoned, floating, _ = read(sample("apple"), zone=lisbon)
    assert zoned.time == dt.time(8, 30)
    assert floating.time == dt.time(14)


def test_outlook_times_from_midnight_to_midnight_are_whole_days() -> None:
    invitation = read_single(
        "DTSTART;TZID=W. Europe Standard Time:20261124T000000",
        "DTEND;TZID=W. Europe Standard Time:20261126T000000",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    )
    assert (invitation.start, invitation.end) == (dt.date(2026, 11, 24), dt.date(2026, 11, 26))


def test_a_date_without_an_end_lasts_one_day_and_a_time_without_an_end_no_time() -> None:
    assert read_single("DTSTART;VALUE=DATE:20261124").end == dt.date(2026, 11, 25)
    assert read_single("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261124").end == dt.date(
        2026, 11, 25
    )
    assert read_single("DTSTART:20261124T083000Z").end == at(24, 9, 30)


def test_a_meeting_during_a_clock_change_ends_at_its_stated_time() -> None:
    night = ("DTSTART;TZID=Europe/Amsterdam:20271030T220000", "DTEND;TZID=Europe/Amsterdam:20271031T040000")
    assert read_single(*night).end == at(31, 4, 0, 10, 2027)


def test_a_zone_name_may_have_the_name_of_a_program_before_it() -> None:
    invitation = read_single("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Amsterdam:20261124T093000")
    assert invitation.start == at(24, 9, 30)


def test_a_zone_name_with_commas_needs_no_quotes() -> None:
    zone = "TZID:Amsterdam\\, Bern\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0300\r\n"
    head = f"BEGIN:VTIMEZONE\r\n{zone}TZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    (invitation,) = read(calendar(event("DTSTART;TZID=Amsterdam, Bern:20261124T093000"), head=head))
    assert invitation.start == at(24, 7, 30)


def test_small_deviations_are_forgiven() -> None:
    for path in sorted((SAMPLES / "odd").glob("*.ics")):
        (invitation,) = read(path.read_bytes())
        name = OTHER_NAMES.get(path.stem, "Regiotafel")
        assert (invitation.name, invitation.start) == (name, at(24, 9, 30)), path.stem


def test_control_characters_and_bidi_marks_are_removed() -> None:
    invitation = read_single(
        "SUMMARY:Re\x1b[2Jgio\u202e\\ntafel",
        "ORGANIZER;CN=No\u2066o\u0007r^nZee:mailto:noor@example",
        "DTSTART:20261124T083000Z",
    )
    assert (invitation.name, invitation.attendees) == ("Re[2Jgio tafel", ("Noor Zee",))


def test_upcoming_meetings_come_before_past_ones_nearest_first() -> None:
    assert [invitation.name for invitation in read(sample("several"))] == [
        "Vandaag",
        "Bezig",
        "Later",
        "Gisteren",
        "Vorig jaar",
    ]


def test_a_cancelling_calendar_removes_a_meeting_of_another_in_the_file() -> None:
    request = calendar(
        event("UID:een", "SEQUENCE:0", "DTSTART:20261124T083000Z"), event("UID:twee", "DTSTART:20261125")
    )
    cancellation = calendar(
        event("UID:een", "SEQUENCE:1", "DTSTART:20261124T083000Z"), head="METHOD:CANCEL\r\n"
    )
    assert [invitation.uid for invitation in read(request + cancellation)] == ["twee"]


def test_the_latest_version_of_an_invitation_is_used() -> None:
    new = event("UID:een", "SEQUENCE:2", "SUMMARY:Nieuw", "DTSTART:20261125T083000Z")
    old = event("UID:een", "SEQUENCE:1", "SUMMARY:Oud", "DTSTART:20261124T083000Z")
    assert [invitation.name for invitation in read(calendar(new, old))] == ["Nieuw"]


def test_events_without_a_uid_are_separate() -> None:
    two = [event("SUMMARY:Een", "DTSTART:20261124"), event("SUMMARY:Twee", "DTSTART:20261125")]
    assert [invitation.name for invitation in read(calendar(*two))] == ["Een", "Twee"]

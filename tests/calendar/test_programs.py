"""The files that Outlook, Google and Apple make."""

import datetime as dt
from zoneinfo import ZoneInfo

from .reading import SAMPLES, at, calendar, event, only, read, sample


def test_outlook_is_read_with_its_folds_quotes_and_windows_zone() -> None:
    (found,) = read(sample("outlook"))
    assert found.name == "Regiotafel jeugd; wat doen we sámen, en met wie? De tweede helft is besloten"
    assert (found.start, found.end) == (at(24, 9, 30), at(24, 11))
    assert found.uid.startswith("040000008200E00074C5B7101A82E008") and found.uid.endswith("51F1C0DE")
    assert len(found.uid) == 112
    assert not found.is_recurring


def test_outlook_names_who_invites_and_who_comes_and_leaves_the_room_out() -> None:
    (found,) = read(sample("outlook"))
    assert found.attendees == ("Zee, Noor van der", "Bakker, Yasmin", "Jos")


def test_a_windows_zone_is_known_without_a_word_of_the_file() -> None:
    text = sample("outlook").decode()
    begin, end = text.index("BEGIN:VTIMEZONE"), text.index("BEGIN:VEVENT")
    assert read((text[:begin] + text[end:]).encode()) == read(sample("outlook"))


def test_a_zone_that_only_the_file_knows_has_its_winter_and_summer() -> None:
    winter, summer, far = read(sample("outlook_own_zone"))
    assert (winter.start, winter.end) == (at(15, 10, month=12), at(15, 11, 30, month=12))
    assert (summer.start, summer.end) == (at(15, 10, 0, 6, 2027), at(15, 11, 30, 6, 2027))
    assert far.start == dt.datetime(2027, 7, 1, 14, 0, tzinfo=dt.UTC)


def test_what_one_file_tells_of_a_zone_says_nothing_in_the_next() -> None:
    read(sample("outlook_own_zone"))
    text = sample("outlook_own_zone").decode()
    assert text.count("TZOFFSETTO:-0500") == 1
    *_, far = read(text.replace("TZOFFSETTO:-0500", "TZOFFSETTO:-0600").encode())
    assert far.start == dt.datetime(2027, 7, 1, 15, 0, tzinfo=dt.UTC)


def test_google_is_read_with_its_times_in_utc() -> None:
    (found,) = read(sample("google"))
    assert (found.name, found.start, found.end) == ("Regiotafel jeugd", at(24, 9, 30), at(24, 11))
    assert found.start.utcoffset() == dt.timedelta(hours=1)  # type: ignore[union-attr]


def test_google_names_each_address_once_and_an_address_where_there_is_no_name() -> None:
    (found,) = read(sample("google"))
    assert found.attendees == ("noor@regio.example", "Yasmin Bakker", "jos@aanbieder.example")


def test_apple_is_read_with_named_floating_and_whole_days() -> None:
    table, floating, days = read(sample("apple"))
    assert (table.start, table.end) == (at(24, 9, 30), at(24, 11))
    assert (floating.start, floating.end) == (at(25, 14), at(25, 15))
    assert (days.start, days.end) == (dt.date(2026, 11, 26), dt.date(2026, 11, 28))
    assert (days.day, days.time, table.day, table.time) == (
        dt.date(2026, 11, 26),
        None,
        dt.date(2026, 11, 24),
        dt.time(9, 30),
    )


def test_times_are_told_in_the_zone_of_the_reader() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    table, floating, _ = read(sample("apple"), zone=lisbon)
    assert table.time == dt.time(8, 30)
    assert floating.time == dt.time(14)


def test_outlook_may_write_a_whole_day_as_from_midnight_to_midnight() -> None:
    found = only(
        "DTSTART;TZID=W. Europe Standard Time:20261124T000000",
        "DTEND;TZID=W. Europe Standard Time:20261126T000000",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    )
    assert (found.start, found.end) == (dt.date(2026, 11, 24), dt.date(2026, 11, 26))


def test_a_day_without_an_end_is_one_day_and_a_time_without_an_end_no_time_at_all() -> None:
    assert only("DTSTART;VALUE=DATE:20261124").end == dt.date(2026, 11, 25)
    assert only("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261124").end == dt.date(2026, 11, 25)
    assert only("DTSTART:20261124T083000Z").end == at(24, 9, 30)


def test_a_night_on_which_the_clock_changes_ends_when_it_says() -> None:
    night = ("DTSTART;TZID=Europe/Amsterdam:20271030T220000", "DTEND;TZID=Europe/Amsterdam:20271031T040000")
    assert only(*night).end == at(31, 4, 0, 10, 2027)


def test_a_program_may_put_its_own_name_before_a_zone() -> None:
    found = only("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Amsterdam:20261124T093000")
    assert found.start == at(24, 9, 30)


def test_a_zone_with_commas_needs_no_quotes() -> None:
    zone = "TZID:Amsterdam\\, Bern\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0300\r\n"
    head = f"BEGIN:VTIMEZONE\r\n{zone}TZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    (found,) = read(calendar(event("DTSTART;TZID=Amsterdam, Bern:20261124T093000"), head=head))
    assert found.start == at(24, 7, 30)


def test_letters_and_line_breaks_come_in_many_ways() -> None:
    for path in sorted((SAMPLES / "odd").glob("*.ics")):
        (found,) = read(path.read_bytes())
        name = "Regiötafel" if path.stem == "letter_over_two_lines" else "Regiotafel"
        assert (found.name, found.start) == (name, at(24, 9, 30)), path.stem


def test_no_control_code_or_turning_mark_comes_through() -> None:
    found = only(
        "SUMMARY:Re\x1b[2Jgio\u202e\\ntafel",
        "ORGANIZER;CN=No\u2066o\u0007r^nZee:mailto:noor@example",
        "DTSTART:20261124T083000Z",
    )
    assert (found.name, found.attendees) == ("Re[2Jgio tafel", ("Noor Zee",))


def test_coming_meetings_come_first_soonest_first_and_past_ones_latest_first() -> None:
    assert [found.name for found in read(sample("several"))] == [
        "Vandaag",
        "Bezig",
        "Later",
        "Gisteren",
        "Vorig jaar",
    ]


def test_a_calendar_that_calls_off_takes_back_what_another_in_the_file_asked() -> None:
    asked = calendar(
        event("UID:een", "SEQUENCE:0", "DTSTART:20261124T083000Z"), event("UID:twee", "DTSTART:20261125")
    )
    called_off = calendar(
        event("UID:een", "SEQUENCE:1", "DTSTART:20261124T083000Z"), head="METHOD:CANCEL\r\n"
    )
    assert [found.uid for found in read(asked + called_off)] == ["twee"]


def test_the_last_version_of_an_invitation_counts() -> None:
    new = event("UID:een", "SEQUENCE:2", "SUMMARY:Nieuw", "DTSTART:20261125T083000Z")
    old = event("UID:een", "SEQUENCE:1", "SUMMARY:Oud", "DTSTART:20261124T083000Z")
    assert [found.name for found in read(calendar(new, old))] == ["Nieuw"]


def test_events_without_a_uid_are_each_their_own() -> None:
    two = [event("SUMMARY:Een", "DTSTART:20261124"), event("SUMMARY:Twee", "DTSTART:20261125")]
    assert [found.name for found in read(calendar(*two))] == ["Een", "Twee"]

"""Dates as people type them: understood where possible, and never refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.date_parser import day_and_time_as_typed, parse_date, parse_day_and_time
from reflectie.domain.dates import MONTHS, PartialDate, date_in_words, is_partial_date
from reflectie.domain.errors import InvalidInput

TODAY = dt.date(2026, 11, 22)  # a Sunday


def parsed(text: str, past: bool = False, time: bool = False) -> str:
    """The parsed date in ISO 8601; "" when it is not understood."""
    date = parse_date(text, TODAY, past, time)
    return date.isoformat() if date else ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12-3-2024", "2024-03-12"),
        ("12/3/24", "2024-03-12"),
        ("12.03.2024", "2024-03-12"),
        ("12 mrt 2024", "2024-03-12"),
        ("12 Maart 2024", "2024-03-12"),
        ("op 12 maart 2024", "2024-03-12"),
        ("2024-03-12", "2024-03-12"),
        ("2024-03", "2024-03"),
        ("3-2024", "2024-03"),
        ("maart 2024", "2024-03"),
        ("begin maart '24", "2024-03"),
        ("sept 2019", "2019-09"),
        ("2024", "2024"),
        ("rond 1987", "1987"),
        ("zomer 2015", "2015"),
        ("vorig jaar", "2025"),
        ("dit jaar", "2026"),
        ("vorige maand", "2026-10"),
        ("gisteren", "2026-11-21"),
        ("12 mrt", "2026-03-12"),
        ("12-3", "2026-03-12"),
        ("24 dec", "2025-12-24"),
        ("maart", "2026-03"),
        ("1-1-87", "1987-01-01"),
        ("31-2-2024", ""),
        ("0-0-2020", ""),
        ("13-13-2020", ""),
        ("29 feb 2023", ""),
        ("toen ik klein was", ""),
        ("maandag", "2026-11-16"),
        ("zondag", "2026-11-15"),
        ("op vr", "2026-11-20"),
        ("komende maandag", "2026-11-23"),
        ("29 februari", "2024-02-29"),
        ("12", ""),
        ("3-0000", ""),
        ("", ""),
    ],
)
def test_a_date_in_the_past_is_parsed(text: str, value: str) -> None:
    assert parsed(text, past=True) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 mrt", "2027-03-12"),
        ("20 nov", "2026-11-20"),
        ("1 jan", "2027-01-01"),
        ("29 februari", "2028-02-29"),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(text: str, value: str) -> None:
    assert parsed(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("maandag", "2026-11-23"), ("zondag", "2026-11-29"), ("afgelopen dinsdag", "2026-11-17")],
)
def test_a_weekday_alone_is_the_next_one_unless_it_says_so(text: str, value: str) -> None:
    assert parsed(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24 nov 14u30", "2026-11-24T14:30"),
        ("24 nov 2 uur", "2026-11-24T14:00"),
        ("24 nov om 6 uur", "2026-11-24T18:00"),
        ("24 nov 2:00", "2026-11-24T02:00"),
        ("24 nov 7 uur", "2026-11-24T07:00"),
        ("24 nov 14:30", "2026-11-24T14:30"),
        ("24-11 om 9 uur", "2026-11-24T09:00"),
        ("morgen 14.30", "2026-11-23T14:30"),
        ("24 november", "2026-11-24"),
        ("november 9u", "2026-11"),
        ("24 nov 25:00", ""),
        ("24 nov half drie", "2026-11-24T14:30"),
        ("morgen om half 9 uur", "2026-11-23T08:30"),
        ("24-11 half een", "2026-11-24T12:30"),
        ("24-11 half zeven", "2026-11-24T18:30"),
        ("half november", "2026-11"),
    ],
)
def test_a_time_may_follow_the_day(text: str, value: str) -> None:
    assert parsed(text, time=True) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("gisteren", "2026-11-21"),
        ("volgende week dinsdag", "2026-11-24"),
        ("volgende week op di", "2026-11-24"),
        ("dinsdag vorige week", "2026-11-10"),
        ("deze week vrijdag", "2026-11-20"),
        ("over twee weken", "2026-12-06"),
        ("over 10 dagen", "2026-12-02"),
        ("over één maand", "2026-12-22"),
        ("over een jaar", "2027-11-22"),
        ("dinsdag over een week", "2026-12-01"),
        ("morgen over veertien dagen", "2026-12-07"),
        ("drie weken geleden", "2026-11-01"),
        ("2 dagen terug", "2026-11-20"),
        ("vanavond", "2026-11-22"),
        ("over 999 jaar", "3025-11-22"),
        ("over een uur", ""),
        ("volgende week", ""),
        ("over 1 dag over 1 dag", ""),
        ("over 1 dag " * 5_000, ""),
    ],
)
@pytest.mark.parametrize("past", [False, True], ids=["ahead", "back"])
def test_a_day_at_a_distance_is_counted_from_today(text: str, value: str, past: bool) -> None:
    assert parsed(text, past=past) == value


def test_a_distance_beyond_the_calendar_is_no_date() -> None:
    assert parse_date("over 999 jaar", dt.date(9500, 1, 1)) is None
    assert parse_date("over 999 weken", dt.date(9990, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 uur", "14:00"),
        ("twee uur", "14:00"),
        ("half drie", "14:30"),
        ("14u30", "14:30"),
        ("14 uur 30", "14:30"),
        ("14h30", "14:30"),
        ("kwart over twee", "14:15"),
        ("kwart voor een", "12:45"),
        ("vijf voor half drie", "14:25"),
        ("10 minuten over 3", "15:10"),
        ("tien voor half acht", "07:20"),
        ("0 uur", "00:00"),
        ("12 uur", "12:00"),
        ("8 uur 's avonds", "20:00"),
        ("half acht ’s avonds", "19:30"),
        ("vanavond half acht", "19:30"),
        ("vanochtend 6 uur", "06:00"),
        ("3 uur 's nachts", "03:00"),
        ("12 uur 's nachts", "00:00"),
        ("1 uur 's middags", "13:00"),
        ("2:30", "02:30"),
        ("99 over 3", None),
        ("drie", None),
        ("'s avonds", None),
    ],
)
def test_a_time_is_read_as_people_say_it(text: str, value: str | None) -> None:
    day = text if text.startswith("van") else f"24-11 {text}"
    date = parse_date(day, TODAY, time=True)
    assert (f"{date.time:%H:%M}" if date and date.time else None) == value


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
    st.sampled_from(["{d}-{m}-{y}", "{d} {n} {y}", "{y}-{m:02}-{d:02}"]),
)
def test_every_day_is_parsed_and_formatted(day: dt.date, form: str) -> None:
    value = parsed(form.format(d=day.day, m=day.month, y=day.year, n=MONTHS[day.month - 1]))
    assert value == day.isoformat()
    assert is_partial_date(value)
    assert date_in_words(value).endswith(f"{day.day} {MONTHS[day.month - 1]} {day.year}")


@given(st.text(max_size=20), st.booleans(), st.booleans())
def test_any_text_gives_a_date_with_words_or_none(text: str, past: bool, time: bool) -> None:
    date = parse_date(text, TODAY, past, time)
    assert date is None or (PartialDate.parse(date.isoformat()) == date and date.in_words())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024", "2024"),
        ("2024-03", "maart 2024"),
        ("2024-03-12", "dinsdag 12 maart 2024"),
        ("2024-03-12T14:30", "dinsdag 12 maart 2024, 14:30 uur"),
    ],
)
def test_a_stored_date_is_read_and_written_at_every_precision(value: str, words: str) -> None:
    date = PartialDate.parse(value)
    assert date is not None
    assert (date.isoformat(), date.in_words()) == (value, words)


@pytest.mark.parametrize("value", ["", "yes", "2024-13", "2024-02-30", "close", "20241", "2024-01-01T25:00"])
def test_other_values_are_not_dates(value: str) -> None:
    assert not is_partial_date(value)


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("24 november 14:30", (2026, 11, 24), (14, 30)),
        ("24-11 om 9 uur", (2026, 11, 24), (9, 0)),
        ("dinsdag", (2026, 11, 24), None),
        ("di 14.30", (2026, 11, 24), (14, 30)),
        ("komende vrijdag, 10:00", (2026, 11, 27), (10, 0)),
        ("zondag", (2026, 11, 29), None),
        ("maandag 14u30", (2026, 11, 23), (14, 30)),
        ("morgen 2 uur", (2026, 11, 23), (14, 0)),
        ("dinsdag 1 december", (2026, 12, 1), None),
        ("morgen 9:00", (2026, 11, 23), (9, 0)),
        ("14:30", (2026, 11, 22), (14, 30)),
        ("dinsdag half drie", (2026, 11, 24), (14, 30)),
        ("half 10", (2026, 11, 22), (9, 30)),
        ("3-1-2027", (2027, 1, 3), None),
    ],
)
def test_a_day_and_time_of_a_meeting_are_parsed(
    text: str, day: tuple[int, int, int], time: tuple[int, int] | None
) -> None:
    assert parse_day_and_time(text, TODAY) == (dt.date(*day), dt.time(*time) if time else None)


def test_empty_text_is_no_day() -> None:
    assert parse_day_and_time("  ", TODAY) == (None, None)


@pytest.mark.parametrize("text", ["ooit", "maart", "2027", "31 februari", "volgende maand"])
def test_a_meeting_needs_a_whole_day(text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        parse_day_and_time(text, TODAY)


@pytest.mark.parametrize(
    ("day", "time", "text"),
    [
        (TODAY, dt.time(9, 5), "22-11-2026 09:05"),
        (TODAY, None, "22-11-2026"),
        (None, None, ""),
    ],
)
def test_a_day_is_formatted_as_it_would_be_typed(
    day: dt.date | None, time: dt.time | None, text: str
) -> None:
    assert day_and_time_as_typed(day, time) == text
    assert parse_day_and_time(text, TODAY) == (day, time)

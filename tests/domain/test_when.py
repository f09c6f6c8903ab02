"""Days as people write them: understood where they can be, and never refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectie.domain.date_parser import date_in_words, is_partial_date, parse_date
from reflectie.domain.dates import MONTHS

TODAY = dt.date(2026, 11, 22)


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
        ("12", ""),
        ("", ""),
    ],
)
def test_a_day_in_the_past_is_understood_as_people_write_it(text: str, value: str) -> None:
    assert parse_date(text, TODAY, past=True) == value


@pytest.mark.parametrize(
    ("text", "value"), [("12 mrt", "2027-03-12"), ("20 nov", "2026-11-20"), ("1 jan", "2027-01-01")]
)
def test_a_day_without_a_year_is_the_nearest(text: str, value: str) -> None:
    assert parse_date(text, TODAY) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
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
def test_a_time_may_stand_behind_a_day(text: str, value: str) -> None:
    assert parse_date(text, TODAY, time=True) == value


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
    st.sampled_from(["{d}-{m}-{y}", "{d} {n} {y}", "{y}-{m:02}-{d:02}"]),
)
def test_every_day_is_understood_and_told(day: dt.date, form: str) -> None:
    text = form.format(d=day.day, m=day.month, y=day.year, n=MONTHS[day.month - 1])
    value = parse_date(text, TODAY)
    assert value == day.isoformat() and is_partial_date(value)
    assert date_in_words(value).endswith(f"{day.day} {MONTHS[day.month - 1]} {day.year}")


@given(st.text(max_size=20), st.booleans(), st.booleans())
def test_whatever_is_typed_gives_a_day_that_can_be_told_or_nothing(text: str, past: bool, time: bool) -> None:
    value = parse_date(text, TODAY, past, time)
    assert value == "" or (is_partial_date(value) and date_in_words(value))


@pytest.mark.parametrize("value", ["", "yes", "2024-13", "2024-02-30", "close", "20241", "2024-01-01T25:00"])
def test_other_values_are_no_days(value: str) -> None:
    assert not is_partial_date(value)

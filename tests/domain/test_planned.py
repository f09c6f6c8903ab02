"""A day and a time for a meeting, as people type them."""

import datetime as dt

import pytest

from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.errors import InvalidInput

SUNDAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("24 november 14:30", (2026, 11, 24), (14, 30)),
        ("24-11 om 9 uur", (2026, 11, 24), (9, 0)),
        ("dinsdag", (2026, 11, 24), None),
        ("di 14.30", (2026, 11, 24), (14, 30)),
        ("komende vrijdag, 10:00", (2026, 11, 27), (10, 0)),
        ("zondag", (2026, 11, 29), None),
        ("dinsdag 1 december", (2026, 12, 1), None),
        ("morgen 9:00", (2026, 11, 23), (9, 0)),
        ("14:30", (2026, 11, 22), (14, 30)),
        ("dinsdag half drie", (2026, 11, 24), (14, 30)),
        ("half 10", (2026, 11, 22), (9, 30)),
        ("3-1-2027", (2027, 1, 3), None),
    ],
)
def test_a_day_is_understood_as_people_say_it(
    text: str, day: tuple[int, int, int], time: tuple[int, int] | None
) -> None:
    assert parse_day_and_time(text, SUNDAY) == (dt.date(*day), dt.time(*time) if time else None)


def test_no_words_are_no_day() -> None:
    assert parse_day_and_time("  ", SUNDAY) == (None, None)


@pytest.mark.parametrize("text", ["ooit", "maart", "2027", "31 februari", "volgende maand"])
def test_what_is_no_whole_day_is_told(text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        parse_day_and_time(text, SUNDAY)


@pytest.mark.parametrize(
    ("day", "time", "text"),
    [
        (SUNDAY, dt.time(9, 5), "22-11-2026 09:05"),
        (SUNDAY, None, "22-11-2026"),
        (None, None, ""),
    ],
)
def test_it_is_written_as_it_would_be_typed(day: dt.date | None, time: dt.time | None, text: str) -> None:
    assert day_and_time_as_typed(day, time) == text
    assert parse_day_and_time(text, SUNDAY) == (day, time)

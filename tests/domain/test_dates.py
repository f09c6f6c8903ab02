"""Days in Dutch."""

import datetime as dt

import pytest

from reflectie.domain.dates import add_months, long_day, relative_day, short_day

TODAY = dt.date(2026, 11, 22)


def test_a_long_day_in_dutch() -> None:
    assert long_day(TODAY) == "zondag 22 november 2026"


def test_a_short_day_has_the_usual_short_month() -> None:
    assert short_day(dt.date(2026, 3, 2)) == " 2 mrt 2026"


def test_a_short_day_always_has_the_same_width() -> None:
    days = [dt.date(2026, month, day) for month in range(1, 13) for day in (1, 28)]
    assert {len(short_day(day)) for day in days} == {11}


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (0, "vandaag"),
        (1, "gisteren"),
        (2, "vrijdag"),
        (6, "maandag"),
        (7, "15 november"),
        (-1, "23 november"),
        (-40, "1 januari 2027"),
        (400, "18 oktober 2025"),
    ],
)
def test_a_relative_day_depends_on_the_distance(ago: int, words: str) -> None:
    assert relative_day(TODAY - dt.timedelta(days=ago), TODAY) == words


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 11, 22), 12, dt.date(2027, 11, 22)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2024, 2, 29), 60, dt.date(2029, 2, 28)),
        (dt.date(2026, 6, 30), 6, dt.date(2026, 12, 30)),
    ],
)
def test_adding_months_keeps_the_day_or_takes_the_last_of_the_month(
    day: dt.date, months: int, later: dt.date
) -> None:
    assert add_months(day, months) == later

"""The local time zone, in summer and in winter."""

import datetime as dt
import time
from collections.abc import Iterator

import pytest

from reflectie.calendar.invitation import LocalZone


@pytest.fixture(autouse=True)
def amsterdam(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone cannot be changed here")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Amsterdam")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(("day", "hour"), [(dt.date(2026, 1, 12), 10), (dt.date(2026, 7, 13), 11)])
def test_a_moment_has_the_utc_offset_of_its_own_season(day: dt.date, hour: int) -> None:
    utc = dt.datetime.combine(day, dt.time(9), dt.UTC)
    local = utc.astimezone(LocalZone())
    assert (local.hour, local.astimezone(dt.UTC)) == (hour, utc)


@pytest.mark.parametrize("minutes", [30, 90])
def test_both_times_of_the_repeated_hour_keep_their_moment(minutes: int) -> None:
    utc = dt.datetime(2026, 10, 25, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    assert utc.astimezone(LocalZone()).astimezone(dt.UTC) == utc

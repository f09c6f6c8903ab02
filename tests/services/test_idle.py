"""When the user counts as idle."""

import datetime as dt

import pytest

from reflectie.services.unlock import IdleDetector

from .conftest import NOW


class Clocks:
    """A wall clock and a monotonic clock that are moved by hand."""

    def __init__(self) -> None:
        self.wall, self.monotonic = NOW, 0.0

    def detector(self) -> IdleDetector:
        return IdleDetector(lambda: self.wall, lambda: self.monotonic)


@pytest.mark.parametrize(
    ("wall_seconds", "monotonic_seconds", "idle"),
    [(599, 599, False), (600, 600, True), (600, 0, True), (-3600, 600, True), (-3600, 0, False)],
    ids=["not yet", "awake", "asleep", "clock set back", "just set back"],
)
def test_the_user_is_idle_when_either_clock_says_so(
    wall_seconds: int, monotonic_seconds: int, idle: bool
) -> None:
    clocks = Clocks()
    detector = clocks.detector()
    clocks.wall += dt.timedelta(seconds=wall_seconds)
    clocks.monotonic += monotonic_seconds
    assert detector.is_idle(10) is idle


def test_zero_minutes_means_never() -> None:
    clocks = Clocks()
    detector = clocks.detector()
    clocks.wall += dt.timedelta(days=1)
    assert not detector.is_idle(0)


def test_activity_starts_the_count_again() -> None:
    clocks = Clocks()
    detector = clocks.detector()
    clocks.monotonic += 600
    detector.record_activity()
    assert not detector.is_idle(1)

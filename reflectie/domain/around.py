"""What was written around meetings: which entry prepared one, and which meetings were looked back on."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar

from reflectie.domain.exercise import Library
from reflectie.domain.meeting import Around


class Written(Protocol):
    """An entry, or its line in a list."""

    @property
    def exercise(self) -> str: ...
    @property
    def meeting(self) -> str | None: ...
    @property
    def day(self) -> dt.date: ...
    @property
    def begun(self) -> dt.datetime: ...


W = TypeVar("W", bound=Written)


def preparation(written: Iterable[W], library: Library, meeting: str | None) -> W | None:
    """The last one in which a meeting was prepared."""
    found = [one for one in _around(written, library, Around.PREPARE) if one.meeting == meeting]
    return max(found, key=lambda one: (one.day, one.begun), default=None) if meeting else None


def looked_back(written: Iterable[Written], library: Library) -> frozenset[str]:
    """The meetings on which somebody looked back, be it that the look back is still open."""
    back = _around(written, library, Around.LOOK_BACK)
    return frozenset(one.meeting for one in back if one.meeting is not None)


def _around(written: Iterable[W], library: Library, around: Around) -> Iterable[W]:
    exercises = {exercise.id for exercise in library.around(around)}
    return (one for one in written if one.exercise in exercises)

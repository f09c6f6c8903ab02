"""What was written around meetings: which entry prepared one, and which meetings were looked back on."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol, TypeVar

from reflectie.domain.entry import Summary
from reflectie.domain.exercise import Library
from reflectie.domain.meeting import Around, Meeting, is_past


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
    return _last(_around(written, library, Around.PREPARE), meeting)


def look_back(written: Iterable[W], library: Library, meeting: str | None) -> W | None:
    """The last one in which somebody looked back on a meeting."""
    return _last(_around(written, library, Around.LOOK_BACK), meeting)


def how_far(meeting: Meeting, prepared: Summary | None, back: Summary | None, now: dt.datetime) -> str:
    """What was done with a meeting and what can be done now, in words."""
    if back:
        return "terugblik nog open" if back.is_open else "teruggekeken"
    if is_past(meeting, now):
        return "nog niet teruggekeken" if meeting.looks_back else "zonder terugblik"
    if prepared:
        return "voorbereiding nog open" if prepared.is_open else "voorbereid"
    return "nog niet voorbereid"


def _last(written: Iterable[W], meeting: str | None) -> W | None:
    found = [one for one in written if one.meeting == meeting]
    return max(found, key=lambda one: (one.day, one.begun), default=None) if meeting else None


def _around(written: Iterable[W], library: Library, around: Around) -> Iterable[W]:
    exercises = {exercise.id for exercise in library.around(around)}
    return (one for one in written if one.exercise in exercises)

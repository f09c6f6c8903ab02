"""Ids: unique, sortable by time."""

import datetime as dt
import uuid

import time_machine

from reflectie.domain.value import new_id

MORNING = dt.datetime(2026, 11, 22, 7, 30, tzinfo=dt.UTC)


def test_an_id_is_a_uuid_version_7() -> None:
    value = uuid.UUID(new_id())
    assert (value.version, value.variant, str(value)) == (7, uuid.RFC_4122, str(value).lower())


def test_no_two_ids_are_the_same() -> None:
    with time_machine.travel(MORNING, tick=False):
        assert len({new_id() for _ in range(2000)}) == 2000


def test_ids_sort_by_time() -> None:
    ids = []
    for milliseconds in (0, 1, 2, 1000, 86_400_000, 40 * 365 * 86_400_000):
        with time_machine.travel(MORNING + dt.timedelta(milliseconds=milliseconds), tick=False):
            ids.append(new_id())
    assert ids == sorted(ids)


def test_an_id_holds_its_time_in_milliseconds() -> None:
    with time_machine.travel(MORNING, tick=False):
        assert uuid.UUID(new_id()).int >> 80 == int(MORNING.timestamp() * 1000)

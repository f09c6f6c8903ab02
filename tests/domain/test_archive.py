"""A whole journal as values, moved to another day."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from reflectie.domain.archive import (
    FORMAT_NAME,
    FORMAT_VERSION,
    Archive,
    ArchivedAnswer,
    ArchivedDraft,
    ArchivedEntry,
    ArchivedPlacement,
    ArchivedRevision,
    shift_archive,
)
from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation

ADDRESS = Address(step="a")
DAY = dt.date(2026, 1, 1)


def entry_of(day: dt.date, moment: dt.datetime) -> ArchivedEntry:
    return ArchivedEntry(
        id="e",
        exercise="kern:proef",
        title="Proef",
        day=day,
        begun=moment,
        closed=moment,
        changed=moment,
        deleted=moment,
        keep_until=day,
        answers=(ArchivedAnswer(address=ADDRESS, question="Wat?", text="2026-01-01", written=moment),),
        placements=(
            ArchivedPlacement(
                address=ADDRESS,
                field="kern:sv4",
                left="doorgaan",
                right="vertragen",
                aspect=Aspect.NOW,
                value=-40,
                day=day,
                written=moment,
            ),
        ),
        drafts=(ArchivedDraft(address=ADDRESS, question="Wat?", text="bezig", written=moment),),
        revisions=(
            ArchivedRevision(
                address=ADDRESS,
                question="Wat?",
                text="eerst",
                value="",
                state=AnswerState.ANSWERED,
                written=moment,
                replaced=moment,
            ),
        ),
    )


def archive_of(day: dt.date, moment: dt.datetime) -> Archive:
    """An archive in which every day and every moment is the same."""
    return Archive(
        format=FORMAT_NAME,
        version=FORMAT_VERSION,
        situations=(Situation(id="s", name="Haven", opened=moment, closed=moment),),
        meetings=(Meeting(id="m", name="Tafel", made=moment, day=day, time=dt.time(10, 30), series="r"),),
        series=(Series(id="r", name="Tafels"),),
        entries=(entry_of(day, moment),),
    )


@pytest.mark.parametrize(
    ("today", "zone", "moment"),
    [
        (dt.date(2026, 7, 2), "Europe/Amsterdam", "2026-07-02T19:48Z"),
        (dt.date(2026, 12, 2), "Europe/Amsterdam", "2026-12-02T20:48Z"),
        (dt.date(2024, 2, 29), "America/Paramaribo", "2024-03-01T00:48Z"),
        (dt.date(2040, 1, 1), "Asia/Kathmandu", "2040-01-01T16:03Z"),
    ],
)
def test_every_day_and_moment_of_an_archive_is_shifted(today: dt.date, zone: str, moment: str) -> None:
    archive = archive_of(DAY, dt.datetime(2026, 1, 1, 21, 48, tzinfo=dt.UTC))
    expected = archive_of(today, dt.datetime.fromisoformat(moment))
    assert shift_archive(archive, today - DAY, ZoneInfo(zone)) == expected

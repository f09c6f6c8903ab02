"""Meetings with the entries written about them."""

import datetime as dt

import pytest

from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services.meeting_overview import (
    LOOK_BACK_PROMPT_PERIOD,
    MeetingOverview,
    all_overviews,
    meeting_details,
    meeting_overview,
    meeting_title,
    meetings_to_choose,
    next_and_last,
)

from .conftest import FREE, LOOK_BACK, NOW, PREPARE, TODAY, SaveEntry

TOMORROW, YESTERDAY = TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=1)


def test_an_overview_has_the_newest_preparation_and_look_back_and_the_other_entries(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    series = meetings.find_or_new_series(journal, "Tafels")
    meeting = meetings.create_meeting(journal, "tafel", in_series=series)
    save_entry("oud", PREPARE, meeting=meeting.id, day=YESTERDAY)
    save_entry("voor", PREPARE, meeting=meeting.id)
    save_entry("terug", LOOK_BACK, meeting=meeting.id)
    save_entry("vrij", FREE, meeting=meeting.id)
    overview = meeting_overview(journal, library, meeting.id)
    assert (overview.meeting, overview.series) == (meeting, series)
    assert overview.entry_for(MeetingPhase.PREPARE) == overview.preparation
    assert overview.preparation and overview.preparation.id == "voor"
    assert overview.look_back and overview.look_back.id == "terug"
    assert overview.entry_to_continue(MeetingPhase.LOOK_BACK) == "terug"
    assert overview.entry_to_read(MeetingPhase.LOOK_BACK) is None
    assert {entry.id for entry in overview.others} == {"vrij", "oud"}


def test_the_status_follows_what_was_written(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = meetings.create_meeting(journal, "tafel", TOMORROW, dt.time(14, 30)).id
    assert meeting_overview(journal, library, meeting).status(NOW) == "nog niet voorbereid"
    save_entry("voor", PREPARE, meeting=meeting, closed=NOW)
    overview = meeting_overview(journal, library, meeting)
    assert overview.upcoming_label(NOW) == "tafel · morgen, 14:30 uur · voorbereid"
    assert overview.look_back_label(NOW) == "tafel · morgen · m: niet meer vragen"


def test_all_meetings_are_listed_oldest_first_and_those_without_a_day_last(
    journal: Journal, library: Library
) -> None:
    for name, day in (("later", TOMORROW), ("ooit", None), ("eerder", YESTERDAY)):
        meetings.create_meeting(journal, name, day)
    names = [overview.meeting.name for overview in all_overviews(journal, library)]
    assert names == ["eerder", "later", "ooit"]
    recent = [overview.meeting.name for overview in all_overviews(journal, library, TODAY)]
    assert recent == ["later", "ooit"]


def test_home_gets_the_next_meeting_and_the_last_one_without_a_look_back(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    assert next_and_last(journal, library, NOW) == (None, None)
    meetings.create_meeting(journal, "lang geleden", TODAY - LOOK_BACK_PROMPT_PERIOD - dt.timedelta(days=1))
    meetings.create_meeting(journal, "eergisteren", YESTERDAY - dt.timedelta(days=1))
    done = meetings.create_meeting(journal, "gisteren", YESTERDAY)
    save_entry("terug", LOOK_BACK, meeting=done.id)
    meetings.create_meeting(journal, "morgen", TOMORROW)
    coming, last = next_and_last(journal, library, NOW)
    assert coming and coming.meeting.name == "morgen"
    assert last and last.meeting.name == "eergisteren"


def test_a_preparation_is_for_a_meeting_to_come_and_a_look_back_for_a_past_one(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    for name, day in (
        ("later", TOMORROW + dt.timedelta(days=1)),
        ("morgen", TOMORROW),
        ("ooit", None),
        ("gisteren", YESTERDAY),
        ("eergisteren", YESTERDAY - dt.timedelta(days=1)),
    ):
        meetings.create_meeting(journal, name, day)
    done = meetings.create_meeting(journal, "al teruggekeken", TOMORROW)
    save_entry("terug", LOOK_BACK, meeting=done.id)

    def names(phase: MeetingPhase) -> list[str]:
        return [o.meeting.name for o in meetings_to_choose(journal, library, phase, NOW)]

    assert names(MeetingPhase.PREPARE) == ["morgen", "later", "ooit"]
    assert names(MeetingPhase.LOOK_BACK) == ["al teruggekeken", "gisteren", "eergisteren"]


def test_a_look_back_comes_with_the_name_and_preparation_of_its_meeting(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = meetings.create_meeting(journal, "tafel").id
    prepared = save_entry("voor", PREPARE, meeting=meeting)
    looked_back = save_entry("terug", LOOK_BACK, meeting=meeting)
    assert meeting_details(journal, library, looked_back) == ("tafel", (PREPARE, prepared))
    assert meeting_details(journal, library, save_entry("los")) == ("", None)


def test_a_deleted_meeting_has_no_name_and_no_overview(journal: Journal, library: Library) -> None:
    meeting = meetings.create_meeting(journal, "tafel").id
    meetings.delete_meeting(journal, meeting)
    assert (meeting_title(journal, meeting), meeting_title(journal, None)) == ("", "")
    with pytest.raises(NotFound):
        meeting_overview(journal, library, meeting)


def overview_of(
    journal: Journal,
    library: Library,
    save_entry: SaveEntry,
    day: dt.date | None,
    phases: tuple[Exercise, ...] = (),
    looks_back: bool = True,
) -> MeetingOverview:
    """A meeting on this day, with an entry for each of these exercises."""
    meeting = meetings.create_meeting(journal, "tafel", day)
    meetings.set_meeting_looks_back(journal, meeting.id, looks_back)
    for exercise in phases:
        save_entry(exercise.id, exercise, meeting=meeting.id)
    return meeting_overview(journal, library, meeting.id)


BEFORE, AFTER = MeetingPhase.PREPARE, MeetingPhase.LOOK_BACK


@pytest.mark.parametrize(
    ("day", "written", "offered", "next_one"),
    [
        (TOMORROW, (), (BEFORE,), BEFORE),
        (TOMORROW, (PREPARE,), (BEFORE,), BEFORE),
        (TOMORROW, (LOOK_BACK,), (BEFORE, AFTER), AFTER),
        (None, (), (BEFORE, AFTER), BEFORE),
        (YESTERDAY, (), (BEFORE, AFTER), AFTER),
        (YESTERDAY, (PREPARE, LOOK_BACK), (BEFORE, AFTER), AFTER),
    ],
)
def test_a_look_back_is_offered_unless_the_meeting_is_still_to_come(
    journal: Journal,
    library: Library,
    save_entry: SaveEntry,
    day: dt.date | None,
    written: tuple[Exercise, ...],
    offered: tuple[MeetingPhase, ...],
    next_one: MeetingPhase,
) -> None:
    overview = overview_of(journal, library, save_entry, day, written)
    assert (overview.offered_phases(NOW), overview.next_phase(NOW)) == (offered, next_one)


@pytest.mark.parametrize(
    ("day", "written", "looks_back", "can_stop", "can_ask"),
    [
        (YESTERDAY, (), True, True, False),
        (YESTERDAY, (), False, False, True),
        (YESTERDAY, (LOOK_BACK,), True, False, False),
        (YESTERDAY, (LOOK_BACK,), False, False, False),
        (TOMORROW, (), True, False, False),
        (TOMORROW, (), False, False, True),
        (None, (), True, False, False),
    ],
)
def test_the_question_to_look_back_is_stopped_after_the_meeting_and_asked_again_at_any_time(
    journal: Journal,
    library: Library,
    save_entry: SaveEntry,
    day: dt.date | None,
    written: tuple[Exercise, ...],
    looks_back: bool,
    can_stop: bool,
    can_ask: bool,
) -> None:
    overview = overview_of(journal, library, save_entry, day, written, looks_back)
    assert (overview.can_stop_asking(NOW), overview.can_ask_again) == (can_stop, can_ask)

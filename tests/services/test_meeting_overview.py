"""Meetings with the entries written about them."""

import datetime as dt

import pytest

from reflectie.domain.errors import UnknownMeeting
from reflectie.domain.exercise import Library, MeetingPhase
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services.meeting_overview import (
    LOOK_BACK_PROMPT_PERIOD,
    all_overviews,
    meeting_details,
    meeting_overview,
    meeting_title,
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
    assert {entry.id for entry in overview.others} == {"vrij", "oud"}


def test_the_status_follows_what_was_written(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = meetings.create_meeting(journal, "tafel", TOMORROW, dt.time(14, 30)).id
    assert meeting_overview(journal, library, meeting).status(NOW) == "nog niet voorbereid"
    save_entry("voor", PREPARE, meeting=meeting, closed=NOW)
    overview = meeting_overview(journal, library, meeting)
    assert overview.upcoming_label(NOW) == "tafel · morgen, 14:30 uur · voorbereid"
    assert overview.look_back_label(NOW) == "tafel · morgen · z: nooit"


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
    with pytest.raises(UnknownMeeting):
        meeting_overview(journal, library, meeting)

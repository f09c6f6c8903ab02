"""Entries with their drafts, and the preparation and situation of an entry."""

import pytest

from reflectie.domain.entry import Address, Draft
from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Library
from reflectie.journal import meetings, situations
from reflectie.journal.bin import erase_entries, move_to_bin
from reflectie.journal.journal import Journal
from reflectie.services.entries import (
    load_entry_with_drafts,
    load_preparation,
    move_saved_entry,
    preparation_for,
    situation_of,
)

from .conftest import FREE, LOOK_BACK, PREPARE, TODAY, SaveEntry


def draft(step: str, text: str) -> Draft:
    return Draft(address=Address(step=step), question="Vraag", text=text)


def test_a_draft_replaces_the_saved_text(journal: Journal, library: Library, save_entry: SaveEntry) -> None:
    entry = save_entry("a", text="oud")
    journal.save_draft(entry, draft("tekst", "nieuw"))
    assert [answer.text for answer in load_entry_with_drafts(journal, library, "a").answers] == ["nieuw"]
    assert [answer.text for answer in journal.entry("a").answers] == ["oud"]


def test_the_newest_preparation_is_loaded_with_its_drafts(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = meetings.create_meeting(journal, "tafel").id
    save_entry("oud", PREPARE, meeting=meeting, day=TODAY.replace(day=1))
    newest = save_entry("nieuw", PREPARE, meeting=meeting)
    save_entry("terug", LOOK_BACK, meeting=meeting)
    journal.save_draft(newest, draft("doel", "nog bezig"))
    preparation = load_preparation(journal, library, meeting)
    assert preparation is not None
    exercise, entry = preparation
    assert (exercise, entry.id, entry.answers[0].text) == (PREPARE, "nieuw", "nog bezig")


def test_a_meeting_without_a_preparation_has_none(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = meetings.create_meeting(journal, "tafel").id
    save_entry("terug", LOOK_BACK, meeting=meeting)
    assert load_preparation(journal, library, meeting) is None
    assert load_preparation(journal, library, "onbekend") is None


def test_a_preparation_of_an_unknown_exercise_is_not_loaded(journal: Journal, save_entry: SaveEntry) -> None:
    meeting = meetings.create_meeting(journal, "tafel").id
    save_entry("voor", PREPARE, meeting=meeting)
    assert load_preparation(journal, Library(exercises=(FREE,)), meeting) is None


def test_only_a_look_back_refers_to_a_preparation(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = meetings.create_meeting(journal, "tafel").id
    prepared = save_entry("voor", PREPARE, meeting=meeting)
    looked_back = save_entry("terug", LOOK_BACK, meeting=meeting)
    assert preparation_for(journal, library, looked_back) == (PREPARE, prepared)
    assert preparation_for(journal, library, prepared) is None
    assert preparation_for(journal, library, save_entry("vrij", FREE, meeting=meeting)) is None
    assert preparation_for(journal, library, save_entry("los", LOOK_BACK)) is None


def test_a_look_back_on_a_deleted_meeting_has_no_preparation(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    meeting = meetings.create_meeting(journal, "tafel").id
    save_entry("voor", PREPARE, meeting=meeting)
    looked_back = save_entry("terug", LOOK_BACK, meeting=meeting)
    meetings.delete_meeting(journal, meeting)
    assert preparation_for(journal, library, looked_back) is None


def test_an_entry_has_the_situation_it_was_saved_in(journal: Journal, save_entry: SaveEntry) -> None:
    situation = situations.create_situation(journal, "Vuurtoren")
    assert situation_of(journal, save_entry("a", situation=situation.id)) == situation
    assert situation_of(journal, save_entry("b")) is None


def test_a_situation_that_was_merged_meanwhile_counts_as_none(
    journal: Journal, save_entry: SaveEntry
) -> None:
    merged = situations.create_situation(journal, "Vuurtoren")
    entry = save_entry("a", situation=merged.id)
    situations.merge_situations(journal, situations.create_situation(journal, "Haven").id, merged.id)
    assert situation_of(journal, entry) is None


def test_an_entry_that_was_erased_meanwhile_is_not_moved(journal: Journal, save_entry: SaveEntry) -> None:
    entry, situation = save_entry("a"), situations.create_situation(journal, "Haven")
    move_saved_entry(journal, entry.id, situation.id)
    assert journal.entry(entry.id).situation == situation.id
    move_to_bin(journal, entry.id)
    erase_entries(journal, [entry.id])
    with pytest.raises(NotFound):
        move_saved_entry(journal, entry.id, situation.id)

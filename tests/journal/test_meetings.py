"""Meetings, series of meetings, and their entries."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reflectie.domain.archive import FORMAT_NAME, FORMAT_VERSION, Archive
from reflectie.domain.entry import SELF, Address, Answer, Entry, Placement, trail_of
from reflectie.domain.errors import InvalidInput, NotFound, ReflectieError
from reflectie.domain.meeting import Meeting, Series
from reflectie.journal import meetings
from reflectie.journal.archive_store import add_archive
from reflectie.journal.backup.integrity import search_index_matches
from reflectie.journal.bin import move_to_bin, restore_from_bin
from reflectie.journal.find_entries import search_entries
from reflectie.journal.journal import Journal
from reflectie.journal.trails import list_trails

MakeAnswer = Callable[..., Answer]
MakePlacement = Callable[..., Placement]
DAY, TIME = dt.date(2026, 11, 24), dt.time(14, 30)


def test_a_meeting_is_stored_as_it_was_created(memory: Journal) -> None:
    meeting = meetings.create_meeting(memory, " de\tregio\x1btafel", DAY, dt.time(14, 30, 12), uid="a@b")
    assert (meeting.name, meeting.day, meeting.time, meeting.uid, meeting.looks_back) == (
        "de regiotafel",
        DAY,
        TIME,
        "a@b",
        True,
    )
    assert meetings.get_meeting(memory, meeting.id) == meeting
    assert (
        meetings.find_meeting(memory, meeting.id[-8:])
        == meetings.find_meeting(memory, meeting.id[:20].upper())
        == meeting
    )


def test_only_the_name_is_required(memory: Journal) -> None:
    meeting = meetings.create_meeting(memory, "ooit")
    assert (meeting.day, meeting.time, meeting.series, meeting.uid) == (None, None, None, "")
    for name in ("", " \n", "x" * 61):
        with pytest.raises(InvalidInput, match="Geef het overleg een korte naam"):
            meetings.create_meeting(memory, name)


def test_meetings_are_listed_oldest_first_from_a_day(memory: Journal) -> None:
    for name, day in (("zonder", None), ("laat", DAY), ("vroeg", dt.date(2026, 1, 2))):
        meetings.create_meeting(memory, name, day)
    assert [item.name for item in meetings.list_meetings(memory)] == ["vroeg", "laat", "zonder"]
    assert [item.name for item in meetings.list_meetings(memory, since=DAY)] == ["laat", "zonder"]


def test_a_meeting_can_be_renamed_and_rescheduled(memory: Journal) -> None:
    meeting = meetings.create_meeting(memory, "tafel", DAY, TIME)
    assert meetings.rename_meeting(memory, meeting.id, "raad ").name == "raad"
    moved = meetings.reschedule_meeting(memory, meeting.id, dt.date(2026, 12, 1))
    assert (moved.day, moved.time) == (dt.date(2026, 12, 1), None)
    assert meetings.reschedule_meeting(memory, meeting.id, None, TIME).time is None
    assert not meetings.set_meeting_looks_back(memory, meeting.id, False).looks_back
    assert meetings.get_meeting(memory, meeting.id) == replace(
        meeting, name="raad", day=None, time=None, looks_back=False
    )


def test_an_invitation_is_recognised_on_another_day_unless_it_recurs(memory: Journal) -> None:
    meeting = meetings.create_meeting(memory, "tafel", DAY, uid="a@b")
    meetings.create_meeting(memory, "los", DAY)
    later = DAY + dt.timedelta(days=7)
    assert (
        meetings.find_meeting_by_invitation(memory, "a@b", DAY)
        == meetings.find_meeting_by_invitation(memory, "a@b", later)
        == meeting
    )
    assert meetings.find_meeting_by_invitation(memory, "a@b", DAY, recurring=True) == meeting
    assert (
        meetings.find_meeting_by_invitation(memory, "a@b", later, recurring=True)
        is meetings.find_meeting_by_invitation(memory, "", DAY)
        is None
    )


def test_an_unknown_id_is_reported(memory: Journal) -> None:
    for ask in (meetings.get_meeting, meetings.find_meeting, meetings.delete_meeting):
        with pytest.raises(NotFound, match="'nergens'"):
            ask(memory, "nergens")
    with pytest.raises(NotFound):
        meetings.find_meeting(memory, " ")
    first = meetings.create_meeting(memory, "een")
    meetings.create_meeting(memory, "twee")
    with pytest.raises(NotFound, match="Meer dan één"):
        meetings.find_meeting(memory, first.id[:2])
    with pytest.raises(ReflectieError, match="reeks is er niet meer"):
        meetings.get_series(memory, "nergens")


def test_an_archive_adds_exact_copies_and_leaves_existing_ones(memory: Journal) -> None:
    meeting = meetings.create_meeting(memory, "tafel", DAY)
    table = Series(id="s", name="Tafel", uid="u")
    other = Meeting(id="m", name="Ver weg", made=meeting.made, series="s", looks_back=False)
    elsewhere = replace(meeting, name="van elders"), other
    archive = Archive(format=FORMAT_NAME, version=FORMAT_VERSION, meetings=elsewhere, series=(table,))
    add_archive(memory, archive)
    assert meetings.list_meetings(memory) == (meeting, other)
    assert meetings.list_series(memory) == (table,)


def test_an_entry_is_saved_with_its_meeting(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    meeting, other = meetings.create_meeting(memory, "tafel"), meetings.create_meeting(memory, "raad")
    memory.save(replace(entry, meeting=meeting.id), (make_answer("iets"),))
    memory.save(replace(entry, id="a2", meeting="nergens"))
    assert memory.entry(entry.id).meeting == meeting.id
    assert memory.entry("a2").meeting is None
    (line,) = memory.summaries(meeting=meeting.id)
    assert (line.id, line.meeting) == (entry.id, meeting.id)
    memory.save(replace(entry, id="a3", meeting=other.id))
    assert [item.id for item in meetings.meeting_entries(memory, (meeting.id, other.id))] == ["a3", "a1"]


def test_deleting_a_meeting_leaves_its_entries(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    meeting = meetings.create_meeting(memory, "tafel")
    memory.save(replace(entry, meeting=meeting.id), (make_answer("iets"),))
    meetings.delete_meeting(memory, meeting.id)
    assert meetings.list_meetings(memory) == ()
    entry_after = memory.entry(entry.id)
    assert (entry_after.meeting, [answer.text for answer in entry_after.answers]) == (None, ["iets"])
    # A program that did not see the deletion saves again.
    memory.save(replace(entry, meeting=meeting.id), (make_answer("meer"),))


def test_a_series_exists_as_long_as_its_meetings(memory: Journal) -> None:
    table = meetings.find_or_new_series(memory, " de tafel")
    assert meetings.list_series(memory) == ()
    first = meetings.create_meeting(memory, "tafel", DAY, in_series=table)
    second = meetings.create_meeting(
        memory, "tafel", dt.date(2026, 12, 1), in_series=meetings.find_or_new_series(memory, "DE TAFEL")
    )
    assert first.series == second.series == table.id
    in_series = [meeting for meeting in meetings.list_meetings(memory) if meeting.series == table.id]
    assert [meeting.id for meeting in in_series] == [first.id, second.id]
    assert meetings.rename_series(memory, table.id, "het koor").name == "het koor"
    meetings.move_meeting_to_series(memory, first.id, None)
    meetings.delete_meeting(memory, second.id)
    assert meetings.list_series(memory) == ()
    again = meetings.move_meeting_to_series(memory, first.id, Series(id="n", name="nieuw"))
    assert (again.series, meetings.get_series(memory, "n").name) == ("n", "nieuw")


def test_two_invitations_with_one_name_give_two_series(memory: Journal) -> None:
    meetings.create_meeting(memory, "tafel", in_series=meetings.find_or_new_series(memory, "Tafel", "a@b"))
    assert meetings.find_or_new_series(memory, "Andere naam", "a@b").name == "Tafel"
    assert meetings.find_or_new_series(memory, "Tafel", "c@d").uid == "c@d"
    assert meetings.find_or_new_series(memory, "tafel").uid == "a@b"


def test_the_trail_of_a_series_has_own_placements_by_day_of_meeting(
    memory: Journal, entry: Entry, make_placement: MakePlacement
) -> None:
    table = meetings.find_or_new_series(memory, "tafel")
    last, first = (
        meetings.create_meeting(memory, "tafel", day, in_series=table) for day in (DAY, dt.date(2026, 10, 1))
    )
    some_time = meetings.create_meeting(memory, "tafel", in_series=table)
    council = meetings.create_meeting(memory, "raad", DAY)
    other = make_placement(60, address=Address(step="plaats", part="row:1"), whose="de gemeente")
    written = dt.date(2026, 11, 1)
    for value, meeting in enumerate((last, first, some_time, council)):
        item = replace(entry, id=f"e{value}", day=written, meeting=meeting.id)
        memory.save(item, placements=[make_placement(value, written), other])
    trail = [(moment.day, moment.placement.value) for moment in meetings.series_trail(memory, table.id)]
    assert trail == [(first.day, 1), (written, 2), (DAY, 0)]
    move_to_bin(memory, "e0")
    assert [moment.placement.value for moment in meetings.series_trail(memory, table.id)] == [1, 2]


def test_the_placement_of_another_person_is_in_no_trail_or_list(
    memory: Journal, entry: Entry, make_placement: MakePlacement
) -> None:
    own = make_placement(-40)
    other = make_placement(90, address=own.address.child("row:1"), whose="de gemeente")
    memory.save(entry, placements=[own, other])
    assert list_trails(memory) == (own,)
    assert trail_of("tempo", memory.entry(entry.id).placements).now == own
    assert {p.whose for p in memory.entry(entry.id).placements} == {SELF, "de gemeente"}
    memory.save(entry, removed=[other.address])
    assert memory.entry(entry.id).placements == (own,)


def search_titles(journal: Journal, words: str) -> list[str]:
    return [hit.entry for hit in search_entries(journal, words)]


def test_entries_are_found_by_the_name_of_their_meeting(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    meeting = meetings.create_meeting(memory, "Regiotafel")
    memory.save(replace(entry, meeting=meeting.id), (make_answer("iets"),))
    memory.save(replace(entry, id="a2"), (make_answer("iets"),))
    assert search_titles(memory, "regiotafel") == ["a1"]
    (hit,) = search_entries(memory, "regio*")
    assert (hit.address, hit.words) == (None, "Vrij · Regiotafel")
    meetings.rename_meeting(memory, meeting.id, "Raadstafel")
    assert (search_titles(memory, "regiotafel"), search_titles(memory, "raadstafel")) == ([], ["a1"])
    memory.save(replace(entry, id="a3", meeting=meeting.id), (make_answer("iets"),))
    assert search_titles(memory, "raadstafel") == ["a3", "a1"]
    move_to_bin(memory, "a3")
    assert search_titles(memory, "raadstafel") == ["a1"]
    restore_from_bin(memory, "a3")
    assert search_titles(memory, "raadstafel") == ["a3", "a1"]
    meetings.delete_meeting(memory, meeting.id)
    assert search_titles(memory, "raadstafel") == []
    assert sorted(search_titles(memory, "vrij")) == ["a1", "a2", "a3"]
    with memory.write_transaction() as (connection, _):
        assert search_index_matches(connection)

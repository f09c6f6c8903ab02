"""Situations: named groups of entries."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reflectie.domain.archive import FORMAT_NAME, FORMAT_VERSION, Archive
from reflectie.domain.entry import Answer, Entry
from reflectie.domain.errors import InvalidInput, NotFound
from reflectie.journal import situations
from reflectie.journal.archive_store import add_archive
from reflectie.journal.backup.integrity import search_index_matches
from reflectie.journal.bin import move_to_bin, restore_from_bin
from reflectie.journal.find_entries import count_entries, search_entries
from reflectie.journal.journal import Journal

MakeAnswer = Callable[..., Answer]


def names(journal: Journal, only_open: bool = False) -> list[str]:
    return [situation.name for situation in situations.list_situations(journal, only_open)]


def entry_in(entry: Entry, entry_id: str, situation: str | None, minutes: int = 0) -> Entry:
    begin = entry.begun + dt.timedelta(minutes=minutes)
    return replace(entry, id=entry_id, situation=situation, begun=begin)


def test_a_situation_is_stored_as_it_was_created(memory: Journal) -> None:
    created = situations.create_situation(memory, "  de\tRegen\x1bboog ", "weten wanneer\nik loslaat ")
    assert (created.name, created.purpose, created.is_open) == (
        "de Regenboog",
        "weten wanneer\nik loslaat ",
        True,
    )
    assert situations.get_situation(memory, created.id) == created
    assert situations.find_situation_by_name(memory, "DE regenboog") == created


def test_an_archive_adds_exact_copies_and_leaves_existing_ones(memory: Journal) -> None:
    created = situations.create_situation(memory, "Regenboog", "van hier")
    closed = situations.close_situation(memory, situations.create_situation(memory, "Vuurtoren").id)
    elsewhere = replace(created, purpose="van elders"), replace(closed, id="x", name="Ver weg")
    add_archive(memory, Archive(format=FORMAT_NAME, version=FORMAT_VERSION, situations=elsewhere))
    assert set(situations.list_situations(memory)) == {created, closed, elsewhere[1]}


def test_a_name_is_required_and_short(memory: Journal) -> None:
    for name in ("", " \n", "x" * 61):
        with pytest.raises(InvalidInput, match="Geef de situatie een korte naam"):
            situations.create_situation(memory, name)


def test_two_open_situations_cannot_have_the_same_name(memory: Journal) -> None:
    first = situations.create_situation(memory, "Regenboog")
    with pytest.raises(InvalidInput, match="'REGENBOOG'"):
        situations.create_situation(memory, "REGENBOOG")
    other = situations.create_situation(memory, "Vuurtoren")
    with pytest.raises(InvalidInput, match="al een open situatie"):
        situations.rename_situation(memory, other.id, "regenboog")
    situations.rename_situation(memory, first.id, "REGENBOOG")  # its own name in another case
    assert sorted(names(memory)) == ["REGENBOOG", "Vuurtoren"]


def test_the_name_of_a_closed_situation_is_free_until_it_is_reopened(memory: Journal) -> None:
    first = situations.create_situation(memory, "Regenboog")
    closed = situations.close_situation(memory, first.id)
    assert closed.closed is not None
    second = situations.create_situation(memory, "Regenboog")
    assert names(memory, only_open=True) == ["Regenboog"]
    assert situations.find_situation_by_name(memory, "Regenboog") == second
    with pytest.raises(InvalidInput, match="al een open situatie"):
        situations.reopen_situation(memory, first.id)
    situations.rename_situation(memory, first.id, "Regenboog")
    situations.rename_situation(memory, second.id, "Zonnestraal")
    assert situations.reopen_situation(memory, first.id).is_open


def test_closing_twice_keeps_the_first_time(memory: Journal) -> None:
    created = situations.create_situation(memory, "Regenboog")
    first = situations.close_situation(memory, created.id)
    assert situations.close_situation(memory, created.id) == first


def test_an_entry_is_saved_with_its_situation(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    created = situations.create_situation(memory, "Regenboog")
    saved = replace(entry, situation=created.id)
    memory.save(saved, (make_answer("iets"),))
    assert memory.entry(entry.id).situation == created.id
    (line,) = memory.summaries(situation=created.id)
    assert (line.id, line.situation) == (entry.id, created.id)
    assert situations.list_situations(memory) == (created,)


def test_a_later_save_does_not_move_an_entry_back(memory: Journal, entry: Entry) -> None:
    first, second = (
        situations.create_situation(memory, "Regenboog"),
        situations.create_situation(memory, "Vuurtoren"),
    )
    memory.save(replace(entry, situation=first.id))
    assert situations.move_entry_to_situation(memory, entry.id, second.id)
    memory.save(replace(entry, situation=first.id))
    assert memory.entry(entry.id).situation == second.id
    assert situations.move_entry_to_situation(memory, entry.id, None)
    assert memory.entry(entry.id).situation is None


def test_an_unsaved_entry_is_not_moved(memory: Journal, entry: Entry) -> None:
    created = situations.create_situation(memory, "Regenboog")
    assert not situations.move_entry_to_situation(memory, entry.id, created.id)
    assert count_entries(memory) == 0


def test_a_missing_situation_does_not_stop_a_save(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    first, second = (
        situations.create_situation(memory, "Regenboog"),
        situations.create_situation(memory, "Vuurtoren"),
    )
    situations.merge_situations(memory, first.id, second.id)
    memory.save(replace(entry, situation=second.id), (make_answer("wat ertoe doet"),))
    assert [answer.text for answer in memory.entry(entry.id).answers] == ["wat ertoe doet"]
    with pytest.raises(NotFound):
        situations.move_entry_to_situation(memory, entry.id, second.id)


def test_a_merge_moves_every_entry_and_keeps_both_purposes(memory: Journal, entry: Entry) -> None:
    second = situations.create_situation(memory, "Vuurtoren", "zien wie er meekijkt")
    first = situations.create_situation(memory, "Regenboog", "weten wanneer ik loslaat")
    for number, situation in enumerate((first, second, second, None)):
        memory.save(entry_in(entry, str(number), situation.id if situation else None))
    situation = situations.merge_situations(memory, first.id, second.id)
    assert (situation.name, situation.purpose) == (
        "Regenboog",
        "weten wanneer ik loslaat\nzien wie er meekijkt",
    )
    assert situation.opened == second.opened
    assert situations.list_situations(memory) == (situation,)
    assert {line.id for line in memory.summaries(situation=first.id)} == {"0", "1", "2"}
    assert memory.entry("3").situation is None


def test_a_merge_with_itself_or_a_missing_situation_changes_nothing(memory: Journal) -> None:
    created = situations.create_situation(memory, "Regenboog", "waarvoor")
    assert situations.merge_situations(memory, created.id, created.id) == created
    with pytest.raises(NotFound):
        situations.merge_situations(memory, created.id, "nergens")
    assert situations.list_situations(memory) == (created,)


def test_the_situation_with_the_latest_entry_comes_first(memory: Journal, entry: Entry) -> None:
    first, second = (
        situations.create_situation(memory, "Regenboog"),
        situations.create_situation(memory, "Vuurtoren"),
    )
    assert names(memory) == ["Vuurtoren", "Regenboog"]
    memory.save(entry_in(entry, "1", first.id, minutes=10))
    assert names(memory) == ["Regenboog", "Vuurtoren"]
    memory.save(entry_in(entry, "2", second.id, minutes=20))
    assert names(memory) == ["Vuurtoren", "Regenboog"]


def test_an_unknown_id_is_reported(memory: Journal) -> None:
    for ask in (
        situations.get_situation,
        situations.find_situation_by_name,
        situations.close_situation,
        situations.reopen_situation,
    ):
        with pytest.raises(NotFound):
            ask(memory, "nergens")


def test_setting_the_purpose_changes_nothing_else(memory: Journal) -> None:
    created = situations.create_situation(memory, "Regenboog")
    assert situations.set_situation_purpose(memory, created.id, "een zin") == replace(
        created, purpose="een zin"
    )


def test_an_entry_in_the_bin_is_not_in_its_situation(memory: Journal, entry: Entry) -> None:
    created = situations.create_situation(memory, "Regenboog")
    memory.save(replace(entry, situation=created.id))
    move_to_bin(memory, entry.id)
    assert memory.summaries(situation=created.id) == ()
    restore_from_bin(memory, entry.id)
    assert [line.id for line in memory.summaries(situation=created.id)] == [entry.id]


def test_entries_are_found_by_the_name_of_their_situation(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    first, second = (
        situations.create_situation(memory, "Regenboog"),
        situations.create_situation(memory, "Vuurtoren"),
    )
    memory.save(entry_in(entry, "1", first.id), (make_answer("iets"),))
    memory.save(entry_in(entry, "2", second.id), (make_answer("iets"),))
    assert search_titles(memory, "vuurtoren") == ["2"]
    situations.merge_situations(memory, first.id, second.id)
    assert (search_titles(memory, "vuurtoren"), sorted(search_titles(memory, "regenboog"))) == (
        [],
        ["1", "2"],
    )
    situations.move_entry_to_situation(memory, "1", None)
    situations.rename_situation(memory, first.id, "Zonnestraal")
    assert (search_titles(memory, "regenboog"), search_titles(memory, "zonnestraal")) == ([], ["2"])
    with memory.write_transaction() as (connection, _):
        assert search_index_matches(connection)


def search_titles(journal: Journal, words: str) -> list[str]:
    return [hit.entry for hit in search_entries(journal, words)]

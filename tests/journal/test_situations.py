"""Situations: what several entries belong to, under a name that somebody made up."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Answer, Entry
from reflectie.domain.errors import InvalidInput, UnknownSituation
from reflectie.journal import situations
from reflectie.journal.backup.integrity import search_index_matches
from reflectie.journal.bin import move_to_bin, restore_from_bin
from reflectie.journal.journal import Journal

MakeAnswer = Callable[..., Answer]


def names(journal: Journal, only_open: bool = False) -> list[str]:
    return [one.name for one in situations.list_situations(journal, only_open)]


def begun(entry: Entry, entry_id: str, situation: str | None, minutes: int = 0) -> Entry:
    begin = entry.begun + dt.timedelta(minutes=minutes)
    return replace(entry, id=entry_id, situation=situation, begun=begin)


def test_a_situation_is_stored_as_it_was_created(memory: Journal) -> None:
    made = situations.create_situation(memory, "  de\tRegen\x1bboog ", "weten wanneer\nik loslaat ")
    assert (made.name, made.purpose, made.is_open) == ("de Regenboog", "weten wanneer\nik loslaat ", True)
    assert situations.get_situation(memory, made.id) == made
    assert situations.find_situation_by_name(memory, "DE regenboog") == made


def test_import_adds_exact_copies_and_leaves_existing_ones(memory: Journal) -> None:
    made = situations.create_situation(memory, "Regenboog", "van hier")
    gone = situations.close_situation(memory, situations.create_situation(memory, "Vuurtoren").id)
    elsewhere = replace(made, purpose="van elders"), replace(gone, id="x", name="Ver weg")
    situations.import_situations(memory, elsewhere)
    assert set(situations.list_situations(memory)) == {made, gone, elsewhere[1]}


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
    situations.rename_situation(memory, first.id, "REGENBOOG")  # its own name in other capitals
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
    made = situations.create_situation(memory, "Regenboog")
    first = situations.close_situation(memory, made.id)
    assert situations.close_situation(memory, made.id) == first


def test_an_entry_is_saved_with_its_situation(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    made = situations.create_situation(memory, "Regenboog")
    kept = replace(entry, situation=made.id)
    memory.save(kept, (make_answer("iets"),))
    assert memory.entry(entry.id).situation == made.id
    (line,) = memory.summaries(situation=made.id)
    assert (line.id, line.situation) == (entry.id, made.id)
    assert situations.list_situations(memory) == (made,)


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
    made = situations.create_situation(memory, "Regenboog")
    assert not situations.move_entry_to_situation(memory, entry.id, made.id)
    assert memory.count_entries() == 0


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
    with pytest.raises(UnknownSituation):
        situations.move_entry_to_situation(memory, entry.id, second.id)


def test_a_merge_moves_every_entry_and_keeps_both_purposes(memory: Journal, entry: Entry) -> None:
    second = situations.create_situation(memory, "Vuurtoren", "zien wie er meekijkt")
    first = situations.create_situation(memory, "Regenboog", "weten wanneer ik loslaat")
    for number, one in enumerate((first, second, second, None)):
        memory.save(begun(entry, str(number), one.id if one else None))
    one = situations.merge_situations(memory, first.id, second.id)
    assert (one.name, one.purpose) == ("Regenboog", "weten wanneer ik loslaat\nzien wie er meekijkt")
    assert one.opened == second.opened
    assert situations.list_situations(memory) == (one,)
    assert {line.id for line in memory.summaries(situation=first.id)} == {"0", "1", "2"}
    assert memory.entry("3").situation is None


def test_a_merge_with_itself_or_a_missing_situation_changes_nothing(memory: Journal) -> None:
    made = situations.create_situation(memory, "Regenboog", "waarvoor")
    assert situations.merge_situations(memory, made.id, made.id) == made
    with pytest.raises(UnknownSituation):
        situations.merge_situations(memory, made.id, "nergens")
    assert situations.list_situations(memory) == (made,)


def test_the_situation_with_the_latest_entry_comes_first(memory: Journal, entry: Entry) -> None:
    first, second = (
        situations.create_situation(memory, "Regenboog"),
        situations.create_situation(memory, "Vuurtoren"),
    )
    assert names(memory) == ["Vuurtoren", "Regenboog"]
    memory.save(begun(entry, "1", first.id, minutes=10))
    assert names(memory) == ["Regenboog", "Vuurtoren"]
    memory.save(begun(entry, "2", second.id, minutes=20))
    assert names(memory) == ["Vuurtoren", "Regenboog"]


def test_an_unknown_id_is_reported(memory: Journal) -> None:
    for ask in (
        situations.get_situation,
        situations.find_situation_by_name,
        situations.close_situation,
        situations.reopen_situation,
    ):
        with pytest.raises(UnknownSituation):
            ask(memory, "nergens")


def test_setting_the_purpose_changes_nothing_else(memory: Journal) -> None:
    made = situations.create_situation(memory, "Regenboog")
    assert situations.set_situation_purpose(memory, made.id, "een zin") == replace(made, purpose="een zin")


def test_an_entry_in_the_bin_is_not_in_its_situation(memory: Journal, entry: Entry) -> None:
    made = situations.create_situation(memory, "Regenboog")
    memory.save(replace(entry, situation=made.id))
    move_to_bin(memory, entry.id)
    assert memory.summaries(situation=made.id) == ()
    restore_from_bin(memory, entry.id)
    assert [line.id for line in memory.summaries(situation=made.id)] == [entry.id]


def test_entries_are_found_by_the_name_of_their_situation(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    first, second = (
        situations.create_situation(memory, "Regenboog"),
        situations.create_situation(memory, "Vuurtoren"),
    )
    memory.save(begun(entry, "1", first.id), (make_answer("iets"),))
    memory.save(begun(entry, "2", second.id), (make_answer("iets"),))
    assert found(memory, "vuurtoren") == ["2"]
    situations.merge_situations(memory, first.id, second.id)
    assert (found(memory, "vuurtoren"), sorted(found(memory, "regenboog"))) == ([], ["1", "2"])
    situations.move_entry_to_situation(memory, "1", None)
    situations.rename_situation(memory, first.id, "Zonnestraal")
    assert (found(memory, "regenboog"), found(memory, "zonnestraal")) == ([], ["2"])
    with memory.write_transaction() as (connection, _):
        assert search_index_matches(connection)


def found(journal: Journal, words: str) -> list[str]:
    return [hit.entry for hit in journal.search(words)]

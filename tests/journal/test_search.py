"""Search finds saved texts newest first, no erased ones, and reads no input as FTS5 syntax."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Draft, Entry
from reflectie.journal.backup.integrity import search_index_matches
from reflectie.journal.bin import erase_entries, move_to_bin, restore_from_bin, summaries_in_bin
from reflectie.journal.find_entries import search_entries
from reflectie.journal.journal import Journal
from reflectie.journal.opening import journal_in_memory
from reflectie.journal.search_index import reindex_all

from ..examples import examples

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
DAY = NOON.date()
MakeAnswer = Callable[..., Answer]


def search_texts(journal: Journal, words: str) -> list[str]:
    return [hit.entry for hit in search_entries(journal, words)]


def test_a_hit_contains_all_words(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    memory.save(entry, [make_answer("een stroef overleg"), make_answer("een rustig gesprek", step="b")])
    assert search_texts(memory, "overleg stroef") == ["a1"]
    assert search_texts(memory, "stroef gesprek") == []


@pytest.mark.parametrize("words", ["CAFE", "café", "cafe\u0301", "caf", "caf*", '"in het cafe"', "het* cafe"])
def test_accents_case_and_an_unfinished_word_do_not_matter(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, words: str
) -> None:
    memory.save(entry, [make_answer("Overleg in het Café.")])
    assert search_texts(memory, words) == ["a1"]


@pytest.mark.parametrize("count", [1, 100, 300])
def test_a_long_beginning_is_found_in_any_number_of_words(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, count: int
) -> None:
    memory.save(entry, [make_answer(" ".join(f"opgroeien{number}" for number in range(count)))])
    assert search_texts(memory, "opgroei") == ["a1"]
    assert search_texts(memory, "opgroeit") == []


@pytest.mark.parametrize("words", ["ca", '"cafe het"', "cafes", "overleg NOT cafe", "text:cafe"])
def test_other_words_are_not_found(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, words: str
) -> None:
    memory.save(entry, [make_answer("Overleg in het Café.")])
    assert search_texts(memory, words) == []


@pytest.mark.parametrize(
    "words", ["", " ", '"', '""', "*", "(", "-", "a\x00b", "\ud800", "^x", '"half', "x:y*z", "é" * 5000]
)
def test_no_query_is_a_syntax_error(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, words: str
) -> None:
    memory.save(entry, [make_answer("woord")])
    assert search_texts(memory, words) == []


def test_hits_come_newest_day_first_and_continue_from_a_cursor(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    for number in (3, 1, 5, 2, 4):
        day = DAY - dt.timedelta(days=number)
        memory.save(replace(entry, id=f"e{number}", day=day), [make_answer(f"overleg {number}")])
    first = search_entries(memory, "overleg", limit=2)
    rest = search_entries(memory, "overleg", limit=9, before_cursor=first[-1].cursor)
    assert [hit.entry for hit in (*first, *rest)] == ["e1", "e2", "e3", "e4", "e5"]


def test_a_hit_marks_the_words(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    memory.save(entry, [make_answer("veel " * 60 + "rust en Rust " + "meer " * 60)])
    (hit,) = search_entries(memory, "rust")
    assert hit.address == Address(step="vraag")
    assert [hit.words[begin:end] for begin, end in hit.marks] == ["rust", "Rust"]
    assert len(hit.words) < 200


def test_a_title_is_found_and_reindexed_when_it_changes(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    memory.save(replace(entry, title="Doorgaan en vertragen"), [make_answer("iets")])
    (hit,) = search_entries(memory, "vertragen")
    assert (hit.address, hit.title) == (None, "Doorgaan en vertragen")
    memory.save(entry)
    assert search_texts(memory, "vertragen") == []


@pytest.mark.parametrize(
    "words", ["beschermer", "schermers", "JEUGDBESCHÉRM", "beschermer gesprek", "gesprek beschermer"]
)
def test_a_part_of_a_compound_is_found(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, words: str
) -> None:
    memory.save(entry, [make_answer("Een gesprek met twee jeugdbeschermers.")])
    (hit,) = search_entries(memory, words)
    assert "jeugdbeschermers" in [hit.words[begin:end] for begin, end in hit.marks]


@pytest.mark.parametrize("words", ['"beschermer"', "gdb", "beschermers*"])
def test_a_quoted_short_or_starred_word_is_not_found_as_a_part(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, words: str
) -> None:
    memory.save(entry, [make_answer("Een gesprek met twee jeugdbeschermers.")])
    assert search_texts(memory, words) == []


def test_a_part_of_an_erased_word_is_forgotten(
    memory: Journal, entry: Entry, make_answer: MakeAnswer
) -> None:
    memory.save(entry, [make_answer("het geheimwoord")])
    erase_entries(memory, [entry.id])
    words = memory.connection.execute("SELECT text FROM search_word").fetchall()
    assert words == []


def test_drafts_are_not_searched(memory: Journal, entry: Entry) -> None:
    memory.save_draft(entry, Draft(address=Address(step="vraag"), question="?", text="geheim"))
    assert search_texts(memory, "geheim") == []


def test_revisions_are_not_searched(memory: Journal, entry: Entry, make_answer: MakeAnswer) -> None:
    memory.save(entry, [make_answer("toen")])
    memory.save(entry, [make_answer("later")])
    assert (search_texts(memory, "toen"), search_texts(memory, "later")) == ([], ["a1"])


PASTED = "In de jeugd\u00adhulp\u00adverlening, niet\u200bvergeten, in \u0132sselstein, met e\ufb00ect."


@pytest.mark.parametrize(
    "query",
    [
        "jeugdhulpverlening",
        "jeugd\u00adhulp\u00adverlening",
        "nietvergeten",
        "ijsselstein",
        "\u0132sselst",
        "effect",
    ],
)
def test_pasted_words_are_found_with_and_without_invisible_characters(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, query: str
) -> None:
    memory.save(entry, [make_answer(PASTED)])
    (hit,) = search_entries(memory, query)
    assert "jeugdhulpverlening, nietvergeten, in IJsselstein" in hit.words


@pytest.mark.parametrize(
    ("query", "texts"),
    [("C++", ["e2"]), ("c", ["e2"]), ("c1", ["e1"]), ("cas", ["e1"]), ("ca!", []), ("👍", []), ("++", [])],
)
def test_signs_beside_a_letter_are_no_letters(
    memory: Journal, entry: Entry, make_answer: MakeAnswer, query: str, texts: list[str]
) -> None:
    memory.save(replace(entry, id="e1"), [make_answer("Het liep C1 en c2 in de casus. 👍")])
    memory.save(replace(entry, id="e2"), [make_answer("Iemand sprak over C++.")])
    assert [hit.entry for hit in search_entries(memory, query)] == texts


WORDS = ["rust", "overleg", "café", "vertragen", "jij-en-ik", ""]
actions = st.tuples(
    st.sampled_from(["keep", "remove", "delete", "undelete", "erase", "day", "title"]),
    st.integers(0, 3),
    st.integers(0, 2),
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
)


@given(steps=st.lists(actions, max_size=25))
@examples(60)
def test_the_index_always_matches_the_texts(steps: list[tuple[str, int, int, str]]) -> None:
    journal = journal_in_memory(lambda: NOON)
    known: dict[int, Entry] = {}
    for action, number, step_number, text in steps:
        address = Address(step=f"s{step_number}")
        entry = known.get(number) or Entry(id=f"e{number}", exercise="x", title="", day=DAY, begun=NOON)
        is_there = number in known
        if action in ("keep", "day", "title"):
            if action == "day":
                entry = replace(entry, day=DAY - dt.timedelta(days=step_number))
            if action == "title":
                entry = replace(entry, title=text)
            answer = Answer(address=address, question="?", text=text)
            journal.save(entry, [answer])
            known[number] = entry
        elif is_there and action == "remove":
            journal.save(entry, removed=[address])
        elif is_there and action in ("delete", "undelete", "erase"):
            binned = {summary.id for summary in summaries_in_bin(journal)}
            if action == "undelete":
                restore_from_bin(journal, entry.id)
            elif action == "delete" and entry.id not in binned:
                move_to_bin(journal, entry.id)
            elif action == "erase":
                erase_entries(journal, [entry.id])
                del known[number]
        assert_index_matches(journal)
    with journal.write_transaction() as (connection, _):
        reindex_all(connection)
    assert_index_matches(journal)
    journal.close()


def assert_index_matches(journal: Journal) -> None:
    with journal.write_transaction() as (connection, _):
        assert search_index_matches(connection)
    present = [journal.entry(summary.id) for summary in journal.summaries()]
    for word in filter(None, WORDS):
        texts = [(e.id, a.text) for e in present for a in e.answers] + [(e.id, e.title) for e in present]
        expected = {entry_id for entry_id, text in texts if fold(word) in re.split(r"[ ]", fold(text))}
        assert {hit.entry for hit in search_entries(journal, word, 100)} == expected


def fold(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()

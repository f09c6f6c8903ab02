"""JSON out of one journal goes into another, and comes out again as the same bytes."""

import datetime as dt
import json
import os
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from reflectie.domain.archive import Archive
from reflectie.domain.entry import Address, Answer, AnswerState, Draft, Entry, Placement, ShownQuestion
from reflectie.domain.errors import InvalidInput, NotFound, ReflectieError
from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect
from reflectie.domain.text import clean
from reflectie.export.formats import FORMATS
from reflectie.importing.own_json import read_own_json
from reflectie.journal import bin, meetings, situations
from reflectie.journal.archive_store import add_archive
from reflectie.journal.entry_details import set_tags
from reflectie.journal.find_entries import search_entries, used_facet_values
from reflectie.journal.journal import Journal
from reflectie.journal.opening import journal_in_memory
from reflectie.services.export_selection import Selection, collect_archive
from reflectie.services.import_archive import Counts, preview_import, read_import_file

from ..conftest import NOW, TODAY

LIBRARY = Library(exercises=())
WITH_BIN = Selection(include_bin=True)


def ticking_journal() -> Journal:
    seconds = iter(range(10_000_000))
    return journal_in_memory(lambda: NOW + dt.timedelta(seconds=next(seconds)))


def to_json(journal: Journal, selection: Selection = WITH_BIN) -> bytes:
    return FORMATS["json"].write(collect_archive(journal, LIBRARY, selection))


def blank(number: int, **fields: object) -> Entry:
    known = {
        "exercise": "kern:proef",
        "title": "Proef",
        "day": TODAY - dt.timedelta(days=number),
        "begun": NOW,
    }
    return Entry(id=f"e{number}", **{**known, **fields})  # type: ignore[arg-type]


def answer(text: str, step: str = "a", **fields: object) -> Answer:
    return Answer(address=Address(step=step), question="Wat?", text=text, **fields)  # type: ignore[arg-type]


def mark(value: int | None, step: str = "lijn") -> Placement:
    return Placement(
        address=Address(step=step),
        field="sv4",
        left="doorgaan",
        right="vertragen",
        aspect=Aspect.NOW,
        value=value,
        day=TODAY,
    )


def rich_journal() -> Journal:
    """A journal with something of everything that a journal can hold."""
    journal = ticking_journal()
    situation = situations.create_situation(journal, "Haven", "weten wanneer ik loslaat")
    situations.create_situation(journal, "zonder reflectie")
    series = meetings.find_or_new_series(journal, "Tafels")
    meeting = meetings.create_meeting(journal, "Tafel", TODAY, dt.time(14, 30), series, uid="u@x")
    meetings.create_meeting(journal, "zonder reflectie")
    first = blank(1, situation=situation.id, meeting=meeting.id, shown=(ShownQuestion(step="p", item="i"),))
    journal.save(first, [answer("eerst"), answer("", "b", state=AnswerState.UNKNOWN)], [mark(-40)])
    journal.save(first, [answer("daarna", shared=True, yields="learning")])
    journal.close_entry(first.id)
    journal.reopen_entry(first.id)
    journal.save(journal.entry(first.id), placements=[mark(20)])
    journal.save_draft(blank(2), Draft(address=Address(step="a"), question="Wat?", text="bezig", cursor=3))
    journal.save(blank(3), [answer("weg")])
    bin.move_to_bin(journal, "e3")
    bin.set_keep_until(journal, first.id, TODAY)
    set_tags(journal, first.id, ["vertragen", "moeilijk"])
    return journal


def imported(content: bytes) -> Journal:
    journal = ticking_journal()
    add_archive(journal, read_own_json(content))
    return journal


def test_a_journal_with_everything_comes_back_as_the_same_bytes():
    content = to_json(rich_journal())
    assert to_json(imported(content)) == content


def test_tags_come_along():
    journal = imported(to_json(rich_journal()))
    assert journal.entry("e1").tags == ("vertragen", "moeilijk")
    assert used_facet_values(journal, "tag") == ("moeilijk", "vertragen")


def test_what_was_imported_is_found_and_continued_as_before():
    journal = imported(to_json(rich_journal()))
    assert journal.drafts("e2")[0].text == "bezig"
    assert [revision.text for revision in bin.list_revisions(journal, "e1")] == ["eerst"]
    assert [hit.entry for hit in search_entries(journal, "daarna")] == ["e1"]
    assert search_entries(journal, "weg") == ()
    journal.save(journal.entry("e1"), placements=[mark(50)])
    assert [p.value for p in read_own_json(to_json(journal)).entries[-1].placements] == [-40, 50]


def test_the_bin_comes_along_only_on_request():
    names = [entry.id for entry in read_own_json(to_json(rich_journal(), Selection())).entries]
    assert names == ["e2", "e1"]


def test_a_part_has_only_what_its_entries_belong_to():
    archive = read_own_json(to_json(rich_journal(), Selection(entries=("e1",))))
    assert [situation.name for situation in archive.situations] == ["Haven"]
    assert [meeting.name for meeting in archive.meetings] == ["Tafel"]


def test_a_file_follows_the_published_schema():
    schema = json.loads((Path(__file__).parents[2] / "docs" / "reflectie.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(to_json(rich_journal())), schema)


def test_importing_twice_adds_nothing():
    journal = rich_journal()
    archive = read_own_json(to_json(journal))
    preview = preview_import(journal, archive)
    assert preview.entries == Counts(same=3)
    assert not preview.adds_something


def test_what_differs_is_named_and_never_overwritten():
    journal = rich_journal()
    archive = read_own_json(to_json(journal))
    journal.save(journal.entry("e1"), [answer("hier veranderd")])
    journal.save(blank(9), [answer("alleen hier")])
    before = to_json(journal)
    preview = preview_import(journal, archive)
    assert preview.entries == Counts(same=2, different=1)
    assert [entry.id for entry in preview.different] == ["e1"]
    add_archive(journal, archive)
    assert to_json(journal) == before


def test_a_failing_import_adds_nothing():
    journal = ticking_journal()
    archive = read_own_json(to_json(rich_journal()))
    draft = archive.entries[1].drafts[0]
    broken = msgspec.structs.replace(archive.entries[1], id="twee", drafts=(draft, draft))
    with pytest.raises(dbapi2.IntegrityError):
        add_archive(journal, msgspec.structs.replace(archive, entries=(*archive.entries, broken)))
    assert journal.summaries() == ()


texts = st.text(max_size=30).map(clean)
steps = st.integers(0, 3)
operations = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), steps, texts, st.sampled_from(AnswerState)),
        st.tuples(st.just("mark"), steps, st.none() | st.integers(-100, 100)),
        st.tuples(st.just("draft"), steps, texts),
        st.tuples(st.just("remove"), steps),
        st.tuples(st.sampled_from(["close", "reopen", "delete", "restore", "keep"])),
    ),
    max_size=25,
)


def perform(journal: Journal, entry_id: str, operation: tuple) -> None:
    name, *values = operation
    entry = journal.entry(entry_id)
    address = Address(step=f"s{values[0]}") if values else None
    match name:
        case "answer":
            saved = Answer(address=address, question="?", text=values[1], state=values[2])
            journal.save(entry, [saved])
        case "mark":
            journal.save(entry, placements=[mark(values[1], address.step)])
        case "draft":
            journal.save_draft(entry, Draft(address=address, question="?", text=values[1]))
        case "remove":
            journal.save(entry, removed=[address])
        case "close":
            journal.close_entry(entry_id)
        case "reopen":
            journal.reopen_entry(entry_id)
        case "delete":
            bin.move_to_bin(journal, entry_id)
        case "restore":
            bin.restore_from_bin(journal, entry_id)
        case "keep":
            bin.set_keep_until(journal, entry_id, TODAY)


@given(st.lists(operations, min_size=1, max_size=4))
def test_any_journal_comes_back_as_the_same_bytes(histories):
    journal = ticking_journal()
    for number, history in enumerate(histories):
        journal.save(blank(number), [answer("begin")])
        for operation in history:
            perform(journal, f"e{number}", operation)
    content = to_json(journal)
    again = imported(content)
    assert to_json(again) == content
    assert preview_import(again, read_own_json(content)).entries == Counts(same=len(histories))


@pytest.mark.long
def test_ten_thousand_entries_come_back_as_the_same_bytes():
    one = read_own_json(to_json(rich_journal())).entries[-1]
    many = tuple(msgspec.structs.replace(one, id=f"n{number}") for number in range(10_000))
    full = read_own_json(to_json(rich_journal()))
    journal = ticking_journal()
    add_archive(journal, msgspec.structs.replace(full, entries=many))
    content = to_json(journal)
    assert to_json(imported(content)) == content


# Files that cannot be read ------------------------------------------------------------------------


def changed(**fields: object) -> bytes:
    """The file of a rich journal with other values in its first entry."""
    content = msgspec.json.decode(to_json(rich_journal()))
    content["entries"][0].update(fields)
    return msgspec.json.encode(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "geen JSON"),
        (b"[" * 100_000, "geen JSON"),
        (b"\xff\xfe", "geen JSON"),
        (b'{"format": "dayone", "version": 1}', "niet uit reflectie"),
        (b'{"format": "reflectie", "version": 1}', "proefversie"),
        (b'{"format": "reflectie", "version": 99}', "nieuwere versie"),
        (b'{"format": "reflectie", "version": 2, "entries": 3}', r"bij \$\.entries"),
        (changed(day="31 februari"), r"\$\.entries\[\.\.\.\]\.day|entries"),
        (changed(id="e1"), "twee keer"),
        (changed(id=""), "leeg"),
    ],
    # Without them, some versions of pytest name a test by its content, which has new ids in each process.
    ids=[
        "empty", "deep", "no UTF-8", "another program", "trial version", "newer version", "no list",
        "no day", "same id twice", "no id",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_gets_one_message(content, words):
    with pytest.raises(InvalidInput, match=words) as error:
        read_own_json(content)
    assert "Er is niets aan je logboek toegevoegd." in str(error.value)


def test_a_message_does_not_repeat_what_is_in_the_file():
    with pytest.raises(InvalidInput) as error:
        read_own_json(changed(day="geheim"))
    assert "geheim" not in str(error.value)


def test_impossible_values_are_refused():
    def with_entry(**fields: object) -> bytes:
        return changed(**fields)

    address = {"step": "a", "item": "", "turn": 0, "part": ""}
    moment = "2026-01-01T00:00:00Z"
    line = {"field": "f", "left": "l", "right": "r", "aspect": "now", "day": "2026-01-01", "written": moment}
    typed = {"address": address, "question": "?", "written": moment}
    for part in (
        {"placements": [{**line, "address": address, "value": 101}]},
        {"answers": [{**typed, "text": "a"}, {**typed, "text": "b"}]},
        {"answers": [{**typed, "text": "x" * 100_001}]},
        {"answers": [{**typed, "address": {**address, "turn": -1}}]},
        {"answers": [{**typed, "address": {**address, "turn": 2**63}}]},
        {"begun": "0001-01-01T00:00:00+14:00"},
        {"changed": "9999-12-31T23:59:59-14:00"},
    ):
        with pytest.raises(InvalidInput):
            read_own_json(with_entry(**part))


def test_texts_of_a_file_are_cleaned():
    archive = read_own_json(changed(title="a\u202eb\x1b[2Jc"))
    assert archive.entries[0].title == "ab[2Jc"


def test_a_moment_without_a_zone_is_read_as_utc():
    entry = read_own_json(changed(begun="2026-01-01T12:00:00")).entries[0]
    assert entry.begun == dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def test_a_file_that_is_not_there_gets_one_message(tmp_path):
    with pytest.raises(ReflectieError, match="bestaat niet"):
        read_import_file(tmp_path / "weg.json")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipe with a name")
def test_a_pipe_and_an_impossible_name_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pijp")
    with pytest.raises(ReflectieError, match="geen gewoon bestand"):
        read_import_file(tmp_path / "pijp")
    with pytest.raises(ReflectieError, match="zo kan een bestand niet heten"):
        read_import_file(tmp_path / "x\0")


def test_an_empty_archive_adds_nothing():
    journal = ticking_journal()
    add_archive(journal, Archive(format="reflectie", version=2))
    with pytest.raises(NotFound):
        journal.entry("e1")

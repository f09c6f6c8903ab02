"""The views of a situation: learning cycle, timeline and people."""

from reflectie.domain.entry import Address, Answer, Entry, EntrySummary
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.table import cell_address
from reflectie.journal.journal import Journal
from reflectie.services.situation_views import build_views, has_views

from .conftest import FREE, NOW, PREPARE, TODAY, SaveEntry


def with_people(entry_id: str, *names: str) -> Entry:
    table = Address(step="wie")
    cells = tuple(
        Answer(address=cell_address(table, f"row:{number}", "naam"), question="Wie", text=name)
        for number, name in enumerate(names)
    )
    answers = (Answer(address=table, question="Wie komen er?"), *cells)
    return Entry(id=entry_id, exercise=PREPARE.id, title="Voor", day=TODAY, begun=NOW, answers=answers)


def test_only_exercises_with_a_diagram_or_a_table_have_views() -> None:
    assert has_views(PREPARE)
    assert not has_views(FREE)
    assert not has_views(None)


def test_a_situation_without_entries_has_no_views(library: Library) -> None:
    assert build_views((), (), library) == ()


def test_without_timelines_the_entries_are_shown_on_their_days(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    save_entry("a", title="Eerste reflectie")
    (view,) = build_views(journal.summaries(), (), library)
    assert (view.id, view.summary) == ("timeline", "wat je schreef, op volgorde")
    assert any("Eerste reflectie" in row for row in view.draw(80))


def test_people_in_tables_are_named_once_in_order(library: Library) -> None:
    entries = (with_people("a", "de  school", "", "oma"), with_people("b", "oma", "buurman"))
    (view,) = build_views((), entries, library)
    assert (view.id, view.summary) == ("people", "de school, oma, buurman")
    assert view.draw(40) == ("de school", "oma", "buurman")


def test_an_entry_of_an_unknown_exercise_is_left_out() -> None:
    library = Library(exercises=(Exercise(id="proef:x", title="X", steps=()),))
    summaries: tuple[EntrySummary, ...] = ()
    assert build_views(summaries, (with_people("a", "oma"),), library) == ()

"""Marks over time, on one field and in a series, without a screen."""

import datetime as dt

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Placement
from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Aspect, Pole, TensionField
from reflectie.domain.trail import TrailMoment, moments_by_entry
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.journal.situations import create_situation
from reflectie.services.trail_history import field_trail, find_scope, moment_texts, series_trails

from .conftest import LOOK_BACK, PREPARE, TODAY, SaveEntry


def mark(value: int | None, day: dt.date = TODAY, aspect: Aspect = Aspect.NOW, step: str = "nu") -> Placement:
    return Placement(
        address=Address(step=step), field="sv", left="l", right="r", aspect=aspect, value=value, day=day
    )


def moments(journal: Journal) -> tuple[TrailMoment, ...]:
    return moments_by_entry(field_trail(journal, "sv").points)


def test_a_field_without_marks_has_no_trail(journal: Journal) -> None:
    trail = field_trail(journal, "sv")
    assert (trail.trail.is_empty, trail.points) == (True, ())


def test_the_marks_of_one_entry_and_day_are_one_moment(journal: Journal, save_entry: SaveEntry) -> None:
    entry = save_entry("a", text="mijn woorden")
    nature = mark(-50, aspect=Aspect.NATURE, step="plaats")
    journal.save(entry, placements=[mark(10), nature, mark(20, step="later")])
    (moment,) = moments(journal)
    assert (moment.value, moment.nature, moment.earlier) == (20, -50, (10,))
    assert [text.words for text in moment_texts(journal, [moment])] == ["mijn woorden"]


def test_the_oldest_moment_comes_first_and_the_trail_is_that_of_home(
    journal: Journal, save_entry: SaveEntry
) -> None:
    days = [TODAY - dt.timedelta(days=age) for age in (3, 9, 6)]
    for number, day in enumerate(days):
        journal.save(save_entry(f"e{number}", day=day), placements=[mark(number, day)])
    assert [moment.points[0].day for moment in moments(journal)] == sorted(days)
    trail = field_trail(journal, "sv").trail
    assert (trail.value, trail.earlier) == (0, (1, 2))


def test_a_mark_of_a_reopened_entry_stands_beside_the_old_one(
    journal: Journal, save_entry: SaveEntry
) -> None:
    entry = save_entry("a", closed=dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))
    journal.save(entry, placements=[mark(-10, TODAY - dt.timedelta(days=2))])
    journal.save(replace(entry, closed=None), placements=[mark(30)])
    assert [moment.value for moment in moments(journal)] == [-10, 30]


def test_a_situation_and_a_series_are_found_by_a_part_of_their_name(journal: Journal) -> None:
    brug, table = create_situation(journal, "De brug"), meetings.find_or_new_series(journal, "Regiotafel")
    meetings.create_meeting(journal, "tafel", TODAY, in_series=table)
    scope = find_scope(journal, "brug", "REGIO")
    assert (scope.situation, scope.series) == (brug.id, table.id)
    assert scope.label == "De brug · reeks Regiotafel"
    assert find_scope(journal, None, None).label == ""


@pytest.mark.parametrize(
    ("name", "problem"),
    [("vis", "Er is geen reeks 'vis'. Wel: 'Tafel oost', 'Tafel west'."), ("tafel", "Meer dan één reeks")],
)
def test_a_series_that_is_not_the_only_one_is_named_with_what_there_is(
    journal: Journal, name: str, problem: str
) -> None:
    for series in ("Tafel oost", "Tafel west"):
        found = meetings.find_or_new_series(journal, series)
        meetings.create_meeting(journal, series, TODAY, in_series=found)
    with pytest.raises(NotFound, match=problem):
        find_scope(journal, None, name)
    assert find_scope(journal, None, "tafel OOST").label == "reeks Tafel oost"


def test_the_lines_of_a_series_come_in_the_order_of_home(
    journal: Journal, library: Library, save_entry: SaveEntry
) -> None:
    table = meetings.find_or_new_series(journal, "tafel")
    meeting = meetings.create_meeting(journal, "tafel", dt.date(2026, 11, 3), in_series=table)
    before = save_entry("voor", PREPARE, meeting=meeting.id)
    journal.save(
        before, placements=[replace(mark(5, step="eerst"), field="los"), mark(10), mark(None, step="later")]
    )
    after = save_entry("terug", LOOK_BACK, meeting=meeting.id)
    journal.save(after, placements=[mark(20, aspect=Aspect.NATURE)])
    pole = Pole(name="l", gloss="")
    field = TensionField(id="sv", left=pole, right=pole, number=1)
    line = Exercise(id="lijn", title="Lijn", steps=(), fields=(field,))
    with_line = replace(library, exercises=(*library.exercises, line))
    on_line, loose = series_trails(journal, with_line, table.id)
    assert [(item.label, item.value) for item in loose.marks] == [(" 3 nov 2026 vooraf", 5)]
    assert {item.label for item in on_line.marks} == {" 3 nov 2026 vooraf", " 3 nov 2026 van nature"}

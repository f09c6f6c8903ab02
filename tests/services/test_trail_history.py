"""Marks over time, on one field and in a series, without a screen."""

import datetime as dt

from msgspec.structs import replace

from reflectie.domain.entry import Address, Placement
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Aspect, Pole, TensionField
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services.trail_history import FieldMoment, field_history, series_trails

from .conftest import LOOK_BACK, PREPARE, TODAY, SaveEntry


def mark(value: int | None, day: dt.date = TODAY, aspect: Aspect = Aspect.NOW, step: str = "nu") -> Placement:
    return Placement(
        address=Address(step=step), field="sv", left="l", right="r", aspect=aspect, value=value, day=day
    )


def marks(moment: FieldMoment) -> tuple[int | None, int | None, tuple[int, ...]]:
    return moment.trail.value, moment.trail.nature_value, moment.trail.earlier


def test_a_field_without_marks_has_no_history(journal: Journal) -> None:
    history = field_history(journal, "sv")
    assert history.trail.is_empty
    assert (history.moments, history.is_complete) == ((), True)


def test_the_marks_of_one_entry_and_day_are_one_moment(journal: Journal, save_entry: SaveEntry) -> None:
    entry = save_entry("a", text="mijn woorden")
    nature = mark(-50, aspect=Aspect.NATURE, step="plaats")
    journal.save(entry, placements=[mark(10), nature, mark(20, step="later")])
    (moment,) = field_history(journal, "sv").moments
    assert marks(moment) == (20, -50, (10,))
    assert moment.entry.words == "mijn woorden"


def test_the_newest_moment_comes_first_and_the_trail_is_that_of_home(
    journal: Journal, save_entry: SaveEntry
) -> None:
    days = [TODAY - dt.timedelta(days=age) for age in (3, 9, 6)]
    for number, day in enumerate(days):
        journal.save(save_entry(f"e{number}", day=day), placements=[mark(number, day)])
    history = field_history(journal, "sv")
    assert [moment.day for moment in history.moments] == sorted(days, reverse=True)
    assert (history.trail.value, history.trail.earlier) == (0, (1, 2))


def test_a_mark_of_a_reopened_entry_stands_beside_the_old_one(
    journal: Journal, save_entry: SaveEntry
) -> None:
    entry = save_entry("a", closed=dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))
    journal.save(entry, placements=[mark(-10, TODAY - dt.timedelta(days=2))])
    journal.save(replace(entry, closed=None), placements=[mark(30)])
    assert [marks(moment)[0] for moment in field_history(journal, "sv").moments] == [30, -10]


def test_a_long_history_says_that_there_is_more(journal: Journal, save_entry: SaveEntry) -> None:
    for number in range(4):
        journal.save(save_entry(str(number)), placements=[mark(number)])
    assert not field_history(journal, "sv", limit=3).is_complete
    assert len(field_history(journal, "sv", limit=3).moments) == 3
    assert field_history(journal, "sv", limit=4).is_complete


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

"""What was placed on one field over time, without a screen."""

import datetime as dt

from msgspec.structs import replace

from reflectie.domain.entry import Address, Placement
from reflectie.domain.field import Aspect
from reflectie.journal.journal import Journal
from reflectie.services.field_history import FieldMoment, field_history

from .conftest import TODAY, SaveEntry


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

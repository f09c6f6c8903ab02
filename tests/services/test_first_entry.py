"""The placement that is made before there is a journal, and saved once there is one."""

import datetime as dt
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from reflectie.content.compiled import builtin_library
from reflectie.domain.draft_change import asks_nature
from reflectie.domain.entry import Entry, new_entry
from reflectie.domain.errors import DISK_FULL, CannotWrite
from reflectie.domain.field import Mark
from reflectie.domain.responses import PlaceResponse
from reflectie.journal.journal import Journal
from reflectie.journal.worker import JournalWorker
from reflectie.services.context import Context
from reflectie.services.first_entry import FirstPlacement, save_first_start
from reflectie.services.walkthrough import make_walkthrough

from ..walker import new_context


@pytest.fixture
def opened() -> Iterator[Context]:
    """A context whose journal is open."""
    context = new_context(builtin_library())
    yield context
    context.require_journal.close()


@pytest.fixture
def journal(opened: Context) -> JournalWorker:
    return opened.require_journal


@pytest.fixture
def context(opened: Context, journal: JournalWorker) -> Iterator[Context]:
    """The same context before there is a journal."""
    opened.journal = None
    yield opened
    opened.journal = journal


def mark_at(placement: FirstPlacement, context: Context, value: int | None) -> PlaceResponse:
    field = context.library.field(placement.stop.field_id)
    assert field is not None
    return PlaceResponse(field=field, own=Mark(value=value))


async def saved_entries(journal: JournalWorker) -> list[Entry]:
    summaries = await journal.call(Journal.summaries)
    return [await journal.call(Journal.entry, summary.id) for summary in summaries]


def test_a_first_placement_in_the_night_belongs_to_the_evening_before(context: Context) -> None:
    context.settings = replace(context.settings, day_starts_at=12)
    day = context.clock().date()
    context.clock = lambda: dt.datetime.combine(day, dt.time(11, 59), dt.UTC)
    assert FirstPlacement(context).session.entry.day == day - dt.timedelta(days=1)


async def test_a_first_placement_is_saved_once_there_is_a_journal(
    context: Context, journal: JournalWorker
) -> None:
    placement = FirstPlacement(context)
    placement.keep(mark_at(placement, context, -40))
    await save_first_start(context)
    assert await saved_entries(journal) == []
    context.journal = journal
    entry_id = await save_first_start(context)
    await save_first_start(context)
    (entry,) = await saved_entries(journal)
    assert [mark.value for mark in entry.placements] == [-40]
    assert entry.is_open and entry.id == entry_id
    assert context.unsaved_first_entries == []


def test_the_entry_goes_on_with_the_question_after_the_placement(context: Context) -> None:
    placement = FirstPlacement(context)
    placement.keep(mark_at(placement, context, -40))
    (entry,) = context.unsaved_first_entries
    stop = placement.session.with_entry(entry).stop_at(entry.position)
    assert stop and stop.text == "Wat maakt dat dit jouw plek is?"


async def test_the_mark_by_nature_is_asked_the_next_time_that_the_line_is_opened(
    context: Context, journal: JournalWorker
) -> None:
    """The first minute asks one thing; the first reflection goes on without asking it again."""
    placement = FirstPlacement(context)
    placement.keep(mark_at(placement, context, -40))
    context.journal = journal
    await save_first_start(context)
    exercise = placement.session.exercise
    again = make_walkthrough(context, exercise, new_entry(exercise, context.clock()))
    stop = await again.start()
    assert stop and stop.step == placement.stop.step and asks_nature(again.session, stop)


def test_a_placement_is_optional(context: Context) -> None:
    placement = FirstPlacement(context)
    placement.keep(mark_at(placement, context, None))
    assert context.unsaved_first_entries == []


@pytest.mark.parametrize(("again", "kept"), [(25, [25]), (None, [])])
def test_a_placement_that_is_made_again_replaces_the_first(
    context: Context, again: int | None, kept: list[int]
) -> None:
    placement = FirstPlacement(context)
    placement.keep(mark_at(placement, context, -40))
    placement.keep(mark_at(placement, context, again))
    assert [entry.placements[0].value for entry in context.unsaved_first_entries] == kept


def test_who_goes_back_to_the_roles_finds_the_placement_again(context: Context) -> None:
    placement = FirstPlacement(context)
    placement.keep(mark_at(placement, context, -40))
    again = FirstPlacement(context)
    assert [mark.value for mark in again.session.entry.placements] == [-40]
    again.keep(mark_at(again, context, 25))
    (entry,) = context.unsaved_first_entries
    assert [mark.value for mark in entry.placements] == [25]


async def test_a_placement_that_the_disk_refuses_stays_in_memory(
    context: Context, journal: JournalWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise CannotWrite("logboek.db", DISK_FULL)

    placement = FirstPlacement(context)
    placement.keep(mark_at(placement, context, -40))
    context.journal = journal
    with monkeypatch.context() as refusing:
        refusing.setattr(Journal, "save", refuse)
        with pytest.raises(CannotWrite):
            await save_first_start(context)
    await save_first_start(context)
    assert len(await saved_entries(journal)) == 1

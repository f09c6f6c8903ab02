"""Looking at an entry that was closed leaves it closed; a change reopens it."""

from collections.abc import Iterator

import pytest

from reflectie.domain.entry import Address, AnswerState
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Aspect, Mark, Pole, TensionField
from reflectie.domain.responses import PlaceResponse, TextResponse
from reflectie.domain.step import Ask, Place
from reflectie.journal.journal import Journal
from reflectie.journal.trails import list_trails
from reflectie.services.autosave import close_again, close_entry
from reflectie.services.context import Context
from reflectie.services.walkthrough import ReturnPoint, resume_walkthrough

from ..walker import Walker, new_context

FIELD = TensionField(
    id="kern:lijn", left=Pole(name="zout", gloss="wit"), right=Pole(name="peper", gloss="zwart")
)
EXERCISE = Exercise(
    id="kern:proef",
    title="Proef",
    fields=(FIELD,),
    steps=(
        Place(id="nu", text="Waar sta je?", field="kern:lijn", aspect=Aspect.NOW),
        Ask(id="een", text="Een?"),
        Ask(id="twee", text="Twee?"),
    ),
)
HERE, THERE = (PlaceResponse(field=FIELD, own=Mark(value=value)) for value in (-40, 60))


@pytest.fixture
def context() -> Iterator[Context]:
    context = new_context(Library(exercises=(EXERCISE,)))
    yield context
    context.require_journal.close()


@pytest.fixture
async def closed(context: Context) -> Walker:
    """A user who looks again at an entry that was closed; its second question has no answer."""
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(HERE)
    await walker.go_on(TextResponse(text="Druk."))
    await close_entry(context, await walker.saved_entry())
    return await Walker.reopen(context, EXERCISE, walker.entry.id)


async def is_open(walker: Walker) -> bool:
    return (await walker.saved_entry()).is_open


async def test_looking_through_an_entry_leaves_it_as_it_was(closed: Walker) -> None:
    before = await closed.saved_entry()
    closed.autosave.note_cursor_move()
    await closed.flush()
    while closed.current.step.id != "nu":
        await closed.go_back()
    while closed.stop is not None:
        await closed.go_on()
    assert await closed.saved_entry() == before


async def test_skipping_a_question_without_an_answer_leaves_an_entry_closed(closed: Walker) -> None:
    before = await closed.saved_entry()
    while closed.stop is not None:
        await closed.go_on(state=AnswerState.SKIPPED)
    assert await closed.saved_entry() == before


async def test_klaar_after_looking_leaves_an_entry_closed(closed: Walker) -> None:
    before = await closed.saved_entry()
    await close_entry(closed.context, closed.entry)
    assert await closed.saved_entry() == before


@pytest.mark.parametrize("state", [None, AnswerState.UNKNOWN])
async def test_an_answer_reopens_an_entry(closed: Walker, state: AnswerState | None) -> None:
    closed.response = TextResponse(text="" if state else "Toch nog iets.")
    await closed.go_on(state=state)
    assert await is_open(closed)
    await close_entry(closed.context, closed.entry)
    assert not await is_open(closed)


@pytest.mark.parametrize("is_locked", [False, True], ids=["at once", "after the lock"])
async def test_changing_one_answer_leaves_where_an_open_entry_goes_on(
    context: Context, is_locked: bool
) -> None:
    begun = await Walker.begin(context, EXERCISE)
    await begun.go_on(HERE)
    await begun.go_on(TextResponse(text="Druk."))
    begun.type("Half")
    await begun.flush()
    before = await begun.saved_entry()
    at = Address(step="een")
    point = ReturnPoint(entry_id=before.id, address=at, is_one_answer=True) if is_locked else None
    walkthrough = await resume_walkthrough(context, before.id, point, None if is_locked else at)
    assert walkthrough
    changing = Walker(context, walkthrough)
    changing.enter(await walkthrough.start())
    changing.type("Rustig")
    changing.autosave.note_cursor_move()
    await changing.flush()
    await changing.go_on(TextResponse(text="Rustig."))
    after = await changing.saved_entry()
    assert after.saved_text(at) == "Rustig."
    assert (after.position, after.cursor) == (before.position, before.cursor) == (Address(step="twee"), 4)


async def test_a_draft_reopens_an_entry_so_that_it_is_found_after_a_crash(closed: Walker) -> None:
    closed.type("Half")
    await closed.flush()
    assert await is_open(closed)
    again = await Walker.reopen(closed.context, EXERCISE, closed.entry.id)
    assert again.response == TextResponse(text="Half")


async def test_text_that_was_typed_and_removed_leaves_an_entry_closed(closed: Walker) -> None:
    closed.type("Half")
    await closed.flush()
    closed.type("")
    await closed.flush()
    await closed.go_on()
    assert not await is_open(closed)
    assert await closed.context.require_journal.call(Journal.drafts, closed.entry.id) == ()


async def test_a_mark_that_moved_in_a_closed_entry_stands_beside_the_earlier_one(closed: Walker) -> None:
    while closed.current.step.id != "nu":
        await closed.go_back()
    await closed.go_on(THERE)
    assert await is_open(closed)
    trail = await closed.context.require_journal.call(list_trails)
    assert [placement.value for placement in trail] == [-40, 60]


async def test_an_entry_that_was_closed_is_closed_again_after_a_change(closed: Walker) -> None:
    await closed.go_on(TextResponse(text="Toch nog iets."))
    assert await is_open(closed)
    await close_again(closed.context, closed.walkthrough)
    assert not await is_open(closed)


async def test_after_the_lock_it_is_known_that_the_entry_was_closed(closed: Walker) -> None:
    await closed.go_on(TextResponse(text="Toch nog iets."))
    point = ReturnPoint(entry_id=closed.entry.id, is_one_answer=True, was_closed=True)
    walkthrough = await resume_walkthrough(closed.context, closed.entry.id, point)
    assert walkthrough is not None
    await close_again(closed.context, walkthrough)
    assert not await is_open(closed)


async def test_an_unfinished_entry_stays_open_after_a_change(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(HERE)
    await close_again(context, walker.walkthrough)
    assert await is_open(walker)

"""A situation that is named in a step exists, and the entry belongs to it."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, AnswerState, Draft, new_entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.responses import TextResponse
from reflectie.domain.situation import MAX_NAME_LENGTH, Situation
from reflectie.domain.step import Ask, NameSituation
from reflectie.journal import situations
from reflectie.journal.journal import Journal
from reflectie.services.autosave import close_again, close_entry
from reflectie.services.context import Context
from reflectie.services.walkthrough import resume_walkthrough

from ..walker import Walker, new_context

NAME = Address(step="kwestie")
EXERCISE = Exercise(
    id="kern:proef",
    title="Proef",
    steps=(
        Ask(id="wat", text="Wat speelt er?"),
        NameSituation(id="kwestie", text="Welke situatie?"),
        Ask(id="stap", text="Welke stap?"),
    ),
)


@pytest.fixture
def context() -> Iterator[Context]:
    context = new_context(Library(exercises=(EXERCISE,)))
    yield context
    context.require_journal.close()


@pytest.fixture
async def naming(context: Context) -> Walker:
    """A user with one sentence, at the step that names the situation."""
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(TextResponse(text="Druk."))
    return walker


async def all_situations(context: Context) -> list[str]:
    return [s.name for s in await context.require_journal.call(situations.list_situations)]


async def create(context: Context, name: str) -> Situation:
    return await context.require_journal.call(situations.create_situation, name)


async def situation_of(walker: Walker) -> str | None:
    """The name of the situation to which the saved entry belongs."""
    saved = await walker.saved_entry()
    assert saved.situation == walker.entry.situation
    if saved.situation is None:
        return None
    return (await walker.context.require_journal.call(situations.get_situation, saved.situation)).name


async def test_a_name_makes_a_situation_to_which_the_entry_belongs(naming: Walker) -> None:
    naming.type("de volle dinsdag")
    await naming.go_on()
    assert await all_situations(naming.context) == ["de volle dinsdag"]
    assert await situation_of(naming) == "de volle dinsdag"
    assert (await naming.saved_entry()).saved_text(NAME) == "de volle dinsdag"
    await naming.go_back()
    assert naming.response == TextResponse(text="de volle dinsdag")


async def test_a_name_at_which_the_user_stops_makes_no_situation_and_is_not_lost(naming: Walker) -> None:
    naming.type("de volle din")
    await naming.autosave.stop_at_name(naming.input)
    assert await all_situations(naming.context) == []
    again = await Walker.reopen(naming.context, EXERCISE, naming.entry.id)
    assert again.response == TextResponse(text="de volle din")
    await again.autosave.stop_at_name(again.input)
    assert await all_situations(naming.context) == []


async def test_stopping_at_the_name_in_a_closed_entry_leaves_it_as_it_was(naming: Walker) -> None:
    await naming.go_on(TextResponse(text="de volle dinsdag"))
    await close_entry(naming.context, await naming.saved_entry())
    before = await naming.saved_entry()
    walkthrough = await resume_walkthrough(naming.context, before.id, at=NAME)
    assert walkthrough
    changing = Walker(naming.context, walkthrough)
    changing.enter(await walkthrough.start())
    changing.type("iets and")
    await changing.flush()
    await changing.autosave.stop_at_name(changing.input)
    await close_again(naming.context, walkthrough)
    assert await naming.saved_entry() == before
    assert await all_situations(naming.context) == ["de volle dinsdag"]
    assert await naming.context.require_journal.call(Journal.drafts, before.id) == ()


async def test_a_name_in_the_first_answer_of_an_entry_is_its_situation(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on()
    walker.type("de volle dinsdag")
    await walker.go_on()
    assert await situation_of(walker) == "de volle dinsdag"


async def test_the_name_of_a_situation_is_that_situation(naming: Walker) -> None:
    known = await create(naming.context, "De volle dinsdag")
    naming.type("de volle dinsdag")
    await naming.go_on()
    assert naming.entry.situation == known.id
    assert await all_situations(naming.context) == ["De volle dinsdag"]


@pytest.mark.parametrize("state", [None, AnswerState.SKIPPED, AnswerState.UNKNOWN])
async def test_passing_makes_no_situation_and_leaves_the_one_of_the_entry(
    context: Context, state: AnswerState | None
) -> None:
    closed = await create(context, "van vroeger")
    await context.require_journal.call(situations.close_situation, closed.id)
    for situation in (None, closed.id):
        walker = await Walker.resume(context, EXERCISE, new_entry(EXERCISE, context.clock(), situation))
        await walker.go_on(TextResponse(text="Druk."))
        await walker.go_on(state=state)
        assert (await walker.saved_entry()).situation == situation
    assert await all_situations(context) == ["van vroeger"]


async def test_an_entry_begun_from_a_situation_shows_its_name_and_keeps_it(context: Context) -> None:
    known = await create(context, "de volle dinsdag")
    walker = await Walker.resume(context, EXERCISE, new_entry(EXERCISE, context.clock(), known.id))
    await walker.go_on(TextResponse(text="Druk."))
    assert walker.response == TextResponse(text="de volle dinsdag")
    await walker.go_on()
    assert await situation_of(walker) == "de volle dinsdag"


async def test_the_present_name_is_shown_when_a_situation_was_renamed(naming: Walker) -> None:
    naming.type("de volle dinsdag")
    await naming.go_on()
    assert naming.entry.situation
    call = naming.context.require_journal.call
    await call(situations.rename_situation, naming.entry.situation, "de lege woensdag")
    again = await Walker.reopen(naming.context, EXERCISE, naming.entry.id)
    assert again.response == TextResponse(text="de lege woensdag")
    await again.go_on()
    assert await all_situations(again.context) == ["de lege woensdag"]


async def test_clearing_the_name_takes_the_entry_out_of_its_situation(naming: Walker) -> None:
    naming.type("de volle dinsdag")
    await naming.go_on()
    await naming.go_back()
    naming.type("")
    await naming.go_on()
    assert await situation_of(naming) is None
    assert await all_situations(naming.context) == ["de volle dinsdag"]


async def test_another_name_moves_the_entry(naming: Walker) -> None:
    naming.type("de volle dinsdag")
    await naming.go_on()
    await naming.go_back()
    naming.type("het bezoek")
    await naming.go_on()
    assert await situation_of(naming) == "het bezoek"


async def test_a_long_name_is_cut_for_the_situation_and_kept_as_an_answer(naming: Walker) -> None:
    long = "een heel lang verhaal " * 9
    naming.type(long)
    await naming.go_on()
    (name,) = await all_situations(naming.context)
    assert len(name) == MAX_NAME_LENGTH and name.endswith("…")
    assert (await naming.saved_entry()).saved_text(NAME) == long
    await naming.go_back()
    assert naming.response == TextResponse(text=long)


@pytest.mark.parametrize("state", [AnswerState.SKIPPED, AnswerState.UNKNOWN])
async def test_the_name_that_is_shown_is_no_answer_of_who_passes(
    context: Context, state: AnswerState
) -> None:
    known = await create(context, "de volle dinsdag")
    walker = await Walker.resume(context, EXERCISE, new_entry(EXERCISE, context.clock(), known.id))
    await walker.go_on(TextResponse(text="Druk."))
    await walker.go_on(state=state)
    assert (await walker.saved_entry()).saved_text(NAME) == ""
    assert await situation_of(walker) == "de volle dinsdag"


async def test_passing_keeps_the_name_as_it_was_typed(naming: Walker) -> None:
    naming.type("de volle dinsdag")
    await naming.go_on()
    assert naming.entry.situation
    call = naming.context.require_journal.call
    await call(situations.rename_situation, naming.entry.situation, "de lege woensdag")
    again = await Walker.reopen(naming.context, EXERCISE, naming.entry.id)
    await again.go_on(state=AnswerState.SKIPPED)
    assert (await again.saved_entry()).saved_text(NAME) == "de volle dinsdag"


async def test_a_name_that_was_cleared_stays_cleared_after_the_lock(context: Context) -> None:
    known = await create(context, "de volle dinsdag")
    walker = await Walker.resume(context, EXERCISE, new_entry(EXERCISE, context.clock(), known.id))
    await walker.go_on(TextResponse(text="Druk."))
    walker.autosave.note_cursor_move()
    walker.type("")
    await walker.autosave.save_pending(walker.input)
    again = await Walker.reopen(context, EXERCISE, walker.entry.id)
    assert (again.response, await situation_of(again)) == (TextResponse(), None)


async def test_a_half_typed_name_is_no_situation_while_the_screen_is_locked(naming: Walker) -> None:
    naming.type("de vol")
    await naming.autosave.save_pending(naming.input)
    assert await all_situations(naming.context) == []
    again = await Walker.reopen(naming.context, EXERCISE, naming.entry.id)
    assert again.response == TextResponse(text="de vol")
    again.type("de volle dinsdag")
    await again.go_on()
    assert await all_situations(again.context) == [await situation_of(again)] == ["de volle dinsdag"]


async def test_a_name_that_was_restored_after_a_crash_makes_its_situation(naming: Walker) -> None:
    naming.type("de volle dinsdag")
    await naming.flush()
    again = await Walker.reopen(naming.context, EXERCISE, naming.entry.id)
    await again.go_on()
    assert await situation_of(again) == "de volle dinsdag"


async def test_a_draft_of_a_name_makes_its_situation_when_the_entry_is_closed(naming: Walker) -> None:
    naming.type("de volle dinsdag")
    await naming.flush()
    await close_entry(naming.context, await naming.saved_entry())
    saved = await naming.saved_entry()
    (situation,) = await naming.context.require_journal.call(situations.list_situations)
    assert (saved.situation, saved.is_open, situation.name) == (situation.id, False, "de volle dinsdag")


async def test_a_cleared_name_leaves_the_situation_when_the_entry_is_closed(naming: Walker) -> None:
    naming.type("de volle dinsdag")
    await naming.go_on()
    saved = await naming.saved_entry()
    draft = Draft(address=NAME, question="Welke situatie?", text="")
    await naming.context.require_journal.call(Journal.save_draft, saved, draft)
    await close_entry(naming.context, saved)
    assert (await naming.saved_entry()).situation is None


async def test_the_answer_of_an_earlier_version_makes_no_situation_by_itself(context: Context) -> None:
    old = Answer(address=NAME, question="Welke situatie?", text="Een lang verhaal over dinsdag.")
    entry = replace(new_entry(EXERCISE, context.clock()), answers=(old,), position=NAME)
    await context.require_journal.save(entry, entry.answers)
    walker = await Walker.reopen(context, EXERCISE, entry.id)
    assert walker.response == TextResponse(text=old.text)
    await walker.go_on()
    assert await all_situations(context) == []

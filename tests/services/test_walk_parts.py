"""Walk the parts of an exercise without a screen: choose one at the closing, leave it, and come back."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from reflectie.domain.closing import PartState, offered_parts
from reflectie.domain.entry import Address, Answer, new_entry
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.field import Role
from reflectie.domain.plan import FOLLOW_UPS
from reflectie.domain.responses import TextResponse
from reflectie.domain.step import Ask, Part, Pick, Read
from reflectie.journal.journal import Journal
from reflectie.services.autosave import close_entry
from reflectie.services.context import Context
from reflectie.services.entries import load_entry_with_drafts
from reflectie.services.question_choice import all_questions, question_reason
from reflectie.services.walkthrough import ReturnPoint, available_actions, resume_walkthrough

from ..walker import Walker, new_context

HEAD = Ask(id="een", text="Een?", follow_ups=(Ask(id="verder", text="Verder?"),))
FOR_BOARD = Ask(id="bestuur", text="Bestuur?", roles=(Role.BESTUURDER,))
EXERCISE = Exercise(
    id="kern:proef",
    title="Proef",
    steps=(
        Ask(id="wat", text="Wat speelt er?"),
        Pick(id="vragen", take=1, items=(HEAD, *(Ask(id=name, text=f"{name}?") for name in "bc"), FOR_BOARD)),
        Part(
            id="meer",
            title="Meer vragen",
            steps=(Ask(id="vooraf", text="Vooraf?"), Pick(id="meer-vragen", take=2, of="vragen")),
        ),
        Part(
            id="lezen",
            title="Lezen",
            steps=(Read(id="intro", text="Lees."), Ask(id="uit", text="Wat bleef?")),
        ),
        Ask(id="stap", text="Welke stap?"),
    ),
)
LIBRARY = Library(exercises=(EXERCISE,), probes=("En dan?",))


@pytest.fixture
def context() -> Iterator[Context]:
    context = new_context(LIBRARY)
    yield context
    context.require_journal.close()


@pytest.fixture
async def at_closing(context: Context) -> Walker:
    """A user with one sentence, at the closing of the short route."""
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(TextResponse(text="Druk."))
    assert await walker.walk_to_closing() == [walker.entry.shown[0].item, "stap"]
    return walker


async def test_a_part_is_walked_when_it_is_chosen_and_ends_at_the_closing(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    assert await at_closing.walk_to_closing() == ["intro", "uit"]


async def test_back_from_the_first_stop_of_a_part_is_the_closing(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    assert "back" in available_actions(at_closing.walkthrough.session, at_closing.stop)
    await at_closing.go_back()
    assert at_closing.stop is None
    await at_closing.go_back()
    assert at_closing.current.step.id == "stap"


async def test_back_from_the_closing_returns_to_the_part_that_was_walked(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    await at_closing.walk_to_closing()
    await at_closing.go_back()
    assert at_closing.current.step.id == "uit"


async def test_more_questions_are_others_than_those_that_were_shown(at_closing: Walker) -> None:
    await at_closing.open_part("meer")
    await at_closing.walk_to_closing()
    shown = [question.item for question in at_closing.entry.shown]
    assert sorted(shown) == ["b", "c", "een"]
    reasons = [
        question_reason(at_closing.walkthrough.session, s) for s in at_closing.walkthrough.session.stops
    ]
    assert len(list(filter(None, reasons))) >= 3
    offered = offered_parts(at_closing.walkthrough.session)
    assert "meer" in [part.id for part in offered]  # it has a question before


async def test_follow_ups_of_the_question_of_the_short_route_are_a_part(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(TextResponse(text="Druk."))
    walker.enter(walker.walkthrough.choose_question(EXERCISE.picks[0], "een"))
    await walker.walk_to_closing()
    await walker.open_part(f"vragen{FOLLOW_UPS}")
    assert await walker.walk_to_closing() == ["verder"]


async def test_an_extra_question_is_asked_before_the_rest_of_the_short_route(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on()
    pick = walker.walkthrough.session.pick_of(walker.current)
    assert pick is not None
    first = walker.current.step.id
    walker.enter(await walker.walkthrough.more_questions(pick))
    assert walker.current.step.id != first
    assert (await walker.walk_to_closing())[-1] == "stap"


async def test_a_question_for_another_role_can_be_chosen_from_the_whole_list(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on()
    walker.enter(walker.walkthrough.choose_question(EXERCISE.picks[0], "bestuur"))
    assert walker.current.text == "Bestuur?"
    assert await walker.walk_to_closing() == ["bestuur", "stap"]


async def test_the_whole_list_names_the_roles_of_a_question(at_closing: Walker) -> None:
    session = at_closing.walkthrough.session
    for pick in EXERCISE.picks:
        questions = all_questions(session, pick)
        assert [*questions] == ["een", "b", "c", "bestuur"]
        assert (questions["een"], questions["bestuur"]) == ("Een?", "Bestuur? (voor bestuurder)")


async def test_a_question_of_a_part_that_is_chosen_from_the_list_is_the_same_question(
    at_closing: Walker,
) -> None:
    await at_closing.open_part("meer")
    await at_closing.walk_to_closing()
    item = at_closing.entry.shown_for("meer-vragen")[0].item
    shown = at_closing.entry.shown
    stop = at_closing.walkthrough.choose_question(EXERCISE.picks[0], item)
    assert stop is not None and (stop.part, stop.step.id) == ("meer", item)
    assert at_closing.entry.shown == shown


async def test_words_in_a_part_are_kept_when_it_is_left(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    await at_closing.go_on()
    at_closing.type("Dit bleef.")
    await at_closing.autosave.save_pending(at_closing.input)
    again = await Walker.reopen(at_closing.context, EXERCISE, at_closing.entry.id)
    assert (again.current.step.id, again.response) == ("uit", TextResponse(text="Dit bleef."))
    await again.go_on()
    assert again.stop is None
    assert (await again.saved_entry()).saved_text(Address(step="uit")) == "Dit bleef."


async def test_words_in_a_part_survive_a_crash(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    await at_closing.go_on()
    at_closing.type("Half")
    await at_closing.flush()
    again = await Walker.reopen(at_closing.context, EXERCISE, at_closing.entry.id)
    assert (again.current.step.id, again.response) == ("uit", TextResponse(text="Half"))


async def test_a_draft_in_a_part_becomes_an_answer_when_the_entry_is_closed(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    await at_closing.go_on()
    at_closing.type("Half")
    await at_closing.flush()
    saved = await at_closing.saved_entry()
    read = await at_closing.context.require_journal.call(load_entry_with_drafts, LIBRARY, saved.id)
    assert read.saved_text(Address(step="uit")) == "Half"
    await close_entry(at_closing.context, saved)
    assert (await at_closing.saved_entry()).saved_text(Address(step="uit")) == "Half"


async def test_after_the_lock_a_part_without_a_word_goes_on_where_it_was(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    await at_closing.go_on()
    point = ReturnPoint.of(at_closing.walkthrough.session, at_closing.stop)
    again = await resume_walkthrough(at_closing.context, point.entry_id, point)
    assert again is not None
    stop = await again.start()
    assert stop is not None and stop.step.id == "uit"
    before = await again.previous_stop(stop)
    assert before is not None and await again.previous_stop(before) is None


async def test_after_the_lock_the_user_is_at_the_closing_again(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    await at_closing.go_on()
    await at_closing.go_on(TextResponse(text="Veel."))
    point = ReturnPoint.of(at_closing.walkthrough.session, at_closing.stop)
    again = await resume_walkthrough(at_closing.context, point.entry_id, point)
    assert again is not None and await again.start() is None
    before = await again.previous_stop(None)
    assert before is not None and before.step.id == "uit"


async def test_an_entry_of_an_earlier_version_shows_what_was_answered_in_a_part(context: Context) -> None:
    old = new_entry(EXERCISE, context.clock())
    old = replace(old, answers=(Answer(address=Address(step="uit"), question="Wat bleef?", text="Veel."),))
    walker = await Walker.resume(context, EXERCISE, old)
    steps = [stop.step.id for stop in walker.walkthrough.session.stops]
    assert steps == ["wat", "vragen", "stap", "intro", "uit"]
    begun = [part.id for part in offered_parts(walker.walkthrough.session) if part.state is not PartState.NEW]
    assert begun == ["lezen"]


async def test_a_closed_entry_is_shown_at_its_closing_and_stays_closed(at_closing: Walker) -> None:
    context, entry = at_closing.context, at_closing.entry
    for step in ("vragen", "stap"):
        address = next(s.address for s in at_closing.walkthrough.session.stops if s.address.step == step)
        answer = Answer(address=address, question="?", text="Ja.")
        await context.require_journal.call(Journal.save, entry.with_answer(answer), (answer,))
    await close_entry(context, await at_closing.saved_entry())
    again = await Walker.reopen(context, EXERCISE, entry.id)
    assert again.stop is None
    await again.go_back()
    assert again.current.step.id == "stap"
    await again.go_back()
    assert not (await again.saved_entry()).is_open


async def test_a_list_of_steps_leads_to_any_of_them(at_closing: Walker) -> None:
    await at_closing.open_part("lezen")
    stop = await at_closing.walkthrough.jump_to(Address(step="wat"))
    assert stop is not None and stop.step.id == "wat"
    back = await at_closing.walkthrough.jump_to(Address(step="uit"))
    assert back is not None and back.part == "lezen"

"""Walk through an exercise without a screen: begin, move, leave, resume and export."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Draft, new_entry
from reflectie.domain.errors import DamagedFile, NotFound
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.field import Aspect, Mark, Pole, Side, TensionField
from reflectie.domain.plan import MAX_TURNS, Stop
from reflectie.domain.responses import ChooseResponse, PlaceResponse, RecogniseResponse, TextResponse
from reflectie.domain.step import Ask, Choose, Option, Pick, Place, Read, Recognise, Statement
from reflectie.export.markdown import to_markdown
from reflectie.export.render import render_entry
from reflectie.journal import meetings
from reflectie.journal.journal import Journal
from reflectie.services import walkthrough as walkthrough_module
from reflectie.services.context import Context
from reflectie.services.question_choice import OWN_CHOICE_REASON, question_reason
from reflectie.services.walkthrough import (
    ReturnPoint,
    available_actions,
    make_walkthrough,
    resume_walkthrough,
)

from ..walker import Walker, new_context

QUESTIONS = Pick(id="keuze", take=1, items=tuple(Ask(id=name, text=f"Vraag {name}?") for name in "abc"))

EXERCISE = Exercise(
    id="kern:proef",
    title="Proef",
    steps=(
        Read(id="intro", text="Neem de tijd."),
        Ask(id="wat", text="Wat speelt er?"),
        Recognise(id="herken", text="Herken je dit?", statements=(Statement(id="a", text="Ik aarzel."),)),
        Choose(id="woord", text="Welk woord past?", options=(Option(id="rust", text="Rust"),)),
        QUESTIONS,
        Ask(id="slot", text="Wat neem je mee?"),
    ),
)

PREPARE = Exercise(
    id="kern:voor",
    title="Voor",
    meeting=MeetingPhase.PREPARE,
    steps=(Ask(id="doel", text="Waarvoor?"),),
)
LOOK_BACK = Exercise(
    id="kern:terug", title="Terug", meeting=MeetingPhase.LOOK_BACK, steps=(Ask(id="nu", text="En nu?"),)
)

FIELD = TensionField(id="kern:sv", left=Pole(name="later", gloss=""), right=Pole(name="nu", gloss=""))
ON_A_LINE = Exercise(
    id="kern:lijn",
    title="Lijn",
    fields=(FIELD,),
    steps=(
        Place(id="waar", text="Waar sta je?", field=FIELD.id, aspect=Aspect.NOW),
        Pick(id="keuze", take=1, items=(Ask(id="a", text="En nu?", moved=Side.RIGHT),)),
    ),
)

LIBRARY = Library(exercises=(EXERCISE, PREPARE, LOOK_BACK), probes=("En dan?", "Waarom?"))


@pytest.fixture
def context() -> Iterator[Context]:
    context = new_context(LIBRARY)
    yield context
    context.require_journal.close()


def step_of(walker: Walker) -> str:
    return walker.current.address.step


async def walk_to(walker: Walker, step: str) -> None:
    while step_of(walker) != step:
        await walker.go_on()


async def test_an_exercise_is_walked_from_beginning_to_end(context: Context) -> None:
    walker, steps = await Walker.begin(context, EXERCISE), []
    while walker.stop is not None:
        steps.append(step_of(walker))
        await walker.go_on()
    assert steps == ["intro", "wat", "herken", "woord", "keuze", "slot"]


async def test_going_back_returns_the_stops_in_reverse(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    while walker.stop is not None:
        await walker.go_on()
    steps = []
    for _ in range(3):
        await walker.go_back()
        steps.append(step_of(walker))
    assert steps == ["slot", "keuze", "woord"]


async def test_an_entry_is_resumed_where_it_was_left(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    await walker.go_on(TextResponse(text="Van alles."))
    await walker.go_on(RecogniseResponse(recognition="sometimes", text="Vaak."))
    walker.autosave.note_cursor_move()
    await walker.flush()
    again = await Walker.reopen(context, EXERCISE, walker.entry.id)
    assert again.current == walker.current
    assert again.entry.answers == walker.entry.answers


async def test_an_entry_can_be_resumed_at_another_stop(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "slot")
    await walker.go_on(TextResponse(text="Klaar."))
    walkthrough = make_walkthrough(context, EXERCISE, walker.entry, at=Address(step="wat"))
    stop = await walkthrough.start()
    assert stop is not None and stop.address == Address(step="wat")


async def test_an_entry_with_only_a_draft_is_resumed_at_the_draft(context: Context) -> None:
    entry = new_entry(EXERCISE, context.clock())
    draft = Draft(address=Address(step="slot"), question="Wat neem je mee?", text="Half af")
    walker = await Walker.resume(context, EXERCISE, entry, (draft,))
    assert (step_of(walker), walker.response) == ("slot", TextResponse(text="Half af"))


async def test_a_restored_draft_is_returned_once(context: Context) -> None:
    draft = Draft(address=Address(step="wat"), question="Wat speelt er?", text="Half af")
    walkthrough = make_walkthrough(context, EXERCISE, new_entry(EXERCISE, context.clock()), (draft,))
    stop = await walkthrough.start()
    assert stop is not None
    assert [walkthrough.drafts.take(stop), walkthrough.drafts.take(stop)] == [(draft,), ()]


async def test_an_open_turn_is_resumed_with_its_question(context: Context) -> None:
    draft = Draft(address=Address(step="wat", turn=1), question="En dan?", text="Dan niets.")
    walker = await Walker.resume(context, EXERCISE, new_entry(EXERCISE, context.clock()), (draft,))
    assert walker.current.text == "En dan?"


async def test_a_walkthrough_is_exported_to_markdown(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    await walker.go_on(TextResponse(text="Van alles."))
    await walker.go_on(RecogniseResponse(recognition="yes", text="Vaak."))
    await walker.go_on(ChooseResponse(chosen=("rust",), text="moed"))
    await walker.go_on(TextResponse(text="Een vraag minder."))
    text = to_markdown(render_entry(await walker.saved_entry(), EXERCISE))
    expected = ("Wat speelt er?", "Van alles.", "herken ik", "Vaak.", "Rust", "moed", "Een vraag minder.")
    assert [word for word in expected if word not in text] == []


# Questions of the coach ---------------------------------------------------------------------------


async def test_the_coach_chooses_at_a_pick_and_more_can_be_asked(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "keuze")
    shown = [walker.current.address.item]
    for _ in range(2):
        walker.enter(await walker.walkthrough.more_questions(QUESTIONS))
        shown.append(walker.current.address.item)
    assert sorted(shown) == ["a", "b", "c"]
    assert await walker.walkthrough.more_questions(QUESTIONS) is None


async def test_the_coach_compares_with_the_marks_of_earlier_entries() -> None:
    context = new_context(Library(exercises=(ON_A_LINE,)))
    for value in (-60, 60):
        walker = await Walker.begin(context, ON_A_LINE)
        await walker.go_on(PlaceResponse(field=FIELD, own=Mark(value=value)))
    assert "schoof je teken naar 'nu'" in question_reason(walker.walkthrough.session, walker.current)
    context.require_journal.close()


async def test_damaged_marks_of_earlier_entries_do_not_stop_the_walk(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_journal: Journal, **_: str) -> None:
        raise DamagedFile("kapot")

    monkeypatch.setattr(walkthrough_module, "list_trails", fail)
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "keuze")
    assert walker.current.text.startswith("Vraag")


async def test_a_question_that_the_user_chooses_has_that_as_its_reason(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "keuze")
    item = next(name for name in "abc" if name != walker.current.address.item)
    stop = walker.walkthrough.choose_question(QUESTIONS, item)
    assert stop is not None and stop.address.item == item
    assert question_reason(walker.walkthrough.session, stop) == OWN_CHOICE_REASON
    assert (
        question_reason(walker.walkthrough.session, walker.current)
        == "Deze vraag kwam nog niet eerder langs."
    )


async def test_further_turns_ask_different_questions_up_to_a_limit(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    questions = []
    while "ask_further" in available_actions(walker.walkthrough.session, walker.current):
        walker.enter(walker.walkthrough.ask_further(walker.current))
        questions.append(walker.current.text)
        await walker.autosave.leave_stop(replace(walker.input, response=TextResponse(text="Daarom.")))
    assert len(questions) == MAX_TURNS
    assert set(questions) == set(LIBRARY.probes)


async def test_actions_depend_on_the_stop(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)

    def actions(stop: Stop | None) -> frozenset[str]:
        return available_actions(walker.walkthrough.session, stop)

    assert actions(walker.current) == {"next"}
    await walk_to(walker, "wat")
    assert actions(walker.current) == {"next", "back", "skip", "unknown", "ask_further"}
    await walk_to(walker, "keuze")
    assert actions(walker.current) >= {"more_questions", "all_questions", "why"}
    assert actions(None) == {"finish", "back"}


async def test_nothing_is_skipped_or_unknown_where_nothing_is_asked(context: Context) -> None:
    free = replace(EXERCISE, steps=(Ask(id="vrij", text="Schrijf maar.", asks=False),))
    walker = await Walker.begin(context, free)
    assert available_actions(walker.walkthrough.session, walker.current) == {"next", "ask_further"}
    further = walker.walkthrough.ask_further(walker.current)
    assert available_actions(walker.walkthrough.session, further) >= {"skip", "unknown"}


async def test_a_look_back_offers_the_preparation_of_its_meeting(context: Context) -> None:
    journal = context.require_journal
    meeting = (await journal.call(meetings.create_meeting, "tafel")).id
    prepared = new_entry(PREPARE, context.clock(), meeting=meeting)
    answer = Answer(address=Address(step="doel"), question="Waarvoor?", text="Voor de rust.")
    await journal.save(prepared, (answer,))
    walkthrough = make_walkthrough(context, LOOK_BACK, new_entry(LOOK_BACK, context.clock(), meeting=meeting))
    stop = await walkthrough.start()
    assert "preparation" in available_actions(walkthrough.session, stop)
    assert walkthrough.session.preparation == (PREPARE, prepared.with_answer(answer))


async def test_a_look_back_without_a_preparation_has_nothing_to_offer(context: Context) -> None:
    walkthrough = make_walkthrough(context, LOOK_BACK, new_entry(LOOK_BACK, context.clock()))
    stop = await walkthrough.start()
    assert "preparation" not in available_actions(walkthrough.session, stop)


# Lock and return ----------------------------------------------------------------------------------


async def test_a_return_point_of_an_empty_entry_holds_the_entry(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    point = ReturnPoint.of(walker.walkthrough.session, walker.stop)
    assert (point.address, point.entry_id) == (Address(step="wat"), walker.entry.id)
    assert point.blank is not None and point.blank.position == Address(step="wat")


async def test_a_return_point_holds_nothing_that_was_written(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    await walker.go_on(TextResponse(text="Geheim."))
    walker.enter(walker.walkthrough.ask_further(walker.walkthrough.session.stops[1]))
    point = ReturnPoint.of(walker.walkthrough.session, walker.stop)
    assert point.blank is None
    assert point.open_turn is not None and point.open_turn.question in LIBRARY.probes
    assert "Geheim" not in repr(point)


async def resumed(context: Context, entry_id: str, point: ReturnPoint | None = None) -> Walker:
    """A user who returns to an entry."""
    walkthrough = await resume_walkthrough(context, entry_id, point)
    assert walkthrough is not None
    walker = Walker(context, walkthrough)
    walker.enter(await walkthrough.start())
    return walker


async def test_an_entry_is_resumed_with_its_draft(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    walker.type("Half af")
    await walker.flush()
    again = await resumed(context, walker.entry.id)
    assert (step_of(again), again.response) == ("wat", TextResponse(text="Half af"))


async def test_after_unlocking_the_user_is_at_the_same_stop(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    await walker.go_on(TextResponse(text="Van alles."))
    await walk_to(walker, "woord")
    await walker.go_back()
    again = await resumed(context, walker.entry.id, ReturnPoint.of(walker.walkthrough.session, walker.stop))
    assert again.current == walker.current


async def test_after_unlocking_an_entry_without_content_is_still_there(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "woord")
    again = await resumed(context, walker.entry.id, ReturnPoint.of(walker.walkthrough.session, walker.stop))
    assert (again.current, again.entry.id) == (walker.current, walker.entry.id)


async def test_after_unlocking_a_question_of_the_coach_is_the_same(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    await walker.go_on(TextResponse(text="Van alles."))
    await walk_to(walker, "keuze")
    again = await resumed(context, walker.entry.id, ReturnPoint.of(walker.walkthrough.session, walker.stop))
    assert again.current == walker.current


@pytest.mark.parametrize("text", ["Van alles.", ""])
async def test_after_unlocking_an_open_turn_has_its_question(context: Context, text: str) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    await walker.autosave.leave_stop(replace(walker.input, response=TextResponse(text=text)))
    walker.enter(walker.walkthrough.ask_further(walker.current))
    again = await resumed(context, walker.entry.id, ReturnPoint.of(walker.walkthrough.session, walker.stop))
    assert again.current == walker.current


async def test_after_unlocking_a_turn_that_was_answered_keeps_its_answer(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    walker.enter(walker.walkthrough.ask_further(walker.current))
    walker.type("Daarom.")
    await walker.autosave.save_pending(walker.input)
    again = await resumed(context, walker.entry.id, ReturnPoint.of(walker.walkthrough.session, walker.stop))
    assert (again.current, again.response) == (walker.current, TextResponse(text="Daarom."))


async def test_after_unlocking_an_open_turn_still_has_its_draft(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    await walker.go_on(TextResponse(text="Van alles."))
    await walker.go_back()
    walker.enter(walker.walkthrough.ask_further(walker.current))
    walker.type("Half af")
    await walker.flush()
    resumed_once = await resumed(context, walker.entry.id)
    await resumed_once.autosave.save_pending(resumed_once.input)
    point = ReturnPoint.of(resumed_once.walkthrough.session, resumed_once.stop)
    again = await resumed(context, walker.entry.id, point)
    assert (again.current, again.response) == (walker.current, TextResponse(text="Half af"))


async def test_an_entry_that_was_erased_meanwhile_is_not_resumed(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walk_to(walker, "wat")
    await walker.go_on(TextResponse(text="Van alles."))
    point = ReturnPoint.of(walker.walkthrough.session, walker.stop)
    with pytest.raises(NotFound):
        await resume_walkthrough(context, "gewist", point)
    with pytest.raises(NotFound):
        await resume_walkthrough(context, "gewist")


async def test_an_entry_of_an_exercise_that_content_no_longer_has_is_not_resumed(context: Context) -> None:
    unknown = replace(EXERCISE, id="kern:weg")
    walker = await Walker.begin(context, unknown)
    await walk_to(walker, "wat")
    await walker.go_on(TextResponse(text="Van alles."))
    assert await resume_walkthrough(context, walker.entry.id) is None


def test_walking_and_saving_import_no_textual() -> None:
    code = (
        "import sys, reflectie.services.autosave, reflectie.services.walkthrough, reflectie.export.markdown;"
        "sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_new_entry_takes_its_day_from_the_clock_of_the_context(context: Context) -> None:
    entry = new_entry(EXERCISE, context.clock(), situation="s", meeting="m")
    assert (entry.day, entry.begun) == (context.today, context.clock().astimezone(dt.UTC))
    assert (entry.situation, entry.meeting, entry.title) == ("s", "m", "Proef")

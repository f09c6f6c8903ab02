"""A field that the user emptied stays empty, also when the program is killed right after it said so."""

from collections.abc import Awaitable, Callable, Iterator

import pytest
from msgspec.structs import replace

from reflectie.domain.draft_change import restored_response
from reflectie.domain.entry import Address
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.responses import ChooseResponse, RecogniseResponse, Response, TextResponse
from reflectie.domain.step import Ask, Choose, Date, Option, Recognise, Statement
from reflectie.journal.journal import Journal
from reflectie.services.context import Context

from ..walker import Walker, new_context

STEPS = {
    "ask": (Ask(id="een", text="Een?"), TextResponse),
    "date": (Date(id="een", text="Wanneer?"), TextResponse),
    "choose": (Choose(id="een", text="Wat past?", options=(Option(id="rust", text="Rust"),)), ChooseResponse),
    "recognise": (
        Recognise(id="een", text="Wat herken je?", statements=(Statement(id="zin", text="Zin."),)),
        RecogniseResponse,
    ),
}


async def is_on_disk_as_draft(walker: Walker) -> Walker:
    await walker.flush()
    return walker


async def is_on_disk_as_answer(walker: Walker) -> Walker:
    await walker.go_on()
    await walker.go_back()
    return walker


async def is_restored_as_draft(walker: Walker) -> Walker:
    await walker.flush()
    exercise = walker.walkthrough.session.exercise
    return await Walker.reopen(walker.context, exercise, walker.entry.id)


BEFORE = (is_on_disk_as_draft, is_on_disk_as_answer, is_restored_as_draft)


@pytest.fixture(params=STEPS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def exercise(kind: str) -> Exercise:
    step, _ = STEPS[kind]
    return Exercise(id="kern:proef", title="Proef", steps=(Ask(id="eerst", text="Eerst?"), step))


@pytest.fixture
def context(exercise: Exercise) -> Iterator[Context]:
    context = new_context(Library(exercises=(exercise,)))
    yield context
    context.require_journal.close()


@pytest.mark.parametrize("before", BEFORE)
async def test_an_emptied_field_is_empty_after_a_kill(
    context: Context, exercise: Exercise, kind: str, before: Callable[[Walker], Awaitable[Walker]]
) -> None:
    walker = await Walker.begin(context, exercise)
    await walker.go_on(TextResponse(text="iets anders"))
    types(walker, STEPS[kind][1](text="oude woorden"))
    walker = await before(walker)
    types(walker, STEPS[kind][1](text=""))
    assert await walker.flush() is not None, "it was not reported as saved"
    assert await restored_text(walker, exercise) == ""


def types(walker: Walker, response: Response) -> None:
    walker.response = response
    walker.autosave.note_edit(walker.input, is_selection=False)


async def restored_text(walker: Walker, exercise: Exercise) -> str:
    """The text with which the field begins at the next start."""
    drafts = await walker.context.require_journal.call(Journal.drafts, walker.entry.id)
    entry = await walker.saved_entry()
    stop = walker.walkthrough.session.stop_at(walker.current.address)
    assert stop is not None
    assert stop.address.step == Address(step="een").step
    session = replace(walker.walkthrough.session, entry=entry)
    response = restored_response(session, stop, drafts)
    assert isinstance(response, TextResponse | ChooseResponse | RecogniseResponse)
    return response.text

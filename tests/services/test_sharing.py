"""Share an item of the card of a meeting, and make it private again."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Entry, new_entry
from reflectie.domain.errors import DISK_FULL, CannotWrite
from reflectie.domain.exercise import CardPart, Exercise, Library, MeetingPhase
from reflectie.domain.step import Ask, Column, Rows
from reflectie.domain.table import cell_address
from reflectie.export.card import CardItem, card_items
from reflectie.journal.journal import Journal
from reflectie.services.card_output import toggle_shared
from reflectie.services.context import Context

from ..walker import new_context

GOAL, TABLE = Address(step="doel"), Address(step="wie")
NAME, ROLE = (cell_address(TABLE, "row:a", column) for column in ("naam", "rol"))

PREPARE = Exercise(
    id="kern:voor",
    title="Voor",
    meeting=MeetingPhase.PREPARE,
    steps=(
        Ask(id="doel", text="Waarvoor?"),
        Rows(id="wie", text="Wie?", columns=(Column(id="naam", title="Naam"), Column(id="rol", title="Rol"))),
    ),
    card=(CardPart(step="doel", label="Doel"), CardPart(step="wie", label="Wie")),
)


@pytest.fixture
def context() -> Iterator[Context]:
    context = new_context(Library(exercises=(PREPARE,)))
    yield context
    context.require_journal.close()


@pytest.fixture
async def entry(context: Context) -> Entry:
    """A saved preparation with a goal and a row of two cells."""
    texts = {GOAL: "rust", TABLE: "", NAME: "school", ROLE: "gastheer"}
    answers = tuple(Answer(address=address, question="?", text=text) for address, text in texts.items())
    entry = replace(new_entry(PREPARE, context.clock()), answers=answers)
    await context.require_journal.save(entry, answers)
    return entry


def item_of(entry: Entry, label: str) -> CardItem:
    return next(item for item in card_items(entry, PREPARE) if item.label == label)


async def shared_on_disk(context: Context, entry: Entry) -> set[Address]:
    saved = await context.require_journal.call(Journal.entry, entry.id)
    return {answer.address for answer in saved.answers if answer.shared}


async def test_an_item_is_shared_with_all_its_answers_and_made_private_again(
    context: Context, entry: Entry
) -> None:
    shared = await toggle_shared(context, entry, item_of(entry, "Wie"))
    assert await shared_on_disk(context, entry) == {NAME, ROLE}
    assert {answer.address for answer in shared.answers if answer.shared} == {NAME, ROLE}
    await toggle_shared(context, shared, item_of(shared, "Wie"))
    assert await shared_on_disk(context, entry) == set()


async def test_an_item_that_is_partly_shared_becomes_private(context: Context, entry: Entry) -> None:
    partly = entry.with_answer(Answer(address=NAME, question="?", text="school", shared=True))
    assert item_of(partly, "Wie").is_partly_shared
    await toggle_shared(context, partly, item_of(partly, "Wie"))
    assert await shared_on_disk(context, entry) == set()


async def test_other_items_stay_as_they_are(context: Context, entry: Entry) -> None:
    shared = await toggle_shared(context, entry, item_of(entry, "Wie"))
    await toggle_shared(context, shared, item_of(shared, "Doel"))
    assert await shared_on_disk(context, entry) == {GOAL, NAME, ROLE}


async def test_nothing_is_shared_when_the_disk_refuses(
    context: Context, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise CannotWrite("logboek.db", DISK_FULL)

    with monkeypatch.context() as refusing:
        refusing.setattr(Journal, "save", refuse)
        with pytest.raises(CannotWrite):
            await toggle_shared(context, entry, item_of(entry, "Doel"))
    assert await shared_on_disk(context, entry) == set()

"""Save the purpose of a situation while it is typed."""

from collections.abc import Iterator

import pytest

from reflectie.domain.errors import NotFound
from reflectie.domain.exercise import Library
from reflectie.domain.situation import Situation
from reflectie.journal import situations
from reflectie.journal.journal import Journal
from reflectie.services.autosave import save_purpose
from reflectie.services.context import Context

from ..walker import new_context


@pytest.fixture
def context() -> Iterator[Context]:
    context = new_context(Library(exercises=()))
    yield context
    context.require_journal.close()


@pytest.fixture
async def situation(context: Context) -> Situation:
    return await context.require_journal.call(situations.create_situation, "Regenboog", "rust")


async def test_a_purpose_is_saved_as_it_was_typed(context: Context, situation: Situation) -> None:
    saved = await save_purpose(context, situation, " meer rust ")
    assert saved.purpose == " meer rust "
    assert await context.require_journal.call(situations.get_situation, situation.id) == saved


async def test_a_purpose_that_is_the_same_writes_nothing(
    context: Context, situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Journal) -> None:
        raise AssertionError("nothing is new")

    monkeypatch.setattr(Journal, "write_transaction", refuse)
    assert await save_purpose(context, situation, "rust") is situation


async def test_a_purpose_can_be_cleared(context: Context, situation: Situation) -> None:
    assert (await save_purpose(context, situation, "")).purpose == ""


async def test_the_purpose_of_a_merged_situation_is_refused(context: Context, situation: Situation) -> None:
    call = context.require_journal.call
    other = await call(situations.create_situation, "Haven")
    await call(situations.merge_situations, other.id, situation.id)
    with pytest.raises(NotFound):
        await save_purpose(context, situation, "meer rust")
